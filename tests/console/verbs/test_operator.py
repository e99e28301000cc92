"""Verbs do what they say, wherever they come from."""

from __future__ import annotations

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
from console.verbs.operator import Prompt
from console.words.phrases import DISPATCHERS_CHOICE
from tests.console.window.whole_console import Console
from widgets.incident.view import Action, ActionRequest, OrderRequest
from widgets.units.roles import UnitAction


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
    console.operator.prompt_wanted.connect(asked.append)
    console.operator.press("dispatch")
    assert asked[-1].param.name == "units"
    assert "means nothing" in console.operator.answer(asked[-1], "X-999")
    assert console.operator.answer(asked[-1], "P-101 P-102") == ""
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
    console.operator.told.connect(lambda words, fault: told.append((words, fault)))
    console.operator.press("sign")
    assert told == [("Only for cases of the grid flow", True)]
    console.operator.press("undo")
    console.line("take")
    assert ("No call is waiting", True) in told


def test_the_dispatch_key_says_that_there_is_no_recommendation_yet(console: Console) -> None:
    console.accept()
    told: list[str] = []
    console.operator.told.connect(lambda words, _: told.append(words))
    console.operator.press("recommended")
    assert told == ["There is no recommendation yet"]
    assert console.hub.picture.orders == {}


def test_requests_of_the_panel_become_commands(console: Console) -> None:
    incident = console.accept()
    for action, expected in (
        (Action.NOTE, AddNote),
        (Action.URGE, UrgeIncident),
        (Action.AMEND, AmendIncident),
        (Action.MAJOR, DeclareMajor),
        (Action.ESCALATE, EscalateIncident),
        (Action.CLOSE, CloseIncident),
    ):
        console.operator.do_request(ActionRequest(incident, action, choice="gas", text="words", level=2))
        assert isinstance(console.hub.submitted[-1], expected)


def test_requests_about_an_order_become_commands(console: Console) -> None:
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    console.operator.do_order(OrderRequest("O-000001", "P-101", UnitAction.ONSCENE.value))
    console.settle()
    assert state_of(console, "P-101") == UnitState.ONSCENE
    console.operator.do_unit("P-101", UnitAction.CANCEL, "not needed")
    console.settle()
    assert console.hub.picture.orders["O-000001"].state is OrderState.CANCELLED
    console.operator.do_unit("P-101", UnitAction.CLEARED)
    assert isinstance(console.hub.submitted[-1], CancelOrder)


def test_a_camera_outside_an_incident_needs_a_purpose(console: Console) -> None:
    asked: list[Prompt] = []
    console.operator.prompt_wanted.connect(asked.append)
    console.line("camera CAM-001")
    assert asked[-1].param.name == "purpose"
    console.operator.answer(asked[-1], "traffic check")
    assert console.wall.opened == [("CAM-001", "traffic check")]
    incident = console.accept()
    console.line("camera CAM-001")
    assert console.wall.opened[-1] == ("CAM-001", incident)


def test_shows_a_unit_on_the_map(console: Console) -> None:
    console.seat.select(Thing.UNIT, "P-101")
    assert console.line("show P-101") == ""
    assert len(console.map.flights) == 1
