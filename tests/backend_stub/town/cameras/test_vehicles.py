from __future__ import annotations

import numpy as np
import pytest

from backend_stub.town.cameras.canvas import Canvas
from backend_stub.town.cameras.palette import palette_at
from backend_stub.town.cameras.vehicles import BUILDS, Car, VehiclePainter
from backend_stub.town.cameras.view import HEIGHT_PX, WIDTH_PX, View
from tests.backend_stub.town.cameras.synthetic import sites

VIEW = View(sites()[0])


def drawn(car: Car, t_s: float = 0.0, hour: float = 12.0) -> Canvas:
    canvas = Canvas(WIDTH_PX, HEIGHT_PX)
    VehiclePainter().draw(canvas, VIEW, car, palette_at(hour), t_s)
    return canvas


@pytest.mark.parametrize("kind", [*BUILDS, "person"])
@pytest.mark.parametrize("heading", [0.0, 1.0, 3.1])
def test_draws_every_kind_where_it_stands(kind: str, heading: float) -> None:
    canvas = drawn(Car(2.0, 30.0, heading, kind, 0xFF8A9298))
    rows, columns = np.nonzero(canvas.pixels[..., 3])
    column, row, _ = VIEW.pixel(2.0, 0.5, 30.0)
    assert columns.min() <= column <= columns.max()
    assert rows.min() <= row <= rows.max()


def test_draws_nothing_behind_or_upon_the_lens() -> None:
    assert drawn(Car(0.0, -20.0, 0.0, "car", 0xFF8A9298)).pixels.max() == 0
    assert drawn(Car(0.0, 1.0, 0.0, "car", 0xFF8A9298)).pixels.max() == 0


def test_blue_lights_flash() -> None:
    car = Car(0.0, 25.0, 3.14, "police", 0, alarm=True)
    assert (drawn(car, 0.1).pixels != drawn(car, 0.35).pixels).any()
    calm = Car(0.0, 25.0, 3.14, "police", 0)
    assert (drawn(calm, 0.1).pixels == drawn(calm, 0.35).pixels).all()


def test_headlights_shine_at_night() -> None:
    car = Car(0.0, 25.0, 3.14, "car", 0xFF262D33)
    assert drawn(car, hour=23.0).pixels[..., 2].max() > drawn(car).pixels[..., 2].max()


def test_far_cars_are_sketched_but_there() -> None:
    assert drawn(Car(0.0, 150.0, 0.0, "car", 0xFFC9CED2)).pixels.max() > 0
