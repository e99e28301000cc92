"""Flows that may not be registered, each beside the rule that it breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from console.domain.base.message import Refusal
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.cases.flow import (
    SHIPPED,
    CaseAction,
    CaseFlow,
    FlowMove,
    FlowStep,
    RegisteredFlow,
    StepClock,
)
from console.domain.cases.flow_checks import MAX_FLOWS, MAX_MOVES, MAX_STEPS, check_flow
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, IncidentState

from .flows import HASTY, SHOWN_OTHERWISE, changed, with_moves, without, without_state

A, S, C = CaseAction, IncidentState, StepClock


def refused(flow: CaseFlow) -> Refusal:
    """Why it may not be registered; that it may fails the test."""
    wrong = check_flow(flow, {})
    assert wrong is not None
    return wrong


@pytest.mark.parametrize("flow", [HASTY, SHOWN_OTHERWISE], ids=lambda flow: flow.id)
def test_a_town_may_draw_its_own_steps(flow: CaseFlow) -> None:
    assert check_flow(flow, {}) is None


# -- verifier ≠ handler always holds, and nothing is closed unverified ------------------------------------------------


@pytest.mark.parametrize("action", [A.CLOSE, A.REWORK])
def test_a_handler_never_verifies_himself(action: CaseAction) -> None:
    flow = changed(action, by_another=False)
    assert refused(flow) == Refusal(code=Code.FLOW_UNVERIFIED, fields={"action": action.value})


def test_a_case_is_closed_out_of_its_check_only() -> None:
    early = changed(A.CLOSE, from_states=(S.IN_PROGRESS, S.PENDING_CHECK))
    assert refused(early).code == Code.FLOW_UNVERIFIED


@pytest.mark.parametrize("action", [A.SIGN, A.RETURN, A.ASSIGN, A.RESUME])
def test_no_other_action_closes_a_case(action: CaseAction) -> None:
    assert refused(changed(action, to=S.CLOSED)).code == Code.FLOW_UNVERIFIED


def test_nobody_signs_himself_in_as_handler_where_the_check_is_pending() -> None:
    """Otherwise a second person would sign, and the first would verify his own work."""
    swap = FlowMove(action=A.SIGN, from_states=(S.PENDING_CHECK,), to=S.PENDING_CHECK)
    assert refused(with_moves(swap)).code == Code.FLOW_UNVERIFIED


def test_the_check_begins_with_the_handlers_report() -> None:
    unreported = FlowMove(action=A.TRANSFER, from_states=(S.ESCALATED,), to=S.PENDING_CHECK)
    assert refused(with_moves(unreported)).code == Code.FLOW_UNVERIFIED


def test_evaluated_is_what_was_closed() -> None:
    assert refused(changed(A.EVALUATE, from_states=(S.IN_PROGRESS,))).code == Code.BAD_FLOW
    assert refused(changed(A.SIGN, to=S.EVALUATED)).code == Code.BAD_FLOW


# -- the graph ---------------------------------------------------------------------------------------------------------


def test_a_state_that_nothing_leads_to_is_named() -> None:
    flow = without(A.ESCALATE)
    assert refused(flow) == Refusal(code=Code.FLOW_UNREACHABLE, fields={"state": "escalated"})


def test_a_trap_is_named() -> None:
    flow = changed(A.ASSIGN, from_states=(S.ACCEPTED, S.REOPENED), roles=())
    flow = replace(flow, moves=tuple(dict.fromkeys(flow.moves)))
    assert refused(flow) == Refusal(code=Code.FLOW_TRAP, fields={"state": "escalated"})


def test_two_states_that_lead_to_each_other_only_are_a_trap() -> None:
    loop = (
        FlowMove(action=A.SIGN, from_states=(S.ESCALATED,), to=S.REWORK),
        FlowMove(action=A.RETURN, from_states=(S.REWORK,), to=S.ESCALATED, clock=C.RESTARTS),
        FlowMove(action=A.ESCALATE, from_states=(S.ACCEPTED,), to=S.ESCALATED),
        FlowMove(action=A.ASSIGN, from_states=(S.ACCEPTED, S.REOPENED), to=S.IN_PROGRESS),
        FlowMove(action=A.REQUEST_CHECK, from_states=(S.IN_PROGRESS,), to=S.PENDING_CHECK),
    )
    kept = without(*(move.action for move in loop), A.TRANSFER, A.REWORK)
    assert refused(replace(kept, moves=(*kept.moves, *loop))).fields["state"] in ("escalated", "rework")


def test_a_reopened_emergency_that_becomes_a_case_can_go_on() -> None:
    flow = changed(A.ASSIGN, from_states=(S.ACCEPTED, S.ASSIGNED, S.REWORK), roles=())
    flow = replace(flow, moves=tuple(dict.fromkeys(flow.moves)))
    assert refused(flow).fields["state"] in ("escalated", "reopened")


def test_a_flow_that_never_ends_is_a_trap() -> None:
    assert (
        refused(without_state(S.CLOSED, without(A.CLOSE, A.REOPEN, A.EVALUATE))).code == Code.FLOW_UNREACHABLE
    )


def test_one_action_leads_one_way_out_of_a_state() -> None:
    second = FlowMove(action=A.SIGN, from_states=(S.ASSIGNED,), to=S.REWORK)
    assert refused(with_moves(second)).fields == {
        "field": "flow_moves",
        "action": "sign",
        "state": "assigned",
    }


# -- roles and clocks --------------------------------------------------------------------------------------------------


def test_a_flow_narrows_who_may_and_never_widens_it() -> None:
    leaders = changed(A.CLOSE, roles=(Role.DUTY_LEADER,))
    assert check_flow(leaders, {}) is None
    departments = changed(A.SUSPEND, roles=(Role.DEPARTMENT,))
    assert refused(departments).fields == {"field": "flow_roles", "action": "suspend"}
    nobody = changed(A.CLOSE, roles=(Role.AUDITOR,))
    assert refused(nobody).fields == {"field": "flow_roles", "action": "close"}


def test_only_a_granted_extension_stops_the_clock() -> None:
    assert refused(changed(A.SIGN, clock=C.STOPS)).fields == {"field": "flow_clock", "action": "sign"}
    assert refused(changed(A.SUSPEND, clock=C.GOES_ON)).fields["field"] == "flow_clock"
    assert refused(changed(A.SIGN, to=S.SUSPENDED)).code == Code.BAD_FLOW


def test_a_stopped_clock_goes_on_when_the_state_is_left() -> None:
    still = FlowMove(action=A.ESCALATE, from_states=(S.SUSPENDED,), to=S.ESCALATED, clock=C.BEGINS)
    assert refused(with_moves(still)).fields == {"field": "flow_clock", "action": "escalate"}
    anew = FlowMove(action=A.RETURN, from_states=(S.SUSPENDED,), to=S.ACCEPTED, clock=C.RESTARTS)
    assert check_flow(with_moves(anew), {}) is None


def test_asking_for_an_extension_gives_none() -> None:
    assert refused(changed(A.ASK_EXTENSION, clock=C.RESTARTS)).fields["field"] == "flow_clock"
    assert refused(changed(A.ASK_EXTENSION, to=S.SUSPENDED)).code == Code.BAD_FLOW


# -- sizes, names, ids -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flow", "field"),
    [
        (replace(SHIPPED, id=""), "flow_id"),
        (replace(SHIPPED, id="  "), "flow_id"),
        (replace(SHIPPED, id="x" * 41), "flow_id"),
        (replace(SHIPPED, name_en=" "), "flow_names"),
        (replace(SHIPPED, name_zh="流" * 61), "flow_names"),
        (replace(SHIPPED, steps=()), "flow_steps"),
        (replace(SHIPPED, steps=SHIPPED.steps[:-1]), "flow_steps"),
        (replace(SHIPPED, steps=(*SHIPPED.steps, SHIPPED.steps[0])), "flow_steps"),
        (replace(SHIPPED, steps=(*SHIPPED.steps, FlowStep(name_zh="空", name_en="None", states=()))), "flow_steps"),
        (replace(SHIPPED, steps=SHIPPED.steps * (MAX_STEPS + 1)), "flow_steps"),
        (replace(SHIPPED, moves=()), "flow_moves"),
        (replace(SHIPPED, moves=SHIPPED.moves * MAX_MOVES), "flow_moves"),
        (changed(A.SIGN, from_states=()), "flow_moves"),
        (changed(A.SIGN, from_states=(S.ASSIGNED,) * 100_000), "flow_moves"),
        (changed(A.SIGN, to=None), "flow_moves"),
    ],
)  # fmt: skip
def test_sizes_and_names_are_bounded(flow: CaseFlow, field: str) -> None:
    wrong = refused(flow)
    assert (wrong.code, wrong.fields["field"]) == (Code.BAD_FLOW, field)


def test_a_journal_holds_so_many_flows() -> None:
    known = {
        f"f{n}": RegisteredFlow(id=f"f{n}", flow=replace(SHIPPED, id=f"f{n}"), since_seq=n)
        for n in range(MAX_FLOWS)
    }
    assert check_flow(SHIPPED, known) == Refusal(code=Code.TOO_MANY, fields={"limit": MAX_FLOWS})
    assert check_flow(known["f7"].flow, known) is None


# -- any flow that passes holds what no flow may waive -----------------------------------------------------------------

MOVES = st.builds(
    FlowMove,
    action=st.sampled_from(A),
    from_states=st.lists(st.sampled_from(S), min_size=1, max_size=4, unique=True).map(tuple),
    to=st.sampled_from([*S, None]),
    clock=st.sampled_from(C),
    by_another=st.booleans(),
)


@given(st.lists(MOVES, max_size=3), st.sets(st.sampled_from(A), max_size=3))
def test_whatever_passes_closes_nothing_unverified_and_traps_nobody(
    moves: list[FlowMove], dropped: set[CaseAction]
) -> None:
    flow = with_moves(*moves, flow=without(*dropped))
    if check_flow(flow, {}) is not None:
        return
    ways = [(state, move) for move in flow.moves for state in move.from_states]
    for state, move in ways:
        if move.to is S.CLOSED:
            assert (state, move.action, move.by_another) == (S.PENDING_CHECK, A.CLOSE, True)
        if move.to is S.PENDING_CHECK:
            assert move.action is A.REQUEST_CHECK
        if move.to is S.SUSPENDED:
            assert (move.action, move.clock) == (A.SUSPEND, C.STOPS)
    ends = {S.CLOSED}
    for _ in S:
        ends |= {state for state, move in ways if move.to in ends}
    assert {state for state, _ in ways} & OPEN_INCIDENT_STATES <= ends
