"""Every place where a crew may choose to gather, by how soon the strength would stand there. Pure; used by `reference`.

The places of the gazetteer and the stations of units with officers, each at its street: outside the work area, off
water and closures. How far from the scene and how the wind blows is the planner's counsel and no rule, so it is none
here. A `Start` is taken when the order is given; `promising` asks it when the world is known: who declined, who was
slow, where smoke and closures lie. `held` is a ground on which the planner knows one such place only.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec.structs import replace as changed

from backend_stub.planner.pool import pool_of
from backend_stub.planner.situation import PlannerGround, Situation
from backend_stub.town.driving import EMERGENCY
from console.domain.musters.counting import policy_of
from console.domain.musters.entities import Muster
from console.domain.orders.states import OrderState, UnitState
from console.domain.picture import Picture
from console.geo import E7, in_ring, offset_deg_m
from console.planning.muster import makespan_s
from console.planning.pace import FASTEST
from console.planning.plan_cards import RallyRule
from console.planning.rally import STREET_M, RallySpot
from console.planning.roads import Floats, Snapped
from console.planning.travel_time import HORIZON_S

if TYPE_CHECKING:
    from .world import DrillWorld

STATION: Final = "station"
APART_M: Final = 250.0
"""Nearer than this two places are one: the fence of a rally point is 150 m."""
STANDS_M: Final = 60.0
"""So far from the middle of the fence a unit stops, about."""
BY_ROAD: Final = 150
"""So many of the most promising by straight lines are searched by road,"""
DRIVEN: Final = 48
"""and so many of these are driven to as the world is."""
FAR_M: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with the point of its street, degrees × 10⁷."""

    spot: RallySpot
    lon_e7: int
    lat_e7: int


class Start:
    """How a muster stood when it was ordered: who could come and from where, the most promising places by the roads."""

    def __init__(self, world: DrillWorld, muster: Muster) -> None:
        situation = world.planner.situation
        incident = world.picture.incidents[muster.incident_id]
        self._muster = muster
        self._pool = pool_of(situation, incident, policy_of(muster), world.t_ms)
        self._from = {one: world.town.crews[one].body.fix_at(world.t_ms) for one in self._pool.ids}
        work_area_e7 = muster.plan.work_area_e7 if muster.plan is not None else ()
        spots = _on_streets(_offered(situation.ground, world.picture), situation, work_area_e7)
        guessed = _soonest(
            spots, lambda at: self._pool.travellers.guess_s(at.lon_e7 / E7, at.lat_e7 / E7), self
        )
        self.spots = _soonest(_apart(guessed, BY_ROAD), lambda at: self._by_road_s(situation, at), self)
        """The soonest first, as far as could be known then."""

    def promising(self, world: DrillWorld) -> list[RallySpot]:
        """The places again, as the same `world` turned out until now; the most promising first."""
        wait_s = np.array([self._wait_s(world, row) for row in range(len(self._pool.ids))])
        best = _soonest(self.spots[:DRIVEN], lambda at: self._driven_s(world, at) + wait_s, self)
        return [one.spot for one in best]

    def makespan_s(self, eta_s: Floats) -> float:
        """When the strength stands, with these travel times."""
        who = self._pool.candidates(eta_s)
        return makespan_s(
            replace(who, pinned=np.zeros(len(who.pinned), dtype=np.bool_)), self._muster.required
        )

    def _by_road_s(self, situation: Situation, at: Spot) -> Floats:
        lon, lat = at.lon_e7 / E7, at.lat_e7 / E7
        return self._pool.travellers.eta_s(situation.roads.field_to(lon, lat, HORIZON_S * FASTEST))

    def _wait_s(self, world: DrillWorld, row: int) -> float:
        """From the order to rolling wheels: as it was for those who were ordered, else as registered; inf = never."""
        unit_id, picture = self._pool.ids[row], world.picture
        orders = picture.incidents[self._muster.incident_id].orders
        mine = [one for i in orders if (one := picture.orders.get(i)) is not None and one.unit_id == unit_id]
        if any(one.state is OrderState.DECLINED for one in mine):
            return math.inf
        if picture.units[unit_id].state is UnitState.OUT_OF_SERVICE:
            return math.inf
        rolled = [one.enroute_ms - one.dispatched_ms for one in mine if one.enroute_ms >= 0]
        return rolled[0] / 1000 if rolled else float(self._pool.travellers.wait_s[row])

    def _driven_s(self, world: DrillWorld, at: Spot) -> Floats:
        """Drives as the town drives now, for every unit from where it was."""
        calm = random.Random(0)
        seconds = []
        for unit_id in self._pool.ids:
            driver = world.town.crews[unit_id].body.driver
            trip = driver.to_place(self._from[unit_id], 0, at.lon_e7, at.lat_e7, EMERGENCY, calm)
            seconds.append(trip.until_within(at.lon_e7, at.lat_e7, STANDS_M).end_ms / 1000)
        return np.array(seconds)


