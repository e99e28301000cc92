"""The shipped flow is what the rules were before flows were data: state by state, action by action."""

from __future__ import annotations

import pytest

from console.domain.base.roles import Role
from console.domain.cases.flow import SHIPPED, CaseAction, StepClock, find_move, states_of
from console.domain.cases.flow_checks import COMMAND_OF, check_flow
from console.domain.incidents.entities import IncidentState

A, S, C = CaseAction, IncidentState, StepClock

BEFORE: dict[CaseAction, tuple[set[IncidentState], IncidentState | None, StepClock]] = {
    A.ASSIGN: ({S.ACCEPTED, S.ESCALATED, S.REOPENED, S.ASSIGNED, S.REWORK}, S.ASSIGNED, C.RESTARTS),
    A.SIGN: ({S.ASSIGNED, S.REWORK}, S.IN_PROGRESS, C.GOES_ON),
    A.RETURN: ({S.ASSIGNED, S.IN_PROGRESS}, S.ACCEPTED, C.RESTARTS),
    A.TRANSFER: ({S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.REWORK}, S.ASSIGNED, C.RESTARTS),
    A.ESCALATE: ({S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.REWORK}, S.ESCALATED, C.BEGINS),
    A.ASK_EXTENSION: ({S.IN_PROGRESS}, None, C.GOES_ON),
    A.SUSPEND: ({S.IN_PROGRESS}, S.SUSPENDED, C.STOPS),
    A.RESUME: ({S.SUSPENDED}, S.IN_PROGRESS, C.RESUMES),
    A.REQUEST_CHECK: ({S.IN_PROGRESS, S.REWORK}, S.PENDING_CHECK, C.BEGINS),
    A.REWORK: ({S.PENDING_CHECK}, S.REWORK, C.RESTARTS),
    A.CLOSE: ({S.PENDING_CHECK}, S.CLOSED, C.BEGINS),
    A.REOPEN: ({S.CLOSED, S.EVALUATED}, S.REOPENED, C.RESTARTS),
    A.EVALUATE: ({S.CLOSED}, S.EVALUATED, C.GOES_ON),
}
"""Out of the rules and folds as they stood: states an action is for, where it leads, what the clock does."""

STEP_BEFORE = {
    S.ACCEPTED: 0,
    S.REOPENED: 0,
    S.ESCALATED: 0,
    S.ASSIGNED: 1,
    S.IN_PROGRESS: 2,
    S.SUSPENDED: 2,
    S.REWORK: 2,
    S.PENDING_CHECK: 3,
    S.CLOSED: 4,
    S.EVALUATED: 5,
}


@pytest.mark.parametrize("action", list(A))
def test_shipped_moves_are_those_of_before(action: CaseAction) -> None:
    states, to, clock = BEFORE[action]
    for state in S:
        move = find_move(SHIPPED, action, state)
        assert (move is not None) == (state in states), state
        if move is not None:
            assert (move.to, move.clock) == (to, clock)
            assert move.by_another == (action in (A.CLOSE, A.REWORK))
            leader_only = action is A.ASSIGN and state is S.ESCALATED
            assert move.roles == ((Role.DUTY_LEADER,) if leader_only else ())


def test_shipped_steps_are_those_of_before() -> None:
    shown = {state: number for number, step in enumerate(SHIPPED.steps) for state in step.states}
    assert shown == STEP_BEFORE
    assert [step.name_zh for step in SHIPPED.steps] == ["受理", "分派", "处置", "核查", "结案", "评价"]


def test_shipped_flow_may_be_registered() -> None:
    assert check_flow(SHIPPED, {}) is None
    assert states_of(SHIPPED) == set(S)


def test_every_action_has_its_command() -> None:
    assert set(COMMAND_OF) == set(A)
