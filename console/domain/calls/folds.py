"""Folds of calls for service: reported, acknowledged, rejected, merged, un-merged, answered. See `evolve`."""

from __future__ import annotations

from msgspec.structs import replace

from console.domain.base.message import Stamped
from console.domain.picture import Folds, Key, Picture

from . import events as e
from .entities import Call, CallState


def _reported(p: Picture, r: Stamped, ev: e.CallReported) -> list[Key]:
    p.counters["call"] = p.counters.get("call", 0) + 1
    p.calls[ev.call_id] = Call(
        id=ev.call_id,
        channel=ev.channel,
        place=ev.place,
        reported_ms=ev.reported_ms,
        sealed=ev.sealed,
        type_code=ev.type_code,
        level=ev.level,
        source_id=ev.source_id,
        taken_by=ev.taken_by,
        keywords=ev.keywords,
        caller_tag=ev.caller_tag,
        call_back=ev.call_back,
        answered_ms=ev.answered_ms,
    )
    return [("calls", ev.call_id)]


def _acknowledged(p: Picture, r: Stamped, ev: e.CallAcknowledged) -> list[Key]:
    p.calls[ev.call_id] = replace(p.calls[ev.call_id], acknowledged=True, acknowledged_ms=r.t_ms)
    return [("calls", ev.call_id)]


def _rejected(p: Picture, r: Stamped, ev: e.CallRejected) -> list[Key]:
    p.calls[ev.call_id] = replace(p.calls[ev.call_id], state=CallState.REJECTED, reason=ev.reason)
    return [("calls", ev.call_id)]


def _merged(p: Picture, r: Stamped, ev: e.CallMerged) -> list[Key]:
    incident = p.incidents[ev.incident_id]
    p.calls[ev.call_id] = replace(
        p.calls[ev.call_id], state=CallState.MERGED, incident_id=ev.incident_id, acknowledged=True
    )
    p.incidents[ev.incident_id] = replace(incident, calls=(*incident.calls, ev.call_id))
    return [("calls", ev.call_id), ("incidents", ev.incident_id)]


def _unmerged(p: Picture, r: Stamped, ev: e.CallUnmerged) -> list[Key]:
    incident = p.incidents[ev.incident_id]
    left = tuple(one for one in incident.calls if one != ev.call_id)
    p.calls[ev.call_id] = replace(p.calls[ev.call_id], state=CallState.REPORTED, incident_id="")
    p.incidents[ev.incident_id] = replace(incident, calls=left)
    return [("calls", ev.call_id), ("incidents", ev.incident_id)]


def _archived(p: Picture, r: Stamped, ev: e.CallArchived) -> list[Key]:
    del p.calls[ev.call_id]
    return [("calls", ev.call_id)]


def _erased(p: Picture, r: Stamped, ev: e.ReportErased) -> list[Key]:
    p.calls[ev.call_id] = replace(p.calls[ev.call_id], sealed=None, keywords=(), caller_tag="")
    return [("calls", ev.call_id)]


def _dismissed(p: Picture, r: Stamped, ev: e.DuplicateDismissed) -> list[Key]:
    call = p.calls[ev.call_id]
    p.calls[ev.call_id] = replace(call, not_same=(*call.not_same, ev.other_id))
    return [("calls", ev.call_id)]


def _reconsidered(p: Picture, r: Stamped, ev: e.DuplicateReconsidered) -> list[Key]:
    call = p.calls[ev.call_id]
    p.calls[ev.call_id] = replace(call, not_same=tuple(one for one in call.not_same if one != ev.other_id))
    return [("calls", ev.call_id)]


def _fed_back(p: Picture, r: Stamped, ev: e.FeedbackGiven) -> list[Key]:
    p.calls[ev.call_id] = replace(p.calls[ev.call_id], feedback_ms=r.t_ms)
    return [("calls", ev.call_id), ("incidents", ev.incident_id)]


CALL_FOLDS: Folds = {
    e.CallReported: _reported,
    e.CallAcknowledged: _acknowledged,
    e.CallRejected: _rejected,
    e.CallMerged: _merged,
    e.CallUnmerged: _unmerged,
    e.CallArchived: _archived,
    e.ReportErased: _erased,
    e.DuplicateDismissed: _dismissed,
    e.DuplicateReconsidered: _reconsidered,
    e.FeedbackGiven: _fed_back,
}
