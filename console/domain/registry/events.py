"""Events of the journal, the registry, roads, sensors, wind and warnings. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Event
from console.domain.base.roles import WorldKind

from .entities import Registrable, RegistryKind


class JournalOpened(Event, frozen=True, kw_only=True, tag="journal_opened"):
    """First event of every journal: its kind and the UTC milliseconds that t_ms 0 stands for."""

    kind: WorldKind
    epoch_ms: int
    town_id: str
    rules: int


class Registered(Event, frozen=True, kw_only=True, tag="registered"):
    """A registry entry was added or replaced (a unit keeps its state and order)."""

    entity: Registrable


class Retired(Event, frozen=True, kw_only=True, tag="retired"):
    """An entry left the registry."""

    kind: RegistryKind
    entry_id: str
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


class WindSet(Event, frozen=True, kw_only=True, tag="wind_set"):
    from_deg: int
    speed_cmps: int
