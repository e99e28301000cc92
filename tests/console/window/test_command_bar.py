"""The bar: completion by keyboard, history, faults inline, and the focus goes back where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.verbs.kind import Completion
from console.window.command_bar import CommandBar

K = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QLineEdit(made))
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def bar(window: QWidget) -> CommandBar:
    made = CommandBar(window)
    words = (Completion("dispatch", "Dispatch units"), Completion("divert", "Divert a unit"))
    made.set_completer(
        lambda text: [one for one in words if text and one.matches(text)], lambda _, chosen: f"{chosen} "
    )
    return made


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def write(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def test_tab_takes_the_first_completion(bar: CommandBar) -> None:
    bar.open_line()
    write("dis")
    press(K.Key_Tab)
    assert bar.text == "dispatch "


def test_arrows_choose_and_enter_puts_in(bar: CommandBar, qtbot: QtBot) -> None:
    bar.open_line()
    write("di")
    press(K.Key_Down)
    press(K.Key_Down)
    press(K.Key_Return)
    assert bar.text == "divert "
    with qtbot.waitSignal(bar.line_entered) as entered:
        press(K.Key_Return)
    assert entered.args == ["divert"]


def test_remembers_lines(bar: CommandBar) -> None:
    for line in ("undo", "help"):
        bar.open_line()
        write(line)
        press(K.Key_Return)
        bar.leave()
    bar.open_line()
    press(K.Key_Up)
    assert bar.text == "help"
    press(K.Key_Up)
    assert bar.text == "undo"
    press(K.Key_Down)
    press(K.Key_Down)
    assert bar.text == ""


def test_says_faults_inline_and_forgets_them_on_typing(bar: CommandBar) -> None:
    bar.open_line("explode")
    bar.show_fault("There is no such command")
    assert bar.fault
    write("x")
    assert bar.fault == ""


def test_gives_the_focus_back(bar: CommandBar, window: QWidget) -> None:
    line = window.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    bar.open_line()
    press(K.Key_Escape)
    assert bar.isHidden()
    assert QApplication.focusWidget() is line


def test_a_prompt_takes_several_values(bar: CommandBar, qtbot: QtBot) -> None:
    bar.open_prompt("Which units?", lambda part: [Completion("P-101")] if part == "P" else [], several=True)
    write("C-202 P")
    press(K.Key_Tab)
    assert bar.text == "C-202 P-101 "
    with qtbot.waitSignal(bar.answered) as answered:
        press(K.Key_Return)
    assert answered.args == ["C-202 P-101"]


def test_stands_at_the_bottom_left_and_never_over_the_clocks(bar: CommandBar, window: QWidget) -> None:
    bar.open_line()
    assert bar.geometry().bottom() < window.height()
    assert bar.geometry().top() > window.height() // 4
