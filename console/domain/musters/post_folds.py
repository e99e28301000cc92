"""Folds of phases 2 and 3: posts, handling, checklist, declaration, cover, reserves. See `evolve`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from console.domain.base.message import Stamped
from console.domain.picture import Folds, Key, Picture, change

from . import events as e
from .destinations import ON_SCENE_POST
from .entities import Area, CoverGap, ItemStatus, MusterUnit, NotCounted
from .plan import MusterPlan
from .standing import restood
from .unit_folds import device_told, muster_skew


def _assigned(p: Picture, r: Stamped, ev: e.PostsAssigned) -> list[Key]:
    muster = p.musters[ev.muster_id]
    posts = {each.unit_id: each.post_id or ON_SCENE_POST for each in ev.assignments}
    keys: list[Key] = [("musters", muster.id)]
    units = []
    for unit in muster.units:
        if unit.unit_id in posts:
            post = posts[unit.unit_id]
            keys += change(p, "orders", unit.order_id, post=post)
            again = unit.under_way and muster.id in p.standards  # a new post on the way gives no new time
            unit = _sent(unit, post, unit.sent_ms if again else r.t_ms)
        units.append(unit)
    ordered_ms = muster.phase2_ordered_ms if muster.phase2_ordered_ms >= 0 else r.t_ms
    muster = replace(muster, units=tuple(units), phase2_ordered_ms=ordered_ms)
    p.musters[muster.id] = restood(muster, r.t_ms)
    return keys


def _sent(unit: MusterUnit, post: str, t_ms: int) -> MusterUnit:
    """Off to another post: it is at none now; whoever stood at one is still on scene."""
    if post == unit.post:
        return unit
    changes: dict[str, Any] = {}
    if unit.voice_area == Area.POST:
        changes["voice_area"] = Area.SCENE.value
    elif unit.voice_area == Area.RALLY:  # what was said of the rally point is over; a roll call there stays
        there_ms = unit.first_rally_ms if unit.first_rally_ms >= 0 else unit.voice_ms
        changes.update(voice_ms=-1, voice_area="", first_rally_ms=there_ms)
    area = Area.SCENE.value if unit.area == Area.POST else unit.area
    return replace(
        unit,
        post=post,
        sent_ms=t_ms,
        at_post_ms=-1,
        area=area,
        sent_from=area,
        under_way=unit.under_way or unit.counted_ms >= 0,
        outside=NotCounted.EN_ROUTE.value,
        **changes,
    )


def _phase_ordered(p: Picture, r: Stamped, ev: e.PhaseOrdered) -> list[Key]:
    field = "phase2_ordered_ms" if ev.phase == 2 else "phase3_ordered_ms"
    return change(p, "musters", ev.muster_id, **{field: r.t_ms})


def _handling(p: Picture, r: Stamped, ev: e.HandlingReported) -> list[Key]:
    muster = p.musters[ev.muster_id]
    keys: list[Key] = []
    if muster.handling_ms < 0:
        keys = change(p, "musters", ev.muster_id, handling_ms=r.t_ms)
    return keys + device_told(p, r, ev.order_id, ev.device_ms)


def _evidenced(p: Picture, r: Stamped, ev: e.ItemEvidenced) -> list[Key]:
    done = ItemStatus(item_id=ev.item_id, evidence_ms=r.t_ms, actor=r.stamp.actor, note=ev.note)
    keys = _item(p, ev.muster_id, done)
    return keys + muster_skew(p, p.musters[ev.muster_id], r.t_ms, ev.device_ms)


def _withdrawn(p: Picture, r: Stamped, ev: e.ItemWithdrawn) -> list[Key]:
    """What somebody verified does not stand any more."""
    keys = _item(p, ev.muster_id, ItemStatus(item_id=ev.item_id))
    change(p, "musters", ev.muster_id, verified_ms=-1, verified_by="")
    return keys


def _item(p: Picture, muster_id: str, changed: ItemStatus) -> list[Key]:
    items = tuple(changed if item.item_id == changed.item_id else item for item in p.musters[muster_id].items)
    return change(p, "musters", muster_id, items=items)


def _declared(p: Picture, r: Stamped, ev: e.ControlDeclared) -> list[Key]:
    keys = change(p, "musters", ev.muster_id, declared_ms=r.t_ms, declared_by=r.stamp.actor)
    return keys + muster_skew(p, p.musters[ev.muster_id], r.t_ms, ev.device_ms)


def _verified(p: Picture, r: Stamped, ev: e.ControlVerified) -> list[Key]:
    return change(p, "musters", ev.muster_id, verified_ms=r.t_ms, verified_by=r.stamp.actor)


def _refuted(p: Picture, r: Stamped, ev: e.ControlRefuted) -> list[Key]:
    return change(
        p,
        "musters",
        ev.muster_id,
        declared_ms=-1,
        declared_by="",
        verified_ms=-1,
        verified_by="",
        false_declarations=p.musters[ev.muster_id].false_declarations + 1,
    )


def reason_of(p: Picture, muster_id: str, plan: MusterPlan | None) -> str:
    """The order's own reason, which held for every gap until definitions were locked; now each gap has its own."""
    return plan.cover_reason if plan is not None and muster_id not in p.standards else ""


def _gaps_opened(p: Picture, r: Stamped, ev: e.CoverGapOpened) -> list[Key]:
    muster = p.musters[ev.muster_id]
    reason = reason_of(p, muster.id, muster.plan)
    since_ms = r.t_ms if reason else -1
    opened = tuple(
        CoverGap(grid_id=grid_id, opened_ms=r.t_ms, reason=reason, reason_ms=since_ms)
        for grid_id in ev.grid_ids
    )
    return change(p, "musters", ev.muster_id, gaps=(*muster.gaps, *opened))


def _gaps_closed(p: Picture, r: Stamped, ev: e.CoverGapClosed) -> list[Key]:
    gaps = tuple(
        replace(gap, closed_ms=r.t_ms) if gap.grid_id in ev.grid_ids and gap.closed_ms < 0 else gap
        for gap in p.musters[ev.muster_id].gaps
    )
    return change(p, "musters", ev.muster_id, gaps=gaps)


def _reason(p: Picture, r: Stamped, ev: e.CoverReasonRecorded) -> list[Key]:
    gaps = tuple(
        replace(gap, reason=ev.reason, reason_ms=r.t_ms)
        if gap.grid_id in ev.grid_ids and gap.reason_ms < 0
        else gap
        for gap in p.musters[ev.muster_id].gaps
    )
    return change(p, "musters", ev.muster_id, gaps=gaps)


def _recalled(p: Picture, r: Stamped, ev: e.ReservesRecalled) -> list[Key]:
    return [key for unit_id in ev.unit_ids for key in change(p, "units", unit_id, reserved=False)]


MUSTER_POSTS_FOLDS: Folds = {
    e.PostsAssigned: _assigned,
    e.PhaseOrdered: _phase_ordered,
    e.HandlingReported: _handling,
    e.ItemEvidenced: _evidenced,
    e.ItemWithdrawn: _withdrawn,
    e.ControlDeclared: _declared,
    e.ControlVerified: _verified,
    e.ControlRefuted: _refuted,
    e.CoverGapOpened: _gaps_opened,
    e.CoverGapClosed: _gaps_closed,
    e.CoverReasonRecorded: _reason,
    e.ReservesRecalled: _recalled,
}
