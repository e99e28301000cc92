"""A map of a small town, in a real page, offscreen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.widgets.map.small_town import write_small_town
from widgets.map.map_view import MapView

READY_MS = 30_000


@pytest.fixture(scope="session", autouse=True)
def chromium(qapp: QApplication) -> None:
    """A browser that has come up. One whose first profile is taken away while it starts falls (seen with Qt 6.12)."""
    view = QWebEngineView()
    loop = QEventLoop()
    view.loadFinished.connect(loop.quit)
    QTimer.singleShot(READY_MS, loop.quit)
    view.load(QUrl("about:blank"))
    loop.exec()
    shiboken6.delete(view)


@pytest.fixture(scope="session")
def town_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small town's folder."""
    return write_small_town(tmp_path_factory.mktemp("town"))


@pytest.fixture
def map_view(qtbot: QtBot, town_dir: Path) -> MapView:
    """A visible map with the small town drawn."""
    view = MapView()
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.show()
    with qtbot.waitSignal(view.ready, timeout=READY_MS):
        view.set_town(town_dir)
    return view


@pytest.fixture
def evaluate(qtbot: QtBot) -> Callable[[MapView, str], Any]:
    """Evaluates JavaScript in the map's page and returns its JSON value."""

    def run(view: MapView, script: str) -> Any:
        web_view = view.findChild(QWebEngineView)
        assert web_view is not None
        found: list[str] = []
        web_view.page().runJavaScript(
            f"JSON.stringify({script})", lambda value: found.append(value or "null")
        )
        qtbot.waitUntil(lambda: bool(found), timeout=10_000)
        return json.loads(found[0])

    return run


@pytest.fixture
def wait_for(qtbot: QtBot, evaluate: Callable[[MapView, str], Any]) -> Callable[[MapView, str], None]:
    """Waits until a JavaScript expression in the map's page is true."""

    def wait(view: MapView, script: str) -> None:
        qtbot.waitUntil(lambda: evaluate(view, f"Boolean({script})") is True, timeout=10_000)

    return wait
