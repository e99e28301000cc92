"""What a command centre knows beforehand: types, units, officers, grids, departments, cameras, sensors, closures, wind.

Pure data, any thread. Positions are WGS-84 degrees × 10⁷ as integers (`_e7`), times are hub milliseconds (`t_ms`).
Everything here is part of the canonical bytes of the picture hash: a field added needs a new FOLD_VERSION.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from console.domain.cases.flow import CaseFlow
from console.domain.incidents.entities import IncidentKind
from console.domain.musters.definition import MusterDefinition
from console.domain.orders.states import UnitState


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


class RegistryKind(StrEnum):
    """What an entry is, by the tag that it has when it is registered."""

    INCIDENT_TYPE = "incident_type"
    DEPARTMENT = "department"
    GRID = "grid"
    OFFICER = "officer"
    UNIT = "unit"
    CAMERA = "camera"
    SENSOR = "sensor"
    MUSTER_DEFINITION = "muster_definition"


Registrable = (
    IncidentType | Department | Grid | Officer | Unit | Camera | Sensor | CaseFlow | MusterDefinition
)
"""What an administrator registers; the tag inside tells which."""


class Wind(msgspec.Struct, frozen=True, kw_only=True, tag="wind"):
    """Where the wind comes from, degrees clockwise from north, and its speed. One per picture, id "wind"."""

    id: str
    from_deg: int
    speed_cmps: int
    since_ms: int
