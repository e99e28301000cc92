"""Taking a call by keyboard alone, and what the form says when something is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.conftest import Language
from widgets.intake.take_call_form import TakeCallForm
from widgets.intake.view import CallDraft, PlaceRole

Show = Callable[[QWidget, int, int], None]


def gazetteer(parent: QWidget) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for place_id, name, search, lon, lat in (
        ("P-1", "人民路", "人民路 renminlu Renmin Road", 1_180_000_000, 368_000_000),
        ("P-2", "柳泉路", "柳泉路 liuquanlu Liuquan Road", 1_180_100_000, 368_100_000),
    ):
        item = QStandardItem(name)
        item.setData(name, PlaceRole.NAME)
        item.setData(search, PlaceRole.SEARCH)
        item.setData(place_id, PlaceRole.PLACE_ID)
        item.setData(lon, PlaceRole.LON_E7)
        item.setData(lat, PlaceRole.LAT_E7)
        item.setData("G-12", PlaceRole.GRID_ID)
        model.appendRow(item)
    return model


@pytest.fixture
def form(shown: Show) -> TakeCallForm:
    made = TakeCallForm()
    made.set_choices(samples.intake_choices("en"))
    made.set_gazetteer(gazetteer(made))
    shown(made, 414, 520)
    return made


def choose_place(form: TakeCallForm, qtbot: QtBot, typed: str) -> None:
    form.place.line.setFocus()
    QTest.keyClicks(form.place.line, typed)
    completer = form.place.line.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


def test_call_is_taken_by_keyboard_alone(form: TakeCallForm, qtbot: QtBot) -> None:
    form.start("138 0533 7721")
    assert form.focusWidget() is form.name
    QTest.keyClicks(form.name, "Li")
    choose_place(form, qtbot, "renmin")
    QTest.keyClicks(form.words, "smell of gas")
    QTest.keyClicks(form.type_box, "Gas leak")
    QTest.keyClick(form.levels, Qt.Key.Key_2)
    with qtbot.waitSignal(form.submitted) as signal:
        QTest.keyClick(form.levels, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signal.args == [
        CallDraft(
            "phone", "138 0533 7721", "Li", "smell of gas", "gas", 2, "人民路", "P-1",
            1_180_000_000, 368_000_000, "G-12",
        )
    ]  # fmt: skip


def test_nothing_is_kept_after_it_was_handed_over(form: TakeCallForm) -> None:
    form.number.setText("110")
    form.set_picked(1_180_000_000, 368_000_000)
    form.words.setPlainText("smoke")
    assert form.submit()
    assert (form.number.text(), form.words.toPlainText(), form.place.words) == ("", "", "")
    assert form.place.position_e7 is None


def test_says_what_is_missing_and_goes_there(form: TakeCallForm) -> None:
    form.number.setText("12a#")
    assert not form.submit()
    assert form.fault(form.number) == "A number has digits only."
    assert form.fault(form.place) == "Where? A place is needed to send anybody."
    assert form.fault(form.words) == "What happened? Words or a type are needed."
    assert form.focusWidget() is form.number


def test_place_that_is_only_words_is_refused(form: TakeCallForm, qtbot: QtBot) -> None:
    choose_place(form, qtbot, "renmin")
    QTest.keyClicks(form.place.line, " 12")
    form.words.setPlainText("smoke")
    assert not form.submit()
    assert form.fault(form.place).startswith("Not in the gazetteer")


def test_what_was_wrong_with_a_field_goes_away_when_it_is_edited(form: TakeCallForm, qtbot: QtBot) -> None:
    form.number.setText("12a#")
    form.type_box.setEditText("dragons")
    assert not form.submit()
    QTest.keyClick(form.number, Qt.Key.Key_Backspace)
    assert form.fault(form.number) == ""
    assert not form.number.property("fault")
    assert form.fault(form.place)
    choose_place(form, qtbot, "renmin")
    assert form.fault(form.place) == ""
    form.type_box.setEditText("Fire")
    assert form.fault(form.type_box) == ""
    assert form.fault(form.words) == ""


def test_types_are_listed_in_one_language(form: TakeCallForm) -> None:
    names = [form.type_box.itemText(row) for row in range(form.type_box.count())]
    assert names == ["Fire", "Gas leak", "Traffic collision"]


@pytest.mark.parametrize("typed", ["Gas leak", "gas leak", "燃气泄漏"])
def test_type_is_known_in_both_languages(form: TakeCallForm, typed: str) -> None:
    form.type_box.setEditText(typed)
    assert form.type_key == "gas"


def test_unknown_type_is_refused(form: TakeCallForm) -> None:
    form.set_picked(1, 2)
    form.words.setPlainText("x")
    form.type_box.setEditText("dragons")
    assert not form.submit()
    assert form.fault(form.type_box).startswith("Not a known type")


def test_level_chosen_by_hand_is_not_changed_by_the_type(form: TakeCallForm) -> None:
    form.type_box.setCurrentIndex(0)
    form.type_box.activated.emit(0)
    assert form.levels.level == 2
    QTest.keyClick(form.levels, Qt.Key.Key_4)
    form.type_box.setCurrentIndex(1)
    form.type_box.activated.emit(1)
    assert form.levels.level == 4


def test_spot_is_picked_on_the_map(form: TakeCallForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.pick_started):
        form.place.pick_button.click()
    form.set_picked(1_180_123_456, 368_123_456)
    assert form.place.words == "36.81235, 118.01235"
    assert not form.place.picking


def test_escape_first_ends_picking_then_empties(form: TakeCallForm, qtbot: QtBot) -> None:
    form.number.setText("110")
    form.place.pick_button.click()
    with qtbot.waitSignal(form.pick_cancelled):
        QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.number.text() == "110"
    with qtbot.waitSignal(form.cleared):
        QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.number.text() == ""


def test_ctrl_enter_in_the_form_is_not_the_windows_dispatch(shown: Show, qtbot: QtBot) -> None:
    window = QWidget()
    form = TakeCallForm(window)
    form.set_choices(samples.intake_choices("en"))
    QVBoxLayout(window).addWidget(form)
    dispatched: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), window)
    shortcut.activated.connect(lambda: dispatched.append(True))
    shown(window, 414, 520)
    form.set_picked(1, 2)
    form.words.setPlainText("smoke")
    with qtbot.waitSignal(form.submitted):
        QTest.keyClick(form.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dispatched == []


def test_language_switch_changes_names_and_keeps_what_was_typed(
    form: TakeCallForm, language: Language
) -> None:
    form.number.setText("110")
    form.type_box.setCurrentIndex(1)
    language.chinese()
    assert form.number.accessibleName() == "来电号码"
    assert form.number.text() == "110"
    assert form.type_key == "gas"
    assert form.type_box.currentText().startswith("燃气泄漏")
    QApplication.processEvents()
