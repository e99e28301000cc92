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
from tests.widgets.button_samples import buttons
from tests.widgets.conftest import Language
from widgets.incident.buttons import EntryView
from widgets.incident.incident_panel import IncidentPanel
from widgets.incident.view import AssignedUnit, Picks
from widgets.key_button import KeyButton
from widgets.states.view import StateKind, StateView

Asked = list[tuple[str, dict[str, str]]]
INCIDENT = {"incident": "INC-0417"}
Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def panel(shown: Show) -> IncidentPanel:
    made = IncidentPanel()
    made.set_now_ms(samples.NOW_MS)
    made.show_incident(samples.incident("en"))
    shown(made, 450, 960)
    return made


@pytest.fixture
def asked(panel: IncidentPanel) -> Asked:
    heard: Asked = []
    panel.asked.connect(lambda verb, values: heard.append((verb, values)))
    return heard


def entry(unit: AssignedUnit, panel: IncidentPanel, words: str) -> EntryView:
    return next(one for one in panel.assigned.entries_of(unit) if one.words == words)


def texts(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def test_dispatch_button_sums_units_and_officers(panel: IncidentPanel) -> None:
    assert panel.bar.primary.words == "Dispatch 2 units · 22 officers"
    panel.recommended.toggle("P-121")
    assert panel.bar.primary.words == "Dispatch 1 unit · 10 officers"
    panel.recommended.toggle("C-219")
    assert not panel.bar.primary.isEnabled()


def test_dispatch_is_asked_for_and_the_picks_say_which_units_are_checked(
    panel: IncidentPanel, asked: Asked
) -> None:
    panel.recommended.toggle("V-340")
    panel.trigger("recommended")
    assert asked == [("recommended", INCIDENT)]
    assert panel.picks == Picks("INC-0417", ("P-121", "C-219", "V-340"))


def test_nothing_is_picked_while_nothing_is_shown(panel: IncidentPanel) -> None:
    panel.set_state(StateView(StateKind.DISCONNECTED, "No hub"))
    assert panel.picks == Picks()


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


def test_close_needs_a_disposition_and_the_chord(panel: IncidentPanel, asked: Asked) -> None:
    chord = Qt.KeyboardModifier.ControlModifier
    panel.trigger("close")
    line = panel.form.choice_field.lineEdit()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return, chord)
    assert panel.form.fault == "A disposition is needed to close."
    QTest.keyClicks(line, "Handled on scene")
    QTest.keyClick(panel.form.text_field, Qt.Key.Key_Return)
    assert panel.form.fault == "Closing is confirmed by Ctrl + Enter."
    assert asked == []
    QTest.keyClick(panel.form.text_field, Qt.Key.Key_Return, chord)
    assert asked == [("close", {**INCIDENT, "disposition": "handled"})]


def test_the_chord_confirms_an_open_form_and_dispatches_nobody(panel: IncidentPanel, asked: Asked) -> None:
    panel.trigger("escalate")
    panel.form.text_field.setText("needs foam")
    assert not panel.confirm("muster", any_form=False)
    assert panel.confirm("recommended", any_form=True)
    assert asked == [("escalate", {**INCIDENT, "reason": "needs foam"})]
    assert not panel.confirm("recommended", any_form=True)


def test_escape_puts_a_form_away_and_nothing_happened(panel: IncidentPanel, asked: Asked) -> None:
    panel.trigger("return")
    assert panel.form.isVisible()
    assert not panel.bar.isVisible()
    QTest.keyClick(panel.form.text_field, Qt.Key.Key_Escape)
    assert not panel.form.isVisible()
    assert panel.bar.isVisible()
    assert asked == []


def test_form_of_one_incident_is_not_confirmed_for_another(panel: IncidentPanel, asked: Asked) -> None:
    panel.trigger("return")
    panel.show_incident(replace(samples.incident("en"), key="INC-0500"))
    assert not panel.form.isVisible()
    panel.show_incident(samples.incident("en"))
    assert asked == []


def test_refresh_of_the_same_incident_keeps_the_form_and_its_words(panel: IncidentPanel) -> None:
    panel.trigger("return")
    panel.form.text_field.setText("not ours")
    panel.show_incident(replace(samples.incident("en"), level=2))
    assert panel.form.isVisible()
    assert panel.form.text_field.text() == "not ours"


def test_key_of_the_note_goes_to_its_field_and_enter_writes_it(panel: IncidentPanel, asked: Asked) -> None:
    panel.trigger("note")
    assert panel.focusWidget() is panel.log.note_field
    QTest.keyClicks(panel.log.note_field, "smoke east")
    QTest.keyClick(panel.log.note_field, Qt.Key.Key_Return)
    assert asked == [("note", {**INCIDENT, "text": "smoke east"})]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_form_gives_the_keyboard_back_to_where_it_came_from(panel: IncidentPanel, key: Qt.Key) -> None:
    panel.setFocus()
    panel.trigger("return")
    panel.form.text_field.setText("not ours")
    assert panel.focusWidget() is panel.form.text_field
    QTest.keyClick(panel.form.text_field, key)
    assert not panel.form.isVisible()
    assert panel.focusWidget() is panel


