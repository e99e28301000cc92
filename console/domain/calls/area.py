"""Whether a call lies where this centre works. Pure, any thread; used by the rules of calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from console.domain.base.place import Place
from console.domain.picture import Picture
from console.geo import distance_m

NEAR_M: Final = 50_000.0
"""As far from anything registered a place is still taken without a question."""


def away_km(p: Picture, place: Place) -> int:
    """Kilometres from a place to the nearest registered station, grid or camera; 0 where it is near one.

    0 also where nothing is registered: nobody knows the area then.
    """
    nearest_m = -1.0
    for lon_e7, lat_e7 in _ground(p):
        away_m = distance_m(lon_e7, lat_e7, place.lon_e7, place.lat_e7)
        if away_m <= NEAR_M:
            return 0
        nearest_m = away_m if nearest_m < 0 else min(nearest_m, away_m)
    return max(0, round(nearest_m / 1000))


def _ground(p: Picture) -> Iterator[tuple[int, int]]:
    """Points of the area, those first that are most likely near: a usual call is answered by the first one or two."""
    for unit in p.units.values():
        yield unit.home_lon_e7, unit.home_lat_e7
    for grid in p.grids.values():
        if len(grid.ring_e7) >= 2:
            yield grid.ring_e7[0], grid.ring_e7[1]
    for camera in p.cameras.values():
        yield camera.lon_e7, camera.lat_e7
