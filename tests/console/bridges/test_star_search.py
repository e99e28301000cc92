"""T* is looked for in a real process beside the window: found, cancelled, begun again, and told when it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from console.bridges.star_search import StarSearch
from console.review.t_star import Star, command
from tests.backend_stub.drill.test_commandline import calm
from tests.backend_stub.town import demo_town

LONG_MS = 300_000


class Heard:
    """What a search said."""

    def __init__(self, scenario: Path) -> None:
        self.search = StarSearch(command(scenario, 7, demo_town.directory()))
        self.done: list[int] = []
        self.found: list[Star] = []
        self.failed: list[str] = []
        self.search.progressed.connect(self.done.append)
        self.search.found.connect(self.found.append)
        self.search.failed.connect(self.failed.append)


@pytest.fixture
def heard(tmp_path: Path, qtbot: QtBot) -> Iterator[Heard]:
    made = Heard(calm(tmp_path))
    yield made
    made.search.cancel()


def children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "reference" in one.cmdline()]


@pytest.mark.timeout(400)
def test_it_is_found_once_and_kept(heard: Heard, qtbot: QtBot) -> None:
    heard.search.begin()
    heard.search.begin()
    assert heard.search.is_running()
    assert len(children()) == 1
    qtbot.waitUntil(lambda: bool(heard.found or heard.failed), timeout=LONG_MS)
    assert heard.failed == []
    assert heard.found == [heard.search.star]
    assert heard.done[0] == 0
    assert heard.done == sorted(heard.done)
    assert not heard.search.is_running()
    heard.search.begin()
    heard.search.cancel()
    assert not heard.search.is_running()
    assert heard.failed == []


@pytest.mark.timeout(400)
def test_cancelled_it_leaves_nothing_behind_and_can_be_begun_again(heard: Heard, qtbot: QtBot) -> None:
    heard.search.cancel()
    assert heard.failed == []
    heard.search.begin()
    qtbot.waitUntil(lambda: len(heard.done) > 1, timeout=LONG_MS)
    (process,) = children()
    heard.search.cancel()
    assert not process.is_running()
    assert heard.failed == [""]
    heard.search.begin()
    heard.search.cancel()
    assert children() == []
    heard.search.begin()
    qtbot.waitUntil(lambda: bool(heard.found), timeout=LONG_MS)
    assert heard.failed == ["", ""]


@pytest.mark.timeout(400)
def test_a_scenario_that_went_away_is_told_in_words(tmp_path: Path, qtbot: QtBot) -> None:
    heard = Heard(tmp_path / "gone.toml")
    heard.search.begin()
    qtbot.waitUntil(lambda: bool(heard.failed), timeout=LONG_MS)
    assert "gone.toml" in heard.failed[0]
    assert heard.found == []


def test_a_program_that_cannot_be_started_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    search = StarSearch([str(tmp_path / "no-such-program")])
    failed: list[str] = []
    search.failed.connect(failed.append)
    search.begin()
    qtbot.waitUntil(lambda: bool(failed), timeout=30_000)
    assert failed[0]
    assert not search.is_running()
