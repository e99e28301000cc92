"""Rules for several calls at once, suspected duplicates and feedback to reporters. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from .checks import check_text, find_call, find_open_incident, waiting_calls
from .entities import OPEN_INCIDENT_STATES, CallState, Incident
from .limits import MAX_CALLS_AT_ONCE
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal


def _count(call_ids: tuple[str, ...]) -> c.Refusal | None:
    if not call_ids:
        return refuse(Code.BAD_VALUE, field="call_ids")
    return refuse(Code.TOO_MANY, most=MAX_CALLS_AT_ONCE) if len(call_ids) > MAX_CALLS_AT_ONCE else None


def _acknowledge(p: Picture, a: c.Asked, cmd: c.AcknowledgeCalls) -> Outcome:
    if wrong := _count(cmd.call_ids):
        return wrong
    fresh = [call for call_id in dict.fromkeys(cmd.call_ids) if (call := p.calls.get(call_id)) is not None]
    seen = [e.CallAcknowledged(call_id=call.id) for call in fresh if not call.acknowledged]
    return [*seen] or refuse(Code.ALREADY_DONE)


def _merge(p: Picture, a: c.Asked, cmd: c.MergeCalls) -> Outcome:
    if wrong := _count(cmd.call_ids):
        return wrong
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    waiting = waiting_calls(p, cmd.call_ids)
    if not waiting:
        return refuse(Code.CALL_SETTLED, call=cmd.call_ids[0], incident=cmd.incident_id)
    return [e.CallMerged(call_id=call.id, incident_id=incident.id) for call in waiting]


def _unmerge(p: Picture, a: c.Asked, cmd: c.UnmergeCalls) -> Outcome:
    if wrong := _count(cmd.call_ids) or check_text(cmd.reason, field="reason", required=False):
        return wrong
    out: list[e.AnyEvent] = []
    for call_id in dict.fromkeys(cmd.call_ids):
        call = p.calls.get(call_id)
        if call is None or call.state is not CallState.MERGED:
            continue
        incident = p.incidents.get(call.incident_id)
        if incident is not None and incident.state in OPEN_INCIDENT_STATES:
            out.append(e.CallUnmerged(call_id=call.id, incident_id=incident.id, reason=cmd.reason))
    return out or refuse(Code.NOT_MERGED, call=cmd.call_ids[0])


def _dismiss(p: Picture, a: c.Asked, cmd: c.DismissDuplicate) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if call.state is not CallState.REPORTED:
        return refuse(Code.CALL_SETTLED, call=call.id, incident=call.incident_id)
    if cmd.other_id == call.id:
        return refuse(Code.BAD_VALUE, field="other_id")
    if cmd.other_id not in p.calls and cmd.other_id not in p.incidents:
        return refuse(Code.UNKNOWN_INCIDENT, incident=cmd.other_id[:40])
    if cmd.other_id in call.not_same:
        return refuse(Code.ALREADY_DONE)
    return [e.DuplicateDismissed(call_id=call.id, other_id=cmd.other_id)]


def _reconsider(p: Picture, a: c.Asked, cmd: c.ReconsiderDuplicate) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if cmd.other_id not in call.not_same:
        return refuse(Code.ALREADY_DONE)
    return [e.DuplicateReconsidered(call_id=call.id, other_id=cmd.other_id)]


def _feedback(p: Picture, a: c.Asked, cmd: c.GiveFeedback) -> Outcome:
    """Every reporter hears what became of it (DOMAIN §2, CLOSED): once for each time the incident was closed."""
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if wrong := check_text(cmd.text, field="text", required=False):
        return wrong
    incident = p.incidents.get(call.incident_id)
    if incident is None or incident.state in OPEN_INCIDENT_STATES:
        return refuse(Code.INCIDENT_NOT_CLOSED, incident=call.incident_id)
    if call.feedback_ms >= incident.closed_ms:
        return refuse(Code.ALREADY_DONE)
    return [e.FeedbackGiven(call_id=call.id, incident_id=incident.id, text=cmd.text)]


CALL_GROUP_RULES: dict[type[c.Command], Callable[[Picture, c.Asked, Any], Outcome]] = {
    c.AcknowledgeCalls: _acknowledge,
    c.MergeCalls: _merge,
    c.UnmergeCalls: _unmerge,
    c.DismissDuplicate: _dismiss,
    c.ReconsiderDuplicate: _reconsider,
    c.GiveFeedback: _feedback,
}
