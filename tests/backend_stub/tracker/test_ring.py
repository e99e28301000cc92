from __future__ import annotations

import math

import pytest

from backend_stub.tracker.fence import metres_between
from backend_stub.tracker.ring import away_from_ring_m, is_inside

LON, LAT = 1_179_000_000, 368_000_000
SQUARE = (LON, LAT, LON + 20_000, LAT, LON + 20_000, LAT + 20_000, LON, LAT + 20_000, LON, LAT)
"""About 178 m wide and 222 m high."""


def test_a_point_is_inside_or_outside_whether_or_not_the_ring_is_closed() -> None:
    for ring in (SQUARE, SQUARE[:-2]):
        assert is_inside(ring, LON + 10_000, LAT + 10_000)
        assert not is_inside(ring, LON - 1, LAT + 10_000)
        assert not is_inside(ring, LON + 10_000, LAT + 20_001)


def test_a_notch_in_the_ring_is_outside() -> None:
    notched = (
        LON,
        LAT,
        LON + 20_000,
        LAT,
        LON + 20_000,
        LAT + 20_000,
        LON + 10_000,
        LAT + 5_000,
        LON,
        LAT + 20_000,
    )
    assert not is_inside(notched, LON + 10_000, LAT + 15_000)
    assert is_inside(notched, LON + 1_000, LAT + 10_000)


@pytest.mark.parametrize(
    ("east", "north", "metres"),
    [(-1_000, 10_000, 8.9), (10_000, -2_000, 22.2), (10_000, 10_000, -89.0), (21_000, 10_000, 8.9)],
)
def test_the_distance_to_the_edge_has_a_sign(east: int, north: int, metres: float) -> None:
    assert away_from_ring_m(SQUARE, LON + east, LAT + north) == pytest.approx(metres, abs=0.3)


def test_beyond_a_corner_the_corner_is_nearest() -> None:
    away = away_from_ring_m(SQUARE, LON + 23_000, LAT + 24_000)
    assert away == pytest.approx(
        metres_between(LON + 23_000, LAT + 24_000, LON + 20_000, LAT + 20_000), rel=1e-3
    )


def test_no_ring_holds_nobody() -> None:
    assert away_from_ring_m((), LON, LAT) == math.inf
    assert away_from_ring_m((LON, LAT, LON + 9, LAT + 9), LON, LAT) == math.inf
