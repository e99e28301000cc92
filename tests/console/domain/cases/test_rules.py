"""Rules of the grid flow, DOMAIN §2."""

from __future__ import annotations

import pytest

from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.cases.commands import (
    AskExtension,
    AssignCase,
    EscalateIncident,
    OrderRework,
    RequestCheck,
    ResumeIncident,
    ReturnCase,
    SignCase,
    SuspendIncident,
    TransferCase,
)
from console.domain.incidents.commands import CloseIncident
from console.domain.incidents.entities import IncidentState
from tests.console.domain.world import World

S = IncidentState


@pytest.fixture
def world() -> World:
    return World()


def assigned(world: World) -> str:
    case = world.incident("litter")
    world.must(AssignCase(incident_id=case, lead="D-CITY", assistants=("D-WATER",)))
    return case


def test_a_case_runs_through_the_default_steps(world: World) -> None:
    case = assigned(world)
    world.must(SignCase(incident_id=case), Role.DEPARTMENT, "zhang")
    world.must(RequestCheck(incident_id=case, feedback="清运完毕"), Role.DEPARTMENT, "zhang")
    world.must(CloseIncident(incident_id=case, disposition="已清运"))
    assert world.picture.incidents[case].state is S.CLOSED


def test_the_verifier_is_not_the_handler(world: World) -> None:
    case = assigned(world)
    world.must(SignCase(incident_id=case))
    world.must(RequestCheck(incident_id=case, feedback="done"))
    close = CloseIncident(incident_id=case, disposition="done")
    assert world.refused(close) == Code.VERIFIER_IS_HANDLER
    world.must(close, actor="zhao")


def test_returning_restarts_the_steps_clock_never_the_total(world: World) -> None:
    case = assigned(world)
    world.wait(3_600_000)
    assert world.refused(ReturnCase(incident_id=case, reason="")) == Code.TEXT_REQUIRED
    world.must(ReturnCase(incident_id=case, reason="不属本部门"), Role.DEPARTMENT)
    returned = world.picture.incidents[case]
    assert (returned.state, returned.lead, returned.returns) == (S.ACCEPTED, "", 1)
    assert (returned.opened_ms, returned.step_ms) == (0, 3_600_000)


def test_transfer_goes_to_another_known_department(world: World) -> None:
    case = assigned(world)
    same = TransferCase(incident_id=case, department="D-CITY", reason="x")
    assert world.refused(same) == Code.SAME_DEPARTMENT
    stranger = TransferCase(incident_id=case, department="D-MOON", reason="x")
    assert world.refused(stranger) == Code.UNKNOWN_DEPARTMENT
    world.must(TransferCase(incident_id=case, department="D-WATER", reason="pipe"))
    assert world.picture.incidents[case].lead == "D-WATER"


def test_an_escalated_case_is_assigned_by_the_duty_leader_only(world: World) -> None:
    case = assigned(world)
    world.must(SignCase(incident_id=case), Role.DEPARTMENT)
    world.must(EscalateIncident(incident_id=case, reason="beyond us"), Role.DEPARTMENT)
    joint = AssignCase(incident_id=case, lead="D-WATER", assistants=("D-CITY",))
    assert world.refused(joint) == Code.NOT_ALLOWED
    world.must(joint, Role.DUTY_LEADER)
    assert world.picture.incidents[case].state is S.ASSIGNED


def test_an_extension_stops_the_steps_clock_only(world: World) -> None:
    case = assigned(world)
    world.must(SignCase(incident_id=case), Role.DEPARTMENT)
    deadline = world.picture.incidents[case].deadline_ms
    world.must(AskExtension(incident_id=case, reason="parts"), Role.DEPARTMENT)
    assert world.refused(SuspendIncident(incident_id=case, reason="ok")) == Code.NOT_ALLOWED
    world.must(SuspendIncident(incident_id=case, reason="ok"), Role.DUTY_LEADER)
    world.wait(500_000)
    world.must(ResumeIncident(incident_id=case), Role.DEPARTMENT)
    resumed = world.picture.incidents[case]
    assert (resumed.deadline_ms, resumed.opened_ms, resumed.extensions) == (deadline + 500_000, 0, 1)


def test_rework_goes_back_to_the_handler_with_a_reason(world: World) -> None:
    case = assigned(world)
    world.must(SignCase(incident_id=case), Role.DEPARTMENT, "zhang")
    world.must(RequestCheck(incident_id=case, feedback="done"), Role.DEPARTMENT, "zhang")
    world.must(OrderRework(incident_id=case, reason="still full"))
    assert world.picture.incidents[case].reworks == 1
    world.must(RequestCheck(incident_id=case, feedback="really"), Role.DEPARTMENT, "zhang")
    assert world.picture.incidents[case].state is S.PENDING_CHECK


def test_a_case_is_not_closed_before_it_is_checked(world: World) -> None:
    case = assigned(world)
    close = CloseIncident(incident_id=case, disposition="done")
    assert world.refused(close) == Code.WRONG_STATE


def test_case_commands_are_refused_for_emergencies(world: World) -> None:
    emergency = world.incident("theft")
    assert world.refused(AssignCase(incident_id=emergency, lead="D-CITY")) == Code.ONLY_CASES


def test_a_department_stands_in_a_case_once(world: World) -> None:
    case = world.incident("litter")
    twice = AssignCase(incident_id=case, lead="D-CITY", assistants=("D-CITY",))
    assert world.refused(twice) == Code.SAME_DEPARTMENT
