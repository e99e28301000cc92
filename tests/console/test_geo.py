from __future__ import annotations

import ast
import math
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import geo
from console.geo import Box, LocalPlane

LON, LAT = 1_179_000_000, 368_000_000
SQUARE = (LON, LAT, LON + 20_000, LAT, LON + 20_000, LAT + 20_000, LON, LAT + 20_000, LON, LAT)
"""About 178 m wide and 222 m high."""
LATITUDES = st.floats(-60.0, 60.0)
BEARINGS = st.floats(0.0, 359.9)


def geodesic(lon_deg: float, lat_deg: float, to_lon_deg: float, to_lat_deg: float) -> tuple[float, float]:
    """Metres and initial bearing on WGS-84: Vincenty's inverse formula (Survey Review XXIII 176, 1975)."""
    a, f = 6_378_137.0, 1 / 298.257223563
    b = a * (1 - f)
    u1, u2 = (math.atan((1 - f) * math.tan(math.radians(lat))) for lat in (lat_deg, to_lat_deg))
    around = turned = math.radians(to_lon_deg - lon_deg)
    for _ in range(50):
        east = math.cos(u2) * math.sin(turned)
        north = math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(turned)
        sin_s = math.hypot(east, north)
        cos_s = math.sin(u1) * math.sin(u2) + math.cos(u1) * math.cos(u2) * math.cos(turned)
        s = math.atan2(sin_s, cos_s)
        sin_a = math.cos(u1) * math.cos(u2) * math.sin(turned) / sin_s
        cos2_a = 1 - sin_a**2
        cos_2m = cos_s - 2 * math.sin(u1) * math.sin(u2) / cos2_a
        c = f / 16 * cos2_a * (4 + f * (4 - 3 * cos2_a))
        turned = around + (1 - c) * f * sin_a * (s + c * sin_s * (cos_2m + c * cos_s * (2 * cos_2m**2 - 1)))
    square = cos2_a * (a * a - b * b) / (b * b)
    big_a = 1 + square / 16_384 * (4_096 + square * (-768 + square * (320 - 175 * square)))
    big_b = square / 1_024 * (256 + square * (-128 + square * (74 - 47 * square)))
    less = cos_s * (2 * cos_2m**2 - 1)
    less -= big_b / 6 * cos_2m * (4 * sin_s**2 - 3) * (4 * cos_2m**2 - 3)
    length_m = b * big_a * (s - big_b * sin_s * (cos_2m + big_b / 4 * less))
    return length_m, math.degrees(math.atan2(east, north)) % 360


def turn_deg(one_deg: float, other_deg: float) -> float:
    return abs((one_deg - other_deg + 180) % 360 - 180)


def test_the_geodesic_it_is_held_against_is_right() -> None:
    """Flinders Peak to Buninyong, the example of Australia's GDA94 technical manual (GRS 80, 0.1 mm from WGS-84)."""
    flinders = 144 + 25 / 60 + 29.52440 / 3600, -(37 + 57 / 60 + 3.72030 / 3600)
    buninyong = 143 + 55 / 60 + 35.38390 / 3600, -(37 + 39 / 60 + 10.15610 / 3600)
    length_m, bearing = geodesic(*flinders, *buninyong)
    assert length_m == pytest.approx(54_972.271, abs=0.002)
    assert bearing == pytest.approx(306 + 52 / 60 + 5.37 / 3600, abs=1e-5)


@pytest.mark.parametrize("lat_deg", range(-90, 91, 10))
def test_scale_is_that_of_the_published_series(lat_deg: int) -> None:
    """NGA's calculator of the length of a degree; its coefficients are rounded to a few centimetres."""
    phi = math.radians(lat_deg)
    lon_m = 111_412.84 * math.cos(phi) - 93.5 * math.cos(3 * phi) + 0.118 * math.cos(5 * phi)
    lat_m = 111_132.92 - 559.82 * math.cos(2 * phi) + 1.175 * math.cos(4 * phi) - 0.0023 * math.cos(6 * phi)
    assert geo.metres_per_deg(lat_deg) == pytest.approx((lon_m, lat_m), abs=0.07)


