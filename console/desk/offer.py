"""The muster order as it would be given now: plan card, the planner's chosen plan, and what the desk changed.

One function makes the order that the panel describes, the button sends and the rules are asked about, so that these
never disagree. Without a planner the units come by the newest travel times, nearest first; without a card the form has
to be filled by hand. Pure but for the plan cards, which are read once. Used by the panel's builders and by verbs.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, fields
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

from console.desk.drafts import MusterDraft
from console.desk.telemetry import TelemetryStore
from console.domain.base.place import Place
from console.domain.incidents.entities import Incident, IncidentKind
from console.domain.musters.commands import OrderMuster
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Muster, MusterState
from console.domain.musters.plan import MusterPlan, Post
from console.domain.orders.commands import UnitChoice
from console.domain.orders.states import FREE
from console.domain.picture import Picture
from console.domain.registry.entities import Unit
from console.planning.plan_cards import PLANS, PlanCard, PlanCardError, layout, load_cards
from console.wire.muster_messages import MusterPlans, MusterProposal, PlannedUnit, RallyProposal
from console.words.names import Names

_log = logging.getLogger(__name__)


class PlanBook:
    """Plan cards of a directory by incident type, read when first asked for.

    A wrong file stops nobody: the panel says which one, where and why, and an order can be given without a card as far
    as the rules allow.
    """

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
    """The order that could be given at this desk now, complete or not: the rules say what is missing.

    None where no order is wanted.
    """
    if not wants_order(incident, newest_muster(incident.id, names)):
        return None
    plans = telemetry.muster_plans.get(incident.id)
    proposal = _proposal(plans, draft.kind)
    body = _body(incident, names.picture, plans, book.card(incident.type_code), draft)
    rows = _planned(incident, names.picture, proposal, body, telemetry)
    chosen = [row for row in rows if row.unit_id not in draft.dropped]
    rally = _rally_proposal(plans, body.rally)
    t_star_s, exact = _time(plans, rally, body, chosen, proposal is not None)
    if proposal is not None and not draft.dropped:
        body = msgspec.structs.replace(body, proposal=proposal.kind)
    command = OrderMuster(
        incident_id=incident.id,
        plan=body,
        units=tuple(
            UnitChoice(unit_id=row.unit_id, eta_ms=row.eta_s * 1000 if row.eta_s >= 0 else -1, rank=rank)
            for rank, row in enumerate(chosen, start=1)
        ),
    )
    return Offer(
        command=command,
        rows=rows,
        officers=sum(row.officers for row in chosen),
        t_star_s=t_star_s,
        exact=exact,
        uncovers=_uncovers(proposal, rows, chosen),
        rally=rally,
        proposal=proposal,
        required=body.limits.strength,
    )


def is_free(unit: Unit | None) -> bool:
    """Whether a unit can be ordered now."""
    return unit is not None and not unit.order_id and not unit.reserved and unit.state in FREE


def _proposal(plans: MusterPlans | None, kind: str) -> MusterProposal | None:
    """The planner's plan of a kind; the first where it has none of that kind."""
    if plans is None:
        return None
    return next((one for one in plans.plans if one.kind == kind), next(iter(plans.plans), None))


def _rally_proposal(plans: MusterPlans | None, place: Place | None) -> RallyProposal | None:
    """What the planner says about a rally point."""
    if plans is None or place is None:
        return None
    at = (place.lon_e7, place.lat_e7)
    return next((one for one in plans.rallies if (one.place.lon_e7, one.place.lat_e7) == at), None)


def _body(
    incident: Incident, picture: Picture, plans: MusterPlans | None, card: PlanCard | None, draft: MusterDraft
) -> MusterPlan:
    """Card and planner's layout with the draft's rally point and edits."""
    rally = draft.rally
    posts: tuple[Post, ...] = ()
    ring: tuple[int, ...] = ()
    if plans is not None:
        posts, ring = plans.posts, plans.work_area_e7
        if rally is None and plans.rallies:
            rally = plans.rallies[0].place
    said: dict[str, Any] = {}
    if card is not None:
        said = {
            "checklist": card.items,
            "mode": card.mode,
            "clock_model": card.clock_model,
            "policy": card.count_policy,
            "limits": card.muster_limits,
            "gear_zh": card.gear_zh,
            "gear_en": card.gear_en,
            "channel": card.channel,
            "card": card.id,
        }
        if not (posts and ring):
            wind, place = picture.winds.get("wind"), incident.place
            from_deg = None if wind is None else wind.from_deg
            own_posts, own_ring = layout(card, place.lon_e7, place.lat_e7, from_deg)
            posts, ring = posts or own_posts, ring or own_ring
    edited = {
        one.name: value
        for one in fields(draft.edits)
        if (value := getattr(draft.edits, one.name)) is not None
    }
    if "gear" in edited:
        edited["gear_zh"] = edited["gear_en"] = edited.pop("gear")
    return MusterPlan(**{"checklist": (), **said, **edited}, rally=rally, work_area_e7=ring, posts=posts)


def _planned(
    incident: Incident,
    picture: Picture,
    proposal: MusterProposal | None,
    body: MusterPlan,
    telemetry: TelemetryStore,
) -> tuple[PlannedUnit, ...]:
    """Units that can be ordered, and those on their way here already, which count with the order."""
    if proposal is not None:
        orders = (picture.orders[i] for i in incident.orders if i in picture.orders)
        here = {order.unit_id for order in orders if order.ended_ms < 0}
        usable = [
            one for one in proposal.units if one.unit_id in here or is_free(picture.units.get(one.unit_id))
        ]
        return tuple(sorted(usable, key=lambda one: (one.eta_s, one.unit_id)))
    rows = [
        PlannedUnit(unit_id=unit.id, eta_s=telemetry.eta_s(incident.id, unit.id), officers=unit.sworn)
        for unit in picture.units.values()
        if unit.tier in body.policy.tiers and unit.sworn and is_free(unit)
    ]
    rows.sort(key=lambda one: (one.eta_s < 0, one.eta_s, one.unit_id))
    before = accumulate((row.officers for row in rows), initial=0)
    return tuple(row for row, officers in zip(rows, before, strict=False) if officers < body.limits.strength)


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
