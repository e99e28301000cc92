"""Folds of the registry, closures, sensors and warnings. See `evolve`."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from console.domain.base.message import Stamped
from console.domain.cases.flow import CaseFlow, RegisteredFlow
from console.domain.musters.definition import MusterDefinition
from console.domain.picture import Folds, Key, Picture, change

from . import events as e
from .entities import (
    Camera,
    Closure,
    Department,
    Grid,
    IncidentType,
    Officer,
    RegistryKind,
    Sensor,
    Unit,
    Wind,
)

WIND = "wind"
"""Id of the one wind there is."""

_COLLECTION_OF: dict[type[msgspec.Struct], str] = {
    IncidentType: "incident_types",
    Department: "departments",
    Grid: "grids",
    Officer: "officers",
    Unit: "units",
    Camera: "cameras",
    Sensor: "sensors",
    MusterDefinition: "definitions",
}
COLLECTION_OF_KIND: dict[RegistryKind, str] = {
    RegistryKind(str(entity.__struct_config__.tag)): collection
    for entity, collection in _COLLECTION_OF.items()
}
_KEPT: dict[type, tuple[str, ...]] = {
    Unit: ("state", "state_ms", "order_id", "contact_lost", "reserved", "reason"),
    Sensor: ("alarm", "value_milli"),
}
"""What stays as it is when an entry is registered again: what has happened to it."""


def _opened(p: Picture, r: Stamped, ev: e.JournalOpened) -> list[Key]:
    p.kind, p.epoch_ms, p.town_id, p.rules = ev.kind, ev.epoch_ms, ev.town_id, ev.rules
    return []


def _registered(p: Picture, r: Stamped, ev: e.Registered) -> list[Key]:
    entity = ev.entity
    if isinstance(entity, CaseFlow):
        p.case_flows[entity.id] = RegisteredFlow(id=entity.id, flow=entity, since_seq=r.seq)
        return [("case_flows", entity.id)]
    collection = _COLLECTION_OF[type(entity)]
    entities = getattr(p, collection)
    if (old := entities.get(entity.id)) is not None:
        entity = replace(entity, **{name: getattr(old, name) for name in _KEPT.get(type(entity), ())})
    entities[entity.id] = entity
    return [(collection, entity.id)]


def _retired(p: Picture, r: Stamped, ev: e.Retired) -> list[Key]:
    collection = COLLECTION_OF_KIND[ev.kind]
    del getattr(p, collection)[ev.entry_id]
    return [(collection, ev.entry_id)]


def _road_closed(p: Picture, r: Stamped, ev: e.RoadClosed) -> list[Key]:
    p.counters["closure"] = p.counters.get("closure", 0) + 1
    p.closures[ev.closure_id] = Closure(
        id=ev.closure_id,
        lon_e7=ev.lon_e7,
        lat_e7=ev.lat_e7,
        radius_m=ev.radius_m,
        reason=ev.reason,
        since_ms=r.t_ms,
    )
    return [("closures", ev.closure_id)]


def _road_reopened(p: Picture, r: Stamped, ev: e.RoadReopened) -> list[Key]:
    del p.closures[ev.closure_id]
    return [("closures", ev.closure_id)]


def _sensor(p: Picture, r: Stamped, ev: e.SensorAlarmed | e.SensorCleared) -> list[Key]:
    alarm = isinstance(ev, e.SensorAlarmed)
    return change(p, "sensors", ev.sensor_id, alarm=alarm, value_milli=ev.value_milli)


def _warned(p: Picture, r: Stamped, ev: e.EarlyWarning) -> list[Key]:
    return []


def _wind(p: Picture, r: Stamped, ev: e.WindSet) -> list[Key]:
    p.winds[WIND] = Wind(id=WIND, from_deg=ev.from_deg, speed_cmps=ev.speed_cmps, since_ms=r.t_ms)
    return [("winds", WIND)]


REGISTRY_FOLDS: Folds = {
    e.JournalOpened: _opened,
    e.Registered: _registered,
    e.Retired: _retired,
    e.RoadClosed: _road_closed,
    e.RoadReopened: _road_reopened,
    e.SensorAlarmed: _sensor,
    e.SensorCleared: _sensor,
    e.EarlyWarning: _warned,
    e.WindSet: _wind,
}
