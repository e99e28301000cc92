"""Rules of phases 2 and 3: posts, handling, checklist, declaration; cover (留守) and reserves (备勤). See `decide`."""

from __future__ import annotations

from msgspec.structs import asdict

from console.domain.base.limits import MAX_UNITS_PER_DISPATCH
from console.domain.base.message import Asked, Event, Outcome, Refusal
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import DESK, LEADER, PLANNER, UNITS
from console.domain.orders.rules import find_unit, proxy
from console.domain.picture import Picture, Rules
from console.domain.registry.entities import Unit

from . import commands as c
from . import events as e
from .checks import UnderOrder, find_unit_under, of_muster, of_order_under, of_ordered, of_unresolved
from .counting import on_scene
from .destinations import ON_SCENE_POST
from .entities import ItemStatus, Muster, MusterUnit
from .latches import evidence_ms, wanting_gaps
from .plan import PostKind
from .standing import at_post

ITEMS_OPEN = "items open"
"""Reason of a declaration that is false by itself; a standard phrase."""


def _send(p: Picture, a: Asked, cmd: c.SendToPosts, muster: Muster) -> Outcome:
    """All or none. A unit sent again changes its post; one that has that post already is left out."""
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


def _handling(p: Picture, a: Asked, cmd: c.ReportHandling, found: UnderOrder) -> Outcome:
    """Only by a unit that is on scene by position or by voice; what its order says is not enough."""
    _, muster, unit = found
    if muster.plan is None:
        return refuse(Code.MUSTER_NOT_ORDERED, muster=muster.id)
    if not on_scene(unit):
        return refuse(Code.UNIT_NOT_THERE, unit=unit.unit_id)
    return check_text(cmd.action, field="action") or [
        e.HandlingReported(**asdict(cmd), muster_id=muster.id, unit_id=unit.unit_id, entered_by=proxy(a))
    ]


def _find_item(muster: Muster, item_id: str) -> ItemStatus | Refusal:
    found = next((item for item in muster.items if item.item_id == item_id), None)
    return found or refuse(Code.UNKNOWN_ITEM, item=item_id)


def _evidence(p: Picture, a: Asked, cmd: c.ReportItem, muster: Muster) -> Outcome:
    item = _find_item(muster, cmd.item_id)
    if not isinstance(item, ItemStatus):
        return item
    if item.evidence_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    unit = _witness(muster, item.item_id, cmd.order_id)
    if isinstance(unit, Refusal):
        return unit
    told = {**asdict(cmd), "order_id": unit.order_id}
    return check_text(cmd.note, field="note", required=False) or [
        e.ItemEvidenced(**told, unit_id=unit.unit_id, entered_by=proxy(a))
    ]


def _witness(muster: Muster, item_id: str, order_id: str) -> MusterUnit | Refusal:
    """Who can bring about an item: a unit on scene, at the kind of post that the item names, once that is filled."""
    plan = muster.plan
    kind = next((one.post for one in plan.checklist if one.id == item_id), "") if plan is not None else ""
    posts = {post.id for post in plan.posts if post.kind.value == kind} if plan is not None else set()
    filled = {one.post_id for one in muster.posts if one.filled_ms >= 0}
    named = [unit for unit in muster.units if order_id in ("", unit.order_id) and on_scene(unit)]
    if not named:
        return refuse(Code.UNIT_NOT_THERE, unit=_unit_name(muster, order_id))
    able = [unit for unit in named if not kind or (unit.post in posts & filled and at_post(unit))]
    if not able:
        return refuse(Code.NOBODY_AT_POST, item=item_id, kind=kind)
    return min(able, key=lambda unit: (unit.first_scene_ms, unit.unit_id))


def _unit_name(muster: Muster, order_id: str) -> str:
    return next((unit.unit_id for unit in muster.units if unit.order_id == order_id), "")


def _withdraw(p: Picture, a: Asked, cmd: c.WithdrawItem, muster: Muster) -> Outcome:
    item = _find_item(muster, cmd.item_id)
    if not isinstance(item, ItemStatus):
        return item
    if item.evidence_ms < 0:
        return refuse(Code.ALREADY_DONE)
    return check_text(cmd.reason, field="reason") or [
        e.ItemWithdrawn(muster_id=muster.id, item_id=item.item_id, reason=cmd.reason)
    ]


def _declare(p: Picture, a: Asked, cmd: c.DeclareControl, muster: Muster) -> Outcome:
    """With an item open it is false by itself, and recorded so."""
    if muster.declared_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    if wrong := _commander_away(p, muster):
        return wrong
    declared: list[Event] = [
        e.ControlDeclared(muster_id=muster.id, entered_by=proxy(a), device_ms=cmd.device_ms)
    ]
    if evidence_ms(muster) < 0:
        declared.append(e.ControlRefuted(muster_id=muster.id, reason=ITEMS_OPEN))
    return declared


