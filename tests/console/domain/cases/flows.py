"""Case flows that the tests register, made out of the shipped one."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from console.domain.cases.flow import SHIPPED, CaseAction, CaseFlow, FlowMove, FlowStep
from console.domain.incidents.entities import IncidentState

A, S = CaseAction, IncidentState


def without(*actions: CaseAction, flow: CaseFlow = SHIPPED) -> CaseFlow:
    """The flow without the moves of these actions; its steps are left as they are."""
    return replace(flow, moves=tuple(move for move in flow.moves if move.action not in actions))


def with_moves(*moves: FlowMove, flow: CaseFlow = SHIPPED, **changes: Any) -> CaseFlow:
    """The flow with more moves."""
    return replace(flow, moves=(*flow.moves, *moves), **changes)


def changed(action: CaseAction, flow: CaseFlow = SHIPPED, **changes: Any) -> CaseFlow:
    """The flow with every move of this action changed so."""
    moves = (replace(move, **changes) if move.action is action else move for move in flow.moves)
    return replace(flow, moves=tuple(moves))


def without_state(state: IncidentState, flow: CaseFlow) -> CaseFlow:
    """No step stands for this state any more."""
    steps = (replace(one, states=tuple(s for s in one.states if s is not state)) for one in flow.steps)
    return replace(flow, steps=tuple(one for one in steps if one.states))


HASTY = without_state(
    S.ESCALATED,
    with_moves(
        FlowMove(action=A.ASSIGN, from_states=(S.ACCEPTED, S.REOPENED), to=S.IN_PROGRESS),
        flow=without(A.ESCALATE, A.ASSIGN, A.RETURN),
        id="hasty",
        name_zh="简易流程",
        name_en="Short flow",
    ),
)
"""Assigned is in progress at once; nothing is escalated, returned or assigned anew."""


SHOWN_OTHERWISE = replace(
    SHIPPED,
    id="two-steps",
    name_en="Two steps",
    steps=(
        FlowStep(
            name_zh="办理",
            name_en="At work",
            states=tuple(state for state in S if state not in (S.CLOSED, S.EVALUATED)),
        ),
        FlowStep(name_zh="办结", name_en="Done", states=(S.CLOSED, S.EVALUATED)),
    ),
)
"""The shipped moves under two steps."""
