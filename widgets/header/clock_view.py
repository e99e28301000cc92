"""What the clock strip and the large clocks show of one muster, as plain frozen values. No Qt, any thread.

Durations in milliseconds, −1 = not (yet) or unknown. Words are made by `phase_words`, so that strip, large clocks and
tool tips say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class PhaseState(StrEnum):
    """How one of the three phases stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PASSED = "passed"
    MISSED = "missed"
    INTERRUPTED = "interrupted"
    """A real emergency broke the exercise off while it ran."""
    STOOD_DOWN = "stood_down"
    """The muster was ended while it ran."""


class StripMark(StrEnum):
    """What stands beside the time since T0."""

    NONE = ""
    PAUSED = "paused"
    RESOLVED = "resolved"
    STOOD_DOWN = "stood_down"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """The clock of one phase. `gone_ms` is what it took once it is reached; `left_ms` is negative after the limit."""

    state: PhaseState = PhaseState.NOT_STARTED
    limit_ms: int = 600_000
    gone_ms: int = 0
    left_ms: int = 600_000
    started: bool = False
    reached: bool = False
    """Its end is latched: in time, or late."""
    reason: str = ""
    """The one reason that decided it, in words."""


@dataclass(frozen=True, slots=True)
class ForecastView:
    """When the strength will stand, from phase 1's start. `p50_ms` −1: not within the horizon."""

    p50_ms: int
    p90_ms: int
    late: bool
    """The median misses the limit."""
    tight: bool
    """Only the 90th percentile misses it."""
    old: bool = False
    """Nothing was heard from the forecaster for too long."""


@dataclass(frozen=True, slots=True)
class MusterDetail:
    """Beside the clock of phase 1. Auxiliaries and volunteers are never part of `counted` unless the policy says so."""

    counted: int = 0
    """Counted now; after T1 those on their ordered way to the scene with them."""
    over: bool = False
    """The muster is over: its units are free, and who stands where says nothing any more."""
    required: int = 100
    strength: int = 100
    """What was wanted; `required` is less where fewer were eligible."""
    eligible: int = 0
    short: bool = False
    """不具备条件."""
    best_ms: int = -1
    ordered: bool = True
    """There is a muster order; without one T0 came from committed strength."""
    under_way: int = 0
    auxiliary: int = 0
    volunteers: int = 0
    by_voice: int = 0
    forecast: ForecastView | None = None
    hold_left_ms: int = -1
    """The strength stands and has to hold so long yet."""
    below_ms: int = -1
    """Since when it stands below again, after T1."""
    sustain_failed: bool = False


@dataclass(frozen=True, slots=True)
class ArriveDetail:
    """Beside the clock of phase 2."""

    first_on_scene_ms: int = -1
    """T2a since T0."""
    first_unit: str = ""
    posts_filled: int = 0
    posts: int = 0
    handling: bool = False


@dataclass(frozen=True, slots=True)
class ResolveDetail:
    """Beside the clock of phase 3."""

    done: int = 0
    items: int = 0
    declared: bool = False
    verified: bool = False
    false_declarations: int = 0


@dataclass(frozen=True, slots=True)
class MusterChoice:
    """A muster that the strip could show."""

    incident_id: str
    title: str
    gone_ms: int


@dataclass(frozen=True, slots=True)
class MusterClockView:
    """One muster at an instant."""

    incident_id: str
    title: str
    gone_ms: int
    """Since T0; stands still once the muster is over."""
    before_ms: int = -1
    """From acceptance to T0."""
    alarm_ms: int = -1
    """From the first report to T0: judged apart."""
    by_director: bool = False
    eased: bool = False
    """Easier than its plan card: such a muster is never called three 10 minutes."""
    mark: StripMark = StripMark.NONE
    phases: tuple[PhaseTime, PhaseTime, PhaseTime] = (PhaseTime(), PhaseTime(), PhaseTime())
    muster: MusterDetail = field(default_factory=MusterDetail)
    arrive: ArriveDetail = field(default_factory=ArriveDetail)
    resolve: ResolveDetail = field(default_factory=ResolveDetail)


@dataclass(frozen=True, slots=True)
class StripView:
    """What the strip shows. `start_keys` is the key that gives a muster order, `for_incident` for which incident."""

    muster: MusterClockView | None = None
    others: tuple[MusterChoice, ...] = ()
    """All musters to choose from, when there are several."""
    start_keys: str = ""
    for_incident: str = ""
    """A major incident that is selected and has no muster."""
    as_of: str = ""
    """Wall clock of the last news, while nothing is heard from the hub; empty: live."""
