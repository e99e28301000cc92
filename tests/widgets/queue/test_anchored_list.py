"""Rows stay where the operator looks, and a press goes to the row it was meant for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.item_models import RowsModel
from widgets.queue.anchored_list import AnchoredList
from widgets.sequence_model import KEY_ROLE

Show = Callable[[QWidget, int, int], None]
ROW_PX = 40


@pytest.fixture
def model(qapp: QApplication) -> RowsModel:
    return RowsModel(samples.many_rows(300))


@pytest.fixture
def view(shown: Show, model: RowsModel) -> AnchoredList:
    made = AnchoredList(KEY_ROLE, ROW_PX)
    made.setModel(model)
    shown(made, 300, 400)
    return made


def key_at(view: AnchoredList, y_px: int) -> object:
    return view.anchor.key_of(view.indexAt(QPoint(5, y_px)))


def settle() -> None:
    QApplication.processEvents()
    QApplication.processEvents()


def test_insert_above_moves_nothing_on_the_screen(view: AnchoredList, model: RowsModel) -> None:
    view.verticalScrollBar().setValue(2013)
    before = [key_at(view, y) for y in range(1, 400, 20)]
    model.insert(0, [replace(model.rows[0], key=f"new {number}") for number in range(5)])
    settle()
    assert [key_at(view, y) for y in range(1, 400, 20)] == before


def test_remove_above_moves_nothing_on_the_screen(view: AnchoredList, model: RowsModel) -> None:
    view.verticalScrollBar().setValue(2013)
    before = [key_at(view, y) for y in range(1, 400, 20)]
    model.remove(3)
    settle()
    assert [key_at(view, y) for y in range(1, 400, 20)] == before


def test_selected_row_keeps_its_height_when_the_model_is_sorted_anew(
    view: AnchoredList, model: RowsModel
) -> None:
    view.verticalScrollBar().setValue(4000)
    view.select_key("INC-000103", scroll=False)
    top = view.visualRect(view.currentIndex()).top()
    model.reset(sorted(model.rows, key=lambda row: (row.level, row.key)))
    settle()
    assert view.anchor.key_of(view.currentIndex()) == "INC-000103"
    assert view.visualRect(view.currentIndex()).top() == top


def test_selection_survives_a_reset_without_it_and_is_gone_only_with_its_row(
    view: AnchoredList, model: RowsModel
) -> None:
    view.select_key("INC-000005")
    model.reset(model.rows[:10])
    settle()
    assert view.anchor.key_of(view.currentIndex()) == "INC-000005"
    model.reset(model.rows[:3])
    settle()
    assert not view.currentIndex().isValid()


def test_at_the_top_with_nothing_selected_new_rows_are_seen(view: AnchoredList, model: RowsModel) -> None:
    model.insert(0, [replace(model.rows[0], key="new")])
    settle()
    assert key_at(view, 1) == "new"


def test_press_right_after_a_change_goes_to_the_row_that_was_there(
    view: AnchoredList, model: RowsModel, qtbot: QtBot
) -> None:
    place = QPoint(20, ROW_PX // 2)
    meant = key_at(view, place.y())
    model.insert(0, [replace(model.rows[0], key="new")])
    settle()
    assert key_at(view, place.y()) == "new"
    with qtbot.waitSignal(view.clicked) as signal:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.anchor.key_of(signal.args[0]) == meant
    assert view.anchor.key_of(view.currentIndex()) == meant


def test_model_that_is_replaced_is_not_followed_any_more(view: AnchoredList, model: RowsModel) -> None:
    other = RowsModel(samples.many_rows(50), view)
    view.setModel(other)
    model.insert(0, [replace(model.rows[0], key="new")])
    settle()
    assert key_at(view, 1) == "INC-000000"


def test_row_that_moves_away_takes_nothing_with_it(view: AnchoredList, model: RowsModel) -> None:
    view.verticalScrollBar().setValue(4000)
    before = [key_at(view, y) for y in range(1, 400, 20)]
    model.move(2, 250)
    settle()
    assert [key_at(view, y) for y in range(1, 400, 20)] == before


def test_selected_row_that_rises_stays_in_sight(view: AnchoredList, model: RowsModel) -> None:
    view.verticalScrollBar().setValue(4000)
    view.select_key("INC-000103", scroll=False)
    top = view.visualRect(view.currentIndex()).top()
    model.move(103, 40)
    settle()
    assert view.anchor.key_of(view.currentIndex()) == "INC-000103"
    assert view.visualRect(view.currentIndex()).top() == top


def test_change_among_very_many_rows_asks_only_for_those_on_the_screen(
    shown: Show, qapp: QApplication
) -> None:
    model = RowsModel(samples.many_rows(20_000))
    view = AnchoredList(KEY_ROLE, ROW_PX)
    view.setModel(model)
    shown(view, 300, 400)
    view.verticalScrollBar().setValue(300_000)
    settle()
    model.asked = 0
    model.insert(0, [replace(model.rows[0], key="new")])
    settle()
    assert model.asked < 300
