"""Folds of a drill's run. See `evolve`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict, replace

from console.domain.base.message import Stamped
from console.domain.musters.clock import gate_status
from console.domain.musters.entities import LIVE_STATES, Gate, Muster, MusterState
from console.domain.picture import Folds, Key, Picture

from . import events as e
from .entities import Run, RunState

RUN = "run"
REAL_TIME_PERMILLE = 1_000


def _opened(p: Picture, r: Stamped, ev: e.RunOpened) -> list[Key]:
    fast = ("rate",) if ev.rate_permille != REAL_TIME_PERMILLE else ()
    p.runs[RUN] = Run(
        id=RUN,
        **asdict(ev),
        started_ms=r.t_ms,
        unranked=(*fast, "autopilot") if ev.autopilot else fast,
    )
    return [("runs", RUN)]


def _set_run(p: Picture, unranked: str = "", **changes: Any) -> list[Key]:
    run = p.runs[RUN]
    why = (*run.unranked, unranked) if unranked and unranked not in run.unranked else run.unranked
    p.runs[RUN] = replace(run, unranked=why, **changes)
    return [("runs", RUN)]


def _paused(p: Picture, r: Stamped, ev: e.RunPaused) -> list[Key]:
    return _set_run(p, "pause", state=RunState.PAUSED, pauses=p.runs[RUN].pauses + 1)


def _resumed(p: Picture, r: Stamped, ev: e.RunResumed) -> list[Key]:
    return _set_run(p, state=RunState.RUNNING)


def _rate(p: Picture, r: Stamped, ev: e.RunRateSet) -> list[Key]:
    unranked = "rate" if ev.rate_permille != REAL_TIME_PERMILLE else ""
    return _set_run(p, unranked, rate_permille=ev.rate_permille)


def _interrupted(p: Picture, r: Stamped, ev: e.RunInterrupted) -> list[Key]:
    """Musters stop where they are: decided gates stay, the others are interrupted."""
    keys = _set_run(
        p, "interrupted", state=RunState.INTERRUPTED, live_incident=ev.live_incident, ended_ms=r.t_ms
    )
    going = [one for one in p.musters.values() if one.state in LIVE_STATES]
    return [*keys, *_stop(p, going, r.t_ms, ev.live_incident)]


def _ended(p: Picture, r: Stamped, ev: e.RunEnded) -> list[Key]:
    """Nothing can be reached any more: what a muster has not decided by now is interrupted, what it has stays."""
    keys = _set_run(p, state=RunState.ENDED, ended_ms=r.t_ms)
    return [*keys, *_stop(p, [one for one in p.musters.values() if _is_undecided(one)], r.t_ms, ev.reason)]


def _is_undecided(muster: Muster) -> bool:
    if muster.state is MusterState.RESOLVED:
        return gate_status(muster, Gate.COVER) is None
    return muster.state is MusterState.ACTIVE


def _stop(p: Picture, musters: list[Muster], t_ms: int, reason: str) -> list[Key]:
    for muster in musters:
        p.musters[muster.id] = replace(
            muster, state=MusterState.INTERRUPTED, ended_ms=t_ms, ended_reason=reason
        )
    return [("musters", muster.id) for muster in musters]


RUN_FOLDS: Folds = {
    e.RunOpened: _opened,
    e.RunPaused: _paused,
    e.RunResumed: _resumed,
    e.RunRateSet: _rate,
    e.RunInterrupted: _interrupted,
    e.RunEnded: _ended,
}
