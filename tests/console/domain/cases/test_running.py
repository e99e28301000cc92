"""Flows in force and frozen: what is registered when, by whom, and what it means for cases that run."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.domain.base.message import Refusal, Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel
from console.domain.cases.commands import (
    AskExtension,
    AssignCase,
    EscalateIncident,
    OrderRework,
    RequestCheck,
    ResumeIncident,
    SignCase,
    SuspendIncident,
)
from console.domain.cases.events import CaseFlowFrozen, CaseReturned
from console.domain.cases.flow import SHIPPED, CaseAction, CaseFlow
from console.domain.cases.running import flow_of, in_force
from console.domain.hashing import PictureHash
from console.domain.incidents.commands import (
    AmendIncident,
    ArchiveIncident,
    CloseIncident,
    EvaluateIncident,
    ReopenIncident,
)
from console.domain.incidents.entities import IncidentState
from console.domain.incidents.events import IncidentAmended, IncidentOpened
from console.domain.judge.judging import UnfoldableError, judge
from console.domain.picture import decode_picture, encode_picture
from console.domain.registry.commands import Register
from tests.console.domain.world import HERE, SEALED, World

from .flows import HASTY, SHOWN_OTHERWISE, changed

A, S = CaseAction, IncidentState


@pytest.fixture
def world() -> World:
    return World()


def register(world: World, *flows: CaseFlow) -> None:
    world.must(Register(entities=flows), Role.ADMIN)


def state_of(world: World, case: str) -> IncidentState:
    return world.picture.incidents[case].state


def names_frozen(world: World, case: str) -> str:
    return world.picture.frozen_flows[case].flow_id


# -- registering -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.DUTY_LEADER, Role.DEPARTMENT, Role.PLANNER])
def test_only_an_administrator_registers_a_flow(world: World, role: Role) -> None:
    assert world.refused(Register(entities=(SHIPPED,)), role) == Code.NOT_ALLOWED
    assert world.picture.case_flows == {}


def test_the_flow_registered_last_is_in_force(world: World) -> None:
    assert in_force(world.picture) is None
    register(world, SHIPPED, HASTY)
    assert in_force(world.picture) == HASTY
    register(world, SHIPPED)
    assert in_force(world.picture) == SHIPPED


def test_an_id_stands_for_one_flow_for_ever(world: World) -> None:
    register(world, HASTY)
    other = replace(changed(A.ASK_EXTENSION, HASTY, roles=(Role.DEPARTMENT,)), id=HASTY.id)
    assert world.refused(Register(entities=(other,)), Role.ADMIN) == Code.FLOW_KNOWN
    register(world, HASTY)
    twice = Register(entities=(SHIPPED, replace(HASTY, id=SHIPPED.id)))
    assert world.refused(twice, Role.ADMIN) == Code.FLOW_KNOWN
    assert set(world.picture.case_flows) == {HASTY.id}


def test_a_bad_flow_takes_the_rest_of_its_command_with_it(world: World) -> None:
    unverified = replace(changed(A.CLOSE, by_another=False), id="bad")
    assert world.refused(Register(entities=(SHIPPED, unverified)), Role.ADMIN) == Code.FLOW_UNVERIFIED
    assert world.picture.case_flows == {}


# -- freezing ----------------------------------------------------------------------------------------------------------


def test_opening_a_case_freezes_the_flow_in_force(world: World) -> None:
    register(world, SHIPPED)
    call = world.call("litter")
    opened, frozen = world.must(AcceptCall(call_id=call, type_code="litter"))
    assert isinstance(opened, IncidentOpened)
    assert frozen == CaseFlowFrozen(incident_id=opened.incident_id, flow_id=SHIPPED.id)


def test_a_desk_that_accepts_at_once_freezes_it_too(world: World) -> None:
    register(world, SHIPPED)
    report = ReportCall(channel=Channel.PHONE, place=HERE, sealed=SEALED, type_code="litter", accept=True)
    kinds = [type(event) for event in world.must(report)]
    assert kinds[-2:] == [IncidentOpened, CaseFlowFrozen]


def test_an_emergency_has_no_flow(world: World) -> None:
    register(world, SHIPPED)
    world.incident("theft")
    assert world.picture.frozen_flows == {}


def test_without_a_registered_flow_nothing_is_frozen_and_the_shipped_one_holds(world: World) -> None:
    case = world.incident("litter")
    assert world.picture.frozen_flows == {}
    register(world, HASTY)
    assert flow_of(world.picture, world.picture.incidents[case]) == SHIPPED
    world.must(AssignCase(incident_id=case, lead="D-CITY"))
    assert state_of(world, case) is S.ASSIGNED


def test_a_flow_registered_while_cases_run_changes_nothing_for_them(world: World) -> None:
    register(world, SHIPPED)
    old = world.incident("litter")
    register(world, HASTY)
    new = world.incident("litter")
    for case in (old, new):
        world.must(AssignCase(incident_id=case, lead="D-CITY"))
    assert (state_of(world, old), state_of(world, new)) == (S.ASSIGNED, S.IN_PROGRESS)
    escalate = EscalateIncident(incident_id=new, reason="beyond us")
    assert world.refused(escalate, Role.DEPARTMENT) == Code.WRONG_STATE
    world.must(EscalateIncident(incident_id=old, reason="beyond us"), Role.DEPARTMENT)
    assert (names_frozen(world, old), names_frozen(world, new)) == (SHIPPED.id, HASTY.id)


def test_an_incident_that_becomes_a_case_gets_the_flow_in_force(world: World) -> None:
    register(world, SHIPPED)
    incident = world.incident("theft")
    register(world, HASTY)
    amended, frozen = world.must(AmendIncident(incident_id=incident, type_code="litter"))
    assert isinstance(amended, IncidentAmended)
    assert frozen == CaseFlowFrozen(incident_id=incident, flow_id=HASTY.id)


def test_a_case_that_was_an_emergency_for_a_while_keeps_its_flow(world: World) -> None:
    register(world, SHIPPED)
    case = world.incident("litter")
    world.must(EscalateIncident(incident_id=case, reason="who?"), Role.DEPARTMENT)
    world.must(AmendIncident(incident_id=case, type_code="theft"))
    register(world, HASTY)
    (amended,) = world.must(AmendIncident(incident_id=case, type_code="litter"))
    assert isinstance(amended, IncidentAmended)
    assert names_frozen(world, case) == SHIPPED.id
    world.must(AssignCase(incident_id=case, lead="D-CITY"), Role.DUTY_LEADER)


def test_nothing_becomes_a_case_in_a_state_that_the_flow_does_not_know(world: World) -> None:
    """A case of before flows was escalated, turned into an emergency, and would turn back under a flow without that."""
    case = world.incident("litter")
    world.must(EscalateIncident(incident_id=case, reason="who?"), Role.DEPARTMENT)
    world.must(AmendIncident(incident_id=case, type_code="theft"))
    register(world, HASTY)
    assert world.refused(AmendIncident(incident_id=case, type_code="litter")) == Code.WRONG_STATE


def test_a_stopped_clock_does_not_become_an_emergency(world: World) -> None:
    unassigned = changed(A.SUSPEND, from_states=(S.ACCEPTED, S.IN_PROGRESS))
    register(world, replace(unassigned, id="early-extension"))
    case = world.incident("litter")
    world.must(SuspendIncident(incident_id=case, reason="later"), Role.DUTY_LEADER)
    assert world.refused(AmendIncident(incident_id=case, type_code="theft")) == Code.WRONG_STATE


def test_an_archived_case_takes_its_frozen_flow_along(world: World) -> None:
    register(world, HASTY)
    hashed = PictureHash(world.picture)
    before = hashed.hexdigest()
    case = closed(world)
    world.must(ArchiveIncident(incident_id=case), Role.SYSTEM)
    assert world.picture.frozen_flows == {}
    hashed.touch([("frozen_flows", case)])
    assert hashed.hexdigest() == before == PictureHash(world.picture).hexdigest()


def test_flows_are_part_of_a_snapshot_and_of_the_hash(world: World) -> None:
    before = PictureHash(world.picture).hexdigest()
    register(world, SHIPPED)
    assert PictureHash(world.picture).hexdigest() != before
    case = world.incident("litter")
    again = decode_picture(encode_picture(world.picture))
    assert again == world.picture
    assert flow_of(again, again.incidents[case]) == SHIPPED


# -- moving ------------------------------------------------------------------------------------------------------------


def closed(world: World) -> str:
    """A case of the hasty flow from the first call to its end."""
    case = world.incident("litter")
    world.must(AssignCase(incident_id=case, lead="D-CITY"))
    world.must(RequestCheck(incident_id=case, feedback="done"), Role.DEPARTMENT, "zhang")
    world.must(CloseIncident(incident_id=case, disposition="done"))
    return case


def test_a_case_runs_by_its_own_flow_to_the_end_and_beyond(world: World) -> None:
    register(world, HASTY)
    case = closed(world)
    world.must(EvaluateIncident(incident_id=case, rating="meets"), Role.DUTY_LEADER)
    world.must(ReopenIncident(incident_id=case, reason="still full"), Role.DUTY_LEADER)
    assert state_of(world, case) is S.REOPENED
    world.must(AssignCase(incident_id=case, lead="D-CITY"))
    assert state_of(world, case) is S.IN_PROGRESS


def test_a_clock_that_the_flow_lets_go_on_is_not_restarted(world: World) -> None:
    register(world, HASTY)
    case = world.incident("litter")
    deadline_ms = world.picture.incidents[case].deadline_ms
    world.wait(3_600_000)
    world.must(AssignCase(incident_id=case, lead="D-CITY"))
    assert world.picture.incidents[case].deadline_ms == deadline_ms


@pytest.mark.parametrize("flow", [SHIPPED, HASTY, SHOWN_OTHERWISE], ids=lambda flow: flow.id)
def test_in_no_flow_the_handler_verifies_himself(world: World, flow: CaseFlow) -> None:
    register(world, flow)
    case = world.incident("litter")
    world.must(AssignCase(incident_id=case, lead="D-CITY"))
    if state_of(world, case) is S.ASSIGNED:
        world.must(SignCase(incident_id=case))
    close = CloseIncident(incident_id=case, disposition="done")
    assert world.refused(close) == Code.WRONG_STATE
    world.must(RequestCheck(incident_id=case, feedback="done"))
    assert world.refused(close) == Code.VERIFIER_IS_HANDLER
    assert world.refused(OrderRework(incident_id=case, reason="again")) == Code.VERIFIER_IS_HANDLER
    world.must(close, actor="zhao")


def test_a_flow_may_leave_a_move_to_one_role(world: World) -> None:
    register(world, replace(changed(A.CLOSE, roles=(Role.DUTY_LEADER,)), id="leader-closes"))
    case = world.incident("litter")
    world.must(AssignCase(incident_id=case, lead="D-CITY"))
    world.must(SignCase(incident_id=case), Role.DEPARTMENT, "zhang")
    world.must(RequestCheck(incident_id=case, feedback="done"), Role.DEPARTMENT, "zhang")
    close = CloseIncident(incident_id=case, disposition="done")
    assert world.refused(close) == Code.NOT_ALLOWED
    world.must(close, Role.DUTY_LEADER, "wang")


def test_an_extension_of_a_case_that_was_suspended_early_moves_its_deadline(world: World) -> None:
    flow = changed(A.SUSPEND, from_states=(S.ASSIGNED, S.IN_PROGRESS))
    register(world, replace(changed(A.ASK_EXTENSION, flow, from_states=(S.ASSIGNED,)), id="early"))
    case = world.incident("litter")
    world.must(AssignCase(incident_id=case, lead="D-CITY"))
    deadline_ms = world.picture.incidents[case].deadline_ms
    world.must(AskExtension(incident_id=case, reason="parts"), Role.DEPARTMENT)
    world.must(SuspendIncident(incident_id=case, reason="ok"), Role.DUTY_LEADER)
    world.wait(60_000)
    world.must(ResumeIncident(incident_id=case), Role.DEPARTMENT)
    resumed = world.picture.incidents[case]
    assert (resumed.state, resumed.deadline_ms) == (S.IN_PROGRESS, deadline_ms + 60_000)


def test_an_event_that_the_frozen_flow_does_not_know_was_written_by_no_hub(world: World) -> None:
    register(world, HASTY)
    case = world.incident("litter")
    stamp = Stamp(actor="li", role=Role.OPERATOR, seat="desk-3")
    seq = world.picture.seq
    with pytest.raises(LookupError, match="no return out of accepted"):
        world.fold(CaseReturned(incident_id=case, reason="?"), stamp)
    assert world.picture.seq == seq
    with pytest.raises(UnfoldableError, match=f"entry {seq + 1}"):
        judge(world.journal)


def test_a_case_is_frozen_to_a_registered_flow_only(world: World) -> None:
    case = world.incident("litter")
    stamp = Stamp(actor="li", role=Role.OPERATOR, seat="desk-3")
    with pytest.raises(LookupError, match="cannot run by"):
        world.fold(CaseFlowFrozen(incident_id=case, flow_id="nowhere"), stamp)


def test_a_refusal_changes_nothing(world: World) -> None:
    register(world, SHIPPED)
    before = encode_picture(world.picture)
    outcome = world.ask(Register(entities=(replace(HASTY, id=SHIPPED.id),)), Role.ADMIN)
    assert isinstance(outcome, Refusal)
    assert encode_picture(world.picture) == before
