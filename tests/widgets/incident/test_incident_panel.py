"""The incident panel as an operator uses it: by key and by button, with what it refuses and what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from tests.widgets.conftest import Language
from widgets.incident.actions import ACTION_KEYS
from widgets.incident.incident_panel import IncidentPanel
from widgets.incident.view import Action, ActionRequest, ActionState, OrderRequest
from widgets.key_button import KeyButton
from widgets.states.view import StateKind, StateView
from widgets.units.roles import UnitAction

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def panel(shown: Show) -> IncidentPanel:
    made = IncidentPanel()
    made.set_now_ms(samples.NOW_MS)
    made.show_incident(samples.incident("en"))
    made.install_shortcuts(made)
    shown(made, 450, 960)
    return made


@pytest.fixture
def asked(panel: IncidentPanel) -> list[ActionRequest]:
    heard: list[ActionRequest] = []
    panel.action_requested.connect(heard.append)
    return heard


def texts(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def test_dispatch_button_sums_units_and_officers(panel: IncidentPanel) -> None:
    assert panel.bar.primary.words == "Dispatch 2 units · 22 officers"
    panel.recommended.toggle("P-121")
    assert panel.bar.primary.words == "Dispatch 1 unit · 10 officers"
    panel.recommended.toggle("C-219")
    assert not panel.bar.primary.isEnabled()


def test_ctrl_enter_dispatches_the_checked_units_of_this_proposal(
    panel: IncidentPanel, asked: list[ActionRequest]
) -> None:
    panel.recommended.toggle("V-340")
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [
        ActionRequest("INC-0417", Action.DISPATCH, call_signs=("P-121", "C-219", "V-340"), proposal=7)
    ]


def test_new_proposal_keeps_what_was_chosen_by_hand(panel: IncidentPanel) -> None:
    panel.recommended.toggle("P-121")
    panel.recommended.toggle("V-340")
    view = samples.incident("en")
    assert view.proposal is not None
    panel.show_incident(replace(view, proposal=replace(view.proposal, number=8)))
    assert [unit.call_sign for unit in panel.recommended.chosen] == ["C-219", "V-340"]


def test_another_incident_starts_with_the_planners_choice(panel: IncidentPanel) -> None:
    panel.recommended.toggle("P-121")
    panel.show_incident(replace(samples.incident("en"), key="INC-0500"))
    assert [unit.call_sign for unit in panel.recommended.chosen] == ["P-121", "C-219"]


def test_close_needs_a_disposition_and_the_chord(panel: IncidentPanel, asked: list[ActionRequest]) -> None:
    chord = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(panel, Qt.Key.Key_C, chord | Qt.KeyboardModifier.ShiftModifier)
    line = panel.form.choice_field.lineEdit()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return, chord)
    assert panel.form.fault == "A disposition is needed to close."
    QTest.keyClicks(line, "Handled on scene")
    QTest.keyClick(panel.form.text_field, Qt.Key.Key_Return)
    assert panel.form.fault == "Closing is confirmed by Ctrl + Enter."
    assert asked == []
    QTest.keyClick(panel.form.text_field, Qt.Key.Key_Return, chord)
    assert asked == [ActionRequest("INC-0417", Action.CLOSE, "handled", "")]


def test_ctrl_enter_confirms_an_open_form_and_dispatches_nobody(
    panel: IncidentPanel, asked: list[ActionRequest]
) -> None:
    panel.trigger(Action.ESCALATE)
    panel.form.text_field.setText("needs foam")
    panel.trigger(Action.DISPATCH)
    assert asked == [ActionRequest("INC-0417", Action.ESCALATE, "", "needs foam")]


def test_escape_puts_a_form_away_and_nothing_happened(
    panel: IncidentPanel, asked: list[ActionRequest]
) -> None:
    QTest.keyClick(panel, Qt.Key.Key_R)
    assert panel.form.isVisible()
    assert not panel.bar.isVisible()
    QTest.keyClick(panel.form.text_field, Qt.Key.Key_Escape)
    assert not panel.form.isVisible()
    assert panel.bar.isVisible()
    assert asked == []


def test_form_of_one_incident_is_not_confirmed_for_another(
    panel: IncidentPanel, asked: list[ActionRequest]
) -> None:
    panel.trigger(Action.RETURN)
    panel.show_incident(replace(samples.incident("en"), key="INC-0500"))
    assert not panel.form.isVisible()
    panel.show_incident(samples.incident("en"))
    assert asked == []


def test_refresh_of_the_same_incident_keeps_the_form_and_its_words(panel: IncidentPanel) -> None:
    panel.trigger(Action.RETURN)
    panel.form.text_field.setText("not ours")
    panel.show_incident(replace(samples.incident("en"), level=2))
    assert panel.form.isVisible()
    assert panel.form.text_field.text() == "not ours"


def test_key_of_the_note_goes_to_its_field_and_enter_writes_it(
    panel: IncidentPanel, asked: list[ActionRequest]
) -> None:
    QTest.keyClicks(panel, ACTION_KEYS[Action.NOTE].lower())
    assert panel.focusWidget() is panel.log.note_field
    QTest.keyClicks(panel.log.note_field, "smoke east")
    QTest.keyClick(panel.log.note_field, Qt.Key.Key_Return)
    assert asked == [ActionRequest("INC-0417", Action.NOTE, text="smoke east")]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_form_gives_the_keyboard_back_to_where_it_came_from(panel: IncidentPanel, key: Qt.Key) -> None:
    panel.setFocus()
    panel.trigger(Action.RETURN)
    panel.form.text_field.setText("not ours")
    assert panel.focusWidget() is panel.form.text_field
    QTest.keyClick(panel.form.text_field, key)
    assert not panel.form.isVisible()
    assert panel.focusWidget() is panel


def test_a_form_that_came_from_nowhere_leaves_the_keyboard_to_nobody(panel: IncidentPanel) -> None:
    panel.trigger(Action.RETURN)
    QTest.keyClick(panel.form.text_field, Qt.Key.Key_Escape)
    assert panel.focusWidget() is not panel.log.note_field


def test_letters_in_the_note_are_letters_and_no_commands(panel: IncidentPanel) -> None:
    panel.trigger(Action.NOTE)
    QTest.keyClicks(panel.log.note_field, "ert")
    assert panel.log.note_field.text() == "ert"
    assert not panel.form.isVisible()


def test_impossible_action_is_shown_with_its_reason_and_does_nothing(
    shown: Show, panel: IncidentPanel, asked: list[ActionRequest]
) -> None:
    panel.show_incident(samples.case("en"))
    assert not panel.bar.button(Action.CLOSE).isEnabled()
    assert panel.bar.button(Action.CLOSE).toolTip() == "not before it is verified"
    assert not panel.trigger(Action.CLOSE)
    assert not panel.trigger(Action.DISPATCH)
    assert asked == []


def test_action_without_a_form_is_asked_for_at_once(panel: IncidentPanel, asked: list[ActionRequest]) -> None:
    view = replace(samples.case("en"), actions=(ActionState(Action.SIGN),))
    panel.show_incident(view)
    panel.trigger(Action.SIGN)
    assert asked == [ActionRequest("INC-0409", Action.SIGN)]


def test_call_is_accepted_with_type_and_level_by_key(
    panel: IncidentPanel, asked: list[ActionRequest]
) -> None:
    panel.show_incident(samples.call("en"))
    QTest.keyClick(panel, Qt.Key.Key_2)
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [ActionRequest("C-000019", Action.ACCEPT, choice="gas", level=2)]


def test_call_without_a_type_is_not_accepted(panel: IncidentPanel, asked: list[ActionRequest]) -> None:
    view = samples.call("en")
    assert view.caller is not None
    panel.show_incident(replace(view, caller=replace(view.caller, suggested_type="", suggested_level=0)))
    panel.trigger(Action.ACCEPT)
    assert asked == []
    assert panel.banner.isVisible()
    assert panel.banner.accessibleName() == "Please choose a type first."


def test_sealed_words_are_dots_until_revealed(panel: IncidentPanel, qtbot: QtBot) -> None:
    panel.show_incident(samples.call("en"))
    QApplication.processEvents()
    assert "•••" in texts(panel)
    reveal = next(button for button in panel.findChildren(QPushButton) if button.text() == "Show")
    with qtbot.waitSignal(panel.reveal_requested) as signal:
        reveal.click()
    assert signal.args == ["C-000019"]
    panel.show_incident(samples.call("en", revealed=True))
    assert "•••" not in texts(panel)
    assert "138 0533 7721" in texts(panel)
    assert not reveal.isVisible()


def test_revealing_keeps_the_type_the_operator_chose(panel: IncidentPanel) -> None:
    panel.show_incident(samples.call("en"))
    panel.caller.type_box.setCurrentIndex(panel.caller.type_box.findData("fire"))
    panel.caller.levels.set_level(1)
    panel.show_incident(samples.call("en", revealed=True))
    assert (panel.caller.type_key, panel.caller.levels.level) == ("fire", 1)


def test_cancelling_an_order_asks_for_the_reason_first(panel: IncidentPanel) -> None:
    heard: list[OrderRequest] = []
    panel.order_action_requested.connect(heard.append)
    unit = samples.assigned("en")[5]
    panel.assigned.order_action_chosen.emit(unit, UnitAction.CANCEL)
    assert heard == []
    panel.form.text_field.setText("nearer unit found")
    panel.form.confirm()
    assert heard == [OrderRequest(unit.order_id, "P-107", "cancel", "nearer unit found")]


def test_report_by_voice_is_entered_at_once(panel: IncidentPanel) -> None:
    heard: list[OrderRequest] = []
    panel.order_action_requested.connect(heard.append)
    unit = samples.assigned("en")[5]
    panel.assigned.order_action_chosen.emit(unit, UnitAction.ONSCENE)
    assert heard == [OrderRequest(unit.order_id, "P-107", "onscene")]


def test_nothing_selected_says_what_to_do(panel: IncidentPanel) -> None:
    panel.show_incident(None)
    assert "Nothing is selected" in texts(panel)
    assert not panel.trigger(Action.ESCALATE)


def test_state_stands_in_for_the_incident(panel: IncidentPanel) -> None:
    panel.set_state(StateView(StateKind.DISCONNECTED, "No hub"))
    assert "No hub" in texts(panel)
    panel.set_state(None)
    assert "Chemical plant explosion" in texts(panel)


def test_refusal_is_said_over_the_buttons_and_can_be_put_away(panel: IncidentPanel) -> None:
    panel.show_refusal("The hub refused", "P-121 is on scene elsewhere")
    assert panel.banner.isVisible()
    panel.banner.clear()
    assert not panel.banner.isVisible()


def test_language_switch_changes_every_word(panel: IncidentPanel, language: Language) -> None:
    language.chinese()
    assert panel.bar.primary.words == "派警 2 个单元 · 警力 22"
    assert {"编号", "地点", "过程", "推荐"} <= texts(panel)
    english = {button.words for button in panel.findChildren(KeyButton) if button.isVisible()}
    assert {"升级", "流转", "备注", "退回", "结案"} <= english
    language.english()
    assert panel.bar.primary.words == "Dispatch 2 units · 22 officers"


def test_proposals_and_log_stay_in_sight_under_very_many_orders(panel: IncidentPanel, qtbot: QtBot) -> None:
    units = samples.assigned("en")
    many = tuple(replace(unit, order_id=f"{unit.order_id}-{copy}") for copy in range(6) for unit in units)
    panel.show_incident(replace(samples.incident("en"), assigned=many))
    qtbot.waitUntil(lambda: panel.middle.verticalScrollBar().maximum() > 0)
    area = panel.rect()
    for part in (panel.recommended.list, panel.bar.primary, panel.log.note_field):
        corner = part.mapTo(panel, part.rect().bottomRight())
        assert area.contains(corner)
        assert part.height() >= part.minimumSizeHint().height()


@pytest.mark.parametrize("chinese", [False, True], ids=["en", "zh"])
@pytest.mark.parametrize("make", [samples.incident, samples.call, samples.case])
def test_nothing_is_cut_off_in_either_language(
    shown: Show, language: Language, make: Callable[[str], object], chinese: bool
) -> None:
    if chinese:
        language.chinese()
    made = IncidentPanel()
    made.set_now_ms(samples.NOW_MS)
    made.show_incident(make("zh" if chinese else "en"))  # type: ignore[arg-type]
    shown(made, 450, 960)
    narrow = [
        button.words
        for button in made.findChildren(KeyButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    assert narrow == []
    cut = [
        label.text()
        for label in made.findChildren(QLabel)
        if label.isVisible() and not label.wordWrap() and label.width() < label.sizeHint().width()
    ]
    assert cut == []


def test_reason_never_lies_over_the_proposals_in_a_low_panel(shown: Show) -> None:
    made = IncidentPanel()
    made.show_incident(samples.incident("en"))
    shown(made, 320, 646)
    part = made.recommended
    reason = next(label for label in part.findChildren(QLabel) if label.text().startswith("P-"))
    assert reason.geometry().top() > part.list.geometry().bottom()
