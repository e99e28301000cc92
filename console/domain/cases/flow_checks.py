"""Whether a case flow may be registered: sizes, graph, and what no flow may waive (DOMAIN §2). Pure, any thread.

A town draws its own steps, but not everything is a town's to draw. A case is closed out of PENDING_CHECK and nowhere
else, stands there by its handler's report and nothing else, and is closed or sent back by somebody else: verifier ≠
handler always holds. A clock that stands still is an extension that a duty leader granted. Each state can be come to,
and from each there is a way to the end that somebody may go. Actions and states are enumerations: an unknown one is
refused by the codec as malformed before it comes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from console.domain.base.message import Command, Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.incidents.commands import CloseIncident, EvaluateIncident, ReopenIncident
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, IncidentState
from console.domain.incidents.rules import INCIDENT_RULES

from . import commands
from .flow import CaseAction, CaseFlow, FlowMove, RegisteredFlow, StepClock, states_of
from .rules import CASE_RULES

A, S, C = CaseAction, IncidentState, StepClock

MAX_FLOWS = 100
"""Flows of one journal: each stays, because cases may run by it."""
MAX_FLOW_ID = 40
MAX_FLOW_NAME = 60
MAX_STEPS = 12
MAX_MOVES = 60

COMMAND_OF: Final[Mapping[CaseAction, type[Command]]] = {
    A.ASSIGN: commands.AssignCase,
    A.SIGN: commands.SignCase,
    A.RETURN: commands.ReturnCase,
    A.TRANSFER: commands.TransferCase,
    A.ESCALATE: commands.EscalateIncident,
    A.ASK_EXTENSION: commands.AskExtension,
    A.SUSPEND: commands.SuspendIncident,
    A.RESUME: commands.ResumeIncident,
    A.REQUEST_CHECK: commands.RequestCheck,
    A.REWORK: commands.OrderRework,
    A.CLOSE: CloseIncident,
    A.REOPEN: ReopenIncident,
    A.EVALUATE: EvaluateIncident,
}
"""The command by which an action is asked for."""
_RULES: Final = {**CASE_RULES, **INCIDENT_RULES}
ENTRIES: Final = frozenset({S.ACCEPTED, S.REOPENED})
"""Where cases begin: accepted, or a reopened emergency that turns out to be one."""

_ONLY_BY: Final = {
    S.PENDING_CHECK: A.REQUEST_CHECK,
    S.CLOSED: A.CLOSE,
    S.EVALUATED: A.EVALUATE,
    S.SUSPENDED: A.SUSPEND,
}
"""States that one action alone leads to, and that action nowhere else: what is done there is counted and signed for."""


def check_flow(flow: CaseFlow, known: Mapping[str, RegisteredFlow]) -> Refusal | None:
    """Why the flow cannot be registered beside the `known` ones; the first thing that is wrong."""
    if flow.id not in known and len(known) >= MAX_FLOWS:
        return refuse(Code.TOO_MANY, limit=MAX_FLOWS)
    if (wrong := _check_size(flow)) is not None:
        return wrong
    if flow.id in known and known[flow.id].flow != flow:
        return refuse(Code.FLOW_KNOWN, flow=flow.id)
    for move in flow.moves:
        if (wrong := _check_move(move)) is not None:
            return wrong
    return _check_moves(flow) or _check_graph(flow) or _check_steps(flow)


def _check_size(flow: CaseFlow) -> Refusal | None:
    if not flow.id.strip() or len(flow.id) > MAX_FLOW_ID:
        return _wrong("flow_id", most=MAX_FLOW_ID)
    if not 1 <= len(flow.steps) <= MAX_STEPS:
        return _wrong("flow_steps", most=MAX_STEPS)
    if not 1 <= len(flow.moves) <= MAX_MOVES:
        return _wrong("flow_moves", most=MAX_MOVES)
    names = [flow.name_zh, flow.name_en, *(name for one in flow.steps for name in (one.name_zh, one.name_en))]
    fits = all(name.strip() and len(name) <= MAX_FLOW_NAME for name in names)
    return None if fits else _wrong("flow_names", most=MAX_FLOW_NAME)


def _check_move(move: FlowMove) -> Refusal | None:
    """One move by itself: the states its action may leave and enter, who makes it, its clock."""
    action = move.action.value
    if _goes_round_the_check(move):
        return refuse(Code.FLOW_UNVERIFIED, action=action)
    if not move.from_states or len(set(move.from_states)) != len(move.from_states):
        return _wrong("flow_moves", action=action)
    for state in move.from_states:
        if not _may_leave(move.action, state):
            return _wrong("flow_moves", action=action, state=state.value)
    if not _may_enter(move.action, move.to):
        return _wrong("flow_moves", action=action, state="" if move.to is None else move.to.value)
    if not set(move.roles) <= _RULES[COMMAND_OF[move.action]][0]:
        return _wrong("flow_roles", action=action)
    return None if _clock_fits(move) else _wrong("flow_clock", action=action)


def _goes_round_the_check(move: FlowMove) -> bool:
    """Closed without the check, at the check without the handler's report, or the handler might verify himself."""
    unreported = move.to in (S.CLOSED, S.PENDING_CHECK) and _ONLY_BY[move.to] is not move.action
    unchecked = move.action is A.CLOSE and set(move.from_states) != {S.PENDING_CHECK}
    alone = move.action in (A.CLOSE, A.REWORK) and not move.by_another
    return unreported or unchecked or alone


