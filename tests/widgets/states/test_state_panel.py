"""Designed states: words, one button, and a sign that turns only while something is awaited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView

Show = Callable[[QWidget, int, int], None]


@pytest.mark.parametrize("kind", list(StateKind))
def test_every_state_is_drawn_and_named(shown: Show, kind: StateKind) -> None:
    panel = StatePanel()
    shown(panel, 300, 240)
    empty = panel.grab().toImage()
    panel.show_state(StateView(kind, "Title", "Detail", "Retry"))
    assert panel.grab().toImage() != empty
    assert (panel.accessibleName(), panel.accessibleDescription()) == ("Title", "Detail")


def test_button_is_there_only_where_something_can_be_done(shown: Show, qtbot: QtBot) -> None:
    panel = StatePanel()
    shown(panel, 300, 240)
    panel.show_state(StateView(StateKind.EMPTY, "Nothing"))
    button = panel.findChildren(QPushButton)[0]
    assert not button.isVisible()
    panel.show_state(StateView(StateKind.DISCONNECTED, "Gone", action="Try again"))
    with qtbot.waitSignal(panel.action_requested):
        button.click()


def test_sign_turns_only_while_loading_in_sight(shown: Show) -> None:
    panel = StatePanel()
    shown(panel, 300, 240)
    panel.show_state(StateView(StateKind.LOADING, "Loading"))
    assert panel._sign._timer.isActive()
    panel.hide()
    assert not panel._sign._timer.isActive()
    panel.show()
    assert panel._sign._timer.isActive()
    panel.show_state(StateView(StateKind.LOADING, "Loading", progress=0.4))
    assert not panel._sign._timer.isActive()
