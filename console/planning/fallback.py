"""ETAs without a road graph: straight distance, a detour and a middling speed. Always labelled as such.

Pure. The planner uses it where a place or a unit lies off every street; its tables then say `by_road=False`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from console.geo import LocalPlane

from .roads import Floats

DETOUR = 1.35
SPEED_MPS = 9.0


def distance_m(lon_deg: ArrayLike, lat_deg: ArrayLike, to_lon_deg: float, to_lat_deg: float) -> Floats:
    """Metres from each point to a place, as `geo.distance_m` to 0.01 ‰ over 10 km; float64 of the points' shape."""
    lat = np.asarray(lat_deg, np.float64)
    east_m, north_m = LocalPlane.at(to_lon_deg, to_lat_deg).metres(np.asarray(lon_deg, np.float64), lat)
    # a degree of longitude is as long as it is half-way
    half_way = np.cos(np.radians((lat + to_lat_deg) / 2)) / np.cos(np.radians(to_lat_deg))
    return np.asarray(np.hypot(east_m * half_way, north_m), np.float64)


def eta_s(lon_deg: ArrayLike, lat_deg: ArrayLike, to_lon_deg: float, to_lat_deg: float) -> Floats:
    """Guessed seconds from each point to a place: distance × DETOUR at SPEED_MPS."""
    return distance_m(lon_deg, lat_deg, to_lon_deg, to_lat_deg) * DETOUR / SPEED_MPS
