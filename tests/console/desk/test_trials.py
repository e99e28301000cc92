"""Buttons are dim for the very reason the hub would refuse."""

from __future__ import annotations

from console.desk.trials import action_states, refusal_of
from console.domain.base.roles import Role
from console.domain.cases.commands import AssignCase, SignCase
from console.domain.incidents.commands import CloseIncident
from console.domain.incidents.entities import Incident
from console.domain.orders.commands import ProgressOrder
from console.domain.orders.states import OrderState
from tests.console.panels.town import Town
from widgets.incident.view import Action


def states(town: Town, incident: Incident, role: Role = Role.OPERATOR) -> dict[Action, str]:
    now = town.picture.incidents[incident.id]
    return {one.action: one.why_not for one in action_states(now, town.picture, role, "li")}


def test_closing_waits_until_the_units_are_free(town: Town) -> None:
    incident = town.open()
    assert states(town, incident)[Action.CLOSE] == ""
    town.send(incident.id, "P-101")
    assert states(town, incident)[Action.CLOSE] == "Units are still bound by orders"
    town.must(ProgressOrder(order_id="O-000001", state=OrderState.ONSCENE))
    town.must(ProgressOrder(order_id="O-000001", state=OrderState.CLEARED))
    assert states(town, incident)[Action.CLOSE] == ""


def test_a_role_sees_only_what_it_may_do(town: Town) -> None:
    incident = town.open()
    assert Action.SUPERVISE not in states(town, incident)
    assert Action.SUPERVISE in states(town, incident, Role.DUTY_LEADER)


def test_a_case_goes_from_step_to_step(town: Town) -> None:
    incident = town.open("litter")
    assert Action.SIGN not in states(town, incident)
    town.must(AssignCase(incident_id=incident.id, lead="D-CITY"))
    assert states(town, incident)[Action.SIGN] == ""
    town.must(SignCase(incident_id=incident.id))
    assert states(town, incident)[Action.FINISH] == ""
    assert Action.DISPATCH not in states(town, incident)


def test_asking_the_rules_changes_nothing(town: Town) -> None:
    incident = town.open()
    before = town.picture.incidents[incident.id]
    command = CloseIncident(incident_id=incident.id, disposition="x")
    assert refusal_of(town.picture, command, Role.OPERATOR, "li") is None
    assert town.picture.incidents[incident.id] is before
