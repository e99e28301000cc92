"""What takes a command of a muster back, where the rules allow it. Pure; used by `undo`.

An order given by mistake is stood down and its units are cancelled: both stand in the journal. What has been latched or
judged is never taken back.
"""

from __future__ import annotations

from collections.abc import Callable

from console.domain.decide import AnyCommand
from console.domain.musters.commands import (
    ActivateMuster,
    EndMuster,
    OrderMuster,
    ReportItem,
    SendToPosts,
    SetWorkArea,
    WithdrawItem,
)
from console.domain.musters.destinations import ON_SCENE_POST, muster_of
from console.domain.musters.events import PostAssignment
from console.domain.orders.commands import CancelOrder
from console.domain.orders.entities import OPEN_ORDER_STATES, OrderState
from console.domain.picture import Picture
from console.models.muster_phrases import END_REASONS, WITHDRAWN

Inverse = Callable[[Picture], list[AnyCommand]]
MISTAKE = END_REASONS[-1]


def muster_inverse(command: AnyCommand, before: Picture) -> Inverse | None:
    """How to take a muster's command back, given the picture before it; None where no rule allows it."""
    match command:
        case ActivateMuster():
            return lambda now: _stand_down(now, command.incident_id, None)
        case OrderMuster():
            known = frozenset(before.orders)
            return lambda now: _stand_down(now, command.incident_id, known)
        case ReportItem():
            back = WithdrawItem(muster_id=command.muster_id, item_id=command.item_id, reason=WITHDRAWN)
            return lambda now: [back]
        case SendToPosts():
            return _posts_back(command, before)
        case SetWorkArea():
            muster = before.musters.get(command.muster_id)
            if muster is None or muster.plan is None:
                return None
            area = SetWorkArea(muster_id=muster.id, ring_e7=muster.plan.work_area_e7)
            return lambda now: [area]
        case _:
            return None


def _stand_down(now: Picture, incident_id: str, known: frozenset[str] | None) -> list[AnyCommand]:
    """The muster ends, and the orders that came with it and are not on scene yet are cancelled."""
    muster = muster_of(now, incident_id)
    if muster is None or muster.t1_ms >= 0:
        return []
    fresh = [
        now.orders[one.order_id]
        for one in muster.units
        if known is not None and one.order_id in now.orders and one.order_id not in known
    ]
    cancels: list[AnyCommand] = [
        CancelOrder(order_id=order.id, reason=MISTAKE)
        for order in fresh
        if order.state in OPEN_ORDER_STATES and order.state is not OrderState.ONSCENE
    ]
    return [EndMuster(muster_id=muster.id, reason=MISTAKE), *cancels]


def _posts_back(command: SendToPosts, before: Picture) -> Inverse | None:
    """To the posts they had; a unit that had none stays where it was sent."""
    muster = before.musters.get(command.muster_id)
    had = {} if muster is None else {one.unit_id: one.post for one in muster.units}
    old = tuple(
        PostAssignment(
            unit_id=one.unit_id, post_id="" if had[one.unit_id] == ON_SCENE_POST else had[one.unit_id]
        )
        for one in command.assignments
        if had.get(one.unit_id)
    )
    if len(old) < len(command.assignments):
        return None
    back = SendToPosts(muster_id=command.muster_id, assignments=old)
    return lambda now: [back]
