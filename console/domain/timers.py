"""Timers are commands that the hub gives itself: what is due at `t_ms`. Pure; the hub calls it about once a second."""

from __future__ import annotations

from . import commands as c
from . import muster_commands as k
from .call_entities import REPORTER_CHANNELS
from .entities import CallState, Incident, IncidentKind, IncidentState, Kind, OrderState
from .limits import (
    ARCHIVE_AFTER_MS,
    CASE_REMINDER_MS,
    EMERGENCY_REMINDER_FRACTION,
    MAJOR_ACK_MS,
    ORDER_SILENT_MS,
)
from .muster_latches import next_latch
from .picture import Picture

S = IncidentState


def reminder_before_ms(incident: Incident) -> int:
    """How long before its deadline an incident is reminded of (DOMAIN §0: cases one day, at most half the limit)."""
    if incident.kind is IncidentKind.CASE:
        return min(CASE_REMINDER_MS, incident.limit_ms // 2)
    return incident.limit_ms // EMERGENCY_REMINDER_FRACTION


def due(picture: Picture, t_ms: int) -> list[c.AnyCommand]:
    """Commands that have become due, in a fixed order; deciding each makes it no longer due."""
    out: list[c.AnyCommand] = []
    for muster in picture.musters.values():  # first: any other accepted command would settle it by the way
        if next_latch(muster, t_ms) is not None:
            out.append(k.SettleMuster(muster_id=muster.id))
    for incident in picture.incidents.values():
        if incident.state in (S.CLOSED, S.EVALUATED):
            if t_ms - incident.closed_ms >= ARCHIVE_AFTER_MS and picture.kind is not Kind.DRILL:
                out.append(c.ArchiveIncident(incident_id=incident.id))
            else:
                _tell_reporters(picture, incident, out)
            continue
        _due_of_open(incident, t_ms, out)
    for order in picture.orders.values():
        waiting = order.state is OrderState.DISPATCHED and not order.silent
        if waiting and t_ms - order.dispatched_ms >= ORDER_SILENT_MS:
            out.append(c.MarkOrderSilent(order_id=order.id))
    for call in picture.calls.values():
        if call.state is CallState.REJECTED and t_ms - call.reported_ms >= ARCHIVE_AFTER_MS:
            out.append(c.ArchiveCall(call_id=call.id))
    return out


def _due_of_open(incident: Incident, t_ms: int, out: list[c.AnyCommand]) -> None:
    if incident.deadline_ms >= 0 and incident.state is not S.SUSPENDED and not incident.overdue:
        if t_ms > incident.deadline_ms:
            out.append(c.MarkDeadlinePassed(incident_id=incident.id))
        elif not incident.reminded and t_ms >= incident.deadline_ms - reminder_before_ms(incident):
            out.append(c.MarkDeadlineNear(incident_id=incident.id))
    unanswered = incident.major and incident.leader_acknowledged_ms < 0
    if unanswered and t_ms - incident.leader_notified_ms >= MAJOR_ACK_MS:
        out.append(c.EscalateMajor(incident_id=incident.id))


def _tell_reporters(picture: Picture, incident: Incident, out: list[c.AnyCommand]) -> None:
    """A closed incident: each reporter is sent a message, but for those whom a person is to call back."""
    for call_id in incident.calls:
        call = picture.calls[call_id]
        reachable = call.sealed is not None and call.channel in REPORTER_CHANNELS and not call.call_back
        if reachable and call.feedback_ms < incident.closed_ms:
            out.append(c.GiveFeedback(call_id=call.id))
