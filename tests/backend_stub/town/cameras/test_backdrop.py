from __future__ import annotations

import numpy as np
import pytest

from backend_stub.town.cameras.backdrop import Backdrop, BackdropPainter
from backend_stub.town.cameras.geography import Geography
from backend_stub.town.cameras.palette import palette_at
from backend_stub.town.cameras.view import HEIGHT_PX, WIDTH_PX, View
from tests.backend_stub.town.cameras.synthetic import quarter, sites


@pytest.fixture(scope="module")
def plan() -> Geography:
    return quarter()


def paint(plan: Geography, number: int = 0, hour: float = 12.0) -> Backdrop:
    return BackdropPainter(View(sites()[number]), plan, palette_at(hour)).paint()


def test_paints_a_whole_picture(plan: Geography) -> None:
    backdrop = paint(plan)
    assert backdrop.pixels.shape == (HEIGHT_PX, WIDTH_PX, 4)
    assert backdrop.pixels[..., 3].min() == 255
    assert len(np.unique(backdrop.pixels[..., 0])) > 60


def test_the_road_ahead_is_road(plan: Geography) -> None:
    backdrop = paint(plan)
    below = backdrop.pixels[300:350, 200:440, :3].reshape(-1, 3).astype(int)
    road = [palette_at(12.0).road >> shift & 0xFF for shift in (0, 8, 16)]
    assert (np.abs(below - road).max(axis=1) < 12).mean() > 0.5


def test_the_same_camera_is_painted_the_same(plan: Geography) -> None:
    assert (paint(plan).pixels == paint(plan).pixels).all()


def test_houses_end_the_sight_beside_the_road_but_not_along_it(plan: Geography) -> None:
    sight = paint(plan).sight_m
    assert sight.min() < 100
    assert sight[WIDTH_PX // 2 - 40 : WIDTH_PX // 2 + 10].max() > 1e6


def test_night_is_dark_with_lit_windows(plan: Geography) -> None:
    day, night = paint(plan).pixels, paint(plan, hour=23.0).pixels
    assert night[..., :3].mean() < 0.65 * day[..., :3].mean()
    assert night[..., 2].max() > 150


def test_an_empty_map_is_a_plain(plan: Geography) -> None:
    backdrop = paint(Geography())
    assert backdrop.roads == ()
    assert backdrop.sight_m.min() > 1e6


def test_keeps_only_stretches_of_roads_that_may_be_seen(plan: Geography) -> None:
    for road in paint(plan).roads:
        assert road.points_m[:, 1].max() > -25
        assert len(road.points_m) >= 2
