"""The picture as things on the map. Qt main thread; used by `MapFeed`.

Pure readings: rows are cheap to build again, and `MapView` sends on only what differs.
"""

from __future__ import annotations

import numpy as np

from console.desk.waiting import call_level
from console.domain.calls.entities import CallState
from console.domain.calls.groups import CallGroups
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.domain.musters.destinations import muster_of
from console.domain.orders.states import FREE, UNITS_AT_PLACE, UNITS_ON_THE_WAY, UnitState
from console.domain.registry.entities import Unit
from console.geo import Box
from console.panels.map.scene import is_under_way
from console.wire.messages import Rings, Routes
from console.words.names import Names
from widgets.map import items as m

_MARKS = {
    **dict.fromkeys(FREE, m.UnitMark.AVAILABLE),
    **dict.fromkeys(UNITS_ON_THE_WAY, m.UnitMark.COMMITTED),
    **dict.fromkeys(UNITS_AT_PLACE, m.UnitMark.AT_PLACE),
    UnitState.OUT_OF_SERVICE: m.UnitMark.OUT_OF_SERVICE,
}


def unit_items(names: Names, incident_id: str) -> list[m.UnitItem]:
    """All units; those bound to the selected incident are accented."""
    picture = names.picture
    return [
        m.UnitItem(unit.id, unit.id, unit.tier, _mark(unit), _is_bound(unit, names, incident_id))
        for unit in picture.units.values()
    ]


def incident_items(names: Names, groups: CallGroups | None = None) -> list[m.IncidentItem]:
    """Open incidents, and calls that wait (they blink until somebody has looked at them); of a group its first."""
    picture = names.picture
    items = [
        m.IncidentItem(
            one.id, one.place.lon_e7, one.place.lat_e7, one.level, names.incident_type(one.type_code)
        )
        for one in picture.incidents.values()
        if one.state in OPEN_INCIDENT_STATES
    ]
    for call in picture.calls.values():
        if call.state is CallState.REPORTED and (groups is None or groups.leader_of(call.id) == call.id):
            level = call_level(call, picture) or 4
            label = names.incident_type(call.type_code)
            items.append(
                m.IncidentItem(
                    call.id, call.place.lon_e7, call.place.lat_e7, level, label, not call.acknowledged
                )
            )
    return items


def camera_items(names: Names, near: frozenset[str]) -> list[m.CameraItem]:
    """All cameras; those near the selected incident show their field of view."""
    return [
        m.CameraItem(
            one.id,
            one.lon_e7,
            one.lat_e7,
            float(one.bearing_deg),
            float(one.fov_deg),
            float(one.range_m),
            one.id,
            one.id in near,
        )
        for one in names.picture.cameras.values()
    ]


def sensor_items(names: Names) -> list[m.SensorItem]:
    """All sensors."""
    return [
        m.SensorItem(one.id, one.lon_e7, one.lat_e7, one.id, one.alarm)
        for one in names.picture.sensors.values()
    ]


def closure_items(names: Names) -> list[m.ClosureItem]:
    """Closed roads as a cross over the closed stretch."""
    items = []
    for one in names.picture.closures.values():
        box = Box.around((one.lon_e7, one.lat_e7)).grown(one.radius_m)
        path = ((box.west_e7, box.south_e7), (box.east_e7, box.north_e7))
        items.append(m.ClosureItem(one.id, path, one.reason))
    return items


def ring_items(message: Rings | None) -> list[m.RingItem]:
    """Travel-time rings as GeoJSON."""
    if message is None:
        return []
    items = []
    for minutes, polygons in zip(message.minutes, message.rings_i32, strict=False):
        rings = [_degrees(ring) for ring in polygons]
        if rings:
            geometry = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
            items.append(m.RingItem(minutes, geometry))
    return items


def route_items(message: Routes | None, incident: Incident | None, names: Names) -> list[m.RouteItem]:
    """Roads still to go of the units bound to the incident."""
    if message is None or incident is None:
        return []
    picture = names.picture
    muster = muster_of(picture, incident.id)
    orders = (picture.orders[i] for i in incident.orders if i in picture.orders)
    bound = {order.unit_id for order in orders if is_under_way(order, muster)}
    items = []
    for unit_id, line in zip(message.unit_ids, message.lines_i32, strict=False):
        if unit_id in bound:
            points = np.frombuffer(line, dtype="<i4").reshape(-1, 2).tolist()
            if len(points) > 1:
                items.append(m.RouteItem(unit_id, tuple((lon, lat) for lon, lat in points)))
    return items


def _degrees(ring: bytes) -> list[list[float]]:
    points: list[list[float]] = (np.frombuffer(ring, dtype="<i4").reshape(-1, 2) / 1e7).tolist()
    return points


def _mark(unit: Unit) -> m.UnitMark:
    return m.UnitMark.LOST_CONTACT if unit.contact_lost else _MARKS[unit.state]


def _is_bound(unit: Unit, names: Names, incident_id: str) -> bool:
    order = names.picture.orders.get(unit.order_id)
    return order is not None and bool(incident_id) and order.incident_id == incident_id
