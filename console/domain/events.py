"""Everything that can have happened: one tagged union, each with a type name and a version.

Pure data, any thread. An event says all that its fold needs, so that no fold ever looks at a clock. Fields are
integers and strings (determinism, decision 5). A changed meaning is a new version with an upcaster in
`console.journal.upcasters`; stored bytes are never rewritten.
"""

from __future__ import annotations

import msgspec

from .call_events import CallAcknowledged as CallAcknowledged
from .call_events import CallArchived as CallArchived
from .call_events import CallEvent
from .call_events import CallMerged as CallMerged
from .call_events import CallRejected as CallRejected
from .call_events import CallReported as CallReported
from .call_events import CallUnmerged as CallUnmerged
from .call_events import DuplicateDismissed as DuplicateDismissed
from .call_events import DuplicateReconsidered as DuplicateReconsidered
from .call_events import FeedbackGiven as FeedbackGiven
from .call_events import ReportErased as ReportErased
from .case_events import (
    CaseAssigned as CaseAssigned,
)
from .case_events import (
    CaseReturned as CaseReturned,
)
from .case_events import (
    CaseSigned as CaseSigned,
)
from .case_events import (
    CaseTransferred as CaseTransferred,
)
from .case_events import (
    CheckRequested as CheckRequested,
)
from .case_events import (
    ExtensionAsked as ExtensionAsked,
)
from .case_events import (
    IncidentEscalated as IncidentEscalated,
)
from .case_events import (
    IncidentResumed as IncidentResumed,
)
from .case_events import (
    IncidentSuspended as IncidentSuspended,
)
from .case_events import (
    ReworkOrdered as ReworkOrdered,
)
from .entities import (
    IncidentKind,
    Kind,
    OrderState,
    Place,
    Registrable,
    Role,
    UnitState,
)
from .event_base import Event as Event
from .muster_events import MusterEvent


class JournalOpened(Event, frozen=True, kw_only=True, tag="journal_opened"):
    """First event of every journal: its kind and the UTC milliseconds that t_ms 0 stands for."""

    kind: Kind
    epoch_ms: int
    town_id: str
    rules: int


class Registered(Event, frozen=True, kw_only=True, tag="registered"):
    """A registry entry was added or replaced (a unit keeps its state and order)."""

    entity: Registrable


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


class UnitDispatched(Event, frozen=True, kw_only=True, tag="unit_dispatched"):
    """`eta_ms` and `rank` are what the recommendation showed then (−1, 0 = it was not among the shown)."""

    order_id: str
    incident_id: str
    unit_id: str
    eta_ms: int
    rank: int
    override_reason: str
    to_rally: bool = False
    """Ordered to the rally point of a muster, not straight to the place of the incident."""


class OrderProgressed(Event, frozen=True, kw_only=True, tag="order_progressed"):
    """A step forward, from the field or by voice proxy (`entered_by` = the seat that typed it)."""

    order_id: str
    unit_id: str
    state: OrderState
    entered_by: str
    device_ms: int = -1
    """What the device's clock said, in hub time; −1 = not told. Never judged by."""


class OrderCorrected(Event, frozen=True, kw_only=True, tag="order_corrected"):
    """A step backward, logged as a correction."""

    order_id: str
    unit_id: str
    state: OrderState
    reason: str


class OrderDeclined(Event, frozen=True, kw_only=True, tag="order_declined"):
    order_id: str
    unit_id: str
    reason: str


class OrderDelayed(Event, frozen=True, kw_only=True, tag="order_delayed"):
    order_id: str
    unit_id: str
    reason: str


class OrderCancelled(Event, frozen=True, kw_only=True, tag="order_cancelled"):
    order_id: str
    unit_id: str
    reason: str


class UnitDiverted(Event, frozen=True, kw_only=True, tag="unit_diverted"):
    """改派: one order closed and another opened in one event."""

    unit_id: str
    old_order_id: str
    new_order_id: str
    incident_id: str
    eta_ms: int
    reason: str
    to_rally: bool = False


class OrderSilent(Event, frozen=True, kw_only=True, tag="order_silent"):
    """Not acknowledged in time: a substitute should be thought of."""

    order_id: str
    unit_id: str


class ArrivalSuggested(Event, frozen=True, kw_only=True, tag="arrival_suggested"):
    """The tracker saw the unit inside the fence; person or policy confirms. Both times are kept."""

    order_id: str
    unit_id: str


class ContactLost(Event, frozen=True, kw_only=True, tag="contact_lost"):
    unit_id: str
    last_fix_ms: int


class ContactRegained(Event, frozen=True, kw_only=True, tag="contact_regained"):
    unit_id: str


class UnitStateSet(Event, frozen=True, kw_only=True, tag="unit_state_set"):
    """Out of service, or back to available, outside any order."""

    unit_id: str
    state: UnitState
    reason: str


class RoadClosed(Event, frozen=True, kw_only=True, tag="road_closed"):
    closure_id: str
    lon_e7: int
    lat_e7: int
    radius_m: int
    reason: str


class RoadReopened(Event, frozen=True, kw_only=True, tag="road_reopened"):
    closure_id: str


class SensorAlarmed(Event, frozen=True, kw_only=True, tag="sensor_alarmed"):
    sensor_id: str
    value_milli: int


class SensorCleared(Event, frozen=True, kw_only=True, tag="sensor_cleared"):
    sensor_id: str
    value_milli: int


class EarlyWarning(Event, frozen=True, kw_only=True, tag="early_warning"):
    """The planner foresees a miss: an area stripped of cover or a limit that will not be kept."""

    subject: str
    code: str
    detail: str


AnyEvent = (
    JournalOpened
    | Registered
    | CallEvent
    | IncidentOpened
    | IncidentAmended
    | MajorDeclared
    | MajorAcknowledged
    | MajorEscalated
    | NoteAdded
    | CaseAssigned
    | CaseSigned
    | CaseReturned
    | CaseTransferred
    | IncidentEscalated
    | ExtensionAsked
    | IncidentSuspended
    | IncidentResumed
    | CheckRequested
    | ReworkOrdered
    | IncidentClosed
    | IncidentReopened
    | IncidentEvaluated
    | IncidentUrged
    | IncidentSupervised
    | DeadlineNear
    | DeadlinePassed
    | IncidentArchived
    | UnitDispatched
    | OrderProgressed
    | OrderCorrected
    | OrderDeclined
    | OrderDelayed
    | OrderCancelled
    | UnitDiverted
    | OrderSilent
    | ArrivalSuggested
    | ContactLost
    | ContactRegained
    | UnitStateSet
    | RoadClosed
    | RoadReopened
    | SensorAlarmed
    | SensorCleared
    | EarlyWarning
    | MusterEvent
)


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Who, in which role, from which seat: put on by the hub, never by the client."""

    actor: str
    role: Role
    seat: str


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it stands in the journal: numbered, timed and signed for."""

    seq: int
    t_ms: int
    stamp: Stamp
    event: AnyEvent
    version: int = 1
