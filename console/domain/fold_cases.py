"""Folds of the grid flow: assign, sign, return, transfer, escalate, extend, check, rework. See `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import events as e
from .entities import IncidentKind, IncidentState
from .fold_incidents import set_incident
from .picture import Key, Picture

S = IncidentState


def _new_step(p: Picture, incident_id: str, t_ms: int) -> dict[str, Any]:
    """Fields that restart the step's clock; the total clock (`opened_ms`) is never touched (DOMAIN §2)."""
    limit_ms = p.incidents[incident_id].limit_ms
    return {
        "step_ms": t_ms,
        "deadline_ms": t_ms + limit_ms if limit_ms else -1,
        "reminded": False,
        "overdue": False,
        "suspended_since_ms": -1,
        "extension_asked": "",
    }


def _assigned(p: Picture, r: e.Recorded, ev: e.CaseAssigned) -> list[Key]:
    return set_incident(
        p,
        ev.incident_id,
        state=S.ASSIGNED,
        lead=ev.lead,
        assistants=ev.assistants,
        handler="",
        **_new_step(p, ev.incident_id, r.t_ms),
    )


def _signed(p: Picture, r: e.Recorded, ev: e.CaseSigned) -> list[Key]:
    return set_incident(p, ev.incident_id, state=S.IN_PROGRESS, handler=ev.handler)


def _returned(p: Picture, r: e.Recorded, ev: e.CaseReturned) -> list[Key]:
    incident = p.incidents[ev.incident_id]
    return set_incident(
        p,
        ev.incident_id,
        state=S.ACCEPTED,
        lead="",
        assistants=(),
        handler="",
        returns=incident.returns + 1,
        **_new_step(p, ev.incident_id, r.t_ms),
    )


def _transferred(p: Picture, r: e.Recorded, ev: e.CaseTransferred) -> list[Key]:
    return set_incident(
        p,
        ev.incident_id,
        state=S.ASSIGNED,
        lead=ev.department,
        handler="",
        **_new_step(p, ev.incident_id, r.t_ms),
    )


def _escalated(p: Picture, r: e.Recorded, ev: e.IncidentEscalated) -> list[Key]:
    if p.incidents[ev.incident_id].kind is IncidentKind.EMERGENCY:
        return [("incidents", ev.incident_id)]
    return set_incident(p, ev.incident_id, state=S.ESCALATED, step_ms=r.t_ms)


def _extension_asked(p: Picture, r: e.Recorded, ev: e.ExtensionAsked) -> list[Key]:
    return set_incident(p, ev.incident_id, extension_asked=ev.reason)


def _suspended(p: Picture, r: e.Recorded, ev: e.IncidentSuspended) -> list[Key]:
    return set_incident(
        p,
        ev.incident_id,
        state=S.SUSPENDED,
        suspended_since_ms=r.t_ms,
        extension_asked="",
        extensions=p.incidents[ev.incident_id].extensions + 1,
    )


def _resumed(p: Picture, r: e.Recorded, ev: e.IncidentResumed) -> list[Key]:
    incident = p.incidents[ev.incident_id]
    stopped_ms = r.t_ms - incident.suspended_since_ms
    deadline_ms = incident.deadline_ms + stopped_ms if incident.deadline_ms >= 0 else -1
    return set_incident(
        p, ev.incident_id, state=S.IN_PROGRESS, suspended_since_ms=-1, deadline_ms=deadline_ms
    )


def _check_requested(p: Picture, r: e.Recorded, ev: e.CheckRequested) -> list[Key]:
    return set_incident(
        p,
        ev.incident_id,
        state=S.PENDING_CHECK,
        feedback=ev.feedback,
        handler=ev.handler,
        step_ms=r.t_ms,
    )


def _rework(p: Picture, r: e.Recorded, ev: e.ReworkOrdered) -> list[Key]:
    count = p.incidents[ev.incident_id].reworks + 1
    return set_incident(
        p, ev.incident_id, state=S.REWORK, reworks=count, **_new_step(p, ev.incident_id, r.t_ms)
    )


CASE_FOLDS: dict[type[e.Event], Callable[[Picture, e.Recorded, Any], list[Key]]] = {
    e.CaseAssigned: _assigned,
    e.CaseSigned: _signed,
    e.CaseReturned: _returned,
    e.CaseTransferred: _transferred,
    e.IncidentEscalated: _escalated,
    e.ExtensionAsked: _extension_asked,
    e.IncidentSuspended: _suspended,
    e.IncidentResumed: _resumed,
    e.CheckRequested: _check_requested,
    e.ReworkOrdered: _rework,
}
