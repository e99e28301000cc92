"""The muster order as it would be given now: plan card, the planner's chosen plan, and what the desk changed. Pure.

One function makes the order that the panel describes, the button sends and the rules are asked about, so that these
never disagree. Without a planner the units come by the newest travel times, nearest first; without a card the form has
to be filled by hand. Used by the builders of the panel's view and by the muster's verbs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from console.desk.drafts import MusterDraft
from console.desk.telemetry import TelemetryStore
from console.domain.base.place import Place
from console.domain.incidents.entities import Incident, IncidentKind
from console.domain.musters.commands import OrderMuster
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Muster, MusterState
from console.domain.musters.plan import CountPolicy, MusterLimits, MusterPlan
from console.domain.orders.commands import UnitChoice
from console.domain.orders.states import FREE
from console.domain.picture import Picture
from console.domain.registry.entities import Unit
from console.planning.plan_cards import PLANS, PlanCard, PlanCardError, layout, load_cards
from console.wire.muster_messages import MusterPlans, MusterProposal, PlannedUnit, RallyProposal
from console.words.names import Names

_log = logging.getLogger(__name__)


class PlanBook:
    """Cards of a directory, read when first asked for."""

    def __init__(self, directory: Path = PLANS) -> None:
        self._directory = directory
        self._cards: dict[str, PlanCard] | None = None
        self.fault = ""
        """What is wrong with the files, with file, line and field; empty when nothing is."""

    def card(self, type_code: str) -> PlanCard | None:
        """The card of a type; None where it has none, or the cards cannot be read."""
        if self._cards is None:
            try:
                self._cards = load_cards(self._directory)
            except PlanCardError as error:
                self._cards, self.fault = {}, str(error)
                _log.warning("plan cards: %s", error)
        return self._cards.get(type_code)

    def by_id(self, card_id: str) -> PlanCard | None:
        """The card that an order named."""
        self.card("")
        return next((one for one in (self._cards or {}).values() if one.id == card_id), None)


def newest_muster(incident_id: str, names: Names) -> Muster | None:
    """The incident's muster that goes on, else the newest one."""
    picture = names.picture
    going = muster_of(picture, incident_id)
    if going is not None:
        return going
    own = [one for one in picture.musters.values() if one.incident_id == incident_id]
    return max(own, key=lambda one: (one.t0_ms, one.id)) if own else None


EtaOf = Callable[[str], int]
"""Seconds from a unit to the incident by road, −1 unknown."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The order, and what is known about it before it is given."""

    command: OrderMuster
    rows: tuple[PlannedUnit, ...]
    """Units of the plan, those left out included, by arrival."""
    officers: int
    t_star_s: int
    """When the strength stands, seconds after the order; −1 unknown or never."""
    exact: bool
    """The time holds for these units and this rally point; else it is the earliest possible there."""
    uncovers: tuple[str, ...]
    rally: RallyProposal | None
    """What the planner says about the rally point; None: chosen by hand, or none."""
    proposal: MusterProposal | None
    """The planner's plan; None: the planner is silent."""
    required: int

    @property
    def plan(self) -> MusterPlan:
        """The body of the order."""
        return self.command.plan


def wants_order(incident: Incident, muster: Muster | None) -> bool:
    """Whether an order can be offered: an open major emergency that is not mustered for. `muster`: its newest one."""
    if not incident.major or incident.kind is not IncidentKind.EMERGENCY or incident.closed_ms >= 0:
        return False
    if muster is None:
        return True
    going = muster.state in (MusterState.ACTIVE, MusterState.RESOLVED)
    return muster.plan is None if going else muster.t3_ms < 0


def current_offer(
    incident: Incident, names: Names, telemetry: TelemetryStore, book: PlanBook, draft: MusterDraft
) -> Offer | None:
    """The order that could be given at this desk now; None where none is wanted."""
    if not wants_order(incident, newest_muster(incident.id, names)):
        return None
    return offer_of(
        incident,
        names.picture,
        telemetry.muster_plans.get(incident.id),
        book.card(incident.type_code),
        draft,
        lambda unit_id: telemetry.eta_s(incident.id, unit_id),
    )


def offer_of(
    incident: Incident,
    picture: Picture,
    plans: MusterPlans | None,
    card: PlanCard | None,
    draft: MusterDraft,
    eta_of: EtaOf,
    cover_reason: str = "",
) -> Offer:
    """The order as it stands, complete or not: the rules say what is missing."""
    proposal = proposal_of(plans, draft.kind)
    body = plan_body(incident, picture, plans, card, draft)
    rows = _planned(incident, picture, proposal, body, eta_of)
    chosen = [row for row in rows if row.unit_id not in draft.dropped]
    rally = rally_proposal(plans, body.rally)
    t_star_s, exact = _time(plans, rally, body, chosen, proposal is not None)
    uncovers = _uncovers(proposal, rows, chosen)
    body = msgspec.structs.replace(
        body,
        proposal=proposal.kind if proposal is not None and not draft.dropped else "",
        cover_reason=cover_reason if uncovers else "",
    )
    command = OrderMuster(
        incident_id=incident.id,
        plan=body,
        units=tuple(
            UnitChoice(unit_id=row.unit_id, eta_ms=row.eta_s * 1000 if row.eta_s >= 0 else -1, rank=rank)
            for rank, row in enumerate(chosen, start=1)
        ),
    )
    officers = sum(row.officers for row in chosen)
    return Offer(command, rows, officers, t_star_s, exact, uncovers, rally, proposal, body.limits.strength)


