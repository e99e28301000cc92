"""Rules for one call for service: report, acknowledge, accept, reject, merge, un-merge, erase. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from .checks import check_place, check_text, find_call, find_open_incident, next_id, waiting_calls
from .entities import CallState, Incident, IncidentType, Place, Role
from .limits import LEADERS, MAX_CALLS_AT_ONCE, MOST_TAKING_MS
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal
DESKS = frozenset({Role.OPERATOR, Role.DUTY_LEADER})


def report_call(p: Picture, a: c.Asked, cmd: c.ReportCall) -> Outcome:
    """A report comes in. Words and person must be sealed by now: clear text never reaches the journal."""
    if cmd.report is not None:
        return refuse(Code.NOT_SEALED)
    if wrong := check_place(cmd.place):
        return wrong
    if cmd.type_code and cmd.type_code not in p.incident_types:
        return refuse(Code.UNKNOWN_TYPE, type=cmd.type_code)
    if not 0 <= cmd.level <= 4:
        return refuse(Code.BAD_LEVEL, level=cmd.level)
    kind = p.incident_types.get(cmd.type_code)
    answered = 0 <= a.t_ms - cmd.answered_ms <= MOST_TAKING_MS
    reported = e.CallReported(
        call_id=next_id(p, "C-", "call", 6),
        channel=cmd.channel,
        place=cmd.place,
        sealed=cmd.sealed,
        type_code=cmd.type_code,
        level=cmd.level or (kind.level if kind else 0),
        source_id=cmd.source_id,
        taken_by=a.stamp.actor,
        reported_ms=a.t_ms,
        keywords=cmd.keywords,
        caller_tag=cmd.caller_tag,
        call_back=cmd.call_back,
        answered_ms=cmd.answered_ms if answered else -1,
    )
    if cmd.accept or cmd.merge_into:
        return _settled_at_once(p, a, cmd, reported)
    return [reported]


def _settled_at_once(p: Picture, a: c.Asked, cmd: c.ReportCall, reported: e.CallReported) -> Outcome:
    """A desk that knows what it is accepts or merges the call in the decision that reports it."""
    if a.stamp.role not in DESKS:
        return refuse(Code.NOT_ALLOWED, role=a.stamp.role.value)
    if cmd.merge_into:
        incident = find_open_incident(p, cmd.merge_into)
        if not isinstance(incident, Incident):
            return incident
        return [reported, e.CallMerged(call_id=reported.call_id, incident_id=incident.id)]
    kind = p.incident_types.get(cmd.type_code)
    if kind is None:
        return refuse(Code.UNKNOWN_TYPE, type=cmd.type_code)
    return [
        reported,
        _opened(p, reported.call_id, kind, reported.level, reported.place, reported.reported_ms),
    ]


def _opened(
    p: Picture, call_id: str, kind: IncidentType, level: int, place: Place, opened_ms: int
) -> e.IncidentOpened:
    return e.IncidentOpened(
        incident_id=next_id(p, "INC-", "incident", 4),
        call_id=call_id,
        type_code=kind.id,
        kind=kind.kind,
        level=level,
        place=place,
        opened_ms=opened_ms,
        limit_ms=kind.limit_s * 1000,
        major=kind.major,
        leader=LEADERS[0] if kind.major else "",
    )


def _acknowledge(p: Picture, a: c.Asked, cmd: c.AcknowledgeCall) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if call.acknowledged:
        return refuse(Code.ALREADY_DONE)
    return [e.CallAcknowledged(call_id=call.id)]


def _accept(p: Picture, a: c.Asked, cmd: c.AcceptCall) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if call.state is not CallState.REPORTED:
        return refuse(Code.CALL_SETTLED, call=call.id, incident=call.incident_id)
    kind = p.incident_types.get(cmd.type_code)
    if kind is None:
        return refuse(Code.UNKNOWN_TYPE, type=cmd.type_code)
    if not 0 <= cmd.level <= 4:
        return refuse(Code.BAD_LEVEL, level=cmd.level)
    place = cmd.place or call.place
    if wrong := check_place(place):
        return wrong
    if len(cmd.with_calls) > MAX_CALLS_AT_ONCE:
        return refuse(Code.TOO_MANY, most=MAX_CALLS_AT_ONCE)
    others = [one for one in waiting_calls(p, cmd.with_calls) if one.id != call.id]
    # The total clock starts with the first report of the event, whoever of the group is accepted.
    opened_ms = min([call.reported_ms, *(one.reported_ms for one in others)])
    opened = _opened(p, call.id, kind, cmd.level or call.level or kind.level, place, opened_ms)
    merged = [e.CallMerged(call_id=one.id, incident_id=opened.incident_id) for one in others]
    return [opened, *merged]


def _reject(p: Picture, a: c.Asked, cmd: c.RejectCall) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if call.state is not CallState.REPORTED:
        return refuse(Code.CALL_SETTLED, call=call.id, incident=call.incident_id)
    return check_text(cmd.reason, field="reason") or [e.CallRejected(call_id=call.id, reason=cmd.reason)]


def _merge(p: Picture, a: c.Asked, cmd: c.MergeCall) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if call.state is not CallState.REPORTED:
        return refuse(Code.CALL_SETTLED, call=call.id, incident=call.incident_id)
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    return [e.CallMerged(call_id=call.id, incident_id=incident.id)]


def _unmerge(p: Picture, a: c.Asked, cmd: c.UnmergeCall) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if call.state is not CallState.MERGED:
        return refuse(Code.NOT_MERGED, call=call.id)
    incident = find_open_incident(p, call.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if wrong := check_text(cmd.reason, field="reason", required=False):
        return wrong
    return [e.CallUnmerged(call_id=call.id, incident_id=incident.id, reason=cmd.reason)]


def _erase(p: Picture, a: c.Asked, cmd: c.EraseReport) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    if call.sealed is None:
        return refuse(Code.ALREADY_DONE)
    return [e.ReportErased(call_id=call.id, key_id=call.sealed.key_id, reason=cmd.reason)]


def _archive(p: Picture, a: c.Asked, cmd: c.ArchiveCall) -> Outcome:
    call = find_call(p, cmd.call_id)
    if isinstance(call, c.Refusal):
        return call
    if call.state is not CallState.REJECTED:
        return refuse(Code.WRONG_STATE, state=call.state.value)
    return [e.CallArchived(call_id=call.id)]


CALL_RULES: dict[type[c.Command], Callable[[Picture, c.Asked, Any], Outcome]] = {
    c.ReportCall: report_call,
    c.AcknowledgeCall: _acknowledge,
    c.AcceptCall: _accept,
    c.RejectCall: _reject,
    c.MergeCall: _merge,
    c.UnmergeCall: _unmerge,
    c.EraseReport: _erase,
    c.ArchiveCall: _archive,
}