@pytest.mark.parametrize(
    ("far_m", "off_m", "off_deg"),
    [(5_000.0, 0.001, 0.04), (10_000.0, 0.004, 0.08), (20_000.0, 0.03, 0.16), (100_000.0, 4.0, 0.8)],
)
def test_distance_and_bearing_are_the_geodesics_to_what_is_promised(
    far_m: float, off_m: float, off_deg: float
) -> None:
    for lat_deg in range(-59, 60, 7):
        for towards_deg in range(0, 360, 20):
            here = 117.9, float(lat_deg)
            there = geo.moved_deg(*here, towards_deg, far_m)
            length_m, begins_deg = geodesic(*here, *there)
            east_m, north_m = geo.offset_deg_m(*here, *there)
            assert math.hypot(east_m, north_m) == pytest.approx(length_m, abs=off_m)
            assert turn_deg(geo.bearing_of(east_m, north_m), begins_deg) < off_deg


@given(LATITUDES, BEARINGS, st.floats(10.0, 20_000.0))
def test_who_is_moved_is_as_far_away_as_he_was_moved(lat_deg: float, towards_deg: float, by_m: float) -> None:
    here = LON, round(lat_deg * geo.E7)
    there = geo.moved_e7(*here, towards_deg, by_m)
    assert all(isinstance(value, int) for value in there)
    assert geo.distance_m(*here, *there) == pytest.approx(by_m, abs=0.01)
    assert turn_deg(geo.bearing_deg(*here, *there), towards_deg) <= math.degrees(0.01 / by_m)
    assert geo.distance_m(*there, *here) == geo.distance_m(*here, *there)


def test_moving_by_nothing_changes_nothing() -> None:
    assert geo.moved_e7(LON + 1, LAT - 1, 77.0, 0.0) == (LON + 1, LAT - 1)
    assert geo.distance_m(LON, LAT, LON, LAT) == geo.bearing_deg(LON, LAT, LON, LAT) == 0.0


@pytest.mark.parametrize(("east", "north", "bearing"), [(0, 1, 0), (1, 0, 90), (0, -1, 180), (-1, 0, 270)])
def test_bearings_are_clockwise_from_north(east: int, north: int, bearing: float) -> None:
    assert geo.bearing_of(east, north) == bearing
    assert geo.bearing_deg(LON, LAT, LON + east, LAT + north) == bearing


def test_degrees_and_their_ten_millionths_are_measured_alike() -> None:
    off_m = geo.offset_m(LON, LAT, LON + 54_321, LAT - 12_345)
    in_degrees = (value / geo.E7 for value in (LON, LAT, LON + 54_321, LAT - 12_345))
    assert geo.offset_deg_m(*in_degrees) == pytest.approx(off_m, abs=1e-6)


@given(LATITUDES, st.floats(-5_000.0, 5_000.0), st.floats(-5_000.0, 5_000.0))
def test_a_plane_leads_to_degrees_and_back(lat_deg: float, east_m: float, north_m: float) -> None:
    plane = LocalPlane.at(117.9, lat_deg)
    there = plane.degrees(east_m, north_m)
    assert plane.metres(*there) == pytest.approx((east_m, north_m), abs=1e-6)
    assert plane.metres(117.9, lat_deg) == (0.0, 0.0)


def test_a_plane_is_flat_to_its_promise_and_takes_arrays() -> None:
    plane = LocalPlane.at(117.9, 37.0)
    lon_deg, lat_deg = plane.degrees(np.array([0.0, 1_000.0]), np.array([10_000.0, 10_000.0]))
    across_m = math.hypot(*geo.offset_deg_m(lon_deg[0], lat_deg[0], lon_deg[1], lat_deg[1]))
    assert 1_000.0 / across_m - 1 == pytest.approx(0.0012, abs=0.00005)
    east_m, north_m = plane.metres(lon_deg, lat_deg)
    assert np.allclose(east_m, [0.0, 1_000.0])
    assert np.allclose(north_m, 10_000.0)


