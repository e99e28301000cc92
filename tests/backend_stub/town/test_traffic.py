"""Strangers keep to their street, move at its speed, and are the same for every camera."""

from __future__ import annotations

import numpy as np

from backend_stub.town.cameras.scene import SceneVehicle
from backend_stub.town.network import Network
from backend_stub.town.traffic import SHORTEST_M, Traffic
from console.geo import E7, distance_m
from console.planning.roads import RoadGraph
from tests.backend_stub.town.stand import SOUTH, STEP_DEG, WEST


def _street() -> Network:
    """Ten crossings in a row, both ways, one name."""
    lon = np.array([WEST + STEP_DEG * n for n in range(10)])
    lat = np.full(10, SOUTH)
    a = np.array([*range(9), *range(1, 10)])
    b = np.array([*range(1, 10), *range(9)])
    length = np.full(18, 178.0)
    graph = RoadGraph.in_spatial_order(lon, lat, a, b, length, np.full(18, 10.0))
    return Network(graph, np.full(18, 1), np.zeros(18, dtype=int), 1)


def _metres(a: SceneVehicle, b: SceneVehicle) -> float:
    return distance_m(
        round(a.lon_deg * E7), round(a.lat_deg * E7), round(b.lon_deg * E7), round(b.lat_deg * E7)
    )


def test_street_has_one_belt_each_way() -> None:
    belts = Traffic(_street()).belts
    assert len(belts) == 2
    assert all(belt.at_m[-1] > SHORTEST_M for belt in belts)


def test_vehicles_are_within_the_window_and_follow_at_gaps() -> None:
    (window, *_) = Traffic(_street()).near(WEST + STEP_DEG * 5, SOUTH, 200.0)
    counts = [len(window.belt.vehicles(t_s, window.from_m, window.to_m)) for t_s in range(0, 600, 7)]
    length_s = (window.to_m - window.from_m) / window.belt.speed_mps
    assert abs(np.mean(counts) - length_s / window.belt.gap_s) < 0.8


def test_vehicle_moves_at_the_speed_of_its_belt() -> None:
    belt = Traffic(_street()).belts[0]
    before, after = belt.vehicles(500.0, 400.0, 900.0), belt.vehicles(501.0, 400.0, 900.0)
    moved = min(_metres(before[0], vehicle) for vehicle in after)
    assert abs(moved - belt.speed_mps) < 0.3
    assert before[0].kind == min(after, key=lambda v: _metres(before[0], v)).kind


def test_two_windows_of_one_street_show_the_same_vehicle() -> None:
    belt = Traffic(_street()).belts[0]
    assert set(belt.vehicles(333.0, 500.0, 700.0)) <= set(belt.vehicles(333.0, 300.0, 900.0))


def test_far_from_every_main_road_there_is_nobody() -> None:
    assert Traffic(_street()).near(WEST + 1.0, SOUTH, 200.0) == []
