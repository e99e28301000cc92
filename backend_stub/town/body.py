"""Where a unit of the demo town is and how it gets about: its trip, its home, the ways it can take.

Pure given seeded dice, any thread; owned by a `Crew`, which decides where to go. Cameras and telemetry read it.
"""

from __future__ import annotations

from console.domain.base.place import Place
from console.domain.registry.entities import Unit, UnitKind
from console.geo import distance_m

from .driving import BIKE, EMERGENCY, ROUTINE, WALK, Dice, Driver, Pace
from .trips import Fix, Trip

GLIMPSE_MS = 2_000


class Body:
    """One unit's place in the world. `trip` is the movement it is in or has just ended."""

    def __init__(self, unit: Unit, driver: Driver) -> None:
        self.kind = unit.kind
        self.home = Fix(unit.home_lon_e7, unit.home_lat_e7)
        self.driver = driver
        self.trip: Trip | None = None
        self._glimpse = (-1, self.home)

    def fix_at(self, t_ms: int) -> Fix:
        """Where it is."""
        return self.home if self.trip is None else self.trip.fix_at(t_ms)

    def may_be_near(self, t_ms: int, lon_e7: int, lat_e7: int, radius_m: float) -> bool:
        """Generous: whether it can be within `radius_m` of a point, by its place a while ago and its speed."""
        at_ms, fix = self._glimpse
        if not at_ms <= t_ms < at_ms + GLIMPSE_MS:
            fix = self.fix_at(t_ms)
            self._glimpse = (t_ms, fix)
        return distance_m(fix.lon_e7, fix.lat_e7, lon_e7, lat_e7) <= radius_m + 70.0

    def moves(self, t_ms: int) -> bool:
        """Whether it is in a movement."""
        return self.trip is not None and t_ms < self.trip.end_ms

    def where(self) -> Trip | Fix:
        """What a way begins from."""
        return self.home if self.trip is None else self.trip

    def pull_over(self, t_ms: int) -> None:
        """Stop where it is."""
        if self.trip is not None:
            self.trip = self.trip.cut(t_ms)

    def pace(self, driven: Pace) -> Pace:
        """How it moves without urgency: on foot, by bicycle, or as it is driven."""
        if self.kind is UnitKind.GRID:
            return WALK
        return BIKE if self.kind is UnitKind.VILLAGE else driven

    def way_to(self, t_ms: int, place: Place, urgent: bool, stand_m: float, dice: Dice) -> Trip:
        """From here to a place; with `stand_m` it stops as soon as it is so near."""
        if self.kind is UnitKind.DRONE:
            return self.driver.fly(self.fix_at(t_ms), t_ms, place.lon_e7, place.lat_e7)
        pace = EMERGENCY if urgent else ROUTINE
        if self.kind in (UnitKind.GRID, UnitKind.VILLAGE):
            pace = BIKE
        trip = self.driver.to_place(self.where(), t_ms, place.lon_e7, place.lat_e7, pace, dice)
        return trip.until_within(place.lon_e7, place.lat_e7, stand_m) if stand_m > 0.0 else trip

    def go_home(self, t_ms: int, dice: Dice) -> None:
        """Back to the station."""
        if self.kind is UnitKind.DRONE:
            self.trip = self.driver.fly(self.fix_at(t_ms), t_ms, *self.home[:2])
        else:
            self.trip = self.driver.home(self.where(), t_ms, *self.home[:2], self.pace(ROUTINE), dice)

    def is_home(self, t_ms: int) -> bool:
        """Whether it is at its station."""
        return distance_m(*self.fix_at(t_ms)[:2], *self.home[:2]) <= 15.0
