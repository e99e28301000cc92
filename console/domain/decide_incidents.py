"""Rules that emergencies and cases share: amend, major, notes, close, reopen, evaluate, deadlines. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from .checks import check_place, check_text, find_incident, find_open_incident
from .entities import OPEN_ORDER_STATES, Incident, IncidentKind, IncidentState
from .limits import LEADERS
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal
S = IncidentState

RATINGS = ("excellent", "meets", "fails")


def has_open_orders(p: Picture, incident: Incident) -> bool:
    """Whether any unit is still bound to the incident."""
    return any(p.orders[order_id].state in OPEN_ORDER_STATES for order_id in incident.orders)


def _amend(p: Picture, a: c.Asked, cmd: c.AmendIncident) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    kind = p.incident_types.get(cmd.type_code or incident.type_code)
    if kind is None:
        return refuse(Code.UNKNOWN_TYPE, type=cmd.type_code)
    if kind.kind is not incident.kind and (incident.orders or incident.lead):
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    if not 0 <= cmd.level <= 4:
        return refuse(Code.BAD_LEVEL, level=cmd.level)
    place = cmd.place or incident.place
    if wrong := check_place(place):
        return wrong
    retyped = bool(cmd.type_code) and cmd.type_code != incident.type_code
    level = cmd.level or (kind.level if retyped else incident.level)
    if not retyped and level == incident.level and place == incident.place:
        return refuse(Code.ALREADY_DONE)
    amended = e.IncidentAmended(
        incident_id=incident.id,
        type_code=kind.id,
        kind=kind.kind,
        level=level,
        place=place,
        limit_ms=kind.limit_s * 1000 if retyped else incident.limit_ms,
    )
    if kind.major and not incident.major:
        return [amended, e.MajorDeclared(incident_id=incident.id, leader=LEADERS[0])]
    return [amended]


def _declare_major(p: Picture, a: c.Asked, cmd: c.DeclareMajor) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if incident.major:
        return refuse(Code.ALREADY_DONE)
    return [e.MajorDeclared(incident_id=incident.id, leader=LEADERS[0])]


def _acknowledge_major(p: Picture, a: c.Asked, cmd: c.AcknowledgeMajor) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if not incident.major:
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    if incident.leader_acknowledged_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return [e.MajorAcknowledged(incident_id=incident.id)]


def _escalate_major(p: Picture, a: c.Asked, cmd: c.EscalateMajor) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if not incident.major or incident.leader_acknowledged_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    rung = LEADERS.index(incident.leader) if incident.leader in LEADERS else 0
    return [e.MajorEscalated(incident_id=incident.id, leader=LEADERS[min(rung + 1, len(LEADERS) - 1)])]


def _note(p: Picture, a: c.Asked, cmd: c.AddNote) -> Outcome:
    incident = find_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    return check_text(cmd.text, field="text") or [e.NoteAdded(incident_id=incident.id, text=cmd.text)]


def _close(p: Picture, a: c.Asked, cmd: c.CloseIncident) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if wrong := check_text(cmd.disposition, field="disposition"):
        return wrong
    if has_open_orders(p, incident):
        return refuse(Code.ORDERS_OPEN, incident=incident.id)
    emergency = incident.kind is IncidentKind.EMERGENCY
    closable = {S.ACCEPTED, S.PENDING_CHECK, S.REOPENED, S.REWORK} if emergency else {S.PENDING_CHECK}
    if incident.state not in closable:
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    if incident.handler and incident.handler == a.stamp.actor:
        return refuse(Code.VERIFIER_IS_HANDLER, handler=incident.handler)
    return [e.IncidentClosed(incident_id=incident.id, disposition=cmd.disposition)]


def _reopen(p: Picture, a: c.Asked, cmd: c.ReopenIncident) -> Outcome:
    incident = find_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if incident.state not in (S.CLOSED, S.EVALUATED):
        return refuse(Code.INCIDENT_NOT_CLOSED, incident=incident.id)
    return check_text(cmd.reason, field="reason") or [
        e.IncidentReopened(incident_id=incident.id, reason=cmd.reason)
    ]


def _evaluate(p: Picture, a: c.Asked, cmd: c.EvaluateIncident) -> Outcome:
    incident = find_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if cmd.rating not in RATINGS:
        return refuse(Code.BAD_RATING, rating=cmd.rating[:40])
    if incident.state is not S.CLOSED:
        return refuse(Code.INCIDENT_NOT_CLOSED, incident=incident.id)
    return [e.IncidentEvaluated(incident_id=incident.id, rating=cmd.rating)]


def _urge(p: Picture, a: c.Asked, cmd: c.UrgeIncident) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    wrong = check_text(cmd.text, field="text", required=False)
    return wrong or [e.IncidentUrged(incident_id=incident.id, text=cmd.text)]


def _supervise(p: Picture, a: c.Asked, cmd: c.SuperviseIncident) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    wrong = check_text(cmd.text, field="text", required=False)
    return wrong or [e.IncidentSupervised(incident_id=incident.id, text=cmd.text)]


def _deadline(p: Picture, a: c.Asked, cmd: c.MarkDeadlineNear | c.MarkDeadlinePassed) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if isinstance(cmd, c.MarkDeadlineNear):
        if incident.reminded:
            return refuse(Code.ALREADY_DONE)
        return [e.DeadlineNear(incident_id=incident.id)]
    if incident.overdue:
        return refuse(Code.ALREADY_DONE)
    return [e.DeadlinePassed(incident_id=incident.id)]


def _archive(p: Picture, a: c.Asked, cmd: c.ArchiveIncident) -> Outcome:
    incident = find_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if incident.state not in (S.CLOSED, S.EVALUATED):
        return refuse(Code.INCIDENT_NOT_CLOSED, incident=incident.id)
    return [e.IncidentArchived(incident_id=incident.id)]


INCIDENT_RULES: dict[type[c.Command], Callable[[Picture, c.Asked, Any], Outcome]] = {
    c.AmendIncident: _amend,
    c.DeclareMajor: _declare_major,
    c.AcknowledgeMajor: _acknowledge_major,
    c.EscalateMajor: _escalate_major,
    c.AddNote: _note,
    c.CloseIncident: _close,
    c.ReopenIncident: _reopen,
    c.EvaluateIncident: _evaluate,
    c.UrgeIncident: _urge,
    c.SuperviseIncident: _supervise,
    c.MarkDeadlineNear: _deadline,
    c.MarkDeadlinePassed: _deadline,
    c.ArchiveIncident: _archive,
}
