"""Verbs of what is on the screen: map, queue, wall, docks, perspectives. Qt main thread; see `declaration`."""

from __future__ import annotations

from collections.abc import Callable

from console.desk.waiting import open_entities, sort_key
from console.verbs import values as kinds
from console.verbs.declaration import Entry, Group, Param, Spot, Verbs
from console.verbs.docks import DOCKS
from console.verbs.here import Here
from console.verbs.params import the_incident, the_thing
from console.words.said import Words, said
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.VIEW)

THING = Param("thing", kinds.ANYWHERE, _N("verbs", "What?"), the_thing)
CAMERA = Param("camera", kinds.CAMERA, _N("verbs", "Which camera?"))
STANDING = Param("purpose", kinds.TEXT, _N("verbs", "What is this view looked at for?"))
PURPOSE = Param("purpose", kinds.TEXT, _N("verbs", "Purpose"), the_incident)
"""A camera opened for the selected incident has its purpose in it."""
TILES = Param("layout", kinds.LAYOUT, _N("verbs", "How many tiles? 1 to 16"))
DOCK = Param("dock", kinds.DOCK, _N("verbs", "Which panel?"))
PERSPECTIVE = Param("perspective", kinds.PERSPECTIVE, _N("verbs", "Which perspective?"))


@VERBS.handler("show", _N("verbs", "Show on the map"), "show 显示 定位 locate", "F", (THING,))
def show(here: Here, thing: str) -> Words | None:
    return None if here.screen.show_on_map(thing) else said("command", "Its place is not known")


VERBS.simply("fit", _N("verbs", "Whole town on the map"), "fit 全图 全城", "Ctrl+Shift+F",
             lambda here: here.screen.show_whole_town())  # fmt: skip
VERBS.simply("next", _N("verbs", "Next in the queue"), "next 下一条", "J",
             lambda here: here.screen.step_queue(1), local_keys=("↓",), repeats=True)  # fmt: skip
VERBS.simply("previous", _N("verbs", "Previous in the queue"), "previous 上一条", "K",
             lambda here: here.screen.step_queue(-1), local_keys=("↑",), repeats=True)  # fmt: skip


@VERBS.handler("urgent", _N("verbs", "Most urgent"), "urgent 最急", "Home")
def urgent(here: Here) -> None:
    found = list(open_entities(here.picture))
    if found:
        here.seat.select_case(min(found, key=lambda one: sort_key(one, here.picture)).id)


VERBS.simply(
    "find",
    _N("verbs", "Filter the queue"),
    "find 查找 搜索 search",
    "/",
    lambda here: here.screen.focus_filter(),
)


@VERBS.handler("camera", _N("verbs", "Open a camera"), "camera 摄像机 监控 摄像头", "", (CAMERA, PURPOSE),
               entries=(Entry((Spot.MAP_CAMERA,), 10),))  # fmt: skip
def camera(here: Here, camera: str, purpose: str) -> None:
    here.screen.open_camera(camera, purpose)


VERBS.simply("follow", _N("verbs", "Wall follows the incident"), "follow 跟随警情", "Shift+F",
             lambda here: here.screen.follow_incident())  # fmt: skip


VERBS.simply("own_view", _N("verbs", "My own view on the wall"), "myview 我的画面", "",
             lambda here: here.screen.show_own_view())  # fmt: skip


@VERBS.handler(
    "keep_view", _N("verbs", "Use the wall as it is as my view"), "keepview 设为我的画面", "", (STANDING,)
)
def keep_view(here: Here, purpose: str) -> Words | None:
    if here.screen.keep_own_view(purpose):
        here.tell(said("command", "The wall as it is is your own view now"), False)
        return None
    return said("command", "The wall shows no camera")


VERBS.simply("town_view", _N("verbs", "The town's key places as my view"), "townview 恢复默认画面", "",
             lambda here: here.screen.forget_own_view())  # fmt: skip
VERBS.simply("deselect", _N("verbs", "Select nothing"), "deselect 取消选择", "Shift+Esc",
             lambda here: here.seat.select_nothing())  # fmt: skip


@VERBS.handler("wall", _N("verbs", "Wall layout"), "wall 视频墙 布局", "", (TILES,))
def wall(here: Here, layout: int) -> None:
    here.screen.set_wall_tiles(layout)


@VERBS.handler("open", _N("verbs", "Open a panel"), "open 打开 面板", "", (DOCK,))
def open_(here: Here, dock: str) -> None:
    here.screen.open_dock(dock)


@VERBS.handler("tear", _N("verbs", "Tear off a panel"), "tear 拆出", "", (DOCK,))
def tear(here: Here, dock: str) -> None:
    here.screen.tear_off(dock)


def _opens(dock: str) -> Callable[[Here], None]:
    return lambda here: here.screen.open_dock(dock)


for _key, _dock in DOCKS.items():
    if _dock.opened_by is not None:
        VERBS.simply(_key, *_dock.opened_by, _opens(_key))


VERBS.simply("export", _N("verbs", "Export the result"), "export 导出", "",
             lambda here: here.screen.export_result())  # fmt: skip


@VERBS.handler("perspective", _N("verbs", "Perspective"), "perspective 视图", "", (PERSPECTIVE,))
def perspective(here: Here, perspective: str) -> None:
    here.screen.open_perspective(perspective)


VERBS.simply(
    "reset", _N("verbs", "Reset the layout"), "reset 恢复布局", "", lambda here: here.screen.reset_layout()
)
