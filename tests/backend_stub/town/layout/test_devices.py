from __future__ import annotations

import numpy as np

from backend_stub.town import files
from backend_stub.town.layout.catalogue import INCIDENT_TYPES
from tests.backend_stub.town import demo_town


def test_cameras_stand_at_crossings_and_look_along_a_street() -> None:
    graph = demo_town.graph()
    guards = 0
    for camera in demo_town.registry().cameras:
        x, y = graph.plane(camera.lon_e7 / 1e7, camera.lat_e7 / 1e7)
        near = np.nonzero(np.hypot(graph.x_m - x, graph.y_m - y) < 40)[0]
        edges = np.nonzero(np.isin(graph.edge_from, near))[0]
        east = graph.x_m[graph.edge_to[edges]] - graph.x_m[graph.edge_from[edges]]
        north = graph.y_m[graph.edge_to[edges]] - graph.y_m[graph.edge_from[edges]]
        turned = (np.degrees(np.arctan2(east, north)) - camera.bearing_deg + 180) % 360 - 180
        if "化工厂" in camera.name_zh:
            guards += 1
        else:
            assert np.abs(turned).min() < 2
        assert 0 < camera.fov_deg < 120
        assert camera.range_m > 0
    assert guards < 10


def test_a_premise_of_great_danger_is_watched_from_several_sides() -> None:
    graph = demo_town.graph()
    plant = next(e for e in files.read_gazetteer(demo_town.directory()) if e.kind == "chemical_plant")
    x, y = graph.plane(plant.lon, plant.lat)
    watching = 0
    for camera in demo_town.registry().cameras:
        u, v = graph.plane(camera.lon_e7 / 1e7, camera.lat_e7 / 1e7)
        east, north = float(x - u), float(y - v)
        off = (np.degrees(np.arctan2(east, north)) - camera.bearing_deg + 180) % 360 - 180
        watching += bool(np.hypot(east, north) < camera.range_m and abs(off) < camera.fov_deg / 2)
    assert watching >= 3


def test_cameras_have_names_and_grids_and_are_told_apart() -> None:
    cameras = demo_town.registry().cameras
    assert [camera.id for camera in cameras] == [f"CAM-{number:03d}" for number in range(1, 169)]
    assert all(camera.name_zh and camera.name_en and camera.grid for camera in cameras)


def test_sensors_raise_incidents_of_types_that_there_are() -> None:
    sensors = demo_town.registry().sensors
    assert {sensor.type_code for sensor in sensors} <= {one.id for one in INCIDENT_TYPES}
    assert {sensor.measures for sensor in sensors} == {"smoke", "gas", "water_level", "voc", "panic_button"}
    assert all(sensor.threshold_milli > 0 for sensor in sensors)
