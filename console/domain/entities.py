"""The things a command centre knows: frozen structs that make up the picture.

Pure data, any thread. Positions are WGS-84 degrees × 10⁷ as integers (`_e7`), times are hub milliseconds (`t_ms`).
Terms follow the glossary in docs/glossary.md. Everything here is part of the canonical bytes of the picture
hash, so that a field added needs a new FOLD_VERSION (see `console.domain.evolve`).
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from .call_entities import Call as Call
from .call_entities import CallState as CallState
from .call_entities import Channel as Channel
from .call_entities import Place as Place
from .call_entities import Report as Report
from .call_entities import Sealed as Sealed


class Kind(StrEnum):
    """What sort of world a source of events shows; the shell frames every window from it."""

    LIVE = "live"
    DEMO = "demo"
    DRILL = "drill"
    REPLAY = "replay"


class Role(StrEnum):
    """Who may do what (DOMAIN §7). The last six belong to programs, never to persons."""

    OPERATOR = "operator"
    DUTY_LEADER = "duty_leader"
    TRAINER = "trainer"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"
    ADMIN = "admin"
    FIELD = "field"
    GATEWAY = "gateway"
    SYSTEM = "system"
    TRACKER = "tracker"
    PLANNER = "planner"
    DEPARTMENT = "department"


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


class UnitState(StrEnum):
    """Where a unit is in its order, or why it has none."""

    AVAILABLE = "available"
    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    ENROUTE = "enroute"
    MUSTERED = "mustered"
    STAGED = "staged"
    ONSCENE = "onscene"
    CLEARED = "cleared"
    OUT_OF_SERVICE = "out_of_service"


class OrderState(StrEnum):
    """One order to one unit; the last four are final."""

    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    ENROUTE = "enroute"
    MUSTERED = "mustered"
    STAGED = "staged"
    ONSCENE = "onscene"
    CLEARED = "cleared"
    DECLINED = "declined"
    DIVERTED = "diverted"
    CANCELLED = "cancelled"


OPEN_ORDER_STATES = frozenset(
    {
        OrderState.DISPATCHED,
        OrderState.ACKNOWLEDGED,
        OrderState.ENROUTE,
        OrderState.MUSTERED,
        OrderState.STAGED,
        OrderState.ONSCENE,
    }
)
"""Order states in which the unit is bound."""

OPEN_INCIDENT_STATES = frozenset(set(IncidentState) - {IncidentState.CLOSED, IncidentState.EVALUATED})
"""Incident states that stand in the queue."""


class Force(StrEnum):
    """Kinds of head-count, always shown apart: 民警, 辅警, 群防."""

    SWORN = "sworn"
    AUXILIARY = "auxiliary"
    VOLUNTEER = "volunteer"


class UnitKind(StrEnum):
    """What a unit is; the three patrol tiers (三级巡防) are `tier` 1–3 of the police kinds."""

    PATROL = "patrol"
    STATION = "station"
    VILLAGE = "village"
    GRID = "grid"
    DEPARTMENT = "department"
    VEHICLE = "vehicle"
    DRONE = "drone"


class IncidentType(msgspec.Struct, frozen=True, kw_only=True, tag="incident_type"):
    """What can happen: default level (1 highest), time limit, what answers it. `limit_s` 0 = none."""

    id: str
    name_zh: str
    name_en: str
    kind: IncidentKind
    level: int
    limit_s: int
    capabilities: tuple[str, ...] = ()
    department: str = ""
    major: bool = False


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an incident's log written by a person."""

    t_ms: int
    actor: str
    text: str


class Incident(msgspec.Struct, frozen=True, kw_only=True, tag="incident"):
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


class Order(msgspec.Struct, frozen=True, kw_only=True, tag="order"):
    """派警单: an order to one unit. `*_ms` −1 = not yet. Arrival keeps both times: suggested and confirmed."""

    id: str
    incident_id: str
    unit_id: str
    state: OrderState
    dispatched_ms: int
    eta_ms: int = -1
    recommended_rank: int = 0
    acknowledged_ms: int = -1
    enroute_ms: int = -1
    arrival_suggested_ms: int = -1
    onscene_ms: int = -1
    ended_ms: int = -1
    delayed: bool = False
    silent: bool = False
    reason: str = ""
    entered_by: str = ""
    to_rally: bool = False
    """Ordered to the muster's rally point first; `console.domain.destinations` says where it goes now."""
    post: str = ""
    """Post it was sent to from there; "scene" = to the scene without one; "" = not sent."""
    mustered_ms: int = -1
    skew_ms: int = 0
    """Largest difference seen between its device's clock and the hub's."""


class Officer(msgspec.Struct, frozen=True, kw_only=True, tag="officer"):
    """A named member of staff on a roster."""

    id: str
    name_zh: str
    name_en: str
    force: Force
    unit_id: str
    rank: str = ""
    on_duty: bool = True


class Unit(msgspec.Struct, frozen=True, kw_only=True, tag="unit"):
    """处警单元: crew + vehicle + radio, the dispatchable thing. `home_*` is its station; positions are telemetry."""

    id: str
    name_zh: str
    name_en: str
    kind: UnitKind
    tier: int
    station: str
    home_lon_e7: int
    home_lat_e7: int
    capabilities: tuple[str, ...] = ()
    sworn: int = 0
    auxiliary: int = 0
    volunteers: int = 0
    turnout_s: int = 60
    grids: tuple[str, ...] = ()
    state: UnitState = UnitState.AVAILABLE
    state_ms: int = 0
    order_id: str = ""
    contact_lost: bool = False
    reserved: bool = False
    reason: str = ""


class Grid(msgspec.Struct, frozen=True, kw_only=True, tag="grid"):
    """网格. `ring_e7` is a closed ring of alternating lon, lat; `min_cover` tier 1–2 units should reach it in time."""

    id: str
    name_zh: str
    name_en: str
    subdistrict_zh: str
    subdistrict_en: str
    ring_e7: tuple[int, ...]
    population: int = 0
    min_cover: int = 1


class Department(msgspec.Struct, frozen=True, kw_only=True, tag="department"):
    """部门 that handles cases; `parent` is where escalation goes ("" = the command centre)."""

    id: str
    name_zh: str
    name_en: str
    parent: str = ""


class Camera(msgspec.Struct, frozen=True, kw_only=True, tag="camera"):
    """摄像机: position, bearing clockwise from north, field of view. The address of its stream is not here (vault)."""

    id: str
    name_zh: str
    name_en: str
    lon_e7: int
    lat_e7: int
    bearing_deg: int
    fov_deg: int
    range_m: int
    kind: str = "fixed"
    grid: str = ""
    purpose: str = ""


class Sensor(msgspec.Struct, frozen=True, kw_only=True, tag="sensor"):
    """传感器: what it measures, its unit and alarm threshold in milli-units (integers fold the same everywhere)."""

    id: str
    name_zh: str
    name_en: str
    lon_e7: int
    lat_e7: int
    measures: str
    unit: str
    threshold_milli: int
    type_code: str
    grid: str = ""
    alarm: bool = False
    value_milli: int = 0


class Closure(msgspec.Struct, frozen=True, kw_only=True, tag="closure"):
    """封控: a road closed within `radius_m` of a point until lifted; the planner maps it onto edges."""

    id: str
    lon_e7: int
    lat_e7: int
    radius_m: int
    reason: str
    since_ms: int


Registrable = IncidentType | Department | Grid | Officer | Unit | Camera | Sensor
"""What an administrator registers; the tag inside tells which."""
