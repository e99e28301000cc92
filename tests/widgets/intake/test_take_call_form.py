"""Taking a call by keyboard alone, several at once, and what the form says when something is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import intake_samples, samples
from tests.widgets.conftest import Language
from widgets.intake.take_call_form import TakeCallForm
from widgets.intake.view import CallDraft, Ending

Show = Callable[[QWidget, int, int], None]
K = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def form(shown: Show) -> TakeCallForm:
    made = TakeCallForm()
    made.set_choices(intake_samples.intake_choices("en"))
    made.set_help(intake_samples.intake_help("en"))
    shown(made, 450, 640)
    return made


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(key_: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key_, held)


def typed(text: str) -> None:
    QTest.keyClicks(focused(), text)


def submitted(form: TakeCallForm) -> list[CallDraft]:
    taken: list[CallDraft] = []
    form.submitted.connect(taken.append)
    return taken


def fill(form: TakeCallForm, words: str = "smoke, people trapped") -> None:
    """Number, place and words, each ended by Enter."""
    form.start()
    for text in ("13805337721", "renmin", words):
        typed(text)
        key(K.Key_Return)


def test_a_call_is_taken_and_accepted_by_keyboard_alone(form: TakeCallForm) -> None:
    taken = submitted(form)
    fill(form)
    assert (form.fields.type_key, form.fields.levels.level) == ("fire", 1)
    assert QApplication.focusWidget() is form.fields.name
    typed("Li")
    key(K.Key_Return)
    typed("Flat 3")
    key(K.Key_Return, CTRL)
    (draft,) = taken
    assert draft == CallDraft(
        channel="phone",
        number="13805337721",
        name="Li",
        address="Flat 3",
        words="smoke, people trapped",
        type_key="fire",
        type_text="Fire",
        level=1,
        place_text="Liuquan Rd × Renmin Rd",
        place=intake_samples.place_offers("en")[0],
        started_ms=samples.NOW_MS,
        ending=Ending.ACCEPT,
    )


def test_without_a_type_the_call_waits_and_is_not_lost(form: TakeCallForm) -> None:
    taken = submitted(form)
    fill(form, "help")
    assert QApplication.focusWidget() is form.fields.type_box
    key(K.Key_Return, CTRL)
    assert [(draft.ending, draft.type_key) for draft in taken] == [(Ending.SAVE, "")]


def test_a_typed_call_can_be_saved_for_later(form: TakeCallForm) -> None:
    taken = submitted(form)
    fill(form)
    key(K.Key_Return, CTRL | SHIFT)
    assert [(draft.ending, draft.type_key) for draft in taken] == [(Ending.SAVE, "fire")]


def test_a_suspected_duplicate_is_reported_to_its_incident(form: TakeCallForm) -> None:
    taken = submitted(form)
    form.start()
    key(K.Key_Return, ALT)
    assert taken == []
    fill(form)
    assert form.duplicate.isVisible()
    key(K.Key_Return, ALT)
    assert [(draft.ending, draft.merge_into) for draft in taken] == [(Ending.MERGE, "INC-0417")]


def test_other_suggestions_are_one_key_away_and_the_level_is_overridden(form: TakeCallForm) -> None:
    fill(form)
    key(K.Key_2, CTRL)
    assert (form.fields.type_key, form.fields.levels.level) == ("gas", 3)
    key(K.Key_PageUp, CTRL)
    assert form.fields.levels.level == 2
    key(K.Key_1, CTRL)
    assert (form.fields.type_key, form.fields.levels.level) == ("fire", 2)


def test_nothing_is_kept_after_it_was_handed_over(form: TakeCallForm) -> None:
    fill(form)
    key(K.Key_F8)
    typed("0533 2200000")
    assert form.submit()
    assert form.is_empty
    assert form.heading.clock == ""
    assert form.put_aside_count == 0
    form.clear()
    form.clear()
    assert form.is_empty


def test_an_interrupted_call_is_put_aside_and_gone_on_with(form: TakeCallForm) -> None:
    form.start()
    typed("13805337721")
    key(K.Key_Return)
    typed("renmin")
    key(K.Key_N, CTRL)
    assert form.is_empty
    assert form.waiting.titles() == ["13805337721 · renmin"]
    typed("0533")
    key(K.Key_Tab, CTRL)
    assert form.fields.number.number == "13805337721"
    assert form.fields.place.words == "renmin"
    assert form.waiting.titles() == ["0533"]
    key(K.Key_Tab, CTRL)
    assert form.fields.number.number == "0533"


def test_taking_one_call_leaves_the_others_waiting(form: TakeCallForm) -> None:
    taken = submitted(form)
    form.start()
    typed("0533")
    key(K.Key_N, CTRL)
    fill(form)
    key(K.Key_Return, CTRL)
    assert len(taken) == 1
    assert form.put_aside_count == 1


def test_escape_leaves_and_keeps_what_was_typed(form: TakeCallForm, qtbot: QtBot) -> None:
    form.start()
    typed("110")
    with qtbot.waitSignal(form.left):
        key(K.Key_Escape)
    assert form.fields.number.number == "110"


def test_what_was_cleared_comes_back_with_the_same_key(form: TakeCallForm) -> None:
    fill(form)
    before = form.draft
    key(K.Key_Escape, SHIFT)
    assert form.is_empty
    key(K.Key_Escape, SHIFT)
    assert form.draft == before


def test_somebody_else_at_the_seat_sees_nobodys_calls_but_their_own(form: TakeCallForm) -> None:
    form.set_owner("li")
    form.start()
    typed("110")
    form.set_owner("wang")
    assert form.is_empty
    assert form.waiting.titles() == []
    form.set_owner("li")
    assert form.waiting.titles() == ["110"]


def test_says_what_is_missing_and_goes_there(form: TakeCallForm) -> None:
    fields = form.fields
    fields.number.line.setText("12a#")
    assert not form.submit()
    assert form.fields.fault(fields.number) == "A number has digits only."
    assert fields.fault(fields.place) == "Where? A place is needed to send anybody."
    assert fields.fault(fields.words) == "What happened? Words or a type are needed."
    assert QApplication.focusWidget() is fields.number.line


def test_place_that_is_only_words_is_refused(form: TakeCallForm) -> None:
    fields = form.fields
    fields.place.take(intake_samples.place_offers("en")[0])
    QTest.keyClicks(fields.place.line, " 12")
    fields.words.setPlainText("smoke")
    assert not form.submit()
    assert fields.fault(fields.place).startswith("Not in the gazetteer")


def test_what_was_wrong_with_a_field_goes_away_when_it_is_right(form: TakeCallForm) -> None:
    fields = form.fields
    fields.number.line.setText("12a")
    fields.type_box.setEditText("dragons")
    assert not form.submit()
    QTest.keyClick(fields.number.line, K.Key_Backspace)
    assert fields.fault(fields.number) == ""
    assert fields.fault(fields.place)
    fields.place.take(intake_samples.place_offers("en")[0])
    assert fields.fault(fields.place) == ""
    fields.type_box.setEditText("Fire")
    assert fields.fault(fields.type_box) == ""
    assert fields.fault(fields.words) == ""


def test_types_are_listed_in_one_language(form: TakeCallForm) -> None:
    box = form.fields.type_box
    assert [box.itemText(row) for row in range(box.count())] == ["Fire", "Gas leak", "Traffic collision"]


@pytest.mark.parametrize("name", ["Gas leak", "gas leak", "燃气泄漏"])
def test_type_is_known_in_both_languages(form: TakeCallForm, name: str) -> None:
    form.fields.type_box.setEditText(name)
    assert form.fields.type_key == "gas"


def test_unknown_type_is_refused(form: TakeCallForm) -> None:
    fields = form.fields
    form.set_picked(intake_samples.place_offers("en")[0])
    fields.words.setPlainText("x")
    fields.type_box.setEditText("dragons")
    assert not form.submit()
    assert fields.fault(fields.type_box).startswith("Not a known type")


def test_level_chosen_by_hand_is_not_changed_by_the_type(form: TakeCallForm) -> None:
    fields = form.fields
    fields.type_box.setCurrentIndex(0)
    fields.type_box.activated.emit(0)
    assert fields.levels.level == 2
    QTest.keyClick(fields.levels, K.Key_4)
    fields.type_box.setCurrentIndex(1)
    fields.type_box.activated.emit(1)
    assert fields.levels.level == 4


def test_spot_is_picked_on_the_map(form: TakeCallForm, qtbot: QtBot) -> None:
    form.start()
    with qtbot.waitSignal(form.pick_started):
        key(K.Key_F9)
    form.set_picked(intake_samples.place_offers("en")[1])
    assert form.fields.place.words == "Renmin Rd"
    assert not form.fields.place.picking
    assert QApplication.focusWidget() is form.fields.words


def test_escape_first_ends_picking(form: TakeCallForm, qtbot: QtBot) -> None:
    form.start()
    key(K.Key_F9)
    with qtbot.waitSignal(form.pick_cancelled), qtbot.assertNotEmitted(form.left):
        key(K.Key_Escape)


def test_tab_goes_through_the_fields_from_top_to_bottom(form: TakeCallForm) -> None:
    fields = form.fields
    form.start()
    stops = []
    for _ in range(9):
        stops.append(QApplication.focusWidget())
        key(K.Key_Tab)
    assert stops == [
        fields.number.line,
        fields.place.line,
        fields.words,
        fields.type_box,
        fields.levels,
        fields.name,
        fields.address,
        form.buttons.accept,
        form.buttons.save,
    ]


def test_the_clock_of_the_call_runs_from_its_first_key(form: TakeCallForm) -> None:
    form.tick(samples.NOW_MS + 5_000)
    assert form.heading.clock == ""
    form.fields.number.line.setFocus()
    typed("1")
    form.tick(samples.NOW_MS + 9_000)
    assert form.heading.clock == "00:09"


def test_ctrl_enter_in_the_form_is_not_the_windows_dispatch(shown: Show, qtbot: QtBot) -> None:
    window = QWidget()
    form = TakeCallForm(window)
    form.set_choices(intake_samples.intake_choices("en"))
    QVBoxLayout(window).addWidget(form)
    dispatched: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), window)
    shortcut.activated.connect(lambda: dispatched.append(True))
    shown(window, 450, 640)
    form.set_picked(intake_samples.place_offers("en")[0])
    form.fields.words.setPlainText("smoke")
    with qtbot.waitSignal(form.submitted):
        QTest.keyClick(form.fields.words, K.Key_Return, CTRL)
    assert dispatched == []


def test_language_switch_changes_names_and_keeps_what_was_typed(
    form: TakeCallForm, language: Language
) -> None:
    form.fields.number.line.setText("110")
    form.fields.type_box.setCurrentIndex(1)
    language.chinese()
    assert form.fields.number.accessibleName() == "来电号码"
    assert form.fields.number.number == "110"
    assert form.fields.type_key == "gas"
    assert form.fields.type_box.currentText().startswith("燃气泄漏")
    QApplication.processEvents()
