"""A drill's run: its clock, and whether it is ranked. Pure data, any thread; part of the picture hash."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class RunState(StrEnum):
    """The run of a drill."""

    RUNNING = "running"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    ENDED = "ended"


class Run(msgspec.Struct, frozen=True, kw_only=True, tag="run"):
    """The run of a drill: which scenario, how fast, and what makes it unranked. One per picture, id "run"."""

    id: str
    scenario: str
    name_zh: str
    name_en: str
    seed: int
    rate_permille: int
    autopilot: str
    started_ms: int
    state: RunState = RunState.RUNNING
    pauses: int = 0
    unranked: tuple[str, ...] = ()
    """Why the run is not ranked: codes "rate", "pause", "autopilot", "interrupted"."""
    live_incident: str = ""
    ended_ms: int = -1
