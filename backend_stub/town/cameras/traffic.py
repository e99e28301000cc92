"""Everyday traffic invented around the simulation's own vehicles, the same for every look at one moment. Pure.

Cars keep to the right of the roads that a camera sees and move at a steady speed; where they are is a function of
time alone, so that nothing is stepped and a camera can be joined at any moment.
"""

from __future__ import annotations

import math
import random

import numpy as np

from backend_stub.town.cameras.backdrop import SIGHT_M
from backend_stub.town.cameras.ground_lines import Road
from backend_stub.town.cameras.vehicles import COLOURS, Car
from backend_stub.town.cameras.view import View

_SPEED_MPS = (19.0, 13.0, 11.5, 10.0, 6.5, 4.0)
_PER_100_M = (1.6, 1.5, 1.1, 0.8, 0.35, 0.1)


class Traffic:
    """The strangers on one camera's roads."""

    def __init__(self, view: View, roads: tuple[Road, ...]) -> None:
        self._lanes: list[_Lane] = []
        for number, road in enumerate(roads):
            if road.road_class >= 5 or not _comes_into_view(view, road):
                continue
            for direction in (1, -1):
                chooser = random.Random(f"{view.site.id}/{number}/{direction}")
                points = road.points_m if direction == 1 else road.points_m[::-1]
                self._lanes.append(_Lane(points, road, chooser))

    def cars(self, t_s: float, share: float) -> list[Car]:
        """Those on the road at `t_s`; `share` 0–1 thins them out, 0 is nobody."""
        if share <= 0:
            return []
        return [car for lane in self._lanes for car in lane.cars(t_s, share)]


def _comes_into_view(view: View, road: Road) -> bool:
    steps = np.linspace(0.0, 1.0, 9)[:, None]
    for a, b in zip(road.points_m[:-1], road.points_m[1:], strict=True):
        places = a + (b - a) * steps
        seen = (places[:, 1] > 3) & (np.abs(places[:, 0]) < places[:, 1] * (340 / view.focal_px) + 12)
        if bool(seen.any()):
            return True
    return False


class _Lane:
    def __init__(
        self, points: np.ndarray[tuple[int, ...], np.dtype[np.float64]], road: Road, chooser: random.Random
    ):
        steps = np.hypot(*np.diff(points, axis=0).T)
        self._points = points
        self._reach = np.concatenate([[0.0], np.cumsum(steps)])
        self._length = float(self._reach[-1])
        self._half = road.half_m
        self._speed = _SPEED_MPS[road.road_class] * chooser.uniform(0.85, 1.1)
        count = max(1, round(self._length / 100 * _PER_100_M[road.road_class])) if self._length > 25 else 0
        self._cars = [
            (
                chooser.random(),
                chooser.choices(("car", "van", "bus", "truck", "scooter"), (76, 10, 4, 5, 5))[0],
                chooser.choice(COLOURS),
                chooser.uniform(0.28, 0.42) if road.road_class >= 3 else chooser.choice((0.25, 0.72)),
                chooser.random(),
            )
            for _ in range(count)
        ]

    def cars(self, t_s: float, share: float) -> list[Car]:
        found = []
        for phase, kind, colour, lateral, shyness in self._cars:
            if shyness > share * 1.6:
                continue
            at = (phase * self._length + t_s * self._speed) % self._length
            i = min(len(self._reach) - 2, int(np.searchsorted(self._reach, at, side="right")) - 1)
            a, b = self._points[i], self._points[i + 1]
            length = max(1e-6, float(self._reach[i + 1] - self._reach[i]))
            dx, dz = float(b[0] - a[0]) / length, float(b[1] - a[1]) / length
            s = at - float(self._reach[i])
            offset = self._half * lateral
            x, z = float(a[0]) + dx * s + dz * offset, float(a[1]) + dz * s - dx * offset
            if 3.0 < z < SIGHT_M:
                found.append(Car(x, z, math.atan2(dx, dz), kind, colour))
        return found
