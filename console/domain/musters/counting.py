"""Who counts (DOMAIN §3 "Counting"): rosters, eligible and committed strength, what one unit counts now and why not.

Pure, any thread. The rules, the fold and the planner's forecast read the counting rule here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from console.domain.orders.states import UnitState
from console.domain.picture import Picture
from console.domain.registry.entities import Force, Unit
from console.geo import distance_m

from .entities import LIVE_STATES, Area, Muster, MusterUnit, NotCounted
from .plan import CountPolicy, MusterMode

DEFAULT_POLICY = CountPolicy()
JUST_OUT_MS: Final = 600_000
DRIVE_MPS: Final = 30 / 3.6 / 1.4
"""A drive from the rally point to a post is forecast at 30 km/h over 1.4 times the straight line."""
DRIVE_ALLOWANCE_MS: Final = 60_000
NEVER: Final = 1 << 62
Rosters = dict[str, tuple[str, ...]]
"""Sworn officers on duty by unit; a unit with officers registered, but none of them sworn and on duty, has ()."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a unit counts now. `why` is a NotCounted code; it may be set beside people who stand in a subtotal only."""

    why: str
    officers: tuple[str, ...] = ()
    auxiliary: int = 0
    volunteers: int = 0
    by_voice: bool = False

    @property
    def stands(self) -> bool:
        """Whether anybody of it stands in the count or in a subtotal."""
        return bool(self.officers or self.auxiliary or self.volunteers)


def rosters(p: Picture) -> Rosters:
    """Sworn officers on duty of every unit that has officers registered, in the order of their ids."""
    found: dict[str, list[str]] = {}
    for officer in p.officers.values():
        present = found.setdefault(officer.unit_id, [])
        if officer.on_duty and officer.force is Force.SWORN:
            present.append(officer.id)
    return {unit_id: tuple(sorted(ids)) for unit_id, ids in found.items()}


def roster_of(unit: Unit, known: Rosters) -> tuple[str, ...]:
    """The unit's sworn officers on duty, by their own numbers: nobody where none is registered with it."""
    return known.get(unit.id, ())


def policy_of(muster: Muster) -> CountPolicy:
    """The order's policy; the default before there is an order."""
    return muster.plan.policy if muster.plan is not None else DEFAULT_POLICY


def heads(unit: Unit, policy: CountPolicy, known: Rosters) -> int:
    """How many of a whole unit's people a policy counts."""
    counted = len(roster_of(unit, known)) if unit.tier in policy.tiers else 0
    counted += unit.auxiliary if policy.auxiliaries else 0
    return counted + (unit.volunteers if policy.volunteers else 0)


def just_out_of_service(unit: Unit, t_ms: int) -> bool:
    """Set out of service in the ten minutes before: eligible all the same, and named in the result."""
    return unit.state is UnitState.OUT_OF_SERVICE and t_ms - unit.state_ms <= JUST_OUT_MS


def eligible(
    p: Picture, incident_id: str, policy: CountPolicy, t_ms: int, known: Rosters | None = None
) -> int:
    """People who could count at `t_ms`: units in service (or out of it for ten minutes at most), in contact, no
    reserves, free or on this incident already."""
    known = rosters(p) if known is None else known
    total = 0
    for unit in p.units.values():
        out = unit.state is UnitState.OUT_OF_SERVICE and not just_out_of_service(unit, t_ms)
        if out or unit.reserved or unit.contact_lost:
            continue
        if unit.order_id and p.orders[unit.order_id].incident_id != incident_id:
            continue
        total += heads(unit, policy, known)
    return total


def required_of(strength: int, eligible: int) -> int:
    """Strength that gate 1 is judged against: never more than were eligible (不具备条件), at least one."""
    return max(1, min(strength, eligible))


def committed_since_ms(p: Picture, incident_id: str, strength: int) -> int:
    """The instant at which the committed sworn strength first passed `strength`; −1 = it never did.

    After a muster that was stood down, only orders given since then begin another one.
    """
    known = rosters(p)
    orders = [p.orders[order_id] for order_id in p.incidents[incident_id].orders]
    over_ms = max((one.ended_ms for one in p.musters.values() if one.incident_id == incident_id), default=-1)
    heads = [(one, len(roster_of(p.units[one.unit_id], known))) for one in orders]
    for at_ms in sorted({one.dispatched_ms for one in orders if one.dispatched_ms >= over_ms}):
        bound = (n for one, n in heads if one.dispatched_ms <= at_ms and not 0 <= one.ended_ms <= at_ms)
        if sum(bound) > strength:
            return at_ms
    return -1


def strength_by(policy: CountPolicy, sworn: int, auxiliary: int, volunteers: int) -> int:
    """Strength under a policy: sworn, and the subtotals that it adds."""
    strength = sworn + (auxiliary if policy.auxiliaries else 0)
    return strength + (volunteers if policy.volunteers else 0)


def counted_strength(muster: Muster) -> int:
    """Strength that is counted now, with the subtotals that the policy adds; without ordered departures."""
    return strength_by(policy_of(muster), muster.counted, muster.counted_auxiliary, muster.counted_volunteers)


def departed_strength(muster: Muster) -> int:
    """Strength that was ordered from where it counted and is on its way: not counted, and no drop."""
    policy = policy_of(muster)
    return sum(
        strength_by(policy, len(unit.officers), unit.auxiliary, unit.volunteers)
        for unit in muster.units
        if unit.why_not == NotCounted.DEPARTED
    )


