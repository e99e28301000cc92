"""The panel is brought up to date once for a burst of changes."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from console.domain.incidents.commands import AddNote
from console.session.source import LinkState
from tests.console.window.whole_console import Console, Make


def test_shows_the_selected_case_by_itself(console: Console, qtbot: QtBot) -> None:
    incident = console.accept()
    panel = console.window.panels.incident
    console.hub.submit(AddNote(incident_id=incident, text="x"))
    qtbot.waitUntil(lambda: any("x" in line.words for line in panel.view.log), timeout=5000)  # type: ignore[union-attr]


def test_says_that_the_hub_cannot_be_reached_before_the_first_picture(make_console: Make) -> None:
    console = make_console(start=False)
    console.hub.link(LinkState.DOWN)
    console.settle()
    assert console.window.panels.incident.view is None


def test_empties_when_the_call_is_rejected(console: Console) -> None:
    call = console.report()
    console.seat.select_case(call)
    console.settle()
    assert console.window.panels.incident.view is not None
    console.line(f"reject {call} wrong number")
    assert console.window.panels.incident.view is None
