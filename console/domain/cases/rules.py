"""Rules of the grid flow (DOMAIN §2): who may move a case from which state to which. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.domain.base.message import Asked, Outcome, Refusal
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import DESK, HANDLERS, LEADER
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState
from console.domain.incidents.events import MajorDeclared
from console.domain.incidents.rules import of_open_incident
from console.domain.picture import Picture, Rule, Rules

from . import commands as c
from . import events as e
from .flow import CaseAction
from .running import barred, find_case_move, flow_bars, own_work

A = CaseAction
CaseRule = Callable[[Picture, Asked, Any, Incident, Refusal | None], Outcome]
"""A rule about a case; besides it is given why this person may not make the move, or None."""


def _of_case(action: CaseAction, rule: CaseRule) -> Rule:
    """The rule of an action, for an open case whose flow has a move for it as the case stands."""

    def ruled(p: Picture, a: Asked, cmd: Any, case: Incident) -> Outcome:
        if case.kind is not IncidentKind.CASE:
            return refuse(Code.ONLY_CASES, incident=case.id)
        move = find_case_move(p, case, action)
        return move if isinstance(move, Refusal) else rule(p, a, cmd, case, barred(move, case, a.stamp))

    return of_open_incident(ruled)


def _assign(p: Picture, a: Asked, cmd: c.AssignCase, case: Incident, bar: Refusal | None) -> Outcome:
    for department in (cmd.lead, *cmd.assistants):
        if department not in p.departments:
            return refuse(Code.UNKNOWN_DEPARTMENT, department=department)
    if cmd.lead in cmd.assistants or len(set(cmd.assistants)) != len(cmd.assistants):
        return refuse(Code.SAME_DEPARTMENT, department=cmd.lead)
    return bar or [e.CaseAssigned(incident_id=case.id, lead=cmd.lead, assistants=cmd.assistants)]


def _sign(p: Picture, a: Asked, cmd: c.SignCase, case: Incident, bar: Refusal | None) -> Outcome:
    return bar or [e.CaseSigned(incident_id=case.id, handler=a.stamp.actor)]


def _return(p: Picture, a: Asked, cmd: c.ReturnCase, case: Incident, bar: Refusal | None) -> Outcome:
    wrong = bar or check_text(cmd.reason, field="reason")
    return wrong or [e.CaseReturned(incident_id=case.id, reason=cmd.reason)]


def _transfer(p: Picture, a: Asked, cmd: c.TransferCase, case: Incident, bar: Refusal | None) -> Outcome:
    if cmd.department not in p.departments:
        return refuse(Code.UNKNOWN_DEPARTMENT, department=cmd.department)
    if cmd.department == case.lead:
        return refuse(Code.SAME_DEPARTMENT, department=cmd.department)
    wrong = bar or check_text(cmd.reason, field="reason")
    return wrong or [e.CaseTransferred(incident_id=case.id, department=cmd.department, reason=cmd.reason)]


def _escalate(p: Picture, a: Asked, cmd: c.EscalateIncident, incident: Incident) -> Outcome:
    """Cases go up for joint handling; an emergency goes to the command centre at once (it becomes major)."""
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    escalated = e.IncidentEscalated(incident_id=incident.id, reason=cmd.reason)
    if incident.kind is IncidentKind.EMERGENCY:
        if incident.major:
            return refuse(Code.ALREADY_DONE)
        return [escalated, MajorDeclared(incident_id=incident.id, leader=a.numbers.leaders[0])]
    return flow_bars(p, incident, A.ESCALATE, a.stamp) or [escalated]


def _ask_extension(p: Picture, a: Asked, cmd: c.AskExtension, case: Incident, bar: Refusal | None) -> Outcome:
    if case.extension_asked:
        return refuse(Code.ALREADY_DONE)
    wrong = bar or check_text(cmd.reason, field="reason")
    return wrong or [e.ExtensionAsked(incident_id=case.id, reason=cmd.reason)]


def _suspend(p: Picture, a: Asked, cmd: c.SuspendIncident, case: Incident, bar: Refusal | None) -> Outcome:
    wrong = bar or check_text(cmd.reason, field="reason")
    return wrong or [e.IncidentSuspended(incident_id=case.id, reason=cmd.reason)]


def _resume(p: Picture, a: Asked, cmd: c.ResumeIncident, case: Incident, bar: Refusal | None) -> Outcome:
    return bar or [e.IncidentResumed(incident_id=case.id)]


def _request_check(p: Picture, a: Asked, cmd: c.RequestCheck, case: Incident, bar: Refusal | None) -> Outcome:
    wrong = bar or check_text(cmd.feedback, field="feedback")
    return wrong or [e.CheckRequested(incident_id=case.id, feedback=cmd.feedback, handler=a.stamp.actor)]


def _rework(p: Picture, a: Asked, cmd: c.OrderRework, incident: Incident) -> Outcome:
    """A case as its flow says; an emergency whose units have cleared is sent back, too."""
    if incident.kind is IncidentKind.CASE:
        wrong = flow_bars(p, incident, A.REWORK, a.stamp)
    elif incident.state is IncidentState.PENDING_CHECK:
        wrong = own_work(incident, a.stamp)
    else:
        wrong = refuse(Code.WRONG_STATE, state=incident.state.value)
    wrong = wrong or check_text(cmd.reason, field="reason")
    return wrong or [e.ReworkOrdered(incident_id=incident.id, reason=cmd.reason)]


CASE_RULES: Rules = {
    c.AssignCase: (DESK, _of_case(A.ASSIGN, _assign)),
    c.SignCase: (HANDLERS, _of_case(A.SIGN, _sign)),
    c.ReturnCase: (HANDLERS, _of_case(A.RETURN, _return)),
    c.TransferCase: (HANDLERS, _of_case(A.TRANSFER, _transfer)),
    c.EscalateIncident: (HANDLERS, of_open_incident(_escalate)),
    c.AskExtension: (HANDLERS, _of_case(A.ASK_EXTENSION, _ask_extension)),
    c.SuspendIncident: (LEADER, _of_case(A.SUSPEND, _suspend)),
    c.ResumeIncident: (HANDLERS, _of_case(A.RESUME, _resume)),
    c.RequestCheck: (HANDLERS, _of_case(A.REQUEST_CHECK, _request_check)),
    c.OrderRework: (DESK, of_open_incident(_rework)),
}
