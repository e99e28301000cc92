"""Rules of the grid flow (DOMAIN §2): who may move a case from which state to which. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from .checks import check_text, find_open_incident
from .entities import Incident, IncidentKind, IncidentState
from .limits import LEADERS
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal
S = IncidentState


def _case_in(p: Picture, incident_id: str, *states: IncidentState) -> Incident | c.Refusal:
    """The open case, if it is in one of these states."""
    incident = find_open_incident(p, incident_id)
    if not isinstance(incident, Incident):
        return incident
    if incident.kind is not IncidentKind.CASE:
        return refuse(Code.ONLY_CASES, incident=incident.id)
    if incident.state not in states:
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    return incident


def _assign(p: Picture, a: c.Asked, cmd: c.AssignCase) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.ACCEPTED, S.ESCALATED, S.REOPENED, S.ASSIGNED, S.REWORK)
    if not isinstance(case, Incident):
        return case
    for department in (cmd.lead, *cmd.assistants):
        if department not in p.departments:
            return refuse(Code.UNKNOWN_DEPARTMENT, department=department)
    if cmd.lead in cmd.assistants or len(set(cmd.assistants)) != len(cmd.assistants):
        return refuse(Code.SAME_DEPARTMENT, department=cmd.lead)
    if case.state is S.ESCALATED and a.stamp.role.value != "duty_leader":
        return refuse(Code.NOT_ALLOWED, role=a.stamp.role.value)
    return [e.CaseAssigned(incident_id=case.id, lead=cmd.lead, assistants=cmd.assistants)]


def _sign(p: Picture, a: c.Asked, cmd: c.SignCase) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.ASSIGNED, S.REWORK)
    if not isinstance(case, Incident):
        return case
    return [e.CaseSigned(incident_id=case.id, handler=a.stamp.actor)]


def _return(p: Picture, a: c.Asked, cmd: c.ReturnCase) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.ASSIGNED, S.IN_PROGRESS)
    if not isinstance(case, Incident):
        return case
    return check_text(cmd.reason, field="reason") or [e.CaseReturned(incident_id=case.id, reason=cmd.reason)]


def _transfer(p: Picture, a: c.Asked, cmd: c.TransferCase) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.REWORK)
    if not isinstance(case, Incident):
        return case
    if cmd.department not in p.departments:
        return refuse(Code.UNKNOWN_DEPARTMENT, department=cmd.department)
    if cmd.department == case.lead:
        return refuse(Code.SAME_DEPARTMENT, department=cmd.department)
    return check_text(cmd.reason, field="reason") or [
        e.CaseTransferred(incident_id=case.id, department=cmd.department, reason=cmd.reason)
    ]


def _escalate(p: Picture, a: c.Asked, cmd: c.EscalateIncident) -> Outcome:
    """Cases go up for joint handling; an emergency goes to the command centre at once (it becomes major)."""
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    escalated = e.IncidentEscalated(incident_id=incident.id, reason=cmd.reason)
    if incident.kind is IncidentKind.EMERGENCY:
        if incident.major:
            return refuse(Code.ALREADY_DONE)
        return [escalated, e.MajorDeclared(incident_id=incident.id, leader=LEADERS[0])]
    case = _case_in(p, incident.id, S.ASSIGNED, S.IN_PROGRESS, S.REWORK, S.ACCEPTED)
    return [escalated] if isinstance(case, Incident) else case


def _ask_extension(p: Picture, a: c.Asked, cmd: c.AskExtension) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.IN_PROGRESS)
    if not isinstance(case, Incident):
        return case
    if case.extension_asked:
        return refuse(Code.ALREADY_DONE)
    return check_text(cmd.reason, field="reason") or [
        e.ExtensionAsked(incident_id=case.id, reason=cmd.reason)
    ]


def _suspend(p: Picture, a: c.Asked, cmd: c.SuspendIncident) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.IN_PROGRESS)
    if not isinstance(case, Incident):
        return case
    return check_text(cmd.reason, field="reason") or [
        e.IncidentSuspended(incident_id=case.id, reason=cmd.reason)
    ]


def _resume(p: Picture, a: c.Asked, cmd: c.ResumeIncident) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.SUSPENDED)
    return [e.IncidentResumed(incident_id=case.id)] if isinstance(case, Incident) else case


def _request_check(p: Picture, a: c.Asked, cmd: c.RequestCheck) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.IN_PROGRESS, S.REWORK)
    if not isinstance(case, Incident):
        return case
    return check_text(cmd.feedback, field="feedback") or [
        e.CheckRequested(incident_id=case.id, feedback=cmd.feedback, handler=a.stamp.actor)
    ]


def _rework(p: Picture, a: c.Asked, cmd: c.OrderRework) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if incident.state is not S.PENDING_CHECK:
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    if incident.handler and incident.handler == a.stamp.actor:
        return refuse(Code.VERIFIER_IS_HANDLER, handler=incident.handler)
    return check_text(cmd.reason, field="reason") or [
        e.ReworkOrdered(incident_id=incident.id, reason=cmd.reason)
    ]


CASE_RULES: dict[type[c.Command], Callable[[Picture, c.Asked, Any], Outcome]] = {
    c.AssignCase: _assign,
    c.SignCase: _sign,
    c.ReturnCase: _return,
    c.TransferCase: _transfer,
    c.EscalateIncident: _escalate,
    c.AskExtension: _ask_extension,
    c.SuspendIncident: _suspend,
    c.ResumeIncident: _resume,
    c.RequestCheck: _request_check,
    c.OrderRework: _rework,
}
