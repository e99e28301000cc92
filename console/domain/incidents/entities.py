"""Incidents: 警情 (units answer at once) and 事件 (the grid flow). Pure data, any thread.

Everything here is part of the canonical bytes of the picture hash.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from console.domain.base.place import Place


class IncidentKind(StrEnum):
    """警情 (units answer at once) or 事件 (the grid flow: departments, deadlines in hours and days)."""

    EMERGENCY = "emergency"
    CASE = "case"


class IncidentState(StrEnum):
    """DOMAIN §2. ASSIGNED and IN_PROGRESS of an emergency are derived from its unit orders, never set by hand."""

    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    ESCALATED = "escalated"
    SUSPENDED = "suspended"
    PENDING_CHECK = "pending_check"
    REWORK = "rework"
    CLOSED = "closed"
    EVALUATED = "evaluated"
    REOPENED = "reopened"


OPEN_INCIDENT_STATES = frozenset(set(IncidentState) - {IncidentState.CLOSED, IncidentState.EVALUATED})
"""Incident states that stand in the queue."""
EMERGENCY_STATES = OPEN_INCIDENT_STATES - {IncidentState.SUSPENDED}
"""Open states in which an emergency can be: units stop no clock."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an incident's log written by a person."""

    t_ms: int
    actor: str
    text: str


class Incident(msgspec.Struct, frozen=True, kw_only=True, tag="incident", gc=False):
    """警情 / 事件: the managed object. `opened_ms` is the first report's time: the total clock's start.

    `step_ms` is when the present step began (the step's clock). `deadline_ms` −1 = none.
    """

    id: str
    type_code: str
    kind: IncidentKind
    level: int
    place: Place
    state: IncidentState
    opened_ms: int
    accepted_ms: int
    step_ms: int
    limit_ms: int
    deadline_ms: int
    calls: tuple[str, ...] = ()
    major: bool = False
    major_ms: int = -1
    leader: str = ""
    leader_notified_ms: int = -1
    leader_acknowledged_ms: int = -1
    leader_escalations: int = 0
    lead: str = ""
    assistants: tuple[str, ...] = ()
    handler: str = ""
    suspended_since_ms: int = -1
    extensions: int = 0
    extension_asked: str = ""
    returns: int = 0
    reworks: int = 0
    urges: int = 0
    supervised: bool = False
    reminded: bool = False
    overdue: bool = False
    feedback: str = ""
    disposition: str = ""
    closed_ms: int = -1
    closed_by: str = ""
    first_dispatch_ms: int = -1
    first_onscene_ms: int = -1
    rating: str = ""
    orders: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
