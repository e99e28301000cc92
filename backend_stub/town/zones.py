"""A slow zone of the demo town: smoke or water on the roads. Pure data; made by injects, felt on the road network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Zone:
    """A circle in which everybody drives at `factor` of the speed."""

    lon_e7: int
    lat_e7: int
    radius_m: float
    factor: float
