"""Rows of a muster: whether units count or why not, posts with who is there, checklist items, control. Pure.

Used by the builders of muster and incident panel.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.desk.clock import SeatClock
from console.desk.drafts import MusterDraft
from console.desk.offer import is_free
from console.desk.telemetry import TelemetryStore
from console.domain.musters.entities import Area, ItemStatus, Muster, MusterUnit, NotCounted
from console.domain.musters.plan import ChecklistItem, PostKind
from console.domain.orders.states import ON_THE_WAY
from console.panels.incident.proposal import cover_words
from console.panels.strip.clocks import under_way
from console.wire.muster_messages import PlannedUnit
from console.words.muster_events import not_counted_word
from console.words.musters import post_kind_words, post_name
from console.words.names import Names
from widgets.durations import clock_text
from widgets.incident.view import AssignedUnit, Counts, Proposal, ProposalState, RecommendedUnit
from widgets.muster.view import ControlView, ItemView, PostView

tr = QCoreApplication.translate

_SAID_BY_STATE = frozenset({NotCounted.EN_ROUTE.value, NotCounted.ORDER_ENDED.value})
"""Reasons that the state of the order says already."""


def with_counts(rows: tuple[AssignedUnit, ...], muster: Muster, names: Names) -> tuple[AssignedUnit, ...]:
    """The same rows, saying which units count, where they were sent, and how many they confirmed."""
    known = {one.order_id: one for one in muster.units}
    return tuple(
        _with_count(row, known[row.order_id], muster, names) if row.order_id in known else row for row in rows
    )


def _with_count(row: AssignedUnit, unit: MusterUnit, muster: Muster, names: Names) -> AssignedUnit:
    if unit.ended:
        return replace(row, counts=Counts.NO)
    counts = Counts.NO
    if unit.counted_ms >= 0:
        counts = Counts.BY_VOICE if unit.by_voice else Counts.YES
    order = names.picture.orders.get(unit.order_id)
    on_the_way = order is not None and order.state in ON_THE_WAY
    said = unit.why_not in _SAID_BY_STATE and on_the_way
    why_not = "" if counts is not Counts.NO or said else not_counted_word(unit.why_not)
    note = row.note
    if unit.over_roster:
        over = tr("muster", "{0} above the roster").format(unit.over_roster)
        note = f"{note} · {over}" if note else over
    return replace(
        row,
        counts=counts,
        why_not=why_not,
        confirmed=unit.headcount,
        post=post_name(muster, unit.post, names),
        note=note,
    )


def post_views(muster: Muster, names: Names, telemetry: TelemetryStore) -> tuple[PostView, ...]:
    """Every post of the order."""
    if muster.plan is None:
        return ()
    stands = {one.post_id: one for one in muster.posts}
    views = []
    for post in muster.plan.posts:
        stand = stands.get(post.id)
        sent = [one for one in muster.units if one.post == post.id and not one.ended]
        views.append(
            PostView(
                id=post.id,
                name=names.of(post),
                officers=0 if stand is None else stand.officers,
                quota=post.officers,
                filled=stand is not None and stand.filled_ms >= 0,
                who=_who(sent, muster, telemetry),
                assigned=sum(_officers(one, names) for one in sent),
            )
        )
    return tuple(views)


def _officers(unit: MusterUnit, names: Names) -> int:
    known = names.picture.units.get(unit.unit_id)
    sworn = 0 if known is None else known.sworn
    return sworn if unit.headcount < 0 else min(sworn, unit.headcount)


def _who(sent: list[MusterUnit], muster: Muster, telemetry: TelemetryStore) -> str:
    """Those there first; those on the way with the time still to go."""
    there, coming = [], []
    for one in sent:
        if Area.POST.value in (one.area, one.voice_area):
            there.append(one.unit_id)
            continue
        eta_s = telemetry.eta_s(muster.incident_id, one.unit_id)
        coming.append(f"{one.unit_id} {clock_text(eta_s * 1000)}" if eta_s >= 0 else f"{one.unit_id} …")
    return " · ".join((*there, *coming))


def item_views(muster: Muster, names: Names, clock: SeatClock, *, may: bool) -> tuple[ItemView, ...]:
    """Every item of the checklist, numbered as prompts take them."""
    if muster.plan is None:
        return ()
    stands = {one.item_id: one for one in muster.items}
    return tuple(
        _item(number, item, stands.get(item.id), names, clock, may)
        for number, item in enumerate(muster.plan.checklist, start=1)
    )


def _item(
    number: int, item: ChecklistItem, stand: ItemStatus | None, names: Names, clock: SeatClock, may: bool
) -> ItemView:
    done = stand is not None and stand.evidence_ms >= 0
    evidence = ""
    if stand is not None and done:
        evidence = f"{clock.wall_text(stand.evidence_ms)} {stand.actor}".strip()
    return ItemView(
        id=item.id,
        number=number,
        text=names.either(item.text_zh, item.text_en),
        done=done,
        evidence=evidence,
        post=post_kind_words()[PostKind(item.post)] if item.post else "",
        may=may,
    )


def control_view(muster: Muster, clock: SeatClock) -> ControlView:
    """Declaration and verification, and what is still wanted."""
    declared = verified = ""
    if muster.declared_ms >= 0:
        declared = f"{clock.wall_text(muster.declared_ms)} {muster.declared_by}"
    if muster.verified_ms >= 0:
        verified = f"{clock.wall_text(muster.verified_ms)} {muster.verified_by}"
    missing = sum(one.evidence_ms < 0 for one in muster.items)
    wanted = ""
    if muster.t3_ms < 0 and muster.ended_ms < 0:
        if missing:
            wanted = tr("muster", "Open: {0} — I ticks an item when it is true").format(missing)
        elif muster.declared_ms < 0:
            wanted = tr("muster", "Every item stands — ⇧D enters the scene commander's declaration")
        elif muster.verified_ms < 0:
            wanted = tr("muster", "⇧V verifies it, ⇧X refutes it — somebody else than {0}").format(
                muster.declared_by
            )
    return ControlView(declared, verified, muster.false_declarations, wanted)


def apart_words(muster: Muster) -> str:
    """Subtotals that are not part of the strength, or rest on voice alone."""
    parts = []
    if muster.counted_by_voice:
        parts.append(tr("muster", "{0} by voice").format(muster.counted_by_voice))
    if muster.counted_auxiliary:
        parts.append(tr("muster", "+{0} auxiliaries").format(muster.counted_auxiliary))
    if muster.counted_volunteers:
        parts.append(tr("muster", "+{0} civil defence").format(muster.counted_volunteers))
    return " · ".join(parts)


MOST: Final = 6


def reserve_of(
    muster: Muster, names: Names, telemetry: TelemetryStore, draft: MusterDraft, plain: Proposal
) -> Proposal | None:
    """The substitutes as the panel shows them; None when the forecast names nobody: the plain recommendation serves."""
    forecast = telemetry.forecasts.get(muster.incident_id)
    if forecast is None or forecast.muster_id != muster.id:
        return None
    free = {one.unit_id: one for one in forecast.substitutes if is_free(names.picture.units.get(one.unit_id))}
    if not free:
        return None
    held = [unit_id for unit_id in draft.reserve if unit_id in free]
    order = [*held, *(unit_id for unit_id in free if unit_id not in held)][:MOST]
    draft.reserve = tuple(order)
    lacking = 0 if muster.t1_ms >= 0 else muster.required - muster.counted - under_way(muster, names.picture)
    rows = []
    for unit_id in order:
        one = free[unit_id]
        rows.append(_row(one, names, chosen=lacking > 0))
        lacking -= one.officers
    lacks = sum(row.chosen for row in rows)
    able = [one for one in plain.units if one.chosen and not one.strength and one.call_sign not in order]
    shown = (*rows[:lacks], *able, *rows[lacks:])
    return Proposal(ProposalState.READY, forecast.number, shown, reserve=True)


def as_reserve(plain: Proposal) -> Proposal:
    """The plain recommendation beside a muster: who brings officers, and who is still wanted for what it can do."""
    useful = tuple(one for one in plain.units if one.chosen or one.strength)
    state = plain.state if useful or plain.state is ProposalState.COMPUTING else ProposalState.NONE
    return replace(plain, state=state, units=useful, reserve=True)


def _row(one: PlannedUnit, names: Names, *, chosen: bool) -> RecommendedUnit:
    unit = names.picture.units[one.unit_id]
    parts = []
    if one.substitute_for:
        parts.append(tr("proposal", "instead of {unit}").format(unit=one.substitute_for))
    parts.append(cover_words(one.uncovers, names))
    return RecommendedUnit(
        call_sign=unit.id,
        tier=unit.tier,
        team=names.of(unit),
        strength=one.officers,
        eta_s=one.eta_s,
        uncovered_grids=len(one.uncovers),
        substitutes=one.substitute_for,
        reason=" · ".join(parts),
        chosen=chosen,
        others=unit.auxiliary + unit.volunteers,
    )
