"""Early warnings: after patience, once each time, never for what flickers, and again only once all was well."""

from __future__ import annotations

import pytest

from backend_stub.planner.muster_alarm import (
    ARRIVE_LATE,
    CALM_PERMILLE,
    LATE_PERMILLE,
    MUSTER_LATE,
    MUSTER_SHORT,
    PATIENCE_MS,
    RESOLVE_LATE,
    MusterAlarm,
)
from console.domain.registry.commands import Warn


@pytest.fixture
def alarm() -> MusterAlarm:
    return MusterAlarm("INC-0001")


def test_it_is_said_when_patience_is_over_and_not_a_thousandth_before(alarm: MusterAlarm) -> None:
    assert alarm.strength(80, 100, 1_000) == []
    assert alarm.strength(80, 100, 1_000 + PATIENCE_MS - 1) == []
    told = [Warn(subject="INC-0001", code=MUSTER_SHORT, detail="79/100")]
    assert alarm.strength(79, 100, 1_000 + PATIENCE_MS) == told


def test_it_is_said_once_for_as_long_as_it_lasts(alarm: MusterAlarm) -> None:
    said = [warn for second in range(60) for warn in alarm.strength(80, 100, second * 1_000)]
    assert len(said) == 1


def test_what_flickers_within_the_patience_is_never_said(alarm: MusterAlarm) -> None:
    said = []
    for second in range(60):
        said += alarm.strength(80 if second % 4 else 100, 100, second * 1_000)
    assert said == []


def test_after_all_was_well_the_next_time_is_another_warning(alarm: MusterAlarm) -> None:
    said = []
    for t_ms, coming in ((0, 80), (6_000, 80), (7_000, 100), (8_000, 80), (14_000, 80)):
        said += alarm.strength(coming, 100, t_ms)
    assert [one.detail for one in said] == ["80/100", "80/100"]


def test_between_late_and_calm_nothing_is_said_and_nothing_forgotten(alarm: MusterAlarm) -> None:
    """Hysteresis: a forecast that hovers around the bound is one warning, not one a minute."""
    for t_ms in (0, PATIENCE_MS):
        said = alarm.muster(LATE_PERMILLE - 1, 640, 600, t_ms)
    assert [one.code for one in said] == [MUSTER_LATE]
    for minute in range(1, 10):
        at_ms = minute * 60_000
        assert alarm.muster(CALM_PERMILLE - 1, 610, 600, at_ms) == []
        assert alarm.muster(LATE_PERMILLE - 1, 640, 600, at_ms + 10_000) == []
        assert alarm.muster(LATE_PERMILLE - 1, 640, 600, at_ms + 30_000) == []
    assert alarm.muster(CALM_PERMILLE, 500, 600, 700_000) == []
    alarm.muster(LATE_PERMILLE - 1, 640, 600, 800_000)
    assert len(alarm.muster(LATE_PERMILLE - 1, 640, 600, 800_000 + PATIENCE_MS)) == 1


def test_a_strength_that_never_comes_is_short_and_not_late(alarm: MusterAlarm) -> None:
    for t_ms in (0, PATIENCE_MS, 3 * PATIENCE_MS):
        assert alarm.muster(0, -1, 600, t_ms) == []


def test_one_warning_hides_no_other(alarm: MusterAlarm) -> None:
    said = []
    for t_ms in (0, PATIENCE_MS):
        said += alarm.strength(80, 100, t_ms)
        said += alarm.muster(0, 700, 600, t_ms)
        said += alarm.arrive(True, "0/30", t_ms)
        said += alarm.resolve(True, "2/6", t_ms)
    assert [one.code for one in said] == [MUSTER_SHORT, MUSTER_LATE, ARRIVE_LATE, RESOLVE_LATE]


def test_two_musters_are_warned_of_apart() -> None:
    first, second = MusterAlarm("INC-0001"), MusterAlarm("INC-0002")
    first.arrive(True, "0/30", 0)
    assert second.arrive(True, "0/30", PATIENCE_MS) == []
    assert [one.subject for one in first.arrive(True, "0/30", PATIENCE_MS)] == ["INC-0001"]
