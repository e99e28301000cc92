"""Words that name a moment, and words that only look like it."""

from __future__ import annotations

from datetime import datetime

import pytest

from console.link.past_view import MusterSpan
from console.review.moments import Known, moment

BEGIN = datetime(2026, 11, 21, 23, 50, 0).astimezone()
EPOCH_MS = round(BEGIN.timestamp() * 1000)
FIRST = MusterSpan("M-1", "INC-1", 60_000, (300_000, -1, -1), end_ms=900_000)
SECOND = MusterSpan("M-2", "INC-2", 1_000_000, (-1, -1, -1))


def known(now_ms: int = 0, spans: tuple[MusterSpan, ...] = (FIRST, SECOND)) -> Known:
    return Known(
        now_ms=now_ms,
        first_ms=0,
        last_ms=3_600_000,
        count=500,
        epoch_ms=EPOCH_MS,
        spans=spans,
        first_of={"INC-0417": 33, "C-000001": 12}.get,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("start", (0, 0)),
        ("开始", (0, 0)),
        ("END", (3_600_000, 500)),
        ("23:50", (0, 0)),
        ("23:51:30", (90_000, 0)),
        ("00:10:05", (20 * 60_000 + 5_000, 0)),
        ("T0", (60_000, 0)),
        ("t0+180", (240_000, 0)),
        ("T0 - 30", (30_000, 0)),
        ("T0-900", (0, 0)),
        ("T1", (300_000, 0)),
        ("seq 18", (0, 18)),
        ("#500", (0, 500)),
        ("序号 7", (0, 7)),
        ("inc-0417", (0, 33)),
        ("+60", (60_000, 0)),
        ("-60", (0, 0)),
    ],
)
def test_a_moment_is_found(words: str, found: tuple[int, int]) -> None:
    assert moment(words, known()) == found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "T2",
        "T4",
        "24:00",
        "12:60",
        "12:00:61",
        "seq 0",
        "seq 501",
        "#",
        "INC-0418",
        "P-101",
        "60",
        "T0+",
        "12",
        "+-6",
    ],
)
def test_what_names_none_is_none(words: str) -> None:
    assert moment(words, known()) is None


@pytest.mark.parametrize(
    ("now_ms", "t0_ms"), [(0, 60_000), (500_000, 60_000), (950_000, 1_000_000), (2_000_000, 1_000_000)]
)
def test_the_muster_that_is_meant_runs_or_comes_next(now_ms: int, t0_ms: int) -> None:
    assert moment("T0", known(now_ms)) == (t0_ms, 0)


def test_after_the_last_muster_the_last_is_meant() -> None:
    assert moment("T0", known(2_000_000, (FIRST,))) == (60_000, 0)


def test_without_a_muster_no_gate_is_a_moment() -> None:
    assert moment("T0", known(0, ())) is None