def test_a_circle_is_closed_and_every_corner_as_far_away() -> None:
    ring = geo.circle_e7(LON, LAT, 300.0, corners=8)
    assert len(ring) == 18
    assert ring[:2] == ring[-2:]
    corners = list(zip(ring[::2], ring[1::2], strict=True))
    assert [geo.distance_m(LON, LAT, *corner) for corner in corners] == pytest.approx([300.0] * 9, abs=0.01)
    assert [round(geo.bearing_deg(LON, LAT, *corner)) % 360 for corner in corners[:3]] == [0, 45, 90]
    assert geo.away_from_ring_m(ring, LON, LAT) == pytest.approx(-300 * math.cos(math.pi / 8), abs=0.1)


@given(LATITUDES, BEARINGS, st.floats(1.0, 5_000.0))
def test_a_grown_box_holds_all_that_is_so_near(lat_deg: float, towards_deg: float, by_m: float) -> None:
    here = LON, round(lat_deg * geo.E7)
    grown = Box.around(here).grown(by_m)
    assert grown.holds(*geo.moved_e7(*here, towards_deg, by_m * 0.999 - 0.02))
    assert not grown.holds(*geo.moved_e7(*here, round(towards_deg / 90) * 90, by_m * 1.002 + 0.02))


def test_a_box_is_as_small_as_its_points_allow() -> None:
    box = Box.around(SQUARE)
    assert box == (LON, LAT, LON + 20_000, LAT + 20_000)
    assert box.holds(LON, LAT + 20_000)
    assert not box.holds(LON - 1, LAT)
    with pytest.raises(ValueError):
        Box.around(())


def test_a_point_is_inside_or_outside_whether_or_not_the_ring_is_closed() -> None:
    for ring in (SQUARE, SQUARE[:-2]):
        assert geo.in_ring(ring, LON + 10_000, LAT + 10_000)
        assert not geo.in_ring(ring, LON - 1, LAT + 10_000)
        assert not geo.in_ring(ring, LON + 10_000, LAT + 20_001)


def test_a_notch_in_the_ring_is_outside() -> None:
    notch = LON + 10_000, LAT + 5_000
    notched = (LON, LAT, LON + 20_000, LAT, LON + 20_000, LAT + 20_000, *notch, LON, LAT + 20_000)
    assert not geo.in_ring(notched, LON + 10_000, LAT + 15_000)
    assert geo.in_ring(notched, LON + 1_000, LAT + 10_000)


@pytest.mark.parametrize(
    ("east", "north", "metres"),
    [(-1_000, 10_000, 8.9), (10_000, -2_000, 22.2), (10_000, 10_000, -89.2), (21_000, 10_000, 8.9)],
)
def test_the_distance_to_the_edge_has_a_sign(east: int, north: int, metres: float) -> None:
    assert geo.away_from_ring_m(SQUARE, LON + east, LAT + north) == pytest.approx(metres, abs=0.05)


def test_beyond_a_corner_the_corner_is_nearest() -> None:
    here, corner = (LON + 23_000, LAT + 24_000), (LON + 20_000, LAT + 20_000)
    assert geo.away_from_ring_m(SQUARE, *here) == pytest.approx(geo.distance_m(*here, *corner), abs=1e-3)


def test_no_ring_holds_nobody() -> None:
    assert not geo.in_ring((), LON, LAT)
    assert geo.away_from_ring_m((), LON, LAT) == math.inf
    assert geo.away_from_ring_m((LON, LAT, LON + 9, LAT + 9), LON, LAT) == math.inf


def test_it_imports_the_standard_library_and_nothing_of_ours() -> None:
    tree = ast.parse(Path(geo.__file__).read_text("utf-8"))
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    whole = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {name.partition(".")[0] for name in froms | whole} <= sys.stdlib_module_names
