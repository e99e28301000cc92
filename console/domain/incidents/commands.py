"""Commands that emergencies and cases share. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Command
from console.domain.base.place import Place


class AmendIncident(Command, frozen=True, kw_only=True, tag="amend_incident"):
    incident_id: str
    type_code: str = ""
    level: int = 0
    place: Place | None = None


class DeclareMajor(Command, frozen=True, kw_only=True, tag="declare_major"):
    incident_id: str


class AcknowledgeMajor(Command, frozen=True, kw_only=True, tag="acknowledge_major"):
    incident_id: str


class AddNote(Command, frozen=True, kw_only=True, tag="add_note"):
    incident_id: str
    text: str


class CloseIncident(Command, frozen=True, kw_only=True, tag="close_incident"):
    incident_id: str
    disposition: str


class ReopenIncident(Command, frozen=True, kw_only=True, tag="reopen_incident"):
    incident_id: str
    reason: str


class EvaluateIncident(Command, frozen=True, kw_only=True, tag="evaluate_incident"):
    """Rating is one of excellent, meets, fails (优 · 合格 · 不合格)."""

    incident_id: str
    rating: str


class UrgeIncident(Command, frozen=True, kw_only=True, tag="urge_incident"):
    incident_id: str
    text: str = ""


class SuperviseIncident(Command, frozen=True, kw_only=True, tag="supervise_incident"):
    incident_id: str
    text: str = ""


class MarkDeadlineNear(Command, frozen=True, kw_only=True, tag="mark_deadline_near"):
    """Hub timer."""

    incident_id: str


class MarkDeadlinePassed(Command, frozen=True, kw_only=True, tag="mark_deadline_passed"):
    """Hub timer."""

    incident_id: str


class EscalateMajor(Command, frozen=True, kw_only=True, tag="escalate_major"):
    """Hub timer: the responsible leader did not acknowledge."""

    incident_id: str


class ArchiveIncident(Command, frozen=True, kw_only=True, tag="archive_incident"):
    """Hub timer, some time after closing."""

    incident_id: str
