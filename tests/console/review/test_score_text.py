"""The page of text says the numbers that the console's result panel says."""

from __future__ import annotations

import pytest

from console.domain.judge.judging import judge, with_t_star
from console.review.score_text import score_text
from tests.console.domain.drill_world import whole_run


@pytest.mark.parametrize(("language", "word"), [("en", "with allowance"), ("zh", "含下令余量")])
def test_both_t_stars_stand_there_with_the_allowance_for_the_order(language: str, word: str) -> None:
    world = whole_run()
    judged = with_t_star(judge(world.journal), world.muster.id, 205_000, 190_000)
    assert judged.musters[0].allowance_ms == 45_000
    lines = [line for line in score_text(judged, language).splitlines() if word in line]
    assert "4:10.000" in lines[0]
    assert "3:55.000" in lines[1]


def test_t_star_that_nobody_knows_is_a_dash() -> None:
    judged = with_t_star(judge(whole_run().journal), "M-0001", -1, -1)
    assert [line.split()[-1] for line in score_text(judged, "en").splitlines() if "allowance" in line][
        1
    ] == "—"
