"""Folds of a muster as a whole: activation, order, baseline, phases, gates, end. See `evolve`."""

from __future__ import annotations

from msgspec.structs import replace

from console.domain.base.message import Stamped
from console.domain.orders.states import OPEN_ORDER_STATES
from console.domain.picture import Folds, Key, Picture, change

from . import events as e
from .clock import DEFAULT_LIMITS, limits_of
from .counting import required_of, standing_strength
from .definition import Standard
from .entities import GateStatus, ItemStatus, Muster, MusterState, PostStatus
from .post_folds import reason_of
from .standing import restood
from .unit_folds import units_at_activation


def _activated(p: Picture, r: Stamped, ev: e.MusterActivated) -> list[Key]:
    p.counters["muster"] = p.counters.get("muster", 0) + 1
    muster = Muster(
        id=ev.muster_id,
        incident_id=ev.incident_id,
        t0_ms=ev.t0_ms if ev.t0_ms >= 0 else r.t_ms,
        activation=ev.activation,
        activated_by=r.stamp.actor,
        eligible=ev.eligible,
        required=required_of(DEFAULT_LIMITS.strength, ev.eligible),
    )
    orders = [p.orders[order_id] for order_id in p.incidents[ev.incident_id].orders]
    bound = [order for order in orders if order.state in OPEN_ORDER_STATES]
    p.musters[muster.id] = units_at_activation(p, muster, r.t_ms, bound)
    return [("musters", muster.id)]


def _locked(p: Picture, r: Stamped, ev: e.DefinitionLocked) -> list[Key]:
    before = p.standards.get(ev.muster_id)
    told = before.differences if before is not None else ()
    p.standards[ev.muster_id] = Standard(id=ev.muster_id, definition=ev.definition, differences=told)
    return [("standards", ev.muster_id)]


def _differs(p: Picture, r: Stamped, ev: e.DefinitionChanged) -> list[Key]:
    told = p.standards[ev.muster_id].differences
    return change(p, "standards", ev.muster_id, differences=(*told, *ev.differences))


def _ordered(p: Picture, r: Stamped, ev: e.MusterOrdered) -> list[Key]:
    muster = p.musters[ev.muster_id]
    reason = reason_of(p, muster.id, ev.plan)
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


def _baseline(p: Picture, r: Stamped, ev: e.BaselineRecorded) -> list[Key]:
    return change(
        p,
        "musters",
        ev.muster_id,
        baseline_ms=r.t_ms,
        best_ms=ev.best_ms,
        best_anywhere_ms=ev.best_anywhere_ms,
        baseline_gaps=ev.short_grids,
    )


def _reached(p: Picture, r: Stamped, ev: e.PhaseReached) -> list[Key]:
    if ev.phase == 1:  # a drop since then is measured from now on
        muster = p.musters[ev.muster_id]
        below_ms = -1 if standing_strength(muster) >= muster.required else r.t_ms
        return change(p, "musters", ev.muster_id, t1_ms=ev.at_ms, below_since_ms=below_ms)
    if ev.phase == 2:
        return change(p, "musters", ev.muster_id, t2_ms=ev.at_ms)
    return change(p, "musters", ev.muster_id, t3_ms=ev.at_ms, state=MusterState.RESOLVED)


def _gate(p: Picture, r: Stamped, ev: e.GateDecided) -> list[Key]:
    status = GateStatus(
        gate=ev.gate, passed=ev.passed, took_ms=ev.took_ms, limit_ms=ev.limit_ms, decided_ms=r.t_ms
    )
    return change(p, "musters", ev.muster_id, gates=(*p.musters[ev.muster_id].gates, status))


def _sustain_failed(p: Picture, r: Stamped, ev: e.SustainFailed) -> list[Key]:
    lasted_ms = limits_of(p.musters[ev.muster_id]).sustain_ms
    return change(p, "musters", ev.muster_id, sustain_failed_ms=ev.since_ms + lasted_ms)


def _work_area(p: Picture, r: Stamped, ev: e.WorkAreaSet) -> list[Key]:
    plan = p.musters[ev.muster_id].plan
    changed = None if plan is None else replace(plan, work_area_e7=ev.ring_e7)
    return change(p, "musters", ev.muster_id, plan=changed)


def _ended(p: Picture, r: Stamped, ev: e.MusterEnded) -> list[Key]:
    return change(
        p, "musters", ev.muster_id, state=MusterState.ENDED, ended_ms=r.t_ms, ended_reason=ev.reason
    )


MUSTER_FOLDS: Folds = {
    e.MusterActivated: _activated,
    e.DefinitionLocked: _locked,
    e.DefinitionChanged: _differs,
    e.MusterOrdered: _ordered,
    e.BaselineRecorded: _baseline,
    e.PhaseReached: _reached,
    e.GateDecided: _gate,
    e.SustainFailed: _sustain_failed,
    e.WorkAreaSet: _work_area,
    e.MusterEnded: _ended,
}
