"""Commands of the grid flow (DOMAIN §2). Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Command


class AssignCase(Command, frozen=True, kw_only=True, tag="assign_case"):
    incident_id: str
    lead: str
    assistants: tuple[str, ...] = ()


class SignCase(Command, frozen=True, kw_only=True, tag="sign_case"):
    incident_id: str


class ReturnCase(Command, frozen=True, kw_only=True, tag="return_case"):
    incident_id: str
    reason: str


class TransferCase(Command, frozen=True, kw_only=True, tag="transfer_case"):
    incident_id: str
    department: str
    reason: str


class EscalateIncident(Command, frozen=True, kw_only=True, tag="escalate_incident"):
    incident_id: str
    reason: str


class AskExtension(Command, frozen=True, kw_only=True, tag="ask_extension"):
    incident_id: str
    reason: str


class SuspendIncident(Command, frozen=True, kw_only=True, tag="suspend_incident"):
    """Duty leader: approve the extension; stops the step's clock."""

    incident_id: str
    reason: str


class ResumeIncident(Command, frozen=True, kw_only=True, tag="resume_incident"):
    incident_id: str


class RequestCheck(Command, frozen=True, kw_only=True, tag="request_check"):
    incident_id: str
    feedback: str


class OrderRework(Command, frozen=True, kw_only=True, tag="order_rework"):
    incident_id: str
    reason: str
