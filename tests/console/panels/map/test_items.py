"""The picture as things on the map."""

from __future__ import annotations

import struct

import pytest

from console.domain.calls.commands import AcknowledgeCall
from console.domain.registry.commands import CloseRoad
from console.geo import distance_m
from console.panels.map.items import (
    camera_items,
    closure_items,
    incident_items,
    ring_items,
    route_items,
    sensor_items,
    unit_items,
)
from console.wire.messages import Rings, Routes
from tests.console.panels.town import Town
from widgets.map.items import UnitMark


def test_accents_the_units_of_the_selected_incident(town: Town) -> None:
    incident = town.open()
    town.send(incident.id, "P-101")
    items = {one.id: one for one in unit_items(town.names, incident.id)}
    assert (items["P-101"].mark, items["P-101"].accent) == (UnitMark.COMMITTED, True)
    assert (items["P-102"].mark, items["P-102"].accent) == (UnitMark.AVAILABLE, False)


def test_waiting_calls_blink_until_seen(town: Town) -> None:
    call = town.report("gas")
    assert [(one.id, one.level, one.unacknowledged) for one in incident_items(town.names)] == [
        (call, 2, True)
    ]
    town.must(AcknowledgeCall(call_id=call))
    assert not incident_items(town.names)[0].unacknowledged


def test_shows_cameras_sensors_and_closures(town: Town) -> None:
    assert camera_items(town.names, frozenset({"CAM-001"}))[0].near
    assert not sensor_items(town.names)[0].alarming
    town.must(CloseRoad(lon_e7=1_179_000_000, lat_e7=368_000_000, radius_m=50, reason="fire"))
    closed = closure_items(town.names)[0]
    assert closed.label == "fire"
    for corner in closed.path_e7:
        assert distance_m(1_179_000_000, 368_000_000, *corner) == pytest.approx(50 * 2**0.5, abs=0.05)


def test_rings_become_geojson_in_degrees() -> None:
    ring = struct.pack("<8i", *(1_179_000_000, 368_000_000) * 4)
    items = ring_items(Rings(number=1, incident_id="I", minutes=(3,), rings_i32=((ring,),)))
    assert items[0].minutes == 3
    assert items[0].geometry["coordinates"][0][0][0] == [117.9, 36.8]
    assert ring_items(None) == []


def test_routes_are_of_units_still_on_the_way(town: Town) -> None:
    incident = town.open()
    town.send(incident.id, "P-101")
    line = struct.pack("<4i", 1, 2, 3, 4)
    routes = Routes(number=1, incident_id=incident.id, unit_ids=("P-101", "P-102"), lines_i32=(line, line))
    items = route_items(routes, town.picture.incidents[incident.id], town.names)
    assert [(one.unit_id, one.path_e7) for one in items] == [("P-101", ((1, 2), (3, 4)))]
