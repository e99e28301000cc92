"""The hub's log: filtering, following the newest, copying, asking for an export."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.conftest import Language
from tests.widgets.item_models import LogModel
from widgets import theme
from widgets.key_button import KeyButton
from widgets.log.event_log_view import EventLogDelegate, EventLogView
from widgets.log.roles import LogRow
from widgets.sequence_model import KEY_ROLE

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def model(qapp: QApplication) -> LogModel:
    return LogModel(samples.log_rows("en", 200))


@pytest.fixture
def view(shown: Show, model: LogModel) -> EventLogView:
    made = EventLogView()
    made.set_model(model)
    shown(made, 900, 400)
    made.list.scrollToBottom()
    return made


def chip(view: EventLogView, words: str) -> QPushButton:
    return next(button for button in view.findChildren(QPushButton) if button.text() == words)


def line(number: int) -> LogRow:
    return LogRow(number, number * 1000, "15:00:00", "order", f"line {number}", "INC-0001", "Seat 1")


def bottom_seq(view: EventLogView) -> object:
    index = view.list.indexAt(QPoint(5, view.list.viewport().height() - 2))
    return index.data(KEY_ROLE)


def test_newest_line_is_followed_at_the_bottom(view: EventLogView, model: LogModel) -> None:
    model.append(line(500))
    QApplication.processEvents()
    assert bottom_seq(view) == 500


def test_line_being_read_stays_while_new_ones_come(view: EventLogView, model: LogModel) -> None:
    view.list.verticalScrollBar().setValue(600)
    before = bottom_seq(view)
    model.append(line(500))
    QApplication.processEvents()
    assert bottom_seq(view) == before


def test_kind_and_words_narrow_together(view: EventLogView) -> None:
    chip(view, "Orders").click()
    assert view.list.model().rowCount() == 40
    view._box.setText("INC-0419")
    rows = view.list.model().rowCount()
    assert 0 < rows < 40
    view._box.setText("nothing like it")
    assert "No line matches the filter" in {label.text() for label in view.findChildren(QLabel)}


def test_copy_takes_the_selected_lines(view: EventLogView, qtbot: QtBot) -> None:
    view.list.setCurrentIndex(view.list.model().index(0, 0))
    with qtbot.waitSignal(view.copied) as signal:
        QTest.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert signal.args[0].split("\t")[0] == "14:00:00"
    assert len(signal.args[0].splitlines()) == 1


def test_export_is_asked_for_with_the_filter_in_force(view: EventLogView, qtbot: QtBot) -> None:
    chip(view, "Units").click()
    view._box.setText("mustered")
    button = next(made for made in view.findChildren(KeyButton) if made.words == "Export")
    with qtbot.waitSignal(view.export_requested) as signal:
        button.click()
    assert signal.args == ["unit", "mustered"]


def test_opening_a_line_names_what_it_is_about(view: EventLogView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.opened) as signal:
        view.list.activated.emit(view.list.model().index(3, 0))
    assert signal.args == ["INC-0420"]


def test_language_switch_changes_chips(view: EventLogView, language: Language) -> None:
    language.chinese()
    assert chip(view, "派警单").isVisible()


def test_a_narrow_log_leaves_out_kinds_rather_than_cutting_words(view: EventLogView) -> None:
    def shown() -> list[QPushButton]:
        chips = [one for one in view.findChildren(QPushButton) if one.property("part") == "chip"]
        return [one for one in chips if one.isVisible()]

    view.resize(900, 300)
    QApplication.processEvents()
    assert len(shown()) == 6
    view.resize(430, 300)
    QApplication.processEvents()
    assert view.width() == 430
    assert 1 <= len(shown()) < 6
    assert all(chip.width() >= chip.minimumSizeHint().width() for chip in shown())


def test_level_is_drawn_only_where_there_is_one(qapp: QApplication) -> None:
    model = LogModel(samples.log_rows("en", 2))
    found = []
    for row in (0, 1):
        image = QImage(600, 24, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.BG1))
        painter = QPainter(image)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 600, 24)
        EventLogDelegate().paint(painter, option, model.index(row, 0))
        painter.end()
        red = QColor(theme.LEVELS[1]).rgb()
        found.append(any(image.pixel(x, y) == red for x in range(600) for y in range(24)))
    assert found == [False, True]
