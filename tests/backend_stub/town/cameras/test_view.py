from __future__ import annotations

import numpy as np
import pytest

from backend_stub.town.cameras.view import HEIGHT_PX, NEAR_M, WIDTH_PX, View
from tests.backend_stub.town.cameras.synthetic import camera_at

NORTH = camera_at(118.05, 36.81, 0)
EAST = camera_at(118.05, 36.81, 90)


def test_what_lies_ahead_is_ahead() -> None:
    x, z = View(NORTH).point(118.05, 36.811)
    assert x == pytest.approx(0, abs=0.01)
    assert z == pytest.approx(110.95, abs=0.1)
    x, z = View(EAST).point(118.05, 36.811)
    assert x == pytest.approx(-110.95, abs=0.1)
    assert z == pytest.approx(0, abs=0.01)


def test_a_line_of_places_is_measured_like_single_ones() -> None:
    view = View(EAST)
    places = np.array([[118.051, 36.81], [118.05, 36.812]])
    ground = view.ground(places[:, 0], places[:, 1])
    for place, metres in zip(places, ground, strict=True):
        assert tuple(metres) == pytest.approx(view.point(*place))


def test_the_horizon_is_where_far_ground_vanishes() -> None:
    view = View(NORTH)
    _, row, _ = view.pixel(0.0, 0.0, 50_000.0)
    assert row == pytest.approx(view.horizon_px, abs=0.2)
    assert 0 < view.horizon_px < HEIGHT_PX / 2


def test_right_is_right_and_near_is_low() -> None:
    view = View(NORTH)
    left, right = view.pixel(-3.0, 0.0, 30.0), view.pixel(3.0, 0.0, 30.0)
    assert left[0] < WIDTH_PX / 2 < right[0]
    assert view.pixel(0.0, 0.0, 12.0)[1] > view.pixel(0.0, 0.0, 60.0)[1]
    assert view.pixel(0.0, 6.0, 30.0)[1] < view.pixel(0.0, 0.0, 30.0)[1]


def test_polygons_are_cut_before_the_lens() -> None:
    view = View(NORTH)
    road = [(-4.0, 0.0, -50.0), (4.0, 0.0, -50.0), (4.0, 0.0, 80.0), (-4.0, 0.0, 80.0)]
    shape = view.polygon(road)
    assert len(shape) >= 4
    assert all(abs(x) < 1e5 and abs(y) < 1e5 for x, y in shape)
    behind = [(x, y, z - 200.0) for x, y, z in road]
    assert view.polygon(behind) == []
    assert NEAR_M > 0


def test_bearings_are_relative_to_where_it_looks() -> None:
    assert View(EAST).relative_deg(80.0) == 350.0
