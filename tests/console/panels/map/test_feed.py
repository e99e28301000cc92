"""The map follows picture and telemetry; picks come back."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QPoint, Qt

from console.desk.seat import Thing
from console.session.source import LinkState
from console.wire.messages import Positions, Rings, Routes
from tests.console.window.whole_console import Console
from widgets.map.items import ItemKind, Layer


def positions(*units: str) -> Positions:
    count = len(units)
    return Positions(
        t_ms=0,
        unit_ids=units,
        lon_i32=struct.pack(f"<{count}i", *[1_179_000_000] * count),
        lat_i32=struct.pack(f"<{count}i", *[368_000_000] * count),
        bearing_i16=struct.pack(f"<{count}h", *[0] * count),
        speed_cmps_i16=struct.pack(f"<{count}h", *[0] * count),
        age_ms_i32=struct.pack(f"<{count}i", *[0] * count),
    )


def test_shows_the_town_its_units_and_incidents(console: Console) -> None:
    console.hub.link(LinkState.LIVE, town_dir="/somewhere/town")
    incident = console.accept()
    assert console.map.town == Path("/somewhere/town")
    assert set(console.map.units) == {"P-101", "P-102", "P-103", "C-201", "C-202"}
    assert incident in console.map.incidents


def test_accents_what_belongs_to_the_selected_incident(console: Console) -> None:
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    assert console.map.units["P-101"].accent
    assert not console.map.units["P-102"].accent


def test_moves_units_and_shows_rings_and_routes_of_the_selected_incident(console: Console) -> None:
    incident = console.accept()
    console.line(f"dispatch P-101 {incident}")
    ring = struct.pack("<8i", *(1_179_000_000, 368_000_000) * 4)
    line = struct.pack("<4i", 1, 2, 3, 4)
    for message in (
        positions("P-101"),
        Rings(number=1, incident_id=incident, minutes=(3,), rings_i32=((ring,),)),
        Routes(number=1, incident_id=incident, unit_ids=("P-101",), lines_i32=(line,)),
    ):
        console.bridge.on_telemetry(message)
    console.settle()
    assert console.map.moved == ["P-101"]
    assert console.map.rings[0] == incident
    assert [one.minutes for one in console.map.rings[1]] == [3]
    assert [one.unit_id for one in console.map.routes] == ["P-101"]


def test_a_picked_unit_is_selected_and_a_picked_camera_opened(console: Console) -> None:
    console.map.picked.emit("unit", "P-101")
    assert console.seat.selection.thing is Thing.UNIT
    console.accept()
    console.map.picked.emit("camera", "CAM-001")
    assert console.wall.opened[-1][0] == "CAM-001"
    assert console.map.selected == (ItemKind.CAMERA, "CAM-001")


def test_remembers_the_layers(console: Console) -> None:
    assert console.map.layers == set(Layer)
    console.map.layers_changed.emit({"units": True, "grids": False})
    assert console.settings.text("map_layers") == "units"


def test_says_when_a_place_is_not_known(console: Console) -> None:
    assert not console.window.map_feed.show("X-1")
    assert console.window.map_feed.show("CAM-001")
    assert console.window.map_feed.show("SEN-01")
    assert console.window.map_feed.show("P-101")


def test_opens_no_menu_where_nothing_can_be_done(console: Console) -> None:
    wanted: list[str] = []
    console.window.map_feed.menu_wanted.connect(lambda kind, *_: wanted.append(kind))
    console.map.context_requested.emit("sensor", "SEN-01", 0, 0, QPoint(0, 0))
    assert wanted == ["sensor"]


def test_the_whole_town_is_shown_only_when_asked(console: Console) -> None:
    assert not console.map.fitted
    console.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert console.map.fitted
