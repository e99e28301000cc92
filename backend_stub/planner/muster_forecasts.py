"""The live forecast of one running muster: who is how far, what may become of it, who could help.

Pure; owned by the planner's watch, one thread. The picture and the fixes become the columns of
`console.planning.forecast`; its draws become the message that strip and curve show.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from console.domain.incidents.entities import Incident
from console.domain.musters.clock import limit_ms
from console.domain.musters.counting import heads, policy_of, roster_of, standing_strength, strength_by
from console.domain.musters.entities import Area, Muster, MusterUnit, NotCounted
from console.domain.orders.entities import Order
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState
from console.planning import forecast
from console.planning.forecast import HORIZON_S, Bound, Dice, Draws, Pace, Spare, Stage, percentiles_s
from console.planning.habits import Habits, learned
from console.planning.muster import as_good, best_within, choice_of, makespan_s
from console.planning.paces import PaceLearner
from console.planning.steady import steady
from console.wire.muster_messages import MusterForecast, PlannedUnit

from .journeys import drive_s, journeys, orders_of
from .pool import Pool, pool_of
from .situation import Situation

SPARES = 12
"""So many of the nearest free units are looked at."""
SHOWN = 6
LATEST_SHARE = 0.9
"""Substitutes that are to fill a hole may use so much of what is left of the limit to spare cover."""
UNCOVER_S = 60.0
LEAD_S = 15.0
_STAGES = {
    OrderState.DISPATCHED: Stage.ORDERED,
    OrderState.ACKNOWLEDGED: Stage.SIGNED,
    OrderState.ENROUTE: Stage.DRIVING,
}
_NEVER = frozenset({NotCounted.WRONG_TIER.value, NotCounted.NOBODY_NEW.value})


class MusterForecaster:
    """Of one muster; the dice are its own."""

    def __init__(self, muster_id: str) -> None:
        self.dice = Dice(muster_id)
        self.paces = PaceLearner()
        self._held_since: dict[str, int] = {}
        self._shown: tuple[str, ...] = ()
        self._filled: frozenset[str] = frozenset()

    def look(self, situation: Situation, muster: Muster, incident: Incident, t_ms: int) -> MusterForecast:
        """The forecast at an instant, without a number."""
        bound = self._bound(situation, muster, incident, t_ms)
        standing = standing_strength(muster)
        under_way = sum(unit.officers for unit in bound if unit.stage is not Stage.COUNTED)
        if muster.t1_ms >= 0 or muster.reached_ms >= 0:
            return _reached(muster, incident, standing, under_way, t_ms)
        pace = self.paces.pace()
        known = [unit for unit in muster.units if unit.headcount >= 0]
        habits = _habits(situation, known)
        pool, spares = self._spares(situation, muster, incident, t_ms)
        cheapest = sorted(spares, key=_cost)
        draws = forecast.simulate(bound, cheapest, muster.required, habits, pace, self.dice)
        left_s = (muster.t0_ms + limit_ms(muster, 1) - t_ms) / 1000
        helping = forecast.substitutes(draws, cheapest, muster.required, left_s, pace, self.dice)
        missing = muster.required - sum(unit.officers for unit in bound)
        first = self._fill(situation, pool, bound, muster, left_s, spares) if missing > 0 else []
        ordered, fallen = self._ordered(first, helping), _fallen(situation, muster, incident)
        return _said(muster, incident, draws, (standing, under_way), left_s, ordered, t_ms, fallen)

    # -- who is how far ------------------------------------------------------------------------------------------------

    def _bound(self, situation: Situation, muster: Muster, incident: Incident, t_ms: int) -> list[Bound]:
        """Units under the order that count or may yet."""
        orders = orders_of(situation, incident)
        left = drive_s(situation, incident, journeys(situation, incident, orders))
        by_id = {order.id: order for order in orders}
        common = self.paces.pace()
        bound = []
        for unit in muster.units:
            order = by_id.get(unit.order_id)
            if unit.ended or order is None or order.state not in OPEN_ORDER_STATES or unit.why_not in _NEVER:
                continue
            one = self._one(situation, muster, unit, order, left.get(unit.unit_id, 0.0), t_ms)
            if one.officers > 0:
                bound.append(self._paced(one, situation, order, common, t_ms))
        return bound

    def _one(
        self, situation: Situation, muster: Muster, unit: MusterUnit, order: Order, left_s: float, t_ms: int
    ) -> Bound:
        entity, policy, known = situation.picture.units[unit.unit_id], policy_of(muster), situation.rosters
        counted = unit.counted_ms >= 0 or unit.why_not == NotCounted.DEPARTED
        if counted:
            officers = strength_by(policy, len(unit.officers), unit.auxiliary, unit.volunteers)
        elif unit.headcount >= 0:
            sworn = min(len(roster_of(entity, known)), unit.headcount) if entity.tier in policy.tiers else 0
            helpers = min(entity.auxiliary, unit.headcount_auxiliary)
            officers = strength_by(policy, sworn, helpers, min(entity.volunteers, unit.headcount_volunteers))
        else:
            officers = heads(entity, policy, known)
        stage = Stage.COUNTED if counted else _STAGES.get(order.state, Stage.HERE)
        if not counted and unit.area in (Area.RALLY, Area.SCENE, Area.POST):
            stage = Stage.HERE
        elif stage is Stage.HERE and unit.why_not in (NotCounted.LEFT, NotCounted.CONTRADICTED):
            stage = Stage.DRIVING
        since_s = (t_ms - order.dispatched_ms) / 1000
        confirmed = unit.headcount >= 0
        return Bound(unit.unit_id, officers, stage, since_s, float(entity.turnout_s), left_s, confirmed)

    def _paced(self, one: Bound, situation: Situation, order: Order, common: Pace, t_ms: int) -> Bound:
        """With what is known of the pace of its drive; learns from it."""
        if one.stage is not Stage.DRIVING:
            there = one.stage in (Stage.HERE, Stage.COUNTED)
            self.paces.arrived(one.unit_id, t_ms / 1000, there)
            self._held_since.pop(one.unit_id, None)
            return one
        moving = self.paces.moved(one.unit_id, one.drive_s)
        held_s = -1.0
        if order.delayed and not (moving and one.unit_id in self._held_since):
            held_s = (t_ms - self._held_since.setdefault(one.unit_id, t_ms)) / 1000
        to = (order.to_rally, order.post, situation.closures)
        self.paces.see(one.unit_id, to, t_ms / 1000, one.drive_s, standing=held_s >= 0)
        log, spread = self.paces.own(one.unit_id, common)
        return replace(one, pace_log=log, pace_sd=spread, held_s=held_s)

    # -- who could help ------------------------------------------------------------------------------------------------

    def _spares(
        self, situation: Situation, muster: Muster, incident: Incident, t_ms: int
    ) -> tuple[Pool, list[Spare]]:
        """Free units by travel time to where the order gathers; not those that have declined."""
        declined = [
            order.unit_id
            for order in orders_of(situation, incident)
            if order.state in (OrderState.DECLINED, OrderState.CANCELLED)
        ]
        pool = pool_of(situation, incident, policy_of(muster), t_ms, declined)
        goal = muster.plan.rally if muster.plan is not None and muster.plan.rally else incident.place
        eta_s = pool.travellers.eta_s(situation.field(goal.lon_e7, goal.lat_e7))
        rows = np.nonzero(~pool.bound & np.isfinite(eta_s))[0].tolist()
        uncovers, ids = situation.uncovers, pool.ids
        spares = [
            Spare(ids[row], pool.officers[row], float(eta_s[row]), uncovers.get(ids[row], ())) for row in rows
        ]
        return pool, sorted(spares, key=_nearness)[:SPARES]

    def _fill(
        self,
        situation: Situation,
        pool: Pool,
        bound: list[Bound],
        muster: Muster,
        left_s: float,
        spares: list[Spare],
    ) -> list[Spare]:
        """Whom to add when those under the order are too few: the muster solved again, with them pinned."""
        coming = {unit.unit_id: unit for unit in bound}
        near = {spare.unit_id: spare.eta_s for spare in spares}
        eta = [
            coming[one].drive_s if one in coming else near.get(one, np.inf) if not tied else np.inf
            for one, tied in zip(pool.ids, pool.bound, strict=True)
        ]
        who = pool.candidates(np.array(eta))
        officers = [
            coming[one].officers if one in coming else count
            for one, count in zip(pool.ids, pool.officers, strict=True)
        ]
        who = replace(who, officers=np.array(officers, dtype=np.int64))
        soonest = makespan_s(who, muster.required)
        if not np.isfinite(soonest):
            return sorted(spares, key=_nearness)
        window = max(soonest * 1.1, min(left_s * LATEST_SHARE, soonest + UNCOVER_S))
        cover = pool.cover(situation)
        fresh = best_within(who, muster.required, cover, window)
        tried = who.pinned | np.array([one in self._filled for one in who.unit_ids], dtype=np.bool_)
        before = choice_of(fresh.kind, who, tried, muster.required, cover)
        if self._filled <= near.keys() and as_good(before, fresh, LEAD_S):
            fresh = before
        self._filled = frozenset(who.unit_ids[row] for row in fresh.chosen if not who.pinned[row])
        return [spare for spare in spares if spare.unit_id in self._filled]

    def _ordered(self, first: list[Spare], helping: list[Spare]) -> list[Spare]:
        """Those that fill the hole, then those that help, in an order that keeps still."""
        ids = {spare.unit_id for spare in first}
        rest = [spare for spare in helping if spare.unit_id not in ids]
        groups = (steady(some, _cost, _id, self._shown, LEAD_S) for some in (first, rest))
        ordered = [spare for some in groups for spare in some][:SHOWN]
        self._shown = tuple(spare.unit_id for spare in ordered)
        return ordered


def _cost(spare: Spare) -> float:
    return spare.eta_s + UNCOVER_S * len(spare.uncovers)


def _id(spare: Spare) -> str:
    return spare.unit_id


def _nearness(spare: Spare) -> tuple[float, str]:
    return spare.eta_s, spare.unit_id


def _habits(situation: Situation, known: list[MusterUnit]) -> Habits:
    units, rosters = situation.picture.units, situation.rosters
    sworn = [(len(roster_of(units[one.unit_id], rosters)), one.headcount) for one in known]
    roster, present = sum(count for count, _ in sworn), sum(min(pair) for pair in sworn)
    return learned(situation.picture.orders.values(), units, roster, present)


def _fallen(situation: Situation, muster: Muster, incident: Incident) -> list[str]:
    """Units ordered here that would count but will not come, or are silent; the latest first."""
    policy, fallen = policy_of(muster), []
    for order in sorted(orders_of(situation, incident), key=lambda one: -one.dispatched_ms):
        unit = situation.picture.units.get(order.unit_id)
        silent = order.silent and order.state is OrderState.DISPATCHED
        lost = unit is not None and unit.contact_lost and order.state in OPEN_ORDER_STATES
        if unit is None or not heads(unit, policy, situation.rosters):
            continue
        if silent or lost or order.state in (OrderState.DECLINED, OrderState.CANCELLED, OrderState.DIVERTED):
            fallen.append(order.unit_id)
    return list(dict.fromkeys(fallen))


def _reached(muster: Muster, incident: Incident, standing: int, under_way: int, t_ms: int) -> MusterForecast:
    """Nothing is left to be guessed."""
    at_ms = muster.t1_ms if muster.t1_ms >= 0 else muster.reached_ms
    in_time = at_ms - muster.t0_ms <= limit_ms(muster, 1)
    at_s = np.array([max(0, (t_ms - muster.t0_ms) // 1000)], dtype="<i4")
    there = np.array([standing], dtype="<i2").tobytes()
    return MusterForecast(
        number=0,
        t_ms=t_ms,
        muster_id=muster.id,
        incident_id=incident.id,
        counted=standing,
        en_route=under_way,
        p10_ms=at_ms,
        p50_ms=at_ms,
        p90_ms=at_ms,
        in_time_permille=1000 if in_time else 0,
        at_s_i32=at_s.tobytes(),
        p10_i16=there,
        p50_i16=there,
        p90_i16=there,
    )


def _said(
    muster: Muster,
    incident: Incident,
    draws: Draws,
    strength: tuple[int, int],
    left_s: float,
    helping: list[Spare],
    t_ms: int,
    fallen: list[str],
) -> MusterForecast:
    reached = draws.reached_s(muster.required)
    instants = [
        t_ms + round(seconds * 1000) if seconds <= HORIZON_S else -1 for seconds in percentiles_s(reached)
    ]
    since_s = max(0, (t_ms - muster.t0_ms) // 1000)
    until_s = int(max(left_s, 120, min(float(percentiles_s(reached)[2]) + 60, HORIZON_S)))
    at_s, band = draws.band(0, until_s)
    named = [*fallen, *[""] * len(helping)]
    return MusterForecast(
        number=0,
        t_ms=t_ms,
        muster_id=muster.id,
        incident_id=incident.id,
        counted=strength[0],
        en_route=strength[1],
        p10_ms=instants[0],
        p50_ms=instants[1],
        p90_ms=instants[2],
        in_time_permille=round(float(np.mean(reached <= left_s)) * 1000),
        at_s_i32=(at_s + since_s).astype("<i4").tobytes(),
        p10_i16=band[0].astype("<i2").tobytes(),
        p50_i16=band[1].astype("<i2").tobytes(),
        p90_i16=band[2].astype("<i2").tobytes(),
        substitutes=tuple(
            PlannedUnit(
                unit_id=spare.unit_id,
                eta_s=round(spare.eta_s),
                officers=spare.officers,
                substitute_for=replaces,
                uncovers=spare.uncovers,
            )
            for spare, replaces in zip(helping, named, strict=False)
        ),
    )
