"""ETAs without a road graph: straight distance, a detour and a middling speed. Always labelled as such.

Pure. The planner uses it where a place or a unit lies off every street; its tables then say `by_road=False`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .roads import Floats

EARTH_RADIUS_M = 6_371_008.8
DETOUR = 1.35
SPEED_MPS = 9.0


def distance_m(
    lon_deg: ArrayLike, lat_deg: ArrayLike, to_lon_deg: ArrayLike, to_lat_deg: ArrayLike
) -> Floats:
    """Great-circle distance in metres (haversine); arrays broadcast."""
    lon0, lat0 = np.radians(np.asarray(lon_deg, float)), np.radians(np.asarray(lat_deg, float))
    lon1, lat1 = np.radians(np.asarray(to_lon_deg, float)), np.radians(np.asarray(to_lat_deg, float))
    half = np.sin((lat1 - lat0) / 2) ** 2 + np.cos(lat0) * np.cos(lat1) * np.sin((lon1 - lon0) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))), dtype=np.float64)


def eta_s(lon_deg: ArrayLike, lat_deg: ArrayLike, to_lon_deg: float, to_lat_deg: float) -> Floats:
    """Guessed seconds from each point to a place: distance × DETOUR at SPEED_MPS."""
    return distance_m(lon_deg, lat_deg, to_lon_deg, to_lat_deg) * DETOUR / SPEED_MPS
