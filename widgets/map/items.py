"""What a map shows, as plain frozen structs. No Qt, any thread; made by whoever feeds a `MapView`.

Positions are WGS-84 degrees × 10⁷ as integers (`lon_e7`, `lat_e7`), bearings degrees clockwise from north.
`row` is how an item stands in its topic's message to the page (`resources/map`).
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

    def row(self) -> list[Any]:
        return [
            self.id,
            self.tier if self.tier in (1, 2, 3) else 0,
            self.mark.value,
            self.accent,
            self.callsign,
        ]


class IncidentItem(msgspec.Struct, frozen=True):
    """An incident's disc. `level` 1–4; `unacknowledged` makes its ring blink, and nothing else blinks."""

    id: str
    lon_e7: int
    lat_e7: int
    level: int
    label: str = ""
    unacknowledged: bool = False

    def row(self) -> list[Any]:
        return [self.id, self.lon_e7, self.lat_e7, self.level, self.unacknowledged, self.label]


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

    def row(self) -> list[Any]:
        degrees = (round(self.bearing_deg, 1), round(self.fov_deg, 1))
        return [self.id, self.lon_e7, self.lat_e7, *degrees, self.range_m, self.near, self.label]


class SensorItem(msgspec.Struct, frozen=True):
    """A sensor; `alarming` ones are drawn filled, with a mark."""

    id: str
    lon_e7: int
    lat_e7: int
    label: str = ""
    alarming: bool = False

    def row(self) -> list[Any]:
        return [self.id, self.lon_e7, self.lat_e7, self.alarming, self.label]


class ClosureItem(msgspec.Struct, frozen=True):
    """A closed stretch of road as a line of (lon_e7, lat_e7)."""

    id: str
    path_e7: tuple[tuple[int, int], ...]
    label: str = ""

    def row(self) -> list[Any]:
        return [self.id, self.path_e7, self.label]


class RingItem(msgspec.Struct, frozen=True):
    """Where one gets within `minutes`: a GeoJSON geometry, Polygon or MultiPolygon, in degrees."""

    minutes: int
    geometry: dict[str, Any]

    def row(self) -> list[Any]:
        return [self.minutes, self.geometry]


class RouteItem(msgspec.Struct, frozen=True):
    """The road a unit still has to go, (lon_e7, lat_e7) from its place to its goal."""

    unit_id: str
    path_e7: tuple[tuple[int, int], ...]

    def row(self) -> list[Any]:
        return [self.unit_id, self.path_e7]


class RallyItem(msgspec.Struct, frozen=True):
    """A rally point: its fence of `radius_m` and what is written beside it, in the operator's language."""

    id: str
    lon_e7: int
    lat_e7: int
    radius_m: float = 150.0
    label: str = ""

    def row(self) -> list[Any]:
        return [self.id, self.lon_e7, self.lat_e7, self.radius_m, self.label]


class ProposalItem(msgspec.Struct, frozen=True):
    """A rally point that could be ordered: its number in the order of preference; the `chosen` one has its fence."""

    id: str
    lon_e7: int
    lat_e7: int
    number: int
    label: str = ""
    chosen: bool = False
    radius_m: float = 150.0

    def row(self) -> list[Any]:
        radius_m = self.radius_m if self.chosen else 0
        return [self.id, self.lon_e7, self.lat_e7, self.number, self.chosen, radius_m, self.label]


class PostItem(msgspec.Struct, frozen=True):
    """A post of the scene, filled or not; `label` names it with its officers."""

    id: str
    lon_e7: int
    lat_e7: int
    label: str = ""
    filled: bool = False

    def row(self) -> list[Any]:
        return [self.id, self.lon_e7, self.lat_e7, self.filled, self.label]


class WindItem(msgspec.Struct, frozen=True):
    """Where the wind comes from, degrees clockwise from north, and what is written beside the arrow."""

    from_deg: float
    label: str = ""

    def row(self) -> list[Any]:
        return [round(self.from_deg) % 360, self.label]


class SceneItem(msgspec.Struct, frozen=True):
    """The scene of a muster: its work area (cordon) as a ring of (lon_e7, lat_e7), empty = none, and its posts."""

    work_area_e7: tuple[tuple[int, int], ...] = ()
    posts: tuple[PostItem, ...] = ()

    def fields(self) -> dict[str, Any]:
        """The `scene` topic's fields: a ring of at least three corners or an empty one, and the posts."""
        area = self.work_area_e7 if len(self.work_area_e7) > 2 else ()
        return {"area": area, "posts": [post.row() for post in self.posts]}
