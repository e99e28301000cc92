"""Durations as operators read them."""

from __future__ import annotations

import pytest

from widgets.durations import age_text, clock_text, elapsed_text


@pytest.mark.parametrize(
    ("duration_ms", "expected"),
    [
        (0, "00:00"),
        (999, "00:00"),
        (252_000, "04:12"),
        (3_599_999, "59:59"),
        (3_600_000, "1 h 00"),
        (11_400_000, "3 h 10"),
        (359_999_999, "99 h 59"),
        (360_000_000, "4 d 04"),
        (-500, "00:00"),
        (-62_000, "−01:02"),
    ],
)
def test_clock_counts_minutes_then_hours_then_days(duration_ms: int, expected: str) -> None:
    assert clock_text(duration_ms) == expected


@pytest.mark.parametrize(
    ("age_ms", "expected"),
    [(-5, "0 s"), (4_900, "4 s"), (61_000, "1 min"), (3_700_000, "1 h"), (200_000_000, "2 d")],
)
def test_age_has_one_unit(age_ms: int, expected: str) -> None:
    assert age_text(age_ms) == expected


def test_a_time_that_has_passed_is_never_negative() -> None:
    assert elapsed_text(-5_000) == "00:00"
    assert elapsed_text(61_000) == "01:01"
