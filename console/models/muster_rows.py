"""Rows of a muster: whether units count or why not, posts with who is there, checklist items, control. Pure.

Used by `muster_view_builder`.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from console.domain.musters.destinations import ON_SCENE_POST
from console.domain.musters.entities import Area, ItemStatus, Muster, MusterUnit, NotCounted
from console.domain.musters.plan import ChecklistItem, Post, PostKind
from console.domain.orders.entities import OPEN_ORDER_STATES, OrderState
from console.models.hub_clock import HubClock
from console.models.muster_wording import not_counted_word
from console.models.muster_words import post_kind_words
from console.models.names import Names
from console.models.telemetry_store import TelemetryStore
from widgets.durations import clock_text
from widgets.incident.muster_view import ControlView, ItemView, PostView
from widgets.incident.view import AssignedUnit, Counts

_SAID_BY_STATE = frozenset({NotCounted.EN_ROUTE.value, NotCounted.ORDER_ENDED.value})
"""Reasons that the state of the order says already."""
_ON_THE_WAY = frozenset({OrderState.DISPATCHED, OrderState.ACKNOWLEDGED, OrderState.ENROUTE})


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
    on_the_way = order is not None and order.state in _ON_THE_WAY
    said = unit.why_not in _SAID_BY_STATE and on_the_way
    why_not = "" if counts is not Counts.NO or said else not_counted_word(unit.why_not)
    note = row.note
    if unit.over_roster:
        over = QCoreApplication.translate("muster", "{0} above the roster").format(unit.over_roster)
        note = f"{note} · {over}" if note else over
    return replace(
        row,
        counts=counts,
        why_not=why_not,
        confirmed=unit.headcount,
        post=post_name(muster, unit.post, names),
        note=note,
        eta_ms=row.eta_ms,
    )


def post_name(muster: Muster, post_id: str, names: Names) -> str:
    """Name of a post of the order, or of the scene; empty for none."""
    if post_id == ON_SCENE_POST:
        return QCoreApplication.translate("muster", "to the scene")
    posts = () if muster.plan is None else muster.plan.posts
    post = next((one for one in posts if one.id == post_id), None)
    return post_id if post is None else names.of(post)


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
                who=_who(sent, post, muster, names, telemetry),
                assigned=sum(_officers(one, names) for one in sent),
            )
        )
    return tuple(views)


def _officers(unit: MusterUnit, names: Names) -> int:
    known = names.picture.units.get(unit.unit_id)
    sworn = 0 if known is None else known.sworn
    return sworn if unit.headcount < 0 else min(sworn, unit.headcount)


def _who(sent: list[MusterUnit], post: Post, muster: Muster, names: Names, telemetry: TelemetryStore) -> str:
    """Those there first; those on the way with the time still to go."""
    there, coming = [], []
    for one in sent:
        at_post = Area.POST.value in (one.area, one.voice_area)
        if at_post:
            there.append(one.unit_id)
            continue
        eta_s = telemetry.eta_s(muster.incident_id, one.unit_id)
        coming.append(f"{one.unit_id} {clock_text(eta_s * 1000)}" if eta_s >= 0 else f"{one.unit_id} …")
    return " · ".join((*there, *coming))


def item_views(muster: Muster, names: Names, clock: HubClock, *, may: bool) -> tuple[ItemView, ...]:
    """Every item of the checklist, numbered as prompts take them."""
    if muster.plan is None:
        return ()
    stands = {one.item_id: one for one in muster.items}
    return tuple(
        _item(number, item, stands.get(item.id), names, clock, may)
        for number, item in enumerate(muster.plan.checklist, start=1)
    )


def _item(
    number: int, item: ChecklistItem, stand: ItemStatus | None, names: Names, clock: HubClock, may: bool
) -> ItemView:
    done = stand is not None and stand.evidence_ms >= 0
    evidence = ""
    if stand is not None and done:
        evidence = f"{clock.wall_text(stand.evidence_ms)} {stand.actor}".strip()
    kinds = {kind.value: word for kind, word in post_kind_words().items()}
    return ItemView(
        id=item.id,
        number=number,
        text=item_text(item, names),
        done=done,
        evidence=evidence,
        post=kinds[PostKind(item.post)] if item.post else "",
        may=may,
    )


def item_text(item: ChecklistItem, names: Names) -> str:
    """The words of an item, in the other language where this one is missing."""
    first, second = (item.text_zh, item.text_en) if names.chinese else (item.text_en, item.text_zh)
    return first or second


def control_view(muster: Muster, clock: HubClock) -> ControlView:
    """Declaration and verification, and what is still wanted."""
    tr = QCoreApplication.translate
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
    tr = QCoreApplication.translate
    parts = []
    if muster.counted_by_voice:
        parts.append(tr("muster", "{0} by voice").format(muster.counted_by_voice))
    if muster.counted_auxiliary:
        parts.append(tr("muster", "+{0} auxiliaries").format(muster.counted_auxiliary))
    if muster.counted_volunteers:
        parts.append(tr("muster", "+{0} civil defence").format(muster.counted_volunteers))
    return " · ".join(parts)


def serving(muster: Muster, names: Names) -> list[MusterUnit]:
    """Units whose order under this muster is still open."""
    orders = names.picture.orders
    return [
        one
        for one in muster.units
        if not one.ended
        and (order := orders.get(one.order_id)) is not None
        and order.state in OPEN_ORDER_STATES
    ]
