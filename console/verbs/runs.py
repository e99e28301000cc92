"""What a drill's director does from the command line: part of the table of verbs, and the commands. Data only.

Pause, speed, end, and the one action that frees everybody for a real emergency. The hub takes them from a trainer (the
last one from a duty leader, too), and in exercises only: live has no pause.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from console.domain.decide import AnyCommand
from console.domain.runs.commands import EndRun, InterruptRun, PauseRun, ResumeRun, SetRunRate
from console.verbs.kinds import Group, Kind, Param, Verb
from console.verbs.kinds import verb as _v
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

E: Final = Group.EXERCISE


RUN_VERBS: Final[tuple[Verb, ...]] = (
    _v("run_pause", E, _N("verbs", "Pause the exercise"), "pause 暂停", (),
       (Param("reason", Kind.TEXT, _N("verbs", "Reason")),)),
    _v("run_resume", E, _N("verbs", "Go on with the exercise"), "unpause 继续演练"),
    _v("run_speed", E, _N("verbs", "Speed of the exercise"), "speed 倍速", (),
       (Param("speed", Kind.TEXT, _N("verbs", "How fast? 1 is real time")),)),
    _v("run_end", E, _N("verbs", "End the exercise"), "endrun 结束演练", (),
       (Param("reason", Kind.TEXT, _N("verbs", "Reason")),)),
    _v("run_interrupt", E, _N("verbs", "Real emergency: everybody is free"), "interrupt 真警中断", (),
       (Param("live", Kind.TEXT, _N("verbs", "Which real emergency?")),)),
)  # fmt: skip
"""In the order of menus and of the `?` overlay."""


def _permille(speed: str) -> int:
    """What was typed as thousandths of real time; 0, which the hub refuses, for anything but a number."""
    try:
        return round(float(speed.strip().lstrip("×xX")) * 1000)
    except (ValueError, OverflowError):
        return 0


RUN_COMMANDS: Final[dict[str, Callable[[dict[str, str]], AnyCommand]]] = {
    "run_pause": lambda v: PauseRun(reason=v["reason"]),
    "run_resume": lambda v: ResumeRun(),
    "run_speed": lambda v: SetRunRate(rate_permille=_permille(v["speed"])),
    "run_end": lambda v: EndRun(reason=v["reason"]),
    "run_interrupt": lambda v: InterruptRun(live_incident=v["live"]),
}
"""The command of each, from its values."""
