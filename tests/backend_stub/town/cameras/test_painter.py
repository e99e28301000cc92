from __future__ import annotations

import numpy as np
import pytest

from backend_stub.town.cameras.geography import Geography
from backend_stub.town.cameras.painter import ScenePainter, Sprites
from backend_stub.town.cameras.scene import Scene, SceneEffect, SceneVehicle
from tests.backend_stub.town.cameras.synthetic import SyntheticScene, place, quarter, sites

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
NOON_MS = SyntheticScene(12.0).scene("", 0).wall_ms


@pytest.fixture(scope="module")
def plan() -> Geography:
    return quarter()


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return Sprites()


def difference(a: Pixels, b: Pixels) -> int:
    return int((np.abs(a.astype(int) - b.astype(int)).max(axis=-1) > 24).sum())


def test_shows_the_vehicles_of_the_simulation(plan: Geography, sprites: Sprites) -> None:
    painter = ScenePainter(sites()[0], plan, sprites)
    empty = painter.paint(Scene(NOON_MS)).copy()
    car = SceneVehicle(*place(2.4, -30), 0.0, "police", "P-101")
    assert difference(painter.paint(Scene(NOON_MS, (car,))), empty) > 150


def test_a_vehicle_behind_a_house_is_not_seen(plan: Geography, sprites: Sprites) -> None:
    painter = ScenePainter(sites()[0], plan, sprites)
    empty = painter.paint(Scene(NOON_MS)).copy()
    hidden = SceneVehicle(*place(150, 100), 0.0, "bus")
    assert difference(painter.paint(Scene(NOON_MS, (hidden,))), empty) == 0


@pytest.mark.parametrize("kind", ["smoke", "fire", "crash", "crowd"])
def test_shows_what_happens(plan: Geography, sprites: Sprites, kind: str) -> None:
    painter = ScenePainter(sites()[0], plan, sprites)
    empty = painter.paint(Scene(NOON_MS)).copy()
    effect = SceneEffect(kind, *place(8, 0), size=1.5)
    assert difference(painter.paint(Scene(NOON_MS, (), (effect,))), empty) > 100


def test_smoke_moves_and_fades(plan: Geography, sprites: Sprites) -> None:
    painter = ScenePainter(sites()[0], plan, sprites)
    empty = painter.paint(Scene(NOON_MS)).copy()
    smoke = SceneEffect("smoke", *place(8, 20), size=1.5)
    first = painter.paint(Scene(NOON_MS, (), (smoke,))).copy()
    later = painter.paint(Scene(NOON_MS + 900, (), (smoke,))).copy()
    gone = SceneEffect("smoke", *place(8, 20), size=1.5, fading=1.0)
    over = painter.paint(Scene(NOON_MS, (), (gone,)))
    assert difference(first, later) > 50
    assert difference(over, empty) < difference(first, empty) / 5


def test_the_clock_is_burnt_in(plan: Geography, sprites: Sprites) -> None:
    painter = ScenePainter(sites()[0], plan, sprites)
    first = painter.paint(Scene(NOON_MS)).copy()
    later = painter.paint(Scene(NOON_MS + 1000))
    assert difference(first[10:40, 400:], later[10:40, 400:]) > 10


def test_an_empty_street_still_lives(plan: Geography, sprites: Sprites) -> None:
    painter = ScenePainter(sites()[0], plan, sprites)
    first = painter.paint(Scene(NOON_MS)).copy()
    second = painter.paint(Scene(NOON_MS)).copy()
    assert (first != second).any()
    brightness = [painter.paint(Scene(NOON_MS + 3000 * k))[100:300].astype(int).mean() for k in range(4)]
    assert max(brightness) - min(brightness) > 2


def test_night_falls(plan: Geography, sprites: Sprites) -> None:
    painter = ScenePainter(sites()[0], plan, sprites)
    day = painter.paint(Scene(NOON_MS)).mean()
    night = painter.paint(Scene(NOON_MS + 11 * 3_600_000)).mean()
    assert night < day
