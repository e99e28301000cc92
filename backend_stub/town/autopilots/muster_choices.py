"""Who is ordered, who replaces whom, who goes to which post: the choices of a muster commander. Pure, one thread.

Used by `muster_hands`. `ByPlanner` follows the planner's plans and forecast; where the planner is silent for long, it
goes by the map. The pieces (`nearest_first`, `fill_posts`) are there for the drill's autopilots.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.base.place import Place
from console.domain.incidents.entities import Incident
from console.domain.musters.entities import Area, Muster, MusterUnit
from console.domain.musters.events import PostAssignment
from console.domain.musters.plan import CountPolicy
from console.domain.orders.commands import UnitChoice
from console.domain.orders.states import UnitState
from console.domain.picture import Picture
from console.domain.registry.entities import Unit
from console.geo import distance_m
from console.wire.muster_messages import MusterPlans

from .muster_hands import Sight

WAIT_FOR_PLANS_MS = 25_000


@dataclass(frozen=True, slots=True)
class ByPlanner:
    """Does what the planner says: rally point, one of its plans, its substitutes."""

    proposal: str = "balanced"

    def rally(self, sight: Sight, incident: Incident) -> Place | None:
        """The planner's best; without a planner the nearest patrol's station, off the scene."""
        told = _fresh(sight, incident)
        if told is not None:
            return told.rallies[0].place if told.rallies else None
        return None if _may_wait(sight, incident) else fallback_rally(sight, incident)

    def units(self, sight: Sight, incident: Incident, rally: Place | None) -> tuple[UnitChoice, ...]:
        """The plan's units, in the order in which they will be there."""
        told = _fresh(sight, incident)
        if told is not None:
            plan = next((p for p in told.plans if p.kind == self.proposal), None)
            plan = plan or next(iter(told.plans), None)
            if plan is None:
                return ()
            return tuple(
                UnitChoice(unit_id=unit.unit_id, eta_ms=unit.eta_s * 1000, rank=rank)
                for rank, unit in enumerate(plan.units, start=1)
                if is_free(sight.picture.units.get(unit.unit_id))
            )
        if rally is None or _may_wait(sight, incident):
            return ()
        card = sight.cards[incident.type_code]
        return enough(nearest_first(sight.picture, rally, card.count_policy), card.muster_limits.strength)

    def substitutes(
        self, sight: Sight, incident: Incident, muster: Muster, missing: int
    ) -> tuple[UnitChoice, ...]:
        """The forecast's, as many as are missing and one at least; by the map where there is no forecast."""
        forecast = sight.forecasts.get(muster.id)
        chosen: list[UnitChoice] = []
        if forecast is not None and forecast.t_ms > muster.ordered_ms:
            for unit in forecast.substitutes:
                if is_free(sight.picture.units.get(unit.unit_id)):
                    chosen.append(UnitChoice(unit_id=unit.unit_id, eta_ms=unit.eta_s * 1000))
                    missing -= unit.officers
                    if missing <= 0:
                        break
            return tuple(chosen)
        if muster.plan is None or muster.plan.rally is None or missing <= 0:
            return ()
        return enough(nearest_first(sight.picture, muster.plan.rally, muster.plan.policy), missing)

    def posts(self, sight: Sight, muster: Muster, everybody: bool) -> tuple[PostAssignment, ...]:
        """Whole units to posts until each quota is met."""
        return fill_posts(sight.picture, muster, everybody)


def is_free(unit: Unit | None) -> bool:
    """Whether a unit can be ordered."""
    return (
        unit is not None
        and not unit.order_id
        and not unit.reserved
        and unit.state is not UnitState.OUT_OF_SERVICE
    )


def nearest_first(picture: Picture, to: Place, policy: CountPolicy) -> list[Unit]:
    """Units that can be ordered and whose sworn officers would count, by the distance of their stations in a line."""
    able = [u for u in picture.units.values() if is_free(u) and u.tier in policy.tiers and u.sworn]
    return sorted(able, key=lambda u: (distance_m(u.home_lon_e7, u.home_lat_e7, to.lon_e7, to.lat_e7), u.id))


def enough(units: Iterable[Unit], officers: int) -> tuple[UnitChoice, ...]:
    """The first of them that have so many officers together."""
    chosen: list[UnitChoice] = []
    for unit in units:
        if officers <= 0:
            break
        chosen.append(UnitChoice(unit_id=unit.id))
        officers -= unit.sworn
    return tuple(chosen)


def fallback_rally(sight: Sight, incident: Incident) -> Place | None:
    """The nearest station of a counting unit outside the card's work area."""
    here, picture, card = incident.place, sight.picture, sight.cards[incident.type_code]
    off_m = max(card.work_area_m, card.work_area_downwind_m)
    near = [
        (distance_m(unit.home_lon_e7, unit.home_lat_e7, here.lon_e7, here.lat_e7), unit.id, unit)
        for unit in picture.units.values()
        if unit.sworn
    ]
    off = [one for one in near if one[0] > off_m]
    if not off:
        return None
    unit = min(off)[2]
    return Place(
        lon_e7=unit.home_lon_e7,
        lat_e7=unit.home_lat_e7,
        text_zh=unit.station,
        text_en=f"Station of {unit.id}",  # stations are registered by their Chinese names only
    )


def fill_posts(picture: Picture, muster: Muster, everybody: bool) -> tuple[PostAssignment, ...]:
    """Units at the rally point or on scene and not sent yet, to the posts that lack officers.

    The post that lacks most gets the strongest unit, those on scene before those at the rally point. With `everybody`
    the units left over go round the posts; else they stay.
    """
    if muster.plan is None:
        return ()
    at_hand = [u for u in muster.units if not u.ended and not u.post and u.why_not == ""]
    at_hand.sort(key=lambda u: (u.area != Area.SCENE.value, -len(u.officers), u.unit_id))
    lack = {post.id: post.officers for post in muster.plan.posts}
    for unit in muster.units:
        if unit.post in lack and not unit.ended:
            lack[unit.post] -= _strength(picture, unit)
    out: list[PostAssignment] = []
    for unit in at_hand:
        post_id = max(muster.plan.posts, key=lambda post: lack[post.id]).id
        if lack[post_id] <= 0 and not everybody:
            break
        out.append(PostAssignment(unit_id=unit.unit_id, post_id=post_id))
        lack[post_id] -= len(unit.officers)
    return tuple(out)


def _strength(picture: Picture, unit: MusterUnit) -> int:
    known = picture.units.get(unit.unit_id)
    sworn = known.sworn if known else 0
    return min(sworn, unit.headcount) if unit.headcount >= 0 else sworn


def _fresh(sight: Sight, incident: Incident) -> MusterPlans | None:
    told = sight.plans.get(incident.id)
    return told if told is not None and told.plans else None


def _may_wait(sight: Sight, incident: Incident) -> bool:
    return sight.t_ms - incident.accepted_ms < WAIT_FOR_PLANS_MS
