"""Rules of what emergencies and cases share: amending, major, notes, closing, deadlines. See `decide`."""

from __future__ import annotations

from console.domain.base.message import Asked, Event, Outcome, Refusal
from console.domain.base.place import check_place
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import DESK, HANDLERS, LEADER, SYSTEM, Role
from console.domain.cases.flow import CaseAction
from console.domain.cases.running import flow_bars, freeze, may_become_case, own_work
from console.domain.orders.states import OPEN_ORDER_STATES
from console.domain.picture import Picture, Rules, about

from . import commands as c
from . import events as e
from .entities import EMERGENCY_STATES, OPEN_INCIDENT_STATES, Incident, IncidentKind, IncidentState


def find_incident(p: Picture, incident_id: str) -> Incident | Refusal:
    return p.incidents.get(incident_id) or refuse(Code.UNKNOWN_INCIDENT, incident=incident_id)


def find_open_incident(p: Picture, incident_id: str) -> Incident | Refusal:
    incident = p.incidents.get(incident_id)
    if incident is None:
        return refuse(Code.UNKNOWN_INCIDENT, incident=incident_id)
    if incident.state not in OPEN_INCIDENT_STATES:
        return refuse(Code.INCIDENT_CLOSED, incident=incident_id)
    return incident


_of_incident = about(find_incident, "incident_id")
of_open_incident = about(find_open_incident, "incident_id")

S = IncidentState
RATINGS = ("excellent", "meets", "fails")


def _amend(p: Picture, a: Asked, cmd: c.AmendIncident, incident: Incident) -> Outcome:
    kind = p.incident_types.get(cmd.type_code or incident.type_code)
    if kind is None:
        return refuse(Code.UNKNOWN_TYPE, type=cmd.type_code)
    if kind.kind is not incident.kind and not _may_change_kind(p, incident, kind.kind):
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
    out: list[Event] = [amended]
    if kind.kind is IncidentKind.CASE and incident.kind is not IncidentKind.CASE:
        out += freeze(p, incident.id)
    if kind.major and not incident.major:
        out.append(e.MajorDeclared(incident_id=incident.id, leader=a.numbers.leaders[0]))
    return out


def _may_change_kind(p: Picture, incident: Incident, kind: IncidentKind) -> bool:
    """Nobody works on it yet, and the other kind knows the state in which it stands."""
    if incident.orders or incident.lead:
        return False
    if kind is IncidentKind.CASE:
        return may_become_case(p, incident)
    return incident.state in EMERGENCY_STATES


def _declare_major(p: Picture, a: Asked, cmd: c.DeclareMajor, incident: Incident) -> Outcome:
    if incident.major:
        return refuse(Code.ALREADY_DONE)
    return [e.MajorDeclared(incident_id=incident.id, leader=a.numbers.leaders[0])]


def _acknowledge_major(p: Picture, a: Asked, cmd: c.AcknowledgeMajor, incident: Incident) -> Outcome:
    if not incident.major:
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    if incident.leader_acknowledged_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return [e.MajorAcknowledged(incident_id=incident.id)]


def _escalate_major(p: Picture, a: Asked, cmd: c.EscalateMajor, incident: Incident) -> Outcome:
    if not incident.major or incident.leader_acknowledged_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    ladder = a.numbers.leaders
    rung = ladder.index(incident.leader) if incident.leader in ladder else 0
    return [e.MajorEscalated(incident_id=incident.id, leader=ladder[min(rung + 1, len(ladder) - 1)])]


def _note(p: Picture, a: Asked, cmd: c.AddNote, incident: Incident) -> Outcome:
    return check_text(cmd.text, field="text") or [e.NoteAdded(incident_id=incident.id, text=cmd.text)]


def _close(p: Picture, a: Asked, cmd: c.CloseIncident, incident: Incident) -> Outcome:
    if wrong := check_text(cmd.disposition, field="disposition"):
        return wrong
    if any(p.orders[order_id].state in OPEN_ORDER_STATES for order_id in incident.orders):
        return refuse(Code.ORDERS_OPEN, incident=incident.id)
    return _not_closable(p, incident, a) or [
        e.IncidentClosed(incident_id=incident.id, disposition=cmd.disposition)
    ]


