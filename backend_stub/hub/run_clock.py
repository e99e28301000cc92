"""The run of an exercise steers its hub's clock: paused, going on, faster, as the journal says. The core's thread only.

Live and demo hubs never come past the first line: they have no run, and no pause in their code path (DOMAIN §3).
"""

from __future__ import annotations

from typing import Final

from console.domain import muster_events as k
from console.domain.entities import Kind
from console.domain.events import AnyEvent
from console.domain.muster_entities import Run, RunState
from console.domain.picture import Picture

from .clock import Clock

RUN: Final = "run"
"""The run's id: there is one per picture."""
RUN_EVENTS: Final = (
    k.RunOpened,
    k.RunPaused,
    k.RunResumed,
    k.RunRateSet,
    k.RunInterrupted,
    k.RunEnded,
)


def run_of(picture: Picture) -> Run | None:
    """The run whose clock this is; None anywhere but in an exercise."""
    return picture.runs.get(RUN) if picture.kind is Kind.DRILL else None


def steers(events: list[AnyEvent]) -> bool:
    """Whether any of these events may change how the clock runs."""
    return any(isinstance(event, RUN_EVENTS) for event in events)


def follow_run(clock: Clock, picture: Picture) -> None:
    """Have the clock run as the picture's run says; a run that is over leaves it running."""
    run = run_of(picture)
    if run is None:
        return
    if run.rate_permille != clock.rate_permille:
        clock.set_rate(run.rate_permille / 1000)
    if run.state is RunState.PAUSED and not clock.paused:
        clock.pause(picture.t_ms)
    elif run.state is not RunState.PAUSED and clock.paused:
        clock.go_on()