def _may_leave(action: CaseAction, state: IncidentState) -> bool:
    """Closed cases are reopened or evaluated; everything else is done to open ones."""
    match action:
        case A.CLOSE | A.REWORK:
            return state is S.PENDING_CHECK
        case A.RESUME:
            return state is S.SUSPENDED
        case A.EVALUATE:
            return state is S.CLOSED
        case A.REOPEN:
            return state not in OPEN_INCIDENT_STATES
        case _:
            return state in OPEN_INCIDENT_STATES


def _may_enter(action: CaseAction, to: IncidentState | None) -> bool:
    """Asking for an extension moves nothing, every other action does."""
    if action is A.ASK_EXTENSION or to is None:
        return action is A.ASK_EXTENSION and to is None
    wanted = next((state for state, only in _ONLY_BY.items() if only is action), None)
    return to is wanted if wanted is not None else to not in _ONLY_BY


def _clock_fits(move: FlowMove) -> bool:
    """The clock stops on entering SUSPENDED and nowhere else; whoever leaves it makes it go again. To ask is free."""
    if move.action is A.ASK_EXTENSION:
        return move.clock is C.GOES_ON
    if move.action is A.SUSPEND:
        return move.clock is C.STOPS
    if move.action is A.RESUME:
        return move.clock is C.RESUMES
    going = (C.RESTARTS,) if S.SUSPENDED in move.from_states else (C.GOES_ON, C.BEGINS, C.RESTARTS)
    return move.clock in going


def _check_moves(flow: CaseFlow) -> Refusal | None:
    """No action leads two ways out of one state."""
    seen: set[tuple[CaseAction, IncidentState]] = set()
    for move in flow.moves:
        for state in move.from_states:
            if (move.action, state) in seen:
                return _wrong("flow_moves", action=move.action.value, state=state.value)
            seen.add((move.action, state))
    return None


def _check_graph(flow: CaseFlow) -> Refusal | None:
    """Every state can be come to, and from every state the case can be closed."""
    edges = [(state, move.to) for move in flow.moves for state in move.from_states if move.to is not None]
    states = _ordered(states_of(flow) | ENTRIES | {S.CLOSED})
    reached = _closure(ENTRIES, edges)
    for state in states:
        if state not in reached:
            return refuse(Code.FLOW_UNREACHABLE, state=state.value)
    ends = _closure({S.CLOSED}, [(to, state) for state, to in edges]) | {S.EVALUATED}
    for state in states:
        if state not in ends:
            return refuse(Code.FLOW_TRAP, state=state.value)
    return None


def _closure(
    start: Iterable[IncidentState], edges: list[tuple[IncidentState, IncidentState]]
) -> set[IncidentState]:
    found, waiting = set(start), list(start)
    while waiting:
        here = waiting.pop()
        fresh = {to for state, to in edges if state is here} - found
        found |= fresh
        waiting += fresh
    return found


def _ordered(states: Iterable[IncidentState]) -> list[IncidentState]:
    """Always the same one is named first."""
    wanted = set(states)
    return [state for state in IncidentState if state in wanted]


def _check_steps(flow: CaseFlow) -> Refusal | None:
    """Every state stands at exactly one step, and no step stands for nothing."""
    shown = [state for step in flow.steps for state in step.states]
    wanted = states_of(flow) | ENTRIES
    fits = len(shown) == len(set(shown)) and set(shown) == wanted
    return None if fits and all(step.states for step in flow.steps) else _wrong("flow_steps")


def _wrong(field: str, **more: str | int) -> Refusal:
    return refuse(Code.BAD_FLOW, field=field, **more)
