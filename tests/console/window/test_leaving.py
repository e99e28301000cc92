"""Ctrl+Q asks once, and quits when it is pressed again while the question stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.panels.toasts import ToastStrip
from console.window.leaving import Leaving
from tests.console.window.whole_console import Console

CTRL = Qt.KeyboardModifier.ControlModifier


def asked(console: Console) -> int:
    return sum("Ctrl+Q once more" in words for words in console.window.toasts.words())


def test_first_press_asks_and_the_second_closes(console: Console, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(console.window.closed):
        console.key(Qt.Key.Key_Q, CTRL)
    assert asked(console) == 1
    with qtbot.waitSignal(console.window.closed):
        console.key(Qt.Key.Key_Q, CTRL)


def test_second_press_that_comes_too_late_asks_again(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    toasts, left = ToastStrip(window), list[int]()
    leaving = Leaving(toasts, lambda: left.append(1), asked_ms=1)
    leaving.press()
    qtbot.waitUntil(lambda: not leaving.asking)
    leaving.press()
    assert left == []
    assert leaving.asking
    leaving.press()
    assert left == [1]
    toasts.clear()


def test_the_letter_alone_does_not_leave(console: Console, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(console.window.closed):
        console.type("qq")
    assert asked(console) == 0
