"""Folds of the registry, closures, sensors and warnings. See `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from . import entities as n
from . import events as e
from .picture import Key, Picture

_COLLECTION_OF: dict[type, str] = {
    n.IncidentType: "incident_types",
    n.Department: "departments",
    n.Grid: "grids",
    n.Officer: "officers",
    n.Unit: "units",
    n.Camera: "cameras",
    n.Sensor: "sensors",
}


def _opened(p: Picture, r: e.Recorded, ev: e.JournalOpened) -> list[Key]:
    p.kind, p.epoch_ms, p.town_id, p.rules = ev.kind, ev.epoch_ms, ev.town_id, ev.rules
    return []


def _registered(p: Picture, r: e.Recorded, ev: e.Registered) -> list[Key]:
    entity = ev.entity
    collection = _COLLECTION_OF[type(entity)]
    if isinstance(entity, n.Unit):
        old = p.units.get(entity.id)
        if old is not None:
            entity = replace(
                entity,
                state=old.state,
                state_ms=old.state_ms,
                order_id=old.order_id,
                contact_lost=old.contact_lost,
                reserved=old.reserved,
                reason=old.reason,
            )
    elif isinstance(entity, n.Sensor) and (seen := p.sensors.get(entity.id)) is not None:
        entity = replace(entity, alarm=seen.alarm, value_milli=seen.value_milli)
    getattr(p, collection)[entity.id] = entity
    return [(collection, entity.id)]


def _road_closed(p: Picture, r: e.Recorded, ev: e.RoadClosed) -> list[Key]:
    p.counters["closure"] = p.counters.get("closure", 0) + 1
    p.closures[ev.closure_id] = n.Closure(
        id=ev.closure_id,
        lon_e7=ev.lon_e7,
        lat_e7=ev.lat_e7,
        radius_m=ev.radius_m,
        reason=ev.reason,
        since_ms=r.t_ms,
    )
    return [("closures", ev.closure_id)]


def _road_reopened(p: Picture, r: e.Recorded, ev: e.RoadReopened) -> list[Key]:
    del p.closures[ev.closure_id]
    return [("closures", ev.closure_id)]


def _sensor(p: Picture, r: e.Recorded, ev: e.SensorAlarmed | e.SensorCleared) -> list[Key]:
    alarm = isinstance(ev, e.SensorAlarmed)
    p.sensors[ev.sensor_id] = replace(p.sensors[ev.sensor_id], alarm=alarm, value_milli=ev.value_milli)
    return [("sensors", ev.sensor_id)]


def _warned(p: Picture, r: e.Recorded, ev: e.EarlyWarning) -> list[Key]:
    return []


REGISTRY_FOLDS: dict[type[e.Event], Callable[[Picture, e.Recorded, Any], list[Key]]] = {
    e.JournalOpened: _opened,
    e.Registered: _registered,
    e.RoadClosed: _road_closed,
    e.RoadReopened: _road_reopened,
    e.SensorAlarmed: _sensor,
    e.SensorCleared: _sensor,
    e.EarlyWarning: _warned,
}
