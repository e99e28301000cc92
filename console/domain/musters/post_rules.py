"""Rules of phases 2 and 3: posts, handling, checklist, declaration; cover (留守) and reserves (备勤). See `decide`."""

from __future__ import annotations

from msgspec.structs import asdict

from console.domain.base.limits import MAX_UNITS_PER_DISPATCH
from console.domain.base.message import Asked, Outcome, Refusal
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import DESK, PLANNER, UNITS
from console.domain.orders.rules import find_unit, proxy
from console.domain.orders.states import OrderState
from console.domain.picture import Picture, Rules
from console.domain.registry.entities import Unit

from . import commands as c
from . import events as e
from .checks import UnderOrder, find_unit_under, of_muster, of_order_under, of_ordered, of_unresolved
from .destinations import ON_SCENE_POST
from .entities import Area, ItemStatus, Muster, MusterUnit
from .latches import evidence_ms, wanting_gaps


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
    """Only by a unit on scene."""
    order, muster, unit = found
    if muster.plan is None:
        return refuse(Code.MUSTER_NOT_ORDERED, muster=muster.id)
    if order.state is not OrderState.ONSCENE and unit.area not in (Area.SCENE, Area.POST):
        return refuse(Code.NOT_ON_SCENE, unit=unit.unit_id, state=order.state.value)
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
    return check_text(cmd.note, field="note", required=False) or [
        e.ItemEvidenced(**asdict(cmd), entered_by=proxy(a))
    ]


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
    if muster.declared_ms >= 0:
        return refuse(Code.ALREADY_DONE)
    return [e.ControlDeclared(muster_id=muster.id, entered_by=proxy(a), device_ms=cmd.device_ms)]


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
    """For all gaps that want a reason (`wanting_gaps`), or for the named ones; the first reason stays."""
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    named = [gap for gap in muster.gaps if gap.reason_ms < 0 and gap.grid_id in cmd.grid_ids]
    gaps = named if cmd.grid_ids else wanting_gaps(muster, a.t_ms)
    if not gaps:
        return refuse(Code.NO_BARE_GRID)
    grid_ids = tuple(dict.fromkeys(gap.grid_id for gap in gaps))
    return [e.CoverReasonRecorded(muster_id=muster.id, grid_ids=grid_ids, reason=cmd.reason)]


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
    c.RecordCoverReason: (DESK, of_muster(_cover_reason)),
    c.RecallReserves: (DESK, of_muster(_recall)),
}
