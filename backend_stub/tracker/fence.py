"""Fences around incidents: when a unit has arrived, with hysteresis. Pure; owned by the tracker's core."""

from __future__ import annotations

from dataclasses import dataclass

from console.geo import distance_m

RADIUS_M = 60.0
RADIUS_BY_TYPE_M = {
    "CHEM": 200.0,
    "COLLAPSE": 120.0,
    "CROWD": 150.0,
    "FIRE": 100.0,
    "FLOOD": 100.0,
    "FLASHFLOOD": 150.0,
    "GAS": 100.0,
    "PILEUP": 120.0,
}
"""Crews stop at the edge of what is large or dangerous."""
KERB_M = 40.0
"""A unit this near to the street point of a place has arrived too: the place itself may lie deep in a block."""
SLOW_MPS = 3.0
HOLD_MS = 3_000
LEAVE_FACTOR = 1.5


@dataclass(frozen=True, slots=True)
class Fence:
    """A circle around a place and a smaller one around the street point that leads to it."""

    lon_e7: int
    lat_e7: int
    kerb_e7: tuple[int, int]
    radius_m: float

    @classmethod
    def around(cls, lon_e7: int, lat_e7: int, type_code: str, kerb_e7: tuple[int, int]) -> Fence:
        """The fence of an incident of a type."""
        return cls(lon_e7, lat_e7, kerb_e7, RADIUS_BY_TYPE_M.get(type_code, RADIUS_M))

    def distance_m(self, lon_e7: int, lat_e7: int) -> float:
        """How far from the middle, the smaller circle scaled up to the larger: ≤ `radius_m` is inside."""
        middle = distance_m(lon_e7, lat_e7, self.lon_e7, self.lat_e7)
        kerb = distance_m(lon_e7, lat_e7, *self.kerb_e7)
        return min(middle, kerb * self.radius_m / KERB_M)


@dataclass(slots=True)
class FenceWatch:
    """One order at its fence: arrived after HOLD_MS inside and slow; driving past is no arrival."""

    inside_since_ms: int = -1

    def look(self, fence: Fence, away_m: float, speed_mps: float, fix_ms: int) -> bool:
        """Take the newest fix; whether the unit counts as arrived with it."""
        inside = self.inside_since_ms >= 0
        if away_m > fence.radius_m * (LEAVE_FACTOR if inside else 1.0) or speed_mps > SLOW_MPS * (
            2 if inside else 1
        ):
            self.inside_since_ms = -1
            return False
        if not inside:
            self.inside_since_ms = fix_ms
        return fix_ms - self.inside_since_ms >= HOLD_MS
