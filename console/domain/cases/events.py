"""Events of the grid flow (DOMAIN §2). Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Event


class CaseFlowFrozen(Event, frozen=True, kw_only=True, tag="case_flow_frozen"):
    """The incident is a case from now on and runs by this registered flow, whatever is registered later."""

    incident_id: str
    flow_id: str


class CaseAssigned(Event, frozen=True, kw_only=True, tag="case_assigned"):
    """To a lead department (主办) with assistants (协办); the step's clock starts, the total clock goes on."""

    incident_id: str
    lead: str
    assistants: tuple[str, ...]


class CaseSigned(Event, frozen=True, kw_only=True, tag="case_signed"):
    incident_id: str
    handler: str


class CaseReturned(Event, frozen=True, kw_only=True, tag="case_returned"):
    """退回: back to the dispatcher."""

    incident_id: str
    reason: str


class CaseTransferred(Event, frozen=True, kw_only=True, tag="case_transferred"):
    """流转 to another department."""

    incident_id: str
    department: str
    reason: str


class IncidentEscalated(Event, frozen=True, kw_only=True, tag="incident_escalated"):
    incident_id: str
    reason: str


class ExtensionAsked(Event, frozen=True, kw_only=True, tag="extension_asked"):
    incident_id: str
    reason: str


class IncidentSuspended(Event, frozen=True, kw_only=True, tag="incident_suspended"):
    """延期 approved: the step's clock stops, the total does not."""

    incident_id: str
    reason: str


class IncidentResumed(Event, frozen=True, kw_only=True, tag="incident_resumed"):
    incident_id: str


class CheckRequested(Event, frozen=True, kw_only=True, tag="check_requested"):
    """The handler reports done with feedback; somebody else verifies."""

    incident_id: str
    feedback: str
    handler: str


class ReworkOrdered(Event, frozen=True, kw_only=True, tag="rework_ordered"):
    incident_id: str
    reason: str
