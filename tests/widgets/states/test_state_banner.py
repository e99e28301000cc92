"""The banner: it says, hides nothing, takes no focus, and goes away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.states.state_banner import StateBanner
from widgets.states.view import StateKind, StateView

Show = Callable[[QWidget, int, int], None]


def make(shown: Show) -> tuple[StateBanner, QLineEdit]:
    window = QWidget()
    banner, field = StateBanner(window), QLineEdit(window)
    layout = QVBoxLayout(window)
    layout.addWidget(banner)
    layout.addWidget(field)
    shown(window, 400, 120)
    return banner, field


def test_says_a_state_without_taking_the_focus(shown: Show) -> None:
    banner, field = make(shown)
    field.setFocus()
    banner.show_state(StateView(StateKind.STALE, "Silent for 4 s", "as of 14:22:27"))
    assert banner.isVisible()
    assert field.window().focusWidget() is field
    assert banner.accessibleName() == "Silent for 4 s"


def test_refusal_goes_away_by_itself(shown: Show, qtbot: QtBot) -> None:
    banner, _ = make(shown)
    with qtbot.waitSignal(banner.dismissed):
        banner.show_state(StateView(StateKind.REFUSED, "Refused"), for_ms=20)
    assert not banner.isVisible()


def test_staying_state_has_no_cross_but_a_refusal_has(shown: Show, qtbot: QtBot) -> None:
    banner, _ = make(shown)
    cross = next(button for button in banner.findChildren(QPushButton) if button.text() == "×")
    banner.show_state(StateView(StateKind.DISCONNECTED, "Gone"))
    assert not cross.isVisible()
    banner.show_state(StateView(StateKind.REFUSED, "Refused"))
    with qtbot.waitSignal(banner.dismissed):
        cross.click()


def test_new_state_outlives_the_time_of_the_old_one(shown: Show) -> None:
    banner, _ = make(shown)
    banner.show_state(StateView(StateKind.REFUSED, "Refused"), for_ms=10)
    banner.show_state(StateView(StateKind.STALE, "Silent"))
    assert not banner._timer.isActive()
    assert banner.isVisible()
