"""Commands about the journal, the registry, roads, sensors, wind and warnings. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Command

from .entities import Registrable, RegistryKind


class OpenJournal(Command, frozen=True, kw_only=True, tag="open_journal"):
    """The hub's own first command."""

    kind: str
    epoch_ms: int
    town_id: str


class Register(Command, frozen=True, kw_only=True, tag="register"):
    """Admin: add or replace registry entries, all or none."""

    entities: tuple[Registrable, ...]


class Retire(Command, frozen=True, kw_only=True, tag="retire"):
    """Admin: take an entry out of the registry that nothing in the picture speaks of any more."""

    kind: RegistryKind
    entry_id: str
    reason: str


class CloseRoad(Command, frozen=True, kw_only=True, tag="close_road"):
    lon_e7: int
    lat_e7: int
    radius_m: int
    reason: str


class ReopenRoad(Command, frozen=True, kw_only=True, tag="reopen_road"):
    closure_id: str


class RaiseSensorAlarm(Command, frozen=True, kw_only=True, tag="raise_sensor_alarm"):
    """Gateway: a threshold was crossed; makes a call of channel SENSOR besides, unless one is open."""

    sensor_id: str
    value_milli: int


class ClearSensorAlarm(Command, frozen=True, kw_only=True, tag="clear_sensor_alarm"):
    sensor_id: str
    value_milli: int


class Warn(Command, frozen=True, kw_only=True, tag="warn"):
    """Planner only: an early warning."""

    subject: str
    code: str
    detail: str


class SetWind(Command, frozen=True, kw_only=True, tag="set_wind"):
    """Gateway: the weather station."""

    from_deg: int
    speed_cmps: int
