"""Where a point lies: the grid (网格) it is in, the grids' middles. Pure numpy; any thread after construction.

Used by the planner (cover) and by the town (places of calls).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from console.domain.registry.entities import Grid

from .roads import Floats


class GridIndex:
    """Grids by place. Rings may be given open or closed; points on a border belong to one of the two sides."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self.ids: list[str] = []
        self._rings: list[Floats] = []
        for grid in grids:
            ring = np.array(grid.ring_e7, dtype=np.float64).reshape(-1, 2) / 1e7
            if len(ring) < 3:
                continue
            self.ids.append(grid.id)
            self._rings.append(
                ring if np.array_equal(ring[0], ring[-1]) else np.concatenate([ring, ring[:1]])
            )
        low = [ring.min(axis=0) for ring in self._rings]
        high = [ring.max(axis=0) for ring in self._rings]
        self._low = np.array(low).reshape(-1, 2)
        self._high = np.array(high).reshape(-1, 2)

    def at(self, lon_deg: float, lat_deg: float) -> str:
        """Id of the grid that holds a point, "" outside all."""
        point = np.array([lon_deg, lat_deg])
        for index in np.nonzero(np.all((self._low <= point) & (point <= self._high), axis=1))[0].tolist():
            if _inside(self._rings[index], lon_deg, lat_deg):
                return self.ids[index]
        return ""

    def middles(self) -> tuple[Floats, Floats]:
        """Centroids of all grids in the order of `ids`: lon and lat in degrees."""
        points = np.array([_centroid(ring) for ring in self._rings]).reshape(-1, 2)
        return points[:, 0], points[:, 1]


def _inside(ring: Floats, x: float, y: float) -> bool:
    """Even–odd rule on a closed ring."""
    x0, y0, x1, y1 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    across = (y0 > y) != (y1 > y)
    at = x0[across] + (y - y0[across]) / (y1[across] - y0[across]) * (x1[across] - x0[across])
    return bool(np.count_nonzero(at > x) % 2)


def _centroid(ring: Floats) -> tuple[float, float]:
    origin = ring[0]
    x, y = (ring - origin).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = float(cross.sum()) / 2
    if area == 0:
        return float(ring[:, 0].mean()), float(ring[:, 1].mean())
    cx = float(((x[:-1] + x[1:]) * cross).sum()) / (6 * area)
    cy = float(((y[:-1] + y[1:]) * cross).sum()) / (6 * area)
    return float(origin[0]) + cx, float(origin[1]) + cy