def test_a_form_that_came_from_nowhere_leaves_the_keyboard_to_nobody(panel: IncidentPanel) -> None:
    panel.trigger("return")
    QTest.keyClick(panel.form.text_field, Qt.Key.Key_Escape)
    assert panel.focusWidget() is not panel.log.note_field


def test_letters_in_the_note_are_letters_and_no_commands(panel: IncidentPanel) -> None:
    panel.trigger("note")
    QTest.keyClicks(panel.log.note_field, "ert")
    assert panel.log.note_field.text() == "ert"
    assert not panel.form.isVisible()


def test_impossible_action_is_shown_with_its_reason_and_does_nothing(
    shown: Show, panel: IncidentPanel, asked: Asked
) -> None:
    panel.show_incident(samples.case("en"))
    assert not panel.bar.button("close").isEnabled()
    assert panel.bar.button("close").toolTip() == "not before it is verified"
    assert not panel.trigger("close")
    assert not panel.trigger("recommended")
    assert asked == []


def test_action_without_a_form_is_asked_for_at_once(panel: IncidentPanel, asked: Asked) -> None:
    view = replace(samples.case("en"), buttons=buttons(("sign",), "INC-0409"))
    panel.show_incident(view)
    panel.trigger("sign")
    assert asked == [("sign", {"incident": "INC-0409"})]


def test_call_is_accepted_with_type_and_level_that_were_picked(panel: IncidentPanel, asked: Asked) -> None:
    panel.show_incident(samples.call("en"))
    QTest.keyClick(panel.caller.levels, Qt.Key.Key_2)
    panel.trigger("accept")
    assert asked == [("accept", {"call": "C-000019"})]
    assert panel.picks == Picks("C-000019", (), "gas", 2)


def test_call_without_a_type_is_not_accepted(panel: IncidentPanel, asked: Asked) -> None:
    view = samples.call("en")
    assert view.caller is not None
    panel.show_incident(replace(view, caller=replace(view.caller, suggested_type="", suggested_level=0)))
    panel.trigger("accept")
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


def test_cancelling_an_order_asks_for_the_reason_first(panel: IncidentPanel, asked: Asked) -> None:
    unit = samples.assigned("en")[5]
    panel.assigned.entry_chosen.emit(unit, entry(unit, panel, "Cancel order …"))
    assert asked == []
    assert "Cancel order — P-107" in texts(panel)
    panel.form.confirm()
    assert panel.form.fault == "Please give a reason: it goes into the log."
    panel.form.text_field.setText("nearer unit found")
    panel.form.confirm()
    assert asked == [("cancel", {"unit": "P-107", "reason": "nearer unit found"})]


def test_report_by_voice_is_entered_at_once(panel: IncidentPanel, asked: Asked) -> None:
    unit = samples.assigned("en")[5]
    panel.assigned.entry_chosen.emit(unit, entry(unit, panel, "On scene"))
    assert asked == [("proxy", {"unit": "P-107", "state": "onscene"})]


def test_nothing_selected_says_what_to_do(panel: IncidentPanel) -> None:
    panel.show_incident(None)
    assert "Nothing is selected" in texts(panel)
    assert not panel.trigger("escalate")


def test_state_stands_in_for_the_incident(panel: IncidentPanel) -> None:
    panel.set_state(StateView(StateKind.DISCONNECTED, "No hub"))
    assert "No hub" in texts(panel)
    panel.set_state(None)
    assert "Chemical plant explosion" in texts(panel)


def test_refusal_is_said_over_the_buttons_and_can_be_put_away(panel: IncidentPanel) -> None:
    panel.show_refusal(lambda: "The hub refused", lambda: "P-121 is on scene elsewhere")
    assert panel.banner.isVisible()
    panel.banner.clear()
    assert not panel.banner.isVisible()


def test_language_switch_changes_every_word(panel: IncidentPanel, language: Language) -> None:
    language.chinese()
    panel.show_incident(samples.incident("zh"))
    assert panel.bar.primary.words == "派警 2 个单元 · 警力 22"
    assert {"编号", "地点", "过程", "推荐"} <= texts(panel)
    english = {button.words for button in panel.findChildren(KeyButton) if button.isVisible()}
    assert {"升级", "流转", "备注", "退回", "结案"} <= english
    language.english()
    panel.show_incident(samples.incident("en"))
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
