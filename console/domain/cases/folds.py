"""Folds of the grid flow: assign, sign, return, transfer, escalate, extend, check, rework. See `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.domain.base.message import Event, Stamped
from console.domain.incidents.entities import IncidentKind, IncidentState
from console.domain.incidents.folds import set_incident
from console.domain.picture import Key, Picture

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


def _assigned(p: Picture, r: Stamped, ev: CaseAssigned) -> list[Key]:
    return set_incident(
        p,
        ev.incident_id,
        state=S.ASSIGNED,
        lead=ev.lead,
        assistants=ev.assistants,
        handler="",
        **_new_step(p, ev.incident_id, r.t_ms),
    )


def _signed(p: Picture, r: Stamped, ev: CaseSigned) -> list[Key]:
    return set_incident(p, ev.incident_id, state=S.IN_PROGRESS, handler=ev.handler)


def _returned(p: Picture, r: Stamped, ev: CaseReturned) -> list[Key]:
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


def _transferred(p: Picture, r: Stamped, ev: CaseTransferred) -> list[Key]:
    return set_incident(
        p,
        ev.incident_id,
        state=S.ASSIGNED,
        lead=ev.department,
        handler="",
        **_new_step(p, ev.incident_id, r.t_ms),
    )


def _escalated(p: Picture, r: Stamped, ev: IncidentEscalated) -> list[Key]:
    if p.incidents[ev.incident_id].kind is IncidentKind.EMERGENCY:
        return [("incidents", ev.incident_id)]
    return set_incident(p, ev.incident_id, state=S.ESCALATED, step_ms=r.t_ms)


def _extension_asked(p: Picture, r: Stamped, ev: ExtensionAsked) -> list[Key]:
    return set_incident(p, ev.incident_id, extension_asked=ev.reason)


def _suspended(p: Picture, r: Stamped, ev: IncidentSuspended) -> list[Key]:
    return set_incident(
        p,
        ev.incident_id,
        state=S.SUSPENDED,
        suspended_since_ms=r.t_ms,
        extension_asked="",
        extensions=p.incidents[ev.incident_id].extensions + 1,
    )


def _resumed(p: Picture, r: Stamped, ev: IncidentResumed) -> list[Key]:
    incident = p.incidents[ev.incident_id]
    stopped_ms = r.t_ms - incident.suspended_since_ms
    deadline_ms = incident.deadline_ms + stopped_ms if incident.deadline_ms >= 0 else -1
    return set_incident(
        p, ev.incident_id, state=S.IN_PROGRESS, suspended_since_ms=-1, deadline_ms=deadline_ms
    )


def _check_requested(p: Picture, r: Stamped, ev: CheckRequested) -> list[Key]:
    return set_incident(
        p,
        ev.incident_id,
        state=S.PENDING_CHECK,
        feedback=ev.feedback,
        handler=ev.handler,
        step_ms=r.t_ms,
    )


def _rework(p: Picture, r: Stamped, ev: ReworkOrdered) -> list[Key]:
    count = p.incidents[ev.incident_id].reworks + 1
    return set_incident(
        p, ev.incident_id, state=S.REWORK, reworks=count, **_new_step(p, ev.incident_id, r.t_ms)
    )


CASE_FOLDS: dict[type[Event], Callable[[Picture, Stamped, Any], list[Key]]] = {
    CaseAssigned: _assigned,
    CaseSigned: _signed,
    CaseReturned: _returned,
    CaseTransferred: _transferred,
    IncidentEscalated: _escalated,
    ExtensionAsked: _extension_asked,
    IncidentSuspended: _suspended,
    IncidentResumed: _resumed,
    CheckRequested: _check_requested,
    ReworkOrdered: _rework,
}
