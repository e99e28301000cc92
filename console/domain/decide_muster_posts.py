"""Rules of phases 2 and 3: posts, handling, checklist, declaration and its verification. See `decide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from . import muster_commands as k
from . import muster_events as me
from .checks import check_text
from .decide_orders import proxy
from .destinations import ON_SCENE_POST
from .entities import OrderState
from .limits import MAX_UNITS_PER_DISPATCH
from .muster_checks import find_ordered, find_under_order, find_unit_under, find_unresolved
from .muster_entities import Area, ItemStatus, Muster, MusterUnit
from .muster_latches import evidence_ms
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal


def _send(p: Picture, a: c.Asked, cmd: k.SendToPosts) -> Outcome:
    """All or none. A unit sent again changes its post; one that has that post already is left out."""
    muster = find_ordered(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if not cmd.assignments:
        return refuse(Code.NO_UNITS)
    if len(cmd.assignments) > MAX_UNITS_PER_DISPATCH:
        return refuse(Code.TOO_MANY, limit=MAX_UNITS_PER_DISPATCH)
    posts = {post.id for post in muster.plan.posts} if muster.plan is not None else set()
    seen: set[str] = set()
    fresh = []
    for each in cmd.assignments:
        unit = find_unit_under(muster, each.unit_id)
        if not isinstance(unit, MusterUnit):
            return unit
        if each.unit_id in seen:
            return refuse(Code.DUPLICATE_UNIT, unit=each.unit_id)
        seen.add(each.unit_id)
        if each.post_id and each.post_id not in posts:
            return refuse(Code.UNKNOWN_POST, post=each.post_id)
        if unit.post != (each.post_id or ON_SCENE_POST):
            fresh.append(each)
    if not fresh:
        return refuse(Code.ALREADY_DONE)
    return [me.PostsAssigned(muster_id=muster.id, assignments=tuple(fresh))]


def _handling(p: Picture, a: c.Asked, cmd: k.ReportHandling) -> Outcome:
    """Only by a unit on scene."""
    found = find_under_order(p, cmd.order_id)
    if isinstance(found, c.Refusal):
        return found
    order, muster, unit = found
    if muster.plan is None:
        return refuse(Code.MUSTER_NOT_ORDERED, muster=muster.id)
    if order.state is not OrderState.ONSCENE and unit.area not in (Area.SCENE, Area.POST):
        return refuse(Code.NOT_ON_SCENE, unit=unit.unit_id, state=order.state.value)
    return check_text(cmd.action, field="action") or [
        me.HandlingReported(
            muster_id=muster.id,
            order_id=order.id,
            unit_id=unit.unit_id,
            action=cmd.action,
            entered_by=proxy(a),
            device_ms=cmd.device_ms,
        )
    ]


def _find_item(muster: Muster, item_id: str) -> ItemStatus | c.Refusal:
    found = next((item for item in muster.items if item.item_id == item_id), None)
    return found or refuse(Code.UNKNOWN_ITEM, item=item_id)


def _evidence(p: Picture, a: c.Asked, cmd: k.ReportItem) -> Outcome:
    muster = find_unresolved(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    item = _find_item(muster, cmd.item_id)
    if not isinstance(item, ItemStatus):
        return item
    if item.evidence_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return check_text(cmd.note, field="note", required=False) or [
        me.ItemEvidenced(
            muster_id=muster.id,
            item_id=item.item_id,
            note=cmd.note,
            entered_by=proxy(a),
            device_ms=cmd.device_ms,
        )
    ]


def _withdraw(p: Picture, a: c.Asked, cmd: k.WithdrawItem) -> Outcome:
    muster = find_unresolved(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    item = _find_item(muster, cmd.item_id)
    if not isinstance(item, ItemStatus):
        return item
    if item.evidence_ms < 0:
        return refuse(Code.ALREADY_DONE)
    return check_text(cmd.reason, field="reason") or [
        me.ItemWithdrawn(muster_id=muster.id, item_id=item.item_id, reason=cmd.reason)
    ]


def _declare(p: Picture, a: c.Asked, cmd: k.DeclareControl) -> Outcome:
    muster = find_unresolved(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if muster.declared_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return [me.ControlDeclared(muster_id=muster.id, entered_by=proxy(a), device_ms=cmd.device_ms)]


def _find_declared(p: Picture, a: c.Asked, muster_id: str) -> Muster | c.Refusal:
    """A declaration that somebody else than its author looks at."""
    muster = find_unresolved(p, muster_id)
    if not isinstance(muster, Muster):
        return muster
    if muster.declared_ms < 0:
        return refuse(Code.NOT_DECLARED, muster=muster.id)
    if muster.declared_by == a.stamp.actor:
        return refuse(Code.VERIFIER_IS_DECLARER, declarer=muster.declared_by)
    return muster


def _verify(p: Picture, a: c.Asked, cmd: k.VerifyControl) -> Outcome:
    muster = _find_declared(p, a, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if evidence_ms(muster) < 0:
        open_items = sum(item.evidence_ms < 0 for item in muster.items)
        return refuse(Code.CHECKLIST_OPEN, open=open_items)
    if muster.verified_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return [me.ControlVerified(muster_id=muster.id)]


def _refute(p: Picture, a: c.Asked, cmd: k.RefuteControl) -> Outcome:
    muster = _find_declared(p, a, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    return check_text(cmd.reason, field="reason") or [
        me.ControlRefuted(muster_id=muster.id, reason=cmd.reason)
    ]


MUSTER_POSTS_RULES: dict[type[c.Command], Callable[[Picture, c.Asked, Any], Outcome]] = {
    k.SendToPosts: _send,
    k.ReportHandling: _handling,
    k.ReportItem: _evidence,
    k.WithdrawItem: _withdraw,
    k.DeclareControl: _declare,
    k.VerifyControl: _verify,
    k.RefuteControl: _refute,
}
