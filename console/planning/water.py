"""Rivers and lakes: whether a place lies in water. Pure numpy; immutable after construction, any thread.

Used where rally points are proposed or checked. Polygons as in the town's base layer `water`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .roads import Floats

Ring = Sequence[Sequence[float]]


class Water:
    """Polygons of (outer ring, holes…) in degrees, longitude first."""

    def __init__(self, polygons: Iterable[Sequence[Ring]] = ()) -> None:
        self._polygons: list[list[Floats]] = [
            [np.asarray(ring, dtype=np.float64).reshape(-1, 2) for ring in polygon] for polygon in polygons
        ]

    @classmethod
    def of_geojson(cls, collection: Mapping[str, Any]) -> Water:
        """Of a feature collection of Polygon and MultiPolygon features; others are passed over."""
        polygons: list[Sequence[Ring]] = []
        for feature in collection.get("features", ()):
            geometry = feature.get("geometry") or {}
            if geometry.get("type") == "Polygon":
                polygons.append(geometry["coordinates"])
            elif geometry.get("type") == "MultiPolygon":
                polygons += geometry["coordinates"]
        return cls(polygons)

    def holds(self, lon_deg: float, lat_deg: float) -> bool:
        """Whether a point lies in water (an island is a hole)."""
        return any(
            sum(_crossings(ring, lon_deg, lat_deg) for ring in polygon) % 2 for polygon in self._polygons
        )


def _crossings(ring: Floats, x: float, y: float) -> int:
    """How many sides of a ring, open or closed, lie east of a point on its own latitude."""
    x0, y0 = ring.T
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    across = (y0 > y) != (y1 > y)
    at = x0[across] + (y - y0[across]) / (y1[across] - y0[across]) * (x1[across] - x0[across])
    return int(np.count_nonzero(at > x))
