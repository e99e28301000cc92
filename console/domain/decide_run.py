"""Rules of a drill's run and of the wind. Only a journal of kind DRILL has a run: live has no pause. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from . import muster_commands as k
from . import muster_events as me
from .checks import check_text
from .entities import OPEN_ORDER_STATES, Kind
from .fold_run import RUN
from .muster_entities import Run, RunState
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal

MIN_RATE_PERMILLE, MAX_RATE_PERMILLE = 1, 1_000_000
MAX_WIND_CMPS = 10_000


def _wind(p: Picture, a: c.Asked, cmd: k.SetWind) -> Outcome:
    if not 0 <= cmd.from_deg < 360:
        return refuse(Code.BAD_VALUE, field="from_deg")
    if not 0 <= cmd.speed_cmps <= MAX_WIND_CMPS:
        return refuse(Code.BAD_VALUE, field="speed_cmps")
    return [me.WindSet(from_deg=cmd.from_deg, speed_cmps=cmd.speed_cmps)]


def _check_rate(rate_permille: int) -> c.Refusal | None:
    good = MIN_RATE_PERMILLE <= rate_permille <= MAX_RATE_PERMILLE
    return None if good else refuse(Code.BAD_VALUE, field="rate_permille")


def _open(p: Picture, a: c.Asked, cmd: k.OpenRun) -> Outcome:
    if p.kind is not Kind.DRILL:
        return refuse(Code.ONLY_DRILLS)
    if RUN in p.runs:
        return refuse(Code.RUN_OPEN, scenario=p.runs[RUN].scenario)
    wrong = check_text(cmd.scenario, field="scenario") or _check_rate(cmd.rate_permille)
    wrong = wrong or check_text(cmd.name_zh + cmd.name_en + cmd.autopilot, field="name", required=False)
    return wrong or [
        me.RunOpened(
            scenario=cmd.scenario,
            name_zh=cmd.name_zh,
            name_en=cmd.name_en,
            seed=cmd.seed,
            rate_permille=cmd.rate_permille,
            autopilot=cmd.autopilot,
        )
    ]


def _find_run(p: Picture, *states: RunState) -> Run | c.Refusal:
    """The run in one of these states (default: not over)."""
    if p.kind is not Kind.DRILL:
        return refuse(Code.ONLY_DRILLS)
    run = p.runs.get(RUN)
    if run is None or run.state not in (states or (RunState.RUNNING, RunState.PAUSED)):
        return refuse(Code.RUN_NOT_RUNNING)
    return run


def _pause(p: Picture, a: c.Asked, cmd: k.PauseRun) -> Outcome:
    run = _find_run(p, RunState.RUNNING)
    if not isinstance(run, Run):
        return run
    return check_text(cmd.reason, field="reason") or [me.RunPaused(reason=cmd.reason)]


def _resume(p: Picture, a: c.Asked, cmd: k.ResumeRun) -> Outcome:
    run = _find_run(p, RunState.PAUSED)
    return [me.RunResumed()] if isinstance(run, Run) else run


def _rate(p: Picture, a: c.Asked, cmd: k.SetRunRate) -> Outcome:
    run = _find_run(p)
    if not isinstance(run, Run):
        return run
    if run.rate_permille == cmd.rate_permille:
        return refuse(Code.ALREADY_DONE)
    return _check_rate(cmd.rate_permille) or [me.RunRateSet(rate_permille=cmd.rate_permille)]


def _interrupt(p: Picture, a: c.Asked, cmd: k.InterruptRun) -> Outcome:
    """One action that names the live incident and frees everybody; finished phases stay judged."""
    run = _find_run(p)
    if not isinstance(run, Run):
        return run
    if wrong := check_text(cmd.live_incident, field="live_incident"):
        return wrong
    out: list[e.AnyEvent] = [me.RunInterrupted(live_incident=cmd.live_incident)]
    for order in p.orders.values():
        if order.state in OPEN_ORDER_STATES:
            out.append(e.OrderCancelled(order_id=order.id, unit_id=order.unit_id, reason=cmd.live_incident))
    return out


def _end(p: Picture, a: c.Asked, cmd: k.EndRun) -> Outcome:
    run = _find_run(p)
    if not isinstance(run, Run):
        return run
    return check_text(cmd.reason, field="reason", required=False) or [me.RunEnded(reason=cmd.reason)]


RUN_RULES: dict[type[c.Command], Callable[[Picture, c.Asked, Any], Outcome]] = {
    k.SetWind: _wind,
    k.OpenRun: _open,
    k.PauseRun: _pause,
    k.ResumeRun: _resume,
    k.SetRunRate: _rate,
    k.InterruptRun: _interrupt,
    k.EndRun: _end,
}
