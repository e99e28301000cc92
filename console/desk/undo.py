"""What takes a command back, where the rules allow it. Pure; used by `Letters`.

Nothing is ever erased: an undo is a command of its own (a cancel, a correction, a return to the old value) and
stands in the journal beside what it takes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console.domain.calls.commands import (
    AcceptCall,
    DismissDuplicate,
    MergeCall,
    MergeCalls,
    ReconsiderDuplicate,
    ReportCall,
    UnmergeCall,
    UnmergeCalls,
)
from console.domain.calls.entities import CallState
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import AmendIncident, CloseIncident, ReopenIncident
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
from console.domain.orders.commands import (
    CancelOrder,
    CorrectOrder,
    DispatchUnits,
    ProgressOrder,
    ReturnToService,
    SetOutOfService,
)
from console.domain.orders.states import OPEN_ORDER_STATES, OrderState, UnitState
from console.domain.picture import Picture
from console.words.phrases import END_REASONS, WITHDRAWN


@dataclass(frozen=True, slots=True)
class Undo:
    """`commands(picture)` are the inverse at this picture; empty when there is nothing left to take back."""

    words: str
    commands: Callable[[Picture], list[AnyCommand]]


def undo_of(command: AnyCommand, before: Picture, words: str) -> Undo | None:
    """How to take `command` back, given the picture before it; None where no rule allows it."""
    inverse = _inverse(command, before)
    if isinstance(command, AcceptCall):  # the incident stays: only what was merged into it leaves again
        words = QCoreApplication.translate("undo", "Merging with {0}").format(command.call_id)
    return None if inverse is None else Undo(words, inverse)


def _reason() -> str:
    return QCoreApplication.translate("undo", "Taken back by the dispatcher")


def _inverse(command: AnyCommand, before: Picture) -> Callable[[Picture], list[AnyCommand]] | None:
    match command:
        case DispatchUnits():
            units = frozenset(choice.unit_id for choice in command.units)
            return lambda now: _cancel_fresh(now, command.incident_id, units)
        case MergeCall():
            return lambda now: _unmerge(now, command.call_id)
        case MergeCalls():
            return lambda now: _unmerge_all(now, command.call_ids, command.incident_id)
        case AcceptCall() if command.with_calls:
            return lambda now: _unmerge_all(now, command.with_calls)
        case ReportCall() if command.merge_into:
            known = before.incidents.get(command.merge_into)
            had = () if known is None else known.calls
            return lambda now: _unmerge_new(now, command, had)
        case DismissDuplicate():
            return lambda now: _reconsider(now, command)
        case AmendIncident():
            return _amend_back(command, before)
        case ProgressOrder():
            order = before.orders.get(command.order_id)
            if order is None or command.state is OrderState.CLEARED:
                return None
            was = order.state
            return lambda now: _correct(now, command.order_id, command.state, was)
        case SetOutOfService():
            return lambda now: _in_service(now, command.unit_id)
        case ReturnToService():
            unit = before.units.get(command.unit_id)
            reason = "" if unit is None else unit.reason
            return lambda now: [SetOutOfService(unit_id=command.unit_id, reason=reason or _reason())]
        case CloseIncident():
            return lambda now: _reopen(now, command.incident_id)
        case _:
            return muster_inverse(command, before)


def _cancel_fresh(now: Picture, incident_id: str, units: frozenset[str]) -> list[AnyCommand]:
    incident = now.incidents.get(incident_id)
    orders = [] if incident is None else [now.orders[i] for i in incident.orders if i in now.orders]
    return [
        CancelOrder(order_id=order.id, reason=_reason())
        for order in orders
        if order.unit_id in units
        and order.state in OPEN_ORDER_STATES
        and order.state is not OrderState.ONSCENE
    ]


def _unmerge(now: Picture, call_id: str) -> list[AnyCommand]:
    call = now.calls.get(call_id)
    if call is None or call.state.value != "merged":
        return []
    return [UnmergeCall(call_id=call_id, reason=_reason())]


def _unmerge_all(now: Picture, call_ids: Iterable[str], incident_id: str = "") -> list[AnyCommand]:
    """Those that are still merged (into that incident) leave it as one."""
    calls = (now.calls.get(call_id) for call_id in call_ids)
    merged = tuple(
        call.id
        for call in calls
        if call is not None and call.state is CallState.MERGED and incident_id in ("", call.incident_id)
    )
    return [UnmergeCalls(call_ids=merged, reason=_reason())] if merged else []


def _unmerge_new(now: Picture, command: ReportCall, had: tuple[str, ...]) -> list[AnyCommand]:
    """A call that this desk reported into an incident leaves it; what others merged meanwhile stays."""
    incident = now.incidents.get(command.merge_into)
    added = [] if incident is None else [one for one in incident.calls if one not in had]
    own = [one for one in added if one in now.calls and now.calls[one].place == command.place]
    return _unmerge_all(now, own[:1], command.merge_into)


def _reconsider(now: Picture, command: DismissDuplicate) -> list[AnyCommand]:
    call = now.calls.get(command.call_id)
    if call is None or command.other_id not in call.not_same:
        return []
    return [ReconsiderDuplicate(call_id=command.call_id, other_id=command.other_id)]


def _amend_back(command: AmendIncident, before: Picture) -> Callable[[Picture], list[AnyCommand]] | None:
    old = before.incidents.get(command.incident_id)
    if old is None:
        return None
    back = AmendIncident(incident_id=old.id, type_code=old.type_code, level=old.level, place=old.place)
    return lambda now: [back]


def _correct(now: Picture, order_id: str, state: OrderState, was: OrderState) -> list[AnyCommand]:
    order = now.orders.get(order_id)
    if order is None or order.state is not state:
        return []
    return [CorrectOrder(order_id=order_id, state=was, reason=_reason())]


def _in_service(now: Picture, unit_id: str) -> list[AnyCommand]:
    unit = now.units.get(unit_id)
    if unit is None or unit.state is not UnitState.OUT_OF_SERVICE:
        return []
    return [ReturnToService(unit_id=unit_id)]


def _reopen(now: Picture, incident_id: str) -> list[AnyCommand]:
    incident = now.incidents.get(incident_id)
    if incident is None or incident.state.value != "closed":
        return []
    return [ReopenIncident(incident_id=incident_id, reason=_reason())]


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
