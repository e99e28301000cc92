"""Keys and tool tips of the list inside the queue."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.item_models import RowsModel
from widgets.queue.queue_list import QueueList

Show = Callable[[QWidget, int, int], None]


def make(shown: Show) -> QueueList:
    made = QueueList()
    made.setModel(RowsModel(samples.queue_rows("en"), made))
    shown(made, 414, 600)
    return made


def test_home_and_end_go_to_the_ends_and_k_stops_at_the_first(shown: Show) -> None:
    view = make(shown)
    view.select_key("INC-0409")
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_K)
    row = view.current_row()
    assert row is not None
    assert row.key == "INC-0417"
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    row = view.current_row()
    assert row is not None
    assert row.key == "INC-0391"


def test_double_click_opens(shown: Show, qtbot: QtBot) -> None:
    view = make(shown)
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.waitSignal(view.opened) as signal:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == ["INC-0418"]


def test_tip_has_everything_that_may_be_cut_off(shown: Show) -> None:
    view = make(shown)
    tip = view._tip(samples.queue_rows("en")[2])
    assert "Level 2" in tip
    assert "Liuquan Rd × Gongqingtuan Rd" in tip
    assert "two cars, one hurt" in tip


def test_letters_that_are_no_command_are_left_to_the_window(shown: Show) -> None:
    view = make(shown)
    view.select_key("INC-0417")
    QTest.keyClick(view, Qt.Key.Key_E)
    assert view.currentIndex().row() == 0
