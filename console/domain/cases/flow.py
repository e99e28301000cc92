"""The case flow as data (DOMAIN §0 "steps are data, not code", §2): which action leads from which state to which.

Pure data, any thread. A flow is registered like a unit or a grid and checked (`flow_checks`); its id stands for the
same graph for ever. When a case is opened the flow in force is frozen for it by an event (`running`), as a muster's
plan stands with its order, so that a flow registered later changes nothing for cases that run.

Everything here is part of the canonical bytes of the picture hash.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from console.domain.base.roles import Role
from console.domain.incidents.entities import IncidentState


class CaseAction(StrEnum):
    """What is done to a case. What an action does besides moving the case (who has it, what is counted) is code."""

    ASSIGN = "assign"
    SIGN = "sign"
    RETURN = "return"
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    ASK_EXTENSION = "ask_extension"
    SUSPEND = "suspend"
    RESUME = "resume"
    REQUEST_CHECK = "request_check"
    REWORK = "rework"
    CLOSE = "close"
    REOPEN = "reopen"
    EVALUATE = "evaluate"


class StepClock(StrEnum):
    """What a move does to the step's clock; the total clock is never touched (DOMAIN §2)."""

    GOES_ON = "goes_on"
    """The step and its deadline stay as they are."""
    BEGINS = "begins"
    """Another step begins under the same deadline."""
    RESTARTS = "restarts"
    """Another step begins with the whole limit."""
    STOPS = "stops"
    RESUMES = "resumes"
    """The deadline moves by as long as the clock stood still."""


class FlowMove(msgspec.Struct, frozen=True, kw_only=True):
    """One action out of some states. `to` None = the state stays; `roles` () = whoever may give the command at all.

    `by_another`: not by the handler himself (verifier ≠ handler).
    """

    action: CaseAction
    from_states: tuple[IncidentState, ...]
    to: IncidentState | None = None
    clock: StepClock = StepClock.GOES_ON
    roles: tuple[Role, ...] = ()
    by_another: bool = False


class FlowStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step as it is shown: its names, and the states in which a case stands at it."""

    name_zh: str
    name_en: str
    states: tuple[IncidentState, ...]


class CaseFlow(msgspec.Struct, frozen=True, kw_only=True, tag="case_flow"):
    """A whole flow: steps in their order, each state at one of them; at most one move for an action and a state."""

    id: str
    name_zh: str
    name_en: str
    steps: tuple[FlowStep, ...]
    moves: tuple[FlowMove, ...]


class RegisteredFlow(msgspec.Struct, frozen=True, kw_only=True, tag="registered_flow"):
    """A flow in the picture; the one with the greatest `since_seq` (the event that registered it) is in force."""

    id: str
    flow: CaseFlow
    since_seq: int


class FrozenFlow(msgspec.Struct, frozen=True, kw_only=True, tag="frozen_flow"):
    """By which registered flow a case runs; `id` is the incident's."""

    id: str
    flow_id: str


def find_move(flow: CaseFlow, action: CaseAction, state: IncidentState) -> FlowMove | None:
    """The flow's move for this action out of this state, if it has one."""
    return next((move for move in flow.moves if move.action is action and state in move.from_states), None)


def states_of(flow: CaseFlow) -> frozenset[IncidentState]:
    """Every state that a move of the flow leaves or enters."""
    left = {state for move in flow.moves for state in move.from_states}
    return frozenset(left | {move.to for move in flow.moves if move.to is not None})


A, S, C = CaseAction, IncidentState, StepClock

SHIPPED: Final = CaseFlow(
    id="grid-1",
    name_zh="网格化流程",
    name_en="Grid flow",
    steps=(
        FlowStep(name_zh="受理", name_en="Intake", states=(S.ACCEPTED, S.REOPENED, S.ESCALATED)),
        FlowStep(name_zh="分派", name_en="Assign", states=(S.ASSIGNED,)),
        FlowStep(name_zh="处置", name_en="Handle", states=(S.IN_PROGRESS, S.SUSPENDED, S.REWORK)),
        FlowStep(name_zh="核查", name_en="Verify", states=(S.PENDING_CHECK,)),
        FlowStep(name_zh="结案", name_en="Close", states=(S.CLOSED,)),
        FlowStep(name_zh="评价", name_en="Evaluate", states=(S.EVALUATED,)),
    ),
    moves=(
        FlowMove(
            action=A.ASSIGN,
            from_states=(S.ACCEPTED, S.REOPENED, S.ASSIGNED, S.REWORK),
            to=S.ASSIGNED,
            clock=C.RESTARTS,
        ),
        FlowMove(
            action=A.ASSIGN,
            from_states=(S.ESCALATED,),
            to=S.ASSIGNED,
            clock=C.RESTARTS,
            roles=(Role.DUTY_LEADER,),
        ),
        FlowMove(action=A.SIGN, from_states=(S.ASSIGNED, S.REWORK), to=S.IN_PROGRESS),
        FlowMove(action=A.RETURN, from_states=(S.ASSIGNED, S.IN_PROGRESS), to=S.ACCEPTED, clock=C.RESTARTS),
        FlowMove(
            action=A.TRANSFER,
            from_states=(S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.REWORK),
            to=S.ASSIGNED,
            clock=C.RESTARTS,
        ),
        FlowMove(
            action=A.ESCALATE,
            from_states=(S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.REWORK),
            to=S.ESCALATED,
            clock=C.BEGINS,
        ),
        FlowMove(action=A.ASK_EXTENSION, from_states=(S.IN_PROGRESS,)),
        FlowMove(action=A.SUSPEND, from_states=(S.IN_PROGRESS,), to=S.SUSPENDED, clock=C.STOPS),
        FlowMove(action=A.RESUME, from_states=(S.SUSPENDED,), to=S.IN_PROGRESS, clock=C.RESUMES),
        FlowMove(
            action=A.REQUEST_CHECK,
            from_states=(S.IN_PROGRESS, S.REWORK),
            to=S.PENDING_CHECK,
            clock=C.BEGINS,
        ),
        FlowMove(
            action=A.REWORK,
            from_states=(S.PENDING_CHECK,),
            to=S.REWORK,
            clock=C.RESTARTS,
            by_another=True,
        ),
        FlowMove(
            action=A.CLOSE, from_states=(S.PENDING_CHECK,), to=S.CLOSED, clock=C.BEGINS, by_another=True
        ),
        FlowMove(action=A.REOPEN, from_states=(S.CLOSED, S.EVALUATED), to=S.REOPENED, clock=C.RESTARTS),
        FlowMove(action=A.EVALUATE, from_states=(S.CLOSED,), to=S.EVALUATED),
    ),
)
"""The grid flow (网格化) of DOMAIN §2: hubs register it when they open a journal; journals without a flow run by it.
Those are folded by it, so it never changes: another flow has another id."""
