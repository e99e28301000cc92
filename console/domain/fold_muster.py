"""Folds of a muster as a whole: activation, order, baseline, phases, gates, end. See `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from . import events as e
from . import muster_events as me
from .entities import OPEN_ORDER_STATES
from .fold_muster_units import units_at_activation
from .muster_clock import DEFAULT_LIMITS, limits_of
from .muster_count import required_of
from .muster_entities import GateStatus, ItemStatus, Muster, MusterState, PostStatus
from .muster_standing import latch_t1, restood
from .picture import Key, Picture


def set_muster(p: Picture, muster_id: str, **changes: Any) -> list[Key]:
    """Replace fields of one muster; the key list of that change."""
    p.musters[muster_id] = replace(p.musters[muster_id], **changes)
    return [("musters", muster_id)]


def _activated(p: Picture, r: e.Recorded, ev: me.MusterActivated) -> list[Key]:
    p.counters["muster"] = p.counters.get("muster", 0) + 1
    muster = Muster(
        id=ev.muster_id,
        incident_id=ev.incident_id,
        t0_ms=r.t_ms,
        activation=ev.activation,
        activated_by=r.stamp.actor,
        eligible=ev.eligible,
        required=required_of(DEFAULT_LIMITS.strength, ev.eligible),
    )
    orders = [p.orders[order_id] for order_id in p.incidents[ev.incident_id].orders]
    bound = [order for order in orders if order.state in OPEN_ORDER_STATES]
    p.musters[muster.id] = units_at_activation(p, muster, r.t_ms, bound)
    return [("musters", muster.id)]


def _ordered(p: Picture, r: e.Recorded, ev: me.MusterOrdered) -> list[Key]:
    muster = p.musters[ev.muster_id]
    reason = ev.plan.cover_reason
    gaps = tuple(
        replace(gap, reason=reason, reason_ms=r.t_ms) if reason and gap.reason_ms < 0 else gap
        for gap in muster.gaps
    )
    muster = replace(
        muster,
        plan=ev.plan,
        ordered_ms=r.t_ms,
        ordered_by=r.stamp.actor,
        ordered_seat=r.stamp.seat,
        required=ev.required,
        eligible=ev.eligible,
        posts=tuple(PostStatus(post_id=post.id) for post in ev.plan.posts),
        items=tuple(ItemStatus(item_id=item.id) for item in ev.plan.checklist),
        gaps=gaps,
    )
    p.musters[muster.id] = restood(muster, r.t_ms)
    return [("musters", muster.id)]


def _baseline(p: Picture, r: e.Recorded, ev: me.BaselineRecorded) -> list[Key]:
    return set_muster(
        p,
        ev.muster_id,
        baseline_ms=r.t_ms,
        best_ms=ev.best_ms,
        best_anywhere_ms=ev.best_anywhere_ms,
        baseline_gaps=ev.short_grids,
    )


def _reached(p: Picture, r: e.Recorded, ev: me.PhaseReached) -> list[Key]:
    muster = p.musters[ev.muster_id]
    if ev.phase == 1:
        muster = latch_t1(muster, ev.at_ms, r.t_ms)
    elif ev.phase == 2:
        muster = replace(muster, t2_ms=ev.at_ms)
    else:
        muster = replace(muster, t3_ms=ev.at_ms, state=MusterState.RESOLVED)
    p.musters[muster.id] = muster
    return [("musters", muster.id)]


def _gate(p: Picture, r: e.Recorded, ev: me.GateDecided) -> list[Key]:
    status = GateStatus(
        gate=ev.gate, passed=ev.passed, took_ms=ev.took_ms, limit_ms=ev.limit_ms, decided_ms=r.t_ms
    )
    return set_muster(p, ev.muster_id, gates=(*p.musters[ev.muster_id].gates, status))


def _sustain_failed(p: Picture, r: e.Recorded, ev: me.SustainFailed) -> list[Key]:
    lasted_ms = limits_of(p.musters[ev.muster_id]).sustain_ms
    return set_muster(p, ev.muster_id, sustain_failed_ms=ev.since_ms + lasted_ms)


def _work_area(p: Picture, r: e.Recorded, ev: me.WorkAreaSet) -> list[Key]:
    plan = p.musters[ev.muster_id].plan
    changed = None if plan is None else replace(plan, work_area_e7=ev.ring_e7)
    return set_muster(p, ev.muster_id, plan=changed)


def _ended(p: Picture, r: e.Recorded, ev: me.MusterEnded) -> list[Key]:
    return set_muster(p, ev.muster_id, state=MusterState.ENDED, ended_ms=r.t_ms, ended_reason=ev.reason)


MUSTER_FOLDS: dict[type[e.Event], Callable[[Picture, e.Recorded, Any], list[Key]]] = {
    me.MusterActivated: _activated,
    me.MusterOrdered: _ordered,
    me.BaselineRecorded: _baseline,
    me.PhaseReached: _reached,
    me.GateDecided: _gate,
    me.SustainFailed: _sustain_failed,
    me.WorkAreaSet: _work_area,
    me.MusterEnded: _ended,
}
