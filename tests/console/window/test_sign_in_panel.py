"""Signing in by keyboard, and what went wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from console.window.sign_in_panel import SignInPanel


@pytest.fixture
def panel(qtbot: QtBot) -> SignInPanel:
    made = SignInPanel()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def fields(panel: SignInPanel) -> list[QLineEdit]:
    return panel.findChildren(QLineEdit)


def test_hands_over_user_and_password_and_keeps_neither(panel: SignInPanel, qtbot: QtBot) -> None:
    user, password = fields(panel)
    QTest.keyClicks(user, "li")
    QTest.keyClicks(password, "secret")
    with qtbot.waitSignal(panel.signed_in) as given:
        QTest.keyClick(password, Qt.Key.Key_Return)
    assert given.args == ["li", "secret"]
    assert password.text() == ""


def test_asks_again_after_a_fault(panel: SignInPanel) -> None:
    panel.show_seat("D-01")
    panel.show_fault("User or password is wrong")
    assert panel.fault == "User or password is wrong"


def test_needs_both(panel: SignInPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.signed_in):
        QTest.keyClick(fields(panel)[1], Qt.Key.Key_Return)
