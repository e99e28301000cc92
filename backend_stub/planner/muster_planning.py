"""Before the order: rally points and the three muster plans of every open major incident, posts laid onto streets.

Pure; owned by the planner's core, one thread. Plans are made again when the free units, the roads or the wind have
changed and every PLANS_EVERY_MS, and keep still while they are about as good as before.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np
from msgspec.structs import replace

from console.domain.base.place import Place
from console.domain.incidents.entities import Incident
from console.domain.musters.counting import eligible, heads
from console.domain.musters.destinations import muster_of
from console.domain.musters.plan import CountPolicy, MusterLimits, MusterMode, Post
from console.domain.orders.states import UnitState
from console.geo import E7, in_ring
from console.planning import muster as solver
from console.planning.cover import may_be_ordered
from console.planning.muster import Candidates, CoverNeed, MusterChoice
from console.planning.plan_cards import PlanCard, RallyRule, layout
from console.planning.posts import on_streets
from console.planning.rally import Rally, RallyScene, Site, ranked, sites, soonest
from console.planning.travel_time import TravelTimeField
from console.wire.muster_messages import MusterPlans, MusterProposal, PlannedUnit, RallyProposal

from .plans import Press
from .pool import Pool, pool_of
from .situation import Situation

PLANS_EVERY_MS = 10_000
SOONEST_MS = 1_000
HELD_S = 10.0
"""A plan is kept while it is at most so much slower than the best and uncovers no more."""
WIND_DEG = 15.0
"""Posts turn with the wind only when it has turned by so much."""


@dataclass(slots=True)
class _Desk:
    """What is kept of one incident."""

    card: PlanCard | None
    made_ms: int = -PLANS_EVERY_MS
    made_of: Hashable = None
    wind: float | None = None
    laid_for: Hashable = None
    sites: list[Site] = field(default_factory=list)
    posts: tuple[Post, ...] = ()
    work_area: tuple[int, ...] = ()
    fields: dict[tuple[float, float], TravelTimeField] = field(default_factory=dict)
    rallies: tuple[tuple[float, float], ...] = ()
    rally: tuple[float, float] | None = None
    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    said: MusterPlans | None = None


class MusterPlanning:
    """One for all incidents."""

    def __init__(self, situation: Situation, press: Press) -> None:
        self._situation = situation
        self._press = press
        self._desks: dict[str, _Desk] = {}

    def forget(self, incident_id: str) -> None:
        """An incident is over."""
        self._desks.pop(incident_id, None)

    def plan(self, incident: Incident, t_ms: int) -> list[MusterPlans]:
        """The plans for a major incident whose muster has not been ordered, when they changed or are due."""
        muster = muster_of(self._situation.picture, incident.id)
        if muster is not None and muster.plan is not None:
            self.forget(incident.id)
            return []
        desk = self._desks.get(incident.id)
        card = self._situation.ground.cards.get(incident.type_code)
        if desk is None or desk.card is not card:
            desk = self._desks[incident.id] = _Desk(card)
        made_of = self._made_of(incident)
        since_ms = t_ms - desk.made_ms
        changed = made_of != desk.made_of and since_ms >= SOONEST_MS
        if desk.said is None or changed or since_ms >= PLANS_EVERY_MS:
            desk.made_ms, desk.made_of = t_ms, made_of
            made = self._made(desk, incident, t_ms)
            if self._press.due("muster", incident.id, _gist(made), t_ms):
                desk.said = replace(made, number=self._press.number("muster", t_ms))
                return [desk.said]
        return []

    def soonest_s(self, incident: Incident, pool: Pool, strength: int) -> float:
        """T* of the rally point where those of a pool stand in strength first; inf where there is none."""
        desk = _Desk(self._situation.ground.cards.get(incident.type_code))
        self._lay(desk, incident)
        rough = pool.candidates(np.zeros(len(pool.units)))
        return soonest(desk.sites, rough, pool.travellers, strength, self._situation.roads)

    def _made_of(self, incident: Incident) -> Hashable:
        """What a plan hangs on besides the places of the units."""
        picture = self._situation.picture
        free = frozenset(unit.id for unit in picture.units.values() if may_be_ordered(unit))
        winds = tuple((wind.from_deg, wind.speed_cmps) for wind in picture.winds.values())
        return incident.place, incident.orders, free, winds, self._situation.closures

    def _made(self, desk: _Desk, incident: Incident, t_ms: int) -> MusterPlans:
        card, situation = desk.card, self._situation
        limits = card.muster_limits if card is not None else MusterLimits()
        policy = card.count_policy if card is not None else CountPolicy()
        self._lay(desk, incident)
        pool = pool_of(situation, incident, policy, t_ms)
        rough = pool.candidates(np.zeros(len(pool.units)))
        quotas = solver.possible(rough, pool.quotas(card.quotas if card is not None else {}))
        direct = card is not None and card.mode is MusterMode.DIRECT_TO_SCENE
        rallies: list[Rally] = []
        if not direct:
            rallies = ranked(
                desk.sites,
                rough,
                pool.travellers,
                limits.strength,
                situation.roads,
                quotas,
                desk.fields,
                desk.rallies,
            )
            desk.rallies = tuple(one.site.place for one in rallies)
        scene = situation.field(incident.place.lon_e7, incident.place.lat_e7)
        goal = rallies[0].field if rallies else scene
        who = pool.candidates(pool.travellers.eta_s(goal))
        cover = pool.cover(situation)
        found = solver.muster_plans(who, limits.strength, cover, limits.muster_ms / 1000, quotas)
        rally = rallies[0].site.place if rallies else None
        found = self._kept(desk, rally, who, limits.strength, cover, found)
        return MusterPlans(
            number=0,
            t_ms=t_ms,
            incident_id=incident.id,
            strength=limits.strength,
            eligible=eligible(situation.picture, incident.id, policy, t_ms, situation.rosters),
            reserves=self._reserves(policy),
            rallies=tuple(_proposal(one) for one in rallies),
            plans=tuple(_planned(one, who, cover) for one in found),
            posts=desk.posts,
            work_area_e7=desk.work_area,
            card=card.id if card is not None else "",
        )

    def _lay(self, desk: _Desk, incident: Incident) -> None:
        """Candidate places and posts, laid again when the scene, the closures or the wind have changed."""
        situation, place, card = self._situation, incident.place, desk.card
        wind = situation.wind_from_deg
        if wind is None or desk.wind is None or abs((wind - desk.wind + 180) % 360 - 180) >= WIND_DEG:
            desk.wind = wind
        laid_for = (place.lon_e7, place.lat_e7, situation.closures, desk.wind)
        if laid_for == desk.laid_for:
            return
        desk.laid_for = laid_for
        desk.fields.clear()
        field = situation.field(place.lon_e7, place.lat_e7)
        scene = RallyScene(place.lon_e7 / 1e7, place.lat_e7 / 1e7, field, desk.wind)
        wish = card.rally if card is not None else RallyRule()
        ground = situation.ground
        if card is not None:
            posts, desk.work_area = layout(
                card, place.lon_e7, place.lat_e7, None if desk.wind is None else round(desk.wind)
            )
            desk.posts = on_streets(situation.graph, posts, place.lon_e7, place.lat_e7, ground.water)
        desk.sites = [
            site
            for site in sites(ground.spots, scene, wish, situation.roads, ground.water)
            if not (desk.work_area and in_ring(desk.work_area, site.lon_deg * E7, site.lat_deg * E7))
        ]

    def _kept(
        self,
        desk: _Desk,
        rally: tuple[float, float] | None,
        who: Candidates,
        strength: int,
        cover: CoverNeed,
        found: tuple[MusterChoice, ...],
    ) -> tuple[MusterChoice, ...]:
        """Plans of the last time where they are still about as good."""
        kept = []
        for fresh in found:
            before = desk.chosen.get(fresh.kind) if rally == desk.rally else None
            if before and before <= set(who.unit_ids):
                chosen: solver.Flags = np.array(
                    [unit_id in before for unit_id in who.unit_ids], dtype=np.bool_
                )
                old = solver.choice_of(fresh.kind, who, chosen | who.pinned, strength, cover)
                fresh = old if solver.as_good(old, fresh, HELD_S) else fresh
            kept.append(fresh)
        desk.rally = rally
        desk.chosen = {one.kind: frozenset(who.unit_ids[row] for row in one.chosen) for one in kept}
        return tuple(kept)

    def _reserves(self, policy: CountPolicy) -> int:
        """People who could be recalled."""
        known = self._situation.rosters
        return sum(
            heads(unit, policy, known)
            for unit in self._situation.picture.units.values()
            if unit.reserved and unit.state is not UnitState.OUT_OF_SERVICE
        )


def _proposal(one: Rally) -> RallyProposal:
    site, spot = one.site, one.site.spot
    place = Place(
        lon_e7=round(site.lon_deg * 1e7),
        lat_e7=round(site.lat_deg * 1e7),
        text_zh=spot.name_zh,
        text_en=spot.name_en,
        grid=spot.grid,
    )
    reached = round(one.t_star_s) if np.isfinite(one.t_star_s) else -1
    return RallyProposal(
        place=place,
        t_star_s=reached,
        drive_s=round(site.drive_s),
        off_wind_deg=site.off_wind_deg,
        source=spot.id,
    )


def _planned(one: MusterChoice, who: Candidates, cover: CoverNeed) -> MusterProposal:
    """A plan as it is said: units that are still to be ordered; `strength` counts those under order, too."""
    lost = {grid_id: row for row, grid_id in enumerate(cover.grid_ids) if grid_id in one.uncovers}
    units = tuple(
        PlannedUnit(
            unit_id=who.unit_ids[row],
            eta_s=round(float(who.eta_s[row])) if np.isfinite(who.eta_s[row]) else -1,
            officers=int(who.officers[row]),
            uncovers=tuple(grid_id for grid_id, grid in lost.items() if cover.reach[grid, row]),
        )
        for row in one.chosen
        if not who.pinned[row]
    )
    return MusterProposal(
        kind=one.kind,
        t_star_s=round(one.t_star_s) if one.t_star_s >= 0 else -1,
        strength=one.strength,
        units=units,
        uncovers=one.uncovers,
    )


def _gist(made: MusterPlans) -> Hashable:
    """The part of the plans whose change is worth publishing: who and where, times to within ten seconds."""
    return (
        tuple((one.source, one.place, one.t_star_s // 10) for one in made.rallies),
        tuple(
            (one.kind, one.t_star_s // 10, one.uncovers, tuple(unit.unit_id for unit in one.units))
            for one in made.plans
        ),
        (made.eligible, made.reserves, made.posts, made.work_area_e7),
    )