def held(ground: PlannerGround, spot: RallySpot) -> PlannerGround:
    """The same ground with this one place to gather at, wherever it lies."""
    rule = RallyRule(upwind=False, min_m=0, max_m=FAR_M, kinds=(spot.kind,))
    cards = {code: changed(card, rally=rule) for code, card in ground.cards.items()}
    return replace(ground, spots=(spot,), cards=cards)


def _offered(ground: PlannerGround, picture: Picture) -> list[RallySpot]:
    """The gazetteer's places and the stations of units with officers, in this order, each once."""
    found = list(ground.spots)
    seen = {(round(one.lon_deg * E7), round(one.lat_deg * E7)) for one in found}
    for unit in picture.units.values():
        home = (unit.home_lon_e7, unit.home_lat_e7)
        if unit.sworn and home not in seen:
            seen.add(home)
            words = (unit.station, f"Station of {unit.id}")
            found.append(RallySpot(f"home-{unit.id}", STATION, *words, home[0] / E7, home[1] / E7))
    return found


def _on_streets(spots: Sequence[RallySpot], situation: Situation, work_area_e7: Sequence[int]) -> list[Spot]:
    """Those that may serve."""
    graph = situation.graph
    near = graph.snap([one.lon_deg for one in spots], [one.lat_deg for one in spots], STREET_M)
    lon, lat = graph.position(Snapped(np.maximum(near.edge, 0), near.along, near.offset_m))
    found = []
    for row in np.nonzero(near.edge >= 0)[0].tolist():
        x, y = float(lon[row]), float(lat[row])
        closed = any(graph.holds(one, x, y) for one in situation.roads.closures)
        inside = in_ring(work_area_e7, x * E7, y * E7)
        if not (closed or inside or situation.ground.water.holds(x, y)):
            found.append(Spot(spots[row], round(x * E7), round(y * E7)))
    return found


def _soonest(spots: Iterable[Spot], eta_s: Callable[[Spot], Floats], start: Start) -> list[Spot]:
    """By when the strength stands there; places where it never does are left out."""
    reached = [(start.makespan_s(eta_s(one)), number, one) for number, one in enumerate(spots)]
    return [one for seconds, _, one in sorted(reached, key=lambda row: row[:2]) if math.isfinite(seconds)]


def _apart(spots: Iterable[Spot], most: int) -> list[Spot]:
    """The first of them that are apart from each other."""
    kept: list[Spot] = []
    for one in spots:
        here = (one.lon_e7 / E7, one.lat_e7 / E7)
        away = (offset_deg_m(*here, other.lon_e7 / E7, other.lat_e7 / E7) for other in kept)
        if all(math.hypot(*one_m) >= APART_M for one_m in away):
            kept.append(one)
        if len(kept) == most:
            break
    return kept
