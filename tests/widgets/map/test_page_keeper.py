"""A page that crashes is started again, one that keeps crashing is given up, one that hangs is ended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage
from pytestqt.qtbot import QtBot

from widgets.map.page_keeper import HUNG_AFTER_PINGS, MAX_CRASHES, PageKeeper

CRASHED = QWebEnginePage.RenderProcessTerminationStatus.CrashedTerminationStatus


class _Page(QObject):
    """The part of a web page that the keeper needs."""

    renderProcessTerminated = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.loads = 0

    def load(self, _url: QUrl) -> None:
        self.loads += 1

    def renderProcessPid(self) -> int:
        return 0


@pytest.fixture
def page(qtbot: QtBot) -> _Page:
    return _Page()


@pytest.fixture
def keeper(page: _Page) -> Iterator[PageKeeper]:
    made = PageKeeper(page, page)
    yield made
    made.set_watching(False)


@pytest.mark.expects_log("map page ended")
def test_starts_a_crashed_page_again(qtbot: QtBot, page: _Page, keeper: PageKeeper) -> None:
    keeper.start()
    keeper.start()
    assert page.loads == 1
    keeper.page_is_up()
    with qtbot.waitSignal(keeper.restarting):
        page.renderProcessTerminated.emit(CRASHED, 9)
    assert not keeper.is_up
    qtbot.waitUntil(lambda: page.loads == 2, timeout=5000)


@pytest.mark.expects_log("map page ended")
def test_gives_up_a_page_that_keeps_crashing_until_asked_again(
    qtbot: QtBot, page: _Page, keeper: PageKeeper
) -> None:
    keeper.start()
    with qtbot.waitSignal(keeper.gave_up):
        for _ in range(MAX_CRASHES):
            page.renderProcessTerminated.emit(CRASHED, 9)
    before = page.loads
    keeper.restart()
    assert page.loads == before + 1


@pytest.mark.expects_log("fatal|does not answer")
def test_gives_up_after_a_fatal_error_and_ends_a_hung_page(
    qtbot: QtBot, page: _Page, keeper: PageKeeper
) -> None:
    quick = PageKeeper(page, page, ping_ms=1)
    quick.start()
    quick.page_is_up()
    numbers: list[int] = []
    quick.ping.connect(numbers.append)
    quick.set_watching(True)
    qtbot.waitUntil(lambda: not quick.is_up, timeout=5000)
    quick.set_watching(False)
    assert numbers == list(range(1, HUNG_AFTER_PINGS + 1))
    with qtbot.waitSignal(keeper.gave_up) as gave_up:
        keeper.page_erred("fatal", "no WebGL")
    assert "no WebGL" in gave_up.args[0]


def test_an_answering_page_stays_up(qtbot: QtBot, page: _Page) -> None:
    keeper = PageKeeper(page, page, ping_ms=1)
    keeper.start()
    keeper.page_is_up()
    numbers: list[int] = []
    keeper.ping.connect(numbers.append)
    keeper.ping.connect(keeper.page_answered)
    keeper.set_watching(True)
    qtbot.waitUntil(lambda: len(numbers) > 3 * HUNG_AFTER_PINGS, timeout=5000)
    keeper.set_watching(False)
    assert keeper.is_up
