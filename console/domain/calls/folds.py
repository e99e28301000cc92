"""Folds of calls for service: reported, acknowledged, rejected, merged, un-merged, answered. See `evolve`."""

from __future__ import annotations

from console.domain.base.message import Stamped
from console.domain.picture import Folds, Key, Picture, change

from . import events as e
from .entities import Call, CallState, Erasure


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
    return change(p, "calls", ev.call_id, acknowledged=True, acknowledged_ms=r.t_ms)


def _rejected(p: Picture, r: Stamped, ev: e.CallRejected) -> list[Key]:
    return change(p, "calls", ev.call_id, state=CallState.REJECTED, reason=ev.reason)


def _merged(p: Picture, r: Stamped, ev: e.CallMerged) -> list[Key]:
    merged = {"state": CallState.MERGED, "incident_id": ev.incident_id, "acknowledged": True}
    calls = (*p.incidents[ev.incident_id].calls, ev.call_id)
    return change(p, "calls", ev.call_id, **merged) + change(p, "incidents", ev.incident_id, calls=calls)


def _unmerged(p: Picture, r: Stamped, ev: e.CallUnmerged) -> list[Key]:
    left = tuple(one for one in p.incidents[ev.incident_id].calls if one != ev.call_id)
    keys = change(p, "calls", ev.call_id, state=CallState.REPORTED, incident_id="")
    return keys + change(p, "incidents", ev.incident_id, calls=left)


def _archived(p: Picture, r: Stamped, ev: e.CallArchived) -> list[Key]:
    del p.calls[ev.call_id]
    return [("calls", ev.call_id)]


def _erased(p: Picture, r: Stamped, ev: e.ReportErased) -> list[Key]:
    return change(p, "calls", ev.call_id, sealed=None, keywords=(), caller_tag="")


def _texts_erased(p: Picture, r: Stamped, ev: e.TextsErased) -> list[Key]:
    p.erasures[ev.subject_id] = Erasure(
        id=ev.subject_id, times=ev.times, erased_ms=r.t_ms, erased_by=r.stamp.actor
    )
    return [("erasures", ev.subject_id)]


def _dismissed(p: Picture, r: Stamped, ev: e.DuplicateDismissed) -> list[Key]:
    not_same = p.calls[ev.call_id].not_same
    return change(p, "calls", ev.call_id, not_same=(*not_same, ev.other_id))


def _reconsidered(p: Picture, r: Stamped, ev: e.DuplicateReconsidered) -> list[Key]:
    left = tuple(one for one in p.calls[ev.call_id].not_same if one != ev.other_id)
    return change(p, "calls", ev.call_id, not_same=left)


def _fed_back(p: Picture, r: Stamped, ev: e.FeedbackGiven) -> list[Key]:
    return [*change(p, "calls", ev.call_id, feedback_ms=r.t_ms), ("incidents", ev.incident_id)]


CALL_FOLDS: Folds = {
    e.CallReported: _reported,
    e.CallAcknowledged: _acknowledged,
    e.CallRejected: _rejected,
    e.CallMerged: _merged,
    e.CallUnmerged: _unmerged,
    e.CallArchived: _archived,
    e.ReportErased: _erased,
    e.TextsErased: _texts_erased,
    e.DuplicateDismissed: _dismissed,
    e.DuplicateReconsidered: _reconsidered,
    e.FeedbackGiven: _fed_back,
}
