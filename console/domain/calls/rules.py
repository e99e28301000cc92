"""Rules of calls for service and of many calls about one event. See `console.domain.decide`. Pure, any thread."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import asdict, astuple

from console.domain.base.limits import MAX_CALLS_AT_ONCE
from console.domain.base.message import Asked, Event, Outcome, Refusal
from console.domain.base.place import Place, check_place
from console.domain.base.refusals import Code, check_text, is_plain, refuse
from console.domain.base.roles import ADMIN, DESK, GATEWAY, INTAKE, SYSTEM
from console.domain.cases.running import freeze
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident, IncidentKind
from console.domain.incidents.events import IncidentOpened
from console.domain.incidents.rules import find_open_incident
from console.domain.picture import Picture, Rules, about, next_id
from console.domain.registry.entities import IncidentType

from . import commands as c
from . import events as e
from .area import away_km
from .entities import Call, CallState, Report
from .erasing import CALL_IDS, erase_incident, erase_report


def find_call(p: Picture, call_id: str) -> Call | Refusal:
    return p.calls.get(call_id) or refuse(Code.UNKNOWN_CALL, call=call_id)


def _find_waiting(p: Picture, call_id: str) -> Call | Refusal:
    """A call that nobody accepted, merged or rejected yet."""
    call = find_call(p, call_id)
    if isinstance(call, Call) and call.state is not CallState.REPORTED:
        return refuse(Code.CALL_SETTLED, call=call.id, incident=call.incident_id)
    return call


_of_call = about(find_call, "call_id")
_of_waiting = about(_find_waiting, "call_id")


def waiting_calls(p: Picture, call_ids: Iterable[str]) -> list[Call]:
    """Those of the calls that nobody accepted, merged or rejected yet, each once, in the order given."""
    known = (p.calls.get(call_id) for call_id in dict.fromkeys(call_ids))
    return [call for call in known if call is not None and call.state is CallState.REPORTED]


def check_report(report: Report | None) -> Refusal | None:
    """What a report says in clear, before it is sealed: plain texts within MAX_TEXT characters."""
    if report is None or is_plain("".join(astuple(report))):  # as good as always
        return None
    texts = asdict(report)
    wrong = (check_text(text, field=field, required=False) for field, text in texts.items())
    return next(filter(None, wrong), None)


def report_call(p: Picture, a: Asked, cmd: c.ReportCall) -> Outcome:
    """A report comes in. Words and person must be sealed by now: clear text never reaches the journal."""
    if cmd.report is not None:
        return refuse(Code.NOT_SEALED)
    if wrong := check_place(cmd.place) or _asked_back(p, a, cmd.place, cmd.meant):
        return wrong
    if cmd.type_code and cmd.type_code not in p.incident_types:
        return refuse(Code.UNKNOWN_TYPE, type=cmd.type_code)
    if not 0 <= cmd.level <= 4:
        return refuse(Code.BAD_LEVEL, level=cmd.level)
    kind = p.incident_types.get(cmd.type_code)
    answered = 0 <= a.t_ms - cmd.answered_ms <= a.numbers.most_taking_ms
    reported = e.CallReported(
        call_id=next_id(p, *CALL_IDS),
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


def _asked_back(p: Picture, a: Asked, place: Place, meant: bool) -> Refusal | None:
    """A desk is asked whether it means a place far away; a gateway cannot be asked, and its call must not be lost."""
    if meant or a.stamp.role not in DESK:
        return None
    km = away_km(p, place)
    return refuse(Code.FAR_PLACE, km=km) if km else None


def _settled_at_once(p: Picture, a: Asked, cmd: c.ReportCall, reported: e.CallReported) -> Outcome:
    """A desk that knows what it is accepts or merges the call in the decision that reports it."""
    if a.stamp.role not in DESK:
        return refuse(Code.NOT_ALLOWED, role=a.stamp.role.value)
    if cmd.merge_into:
        incident = find_open_incident(p, cmd.merge_into)
        if not isinstance(incident, Incident):
            return incident
        return [reported, e.CallMerged(call_id=reported.call_id, incident_id=incident.id)]
    kind = p.incident_types.get(cmd.type_code)
    if kind is None:
        return refuse(Code.UNKNOWN_TYPE, type=cmd.type_code)
    opened = _opened(p, a, reported.call_id, kind, reported.level, reported.place, reported.reported_ms)
    return [reported, *opened]


def _opened(
    p: Picture, a: Asked, call_id: str, kind: IncidentType, level: int, place: Place, opened_ms: int
) -> list[Event]:
    """The incident is opened; a case with the flow that it runs by."""
    opened = IncidentOpened(
        incident_id=next_id(p, "INC-", "incident", 4),
        call_id=call_id,
        type_code=kind.id,
        kind=kind.kind,
        level=level,
        place=place,
        opened_ms=opened_ms,
        limit_ms=kind.limit_s * 1000,
        major=kind.major,
        leader=a.numbers.leaders[0] if kind.major else "",
    )
    return [opened, *(freeze(p, opened.incident_id) if kind.kind is IncidentKind.CASE else ())]


def _acknowledge(p: Picture, a: Asked, cmd: c.AcknowledgeCall, call: Call) -> Outcome:
    if call.acknowledged:
        return refuse(Code.ALREADY_DONE)
    return [e.CallAcknowledged(call_id=call.id)]


def _accept(p: Picture, a: Asked, cmd: c.AcceptCall, call: Call) -> Outcome:
    kind = p.incident_types.get(cmd.type_code)
    if kind is None:
        return refuse(Code.UNKNOWN_TYPE, type=cmd.type_code)
    if not 0 <= cmd.level <= 4:
        return refuse(Code.BAD_LEVEL, level=cmd.level)
    place = cmd.place or call.place
    meant = cmd.meant or cmd.place is None
    if wrong := check_place(place) or _asked_back(p, a, place, meant):
        return wrong
    if len(cmd.with_calls) > MAX_CALLS_AT_ONCE:
        return refuse(Code.TOO_MANY, most=MAX_CALLS_AT_ONCE)
    others = [one for one in waiting_calls(p, cmd.with_calls) if one.id != call.id]
    # The total clock starts with the first report of the event, whoever of the group is accepted.
    opened_ms = min([call.reported_ms, *(one.reported_ms for one in others)])
    opened = _opened(p, a, call.id, kind, cmd.level or call.level or kind.level, place, opened_ms)
    incident_id = next_id(p, "INC-", "incident", 4)
    merged = [e.CallMerged(call_id=one.id, incident_id=incident_id) for one in others]
    return [*opened, *merged]


def _reject(p: Picture, a: Asked, cmd: c.RejectCall, call: Call) -> Outcome:
    return check_text(cmd.reason, field="reason") or [e.CallRejected(call_id=call.id, reason=cmd.reason)]


def _merge(p: Picture, a: Asked, cmd: c.MergeCall, call: Call) -> Outcome:
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    return [e.CallMerged(call_id=call.id, incident_id=incident.id)]


def _unmerge(p: Picture, a: Asked, cmd: c.UnmergeCall, call: Call) -> Outcome:
    if call.state is not CallState.MERGED:
        return refuse(Code.NOT_MERGED, call=call.id)
    incident = find_open_incident(p, call.incident_id)
    if not isinstance(incident, Incident):
        return incident
    if wrong := check_text(cmd.reason, field="reason", required=False):
        return wrong
    return [e.CallUnmerged(call_id=call.id, incident_id=incident.id, reason=cmd.reason)]


def _archive(p: Picture, a: Asked, cmd: c.ArchiveCall, call: Call) -> Outcome:
    if call.state is not CallState.REJECTED:
        return refuse(Code.WRONG_STATE, state=call.state.value)
    return [e.CallArchived(call_id=call.id)]


def _count(call_ids: tuple[str, ...]) -> Refusal | None:
    if not call_ids:
        return refuse(Code.BAD_VALUE, field="call_ids")
    return refuse(Code.TOO_MANY, most=MAX_CALLS_AT_ONCE) if len(call_ids) > MAX_CALLS_AT_ONCE else None


def _acknowledge_many(p: Picture, a: Asked, cmd: c.AcknowledgeCalls) -> Outcome:
    if wrong := _count(cmd.call_ids):
        return wrong
    fresh = [call for call_id in dict.fromkeys(cmd.call_ids) if (call := p.calls.get(call_id)) is not None]
    seen = [e.CallAcknowledged(call_id=call.id) for call in fresh if not call.acknowledged]
    return [*seen] or refuse(Code.ALREADY_DONE)


def _merge_many(p: Picture, a: Asked, cmd: c.MergeCalls) -> Outcome:
    if wrong := _count(cmd.call_ids):
        return wrong
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    waiting = waiting_calls(p, cmd.call_ids)
    if not waiting:
        return refuse(Code.CALL_SETTLED, call=cmd.call_ids[0], incident=cmd.incident_id)
    return [e.CallMerged(call_id=call.id, incident_id=incident.id) for call in waiting]


def _unmerge_many(p: Picture, a: Asked, cmd: c.UnmergeCalls) -> Outcome:
    if wrong := _count(cmd.call_ids) or check_text(cmd.reason, field="reason", required=False):
        return wrong
    out: list[Event] = []
    for call_id in dict.fromkeys(cmd.call_ids):
        call = p.calls.get(call_id)
        if call is None or call.state is not CallState.MERGED:
            continue
        incident = p.incidents.get(call.incident_id)
        if incident is not None and incident.state in OPEN_INCIDENT_STATES:
            out.append(e.CallUnmerged(call_id=call.id, incident_id=incident.id, reason=cmd.reason))
    return out or refuse(Code.NOT_MERGED, call=cmd.call_ids[0])


def _dismiss(p: Picture, a: Asked, cmd: c.DismissDuplicate, call: Call) -> Outcome:
    if cmd.other_id == call.id:
        return refuse(Code.BAD_VALUE, field="other_id")
    if cmd.other_id not in p.calls and cmd.other_id not in p.incidents:
        return refuse(Code.UNKNOWN_INCIDENT, incident=cmd.other_id[:40])
    if cmd.other_id in call.not_same:
        return refuse(Code.ALREADY_DONE)
    return [e.DuplicateDismissed(call_id=call.id, other_id=cmd.other_id)]


def _reconsider(p: Picture, a: Asked, cmd: c.ReconsiderDuplicate, call: Call) -> Outcome:
    if cmd.other_id not in call.not_same:
        return refuse(Code.ALREADY_DONE)
    return [e.DuplicateReconsidered(call_id=call.id, other_id=cmd.other_id)]


def _feedback(p: Picture, a: Asked, cmd: c.GiveFeedback, call: Call) -> Outcome:
    """Every reporter hears what became of it (DOMAIN §2, CLOSED): once for each time the incident was closed."""
    if wrong := check_text(cmd.text, field="text", required=False):
        return wrong
    incident = p.incidents.get(call.incident_id)
    if incident is None or incident.state in OPEN_INCIDENT_STATES:
        return refuse(Code.INCIDENT_NOT_CLOSED, incident=call.incident_id)
    if call.feedback_ms >= incident.closed_ms:
        return refuse(Code.ALREADY_DONE)
    return [e.FeedbackGiven(call_id=call.id, incident_id=incident.id, text=cmd.text)]


CALL_RULES: Rules = {
    c.ReportCall: (INTAKE, report_call),
    c.AcknowledgeCall: (DESK, _of_call(_acknowledge)),
    c.AcceptCall: (DESK, _of_waiting(_accept)),
    c.RejectCall: (DESK, _of_waiting(_reject)),
    c.MergeCall: (DESK, _of_waiting(_merge)),
    c.UnmergeCall: (DESK, _of_call(_unmerge)),
    c.EraseReport: (ADMIN, erase_report),
    c.EraseIncident: (ADMIN, erase_incident),
    c.ArchiveCall: (SYSTEM, _of_call(_archive)),
    c.AcknowledgeCalls: (DESK, _acknowledge_many),
    c.MergeCalls: (DESK, _merge_many),
    c.UnmergeCalls: (DESK, _unmerge_many),
    c.DismissDuplicate: (DESK, _of_waiting(_dismiss)),
    c.ReconsiderDuplicate: (DESK, _of_call(_reconsider)),
    c.GiveFeedback: (DESK | GATEWAY | SYSTEM, _of_call(_feedback)),
}
