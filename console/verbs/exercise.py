"""What a drill's director does from the command line: pause, speed, end, and freeing everybody for a real emergency.

The hub takes them from a trainer (the last one from a duty leader, too), and in exercises only: live has no pause. Qt
main thread; see `declaration`.
"""

from __future__ import annotations

from console.domain.runs import commands as c
from console.verbs import values as kinds
from console.verbs.declaration import Group, Param, Verbs
from console.verbs.here import Here
from console.verbs.params import REASON
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.EXERCISE)

SPEED = Param("speed", kinds.TEXT, _N("verbs", "How fast? 1 is real time"))
LIVE = Param("live", kinds.TEXT, _N("verbs", "Which real emergency?"), field="live_incident")

VERBS.asks("run_pause", _N("verbs", "Pause the exercise"), "pause 暂停", "", (REASON,), c.PauseRun)
VERBS.asks("run_resume", _N("verbs", "Go on with the exercise"), "unpause 继续演练", "", (), c.ResumeRun)


@VERBS.command("run_speed", _N("verbs", "Speed of the exercise"), "speed 倍速", "", (SPEED,))
def run_speed(here: Here, speed: str) -> c.SetRunRate:
    return c.SetRunRate(rate_permille=_permille(speed))


VERBS.asks("run_end", _N("verbs", "End the exercise"), "endrun 结束演练", "", (REASON,), c.EndRun)
VERBS.asks("run_interrupt", _N("verbs", "Real emergency: everybody is free"), "interrupt 真警中断", "", (LIVE,),
           c.InterruptRun)  # fmt: skip


def _permille(speed: str) -> int:
    """What was typed as thousandths of real time; 0, which the hub refuses, for anything but a number."""
    try:
        return round(float(speed.strip().lstrip("×xX")) * 1000)
    except (ValueError, OverflowError):
        return 0
