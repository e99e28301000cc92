"""Driving stays on roads and within speeds, whatever it is diverted to."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_stub.town import files
from backend_stub.town.driving import BIKE, EMERGENCY, PATROL, ROUTINE, Driver, DrivingPace
from backend_stub.town.network import from_roads, graph_of
from backend_stub.town.trips import Standpoint, Trip
from console.domain.incidents.entities import IncidentKind
from console.domain.registry.entities import UnitKind
from console.geo import distance_m
from console.planning.pace import pace
from tests.backend_stub.town import demo_town
from tests.backend_stub.town.stand import SIDE, SOUTH, STEP_DEG, WEST, small_network
from tests.console.planning.lattice import field_to

NETWORK = small_network()
DRIVER = Driver(NETWORK)


def _point(east: float, north: float) -> tuple[int, int]:
    return round((WEST + STEP_DEG * east) * 1e7), round((SOUTH + STEP_DEG * north) * 1e7)


def _off_road_m(lon_e7: int, lat_e7: int) -> float:
    """Distance to the nearest street of the square network."""
    east, north = (lon_e7 / 1e7 - WEST) / STEP_DEG, (lat_e7 / 1e7 - SOUTH) / STEP_DEG
    return min(abs(east - round(east)) * 178.0, abs(north - round(north)) * 222.4)


def _assert_drivable(trip: Trip, pace: DrivingPace) -> None:
    """Within the pace's speed, and on a street wherever the trip says so."""
    for a, b in pairwise(range(len(trip.at_ms))):
        length_m = distance_m(trip.lon_e7[a], trip.lat_e7[a], trip.lon_e7[b], trip.lat_e7[b])
        took_s = (trip.at_ms[b] - trip.at_ms[a]) / 1000
        assert length_m <= (pace.ceiling_mps * took_s) * 1.02 + 0.6
        if trip.edges[b] >= 0:
            assert _off_road_m(trip.lon_e7[b], trip.lat_e7[b]) < 1.0


coordinates = st.floats(0.0, SIDE - 1.0)


@settings(max_examples=40, deadline=None)
@given(coordinates, coordinates, coordinates, coordinates, st.integers(0, 99), st.integers(0, 400_000))
def test_diverted_vehicle_goes_on_along_streets(
    a: float, b: float, c: float, d: float, seed: int, diverted_ms: int
) -> None:
    dice = random.Random(seed)
    first = DRIVER.to_place(Standpoint(*_point(1.0, 1.0)), 0, *_point(a, b), EMERGENCY, dice)
    _assert_drivable(first, EMERGENCY)
    second = DRIVER.to_place(first, diverted_ms, *_point(c, d), EMERGENCY, dice)
    assert second.fix_at(diverted_ms)[:2] == first.fix_at(diverted_ms)[:2]
    assert sum(edge < 0 for edge in second.edges) <= 3
    _assert_drivable(second, EMERGENCY)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 999), st.sampled_from([PATROL, ROUTINE, BIKE]))
def test_patrol_keeps_to_streets_speeds_and_roughly_its_beat(seed: int, pace: DrivingPace) -> None:
    beat = Standpoint(*_point(5.0, 5.0))
    trip = DRIVER.patrol(beat, 0, beat, 500.0, 300.0, pace, random.Random(seed))
    assert trip.end_ms >= 300_000
    _assert_drivable(trip, pace)
    far_m = max(distance_m(lon, lat, *beat[:2]) for lon, lat in zip(trip.lon_e7, trip.lat_e7, strict=True))
    assert far_m < 1500.0


def test_trip_to_a_place_ends_abreast_of_it() -> None:
    place = _point(3.3, 4.05)
    trip = DRIVER.to_place(Standpoint(*_point(9.0, 9.0)), 0, *place, EMERGENCY, random.Random(1))
    assert distance_m(trip.lon_e7[-1], trip.lat_e7[-1], *place) < 12.0


