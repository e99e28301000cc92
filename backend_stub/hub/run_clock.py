"""The run of an exercise steers its hub's clock: paused, going on, faster, as the journal says; and when it is over.

The core's thread only. Live and demo hubs never come past the first line of any of it: they have no run, and no pause
in their code path (DOMAIN §3).
"""

from __future__ import annotations

from typing import Final

from console.domain.base.message import Event
from console.domain.base.roles import WorldKind
from console.domain.evolve import AnyEvent
from console.domain.musters.clock import gate_status
from console.domain.musters.entities import Gate, MusterState
from console.domain.picture import Picture
from console.domain.runs.entities import Run, RunState
from console.domain.runs.events import RunEnded, RunInterrupted, RunOpened, RunPaused, RunRateSet, RunResumed

from .clock import Clock

RUN: Final = "run"
"""The run's id: there is one per picture."""
SETTLE_MS: Final = 60_000
"""A run ends this long after its last muster was over; `backend_stub.drill` does the same without a window."""
RUN_EVENTS: Final[frozenset[type[Event]]] = frozenset(
    {RunOpened, RunPaused, RunResumed, RunRateSet, RunInterrupted, RunEnded}
)


def run_of(picture: Picture) -> Run | None:
    """The run whose clock this is; None anywhere but in an exercise."""
    return picture.runs.get(RUN) if picture.kind is WorldKind.DRILL else None


def steers(events: list[AnyEvent]) -> bool:
    """Whether any of these events may change how the clock runs."""
    return not RUN_EVENTS.isdisjoint(map(type, events))


def why_over(picture: Picture, t_ms: int, lasts_ms: int) -> str:
    """Why a run has come to its end at `t_ms`: "time" (`lasts_ms` are over), "resolved"; "" while it goes on.

    Resolved: every muster is over, its cover gate decided (a late gap keeps its time for a reason), SETTLE_MS ago.
    """
    run = run_of(picture)
    if run is None or run.state is not RunState.RUNNING:
        return ""
    if t_ms - run.started_ms >= lasts_ms:
        return "time"
    musters = picture.musters.values()
    if not musters or any(muster.state is MusterState.ACTIVE for muster in musters):
        return ""
    resolved = (muster for muster in musters if muster.state is MusterState.RESOLVED)
    if any(gate_status(muster, Gate.COVER) is None for muster in resolved):
        return ""
    last_ms = max(muster.ended_ms if muster.ended_ms >= 0 else muster.verified_ms for muster in musters)
    return "resolved" if t_ms - last_ms >= SETTLE_MS else ""


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
