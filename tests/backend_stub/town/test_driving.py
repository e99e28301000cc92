"""Driving stays on roads and within speeds, whatever it is diverted to."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from backend_stub.town.driving import BIKE, EMERGENCY, PATROL, ROUTINE, Driver, Pace
from backend_stub.town.trips import Fix, Trip, metres_between
from tests.backend_stub.town.stand import SIDE, SOUTH, STEP_DEG, WEST, small_network

NETWORK = small_network()
DRIVER = Driver(NETWORK)


def _point(east: float, north: float) -> tuple[int, int]:
    return round((WEST + STEP_DEG * east) * 1e7), round((SOUTH + STEP_DEG * north) * 1e7)


def _off_road_m(lon_e7: int, lat_e7: int) -> float:
    """Distance to the nearest street of the square network."""
    east, north = (lon_e7 / 1e7 - WEST) / STEP_DEG, (lat_e7 / 1e7 - SOUTH) / STEP_DEG
    return min(abs(east - round(east)) * 178.0, abs(north - round(north)) * 222.4)


def _assert_drivable(trip: Trip, pace: Pace, skip_first: int = 0) -> None:
    for i, (a, b) in enumerate(pairwise(range(len(trip.at_ms)))):
        length_m = metres_between(trip.lon_e7[a], trip.lat_e7[a], trip.lon_e7[b], trip.lat_e7[b])
        took_s = (trip.at_ms[b] - trip.at_ms[a]) / 1000
        assert length_m <= (pace.ceiling_mps * took_s) * 1.02 + 0.6
        if i >= skip_first:
            assert _off_road_m(trip.lon_e7[b], trip.lat_e7[b]) < 1.0


coordinates = st.floats(0.0, SIDE - 1.0)


@settings(max_examples=40, deadline=None)
@given(coordinates, coordinates, coordinates, coordinates, st.integers(0, 99), st.integers(0, 400_000))
def test_diverted_vehicle_goes_on_along_streets(
    a: float, b: float, c: float, d: float, seed: int, diverted_ms: int
) -> None:
    dice = random.Random(seed)
    first = DRIVER.to_place(Fix(*_point(1.0, 1.0)), 0, *_point(a, b), EMERGENCY, dice)
    _assert_drivable(first, EMERGENCY, skip_first=1)
    second = DRIVER.to_place(first, diverted_ms, *_point(c, d), EMERGENCY, dice)
    assert second.fix_at(diverted_ms)[:2] == first.fix_at(diverted_ms)[:2]
    _assert_drivable(second, EMERGENCY)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 999), st.sampled_from([PATROL, ROUTINE, BIKE]))
def test_patrol_keeps_to_streets_speeds_and_roughly_its_beat(seed: int, pace: Pace) -> None:
    beat = Fix(*_point(5.0, 5.0))
    trip = DRIVER.patrol(beat, 0, beat, 500.0, 300.0, pace, random.Random(seed))
    assert trip.end_ms >= 300_000
    _assert_drivable(trip, pace, skip_first=1)
    far_m = max(
        metres_between(lon, lat, *beat[:2]) for lon, lat in zip(trip.lon_e7, trip.lat_e7, strict=True)
    )
    assert far_m < 1500.0


def test_trip_to_a_place_ends_abreast_of_it() -> None:
    place = _point(3.3, 4.05)
    trip = DRIVER.to_place(Fix(*_point(9.0, 9.0)), 0, *place, EMERGENCY, random.Random(1))
    assert metres_between(trip.lon_e7[-1], trip.lat_e7[-1], *place) < 12.0


def test_way_home_ends_in_the_yard() -> None:
    yard = _point(2.2, 2.3)
    trip = DRIVER.home(Fix(*_point(9.0, 9.0)), 0, *yard, ROUTINE, random.Random(1))
    assert (trip.lon_e7[-1], trip.lat_e7[-1]) == yard


def test_emergency_is_faster_than_routine() -> None:
    start, place = Fix(*_point(0.0, 0.0)), _point(10.0, 10.0)
    fast = DRIVER.to_place(start, 0, *place, EMERGENCY, random.Random(1))
    slow = DRIVER.to_place(start, 0, *place, ROUTINE, random.Random(1))
    assert fast.end_ms < slow.end_ms


def test_drone_flies_straight() -> None:
    place = _point(7.0, 7.0)
    trip = DRIVER.fly(Fix(*_point(1.0, 1.0)), 5_000, *place)
    middle = trip.fix_at((trip.start_ms + trip.end_ms) // 2)
    assert (trip.lon_e7[-1], trip.lat_e7[-1]) == place
    assert abs(middle.speed_cmps - 1500) < 10


def test_same_dice_drive_the_same_way() -> None:
    beat = Fix(*_point(5.0, 5.0))
    trips = [DRIVER.patrol(beat, 0, beat, 500.0, 200.0, PATROL, random.Random(4)) for _ in range(2)]
    assert trips[0] == trips[1]
