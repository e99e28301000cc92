"""Builds what the incident panel shows of a muster, and the order that its chord would send. Qt main thread.

A pure reading of picture, telemetry, plan card and the desk's draft: the same input gives an equal view. Used by
the feed of the incident panel; what the chord sends is the very order that the view describes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.desk.clock import SeatClock
from console.desk.drafts import PLAN_KINDS, MusterDraft
from console.desk.offer import Offer, PlanBook, current_offer, newest_muster
from console.desk.telemetry import TelemetryStore
from console.domain.calls.groups import CallGroups
from console.domain.incidents.entities import Incident
from console.domain.musters.entities import Muster, MusterState
from console.domain.musters.latches import wanting_gaps
from console.domain.musters.plan import MusterPlan
from console.panels.incident.buttons import printed
from console.panels.incident.proposal import cover_words
from console.panels.muster.curve import curve_view
from console.panels.muster.rows import apart_words, control_view, item_views, post_views
from console.planning.plan_cards import Bilingual, CardItem, PlanCard
from console.verbs.catalogue import CATALOGUE
from console.verbs.musters import step_due
from console.wire.muster_messages import MusterPlans, PlannedUnit
from console.words.choices import ChoiceBook
from console.words.musters import mode_words, plan_words
from console.words.names import Names
from widgets.durations import clock_text
from widgets.muster.view import CardBlock, CardView, MusterView, OfferView, Page, PlanChip, PlanUnit

tr = QCoreApplication.translate

UPWIND_DEG: Final = 60
"""So far off straight upwind is still upwind; as far off straight downwind is downwind."""


@dataclass(slots=True)
class PanelSources:
    """Everything that the incident panel is built from."""

    names: Names
    telemetry: TelemetryStore
    clock: SeatClock
    choices: ChoiceBook
    draft: MusterDraft = field(default_factory=MusterDraft)
    book: PlanBook = field(default_factory=PlanBook)
    groups: CallGroups = field(default_factory=CallGroups)


@dataclass(frozen=True, slots=True)
class MusterPart:
    """The view, the order that is described (None where none is offered), and the verb that is the step due."""

    view: MusterView
    offer: Offer | None = None
    due: str = ""


def muster_part(incident: Incident, sources: PanelSources) -> MusterPart | None:
    """The muster of an incident, or the order that could be given; None where neither makes sense."""
    names = sources.names
    muster = newest_muster(incident.id, names)
    offer = current_offer(incident, names, sources.telemetry, sources.book, sources.draft)
    if muster is None and offer is None:
        return None
    going = muster is not None and muster.state in (MusterState.ACTIVE, MusterState.RESOLVED)
    card_id = "" if muster is None or muster.plan is None else muster.plan.card
    card = (sources.book.by_id(card_id) if card_id else None) or sources.book.card(incident.type_code)
    view = MusterView(
        id="" if muster is None else muster.id,
        page=Page.CARD if offer is not None else Page.ASSIGNED,
        ordered=muster is not None and muster.plan is not None and going,
        over=muster is not None and not going,
        offer=None if offer is None else _offer_view(offer, muster, sources),
        card=card_view(card, muster, names, sources.book.fault),
        page_keys=" ".join(printed(CATALOGUE.key_of(verb)) for verb in ("previous_page", "next_page")),
    )
    if muster is not None:
        view = _with_muster(view, muster, sources)
    if offer is not None and not going:
        view = replace(view, curve=None)  # of the last muster; the new order needs its room
    return MusterPart(view, offer, "" if muster is None else step_due(muster))


def _with_muster(view: MusterView, muster: Muster, sources: PanelSources) -> MusterView:
    names, clock = sources.names, sources.clock
    forecast = sources.telemetry.forecasts.get(muster.incident_id)
    may = muster.plan is not None and muster.t3_ms < 0 and muster.ended_ms < 0
    bare = names.grids(gap.grid_id for gap in wanting_gaps(muster, clock.now_ms()))
    gaps = tr("muster", "Below cover without a reason: {0} — ⇧C gives one")
    return replace(
        view,
        curve=curve_view(muster, names.picture, forecast, clock.now_ms()),
        posts=post_views(muster, names, sources.telemetry),
        items=item_views(muster, names, clock, may=may),
        control=control_view(muster, clock),
        counted=muster.counted,
        required=muster.required,
        apart=apart_words(muster),
        gaps=gaps.format(bare) if bare else "",
    )


def _offer_view(offer: Offer, muster: Muster | None, sources: PanelSources) -> OfferView:
    names = sources.names
    plans = sources.telemetry.muster_plans.get(offer.command.incident_id)
    note, warns = _note(offer, plans, muster, names)
    rally = offer.plan.rally
    return OfferView(
        chips=_chips(plans, offer, names),
        rally="" if rally is None else names.place(rally),
        rally_note=_rally_note(offer),
        units=tuple(_plan_unit(row, names, sources.draft) for row in offer.rows),
        ordered_units=len(offer.command.units),
        officers=offer.officers,
        note=note,
        warns=warns,
        rally_keys=printed(CATALOGUE.key_of("rally")),
    )


def _chips(plans: MusterPlans | None, offer: Offer, names: Names) -> tuple[PlanChip, ...]:
    if plans is None:
        return ()
    words = plan_words()
    chips = []
    known = {one.kind: one for one in plans.plans}
    chosen = "" if offer.proposal is None else offer.proposal.kind
    for number, kind in enumerate(PLAN_KINDS, start=1):
        plan = known.get(kind)
        if plan is None:
            continue
        tip = cover_words(plan.uncovers, names) if plan.uncovers else ""
        chips.append(
            PlanChip(kind, words[kind], str(number), plan.t_star_s, len(plan.uncovers), kind == chosen, tip)
        )
    return tuple(chips)


def _plan_unit(row: PlannedUnit, names: Names, draft: MusterDraft) -> PlanUnit:
    unit = names.picture.units[row.unit_id]
    return PlanUnit(
        call_sign=unit.id,
        tier=unit.tier,
        team=names.of(unit),
        officers=row.officers,
        eta_s=row.eta_s,
        chosen=row.unit_id not in draft.dropped,
        note=cover_words(row.uncovers, names) if row.uncovers else "",
    )


def _rally_note(offer: Offer) -> str:
    rally = offer.rally
    if rally is None:
        return "" if offer.plan.rally is None else tr("muster", "chosen by hand, times not known yet")
    parts = []
    if not offer.exact and offer.t_star_s >= 0:
        parts.append(tr("muster", "earliest {0}").format(clock_text(offer.t_star_s * 1000)))
    parts.append(tr("muster", "{0} to the scene").format(clock_text(rally.drive_s * 1000)))
    if 0 <= rally.off_wind_deg <= UPWIND_DEG:
        parts.append(tr("muster", "upwind"))
    elif rally.off_wind_deg >= 180 - UPWIND_DEG:
        parts.append(tr("muster", "downwind!"))
    elif rally.off_wind_deg >= 0:
        parts.append(tr("muster", "across the wind"))
    return " · ".join(parts)


def _note(offer: Offer, plans: MusterPlans | None, muster: Muster | None, names: Names) -> tuple[str, bool]:
    """What is odd about the order, the most important first; and whether it is a warning."""
    notes = []
    if muster is not None and muster.state in (MusterState.ENDED, MusterState.INTERRUPTED):
        reason = names.said(muster.ended_reason)
        notes.append(tr("muster", "The last muster was stood down: {0}").format(reason))
    if plans is None:
        notes.append(tr("muster", "No plan from the planner yet: nearest units, times not known"))
    elif plans.eligible < offer.required:
        short = tr("muster", "Only {0} of {1} officers are free; {2} in reserve, ⇧B recalls them")
        notes.append(short.format(plans.eligible, offer.required, plans.reserves))
    elif offer.officers < offer.required:
        notes.append(tr("muster", "{0} of {1} officers").format(offer.officers, offer.required))
    elif offer.exact and offer.t_star_s * 1000 > offer.plan.limits.muster_ms:
        limit = clock_text(offer.plan.limits.muster_ms)
        notes.append(tr("muster", "Not within {0} with this plan").format(limit))
    if offer.uncovers:
        words = tr("muster", "Leaves below cover: {0}")
        notes.append(words.format(len(offer.uncovers)))
    return " · ".join(notes), bool(notes)


def card_view(card: PlanCard | None, muster: Muster | None, names: Names, fault: str) -> CardView:
    """Tasks, posts, gear, channel, contacts and checklist; first what the order says, once it is given."""
    ordered = () if muster is None or muster.plan is None else (_order_block(muster.plan, names),)
    if card is None:
        words = fault or tr("muster", "This type of incident has no plan card.")
        return CardView(tr("muster", "Plan card"), ordered, words)
    blocks = [*ordered]
    blocks.append(CardBlock(tr("muster", "Tasks"), _numbered(card.tasks, names)))
    total = sum(post.officers for post in card.posts)
    posts = [f"{names.of(post)} {post.officers}" for post in card.posts]
    blocks.append(
        CardBlock(tr("muster", "Posts"), (" · ".join(posts), tr("muster", "{0} officers").format(total)))
    )
    blocks.append(CardBlock(tr("muster", "Gear"), (card.gear_zh if names.chinese else card.gear_en,)))
    blocks.append(CardBlock(tr("muster", "Channel"), (card.channel,)))
    if card.contacts:
        lines = tuple(
            " · ".join(part for part in (names.of(one), one.number, one.channel) if part)
            for one in card.contacts
        )
        blocks.append(CardBlock(tr("muster", "Contacts"), lines))
    blocks.append(CardBlock(tr("muster", "Checklist"), _numbered(card.checklist, names)))
    return CardView(names.of(card), tuple(blocks), fault)


def _numbered(lines: Iterable[Bilingual | CardItem], names: Names) -> tuple[str, ...]:
    return tuple(f"{n} {line.zh if names.chinese else line.en}" for n, line in enumerate(lines, 1))


def _order_block(plan: MusterPlan, names: Names) -> CardBlock:
    rally = mode_words()[plan.mode] if plan.rally is None else names.place(plan.rally)
    limits = plan.limits
    minutes = " / ".join(clock_text(ms) for ms in (limits.muster_ms, limits.arrive_ms, limits.resolve_ms))
    lines = [
        tr("muster", "Rally point: {0}").format(rally),
        tr("muster", "{0} officers within {1}").format(limits.strength, minutes),
        tr("muster", "Channel: {0}").format(plan.channel) if plan.channel else "",
        tr("muster", "Route: {0}").format(plan.route) if plan.route else "",
        tr("muster", "Scene commander: {0}").format(names.person(plan.scene_commander))
        if plan.scene_commander
        else "",
        tr("muster", "Roll-caller: {0}").format(names.person(plan.roll_caller)) if plan.roll_caller else "",
    ]
    return CardBlock(tr("muster", "Order"), tuple(line for line in lines if line))
