"""The result's panel says how the search for T* goes, and ends or begins it by its button, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.bridges.star_search import StarSearch
from console.domain.judge.judgement import MusterResult
from console.panels.result.live import live_result
from console.panels.result.star import StarNotice, with_star
from console.result.facts import Name
from console.review.t_star import Star, command
from tests.backend_stub.drill.test_commandline import calm
from tests.backend_stub.town import demo_town
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from widgets.states.state_banner import StateBanner

STAR = Star(t_star_ms=250_000, place=Name(zh="柳泉路", en="Liuquan Rd"), types=("CHEM",), town="songting")


class Shown:
    """A search and the line that says it."""

    def __init__(self, scenario: Path, qtbot: QtBot) -> None:
        self.search = StarSearch(command(scenario, 7, demo_town.directory()))
        self.banner = StateBanner()
        qtbot.addWidget(self.banner)
        self.notice = StarNotice(self.search, self.banner, self.search)

    def press(self) -> None:
        button = next(one for one in self.banner.findChildren(QPushButton) if one.property("part") == "ghost")
        button.click()


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    it = Shown(calm(tmp_path), qtbot)
    yield it
    it.search.cancel()


def result(types: tuple[str, ...]) -> tuple[MusterResult, StarSearch]:
    picture = made.picture(made.muster(counted=39))
    found = live_result(picture.musters["M-000001"], picture, T0 + 300_000)
    assert found is not None
    search = StarSearch([])
    search.star = Star(t_star_ms=250_000, place=STAR.place, types=types, town="")
    return with_star(found, picture, search), search


@pytest.mark.timeout(400)
def test_it_is_silent_before_says_how_far_it_is_and_is_silent_again(shown: Shown, qtbot: QtBot) -> None:
    shown.notice.show_now()
    assert shown.banner.words == ""
    shown.search.begin()
    assert shown.banner.words == "T* is looked for in the same world: 0 %"
    qtbot.waitUntil(lambda: shown.search.star is not None, timeout=300_000)
    qtbot.waitUntil(lambda: shown.banner.words == "", timeout=30_000)
    shown.notice.show_now()
    assert shown.banner.words == ""


@pytest.mark.timeout(400)
def test_its_button_ends_it_and_begins_it_again(shown: Shown) -> None:
    shown.search.begin()
    shown.press()
    assert not shown.search.is_running()
    assert shown.banner.words == "T* was not looked for to the end"
    shown.press()
    assert shown.search.is_running()
    assert shown.banner.words == "T* is looked for in the same world: 0 %"


def test_why_it_failed_stands_there(tmp_path: Path, qtbot: QtBot) -> None:
    shown = Shown(tmp_path / "gone.toml", qtbot)
    shown.search.begin()
    qtbot.waitUntil(lambda: not shown.search.is_running(), timeout=300_000)
    assert "gone.toml" in shown.banner.words


def test_a_drills_result_has_its_worlds_t_star_and_no_other(qapp: object) -> None:
    """J6: before it is found the result has none, least of all that of the T0 snapshot."""
    found, search = result(())
    assert (found.t_star_ms, found.t_star_source) == (250_000, "autopilot")
    search.star = None
    picture = made.picture(made.muster(counted=39))
    before = with_star(found, picture, search)
    assert (before.t_star_ms, before.t_star_source, before.efficiency_permille) == (-1, "pending", -1)
    assert with_star(found, picture, None) == found
