"""What the process that looks for T* says, and which muster it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.domain.judge.judging import judge
from console.result.facts import Name
from console.review.t_star import Progress, Star, command, heard, meant_muster, starred

STAR = Star(t_star_ms=250_000, place=Name(zh="柳泉路", en="Liuquan Rd"), types=("CHEM",), town="songting")


def test_its_lines_are_understood_and_others_say_nothing() -> None:
    line = '{"t_star_ms":250000,"place":{"zh":"柳泉路","en":"Liuquan Rd"},"types":["CHEM"],"town":"songting"}'
    assert heard(line.encode()) == STAR
    assert heard(b'{"done":120}\n') == Progress(done=120)
    for other in (b"", b"Traceback", b"[]", b'{"done":"all"}', b'{"t_star_ms":1}'):
        assert heard(other) is None


def test_command_names_scenario_world_and_town() -> None:
    words = command(Path("a.toml"), 7, Path("town"))
    assert words[2:] == ["reference", "a.toml", "--seed", "7", "--town", "town"]
    assert "--seed" not in command(Path("a.toml"), None, None)


@pytest.mark.parametrize(
    ("musters", "types", "meant"),
    [
        ((), ("CHEM",), ""),
        ((("M-1", "FIGHT"), ("M-2", "CHEM")), ("CHEM",), "M-2"),
        ((("M-1", "CHEM"), ("M-2", "CHEM")), ("CHEM",), "M-1"),
        ((("M-1", "FIGHT"), ("M-2", "FIRE")), ("CHEM",), ""),
        ((("M-1", "FIRE"),), ("CHEM",), "M-1"),
        ((("M-1", "FIGHT"), ("M-2", "CHEM")), (), "M-1"),
    ],
)
def test_t_star_is_for_the_muster_that_the_scenario_means(
    musters: tuple[tuple[str, str], ...], types: tuple[str, ...], meant: str
) -> None:
    """J9: a fight that was mustered for first."""
    assert meant_muster(musters, types) == meant


def test_a_journal_without_a_muster_is_judged_as_it_is() -> None:
    assert starred(judge([]), STAR) == starred(judge([]), None) == judge([])
