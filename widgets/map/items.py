"""What a map shows, as plain frozen structs. No Qt, any thread; made by whoever feeds a `MapView`.

Positions are WGS-84 degrees × 10⁷ as integers (`lon_e7`, `lat_e7`), bearings degrees clockwise from north.
`accent` means "belongs to the selected incident": such things are drawn in teal.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class ItemKind(StrEnum):
    """What can be picked on the map."""

    UNIT = "unit"
    INCIDENT = "incident"
    CAMERA = "camera"
    SENSOR = "sensor"
    CLOSURE = "closure"
    RALLY = "rally"
    PROPOSAL = "proposal"
    """A rally point that is proposed and not ordered yet."""
    POST = "post"
    NONE = ""


class Layer(StrEnum):
    """What the layer box switches on and off."""

    UNITS = "units"
    INCIDENTS = "incidents"
    CAMERAS = "cameras"
    RINGS = "rings"
    GRIDS = "grids"
    SENSORS = "sensors"
    CLOSURES = "closures"


class UnitMark(StrEnum):
    """How a unit's state is drawn; several order states share one mark."""

    AVAILABLE = "available"
    COMMITTED = "committed"
    """Dispatched, acknowledged or en route."""
    AT_PLACE = "at_place"
    """Mustered, staged or on scene."""
    OUT_OF_SERVICE = "out_of_service"
    LOST_CONTACT = "lost_contact"


class UnitItem(msgspec.Struct, frozen=True):
    """A unit without its position, which comes by `MapView.move_units`. `tier` 1–3, or 0: none."""

    id: str
    callsign: str
    tier: int
    mark: UnitMark = UnitMark.AVAILABLE
    accent: bool = False


class IncidentItem(msgspec.Struct, frozen=True):
    """An incident's disc. `level` 1–4; `unacknowledged` makes its ring blink, and nothing else blinks."""

    id: str
    lon_e7: int
    lat_e7: int
    level: int
    label: str = ""
    unacknowledged: bool = False


class CameraItem(msgspec.Struct, frozen=True):
    """A camera with its field of view: `fov_deg` wide around `bearing_deg`, drawn `range_m` far when `near`."""

    id: str
    lon_e7: int
    lat_e7: int
    bearing_deg: float
    fov_deg: float
    range_m: float = 60.0
    label: str = ""
    near: bool = False


class SensorItem(msgspec.Struct, frozen=True):
    """A sensor; `alarming` ones are drawn filled, with a mark."""

    id: str
    lon_e7: int
    lat_e7: int
    label: str = ""
    alarming: bool = False


class ClosureItem(msgspec.Struct, frozen=True):
    """A closed stretch of road as a line of (lon_e7, lat_e7)."""

    id: str
    path_e7: tuple[tuple[int, int], ...]
    label: str = ""


class RingItem(msgspec.Struct, frozen=True):
    """Where one gets within `minutes`: a GeoJSON geometry, Polygon or MultiPolygon, in degrees."""

    minutes: int
    geometry: dict[str, Any]


class RouteItem(msgspec.Struct, frozen=True):
    """The road a unit still has to go, (lon_e7, lat_e7) from its place to its goal."""

    unit_id: str
    path_e7: tuple[tuple[int, int], ...]


class RallyItem(msgspec.Struct, frozen=True):
    """A rally point: its fence of `radius_m` and what is written beside it, in the operator's language."""

    id: str
    lon_e7: int
    lat_e7: int
    radius_m: float = 150.0
    label: str = ""


class ProposalItem(msgspec.Struct, frozen=True):
    """A rally point that could be ordered: its number in the order of preference; the `chosen` one has its fence."""

    id: str
    lon_e7: int
    lat_e7: int
    number: int
    label: str = ""
    chosen: bool = False
    radius_m: float = 150.0


class PostItem(msgspec.Struct, frozen=True):
    """A post of the scene, filled or not; `label` names it with its officers."""

    id: str
    lon_e7: int
    lat_e7: int
    label: str = ""
    filled: bool = False


class WindItem(msgspec.Struct, frozen=True):
    """Where the wind comes from, degrees clockwise from north, and what is written beside the arrow."""

    from_deg: float
    label: str = ""


class SceneItem(msgspec.Struct, frozen=True):
    """The scene of a muster: its work area (cordon) as a ring of (lon_e7, lat_e7), empty = none, and its posts."""

    work_area_e7: tuple[tuple[int, int], ...] = ()
    posts: tuple[PostItem, ...] = ()
