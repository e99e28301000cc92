"""Enter is "that is it" behind the caller's words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from widgets.intake.call_fields import MOST_SIGNS, WordsField


def test_enter_is_done_and_shift_enter_a_new_line(qapp: QApplication, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    field = WordsField(host)
    QTest.keyClicks(field, "smoke")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "third floor")
    with qtbot.waitSignal(field.done):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(field.words.splitlines()) == 2


def test_a_report_holds_no_more_than_two_thousand_signs(qapp: QApplication, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    field = WordsField(host)
    field.setPlainText("火" * 3000)
    assert len(field.words) == MOST_SIGNS
