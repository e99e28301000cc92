"""Perspectives change without showing pieces of the old layout."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.window.layouts import painting_held
from tests.console.window.whole_console import Console


def test_nothing_is_painted_while_docks_move(console: Console) -> None:
    seen: list[bool] = []
    console.window.docks.manager.dockAreasAdded.connect(lambda: seen.append(console.window.updatesEnabled()))
    console.window.open_perspective("command")
    console.window.reset_layout()
    assert seen
    assert not any(seen)
    assert console.window.updatesEnabled()
    assert console.window.docks.manager.updatesEnabled()


def test_painting_goes_on_after_a_fault(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    try:
        with painting_held(widget), painting_held(widget):
            raise ValueError
    except ValueError:
        pass
    assert widget.updatesEnabled()


def test_the_perspective_that_is_shown_is_not_opened_again(console: Console) -> None:
    assert console.window.perspective == "operate"
    assert not console.window.layouts.open("operate")
    assert console.window.layouts.open("command")
    assert console.settings.text("perspective") == "command"
