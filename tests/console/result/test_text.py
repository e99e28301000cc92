"""The page of text says the same words and numbers as the page, for a terminal and the clipboard."""

from __future__ import annotations

import pytest

from console.domain.judge.judging import judge, with_t_star
from console.result.chronicle import Chronicle
from console.result.facts import ResultFacts
from console.result.gathering import facts_of
from console.result.text import padded, text_of
from tests.console.domain.drill_world import whole_run
from tests.console.result import runs
from tests.console.result.runs import ending


def with_star(t_star_ms: int, anywhere_ms: int) -> ResultFacts:
    world, chronicle = whole_run(), Chronicle()
    judged = judge(world.journal, seen=chronicle.see)
    return facts_of(with_t_star(judged, world.muster.id, t_star_ms, anywhere_ms), chronicle)


@pytest.mark.parametrize(
    ("chinese", "apart"), [(False, "Order allowance, apart"), (True, "下令余量（另列）")]
)
def test_both_t_stars_stand_there_without_the_allowance_which_stands_apart(chinese: bool, apart: str) -> None:
    lines = text_of(with_star(205_000, 190_000), chinese).splitlines()
    stars = [line for line in lines if "T* " in line and line.startswith("  ")]
    assert "03:25" in stars[0]
    assert any("03:10" in line for line in stars)
    assert [line.split()[-1] for line in lines if apart in line] == ["00:45"]


def test_t_star_that_nobody_knows_is_a_dash() -> None:
    stars = [line for line in text_of(with_star(-1, -1), False).splitlines() if line.startswith("  T* best")]
    assert [line.split()[-1] for line in stars] == ["—"]


def test_its_kind_comes_first_and_no_line_ends_in_blanks() -> None:
    lines = text_of(ending("whole"), False).splitlines()
    assert lines[0] == "【EXERCISE】"
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("name", runs.ENDINGS)
def test_every_ending_has_its_four_gates(name: str, chinese: bool) -> None:
    found = ending(name)
    text = text_of(found, chinese)
    assert text.endswith("\n")
    assert text.count("留守" if chinese else "Cover") >= len(found.musters)


def test_chinese_takes_two_columns() -> None:
    assert padded("集结", 6) == "集结  "
    assert padded("too long", 3) == "too long"
