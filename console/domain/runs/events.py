"""Events of a drill's run. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Event


class RunOpened(Event, frozen=True, kw_only=True, tag="run_opened"):
    """A drill begins (kind DRILL only)."""

    scenario: str
    name_zh: str
    name_en: str
    seed: int
    rate_permille: int
    autopilot: str


class RunPaused(Event, frozen=True, kw_only=True, tag="run_paused"):
    reason: str


class RunResumed(Event, frozen=True, kw_only=True, tag="run_resumed"):
    pass


class RunRateSet(Event, frozen=True, kw_only=True, tag="run_rate_set"):
    rate_permille: int


class RunInterrupted(Event, frozen=True, kw_only=True, tag="run_interrupted"):
    """A real emergency: everybody is free (their orders' cancellations follow), finished phases stay judged."""

    live_incident: str


class RunEnded(Event, frozen=True, kw_only=True, tag="run_ended"):
    reason: str
