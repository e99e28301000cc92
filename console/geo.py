"""The ground: metres, bearings, boxes, circles and rings on it, and the datum they are in. Pure, any thread.

The standard library only, and nothing of ours: domain, planning, desk and `backend_stub` all measure with it, so that a
question has one answer. Points are longitude, then latitude: degrees × 10⁷ (`_e7`, whole where a function returns them)
or degrees (`_deg`). Bearings are degrees clockwise from north.

The ground is taken to be flat between two points, with the scale of the ellipsoid at the latitude half-way. Within 60°
of the equator that differs from the geodesic by less than 1 mm at 5 km, 4 mm at 10 km, 3 cm at 20 km, 4 m at 100 km;
the bearing, which is that half-way, from the geodesic's at its beginning by less than 0.08° at 10 km. Not for the
poles, nor across the 180th meridian. Heights are left out: 100 m up, a kilometre is 16 mm longer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol, Self, TypeVar

DATUM: Final = "WGS-84"
"""Of every position in journals, messages, files and pictures.

Web maps and location services in China give GCJ-02, which is WGS-84 shifted on purpose by hundreds of metres, Baidu's
BD-09, which is GCJ-02 shifted once more. Neither shows in the numbers: whatever takes positions in must know the datum
of their source and convert them there, once. Nothing does yet, so a town that names another datum is refused.
"""
E7: Final = 10_000_000
"""A degree in the unit of positions: about 11 mm each."""

# Defining parameters of WGS-84: NIMA TR8350.2 (3rd ed., 2000), table 3.1.
_SEMI_MAJOR_AXIS_M: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257223563
_ECCENTRICITY_SQUARED: Final = _FLATTENING * (2 - _FLATTENING)
_M_PER_DEG: Final = math.radians(_SEMI_MAJOR_AXIS_M)
"""Of the equator."""


class _Linear(Protocol):
    """A float, or an array of them."""

    def __add__(self, other: float, /) -> Self: ...
    def __sub__(self, other: float, /) -> Self: ...
    def __mul__(self, other: float, /) -> Self: ...
    def __truediv__(self, other: float, /) -> Self: ...


_Values = TypeVar("_Values", bound=_Linear)


def metres_per_deg(lat_deg: float) -> tuple[float, float]:
    """Metres of a degree of longitude and of a degree of latitude, at a latitude.

    The radii of curvature N·cos φ and M of the ellipsoid (Snyder, Map Projections – A Working Manual, USGS PP 1395,
    eq. 4-18 to 4-21); the series in cos 2φ … (NGA's calculator) is an expansion of them.
    """
    cos = math.cos(math.radians(lat_deg))
    squared = 1 - _ECCENTRICITY_SQUARED * (1 - cos * cos)
    normal = _M_PER_DEG / math.sqrt(squared)
    return normal * cos, normal * (1 - _ECCENTRICITY_SQUARED) / squared


@dataclass(frozen=True, slots=True)
class LocalPlane:
    """Metres east and north of a point, at the scale of its latitude, for floats and for arrays of float64 alike.

    For what lies about one place, such as a town: 10 km north of the point, at 37°, what runs east is 1.2 ‰ too long.
    """

    lon_deg: float
    lat_deg: float
    m_per_lon: float
    m_per_lat: float

    @classmethod
    def at(cls, lon_deg: float, lat_deg: float) -> LocalPlane:
        """The plane whose origin is this point."""
        return cls(lon_deg, lat_deg, *metres_per_deg(lat_deg))

    def metres(self, lon_deg: _Values, lat_deg: _Values) -> tuple[_Values, _Values]:
        """Degrees → metres east and north."""
        return (lon_deg - self.lon_deg) * self.m_per_lon, (lat_deg - self.lat_deg) * self.m_per_lat

    def degrees(self, east_m: _Values, north_m: _Values) -> tuple[_Values, _Values]:
        """Metres east and north → lon, lat in degrees."""
        return east_m / self.m_per_lon + self.lon_deg, north_m / self.m_per_lat + self.lat_deg


def offset_m(lon_e7: float, lat_e7: float, to_lon_e7: float, to_lat_e7: float) -> tuple[float, float]:
    """Metres east and north from one point to another."""
    per_lon, per_lat = metres_per_deg((lat_e7 + to_lat_e7) / 2 / E7)
    return (to_lon_e7 - lon_e7) / E7 * per_lon, (to_lat_e7 - lat_e7) / E7 * per_lat


def offset_deg_m(lon_deg: float, lat_deg: float, to_lon_deg: float, to_lat_deg: float) -> tuple[float, float]:
    """Metres east and north from one point to another, both in degrees."""
    return offset_m(lon_deg * E7, lat_deg * E7, to_lon_deg * E7, to_lat_deg * E7)


def distance_m(lon_e7: float, lat_e7: float, to_lon_e7: float, to_lat_e7: float) -> float:
    """Metres between two points."""
    return math.hypot(*offset_m(lon_e7, lat_e7, to_lon_e7, to_lat_e7))


def bearing_deg(lon_e7: float, lat_e7: float, to_lon_e7: float, to_lat_e7: float) -> float:
    """Bearing from one point to another, 0 to 360; 0 where they are the same."""
    return bearing_of(*offset_m(lon_e7, lat_e7, to_lon_e7, to_lat_e7))


def bearing_of(east_m: float, north_m: float) -> float:
    """Bearing of an offset, 0 to 360 degrees; 0 where there is none."""
    return math.degrees(math.atan2(east_m, north_m)) % 360.0


def moved_deg(lon_deg: float, lat_deg: float, bearing_deg: float, by_m: float) -> tuple[float, float]:
    """Longitude and latitude of the point so far away on a bearing, in degrees."""
    angle = math.radians(bearing_deg)
    east_m, north_m = by_m * math.sin(angle), by_m * math.cos(angle)
    half_way_deg = lat_deg + north_m / metres_per_deg(lat_deg)[1] / 2
    per_lon, per_lat = metres_per_deg(half_way_deg)
    return lon_deg + east_m / per_lon, lat_deg + north_m / per_lat


def moved_e7(lon_e7: int, lat_e7: int, bearing_deg: float, by_m: float) -> tuple[int, int]:
    """Longitude and latitude of the point so far away on a bearing, whole degrees × 10⁷."""
    lon_deg, lat_deg = moved_deg(lon_e7 / E7, lat_e7 / E7, bearing_deg, by_m)
    return round(lon_deg * E7), round(lat_deg * E7)


def circle_e7(lon_e7: int, lat_e7: int, radius_m: float, corners: int = 32) -> tuple[int, ...]:
    """A closed ring about a point, clockwise from north: alternating lon, lat, the first corner again at the end."""
    points = [moved_e7(lon_e7, lat_e7, corner * 360 / corners, radius_m) for corner in range(corners)]
    return tuple(value for point in (*points, points[0]) for value in point)


class Box(NamedTuple):
    """All between two meridians and two parallels, its borders included."""

    west_e7: int
    south_e7: int
    east_e7: int
    north_e7: int

    @classmethod
    def around(cls, points_e7: Sequence[int]) -> Box:
        """The smallest that holds points, alternating lon, lat; raises ValueError without any."""
        lon_e7, lat_e7 = points_e7[::2], points_e7[1::2]
        return cls(min(lon_e7), min(lat_e7), max(lon_e7), max(lat_e7))

    def grown(self, by_m: float) -> Box:
        """The box that holds all within so many metres of this one."""
        per_lat = metres_per_deg(min(abs(self.south_e7), abs(self.north_e7)) / E7)[1]
        lat_e7 = math.ceil(by_m / per_lat * E7)
        south_e7, north_e7 = self.south_e7 - lat_e7, self.north_e7 + lat_e7
        per_lon, _ = metres_per_deg(max(abs(south_e7), abs(north_e7)) / E7)
        lon_e7 = math.ceil(by_m / per_lon * E7)
        return Box(self.west_e7 - lon_e7, south_e7, self.east_e7 + lon_e7, north_e7)

    def holds(self, lon_e7: int, lat_e7: int) -> bool:
        """Whether a point lies in it."""
        return self.west_e7 <= lon_e7 <= self.east_e7 and self.south_e7 <= lat_e7 <= self.north_e7


def in_ring(ring: Sequence[float], x: float, y: float) -> bool:
    """Whether a point lies in a ring (alternating x, y in the point's own unit), by counting the sides east of it.

    The last corner may or may not repeat the first. Of two rings with a common side, one holds a point on it.
    """
    inside = False
    x1, y1 = ring[-2:] or (0.0, 0.0)
    for x2, y2 in zip(ring[::2], ring[1::2], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            inside = not inside
        x1, y1 = x2, y2
    return inside


def away_from_ring_m(ring_e7: Sequence[int], lon_e7: int, lat_e7: int) -> float:
    """Metres from a point to the ring's edge, negative inside; infinite for a ring of fewer than three corners."""
    if len(ring_e7) < 6:
        return math.inf
    plane = LocalPlane.at(lon_e7 / E7, lat_e7 / E7)
    corners = [plane.metres(lon / E7, lat / E7) for lon, lat in zip(ring_e7[::2], ring_e7[1::2], strict=True)]
    nearest_m = math.inf
    x1, y1 = corners[-1]
    for x2, y2 in corners:
        dx, dy = x2 - x1, y2 - y1
        square = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(x1 * dx + y1 * dy) / square)) if square else 0.0
        nearest_m = min(nearest_m, math.hypot(x1 + share * dx, y1 + share * dy))
        x1, y1 = x2, y2
    return -nearest_m if in_ring(ring_e7, lon_e7, lat_e7) else nearest_m
