"""Where a unit of the demo town is, how it gets about, and what it does without an order.

Pure given seeded dice, any thread; owned by a `Crew`, which decides where an order sends it. Cameras and telemetry read
the `Body`; the `Beat` goes round, halts, and returns to the station.
"""

from __future__ import annotations

from console.domain.base.place import Place
from console.domain.registry.entities import Unit, UnitKind
from console.geo import distance_m

from .driving import BIKE, EMERGENCY, PATROL, ROUTINE, WALK, Dice, Driver, DrivingPace
from .scenario import Manners
from .trips import Standpoint, Trip

GLIMPSE_MS = 2_000
BEAT_M = {UnitKind.PATROL: 1600.0, UnitKind.STATION: 1000.0, UnitKind.VILLAGE: 450.0, UnitKind.GRID: 300.0}
ROAMS = {UnitKind.PATROL: 0.85, UnitKind.STATION: 0.6, UnitKind.VILLAGE: 0.4, UnitKind.GRID: 0.55}
"""Share of its turns that a unit without an order goes round its beat instead of standing."""


class Body:
    """One unit's place in the world. `trip` is the movement it is in or has just ended."""

    def __init__(self, unit: Unit, driver: Driver) -> None:
        self.kind = unit.kind
        self.home = Standpoint(unit.home_lon_e7, unit.home_lat_e7)
        self.driver = driver
        self.trip: Trip | None = None
        self._glimpse = (-1, self.home)

    def fix_at(self, t_ms: int) -> Standpoint:
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

    def where(self) -> Trip | Standpoint:
        """What a way begins from."""
        return self.home if self.trip is None else self.trip

    def pull_over(self, t_ms: int) -> None:
        """Stop where it is."""
        if self.trip is not None:
            self.trip = self.trip.cut(t_ms)

    def pace(self, driven: DrivingPace) -> DrivingPace:
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


class Beat:
    """One unit's idle hours. `on_call`: it stays at its station."""

    def __init__(self, body: Body, manners: Manners, dice: Dice, *, on_call: bool) -> None:
        self._body = body
        self._manners = manners
        self._dice = dice
        self._roams = 0.0 if on_call else ROAMS.get(body.kind, 0.0)
        self._roaming = False
        self._rest_until_ms = 0
        self._lost_until_ms = -1

    def is_heard(self, t_ms: int) -> bool:
        """Whether its positions get through (radio silence now and then)."""
        return t_ms >= self._lost_until_ms

    def begin(self, t_ms: int) -> None:
        """At the very beginning: units that roam are already out somewhere, others at home or nearly."""
        if self._dice.random() < self._roams:
            self._roam(t_ms - round(self._dice.uniform(0.0, 140.0) * 1000))
        else:
            self._halt(t_ms)

    def rest(self, t_ms: int) -> None:
        """An order has ended: a breath before the beat goes on."""
        self._rest_until_ms = t_ms + round(self._dice.uniform(3.0, 8.0) * 1000)

    def idle(self, t_ms: int, keep_home: bool) -> None:
        """Round the beat, a halt, back to the station; radio silence now and then."""
        if self._body.moves(t_ms):
            return
        if self._roaming:
            self._roaming = False
            self._halt(t_ms)
        if t_ms < self._rest_until_ms:
            return
        if not keep_home and self._dice.random() < self._roams:
            self._roam(t_ms)
        elif not self._body.is_home(t_ms):
            self._roaming = True
            self._body.go_home(t_ms, self._dice)
        else:
            self._halt(t_ms)

    def _halt(self, t_ms: int) -> None:
        self._rest_until_ms = t_ms + round(self._dice.uniform(*self._manners.halt_s) * 1000)

    def _roam(self, t_ms: int) -> None:
        if self._dice.random() < self._manners.lost_share:
            self._lost_until_ms = t_ms + round(self._dice.uniform(*self._manners.lost_s) * 1000)
        self._roaming = True
        body = self._body
        last_s = self._dice.uniform(150.0, 400.0)
        beat_m = BEAT_M.get(body.kind, 500.0)
        body.trip = body.driver.patrol(
            body.where(), t_ms, body.home, beat_m, last_s, body.pace(PATROL), self._dice
        )
