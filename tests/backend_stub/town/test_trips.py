"""A trip is a function of time: exact at its vertices, straight between them, standing before and after."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend_stub.town.trips import Standpoint, Trip, bearing_between
from console.geo import distance_m

TRIP = Trip(
    at_ms=(1000, 11_000, 16_000, 26_000),
    lon_e7=(1_180_000_000, 1_180_010_000, 1_180_010_000, 1_180_010_000),
    lat_e7=(368_000_000, 368_000_000, 368_000_000, 368_010_000),
    nodes=(0, 1, 1, 2),
    edges=(-1, 5, 5, 6),
)


def test_bearings_go_clockwise_from_north() -> None:
    assert bearing_between(0, 0, 0, 100) == 0
    assert bearing_between(0, 0, 100, 0) == 90
    assert bearing_between(0, 0, 0, -100) == 180
    assert bearing_between(0, 0, -100, 0) == 270


def test_fix_is_exact_at_vertices_and_half_way_between() -> None:
    assert TRIP.fix_at(1000)[:2] == (1_180_000_000, 368_000_000)
    assert TRIP.fix_at(6000)[:2] == (1_180_005_000, 368_000_000)
    assert TRIP.fix_at(26_000)[:2] == (1_180_010_000, 368_010_000)


def test_speed_is_way_by_time_and_nothing_at_a_stop() -> None:
    driving = TRIP.fix_at(21_000)
    assert abs(driving.speed_cmps - 1112) <= 2
    assert driving.bearing_deg == 0
    stopped = TRIP.fix_at(13_000)
    assert stopped.speed_cmps == 0
    assert stopped.bearing_deg == 90


def test_nothing_moves_before_the_start_or_after_the_end() -> None:
    assert TRIP.fix_at(-5) == Standpoint(1_180_000_000, 368_000_000, 90, 0)
    assert TRIP.fix_at(99_000) == Standpoint(1_180_010_000, 368_010_000, 0, 0)


@given(st.integers(-5_000, 40_000), st.integers(0, 60_000))
def test_cut_trip_is_the_same_up_to_the_cut_and_stands_from_there(cut_ms: int, later_ms: int) -> None:
    cut = TRIP.cut(cut_ms)
    assert cut.fix_at(cut_ms)[:2] == TRIP.fix_at(cut_ms)[:2]
    assert cut.fix_at(cut_ms + later_ms)[:2] == TRIP.fix_at(min(cut_ms, TRIP.end_ms))[:2]
    assert list(cut.at_ms) == sorted(cut.at_ms)
    assert len(cut.at_ms) == len(cut.nodes) == len(cut.edges) == len(cut.lon_e7) == len(cut.lat_e7)


def test_a_trip_may_end_where_it_first_comes_near_a_point() -> None:
    goal = (1_180_010_000, 368_010_000)
    near = TRIP.until_within(*goal, 30.0)
    fix = near.fix_at(near.end_ms)
    assert 29.0 <= distance_m(fix.lon_e7, fix.lat_e7, *goal) <= 30.0
    assert near.end_ms < TRIP.end_ms
    assert TRIP.until_within(1_190_000_000, 368_000_000, 50.0) is TRIP
    assert TRIP.until_within(TRIP.lon_e7[0], TRIP.lat_e7[0], 50.0).end_ms == TRIP.start_ms


def test_a_trip_begun_later_stands_until_then() -> None:
    late = TRIP.after_standing(5_000)
    assert late.fix_at(TRIP.start_ms + 4_999)[:2] == TRIP.fix_at(TRIP.start_ms)[:2]
    assert late.fix_at(TRIP.end_ms + 5_000) == TRIP.fix_at(TRIP.end_ms)
