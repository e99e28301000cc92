"""Where a point lies: the grid (网格) it is in, the grids' middles, rivers and lakes. Pure; any thread once made.

Used by the planner (cover, rally points), by the hub's check of an order and by the call form (the grid of a place).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from console.domain.registry.entities import Grid
from console.geo import E7, Box, in_ring

from .roads import Floats

Ring = Sequence[Sequence[float]]


class GridIndex:
    """Grids by place. Rings may be given open or closed; points on a border belong to one of the two sides."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        rings = {grid.id: grid.ring_e7 for grid in grids if len(grid.ring_e7) >= 6}
        self.ids = list(rings)
        self._areas = [(grid_id, Box.around(ring), ring) for grid_id, ring in rings.items()]

    def at(self, lon_e7: int, lat_e7: int) -> str:
        """Id of the grid that holds a point, "" outside all."""
        for grid_id, box, ring in self._areas:
            if box.holds(lon_e7, lat_e7) and in_ring(ring, lon_e7, lat_e7):
                return grid_id
        return ""

    def middles(self) -> tuple[Floats, Floats]:
        """Centroids of all grids in the order of `ids`: lon and lat in degrees."""
        points = np.array([_centroid(ring) for _, _, ring in self._areas]).reshape(-1, 2)
        return points[:, 0], points[:, 1]


def _centroid(ring_e7: Sequence[int]) -> Floats:
    """Longitude and latitude in degrees; of a ring without an area, the mean of its corners."""
    ring = np.array(ring_e7, dtype=np.float64).reshape(-1, 2) / E7
    corner = ring - ring[0]
    following = np.roll(corner, -1, axis=0)
    cross = corner[:, 0] * following[:, 1] - following[:, 0] * corner[:, 1]
    twice = float(cross.sum())
    return np.asarray(ring[0] + cross @ (corner + following) / (3 * twice) if twice else ring.mean(axis=0))


class Water:
    """Polygons of (outer ring, holes…) in degrees, longitude first."""

    def __init__(self, polygons: Iterable[Sequence[Ring]] = ()) -> None:
        self._polygons = [
            [[value for point in ring for value in point[:2]] for ring in polygon] for polygon in polygons
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
        return any(sum(in_ring(ring, lon_deg, lat_deg) for ring in polygon) % 2 for polygon in self._polygons)
