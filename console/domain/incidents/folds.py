"""Folds of what emergencies and cases share: opening, amending, major, notes, deadlines, closing. See `evolve`."""

from __future__ import annotations

from typing import Any

from console.domain.base.limits import MAX_NOTES
from console.domain.base.message import Stamped
from console.domain.calls.entities import CallState
from console.domain.cases.flow import CaseAction
from console.domain.cases.running import move_taken, moved
from console.domain.picture import Folds, Key, Picture, change

from . import events as e
from .entities import Incident, IncidentState, Note

S = IncidentState


def move_incident(p: Picture, r: Stamped, incident_id: str, action: CaseAction, **changes: Any) -> list[Key]:
    """Move one incident as its flow says, and replace other fields beside; the key list of that change."""
    incident = p.incidents[incident_id]
    move = move_taken(p, incident, action)
    return change(p, "incidents", incident_id, **moved(incident, move, r.t_ms), **changes)


def _opened(p: Picture, r: Stamped, ev: e.IncidentOpened) -> list[Key]:
    p.counters["incident"] = p.counters.get("incident", 0) + 1
    p.incidents[ev.incident_id] = Incident(
        id=ev.incident_id,
        type_code=ev.type_code,
        kind=ev.kind,
        level=ev.level,
        place=ev.place,
        state=S.ACCEPTED,
        opened_ms=ev.opened_ms,
        accepted_ms=r.t_ms,
        step_ms=r.t_ms,
        limit_ms=ev.limit_ms,
        deadline_ms=r.t_ms + ev.limit_ms if ev.limit_ms else -1,
        calls=(ev.call_id,),
        major=ev.major,
        major_ms=r.t_ms if ev.major else -1,
        leader=ev.leader,
        leader_notified_ms=r.t_ms if ev.major else -1,
    )
    accepted = {"state": CallState.ACCEPTED, "incident_id": ev.incident_id, "acknowledged": True}
    return [("incidents", ev.incident_id), *change(p, "calls", ev.call_id, **accepted)]


def _amended(p: Picture, r: Stamped, ev: e.IncidentAmended) -> list[Key]:
    incident = p.incidents[ev.incident_id]
    moved = ev.limit_ms - incident.limit_ms
    if not ev.limit_ms:
        deadline_ms = -1
    elif incident.deadline_ms < 0:
        deadline_ms = incident.step_ms + ev.limit_ms
    else:
        deadline_ms = incident.deadline_ms + moved
    return change(
        p,
        "incidents",
        ev.incident_id,
        type_code=ev.type_code,
        kind=ev.kind,
        level=ev.level,
        place=ev.place,
        limit_ms=ev.limit_ms,
        deadline_ms=deadline_ms,
        reminded=incident.reminded and not moved,
        overdue=incident.overdue and not moved,
    )


def _major(p: Picture, r: Stamped, ev: e.MajorDeclared) -> list[Key]:
    told = {"leader": ev.leader, "leader_notified_ms": r.t_ms}
    return change(p, "incidents", ev.incident_id, major=True, major_ms=r.t_ms, **told)


def _major_acknowledged(p: Picture, r: Stamped, ev: e.MajorAcknowledged) -> list[Key]:
    return change(p, "incidents", ev.incident_id, leader_acknowledged_ms=r.t_ms)


def _major_escalated(p: Picture, r: Stamped, ev: e.MajorEscalated) -> list[Key]:
    count = p.incidents[ev.incident_id].leader_escalations + 1
    told = {"leader": ev.leader, "leader_notified_ms": r.t_ms}
    return change(p, "incidents", ev.incident_id, leader_escalations=count, **told)


def _noted(p: Picture, r: Stamped, ev: e.NoteAdded) -> list[Key]:
    notes = p.incidents[ev.incident_id].notes
    note = Note(t_ms=r.t_ms, actor=r.stamp.actor, text=ev.text)
    return change(p, "incidents", ev.incident_id, notes=(*notes[-MAX_NOTES + 1 :], note))


def _closed(p: Picture, r: Stamped, ev: e.IncidentClosed) -> list[Key]:
    closed = {"closed_ms": r.t_ms, "closed_by": r.stamp.actor, "disposition": ev.disposition}
    return move_incident(p, r, ev.incident_id, CaseAction.CLOSE, **closed)


def _reopened(p: Picture, r: Stamped, ev: e.IncidentReopened) -> list[Key]:
    undone = {"closed_ms": -1, "closed_by": "", "rating": ""}
    return move_incident(p, r, ev.incident_id, CaseAction.REOPEN, **undone)


def _evaluated(p: Picture, r: Stamped, ev: e.IncidentEvaluated) -> list[Key]:
    return move_incident(p, r, ev.incident_id, CaseAction.EVALUATE, rating=ev.rating)


def _urged(p: Picture, r: Stamped, ev: e.IncidentUrged) -> list[Key]:
    return change(p, "incidents", ev.incident_id, urges=p.incidents[ev.incident_id].urges + 1)


def _supervised(p: Picture, r: Stamped, ev: e.IncidentSupervised) -> list[Key]:
    return change(p, "incidents", ev.incident_id, supervised=True)


def _near(p: Picture, r: Stamped, ev: e.DeadlineNear) -> list[Key]:
    return change(p, "incidents", ev.incident_id, reminded=True)


def _passed(p: Picture, r: Stamped, ev: e.DeadlinePassed) -> list[Key]:
    return change(p, "incidents", ev.incident_id, overdue=True)


def _archived(p: Picture, r: Stamped, ev: e.IncidentArchived) -> list[Key]:
    incident = p.incidents.pop(ev.incident_id)
    keys: list[Key] = [("incidents", incident.id)]
    for call_id in incident.calls:
        del p.calls[call_id]
        keys.append(("calls", call_id))
    for order_id in incident.orders:
        del p.orders[order_id]
        keys.append(("orders", order_id))
    for muster in [each for each in p.musters.values() if each.incident_id == incident.id]:
        del p.musters[muster.id]
        keys.append(("musters", muster.id))
    if p.frozen_flows.pop(incident.id, None) is not None:
        keys.append(("frozen_flows", incident.id))
    return keys


INCIDENT_FOLDS: Folds = {
    e.IncidentOpened: _opened,
    e.IncidentAmended: _amended,
    e.MajorDeclared: _major,
    e.MajorAcknowledged: _major_acknowledged,
    e.MajorEscalated: _major_escalated,
    e.NoteAdded: _noted,
    e.IncidentClosed: _closed,
    e.IncidentReopened: _reopened,
    e.IncidentEvaluated: _evaluated,
    e.IncidentUrged: _urged,
    e.IncidentSupervised: _supervised,
    e.DeadlineNear: _near,
    e.DeadlinePassed: _passed,
    e.IncidentArchived: _archived,
}
