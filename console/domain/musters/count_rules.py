"""Rules of what counting rests on: head-counts, fences told by the tracker, reports by voice. See `decide`."""

from __future__ import annotations

from msgspec.structs import asdict

from console.domain.base.message import Asked, Event, Outcome, Refusal
from console.domain.base.refusals import Code, refuse
from console.domain.base.roles import TRACKER, UNITS
from console.domain.orders.entities import Order
from console.domain.orders.events import OrderProgressed
from console.domain.orders.rules import proxy, said_there
from console.domain.orders.states import STEPS, OrderState
from console.domain.picture import Picture, Rules
from console.domain.registry.entities import Unit
from console.domain.runs.folds import REAL_TIME_PERMILLE, RUN

from . import commands as c
from . import events as e
from .checks import UnderOrder, find_unit_under, of_muster, of_order_under, of_ordered
from .clock import limits_of
from .counting import counting_areas, roster_of, rosters
from .entities import Area, Muster, MusterUnit, NotCounted

MAX_HEADCOUNT = 500
"""Nobody reports more people than this on one unit; above it the number is a typing error."""
LEAVING = (NotCounted.LEFT, NotCounted.TOO_FAST, NotCounted.STALE_FIX)


def _headcount(p: Picture, a: Asked, cmd: c.ReportHeadcount, found: UnderOrder) -> Outcome:
    """What exceeds the roster is recorded and does not count."""
    order = found[0]
    told = (cmd.sworn, cmd.auxiliary, cmd.volunteers)
    if min(told) < 0 or max(told) > MAX_HEADCOUNT:
        return refuse(Code.BAD_HEADCOUNT, unit=order.unit_id, most=MAX_HEADCOUNT)
    unit = p.units[order.unit_id]
    return [
        e.HeadcountReported(
            **asdict(cmd), unit_id=unit.id, over_roster=_over(p, unit, told), entered_by=proxy(a)
        )
    ]


def _over(p: Picture, unit: Unit, told: tuple[int, int, int]) -> int:
    roster = (len(roster_of(unit, rosters(p))), unit.auxiliary, unit.volunteers)
    return sum(max(0, said - known) for said, known in zip(told, roster, strict=True))


def _enter(p: Picture, a: Asked, cmd: c.EnterFence, muster: Muster) -> Outcome:
    """A fresh position in an area. At the rally point it confirms MUSTERED (policy); on scene a person confirms."""
    unit = find_unit_under(muster, cmd.unit_id)
    if not isinstance(unit, MusterUnit):
        return unit
    if wrong := _check_area(muster, unit, cmd.area, cmd.post_id):
        return wrong
    if a.t_ms - cmd.fix_ms > oldest_fix_ms(p, muster) or cmd.fix_ms < 0:
        return refuse(Code.BAD_VALUE, field="fix_ms")
    if unit.area == cmd.area:
        return refuse(Code.ALREADY_DONE)
    entered: list[Event] = [e.FenceEntered(**asdict(cmd))]
    order = p.orders[unit.order_id]
    if cmd.area is Area.RALLY and order.to_rally and not order.post:
        entered += _step_to(order, OrderState.MUSTERED, "")
    return entered


def oldest_fix_ms(p: Picture, muster: Muster) -> int:
    """How old a fix may be. In a run that is faster than real time a fix ages faster on its way, and may be older."""
    run = p.runs.get(RUN)
    rate_permille = REAL_TIME_PERMILLE if run is None else max(REAL_TIME_PERMILLE, run.rate_permille)
    return limits_of(muster).fix_age_ms * rate_permille // REAL_TIME_PERMILLE


def _check_area(muster: Muster, unit: MusterUnit, area: Area, post_id: str) -> Refusal | None:
    """The area exists in the order, and a post is the one that the unit was sent to."""
    plan = muster.plan
    if area is Area.RALLY and (plan is None or plan.rally is None):
        return refuse(Code.BAD_VALUE, field="area")
    if area is not Area.POST:
        return refuse(Code.BAD_VALUE, field="post_id") if post_id else None
    if plan is None or all(post.id != post_id for post in plan.posts):
        return refuse(Code.UNKNOWN_POST, post=post_id)
    return None if unit.post == post_id else refuse(Code.NOT_UNDER_THIS_ORDER, unit=unit.unit_id)


def _step_to(order: Order, state: OrderState, entered_by: str) -> list[Event]:
    if STEPS[order.state].number >= STEPS[state].number:
        return []
    return [OrderProgressed(order_id=order.id, unit_id=order.unit_id, state=state, entered_by=entered_by)]


def _leave(p: Picture, a: Asked, cmd: c.LeaveFence, muster: Muster) -> Outcome:
    unit = find_unit_under(muster, cmd.unit_id)
    if not isinstance(unit, MusterUnit):
        return unit
    if cmd.why not in LEAVING:
        return refuse(Code.BAD_VALUE, field="why")
    if unit.area != cmd.area:
        return refuse(Code.ALREADY_DONE)
    post_id = unit.post if cmd.area is Area.POST else ""
    return [e.FenceLeft(**{**asdict(cmd), "post_id": post_id})]


def _report_there(p: Picture, a: Asked, cmd: c.ReportThere, found: UnderOrder) -> Outcome:
    """By voice: counts at once, until the position contradicts it; the order steps forward with it."""
    order, muster, unit = found
    if muster.plan is None:
        return refuse(Code.MUSTER_NOT_ORDERED, muster=muster.id)
    if wrong := _check_area(muster, unit, cmd.area, cmd.post_id):
        return wrong
    if cmd.area is Area.RALLY and cmd.area not in counting_areas(muster, unit):
        return refuse(Code.NOT_UNDER_THIS_ORDER, unit=unit.unit_id, muster=muster.id)
    if unit.area == cmd.area or (unit.voice_ms >= 0 and unit.voice_area == cmd.area):
        return refuse(Code.ALREADY_DONE)
    state = OrderState.MUSTERED if cmd.area is Area.RALLY else OrderState.ONSCENE
    return [
        said_there(muster, unit, cmd.area, cmd.post_id, a.stamp.seat),
        *_step_to(order, state, proxy(a)),
    ]


def _contradict(p: Picture, a: Asked, cmd: c.ContradictVoice, muster: Muster) -> Outcome:
    unit = find_unit_under(muster, cmd.unit_id)
    if not isinstance(unit, MusterUnit):
        return unit
    if unit.voice_ms < 0:
        return refuse(Code.ALREADY_DONE)
    if cmd.away_m < 0:
        return refuse(Code.BAD_VALUE, field="away_m")
    return [e.VoiceContradicted(**asdict(cmd))]


MUSTER_COUNT_RULES: Rules = {
    c.ReportHeadcount: (UNITS, of_order_under(_headcount)),
    c.EnterFence: (TRACKER, of_ordered(_enter)),
    c.LeaveFence: (TRACKER, of_ordered(_leave)),
    c.ReportThere: (UNITS, of_order_under(_report_there)),
    c.ContradictVoice: (TRACKER, of_muster(_contradict)),
}