def plan_body(
    incident: Incident, picture: Picture, plans: MusterPlans | None, card: PlanCard | None, draft: MusterDraft
) -> MusterPlan:
    """Card and planner's layout with the draft's rally point and edits."""
    wind = picture.winds.get("wind")
    place = incident.place
    posts, ring = ((), ()) if plans is None else (plans.posts, plans.work_area_e7)
    if card is not None and not (posts and ring):
        own_posts, own_ring = layout(
            card, place.lon_e7, place.lat_e7, None if wind is None else wind.from_deg
        )
        posts, ring = posts or own_posts, ring or own_ring
    edits = draft.edits
    gear_zh, gear_en = ("", "") if card is None else (card.gear_zh, card.gear_en)
    plain = MusterPlan(rally=None, work_area_e7=(), posts=(), checklist=())
    mode = edits.mode or (plain.mode if card is None else card.mode)
    return MusterPlan(
        rally=_rally(plans, draft),
        work_area_e7=ring,
        posts=posts,
        checklist=() if card is None else card.items,
        mode=mode,
        clock_model=edits.clock_model or (plain.clock_model if card is None else card.clock_model),
        policy=edits.policy or (CountPolicy() if card is None else card.count_policy),
        limits=edits.limits or (MusterLimits() if card is None else card.muster_limits),
        route=edits.route or "",
        gear_zh=gear_zh if edits.gear is None else edits.gear,
        gear_en=gear_en if edits.gear is None else edits.gear,
        channel=(("" if card is None else card.channel) if edits.channel is None else edits.channel),
        scene_commander=edits.scene_commander or "",
        roll_caller=edits.roll_caller or "",
        card="" if card is None else card.id,
    )


def proposal_of(plans: MusterPlans | None, kind: str) -> MusterProposal | None:
    """The planner's plan of a kind; the first where it has none of that kind."""
    if plans is None:
        return None
    return next((one for one in plans.plans if one.kind == kind), next(iter(plans.plans), None))


def rally_proposal(plans: MusterPlans | None, place: Place | None) -> RallyProposal | None:
    """What the planner says about a rally point."""
    if plans is None or place is None:
        return None
    return next((one for one in plans.rallies if _same(one.place, place)), None)


def is_free(unit: Unit | None) -> bool:
    """Whether a unit can be ordered now."""
    return unit is not None and not unit.order_id and not unit.reserved and unit.state in FREE


def _rally(plans: MusterPlans | None, draft: MusterDraft) -> Place | None:
    if draft.rally is not None:
        return draft.rally
    return plans.rallies[0].place if plans is not None and plans.rallies else None


def _same(one: Place, other: Place) -> bool:
    return (one.lon_e7, one.lat_e7) == (other.lon_e7, other.lat_e7)


def _planned(
    incident: Incident, picture: Picture, proposal: MusterProposal | None, body: MusterPlan, eta_of: EtaOf
) -> tuple[PlannedUnit, ...]:
    """Units that can be ordered, and those on their way here already, which count with the order."""
    here = {picture.orders[i].unit_id for i in incident.orders if i in picture.orders and _open(picture, i)}
    if proposal is not None:
        usable = [
            one for one in proposal.units if one.unit_id in here or is_free(picture.units.get(one.unit_id))
        ]
        return tuple(sorted(usable, key=lambda one: (one.eta_s, one.unit_id)))
    rows = [
        PlannedUnit(unit_id=unit.id, eta_s=eta_of(unit.id), officers=unit.sworn)
        for unit in picture.units.values()
        if unit.tier in body.policy.tiers and unit.sworn and is_free(unit)
    ]
    rows.sort(key=lambda one: (one.eta_s < 0, one.eta_s, one.unit_id))
    return tuple(_enough(rows, body.limits.strength))


def _open(picture: Picture, order_id: str) -> bool:
    return picture.orders[order_id].ended_ms < 0


def _enough(rows: Iterable[PlannedUnit], strength: int) -> Iterable[PlannedUnit]:
    for row in rows:
        if strength <= 0:
            return
        strength -= row.officers
        yield row


def _time(
    plans: MusterPlans | None,
    rally: RallyProposal | None,
    body: MusterPlan,
    chosen: list[PlannedUnit],
    planned: bool,
) -> tuple[int, bool]:
    """When the strength stands. The plans' travel times are to the planner's first rally point."""
    first = plans is not None and bool(plans.rallies) and rally is plans.rallies[0]
    if planned and (first or body.rally is None):
        missing = body.limits.strength
        for row in sorted(chosen, key=lambda one: one.eta_s):
            missing -= row.officers
            if missing <= 0:
                return row.eta_s, True
        return -1, True
    if rally is not None:
        return rally.t_star_s, False
    return -1, False


def _uncovers(
    proposal: MusterProposal | None, rows: tuple[PlannedUnit, ...], chosen: list[PlannedUnit]
) -> tuple[str, ...]:
    if proposal is None or len(chosen) == len(rows):
        return () if proposal is None else proposal.uncovers
    stripped = {grid for row in chosen for grid in row.uncovers}
    return tuple(grid for grid in proposal.uncovers if grid in stripped)
