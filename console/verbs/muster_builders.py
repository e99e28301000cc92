"""Verb and values of a muster → the domain's command. Pure; used by `MusterOperator`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.musters.commands import (
    DeclareControl,
    EndMuster,
    OrderPhase,
    RecallReserves,
    RecordCoverReason,
    RefuteControl,
    ReportHandling,
    ReportHeadcount,
    ReportItem,
    ReportThere,
    SendToPosts,
    SetWorkArea,
    VerifyControl,
    WithdrawItem,
)
from console.domain.musters.destinations import ON_SCENE_POST
from console.domain.musters.entities import Area, Muster
from console.domain.musters.events import PostAssignment
from console.domain.orders.entities import Order
from console.domain.registry.entities import Unit
from console.geo import circle_e7
from console.verbs.muster_states import next_phase
from console.verbs.muster_values import FULL, heads
from console.words.phrases import WITHDRAWN

Values = dict[str, str]


def of_muster(verb_id: str, values: Values, muster: Muster) -> AnyCommand | None:
    """A verb about the whole muster; None when it is none of these."""
    build = _MUSTER.get(verb_id)
    return None if build is None else build(muster, values)


def of_unit(
    verb_id: str, values: Values, muster: Muster | None, order: Order, unit: Unit
) -> AnyCommand | None:
    """A verb about one unit under the order; None when it is none of these."""
    match verb_id:
        case "headcount":
            told = (unit.sworn, unit.auxiliary, unit.volunteers)
            sworn, auxiliary, volunteers = told if values["heads"] == FULL else heads(values["heads"])
            return ReportHeadcount(order_id=order.id, sworn=sworn, auxiliary=auxiliary, volunteers=volunteers)
        case "there":
            area = Area(values["area"])
            post = order.post if area is Area.POST else ""
            return ReportThere(order_id=order.id, area=area, post_id=post)
        case "handling":
            return ReportHandling(order_id=order.id, action=values["action"])
        case "post":
            post = "" if values["post"] == ON_SCENE_POST else values["post"]
            muster_id = "" if muster is None else muster.id
            return SendToPosts(
                muster_id=muster_id, assignments=(PostAssignment(unit_id=unit.id, post_id=post),)
            )
        case _:
            return None


def work_area(incident: Incident, muster: Muster, metres: int) -> SetWorkArea:
    """A circle of this radius around the incident."""
    ring_e7 = circle_e7(incident.place.lon_e7, incident.place.lat_e7, metres)
    return SetWorkArea(muster_id=muster.id, ring_e7=ring_e7)


_MUSTER: Final[dict[str, Callable[[Muster, Values], AnyCommand]]] = {
    "item": lambda m, v: ReportItem(muster_id=m.id, item_id=v["item"]),
    "withdraw": lambda m, v: WithdrawItem(
        muster_id=m.id, item_id=v["item"], reason=v.get("reason") or WITHDRAWN
    ),
    "declare": lambda m, v: DeclareControl(muster_id=m.id),
    "verify": lambda m, v: VerifyControl(muster_id=m.id),
    "refute": lambda m, v: RefuteControl(muster_id=m.id, reason=v["reason"]),
    "cover": lambda m, v: RecordCoverReason(muster_id=m.id, reason=v["reason"]),
    "recall": lambda m, v: RecallReserves(muster_id=m.id),
    "next_phase": lambda m, v: OrderPhase(muster_id=m.id, phase=next_phase(m)),
    "standdown": lambda m, v: EndMuster(muster_id=m.id, reason=v["reason"]),
}
