"""A closed ring on the ground: whether a point lies inside, and how far outside. Pure.

Rings are alternating lon, lat in degrees × 10⁷, a few kilometres across at most. Used by the tracker and by the hub's
ground check.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

M_PER_E7 = 0.0111195


def is_inside(ring_e7: Sequence[int], lon_e7: int, lat_e7: int) -> bool:
    """Point in polygon, by counting the edges east of the point; the last corner may or may not repeat the first."""
    inside = False
    corners = len(ring_e7) // 2
    x1, y1 = ring_e7[2 * corners - 2], ring_e7[2 * corners - 1]
    for n in range(corners):
        x2, y2 = ring_e7[2 * n], ring_e7[2 * n + 1]
        if (y1 > lat_e7) != (y2 > lat_e7) and lon_e7 < x1 + (x2 - x1) * (lat_e7 - y1) / (y2 - y1):
            inside = not inside
        x1, y1 = x2, y2
    return inside


def away_from_ring_m(ring_e7: Sequence[int], lon_e7: int, lat_e7: int) -> float:
    """Metres from a point to the ring's edge, negative inside; infinite for a ring of fewer than three corners."""
    corners = len(ring_e7) // 2
    if corners < 3:
        return math.inf
    east = math.cos(math.radians(lat_e7 / 1e7))
    nearest = math.inf
    x1, y1 = (ring_e7[2 * corners - 2] - lon_e7) * east, ring_e7[2 * corners - 1] - lat_e7
    for n in range(corners):
        x2, y2 = (ring_e7[2 * n] - lon_e7) * east, ring_e7[2 * n + 1] - lat_e7
        dx, dy = x2 - x1, y2 - y1
        square = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(x1 * dx + y1 * dy) / square)) if square else 0.0
        nearest = min(nearest, math.hypot(x1 + share * dx, y1 + share * dy))
        x1, y1 = x2, y2
    metres = nearest * M_PER_E7
    return -metres if is_inside(ring_e7, lon_e7, lat_e7) else metres