def _commander_away(p: Picture, muster: Muster) -> Refusal | None:
    """The declaration is the scene commander's: his unit is on scene. Nobody named = who holds the command post."""
    plan = muster.plan
    there = [unit for unit in muster.units if on_scene(unit)]
    if plan is not None and plan.scene_commander:
        officer = p.officers.get(plan.scene_commander)
        with_him = officer is not None and any(unit.unit_id == officer.unit_id for unit in there)
        return None if with_him else refuse(Code.NOT_THE_COMMANDER, officer=plan.scene_commander)
    command = {post.id for post in plan.posts if post.kind is PostKind.SCENE_COMMAND} if plan else set()
    holds = any(not command or (unit.post in command and at_post(unit)) for unit in there)
    return None if holds else refuse(Code.NOBODY_AT_POST, item="", kind=PostKind.SCENE_COMMAND.value)


def _may_not_verify(muster: Muster, a: Asked) -> Refusal | None:
    """A declaration is looked at by somebody else than its author."""
    if muster.declared_ms < 0:
        return refuse(Code.NOT_DECLARED, muster=muster.id)
    if muster.declared_by == a.stamp.actor:
        return refuse(Code.VERIFIER_IS_DECLARER, declarer=muster.declared_by)
    return None


def _verify(p: Picture, a: Asked, cmd: c.VerifyControl, muster: Muster) -> Outcome:
    if wrong := _may_not_verify(muster, a):
        return wrong
    if evidence_ms(muster) < 0:
        return refuse(Code.CHECKLIST_OPEN, open=sum(item.evidence_ms < 0 for item in muster.items))
    if muster.verified_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return [e.ControlVerified(muster_id=muster.id)]


def _refute(p: Picture, a: Asked, cmd: c.RefuteControl, muster: Muster) -> Outcome:
    wrong = _may_not_verify(muster, a) or check_text(cmd.reason, field="reason")
    return wrong or [e.ControlRefuted(muster_id=muster.id, reason=cmd.reason)]


def _open_gap(p: Picture, a: Asked, cmd: c.OpenCoverGap, muster: Muster) -> Outcome:
    """Grids that were short at the baseline, or have an open gap, open none; after T3 none does."""
    if muster.t3_ms >= 0:
        return refuse(Code.MUSTER_OVER, muster=muster.id, state=muster.state.value)
    if any(grid_id not in p.grids for grid_id in cmd.grid_ids):
        return refuse(Code.BAD_VALUE, field="grid_ids")
    known = {gap.grid_id for gap in muster.gaps if gap.closed_ms < 0} | set(muster.baseline_gaps)
    fresh = tuple(dict.fromkeys(grid_id for grid_id in cmd.grid_ids if grid_id not in known))
    return [e.CoverGapOpened(muster_id=muster.id, grid_ids=fresh)] if fresh else refuse(Code.ALREADY_DONE)


def _close_gap(p: Picture, a: Asked, cmd: c.CloseCoverGap, muster: Muster) -> Outcome:
    standing = [gap.grid_id for gap in muster.gaps if gap.closed_ms < 0]
    closed = tuple(grid_id for grid_id in standing if grid_id in cmd.grid_ids)
    return [e.CoverGapClosed(muster_id=muster.id, grid_ids=closed)] if closed else refuse(Code.ALREADY_DONE)


def _cover_reason(p: Picture, a: Asked, cmd: c.RecordCoverReason, muster: Muster) -> Outcome:
    """For one gap: the named one, else the one that has waited longest; the first reason stays."""
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    if len(cmd.grid_ids) > 1:
        return refuse(Code.TOO_MANY, limit=1)
    named = [gap for gap in muster.gaps if gap.reason_ms < 0 and gap.grid_id in cmd.grid_ids]
    gaps = named if cmd.grid_ids else wanting_gaps(muster, a.t_ms)
    if not gaps:
        return refuse(Code.NO_BARE_GRID)
    first = min(gaps, key=lambda gap: (gap.opened_ms, gap.grid_id))
    return [e.CoverReasonRecorded(muster_id=muster.id, grid_ids=(first.grid_id,), reason=cmd.reason)]


def _recall(p: Picture, a: Asked, cmd: c.RecallReserves, muster: Muster) -> Outcome:
    for unit_id in cmd.unit_ids:
        unit = find_unit(p, unit_id)
        if not isinstance(unit, Unit):
            return unit
    wanted = set(cmd.unit_ids) or set(p.units)
    recalled = tuple(unit.id for unit in p.units.values() if unit.reserved and unit.id in wanted)
    if not recalled:
        return refuse(Code.NO_RESERVES)
    return [e.ReservesRecalled(unit_ids=recalled, muster_id=muster.id)]


MUSTER_POSTS_RULES: Rules = {
    c.SendToPosts: (DESK, of_ordered(_send)),
    c.ReportHandling: (UNITS, of_order_under(_handling)),
    c.ReportItem: (UNITS, of_unresolved(_evidence)),
    c.WithdrawItem: (DESK, of_unresolved(_withdraw)),
    c.DeclareControl: (UNITS, of_unresolved(_declare)),
    c.VerifyControl: (DESK, of_unresolved(_verify)),
    c.RefuteControl: (DESK, of_unresolved(_refute)),
    c.OpenCoverGap: (PLANNER, of_muster(_open_gap)),
    c.CloseCoverGap: (PLANNER, of_muster(_close_gap)),
    c.RecordCoverReason: (LEADER, of_muster(_cover_reason)),
    c.RecallReserves: (DESK, of_muster(_recall)),
}
