"""The bar: completion by keyboard, history, faults inline, and the focus goes back where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.verbs.completing import with_completion
from console.verbs.kind import Completion
from console.window.command_bar import CommandBar
from console.words.said import always

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
        lambda text: [one for one in words if text and one.matches(text)], lambda _, chosen: f"{chosen.text} "
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
    bar.show_fault(always("There is no such command"))
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
    bar.open_prompt(
        always("Which units?"), lambda part: [Completion("P-101")] if part == "P" else [], several=True
    )
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


# -- offers that Enter does, and such as can't be done -----------------------------------------------------------------

READY = Completion("accept C-1", "Oldest call", whole=True, at_once=True)
BARRED = Completion("P-1 proxy", "By voice", whole=True, at_once=True, why_not="Unit has no order P-1")
SIMILAR = Completion("dispatch", "Dispatch units", whole=True, alike=True)


@pytest.fixture
def offering(bar: CommandBar) -> CommandBar:
    bar.set_completer(lambda _: (READY, BARRED, SIMILAR), with_completion)
    return bar


def test_enter_does_an_offer_that_is_a_whole_line(offering: CommandBar, qtbot: QtBot) -> None:
    offering.open_line()
    press(K.Key_Down)
    with qtbot.waitSignal(offering.line_entered) as entered:
        press(K.Key_Return)
    assert entered.args == ["accept C-1"]


def test_tab_puts_it_in_and_does_nothing(offering: CommandBar, qtbot: QtBot) -> None:
    offering.open_line("acc")
    with qtbot.assertNotEmitted(offering.line_entered):
        press(K.Key_Tab)
    assert offering.text == "accept C-1 "


def test_what_cannot_be_done_says_why_and_is_not_done(offering: CommandBar, qtbot: QtBot) -> None:
    offering.open_line()
    press(K.Key_Down)
    press(K.Key_Down)
    with qtbot.assertNotEmitted(offering.line_entered):
        press(K.Key_Return)
    assert offering.fault == BARRED.why_not
    assert offering.text == ""


def test_what_cannot_be_done_is_dim_and_what_is_only_similar_is_marked(offering: CommandBar) -> None:
    offering.open_line()
    rows = offering.rows()
    assert [one.dim for one in rows] == [False, True, True]
    assert BARRED.why_not in rows[1].words
    assert "similar" in rows[2].words


def test_up_from_an_empty_line_is_the_history_and_down_the_offers(offering: CommandBar) -> None:
    offering.open_line("undo")
    press(K.Key_Return)
    offering.open_line()
    press(K.Key_Up)
    assert offering.text == "undo"
    offering.open_line()
    press(K.Key_Down)
    press(K.Key_Up)
    assert offering.text == ""


def test_enter_in_an_empty_line_does_nothing(offering: CommandBar, qtbot: QtBot) -> None:
    offering.open_line()
    with qtbot.assertNotEmitted(offering.line_entered):
        press(K.Key_Return)
