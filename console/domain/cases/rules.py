"""Rules of the grid flow (DOMAIN §2): who may move a case from which state to which. See `decide`."""

from __future__ import annotations

from console.domain.base.checks import check_text
from console.domain.base.message import Asked, Outcome, Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState
from console.domain.incidents.events import MajorDeclared
from console.domain.incidents.rules import find_open_incident
from console.domain.picture import Picture, Rules

from . import commands as c
from . import events as e
from .flow import CaseAction, FlowMove
from .running import barred, find_case_move, own_work

A = CaseAction


def _find(p: Picture, incident_id: str, action: CaseAction) -> tuple[Incident, FlowMove] | Refusal:
    """The open case, and the move that this action is for it as it stands."""
    case = find_open_incident(p, incident_id)
    if not isinstance(case, Incident):
        return case
    if case.kind is not IncidentKind.CASE:
        return refuse(Code.ONLY_CASES, incident=case.id)
    move = find_case_move(p, case, action)
    return (case, move) if isinstance(move, FlowMove) else move


def _assign(p: Picture, a: Asked, cmd: c.AssignCase) -> Outcome:
    found = _find(p, cmd.incident_id, A.ASSIGN)
    if isinstance(found, Refusal):
        return found
    case, move = found
    for department in (cmd.lead, *cmd.assistants):
        if department not in p.departments:
            return refuse(Code.UNKNOWN_DEPARTMENT, department=department)
    if cmd.lead in cmd.assistants or len(set(cmd.assistants)) != len(cmd.assistants):
        return refuse(Code.SAME_DEPARTMENT, department=cmd.lead)
    return barred(move, case, a.stamp) or [
        e.CaseAssigned(incident_id=case.id, lead=cmd.lead, assistants=cmd.assistants)
    ]


def _sign(p: Picture, a: Asked, cmd: c.SignCase) -> Outcome:
    found = _find(p, cmd.incident_id, A.SIGN)
    if isinstance(found, Refusal):
        return found
    case, move = found
    return barred(move, case, a.stamp) or [e.CaseSigned(incident_id=case.id, handler=a.stamp.actor)]


def _return(p: Picture, a: Asked, cmd: c.ReturnCase) -> Outcome:
    found = _find(p, cmd.incident_id, A.RETURN)
    if isinstance(found, Refusal):
        return found
    case, move = found
    wrong = barred(move, case, a.stamp) or check_text(cmd.reason, field="reason")
    return wrong or [e.CaseReturned(incident_id=case.id, reason=cmd.reason)]


def _transfer(p: Picture, a: Asked, cmd: c.TransferCase) -> Outcome:
    found = _find(p, cmd.incident_id, A.TRANSFER)
    if isinstance(found, Refusal):
        return found
    case, move = found
    if cmd.department not in p.departments:
        return refuse(Code.UNKNOWN_DEPARTMENT, department=cmd.department)
    if cmd.department == case.lead:
        return refuse(Code.SAME_DEPARTMENT, department=cmd.department)
    wrong = barred(move, case, a.stamp) or check_text(cmd.reason, field="reason")
    return wrong or [e.CaseTransferred(incident_id=case.id, department=cmd.department, reason=cmd.reason)]


def _escalate(p: Picture, a: Asked, cmd: c.EscalateIncident) -> Outcome:
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
        return [escalated, MajorDeclared(incident_id=incident.id, leader=a.numbers.leaders[0])]
    move = find_case_move(p, incident, A.ESCALATE)
    if isinstance(move, Refusal):
        return move
    return barred(move, incident, a.stamp) or [escalated]


def _ask_extension(p: Picture, a: Asked, cmd: c.AskExtension) -> Outcome:
    found = _find(p, cmd.incident_id, A.ASK_EXTENSION)
    if isinstance(found, Refusal):
        return found
    case, move = found
    if case.extension_asked:
        return refuse(Code.ALREADY_DONE)
    wrong = barred(move, case, a.stamp) or check_text(cmd.reason, field="reason")
    return wrong or [e.ExtensionAsked(incident_id=case.id, reason=cmd.reason)]


def _suspend(p: Picture, a: Asked, cmd: c.SuspendIncident) -> Outcome:
    found = _find(p, cmd.incident_id, A.SUSPEND)
    if isinstance(found, Refusal):
        return found
    case, move = found
    wrong = barred(move, case, a.stamp) or check_text(cmd.reason, field="reason")
    return wrong or [e.IncidentSuspended(incident_id=case.id, reason=cmd.reason)]


def _resume(p: Picture, a: Asked, cmd: c.ResumeIncident) -> Outcome:
    found = _find(p, cmd.incident_id, A.RESUME)
    if isinstance(found, Refusal):
        return found
    case, move = found
    return barred(move, case, a.stamp) or [e.IncidentResumed(incident_id=case.id)]


def _request_check(p: Picture, a: Asked, cmd: c.RequestCheck) -> Outcome:
    found = _find(p, cmd.incident_id, A.REQUEST_CHECK)
    if isinstance(found, Refusal):
        return found
    case, move = found
    wrong = barred(move, case, a.stamp) or check_text(cmd.feedback, field="feedback")
    return wrong or [e.CheckRequested(incident_id=case.id, feedback=cmd.feedback, handler=a.stamp.actor)]


def _rework(p: Picture, a: Asked, cmd: c.OrderRework) -> Outcome:
    """A case as its flow says; an emergency whose units have cleared is sent back, too."""
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if incident.kind is IncidentKind.CASE:
        move = find_case_move(p, incident, A.REWORK)
        wrong = move if isinstance(move, Refusal) else barred(move, incident, a.stamp)
    elif incident.state is IncidentState.PENDING_CHECK:
        wrong = own_work(incident, a.stamp)
    else:
        wrong = refuse(Code.WRONG_STATE, state=incident.state.value)
    wrong = wrong or check_text(cmd.reason, field="reason")
    return wrong or [e.ReworkOrdered(incident_id=incident.id, reason=cmd.reason)]


CASE_RULES: Rules = {
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