def standing_strength(muster: Muster) -> int:
    """What T1 and "sustained" are judged by: counted, and ordered departures."""
    return counted_strength(muster) + departed_strength(muster)


def muster_unit(muster: Muster, unit_id: str) -> MusterUnit | None:
    """The unit under this muster's order, also when its order has ended."""
    return next((unit for unit in muster.units if unit.unit_id == unit_id), None)


def counting_areas(muster: Muster, unit: MusterUnit) -> tuple[Area, ...]:
    """Where the unit counts: at the rally point until it is sent on (and where the mode says so), and on scene."""
    direct = muster.plan is not None and muster.plan.mode is MusterMode.DIRECT_TO_SCENE
    return (Area.SCENE, Area.POST) if direct or unit.post else (Area.RALLY, Area.SCENE, Area.POST)


def on_scene(unit: MusterUnit) -> bool:
    """Whether the unit is on scene by the one rule: by position, or by voice that no position contradicts."""
    scene = (Area.SCENE, Area.POST)
    return not unit.ended and (unit.area in scene or (unit.voice_ms >= 0 and unit.voice_area in scene))


def departs_until_ms(muster: Muster, unit: MusterUnit) -> int:
    """Until when a unit that was sent on counts as departed: its drive as forecast, and 60 s."""
    if muster.plan is None or muster.plan.rally is None:
        return unit.sent_ms + DRIVE_ALLOWANCE_MS
    rally, ring = muster.plan.rally, muster.plan.work_area_e7[2:]
    middle = (sum(ring[::2]) / (len(ring) // 2), sum(ring[1::2]) / (len(ring) // 2))
    goal = next(((one.lon_e7, one.lat_e7) for one in muster.plan.posts if one.id == unit.post), middle)
    drive_s = distance_m(rally.lon_e7, rally.lat_e7, *goal) / DRIVE_MPS
    return unit.sent_ms + round(drive_s * 1000) + DRIVE_ALLOWANCE_MS


def lapse_ms(muster: Muster) -> int:
    """When the next unit that departed counts as such no longer; NEVER without one."""
    if muster.plan is None or muster.state not in LIVE_STATES:
        return NEVER
    away = (unit for unit in muster.units if unit.why_not == NotCounted.DEPARTED and not unit.ended)
    return min((departs_until_ms(muster, unit) + 1 for unit in away), default=NEVER)


def presence(muster: Muster, unit: MusterUnit, t_ms: int) -> tuple[bool, str]:
    """(by voice, "") when the unit is where it counts at `t_ms`, else (False, why not)."""
    areas = counting_areas(muster, unit)
    if unit.ended:
        return False, NotCounted.ORDER_ENDED.value
    if unit.area in areas:
        return False, ""
    if unit.voice_ms >= 0 and unit.voice_area in areas:
        return True, ""
    if unit.under_way and t_ms <= departs_until_ms(muster, unit):
        return False, NotCounted.DEPARTED.value
    return False, NotCounted.CONTRADICTED.value if unit.contradicted else unit.outside


def roll_called(muster: Muster, unit: MusterUnit) -> bool:
    """Whether the mode's roll call is done: a head-count confirmed at the rally point (ROLL_CALL), else always."""
    if muster.plan is None or muster.plan.mode is not MusterMode.ROLL_CALL:
        return True
    there_ms = unit.first_rally_ms
    if there_ms < 0 and unit.voice_area == Area.RALLY:
        there_ms = unit.voice_ms
    return 0 <= there_ms <= unit.headcount_ms


def owners(muster: Muster) -> dict[str, str]:
    """The unit with which each officer is counted, or has departed."""
    return {officer: unit.unit_id for unit in muster.units if not unit.ended for officer in unit.officers}


def claim(
    p: Picture,
    muster: Muster,
    unit: MusterUnit,
    known: Rosters,
    t_ms: int,
    owned: dict[str, str] | None = None,
) -> Claim:
    """What the unit counts at `t_ms` by the rule: min(roster, confirmed head-count) of officers nobody else counts.

    `owned` = `owners(muster)`, for callers that ask about many units.
    """
    by_voice, why = presence(muster, unit, t_ms)
    if why:
        return Claim(why)
    if unit.headcount < 0:
        return Claim(NotCounted.NO_HEADCOUNT.value)
    if not roll_called(muster, unit):
        return Claim(NotCounted.NO_ROLL_CALL.value)
    entity, policy = p.units[unit.unit_id], policy_of(muster)
    auxiliary = min(entity.auxiliary, unit.headcount_auxiliary)
    volunteers = min(entity.volunteers, unit.headcount_volunteers)
    added = strength_by(policy, 0, auxiliary, volunteers) > 0
    if entity.tier not in policy.tiers:
        why = "" if added else NotCounted.WRONG_TIER.value
        return Claim(why, (), auxiliary, volunteers, by_voice)
    roster = roster_of(entity, known)
    wanted = min(len(roster), unit.headcount)
    owned = owners(muster) if owned is None else owned
    free = [officer for officer in roster if owned.get(officer, unit.unit_id) == unit.unit_id]
    kept = [officer for officer in unit.officers if officer in free][:wanted]
    more = [officer for officer in free if officer not in kept][: wanted - len(kept)]
    officers = tuple(sorted((*kept, *more)))
    why = "" if officers or added else NotCounted.NOBODY_NEW.value
    return Claim(why, officers, auxiliary, volunteers, by_voice)
