"""Rules of phases 2 and 3: posts, handling, checklist, declaration and its verification. See `decide`."""

from __future__ import annotations

from console.domain.base.checks import check_text
from console.domain.base.limits import MAX_UNITS_PER_DISPATCH
from console.domain.base.message import Asked, Outcome, Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.orders.rules import proxy
from console.domain.orders.states import OrderState
from console.domain.picture import Picture, Rules

from . import commands as c
from . import events as e
from .checks import find_ordered, find_under_order, find_unit_under, find_unresolved
from .destinations import ON_SCENE_POST
from .entities import Area, ItemStatus, Muster, MusterUnit
from .latches import evidence_ms


def _send(p: Picture, a: Asked, cmd: c.SendToPosts) -> Outcome:
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
    return [e.PostsAssigned(muster_id=muster.id, assignments=tuple(fresh))]


def _handling(p: Picture, a: Asked, cmd: c.ReportHandling) -> Outcome:
    """Only by a unit on scene."""
    found = find_under_order(p, cmd.order_id)
    if isinstance(found, Refusal):
        return found
    order, muster, unit = found
    if muster.plan is None:
        return refuse(Code.MUSTER_NOT_ORDERED, muster=muster.id)
    if order.state is not OrderState.ONSCENE and unit.area not in (Area.SCENE, Area.POST):
        return refuse(Code.NOT_ON_SCENE, unit=unit.unit_id, state=order.state.value)
    return check_text(cmd.action, field="action") or [
        e.HandlingReported(
            muster_id=muster.id,
            order_id=order.id,
            unit_id=unit.unit_id,
            action=cmd.action,
            entered_by=proxy(a),
            device_ms=cmd.device_ms,
        )
    ]


def _find_item(muster: Muster, item_id: str) -> ItemStatus | Refusal:
    found = next((item for item in muster.items if item.item_id == item_id), None)
    return found or refuse(Code.UNKNOWN_ITEM, item=item_id)


def _evidence(p: Picture, a: Asked, cmd: c.ReportItem) -> Outcome:
    muster = find_unresolved(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    item = _find_item(muster, cmd.item_id)
    if not isinstance(item, ItemStatus):
        return item
    if item.evidence_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return check_text(cmd.note, field="note", required=False) or [
        e.ItemEvidenced(
            muster_id=muster.id,
            item_id=item.item_id,
            note=cmd.note,
            entered_by=proxy(a),
            device_ms=cmd.device_ms,
        )
    ]


def _withdraw(p: Picture, a: Asked, cmd: c.WithdrawItem) -> Outcome:
    muster = find_unresolved(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    item = _find_item(muster, cmd.item_id)
    if not isinstance(item, ItemStatus):
        return item
    if item.evidence_ms < 0:
        return refuse(Code.ALREADY_DONE)
    return check_text(cmd.reason, field="reason") or [
        e.ItemWithdrawn(muster_id=muster.id, item_id=item.item_id, reason=cmd.reason)
    ]


def _declare(p: Picture, a: Asked, cmd: c.DeclareControl) -> Outcome:
    muster = find_unresolved(p, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if muster.declared_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return [e.ControlDeclared(muster_id=muster.id, entered_by=proxy(a), device_ms=cmd.device_ms)]


def _find_declared(p: Picture, a: Asked, muster_id: str) -> Muster | Refusal:
    """A declaration that somebody else than its author looks at."""
    muster = find_unresolved(p, muster_id)
    if not isinstance(muster, Muster):
        return muster
    if muster.declared_ms < 0:
        return refuse(Code.NOT_DECLARED, muster=muster.id)
    if muster.declared_by == a.stamp.actor:
        return refuse(Code.VERIFIER_IS_DECLARER, declarer=muster.declared_by)
    return muster


def _verify(p: Picture, a: Asked, cmd: c.VerifyControl) -> Outcome:
    muster = _find_declared(p, a, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    if evidence_ms(muster) < 0:
        open_items = sum(item.evidence_ms < 0 for item in muster.items)
        return refuse(Code.CHECKLIST_OPEN, open=open_items)
    if muster.verified_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return [e.ControlVerified(muster_id=muster.id)]


def _refute(p: Picture, a: Asked, cmd: c.RefuteControl) -> Outcome:
    muster = _find_declared(p, a, cmd.muster_id)
    if not isinstance(muster, Muster):
        return muster
    return check_text(cmd.reason, field="reason") or [
        e.ControlRefuted(muster_id=muster.id, reason=cmd.reason)
    ]


MUSTER_POSTS_RULES: Rules = {
    c.SendToPosts: _send,
    c.ReportHandling: _handling,
    c.ReportItem: _evidence,
    c.WithdrawItem: _withdraw,
    c.DeclareControl: _declare,
    c.VerifyControl: _verify,
    c.RefuteControl: _refute,
}
