"""Verbs of units and their orders: what crews report by voice, and what is done with them. See `declaration`.

Qt main thread. A unit is named by its call sign; what is said for it is about its open order, without which nothing
can be said.
"""

from __future__ import annotations

from typing import Final

from console.desk.letters import Undo
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.orders import commands as c
from console.domain.orders.entities import Order
from console.domain.orders.states import AT_PLACE, OPEN_ORDER_STATES, OrderState, UnitState
from console.domain.picture import Picture
from console.verbs import values as kinds
from console.verbs.declaration import Entry, Group, Param, Spot, Verbs
from console.verbs.here import Here
from console.verbs.params import BOUND_UNIT, MAY_REASON, REASON, UNIT
from console.words.phrases import TAKEN_BACK
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.UNITS)

ROWS, MAP = (Spot.ROW, Spot.UNIT), (Spot.MAP_UNIT,)
STATE = Param("state", kinds.STATE, _N("verbs", "Which state?"))
TO = Param("incident", kinds.INCIDENT, _N("verbs", "To which incident?"))

LATE = {"delayed", "lost_contact"}
FROM: Final[dict[str, frozenset[str]]] = {
    "acknowledged": frozenset({OrderState.DISPATCHED}),
    "enroute": OPEN_ORDER_STATES - {OrderState.ENROUTE, OrderState.ONSCENE} | LATE,
    "onscene": OPEN_ORDER_STATES - {OrderState.DISPATCHED, OrderState.ONSCENE} | LATE,
    "cleared": AT_PLACE | {"lost_contact"},
}
"""From which states a row offers a report: forward only, a correction is another verb."""


def _report(state: str, words: str, order: int) -> Entry:
    return Entry(ROWS, order, words, values=(("state", state),), states=FROM[state])


def _is_bound(here: Here, unit_id: str) -> bool:
    unit = here.picture.units.get(unit_id)
    return unit is not None and bool(unit.order_id)


# -- taking back -------------------------------------------------------------------------------------------------------


def _report_back(command: c.ProgressOrder, before: Picture) -> Undo | None:
    order = before.orders.get(command.order_id)
    if order is None or command.state is OrderState.CLEARED:
        return None

    def back(now: Picture) -> list[AnyCommand]:
        known = now.orders.get(command.order_id)
        if known is None or known.state is not command.state:
            return []
        return [c.CorrectOrder(order_id=command.order_id, state=order.state, reason=TAKEN_BACK)]

    return Undo(back)


def _in_service(command: c.SetOutOfService, _: Picture) -> Undo:
    def back(now: Picture) -> list[AnyCommand]:
        unit = now.units.get(command.unit_id)
        if unit is None or unit.state is not UnitState.OUT_OF_SERVICE:
            return []
        return [c.ReturnToService(unit_id=command.unit_id)]

    return Undo(back)


def _out_of_service(command: c.ReturnToService, before: Picture) -> Undo:
    unit = before.units.get(command.unit_id)
    reason = "" if unit is None else unit.reason
    return Undo(lambda now: [c.SetOutOfService(unit_id=command.unit_id, reason=reason or TAKEN_BACK)])


# -- verbs -------------------------------------------------------------------------------------------------------------

VERBS.asks("proxy", _N("verbs", "Enter a unit's report by voice"), "proxy 代报 p report 到场 语音", "P",
           (BOUND_UNIT, STATE),
           c.ProgressOrder,
           entries=(_report("acknowledged", _N("verbs", "Acknowledged"), 10),
                    _report("enroute", _N("verbs", "En route"), 20),
                    _report("onscene", _N("verbs", "On scene"), 30),
                    _report("cleared", _N("verbs", "Cleared"), 40),
                    Entry(MAP, 20, when=_is_bound)),
           undo=_report_back)  # fmt: skip
VERBS.asks("correct", _N("verbs", "Correct a unit's state"), "correct 更正", "", (BOUND_UNIT, STATE, REASON),
           c.CorrectOrder)  # fmt: skip
VERBS.asks("cancel", _N("verbs", "Cancel an order"), "cancel 取消派警 c 撤警", "C",
           (BOUND_UNIT, MAY_REASON), c.CancelOrder,
           entries=(Entry(ROWS, 70, _N("verbs", "Cancel order …"), states=frozenset().union(*FROM.values()),
                          says_why=True),
                    Entry(MAP, 40, when=_is_bound)))  # fmt: skip


@VERBS.command("divert", _N("verbs", "Divert a unit"), "divert 改派 转派 redirect", "D", (BOUND_UNIT, TO, MAY_REASON),
               entries=(Entry(MAP, 30, when=_is_bound),))  # fmt: skip
def divert(here: Here, unit: Order, incident: Incident, reason: str = "") -> c.DivertUnit:
    eta_s = here.seat.world.telemetry.eta_s(incident.id, unit.unit_id)
    eta_ms = eta_s * 1000 if eta_s >= 0 else -1
    return c.DivertUnit(unit_id=unit.unit_id, incident_id=incident.id, eta_ms=eta_ms, reason=reason)


VERBS.asks("decline", _N("verbs", "Unit declines"), "decline 拒签", "", (BOUND_UNIT, REASON), c.DeclineOrder,
           entries=(Entry(ROWS, 50, _N("verbs", "Declined …"), states=frozenset({"dispatched", "acknowledged"})),)
           )  # fmt: skip
VERBS.asks("delay", _N("verbs", "Unit is delayed"), "delay 延误 迟到", "", (BOUND_UNIT, REASON), c.DelayOrder,
           entries=(Entry(ROWS, 60, _N("verbs", "Delayed …"),
                          states=frozenset({"dispatched", "acknowledged", "enroute"})),))  # fmt: skip
VERBS.asks("oos", _N("verbs", "Unit out of service"), "oos 停用 退勤", "", (UNIT, REASON), c.SetOutOfService,
           entries=(Entry((Spot.UNIT,), 80, _N("verbs", "Out of service …")), Entry(MAP, 50)),
           undo=_in_service)  # fmt: skip
VERBS.asks("back", _N("verbs", "Unit back in service"), "back 恢复 归队", "", (UNIT,), c.ReturnToService,
           entries=(Entry((Spot.UNIT,), 90, _N("verbs", "Back in service")),),
           undo=_out_of_service)  # fmt: skip
