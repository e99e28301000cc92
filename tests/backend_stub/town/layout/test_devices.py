from __future__ import annotations

import numpy as np

from backend_stub.town.layout.catalogue import INCIDENT_TYPES
from tests.backend_stub.town import demo_town


def test_cameras_stand_at_crossings_and_look_along_a_street() -> None:
    graph = demo_town.graph()
    for camera in demo_town.registry().cameras:
        x, y = graph.plane(camera.lon_e7 / 1e7, camera.lat_e7 / 1e7)
        away = np.hypot(graph.x_m - x, graph.y_m - y)
        near = np.nonzero(away < 40)[0]
        assert len(near)
        edges = np.nonzero(np.isin(graph.edge_from, near))[0]
        east = graph.x_m[graph.edge_to[edges]] - graph.x_m[graph.edge_from[edges]]
        north = graph.y_m[graph.edge_to[edges]] - graph.y_m[graph.edge_from[edges]]
        turned = (np.degrees(np.arctan2(east, north)) - camera.bearing_deg + 180) % 360 - 180
        assert np.abs(turned).min() < 2
        assert 0 < camera.fov_deg < 120
        assert camera.range_m > 0


def test_cameras_have_names_and_grids_and_are_told_apart() -> None:
    cameras = demo_town.registry().cameras
    assert [camera.id for camera in cameras] == [f"CAM-{number:03d}" for number in range(1, 169)]
    assert all(camera.name_zh and camera.name_en and camera.grid for camera in cameras)


def test_sensors_raise_incidents_of_types_that_there_are() -> None:
    sensors = demo_town.registry().sensors
    assert {sensor.type_code for sensor in sensors} <= {one.id for one in INCIDENT_TYPES}
    assert {sensor.measures for sensor in sensors} == {"smoke", "gas", "water_level", "voc", "panic_button"}
    assert all(sensor.threshold_milli > 0 for sensor in sensors)
