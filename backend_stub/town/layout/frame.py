"""The town's frame: a straight drawing board (u east, v north, metres) bent into the plane and onto WGS-84.

Everything is laid out on the board with right angles, then bent together, so that streets, blocks and grids stay in
register and nothing looks ruled. Pure; used by every layout module.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.geo import LocalPlane

Array = NDArray[np.float64]
Line = NDArray[np.float64]
"""A polyline on the board, shape (n, 2)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Size of the board and where its centre lies."""

    lon0_deg: float
    lat0_deg: float
    half_u_m: float
    half_v_m: float
    turn_deg: float = 4.0

    def bend(self, u_m: Array, v_m: Array) -> tuple[Array, Array]:
        """Board → plane (x east, y north, metres)."""
        x = u_m + 150 * np.sin(v_m / 2300 + 0.6) + 70 * np.sin(u_m / 1500 + v_m / 1100)
        y = v_m + 130 * np.sin(u_m / 2700 + 1.1) + 60 * np.sin(v_m / 1400 - u_m / 1700)
        turn = np.radians(self.turn_deg)
        return x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)

    def geo(self, u_m: Any, v_m: Any) -> tuple[Array, Array]:
        """Board → degrees, rounded to 1e-7."""
        bent = self.bend(np.asarray(u_m, dtype=np.float64), np.asarray(v_m, dtype=np.float64))
        lon, lat = LocalPlane.at(self.lon0_deg, self.lat0_deg).degrees(*bent)
        return np.round(lon, 7), np.round(lat, 7)

    def point_e7(self, u_m: float, v_m: float) -> tuple[int, int]:
        """Board → (lon_e7, lat_e7) of one point."""
        lon, lat = self.geo(u_m, v_m)
        return round(float(lon) * 10_000_000), round(float(lat) * 10_000_000)

    def line(self, points: Line, step_m: float = 120.0) -> list[list[float]]:
        """A board polyline as [[lon, lat] …] to 6 decimals, its long stretches bent smoothly."""
        dense = densify(points, step_m)
        lon, lat = self.geo(dense[:, 0], dense[:, 1])
        return [[round(float(a), 6), round(float(b), 6)] for a, b in zip(lon, lat, strict=True)]


def densify(points: Line, step_m: float) -> Line:
    """The same polyline with no stretch longer than `step_m`; its own points are all kept."""
    parts: list[Line] = [points[:1]]
    for start, end in pairwise(points):
        pieces = max(1, int(np.ceil(float(np.hypot(*(end - start))) / step_m)))
        fractions = (np.arange(pieces, dtype=np.float64) + 1)[:, None] / pieces
        parts.append(start + (end - start) * fractions)
    return np.concatenate(parts)


def distance_to(line: Line, points: Line) -> Array:
    """Distance in metres of each point to a polyline, to within about 4 m; board coordinates."""
    from scipy.spatial import cKDTree

    found, _ = cKDTree(densify(line, 15.0)).query(points)
    return np.asarray(found, dtype=np.float64)


def rectangle(u0: float, v0: float, u1: float, v1: float) -> Line:
    """A closed counter-clockwise ring on the board, shape (5, 2)."""
    return np.array([[u0, v0], [u1, v0], [u1, v1], [u0, v1], [u0, v0]], dtype=np.float64)
