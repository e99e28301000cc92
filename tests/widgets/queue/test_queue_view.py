"""The queue as an operator uses it: selecting, acknowledging, filtering, and staying put under a refresh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.conftest import Language
from tests.widgets.item_models import RowsModel
from widgets.queue.queue_view import QueueView
from widgets.queue.roles import QueueFilter, QueueScope
from widgets.states.view import StateKind, StateView

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def model(qapp: QApplication) -> RowsModel:
    return RowsModel(samples.queue_rows("en"))


@pytest.fixture
def view(shown: Show, model: RowsModel) -> QueueView:
    made = QueueView()
    made.set_model(model)
    made.set_now_ms(samples.NOW_MS)
    shown(made, 414, 700)
    return made


def row_place(view: QueueView, row: int) -> QPoint:
    return view.list.visualRect(view.list.model().index(row, 0)).center()


def chips(view: QueueView) -> list[QPushButton]:
    return [button for button in view.findChildren(QPushButton) if button.property("part") == "chip"]


def test_selecting_a_row_says_its_key(view: QueueView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.selected) as signal:
        view.select("INC-0415")
    assert signal.args == ["INC-0415"]
    assert view.current_key() == "INC-0415"


def test_selecting_a_row_that_is_not_there_changes_nothing(view: QueueView) -> None:
    view.select("INC-0415")
    assert not view.select("INC-9999")
    assert view.current_key() == "INC-0415"


def test_j_and_k_go_down_and_up_and_enter_opens(view: QueueView, qtbot: QtBot) -> None:
    view.select("INC-0417")
    QTest.keyClick(view.list, Qt.Key.Key_J)
    QTest.keyClick(view.list, Qt.Key.Key_J)
    QTest.keyClick(view.list, Qt.Key.Key_K)
    with qtbot.waitSignal(view.activated) as signal:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert signal.args == ["INC-0418"]


def test_unacknowledged_row_blinks_until_it_is_acknowledged(
    view: QueueView, model: RowsModel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: view.list.blinking)
    model.replace(3, replace(model.rows[3], unacknowledged=False))
    qtbot.waitUntil(lambda: not view.list.blinking, timeout=3000)
    assert view.list.delegate.square_filled


def test_nothing_blinks_while_everything_is_acknowledged(shown: Show) -> None:
    rows = [replace(row, unacknowledged=False) for row in samples.queue_rows("en")]
    quiet = QueueView()
    quiet.set_model(RowsModel(rows, quiet))
    shown(quiet, 414, 700)
    assert not quiet.list.blinking


def test_space_acknowledges_the_new_row_and_no_other(view: QueueView) -> None:
    heard: list[str] = []
    view.acknowledged.connect(heard.append)
    for key in ("INC-0417", "C-000019"):
        view.select(key)
        QTest.keyClick(view.list, Qt.Key.Key_Space)
    assert heard == ["C-000019"]


def test_passing_over_a_new_row_does_not_acknowledge_it_but_a_click_does(view: QueueView) -> None:
    heard: list[str] = []
    view.acknowledged.connect(heard.append)
    view.select("C-000019")
    assert heard == []
    QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=row_place(view, 3))
    assert heard == ["C-000019"]


def test_chip_asks_for_its_scope(view: QueueView, qtbot: QtBot) -> None:
    overdue = next(chip for chip in chips(view) if chip.text() == "Overdue")
    with qtbot.waitSignal(view.filter_changed) as signal:
        overdue.click()
    assert signal.args == [QueueFilter(QueueScope.OVERDUE)]
    assert [chip.text() for chip in chips(view) if chip.isChecked()] == ["Overdue"]


def test_slash_opens_the_filter_and_escape_leaves_it_empty(view: QueueView) -> None:
    asked: list[QueueFilter] = []
    view.filter_changed.connect(asked.append)
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Slash)
    box = view.focusWidget()
    assert box is not None
    QTest.keyClicks(box, "GAS")
    assert asked[-1] == QueueFilter(text="gas")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert asked[-1] == QueueFilter()
    assert view.focusWidget() is view.list


def test_count_says_how_many_of_how_many(view: QueueView, model: RowsModel) -> None:
    view.set_total(9)
    next(chip for chip in chips(view) if chip.text() == "Mine").click()
    model.reset(model.rows[:3])
    assert "3 / 9" in texts(view)


def test_grid_menu_narrows_to_the_grids_chosen(view: QueueView) -> None:
    asked: list[QueueFilter] = []
    view.filter_changed.connect(asked.append)
    view.set_grids(samples.grids("en"))
    menu = view._grid_menu
    next(action for action in menu.actions() if action.text() == "Fangzhen").trigger()
    assert asked[-1].grid_ids == frozenset({"Fangzhen"})
    menu.actions()[0].trigger()
    assert asked[-1].grid_ids == frozenset()


def test_empty_queue_and_empty_filter_say_different_things(view: QueueView, model: RowsModel) -> None:
    model.reset([])
    assert "The queue is empty" in texts(view)
    next(chip for chip in chips(view) if chip.text() == "Mine").click()
    assert "Nothing matches the filter" in texts(view)


def test_state_is_shown_instead_of_rows_and_goes_again(view: QueueView) -> None:
    view.set_state(StateView(StateKind.LOADING, "Reading the picture"))
    assert not view.list.isVisible()
    view.set_state(None)
    assert view.list.isVisible()


def test_language_switch_changes_words_and_states(view: QueueView, language: Language) -> None:
    language.chinese()
    assert "警情队列" in texts(view)
    assert view.list.delegate._words["onscene"] == "到达现场"
    language.english()
    assert "Queue" in texts(view)
    assert view.list.delegate._words["onscene"] == "ON SCENE"


def test_says_when_a_new_row_lies_above_the_screen(shown: Show, qtbot: QtBot) -> None:
    model = RowsModel(samples.many_rows(200))
    view = QueueView()
    view.set_model(model)
    shown(view, 414, 500)
    view.list.select_key("INC-000100")
    model.insert(0, [replace(model.rows[0], key="C-1", unacknowledged=True)])
    qtbot.waitUntil(view._above.isVisible)
    assert view._above.text() == "▲ 1 new above"
    view._above.click()
    qtbot.waitUntil(lambda: not view._above.isVisible())


def texts(widget: QWidget) -> set[str]:
    from PySide6.QtWidgets import QLabel

    return {label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)}