def _not_closable(p: Picture, incident: Incident, a: Asked) -> Refusal | None:
    """Cases close as their flow says; emergencies when no unit is at work any more."""
    if incident.kind is IncidentKind.CASE:
        return flow_bars(p, incident, CaseAction.CLOSE, a.stamp)
    if incident.state not in (S.ACCEPTED, S.PENDING_CHECK, S.REOPENED, S.REWORK):
        return refuse(Code.WRONG_STATE, state=incident.state.value)
    return own_work(incident, a.stamp)


def _reopen(p: Picture, a: Asked, cmd: c.ReopenIncident, incident: Incident) -> Outcome:
    if incident.state in OPEN_INCIDENT_STATES:
        return refuse(Code.INCIDENT_NOT_CLOSED, incident=incident.id)
    wrong = flow_bars(p, incident, CaseAction.REOPEN, a.stamp) or check_text(cmd.reason, field="reason")
    return wrong or [e.IncidentReopened(incident_id=incident.id, reason=cmd.reason)]


def _evaluate(p: Picture, a: Asked, cmd: c.EvaluateIncident, incident: Incident) -> Outcome:
    if cmd.rating not in RATINGS:
        return refuse(Code.BAD_RATING, rating=cmd.rating[:40])
    if incident.state is not S.CLOSED:
        return refuse(Code.INCIDENT_NOT_CLOSED, incident=incident.id)
    return flow_bars(p, incident, CaseAction.EVALUATE, a.stamp) or [
        e.IncidentEvaluated(incident_id=incident.id, rating=cmd.rating)
    ]


def _urge(p: Picture, a: Asked, cmd: c.UrgeIncident, incident: Incident) -> Outcome:
    wrong = check_text(cmd.text, field="text", required=False)
    return wrong or [e.IncidentUrged(incident_id=incident.id, text=cmd.text)]


def _supervise(p: Picture, a: Asked, cmd: c.SuperviseIncident, incident: Incident) -> Outcome:
    wrong = check_text(cmd.text, field="text", required=False)
    return wrong or [e.IncidentSupervised(incident_id=incident.id, text=cmd.text)]


def _deadline(
    p: Picture, a: Asked, cmd: c.MarkDeadlineNear | c.MarkDeadlinePassed, incident: Incident
) -> Outcome:
    near = isinstance(cmd, c.MarkDeadlineNear)
    if incident.reminded if near else incident.overdue:
        return refuse(Code.ALREADY_DONE)
    return [(e.DeadlineNear if near else e.DeadlinePassed)(incident_id=incident.id)]


def _archive(p: Picture, a: Asked, cmd: c.ArchiveIncident, incident: Incident) -> Outcome:
    if incident.state in OPEN_INCIDENT_STATES:
        return refuse(Code.INCIDENT_NOT_CLOSED, incident=incident.id)
    return [e.IncidentArchived(incident_id=incident.id)]


INCIDENT_RULES: Rules = {
    c.AmendIncident: (DESK, of_open_incident(_amend)),
    c.DeclareMajor: (DESK, of_open_incident(_declare_major)),
    c.AcknowledgeMajor: (LEADER, of_open_incident(_acknowledge_major)),
    c.EscalateMajor: (SYSTEM, of_open_incident(_escalate_major)),
    c.AddNote: (HANDLERS, _of_incident(_note)),
    c.CloseIncident: (DESK, of_open_incident(_close)),
    c.ReopenIncident: (LEADER, _of_incident(_reopen)),
    c.EvaluateIncident: (LEADER | {Role.EVALUATOR}, _of_incident(_evaluate)),
    c.UrgeIncident: (DESK, of_open_incident(_urge)),
    c.SuperviseIncident: (LEADER, of_open_incident(_supervise)),
    c.MarkDeadlineNear: (SYSTEM, of_open_incident(_deadline)),
    c.MarkDeadlinePassed: (SYSTEM, of_open_incident(_deadline)),
    c.ArchiveIncident: (SYSTEM, _of_incident(_archive)),
}
