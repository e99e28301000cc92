"""Events that emergencies and cases share. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Event
from console.domain.base.place import Place

from .entities import IncidentKind


class IncidentOpened(Event, frozen=True, kw_only=True, tag="incident_opened"):
    incident_id: str
    call_id: str
    type_code: str
    kind: IncidentKind
    level: int
    place: Place
    opened_ms: int
    limit_ms: int
    major: bool
    leader: str


class IncidentAmended(Event, frozen=True, kw_only=True, tag="incident_amended"):
    """Type, level or place corrected; limits follow the type."""

    incident_id: str
    type_code: str
    kind: IncidentKind
    level: int
    place: Place
    limit_ms: int


class MajorDeclared(Event, frozen=True, kw_only=True, tag="major_declared"):
    incident_id: str
    leader: str


class MajorAcknowledged(Event, frozen=True, kw_only=True, tag="major_acknowledged"):
    incident_id: str


class MajorEscalated(Event, frozen=True, kw_only=True, tag="major_escalated"):
    """The responsible leader was silent past the limit; the next one is told."""

    incident_id: str
    leader: str


class NoteAdded(Event, frozen=True, kw_only=True, tag="note_added"):
    incident_id: str
    text: str


class IncidentClosed(Event, frozen=True, kw_only=True, tag="incident_closed"):
    incident_id: str
    disposition: str


class IncidentReopened(Event, frozen=True, kw_only=True, tag="incident_reopened"):
    incident_id: str
    reason: str


class IncidentEvaluated(Event, frozen=True, kw_only=True, tag="incident_evaluated"):
    incident_id: str
    rating: str


class IncidentUrged(Event, frozen=True, kw_only=True, tag="incident_urged"):
    """催办."""

    incident_id: str
    text: str


class IncidentSupervised(Event, frozen=True, kw_only=True, tag="incident_supervised"):
    """督办 by a duty leader."""

    incident_id: str
    text: str


class DeadlineNear(Event, frozen=True, kw_only=True, tag="deadline_near"):
    incident_id: str


class DeadlinePassed(Event, frozen=True, kw_only=True, tag="deadline_passed"):
    incident_id: str


class IncidentArchived(Event, frozen=True, kw_only=True, tag="incident_archived"):
    """A closed incident leaves the picture with its calls and orders, so that the picture stays small."""

    incident_id: str
