"""The page of text says the same words and numbers as the page, for a terminal and the clipboard."""

from __future__ import annotations

import pytest

from console.domain.judge.judging import judge, with_t_star
from console.result.chronicle import Chronicle
from console.result.facts import Name, ResultFacts
from console.result.gathering import facts_of
from console.result.text import padded, text_of
from tests.console.domain.drill_world import whole_run
from tests.console.result import runs
from tests.console.result.runs import ending

PLANT = Name(zh="化工厂东门", en="Plant, east gate")


def with_star(t_star_ms: int | None) -> ResultFacts:
    world, chronicle = whole_run(), Chronicle()
    judged = judge(world.journal, seen=chronicle.see)
    return facts_of(with_t_star(judged, world.muster.id, t_star_ms), chronicle, star_place=PLANT)


@pytest.mark.parametrize(
    ("chinese", "apart"), [(False, "Order allowance, apart"), (True, "下令余量（另列）")]
)
def test_a_drills_one_t_star_stands_there_and_the_allowance_apart(chinese: bool, apart: str) -> None:
    """J6, J8."""
    lines = text_of(with_star(205_000), chinese).splitlines()
    (star,) = [line for line in lines if line.startswith("  T* ")]
    assert "03:25" in star
    assert PLANT.zh in star if chinese else PLANT.en in star
    assert [line.split()[-1] for line in lines if apart in line] == ["00:45"]


@pytest.mark.parametrize(
    ("chinese", "words"), [(False, "looked for after the run"), (True, "演练结束后推算")]
)
def test_t_star_that_nobody_has_looked_for_is_a_dash_and_says_so(chinese: bool, words: str) -> None:
    (star,) = [line for line in text_of(with_star(None), chinese).splitlines() if line.startswith("  T* ")]
    assert star.split()[1] == "—"
    assert words in star
    assert PLANT.en not in star


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
