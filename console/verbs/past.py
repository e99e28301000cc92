"""Verbs of a window on the past: how time goes, how one gets to another moment. Qt main thread; see `declaration`."""

from __future__ import annotations

from console.verbs import values as kinds
from console.verbs.declaration import Group, Param, Verbs
from console.verbs.here import Here
from console.words.said import Words, said
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.PAST)

SECOND_MS = 1_000
MOMENT = Param("moment", kinds.TEXT, _N("verbs", "Which moment? 14:22:31, T0+180, INC-0417, seq 1802, +60"))


VERBS.simply("play", _N("verbs", "Play or hold"), "play 播放 hold", "Space",
             lambda here: here.screen.past.play())  # fmt: skip


@VERBS.handler(
    "next_event", _N("verbs", "Next event of the filter"), "next-event 下一事件", ".", repeats=True
)
def next_event(here: Here) -> Words | None:
    return None if here.screen.past.step(1) else said("command", "There is no later event of this kind")


@VERBS.handler(
    "previous_event", _N("verbs", "Event of the filter before"), "previous-event 上一事件", ",", repeats=True
)
def previous_event(here: Here) -> Words | None:
    return None if here.screen.past.step(-1) else said("command", "There is no earlier event of this kind")


VERBS.simply("later", _N("verbs", "10 s later"), "later 后10秒", "Right",
             lambda here: here.screen.past.skip(10 * SECOND_MS), repeats=True)  # fmt: skip
VERBS.simply("earlier", _N("verbs", "10 s earlier"), "earlier 前10秒", "Left",
             lambda here: here.screen.past.skip(-10 * SECOND_MS), repeats=True)  # fmt: skip
VERBS.simply("minute_later", _N("verbs", "1 min later"), "minute-later 后1分钟", "Shift+Right",
             lambda here: here.screen.past.skip(60 * SECOND_MS), repeats=True)  # fmt: skip
VERBS.simply("minute_earlier", _N("verbs", "1 min earlier"), "minute-earlier 前1分钟", "Shift+Left",
             lambda here: here.screen.past.skip(-60 * SECOND_MS), repeats=True)  # fmt: skip
VERBS.simply("faster", _N("verbs", "Play faster"), "faster 加速", "= +",
             lambda here: here.screen.past.faster(1))  # fmt: skip
VERBS.simply("slower", _N("verbs", "Play slower"), "slower 减速", "-",
             lambda here: here.screen.past.faster(-1))  # fmt: skip


@VERBS.handler("at", _N("verbs", "Go to a moment"), "at 跳转 时刻 goto", "Ctrl+G", (MOMENT,))
def at(here: Here, moment: str) -> None:
    here.screen.past.find(moment)


VERBS.simply("loop_from", _N("verbs", "Loop from here"), "loop-from 循环起点", "Ctrl+[",
             lambda here: here.screen.past.loop_from_here())  # fmt: skip
VERBS.simply("loop_to", _N("verbs", "Loop to here"), "loop-to 循环终点", "Ctrl+]",
             lambda here: here.screen.past.loop_to_here())  # fmt: skip
VERBS.simply("no_loop", _N("verbs", "No loop"), "no-loop 取消循环", "Ctrl+\\",
             lambda here: here.screen.past.no_loop())  # fmt: skip