def test_who_is_called_deep_into_a_block_drives_up_to_the_place() -> None:
    place = _point(3.5, 4.5)
    trip = DRIVER.to_place(Standpoint(*_point(9.0, 9.0)), 0, *place, EMERGENCY, random.Random(1))
    assert distance_m(trip.lon_e7[-1], trip.lat_e7[-1], *place) == pytest.approx(25.0, abs=1.0)
    assert trip.edges[-1] == -1


def test_who_is_called_back_turns_round_in_mid_street() -> None:
    ahead = DRIVER.to_place(Standpoint(*_point(2.0, 3.0)), 0, *_point(9.0, 3.0), EMERGENCY, random.Random(1))
    turned_ms = 8_000
    here = ahead.fix_at(turned_ms)
    back = DRIVER.to_place(ahead, turned_ms, *_point(1.0, 3.0), EMERGENCY, random.Random(1))
    assert max(back.lon_e7) == here.lon_e7


def test_patrol_begins_beside_the_street_without_leaving_it_again() -> None:
    beat = Standpoint(*_point(5.4, 5.3))
    trip = DRIVER.patrol(beat, 0, beat, 500.0, 100.0, PATROL, random.Random(2))
    _assert_drivable(trip, PATROL)
    assert trip.edges[1] == -1
    assert all(edge >= 0 for edge in trip.edges[2:])


def test_way_home_ends_in_the_yard() -> None:
    yard = _point(2.2, 2.3)
    trip = DRIVER.home(Standpoint(*_point(9.0, 9.0)), 0, *yard, ROUTINE, random.Random(1))
    assert (trip.lon_e7[-1], trip.lat_e7[-1]) == yard


def test_emergency_is_faster_than_routine() -> None:
    start, place = Standpoint(*_point(0.0, 0.0)), _point(10.0, 10.0)
    fast = DRIVER.to_place(start, 0, *place, EMERGENCY, random.Random(1))
    slow = DRIVER.to_place(start, 0, *place, ROUTINE, random.Random(1))
    assert fast.end_ms < slow.end_ms


def test_drone_flies_straight() -> None:
    place = _point(7.0, 7.0)
    trip = DRIVER.fly(Standpoint(*_point(1.0, 1.0)), 5_000, *place)
    middle = trip.fix_at((trip.start_ms + trip.end_ms) // 2)
    assert (trip.lon_e7[-1], trip.lat_e7[-1]) == place
    assert abs(middle.speed_cmps - 1500) < 10


def test_same_dice_drive_the_same_way() -> None:
    beat = Standpoint(*_point(5.0, 5.0))
    trips = [DRIVER.patrol(beat, 0, beat, 500.0, 200.0, PATROL, random.Random(4)) for _ in range(2)]
    assert trips[0] == trips[1]


def test_crews_arrive_when_the_planner_says() -> None:
    roads = files.read_roads(demo_town.directory())
    network = from_roads(roads, demo_town.SEED)
    graph = graph_of(roads)
    units = demo_town.registry().units
    dice = random.Random(11)
    errors = []
    for entry in dice.sample(list(files.read_gazetteer(demo_town.directory())), 25):
        place = round(entry.lon * 1e7), round(entry.lat * 1e7)
        field = field_to(graph, entry.lon, entry.lat)
        unit = dice.choice([one for one in units if one.kind is UnitKind.PATROL])
        at = graph.snap(unit.home_lon_e7 / 1e7, unit.home_lat_e7 / 1e7)
        said_s = float(field.eta_s(at)[0]) / pace(unit.kind, IncidentKind.EMERGENCY)
        trip = Driver(network).to_place(
            Standpoint(unit.home_lon_e7, unit.home_lat_e7), 0, *place, EMERGENCY, dice
        )
        lon, lat = field.route(at)
        passed = set(zip(trip.lon_e7, trip.lat_e7, strict=True))
        drawn = zip(np.round(lon * 1e7).tolist(), np.round(lat * 1e7).tolist(), strict=True)
        assert sum(point in passed for point in drawn) >= len(lon) - 3
        errors.append(abs(said_s - trip.end_ms / 1000) / max(trip.end_ms / 1000, 30.0))
    assert sorted(errors)[len(errors) // 2] < 0.1
    assert sorted(errors)[int(len(errors) * 0.9)] < 0.25
