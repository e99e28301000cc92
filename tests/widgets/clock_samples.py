"""Musters at telling instants, as plain values: for tests of the clocks, the gallery and the Command board."""

from __future__ import annotations

from dataclasses import replace

from widgets.header.clock_view import (
    ArriveDetail,
    ForecastView,
    MusterChoice,
    MusterClockView,
    MusterDetail,
    PhaseState,
    PhaseTime,
    ResolveDetail,
    StripMark,
    StripView,
)

LIMIT = 600_000


def running(gone_ms: int, limit_ms: int = LIMIT) -> PhaseTime:
    return PhaseTime(PhaseState.RUNNING, limit_ms, gone_ms, limit_ms - gone_ms, started=True)


def passed(gone_ms: int, limit_ms: int = LIMIT) -> PhaseTime:
    return PhaseTime(PhaseState.PASSED, limit_ms, gone_ms, limit_ms - gone_ms, started=True, reached=True)


def missed(gone_ms: int, *, reached: bool, limit_ms: int = LIMIT) -> PhaseTime:
    return PhaseTime(PhaseState.MISSED, limit_ms, gone_ms, limit_ms - gone_ms, started=True, reached=reached)


WAITING = PhaseTime()

MUSTERING = MusterClockView(
    "INC-0417",
    "化工厂爆燃",
    231_000,
    before_ms=21_000,
    alarm_ms=62_000,
    phases=(running(231_000), WAITING, WAITING),
    muster=MusterDetail(
        counted=63,
        eligible=186,
        under_way=42,
        volunteers=6,
        forecast=ForecastView(456_000, 530_000, late=False, tight=False),
    ),
    arrive=ArriveDetail(199_000, "V-302", 1, 5),
    resolve=ResolveDetail(0, 6),
)
"""The picture: 63 of 100 after 03:51."""

LATE = replace(
    MUSTERING,
    muster=replace(
        MUSTERING.muster,
        forecast=ForecastView(648_000, 720_000, late=True, tight=True),
        by_voice=4,
        auxiliary=8,
    ),
)
ARRIVING = replace(
    MUSTERING,
    gone_ms=700_000,
    phases=(passed(456_040), running(244_000), WAITING),
    muster=replace(MUSTERING.muster, counted=104, under_way=0, forecast=None),
    arrive=ArriveDetail(199_000, "V-302", 3, 5, handling=True),
)
RESOLVED = replace(
    ARRIVING,
    gone_ms=1_500_000,
    mark=StripMark.RESOLVED,
    phases=(passed(456_040), passed(600_000), missed(612_400, reached=True)),
    arrive=ArriveDetail(199_000, "V-302", 5, 5, handling=True),
    resolve=ResolveDetail(6, 6, declared=True, verified=True, false_declarations=1),
)
MISSED = replace(
    MUSTERING,
    gone_ms=671_500,
    phases=(missed(671_500, reached=False), WAITING, WAITING),
    muster=replace(MUSTERING.muster, counted=82, forecast=ForecastView(-1, -1, late=True, tight=True)),
)
SHORT = replace(
    MUSTERING,
    phases=(running(231_000, 710_000), WAITING, WAITING),
    muster=replace(
        MUSTERING.muster, counted=40, required=64, eligible=64, short=True, best_ms=665_000, forecast=None
    ),
)
HOLDING = replace(
    MUSTERING,
    gone_ms=462_000,
    phases=(running(462_000), WAITING, WAITING),
    muster=replace(MUSTERING.muster, counted=101, hold_left_ms=4_300),
)
INTERRUPTED = replace(
    ARRIVING,
    mark=StripMark.INTERRUPTED,
    phases=(
        passed(456_040),
        PhaseTime(PhaseState.INTERRUPTED, LIMIT, 244_000, 356_000, started=True),
        WAITING,
    ),
)
UNORDERED = replace(
    MUSTERING,
    gone_ms=12_000,
    phases=(running(12_000), WAITING, WAITING),
    muster=MusterDetail(counted=0, eligible=186, ordered=False, under_way=24),
    arrive=ArriveDetail(),
    resolve=ResolveDetail(),
)
ALL = {
    "mustering": MUSTERING,
    "late": LATE,
    "holding": HOLDING,
    "arriving": ARRIVING,
    "resolved": RESOLVED,
    "missed": MISSED,
    "short": SHORT,
    "interrupted": INTERRUPTED,
    "unordered": UNORDERED,
}
CHOICES = (MusterChoice("INC-0417", "化工厂爆燃", 231_000), MusterChoice("INC-0421", "多车相撞", 40_000))


def strips() -> list[StripView]:
    """Every state of the strip."""
    views = [StripView(start_keys="Ctrl+J"), StripView(start_keys="Ctrl+J", for_incident="INC-0417")]
    views += [StripView(muster) for muster in ALL.values()]
    views.append(StripView(MUSTERING, CHOICES))
    views.append(StripView(MUSTERING, as_of="14:22:27"))
    return views
