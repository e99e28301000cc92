"""Verbs of a muster as a whole: bare grids, reserves, phases, work area, standing down, and the panel's pages.

Qt main thread; see `declaration`.
"""

from __future__ import annotations

from console.desk.letters import Undo
from console.domain.decide import AnyCommand
from console.domain.musters import commands as c
from console.domain.musters.entities import Area, Muster
from console.domain.orders.commands import CancelOrder
from console.domain.orders.entities import Order
from console.domain.picture import Picture
from console.geo import circle_e7
from console.verbs import muster_values as kinds
from console.verbs.declaration import Also, Button, Group, Param, Verbs
from console.verbs.dispatching import is_under_way
from console.verbs.here import Here
from console.verbs.muster_order import EMERGENCY, an_incident
from console.verbs.muster_reports import an_order
from console.verbs.params import MUSTER, ORDERED
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.MUSTER)

COVER_REASON = Param(
    "reason", kinds.COVER_REASON, _N("verbs", "Why is this grid left below cover?"), preset=True
)
END_REASON = Param("reason", kinds.END_REASON, _N("verbs", "Reason"), preset=True)
METRES = Param("metres", kinds.METRES, _N("verbs", "How many metres?"))

VERBS.asks("cover", _N("verbs", "Reason for the next grid below cover"), "cover 空防理由", "Shift+C",
           (ORDERED, COVER_REASON), c.RecordCoverReason, ready=an_incident,
           button=Button(EMERGENCY, 80, _N("verbs", "Reason for a bare grid")))  # fmt: skip
VERBS.asks("recall", _N("verbs", "Recall the reserves"), "recall 召回备勤", "Shift+B", (MUSTER,), c.RecallReserves,
           ready=an_incident, button=Button(EMERGENCY, 90, _N("verbs", "Recall reserves")))  # fmt: skip


@VERBS.command("next_phase", _N("verbs", "Order the next phase"), "phase 下一阶段", "Shift+N", (ORDERED,),
               ready=an_incident,
               button=Button(EMERGENCY, 220, _N("verbs", "Order next phase"), menu=True))  # fmt: skip
def next_phase(here: Here, muster: Muster) -> c.OrderPhase:
    return c.OrderPhase(muster_id=muster.id, phase=2 if muster.phase2_ordered_ms < 0 else 3)


def _area_back(command: c.SetWorkArea, before: Picture) -> Undo | None:
    muster = before.musters.get(command.muster_id)
    if muster is None or muster.plan is None:
        return None
    area = c.SetWorkArea(muster_id=muster.id, ring_e7=muster.plan.work_area_e7)
    return Undo(lambda now: [area])


@VERBS.command("workarea", _N("verbs", "Radius of the work area"), "workarea 作业区", "Shift+W", (MUSTER, METRES),
               ready=an_order, about=lambda _, __, given: given["metres"], undo=_area_back)  # fmt: skip
def workarea(here: Here, muster: Muster, metres: int) -> c.SetWorkArea:
    """A circle of this radius around the incident."""
    place = here.picture.incidents[muster.incident_id].place
    return c.SetWorkArea(muster_id=muster.id, ring_e7=circle_e7(place.lon_e7, place.lat_e7, metres))


@VERBS.command("standdown", _N("verbs", "Stand the muster down"), "standdown 撤收 解散", "Ctrl+Shift+D",
               (MUSTER, END_REASON), ready=an_incident, chord=_N("verbs", "This is confirmed by Ctrl + Enter."),
               button=Button(EMERGENCY, 240, _N("verbs", "Stand down"), menu=True))  # fmt: skip
def standdown(here: Here, muster: Muster, reason: str) -> tuple[AnyCommand | Also, ...]:
    """Frees everybody who is not on scene; who is clears by himself when his work is done."""
    cancels = (
        Also("cancel", CancelOrder(order_id=order.id, reason=reason), order.unit_id)
        for order in _to_release(muster, here.picture)
    )
    return (c.EndMuster(muster_id=muster.id, reason=reason), *cancels)


def step_due(muster: Muster) -> str:
    """The verb that is due: posts after the strength stands, the declaration, its verification, standing down."""
    if muster.plan is None or muster.ended_ms >= 0:
        return ""
    if muster.t3_ms >= 0:
        return "standdown"
    if all(one.evidence_ms >= 0 for one in muster.items):
        return "declare" if muster.declared_ms < 0 else "verify"
    sent = {one.post for one in muster.units if not one.ended}
    if muster.t1_ms >= 0 and any(post.id not in sent for post in muster.plan.posts):
        return "posts"
    return ""


def _to_release(muster: Muster, picture: Picture) -> list[Order]:
    """Open orders of the muster's units that are not on scene."""
    away = (one for one in muster.units if one.area not in (Area.SCENE, Area.POST))
    held = [order for one in away if (order := picture.orders.get(one.order_id)) is not None]
    return [one for one in held if is_under_way(one) and one.incident_id == muster.incident_id]


VERBS.simply("next_page", _N("verbs", "Next page of the panel"), "next-page 下一页", "]",
             lambda here: here.screen.turn_page(1))  # fmt: skip
VERBS.simply("previous_page", _N("verbs", "Page before"), "previous-page 上一页", "[",
             lambda here: here.screen.turn_page(-1))  # fmt: skip
