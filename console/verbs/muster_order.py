"""Verbs of a muster before it goes on: the order as shown, what is chosen for it, who is sent after it.

What the chord sends is the very order that the panel describes. Where none is offered nothing can be built, and the
rules' own words say why. Qt main thread; see `declaration`.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from console.desk.letters import Undo
from console.desk.offer import is_free
from console.domain.base.place import Place
from console.domain.base.refusals import Code
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.musters.commands import ActivateMuster, EndMuster, OrderMuster
from console.domain.musters.destinations import muster_of
from console.domain.musters.plan import MusterPlan
from console.domain.orders.commands import CancelOrder, DispatchUnits
from console.domain.picture import Picture
from console.domain.registry.entities import Unit
from console.verbs import muster_values as kinds
from console.verbs.declaration import Button, Entry, Group, NotNow, Param, Spot, Values, Verbs
from console.verbs.dispatching import about_units, advised_units, dispatch_back, dispatching, is_under_way
from console.verbs.here import Here
from console.verbs.params import INCIDENT, UNIT
from console.words.phrases import END_REASONS
from console.words.said import Words, said
from widgets.durations import clock_text
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

VERBS = Verbs(Group.MUSTER)

EMERGENCY: Final = (Spot.EMERGENCY,)
MISTAKE: Final = END_REASONS[-1]
RALLY_FAULTS: Final = frozenset({Code.RALLY_REQUIRED, Code.RALLY_IN_WATER, Code.RALLY_UNREACHABLE})
PLAN_FAULTS: Final = RALLY_FAULTS | {Code.BAD_PLAN, Code.PARALLEL_NEEDS_DIRECT, Code.NO_UNITS}
"""What the order form can mend: it opens in spite of them."""


def an_incident(here: Here) -> Words | None:
    """Stands against a key where no incident is selected."""
    return said("command", "Select an incident first") if here.seat.incident is None else None


# -- the order ---------------------------------------------------------------------------------------------------------


def ordering(here: Here, incident: Incident) -> OrderMuster | NotNow:
    """The order as it is offered."""
    offer = here.offer_for(incident)
    if offer is None:
        empty = MusterPlan(rally=None, work_area_e7=(), posts=(), checklist=())
        return NotNow(OrderMuster(incident_id=incident.id, plan=empty, units=()))
    return offer.command


def _offer_words(here: Here) -> str:
    """What the teal button would order."""
    offer = here.seat.offer
    if offer is None or not offer.command.units:
        return ""
    tr = QCoreApplication.translate
    words = tr("muster", "Muster {0} units · {1} officers").format(len(offer.command.units), offer.officers)
    if offer.t_star_s < 0 or not offer.exact:
        return words
    in_time = tr("muster", "{0} in {1}").format(offer.required, clock_text(offer.t_star_s * 1000))
    return f"{words} · {in_time}"


def _bare_title(here: Here) -> str:
    offer, names = here.seat.offer, here.seat.world.names
    grids = names.grids(() if offer is None else offer.uncovers)
    words = QCoreApplication.translate("muster", "Muster order — leaves below cover: {0}")
    return words.format(grids)


def _about_order(_: Here, command: OrderMuster, __: Values) -> str:
    units = QCoreApplication.translate("muster", "{0} units").format(len(command.units))
    return f"{command.incident_id} · {units}"


# -- taking back -------------------------------------------------------------------------------------------------------


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
        CancelOrder(order_id=order.id, reason=MISTAKE) for order in fresh if is_under_way(order)
    ]
    return [EndMuster(muster_id=muster.id, reason=MISTAKE), *cancels]


def _order_back(command: OrderMuster, before: Picture) -> Undo:
    known = frozenset(before.orders)
    return Undo(lambda now: _stand_down(now, command.incident_id, known))


def _activation_back(command: ActivateMuster, _: Picture) -> Undo:
    return Undo(lambda now: _stand_down(now, command.incident_id, None))


# -- verbs -------------------------------------------------------------------------------------------------------------

PLAN = Param("plan", kinds.PLAN, _N("verbs", "Which plan? 1 to 3"))
RALLY = Param(
    "rally", kinds.RALLY, _N("verbs", "Which rally point? A number, a name, a click on the map"), preset=True
)


@VERBS.command("muster", _N("verbs", "Give the muster order as shown"), "muster 集结 集结令", "Ctrl+M",
               (INCIDENT,), ready=an_incident,
               button=Button(EMERGENCY, 20, _N("verbs", "Muster"), always=True, primary=True,
                             teal_words=_offer_words, title=_bare_title),
               about=_about_order, undo=_order_back)  # fmt: skip
def muster(here: Here, incident: Incident) -> OrderMuster | NotNow:
    return ordering(here, incident)


@VERBS.handler("muster_form", _N("verbs", "Edit the muster order"), "edit-order 编辑集结令", "Shift+M", (INCIDENT,),
               ready=an_incident, trial=ordering,
               button=Button(EMERGENCY, 40, _N("verbs", "Edit the order"), forgives=PLAN_FAULTS))  # fmt: skip
def muster_form(here: Here, incident: Incident) -> NotNow | None:
    order = ordering(here, incident)
    if isinstance(order, NotNow):
        return order
    here.screen.open_order_form()
    return None


@VERBS.handler("plan", _N("verbs", "Choose the muster plan"), "plan 方案", "", (INCIDENT, PLAN),
               local_keys=("1", "2", "3"))  # fmt: skip
def plan_(here: Here, incident: Incident, plan: str) -> None:
    here.seat.drafts.of(incident.id).choose_plan(plan)
    here.seat.case_changed.emit()


@VERBS.handler("rally", _N("verbs", "Choose the rally point"), "rally 集结点 集合点", "Shift+R", (INCIDENT, RALLY),
               entries=(Entry((Spot.MAP_GROUND,), 10, _N("verbs", "Rally point here"),
                              when=lambda here, _: here.seat.offer is not None),))  # fmt: skip
def rally_(here: Here, incident: Incident, rally: Place) -> None:
    here.seat.drafts.of(incident.id).rally = rally
    here.seat.case_changed.emit()


@VERBS.handler("without", _N("verbs", "Leave a unit out of the order, or take it in"), "without 不派", "",
               (INCIDENT, UNIT), local_keys=("Space",))  # fmt: skip
def without(here: Here, incident: Incident, unit: Unit) -> None:
    here.seat.drafts.of(incident.id).toggle(unit.id)
    here.seat.case_changed.emit()


@VERBS.command("activate", _N("verbs", "Start the clock without an order yet"), "activate 启动", "Shift+A",
               (INCIDENT,), ready=an_incident,
               button=Button(EMERGENCY, 210, _N("verbs", "Start the clock"), menu=True),
               undo=_activation_back)  # fmt: skip
def activate(here: Here, incident: Incident) -> ActivateMuster | NotNow:
    command = ActivateMuster(incident_id=incident.id)
    return NotNow(command) if here.offer_for(incident) is None else command


@VERBS.command("substitute", _N("verbs", "Send the first substitute"), "substitute 替补 增援", "Q", (INCIDENT,),
               about=about_units, undo=dispatch_back)  # fmt: skip
def substitute(here: Here, incident: Incident) -> DispatchUnits | Words:
    units, seat = here.picture.units, here.seat
    shown = seat.case_id == incident.id
    advised = seat.recommended if shown else advised_units(incident.id, here.picture, seat.world.telemetry)
    first = next((one for one in advised if is_free(units.get(one)) and units[one].sworn), "")
    if not first:
        return said("command", "There is no recommendation yet")
    return dispatching(here, incident.id, (first,))
