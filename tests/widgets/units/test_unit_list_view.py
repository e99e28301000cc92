"""The unit list as an operator uses it: filter, sort, select, report by voice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.conftest import Language
from tests.widgets.item_models import UnitsModel
from widgets.key_button import KeyButton
from widgets.sequence_model import KEY_ROLE, ROW_ROLE
from widgets.units.roles import UnitColumn
from widgets.units.unit_list_view import UnitListView

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def view(shown: Show) -> UnitListView:
    made = UnitListView()
    made.set_model(UnitsModel(samples.units("en"), made))
    made.set_now_ms(samples.NOW_MS)
    shown(made, 1056, 500)
    return made


def call_signs(view: UnitListView) -> list[str]:
    model = view.table.model()
    return [model.index(row, 0).data(KEY_ROLE) for row in range(model.rowCount())]


def chip(view: UnitListView, words: str) -> QPushButton:
    return next(button for button in view.findChildren(QPushButton) if button.text() == words)


def test_chips_let_through_what_they_say(view: UnitListView) -> None:
    chip(view, "Available").click()
    assert call_signs(view) == ["P-101", "P-113", "P-125"]
    chip(view, "Tier 3").click()
    assert {sign[0] for sign in call_signs(view)} == {"V"}
    chip(view, "Engaged").click()
    assert len(call_signs(view)) == 27


def test_words_narrow_and_an_empty_result_offers_everything(view: UnitListView) -> None:
    view.focus_filter()
    box = view.focusWidget()
    assert box is not None
    QTest.keyClicks(box, "c-10")
    assert call_signs(view) == ["C-102", "C-105", "C-108"]
    QTest.keyClicks(box, "zzz")
    assert "No unit matches the filter" in {label.text() for label in view.findChildren(QLabel)}
    chip(view, "Show all").click()
    assert len(call_signs(view)) == 36


@pytest.mark.parametrize("column", list(UnitColumn))
def test_every_column_sorts(view: UnitListView, column: UnitColumn) -> None:
    view.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    forward = call_signs(view)
    view.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    assert call_signs(view) == list(reversed(forward))


def test_states_that_need_a_hand_come_first(view: UnitListView) -> None:
    view.table.sortByColumn(UnitColumn.STATE, Qt.SortOrder.AscendingOrder)
    model = view.table.model()
    assert model.index(0, 0).data(ROW_ROLE).state == "declined"
    assert model.index(model.rowCount() - 1, 0).data(ROW_ROLE).state == "out_of_service"


def test_selecting_says_the_call_sign_and_the_detail_shows_people(view: UnitListView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.selected) as signal:
        assert view.select("C-105")
    assert signal.args == ["C-105"]
    view.show_detail(samples.unit_detail("en"))
    assert view.detail.roster.model().rowCount() == 8
    words = {label.text() for label in view.findChildren(QLabel)}
    assert "C-105 — 6 officers, 2 auxiliaries, 0 others" in words


def test_unit_hidden_by_the_filter_cannot_be_selected(view: UnitListView) -> None:
    chip(view, "Tier 1").click()
    assert not view.select("C-105")


def button(view: UnitListView, words: str) -> KeyButton:
    return next(made for made in view.findChildren(KeyButton) if made.words == words and made.isVisible())


def test_report_by_voice_is_asked_for_at_once(view: UnitListView, qtbot: QtBot) -> None:
    view.show_detail(samples.unit_detail("en"))
    with qtbot.waitSignal(view.asked) as signal:
        button(view, "On scene").click()
    assert signal.args == ["proxy", {"unit": "C-105", "state": "onscene"}]


def test_decline_needs_a_reason(view: UnitListView) -> None:
    heard: list[tuple[str, dict[str, str]]] = []
    view.asked.connect(lambda verb, values: heard.append((verb, values)))
    view.show_detail(samples.unit_detail("en"))
    button(view, "Declined …").click()
    view.detail.form.confirm()
    assert heard == []
    view.detail.form.text_field.setText("flat tyre")
    view.detail.form.confirm()
    assert heard == [("decline", {"unit": "C-105", "reason": "flat tyre"})]


def test_enter_opens_the_incident_of_the_unit(view: UnitListView, qtbot: QtBot) -> None:
    view.select("C-105")
    with qtbot.waitSignal(view.incident_opened) as signal:
        view.table.activated.emit(view.table.currentIndex())
    assert signal.args == ["INC-0417"]


def test_show_on_map_is_asked_for(view: UnitListView, qtbot: QtBot) -> None:
    view.show_detail(samples.unit_detail("en"))
    with qtbot.waitSignal(view.map_requested) as signal:
        button(view, "Show on map").click()
    assert signal.args == ["C-105"]


def test_language_switch_changes_columns_and_states(view: UnitListView, language: Language) -> None:
    language.chinese()
    header = view.table.horizontalHeader().model()
    assert header.headerData(UnitColumn.TEAM, Qt.Orientation.Horizontal) == "队伍"
    assert view._delegate.state_words["onscene"] == "到达现场"
    assert chip(view, "待命").isVisible()


def test_detail_stands_below_in_a_narrow_dock(view: UnitListView) -> None:
    assert view._splitter.orientation() is Qt.Orientation.Horizontal
    view.resize(500, 700)
    assert view._splitter.orientation() is Qt.Orientation.Vertical
