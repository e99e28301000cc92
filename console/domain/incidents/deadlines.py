"""Clocks of incidents: what is overdue, what falls due, the commands that the hub then gives itself. Pure, any thread.

Whether a clock stands still and whether something is overdue is decided here and nowhere else: timers, queue and panel
ask the same function.
"""

from __future__ import annotations

from collections.abc import Iterator

from console.domain.base.limits import Numbers
from console.domain.base.message import Command
from console.domain.base.roles import WorldKind
from console.domain.calls.commands import GiveFeedback
from console.domain.calls.entities import REPORTER_CHANNELS
from console.domain.picture import Picture

from .commands import ArchiveIncident, EscalateMajor, MarkDeadlineNear, MarkDeadlinePassed
from .entities import OPEN_INCIDENT_STATES, Incident, IncidentKind, IncidentState

S = IncidentState


def reminder_before_ms(incident: Incident, numbers: Numbers) -> int:
    """How long before its deadline an incident is reminded of (DOMAIN §0: cases one day, at most half the limit)."""
    if incident.kind is IncidentKind.CASE:
        return min(numbers.case_reminder_ms, incident.limit_ms // 2)
    return incident.limit_ms // numbers.emergency_reminder_fraction


def clock_stands_still(incident: Incident) -> bool:
    """Whether the step's clock is stopped: an extension was granted (DOMAIN §2, SUSPENDED)."""
    return incident.state is S.SUSPENDED


def running_deadline_ms(incident: Incident) -> int | None:
    """The instant after which the incident is overdue; None without a limit, or while its clock stands still."""
    return None if incident.deadline_ms < 0 or clock_stands_still(incident) else incident.deadline_ms


def is_overdue(incident: Incident, t_ms: int) -> bool:
    """Whether it is overdue at `t_ms`; exactly at the deadline is in time."""
    deadline_ms = running_deadline_ms(incident)
    return deadline_ms is not None and t_ms > deadline_ms


def due_incidents(picture: Picture, t_ms: int, numbers: Numbers) -> Iterator[Command]:
    """Reminders, passed deadlines, silent leaders; what a closed incident still owes, and its archiving."""
    for incident in picture.incidents.values():
        if incident.state in OPEN_INCIDENT_STATES:
            yield from _due_of_open(incident, t_ms, numbers)
        elif t_ms - incident.closed_ms >= numbers.archive_after_ms and picture.kind is not WorldKind.DRILL:
            yield ArchiveIncident(incident_id=incident.id)
        else:
            yield from _feedback_due(picture, incident)


def _due_of_open(incident: Incident, t_ms: int, numbers: Numbers) -> Iterator[Command]:
    deadline_ms = running_deadline_ms(incident)
    if deadline_ms is not None and not incident.overdue:
        if is_overdue(incident, t_ms):
            yield MarkDeadlinePassed(incident_id=incident.id)
        elif not incident.reminded and t_ms >= deadline_ms - reminder_before_ms(incident, numbers):
            yield MarkDeadlineNear(incident_id=incident.id)
    unanswered = incident.major and incident.leader_acknowledged_ms < 0
    if unanswered and t_ms - incident.leader_notified_ms >= numbers.major_ack_ms:
        yield EscalateMajor(incident_id=incident.id)


def _feedback_due(picture: Picture, incident: Incident) -> Iterator[Command]:
    """A closed incident: each reporter is sent a message, but for those whom a person is to call back."""
    for call_id in incident.calls:
        call = picture.calls[call_id]
        reachable = call.sealed is not None and call.channel in REPORTER_CHANNELS and not call.call_back
        if reachable and call.feedback_ms < incident.closed_ms:
            yield GiveFeedback(call_id=call.id)
