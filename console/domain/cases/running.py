"""By which flow a case runs: the one in force, the one frozen for it, and what a move of it does. Pure, any thread.

Used by rules, folds and by whatever shows steps. Journals older than flows, and emergencies, have none frozen: the
shipped flow holds for them (an emergency's own states follow from its units, DOMAIN §2).
"""

from __future__ import annotations

from typing import Any, Final

from console.domain.base.message import Event, Refusal, Stamp
from console.domain.base.refusals import Code, refuse
from console.domain.incidents.entities import Incident, IncidentKind
from console.domain.picture import Picture

from .events import CaseFlowFrozen
from .flow import SHIPPED, CaseAction, CaseFlow, FlowMove, StepClock, find_move, states_of

_SHIPPED_MOVES: Final = {move.action: move for move in SHIPPED.moves}
"""In the shipped flow an action leads to one state by one clock, wherever it starts."""


def in_force(p: Picture) -> CaseFlow | None:
    """The flow that was registered last; None in a journal without any."""
    newest = max(p.case_flows.values(), key=lambda one: one.since_seq, default=None)
    return None if newest is None else newest.flow


def flow_of(p: Picture, incident: Incident) -> CaseFlow:
    """The flow frozen for this case, else the shipped one."""
    frozen = p.frozen_flows.get(incident.id)
    if frozen is None or incident.kind is not IncidentKind.CASE:
        return SHIPPED
    return p.case_flows[frozen.flow_id].flow


def freeze(p: Picture, incident_id: str) -> list[Event]:
    """What stands beside an incident's becoming a case: the flow in force, once and for all."""
    flow = in_force(p)
    if flow is None or incident_id in p.frozen_flows:
        return []
    return [CaseFlowFrozen(incident_id=incident_id, flow_id=flow.id)]


def may_become_case(p: Picture, incident: Incident) -> bool:
    """Whether the flow that the incident would run by knows the state in which it stands."""
    frozen = p.frozen_flows.get(incident.id)
    flow = p.case_flows[frozen.flow_id].flow if frozen is not None else in_force(p)
    return incident.state in states_of(flow or SHIPPED)


def find_case_move(p: Picture, case: Incident, action: CaseAction) -> FlowMove | Refusal:
    """The move that this action is for the case as it stands; WRONG_STATE when its flow has none."""
    move = find_move(flow_of(p, case), action, case.state)
    return move if move is not None else refuse(Code.WRONG_STATE, state=case.state.value)


def barred(move: FlowMove, case: Incident, stamp: Stamp) -> Refusal | None:
    """Why this person may not make the move: another role's, or the handler would verify his own work."""
    if move.roles and stamp.role not in move.roles:
        return refuse(Code.NOT_ALLOWED, role=stamp.role.value)
    return own_work(case, stamp) if move.by_another else None


def flow_bars(p: Picture, case: Incident, action: CaseAction, stamp: Stamp) -> Refusal | None:
    """Why this person may not do this to the case as it stands, by its flow; emergencies have none."""
    if case.kind is not IncidentKind.CASE:
        return None
    move = find_case_move(p, case, action)
    return move if isinstance(move, Refusal) else barred(move, case, stamp)


def own_work(incident: Incident, stamp: Stamp) -> Refusal | None:
    """Verifier ≠ handler (DOMAIN §2)."""
    if incident.handler and incident.handler == stamp.actor:
        return refuse(Code.VERIFIER_IS_HANDLER, handler=incident.handler)
    return None


def move_taken(p: Picture, incident: Incident, action: CaseAction) -> FlowMove:
    """The move that an event stands for. Raises LookupError where a frozen flow has none: no hub wrote that.

    What runs by the shipped flow is moved by the action alone, as it was before there were flows.
    """
    if incident.kind is not IncidentKind.CASE or incident.id not in p.frozen_flows:
        return _SHIPPED_MOVES[action]
    move = find_move(flow_of(p, incident), action, incident.state)
    if move is None:
        raise LookupError(f"{incident.id}: no {action.value} out of {incident.state.value}")
    return move


def moved(incident: Incident, move: FlowMove, t_ms: int) -> dict[str, Any]:
    """The fields that the move changes: the state, and the step's clock."""
    state = {} if move.to is None else {"state": move.to}
    return state | _clock(incident, move.clock, t_ms)


def _clock(incident: Incident, clock: StepClock, t_ms: int) -> dict[str, Any]:
    match clock:
        case StepClock.GOES_ON:
            return {}
        case StepClock.BEGINS:
            return {"step_ms": t_ms}
        case StepClock.RESTARTS:
            return {
                "step_ms": t_ms,
                "deadline_ms": t_ms + incident.limit_ms if incident.limit_ms else -1,
                "reminded": False,
                "overdue": False,
                "suspended_since_ms": -1,
            }
        case StepClock.STOPS:
            return {"suspended_since_ms": t_ms}
        case StepClock.RESUMES:
            stopped_ms = t_ms - incident.suspended_since_ms
            deadline_ms = incident.deadline_ms + stopped_ms if incident.deadline_ms >= 0 else -1
            return {"suspended_since_ms": -1, "deadline_ms": deadline_ms}
