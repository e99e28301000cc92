from __future__ import annotations

import math

import pytest

from backend_stub.town.cameras.backdrop import BackdropPainter
from backend_stub.town.cameras.ground_lines import Road
from backend_stub.town.cameras.palette import palette_at
from backend_stub.town.cameras.synthetic import quarter, sites
from backend_stub.town.cameras.traffic import Traffic
from backend_stub.town.cameras.view import View


@pytest.fixture(scope="module")
def roads() -> tuple[Road, ...]:
    return BackdropPainter(View(sites()[0]), quarter(), palette_at(12.0)).paint().roads


def test_the_same_moment_has_the_same_cars(roads: tuple[Road, ...]) -> None:
    first, second = Traffic(View(sites()[0]), roads), Traffic(View(sites()[0]), roads)
    assert first.cars(1234.5, 0.6) == second.cars(1234.5, 0.6)
    assert first.cars(1234.5, 0.6)


def test_cars_move_with_time_at_street_speed(roads: tuple[Road, ...]) -> None:
    traffic = Traffic(View(sites()[0]), roads)
    before, after = traffic.cars(500.0, 0.6), traffic.cars(500.1, 0.6)
    steps = [math.hypot(a.x_m - b.x_m, a.z_m - b.z_m) for a, b in zip(before, after, strict=False)]
    assert sum(0.2 < step < 2.5 for step in steps) > len(steps) / 2


def test_less_traffic_is_fewer_cars_and_none_is_none(roads: tuple[Road, ...]) -> None:
    traffic = Traffic(View(sites()[0]), roads)
    many, few = len(traffic.cars(100.0, 0.6)), len(traffic.cars(100.0, 0.1))
    assert few < many
    assert traffic.cars(100.0, 0.0) == []
