"""Verbs do what they say, wherever they come from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.desk.seat import Thing
from console.domain.cases.commands import EscalateIncident
from console.domain.incidents.commands import (
    AddNote,
    AmendIncident,
    CloseIncident,
    DeclareMajor,
    UrgeIncident,
)
from console.domain.incidents.entities import IncidentState
from console.domain.orders.commands import CancelOrder, DispatchUnits
from console.domain.orders.states import OrderState, UnitState
from console.verbs.catalogue import CATALOGUE
from console.verbs.declaration import Param
from console.verbs.invoker import Prompt
from console.verbs.params import SURE
from console.words.phrases import DISPATCHERS_CHOICE
from tests.console.window.whole_console import Console


def state_of(console: Console, unit_id: str) -> UnitState:
    return console.hub.picture.units[unit_id].state


def test_every_action_of_a_case_works_by_command(console: Console) -> None:
    incident = console.accept("litter")
    for line in (
        "assign D-CITY",
        "transfer D-WATER not ours",
        "return wrong street",
        "assign D-CITY",
        "sign",
        "escalate needs two departments",
    ):
        assert console.line(line) == "", line
    state = console.hub.picture.incidents[incident].state
    assert state is IncidentState.ESCALATED
    assert [type(one).__name__ for one in console.hub.submitted[-6:]] == [
        "AssignCase",
        "TransferCase",
        "ReturnCase",
        "AssignCase",
        "SignCase",
        "EscalateIncident",
    ]


def test_units_are_diverted_declined_and_set_out_of_service_by_command(console: Console) -> None:
    low, high = console.accept("theft"), console.accept("explosion")
    console.line(f"dispatch P-101 P-102 {low}")
    console.line(f"divert P-101 {high} needed there")
    assert console.hub.picture.orders[console.hub.picture.units["P-101"].order_id].incident_id == high
    console.line("decline P-102 flat tyre")
    assert console.hub.picture.orders["O-000002"].state is OrderState.DECLINED
    console.line("oos P-102 flat tyre")
    assert state_of(console, "P-102") == UnitState.OUT_OF_SERVICE
    console.line("back P-102")
    assert state_of(console, "P-102") == UnitState.AVAILABLE


def test_asks_for_what_is_missing(console: Console) -> None:
    console.accept()
    asked: list[Prompt] = []
    console.invoker.prompt_wanted.connect(asked.append)
    console.invoker.press("dispatch")
    assert asked[-1].param.name == "units"
    assert "means nothing" in console.invoker.answer(asked[-1], "X-999")
    assert console.invoker.answer(asked[-1], "P-101 P-102") == ""
    console.settle()
    assert len(console.hub.picture.orders) == 2


def test_notes_that_the_choice_was_the_dispatchers(console: Console) -> None:
    incident = console.accept()
    console.recommend(incident, "P-101")
    console.line(f"dispatch P-103 {incident}")
    command = console.hub.submitted[-1]
    assert isinstance(command, DispatchUnits)
    assert command.override_reason == DISPATCHERS_CHOICE


def test_stores_the_same_reason_in_every_language_and_words_it_in_the_log(console: Console) -> None:
    incident = console.accept()
    console.recommend(incident, "P-101")
    console.line("lang zh")
    console.line(f"dispatch P-103 {incident}")
    command = console.hub.submitted[-1]
    assert isinstance(command, DispatchUnits)
    assert command.override_reason == DISPATCHERS_CHOICE
    assert any(line.split("\t")[2].endswith("调度员选择") for line in console.window.panels.log.shown_lines())


def test_says_in_words_why_a_key_does_nothing(console: Console) -> None:
    console.accept()
    told: list[tuple[str, bool]] = []
    console.invoker.told.connect(lambda words, fault: told.append((words(), fault)))
    console.invoker.press("sign")
    assert told == [("Only for cases of the grid flow", True)]
    console.invoker.press("undo")
    console.line("take")
    assert ("No call is waiting", True) in told


def test_the_dispatch_key_says_that_there_is_no_recommendation_yet(console: Console) -> None:
    console.accept()
    told: list[str] = []
    console.invoker.told.connect(lambda words, _: told.append(words()))
    console.invoker.press("recommended")
    assert told == ["There is no recommendation yet"]
    assert console.hub.picture.orders == {}


def test_what_the_panel_asks_for_becomes_commands(console: Console) -> None:
    incident = console.accept()
    for verb, values, expected in (
        ("note", {"text": "words"}, AddNote),
        ("urge", {}, UrgeIncident),
        ("type", {"type": "gas", "level": "2"}, AmendIncident),
        ("major", {}, DeclareMajor),
        ("escalate", {"reason": "words"}, EscalateIncident),
        ("close", {"disposition": "handled", "remark": "words"}, CloseIncident),
    ):
        console.window.panels.incident.asked.emit(verb, {"incident": incident, **values})
        assert isinstance(console.hub.submitted[-1], expected)
    command = console.hub.submitted[-1]
    assert isinstance(command, CloseIncident)
    assert command.disposition == "handled · words"


def test_what_a_row_asks_for_becomes_commands(console: Console) -> None:
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    rows = console.window.panels.incident
    rows.asked.emit("proxy", {"unit": "P-101", "state": "onscene"})
    console.settle()
    assert state_of(console, "P-101") == UnitState.ONSCENE
    console.window.panels.units.asked.emit("cancel", {"unit": "P-101", "reason": "not needed"})
    console.settle()
    assert console.hub.picture.orders["O-000001"].state is OrderState.CANCELLED
    told: list[str] = []
    console.invoker.told.connect(lambda words, _: told.append(words()))
    rows.asked.emit("proxy", {"unit": "P-101", "state": "cleared"})
    assert told == ["Unit has no order P-101"]
    assert isinstance(console.hub.submitted[-1], CancelOrder)


def test_the_typed_word_sends_the_units_that_are_ticked_as_the_chord_does(console: Console) -> None:
    incident = console.accept()
    console.recommend(incident, "P-101", "P-102")
    console.window.panels.incident.recommended.toggle("P-101")
    assert console.line("recommended") == ""
    command = console.hub.submitted[-1]
    assert isinstance(command, DispatchUnits)
    assert [one.unit_id for one in command.units] == ["P-102"]


def test_elsewhere_the_typed_word_sends_who_is_advised(console: Console) -> None:
    first = console.accept("theft")
    console.recommend(first, "P-101")
    console.accept("explosion")
    assert console.line(f"recommended {first}") == ""
    command = console.hub.submitted[-1]
    assert isinstance(command, DispatchUnits)
    assert (command.incident_id, [one.unit_id for one in command.units]) == (first, ["P-101"])


def test_with_nobody_ticked_word_and_chord_say_the_same(console: Console) -> None:
    incident = console.accept()
    console.recommend(incident, "P-101")
    console.window.panels.incident.recommended.toggle("P-101")
    told: list[str] = []
    console.invoker.told.connect(lambda words, _: told.append(words()))
    console.invoker.press("recommended")
    console.line("recommended")
    assert told == ["No unit chosen"] * 2
    assert console.hub.picture.orders == {}


def test_the_typed_word_accepts_with_type_and_level_of_the_panel(console: Console) -> None:
    call = console.report("theft")
    console.seat.select_case(call)
    console.settle()
    caller = console.window.panels.incident.caller
    caller.type_box.setCurrentIndex(caller.type_box.findData("gas"))
    console.window.panels.choose_level(1)
    assert console.line("accept") == ""
    incident = console.hub.picture.incidents[console.hub.picture.calls[call].incident_id]
    assert (incident.type_code, incident.level) == ("gas", 1)


def test_a_key_without_a_button_here_asks_for_what_it_is_about(console: Console) -> None:
    console.accept()
    call = console.report("gas")
    asked: list[Prompt] = []
    console.invoker.prompt_wanted.connect(asked.append)
    console.invoker.press("reject")
    assert [one.param.name for one in asked] == ["call"]
    assert console.invoker.answer(asked[-1], call) == ""
    assert [one.param.name for one in asked] == ["call", "reason"]


def test_a_major_incident_is_declared_by_key_and_asks_once(console: Console) -> None:
    console.accept("theft")
    console.invoker.press("major")
    form = console.window.panels.incident.form
    assert form.isVisible()
    assert not any(isinstance(one, DeclareMajor) for one in console.hub.submitted)
    form.confirm()
    assert isinstance(console.hub.submitted[-1], DeclareMajor)


def test_a_camera_outside_an_incident_needs_a_purpose(console: Console) -> None:
    asked: list[Prompt] = []
    console.invoker.prompt_wanted.connect(asked.append)
    console.line("camera CAM-001")
    assert asked[-1].param.name == "purpose"
    console.invoker.answer(asked[-1], "traffic check")
    assert console.wall.opened == [("CAM-001", "traffic check")]
    incident = console.accept()
    console.line("camera CAM-001")
    assert console.wall.opened[-1] == ("CAM-001", incident)


def test_shows_a_unit_on_the_map(console: Console) -> None:
    console.seat.select(Thing.UNIT, "P-101")
    assert console.line("show P-101") == ""
    assert len(console.map.flights) == 1


def asked_now(console: Console) -> Param | None:
    return console.window.prompting.asked


@pytest.mark.parametrize("line", ["close {} handled", "结案 {} handled", "INC-1 close handled", "close"])
def test_a_typed_close_is_asked_about_once_as_its_form_is(console: Console, line: str) -> None:
    """The key's form is confirmed by its chord only; the command line closed at once."""
    incident = console.accept()
    assert console.line(line.format(incident)) == ""
    if line == "close":
        console.type("handled")
        console.key(Qt.Key.Key_Return)
    assert not [one for one in console.hub.submitted if isinstance(one, CloseIncident)]
    assert asked_now(console) is SURE
    console.key(Qt.Key.Key_Return)  # adversary: Enter alone is no answer
    assert asked_now(console) is SURE
    console.type("maybe")
    console.key(Qt.Key.Key_Return)
    assert asked_now(console) is SURE
    assert console.invoker.answer(Prompt(CATALOGUE["close"], SURE, (("incident", incident),)), "no") == ""
    assert not [one for one in console.hub.submitted if isinstance(one, CloseIncident)]
    for _ in range(len("maybe")):
        console.key(Qt.Key.Key_Backspace)
    console.type("yes")
    console.key(Qt.Key.Key_Return)
    assert [type(one) for one in console.hub.submitted if isinstance(one, CloseIncident)] == [CloseIncident]
    assert asked_now(console) is None
    assert console.hub.picture.incidents[incident].state is IncidentState.CLOSED


def test_who_says_no_or_leaves_has_closed_nothing_and_is_asked_again(console: Console) -> None:
    incident = console.accept()
    for number, answer in enumerate(("no", "")):
        assert console.line(f"close {incident} handled") == ""
        console.type(answer)
        console.key(Qt.Key.Key_Return if answer else Qt.Key.Key_Escape)
        assert asked_now(console) is None, number
        assert not console.window.command_bar.isVisible()
    assert console.hub.picture.incidents[incident].state is not IncidentState.CLOSED
    console.sure(f"close {incident} handled")
    assert console.hub.picture.incidents[incident].state is IncidentState.CLOSED


def test_what_there_is_no_occasion_for_is_refused_and_not_asked_about(console: Console) -> None:
    console.accept()
    assert console.line("standdown danger over")
    assert asked_now(console) is None


def test_what_is_confirmed_by_its_form_is_not_asked_about_again(console: Console) -> None:
    incident = console.accept()
    assert console.invoker.invoke("close", {"incident": incident, "disposition": "handled"}) == ""
    console.settle()
    assert console.hub.picture.incidents[incident].state is IncidentState.CLOSED
