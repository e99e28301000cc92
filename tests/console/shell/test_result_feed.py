"""The result follows the muster while it is seen; copies and files are said, marked and audited."""

from __future__ import annotations

import json
import time

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.session.port import LinkState
from console.shell.result_feed import ResultFeed
from tests.console.models import musters as made
from tests.console.models.musters import T0
from tests.console.shell.conftest import Console
from widgets.result.result_panel import ResultPanel
from widgets.result.view import ExportFormat, GateState


class Result:
    """A result's panel of its own on a console's desk."""

    def __init__(self, console: Console, qtbot: QtBot) -> None:
        self.console, self.desk = console, console.desk
        self.panel = ResultPanel()
        qtbot.addWidget(self.panel)
        self.feed = ResultFeed(self.desk, self.panel, console.home, self.panel)
        self.told: list[tuple[str, bool]] = []
        self.feed.told.connect(lambda words, fault: self.told.append((words, fault)))
        console.hub.t_ms = T0 + 231_000
        console.hub.link(LinkState.LIVE, mono_ns=time.monotonic_ns(), paused=True)
        console.settle()

    def put(self, counted: int = 39) -> None:
        source = made.picture(made.muster(counted=counted))
        picture = self.desk.picture
        for name in ("musters", "incidents", "orders", "units", "incident_types"):
            getattr(picture, name).update(getattr(source, name))
        self.desk.keys_changed.emit(frozenset({("musters", "M-000001")}))


@pytest.fixture
def result(console: Console, qtbot: QtBot) -> Result:
    return Result(console, qtbot)


def test_is_read_only_while_it_is_seen(result: Result) -> None:
    result.put()
    assert result.panel.view is None
    result.panel.show()
    QApplication.processEvents()
    view = result.panel.view
    assert view is not None
    assert (view.incident_id, view.mark) == ("INC-0417", "DEMO")
    assert view.gates[0].state is GateState.RUNNING


def test_an_event_shows_at_once(result: Result) -> None:
    result.panel.show()
    result.put()
    result.put(counted=63)
    assert result.panel.view is not None
    assert any(fact.value == "63" for fact in result.panel.view.facts)


def test_the_copy_is_text_and_audited(result: Result) -> None:
    result.panel.show()
    result.put()
    result.panel.copy_requested.emit()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("【DEMO】\nINC-0417")
    assert ("Result copied", False) in result.told
    assert any(look.what == "result_copied" for look in result.console.hub.looks)


def test_every_form_is_saved_beside_the_others_and_never_over_them(result: Result) -> None:
    result.panel.show()
    result.put()
    for form in ExportFormat:
        result.panel.export_requested.emit(form.value)
        result.panel.export_requested.emit(form.value)
    files = sorted(path.suffix for path in (result.console.home / "exports").iterdir())
    assert files == [".csv", ".csv", ".html", ".html", ".json", ".json"]
    saved = next((result.console.home / "exports").glob("*.json"))
    assert json.loads(saved.read_text(encoding="utf-8"))["kind"] == "demo"
    assert sum(look.what == "result_exported" for look in result.console.hub.looks) == 6


def test_a_file_that_cannot_be_written_is_said(result: Result) -> None:
    result.panel.show()
    result.put()
    (result.console.home / "exports").write_text("in the way")
    assert result.feed.save("json") is None
    assert result.told[-1][1]
    assert "was not saved" in result.told[-1][0]


def test_nothing_is_saved_without_a_result(result: Result) -> None:
    assert result.feed.save("json") is None
    assert result.told == []
