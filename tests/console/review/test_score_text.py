"""The page of text says the numbers that the console's result panel says."""

from __future__ import annotations

import pytest

from console.domain.judge.judging import judge, with_t_star
from console.review.score_text import score_text
from tests.console.domain.drill_world import whole_run


@pytest.mark.parametrize(
    ("language", "apart"), [("en", "order allowance, apart"), ("zh", "下令余量（另列）")]
)
def test_both_t_stars_stand_there_without_the_allowance_which_stands_apart(language: str, apart: str) -> None:
    world = whole_run()
    judged = with_t_star(judge(world.journal), world.muster.id, 205_000, 190_000)
    assert judged.musters[0].efficiency_permille == 205_000 * 1000 // 300_000
    lines = score_text(judged, language).splitlines()
    stars = [line for line in lines if "T* " in line]
    assert "3:25.000" in stars[0]
    assert "3:10.000" in stars[1]
    assert [line.split()[-1] for line in lines if apart in line] == ["0:45.000"]


def test_t_star_that_nobody_knows_is_a_dash() -> None:
    judged = with_t_star(judge(whole_run().journal), "M-0001", -1, -1)
    stars = [line for line in score_text(judged, "en").splitlines() if line.strip().startswith("T* best")]
    assert [line.split()[-1] for line in stars] == ["—"]
