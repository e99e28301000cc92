"""Reasons of a suspicion in words."""

from __future__ import annotations

import pytest

from console.domain.calls.duplicates import Likeness, TypeMatch
from console.domain.picture import Picture
from console.panels.queue.duplicates import apart_words, likeness_words
from console.words.names import Names


def test_every_reason_is_said() -> None:
    found = Likeness("INC-0417", 900, 38, 120_000, TypeMatch.SAME, ("explosion", "smoke"), same_caller=True)
    words = likeness_words(found, Names(Picture(), chinese=False))
    assert words == "38 m apart · within 2 min · same type · words: explosion, smoke · same caller"


def test_reasons_that_are_none_are_left_out() -> None:
    found = Likeness("INC-0417", 500, 3, 0, TypeMatch.OTHER, (), same_caller=False)
    assert likeness_words(found, Names(Picture(), chinese=False)) == "same spot · at the same time"


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (9_000, "at the same time"),
        (42_000, "within 42 s"),
        (150_000, "within 2 min"),
        (900_000, "within 15 min"),
    ],
)
def test_time_between_reports(ms: int, words: str) -> None:
    assert apart_words(ms) == words
