"""Folds of the grid flow: assign, sign, return, transfer, escalate, extend, check, rework. See `evolve`."""

from __future__ import annotations

from console.domain.base.message import Stamped
from console.domain.incidents.entities import IncidentKind
from console.domain.incidents.folds import move_incident
from console.domain.picture import Folds, Key, Picture

from . import events as e
from .flow import CaseAction, FrozenFlow

A = CaseAction


def _frozen(p: Picture, r: Stamped, ev: e.CaseFlowFrozen) -> list[Key]:
    if ev.flow_id not in p.case_flows or ev.incident_id not in p.incidents:
        raise LookupError(f"{ev.incident_id} cannot run by {ev.flow_id}")
    p.frozen_flows[ev.incident_id] = FrozenFlow(id=ev.incident_id, flow_id=ev.flow_id)
    return [("frozen_flows", ev.incident_id)]


def _assigned(p: Picture, r: Stamped, ev: e.CaseAssigned) -> list[Key]:
    who = {"lead": ev.lead, "assistants": ev.assistants, "handler": ""}
    return move_incident(p, r, ev.incident_id, A.ASSIGN, extension_asked="", **who)


def _signed(p: Picture, r: Stamped, ev: e.CaseSigned) -> list[Key]:
    return move_incident(p, r, ev.incident_id, A.SIGN, handler=ev.handler)


def _returned(p: Picture, r: Stamped, ev: e.CaseReturned) -> list[Key]:
    count = p.incidents[ev.incident_id].returns + 1
    nobody = {"lead": "", "assistants": (), "handler": ""}
    return move_incident(p, r, ev.incident_id, A.RETURN, extension_asked="", returns=count, **nobody)


def _transferred(p: Picture, r: Stamped, ev: e.CaseTransferred) -> list[Key]:
    who = {"lead": ev.department, "handler": ""}
    return move_incident(p, r, ev.incident_id, A.TRANSFER, extension_asked="", **who)


def _escalated(p: Picture, r: Stamped, ev: e.IncidentEscalated) -> list[Key]:
    if p.incidents[ev.incident_id].kind is IncidentKind.EMERGENCY:
        return [("incidents", ev.incident_id)]
    return move_incident(p, r, ev.incident_id, A.ESCALATE)


def _extension_asked(p: Picture, r: Stamped, ev: e.ExtensionAsked) -> list[Key]:
    return move_incident(p, r, ev.incident_id, A.ASK_EXTENSION, extension_asked=ev.reason)


def _suspended(p: Picture, r: Stamped, ev: e.IncidentSuspended) -> list[Key]:
    count = p.incidents[ev.incident_id].extensions + 1
    return move_incident(p, r, ev.incident_id, A.SUSPEND, extension_asked="", extensions=count)


def _resumed(p: Picture, r: Stamped, ev: e.IncidentResumed) -> list[Key]:
    return move_incident(p, r, ev.incident_id, A.RESUME)


def _check_requested(p: Picture, r: Stamped, ev: e.CheckRequested) -> list[Key]:
    done = {"feedback": ev.feedback, "handler": ev.handler}
    return move_incident(p, r, ev.incident_id, A.REQUEST_CHECK, **done)


def _rework(p: Picture, r: Stamped, ev: e.ReworkOrdered) -> list[Key]:
    count = p.incidents[ev.incident_id].reworks + 1
    return move_incident(p, r, ev.incident_id, A.REWORK, extension_asked="", reworks=count)


CASE_FOLDS: Folds = {
    e.CaseFlowFrozen: _frozen,
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
