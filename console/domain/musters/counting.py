"""Who counts (DOMAIN §3 "Counting"): rosters, eligible and committed strength, what one unit counts now and why not.

Pure, any thread. The rules, the fold and the planner's forecast read the counting rule here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.orders.states import OPEN_ORDER_STATES, UnitState
from console.domain.picture import Picture
from console.domain.registry.entities import Force, Unit

from .entities import Area, Muster, MusterUnit, NotCounted
from .plan import CountPolicy, MusterMode

DEFAULT_POLICY = CountPolicy()
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
    """The unit's sworn officers on duty; made-up ids "P-101#1"… where nobody is registered with it."""
    registered = known.get(unit.id)
    if registered is not None:
        return registered
    return tuple(f"{unit.id}#{number}" for number in range(1, unit.sworn + 1))


def policy_of(muster: Muster) -> CountPolicy:
    """The order's policy; the default before there is an order."""
    return muster.plan.policy if muster.plan is not None else DEFAULT_POLICY


def heads(unit: Unit, policy: CountPolicy, known: Rosters) -> int:
    """How many of a whole unit's people a policy counts."""
    counted = len(roster_of(unit, known)) if unit.tier in policy.tiers else 0
    counted += unit.auxiliary if policy.auxiliaries else 0
    return counted + (unit.volunteers if policy.volunteers else 0)


def eligible(p: Picture, incident_id: str, policy: CountPolicy, known: Rosters | None = None) -> int:
    """People who could count now: units in service, in contact, no reserves, free or on this incident already."""
    known = rosters(p) if known is None else known
    total = 0
    for unit in p.units.values():
        if unit.state is UnitState.OUT_OF_SERVICE or unit.reserved or unit.contact_lost:
            continue
        if unit.order_id and p.orders[unit.order_id].incident_id != incident_id:
            continue
        total += heads(unit, policy, known)
    return total


def required_of(strength: int, eligible: int) -> int:
    """Strength that gate 1 is judged against: never more than were eligible (不具备条件), at least one."""
    return max(1, min(strength, eligible))


def committed(p: Picture, incident_id: str) -> int:
    """Sworn officers on duty of the units with an open order on the incident."""
    known = rosters(p)
    orders = (p.orders[order_id] for order_id in p.incidents[incident_id].orders)
    return sum(
        len(roster_of(p.units[order.unit_id], known)) for order in orders if order.state in OPEN_ORDER_STATES
    )


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


def presence(muster: Muster, unit: MusterUnit) -> tuple[bool, str]:
    """(by voice, "") when the unit is where it counts, else (False, why not)."""
    areas = counting_areas(muster, unit)
    if unit.ended:
        return False, NotCounted.ORDER_ENDED.value
    if unit.area in areas:
        return False, ""
    if unit.voice_ms >= 0 and unit.voice_area in areas:
        return True, ""
    if unit.under_way:
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
    p: Picture, muster: Muster, unit: MusterUnit, known: Rosters, owned: dict[str, str] | None = None
) -> Claim:
    """What the unit counts by the rule: min(roster, confirmed head-count) of officers nobody else counts.

    `owned` = `owners(muster)`, for callers that ask about many units.
    """
    by_voice, why = presence(muster, unit)
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
