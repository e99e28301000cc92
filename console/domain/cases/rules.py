"""Rules of the grid flow (DOMAIN §2): who may move a case from which state to which. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.domain.base.checks import check_text
from console.domain.base.limits import LEADERS
from console.domain.base.message import Asked, Command, Outcome, Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState
from console.domain.incidents.events import MajorDeclared
from console.domain.incidents.rules import find_open_incident
from console.domain.picture import Picture

from .commands import (
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
from .events import (
    CaseAssigned,
    CaseReturned,
    CaseSigned,
    CaseTransferred,
    CheckRequested,
    ExtensionAsked,
    IncidentEscalated,
    IncidentResumed,
    IncidentSuspended,
    ReworkOrdered,
)

S = IncidentState


def _case_in(p: Picture, incident_id: str, *states: IncidentState) -> Incident | Refusal:
    """The open case, if it is in one of these states."""
    incident = find_open_incident(p, incident_id)
    if not isinstance(incident, Incident):
        return incident
    if incident.kind is not IncidentKind.CASE:
        return refuse(Code.ONLY_CASES, incident=incident.id)
    if incident.state not in states:
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    return incident


def _assign(p: Picture, a: Asked, cmd: AssignCase) -> Outcome:
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
    return [CaseAssigned(incident_id=case.id, lead=cmd.lead, assistants=cmd.assistants)]


def _sign(p: Picture, a: Asked, cmd: SignCase) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.ASSIGNED, S.REWORK)
    if not isinstance(case, Incident):
        return case
    return [CaseSigned(incident_id=case.id, handler=a.stamp.actor)]


def _return(p: Picture, a: Asked, cmd: ReturnCase) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.ASSIGNED, S.IN_PROGRESS)
    if not isinstance(case, Incident):
        return case
    return check_text(cmd.reason, field="reason") or [CaseReturned(incident_id=case.id, reason=cmd.reason)]


def _transfer(p: Picture, a: Asked, cmd: TransferCase) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.REWORK)
    if not isinstance(case, Incident):
        return case
    if cmd.department not in p.departments:
        return refuse(Code.UNKNOWN_DEPARTMENT, department=cmd.department)
    if cmd.department == case.lead:
        return refuse(Code.SAME_DEPARTMENT, department=cmd.department)
    return check_text(cmd.reason, field="reason") or [
        CaseTransferred(incident_id=case.id, department=cmd.department, reason=cmd.reason)
    ]


def _escalate(p: Picture, a: Asked, cmd: EscalateIncident) -> Outcome:
    """Cases go up for joint handling; an emergency goes to the command centre at once (it becomes major)."""
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    escalated = IncidentEscalated(incident_id=incident.id, reason=cmd.reason)
    if incident.kind is IncidentKind.EMERGENCY:
        if incident.major:
            return refuse(Code.ALREADY_DONE)
        return [escalated, MajorDeclared(incident_id=incident.id, leader=LEADERS[0])]
    case = _case_in(p, incident.id, S.ASSIGNED, S.IN_PROGRESS, S.REWORK, S.ACCEPTED)
    return [escalated] if isinstance(case, Incident) else case


def _ask_extension(p: Picture, a: Asked, cmd: AskExtension) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.IN_PROGRESS)
    if not isinstance(case, Incident):
        return case
    if case.extension_asked:
        return refuse(Code.ALREADY_DONE)
    return check_text(cmd.reason, field="reason") or [ExtensionAsked(incident_id=case.id, reason=cmd.reason)]


def _suspend(p: Picture, a: Asked, cmd: SuspendIncident) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.IN_PROGRESS)
    if not isinstance(case, Incident):
        return case
    return check_text(cmd.reason, field="reason") or [
        IncidentSuspended(incident_id=case.id, reason=cmd.reason)
    ]


def _resume(p: Picture, a: Asked, cmd: ResumeIncident) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.SUSPENDED)
    return [IncidentResumed(incident_id=case.id)] if isinstance(case, Incident) else case


def _request_check(p: Picture, a: Asked, cmd: RequestCheck) -> Outcome:
    case = _case_in(p, cmd.incident_id, S.IN_PROGRESS, S.REWORK)
    if not isinstance(case, Incident):
        return case
    return check_text(cmd.feedback, field="feedback") or [
        CheckRequested(incident_id=case.id, feedback=cmd.feedback, handler=a.stamp.actor)
    ]


def _rework(p: Picture, a: Asked, cmd: OrderRework) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if incident.state is not S.PENDING_CHECK:
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    if incident.handler and incident.handler == a.stamp.actor:
        return refuse(Code.VERIFIER_IS_HANDLER, handler=incident.handler)
    return check_text(cmd.reason, field="reason") or [
        ReworkOrdered(incident_id=incident.id, reason=cmd.reason)
    ]


CASE_RULES: dict[type[Command], Callable[[Picture, Asked, Any], Outcome]] = {
    AssignCase: _assign,
    SignCase: _sign,
    ReturnCase: _return,
    TransferCase: _transfer,
    EscalateIncident: _escalate,
    AskExtension: _ask_extension,
    SuspendIncident: _suspend,
    ResumeIncident: _resume,
    RequestCheck: _request_check,
    OrderRework: _rework,
}
