"""Rules of a drill's run. Only a journal of kind DRILL has a run: live has no pause. See `decide`."""

from __future__ import annotations

from msgspec.structs import asdict

from console.domain.base.message import Asked, Outcome, Refusal
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import DIRECTOR, LEADER, PERSON_ROLES, SYSTEM, WorldKind
from console.domain.exercise.commands import NoteExercise
from console.domain.orders.events import OrderCancelled
from console.domain.orders.states import OPEN_ORDER_STATES
from console.domain.picture import Picture, Rules

from . import commands as c
from . import events as e
from .entities import RunState
from .folds import RUN

MIN_RATE_PERMILLE, MAX_RATE_PERMILLE = 1, 1_000_000


def _check_rate(rate_permille: int) -> Refusal | None:
    good = MIN_RATE_PERMILLE <= rate_permille <= MAX_RATE_PERMILLE
    return None if good else refuse(Code.BAD_VALUE, field="rate_permille")


def _open(p: Picture, a: Asked, cmd: c.OpenRun) -> Outcome:
    if p.kind is not WorldKind.DRILL:
        return refuse(Code.ONLY_DRILLS)
    if RUN in p.runs:
        return refuse(Code.RUN_OPEN, scenario=p.runs[RUN].scenario)
    wrong = check_text(cmd.scenario, field="scenario") or _check_rate(cmd.rate_permille)
    wrong = wrong or check_text(cmd.name_zh + cmd.name_en + cmd.autopilot, field="name", required=False)
    return wrong or [e.RunOpened(**asdict(cmd))]


def _no_run(p: Picture, *states: RunState) -> Refusal | None:
    """None when there is a run in one of these states (default: not over)."""
    if p.kind is not WorldKind.DRILL:
        return refuse(Code.ONLY_DRILLS)
    run = p.runs.get(RUN)
    going = run is not None and run.state in (states or (RunState.RUNNING, RunState.PAUSED))
    return None if going else refuse(Code.RUN_NOT_RUNNING)


def _pause(p: Picture, a: Asked, cmd: c.PauseRun) -> Outcome:
    wrong = _no_run(p, RunState.RUNNING) or check_text(cmd.reason, field="reason")
    return wrong or [e.RunPaused(reason=cmd.reason)]


def _resume(p: Picture, a: Asked, cmd: c.ResumeRun) -> Outcome:
    return _no_run(p, RunState.PAUSED) or [e.RunResumed()]


def _rate(p: Picture, a: Asked, cmd: c.SetRunRate) -> Outcome:
    if wrong := _no_run(p):
        return wrong
    if p.runs[RUN].rate_permille == cmd.rate_permille:
        return refuse(Code.ALREADY_DONE)
    return _check_rate(cmd.rate_permille) or [e.RunRateSet(rate_permille=cmd.rate_permille)]


def _interrupt(p: Picture, a: Asked, cmd: c.InterruptRun) -> Outcome:
    """One action that names the live incident and frees everybody; finished phases stay judged."""
    if wrong := _no_run(p) or check_text(cmd.live_incident, field="live_incident"):
        return wrong
    freed = [
        OrderCancelled(order_id=order.id, unit_id=order.unit_id, reason=cmd.live_incident)
        for order in p.orders.values()
        if order.state in OPEN_ORDER_STATES
    ]
    return [e.RunInterrupted(live_incident=cmd.live_incident), *freed]


def _end(p: Picture, a: Asked, cmd: c.EndRun) -> Outcome:
    wrong = _no_run(p) or check_text(cmd.reason, field="reason", required=False)
    return wrong or [e.RunEnded(reason=cmd.reason)]


RUN_RULES: Rules = {
    c.OpenRun: (SYSTEM, _open),
    c.PauseRun: (DIRECTOR, _pause),
    c.ResumeRun: (DIRECTOR, _resume),
    c.SetRunRate: (DIRECTOR, _rate),
    c.InterruptRun: (DIRECTOR | LEADER, _interrupt),
    c.EndRun: (DIRECTOR | SYSTEM, _end),
}


def held_by_pause(p: Picture, a: Asked) -> Refusal | None:
    """While a run is paused nobody plays: only run commands and the exercise's notes are decided.

    Programs are not held: their time stands still too, so that theirs is what was on its way when the pause came.
    """
    run = p.runs.get(RUN)
    if run is None or run.state is not RunState.PAUSED or a.stamp.role not in PERSON_ROLES:
        return None
    goes_on = type(a.command) in RUN_RULES or isinstance(a.command, NoteExercise)
    return None if goes_on else refuse(Code.RUN_PAUSED)
