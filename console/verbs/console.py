"""Verbs of the console itself: command line, taking back, keys, language, sounds, who sits here. See `declaration`."""

from __future__ import annotations

from console.domain.registry.commands import ReopenRoad
from console.verbs import values as kinds
from console.verbs.declaration import Entry, Group, Param, Spot, Verbs
from console.verbs.here import Here
from console.words.said import Words, said
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.CONSOLE)

LANGUAGE = Param("language", kinds.LANGUAGE, _N("verbs", "Which language?"))
SEAT = Param("seat", kinds.SEAT, _N("verbs", "Which seat?"))
CLOSURE = Param("closure", kinds.CLOSURE, _N("verbs", "Which closure?"))

VERBS.simply("command", _N("verbs", "Command line"), "command 命令", "Ctrl+K",
             lambda here: here.screen.open_command_line())  # fmt: skip


@VERBS.handler("undo", _N("verbs", "Take back"), "undo 撤销 撤回", "Ctrl+Z")
def undo(here: Here) -> Words | None:
    undone = here.letters.undo()
    if undone is None:
        return said("command", "There is nothing to take back")
    here.tell(said("command", "Taken back: {0}", undone.words), False)
    return None


VERBS.simply("help", _N("verbs", "Keys"), "help 帮助 keys 快捷键 ?", "? F1",
             lambda here: here.screen.toggle_help())  # fmt: skip


@VERBS.handler("lang", _N("verbs", "Language"), "lang 语言 language", "", (LANGUAGE,))
def lang(here: Here, language: str) -> None:
    here.screen.set_language(language)


VERBS.simply("other_lang", _N("verbs", "Other language"), "other-language 切换语言", "Ctrl+L",
             lambda here: here.screen.other_language())  # fmt: skip
VERBS.simply("mute", _N("verbs", "Sounds on or off"), "mute 静音 sound 声音", "Ctrl+Shift+M",
             lambda here: here.screen.toggle_mute())  # fmt: skip


@VERBS.handler("as", _N("verbs", "Work as another user of this seat"), "as 切换席位 换岗", "", (SEAT,))
def as_(here: Here, seat: str) -> Words | None:
    if here.screen.switch_seat(seat):
        return None
    return said("command", "This desk has no access as “{0}”", seat)


VERBS.simply(
    "signout", _N("verbs", "Sign out"), "signout 退出登录 logout", "", lambda here: here.screen.sign_out()
)
VERBS.simply("quit", _N("verbs", "Quit"), "quit 退出 exit 关闭", "Ctrl+Q", lambda here: here.screen.quit())
VERBS.simply("retry", _N("verbs", "Connect again now"), "retry 重连 reconnect", "",
             lambda here: here.seat.world.source.retry_now())  # fmt: skip
VERBS.asks("lift", _N("verbs", "Lift a road closure"), "lift 解除封控 解封", "", (CLOSURE,), ReopenRoad,
           entries=(Entry((Spot.MAP_CLOSURE,), 10),))  # fmt: skip
