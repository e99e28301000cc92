"""The page of text says the numbers that the console's result panel says."""

from __future__ import annotations

import pytest

from console.domain.judge.judging import judge, with_t_star
from console.review.score_text import score_text
from tests.console.domain.drill_world import whole_run


@pytest.mark.parametrize(
    ("language", "apart"), [("en", "order allowance, apart"), ("zh", "下令余量（另列）")]
)
def test_a_drills_one_t_star_stands_there_and_the_allowance_apart(language: str, apart: str) -> None:
    """J6, J8."""
    world = whole_run()
    judged = with_t_star(judge(world.journal), world.muster.id, 205_000)
    assert judged.musters[0].efficiency_permille == 205_000 * 1000 // 300_000
    lines = score_text(judged, language).splitlines()
    stars = [line for line in lines if "T* " in line]
    assert len(stars) == 1
    assert "3:25.000" in stars[0]
    assert [line.split()[-1] for line in lines if apart in line] == ["0:45.000"]


def test_t_star_that_nobody_has_looked_for_is_a_dash_with_the_command_that_looks() -> None:
    judged = with_t_star(judge(whole_run().journal), "M-0001", None)
    for language in ("en", "zh"):
        (star,) = [
            line for line in score_text(judged, language).splitlines() if line.strip().startswith("T* ")
        ]
        assert star.split()[1] == "—"
        assert "main.py drill SCENARIO --reference RUN" in star
