"""An incident's log: notes, copying, and staying put while lines come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from widgets.incident.log_section import LogSection
from widgets.incident.view import LogLine

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def section(shown: Show) -> LogSection:
    made = LogSection()
    made.show_log("INC-1", samples.log_lines("en"), note_keys="O")
    shown(made, 450, 300)
    return made


def test_copying_takes_time_and_words_of_the_selected_lines(section: LogSection, qtbot: QtBot) -> None:
    section.list.setCurrentIndex(section.list.model().index(1, 0))
    with qtbot.waitSignal(section.copied) as signal:
        QTest.keyClick(section.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert signal.args == ["14:22:06  P-101 on scene"]
    assert QGuiApplication.clipboard().text() == "14:22:06  P-101 on scene"


def test_copying_everything_takes_every_line(section: LogSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.copied) as signal:
        section.copy(everything=True)
    assert len(signal.args[0].splitlines()) == 5


def test_empty_note_is_no_note(section: LogSection) -> None:
    heard: list[str] = []
    section.noted.connect(heard.append)
    QTest.keyClicks(section.note_field, "   ")
    QTest.keyClick(section.note_field, Qt.Key.Key_Return)
    assert heard == []


def test_single_keys_are_free_again_after_a_note(section: LogSection) -> None:
    heard: list[str] = []
    section.noted.connect(heard.append)
    section.note_field.setFocus()
    QTest.keyClicks(section.note_field, "wind from the north")
    QTest.keyClick(section.note_field, Qt.Key.Key_Return)
    assert heard == ["wind from the north"]
    assert not section.note_field.hasFocus()


def test_half_written_note_outlives_a_refresh_but_not_another_incident(section: LogSection) -> None:
    section.note_field.setText("two more")
    section.show_log("INC-1", samples.log_lines("en")[1:], note_keys="O")
    assert section.note_field.text() == "two more"
    section.show_log("INC-2", (), note_keys="O")
    assert section.note_field.text() == ""


def test_note_field_is_away_where_notes_are_not_allowed(section: LogSection) -> None:
    section.show_log("INC-1", (), note_keys=None)
    assert not section.note_field.isVisible()


def test_new_line_above_moves_nothing_that_is_being_read(section: LogSection) -> None:
    line = samples.log_lines("en")[0]
    lines = tuple(replace(line, seq=100 - number, words=f"line {number}") for number in range(80))
    section.show_log("INC-1", lines, note_keys="O")
    QApplication.processEvents()
    section.list.verticalScrollBar().setValue(400)
    before = section.list.indexAt(QPoint(5, 5)).data()
    section.show_log("INC-1", (LogLine(101, 0, "14:30:00", "newest"), *lines), note_keys="O")
    QApplication.processEvents()
    assert section.list.indexAt(QPoint(5, 5)).data() == before


def test_newest_line_is_seen_while_nothing_is_being_read(section: LogSection) -> None:
    section.show_log(
        "INC-1", (LogLine(101, 0, "14:30:00", "newest"), *samples.log_lines("en")), note_keys="O"
    )
    QApplication.processEvents()
    assert section.list.indexAt(QPoint(5, 5)).data() == "14:30:00  newest"


def test_long_lines_wrap(section: LogSection) -> None:
    long = LogLine(102, 0, "14:30:00", "a long report from the scene " * 6)
    section.show_log("INC-1", (long, *samples.log_lines("en")), note_keys="O")
    QApplication.processEvents()
    model = section.list.model()
    first, second = (section.list.visualRect(model.index(row, 0)).height() for row in (0, 1))
    assert first > 2 * second


def test_sealed_words_are_offered_while_there_are_some(section: LogSection, qtbot: QtBot) -> None:
    """T16"""
    link = next(one for one in section.findChildren(QAbstractButton) if "sealed" in one.text())
    assert not link.isVisible()
    section.show_log("INC-1", samples.log_lines("en"), note_keys="O", sealed=3)
    assert link.isVisible()
    assert link.text() == "Show sealed words (3)"
    with qtbot.waitSignal(section.unseal_requested):
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    section.set_low(True, bare=True)
    assert not link.isVisible()
    section.set_low(False)
    section.show_log("INC-1", samples.log_lines("en"), note_keys="O")
    assert not link.isVisible()
