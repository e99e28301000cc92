"""Rules of orders and of the units under them. See `console.domain.decide`. Pure, any thread."""

from __future__ import annotations

from collections.abc import Iterator

from console.domain.base.limits import MAX_UNITS_PER_DISPATCH, Numbers
from console.domain.base.message import Asked, Command, Event, Outcome, Refusal
from console.domain.base.refusals import Code, check_text, refuse
from console.domain.base.roles import DESK, SYSTEM, TRACKER, UNITS, Role
from console.domain.incidents.entities import Incident
from console.domain.incidents.rules import find_open_incident, of_open_incident
from console.domain.musters.counting import muster_unit
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Area, Muster, MusterUnit
from console.domain.musters.events import VoiceReported
from console.domain.musters.plan import MusterMode
from console.domain.orders.states import OPEN_ORDER_STATES, STEPS, OrderState, UnitState
from console.domain.picture import Picture, Rules, about, next_id
from console.domain.registry.entities import Unit, UnitKind

from . import commands as c
from . import events as e
from .entities import Order


def find_unit(p: Picture, unit_id: str) -> Unit | Refusal:
    return p.units.get(unit_id) or refuse(Code.UNKNOWN_UNIT, unit=unit_id)


def find_open_order(p: Picture, order_id: str) -> Order | Refusal:
    order = p.orders.get(order_id)
    if order is None:
        return refuse(Code.UNKNOWN_ORDER, order=order_id)
    if order.state not in OPEN_ORDER_STATES:
        return refuse(Code.ORDER_ENDED, order=order.id, state=order.state.value)
    return order


_of_open_order = about(find_open_order, "order_id")
_of_unit = about(find_unit, "unit_id")

O = OrderState  # noqa: E741 - the state machine reads best with one letter


def proxy(a: Asked) -> str:
    """The seat that speaks for a unit by voice; "" when the unit's own terminal did."""
    return a.stamp.seat if a.stamp.role in DESK else ""


def free(unit: Unit) -> Refusal | None:
    """Why the unit cannot be ordered now; None when it can."""
    if unit.order_id:
        return refuse(Code.UNIT_BUSY, unit=unit.id, order=unit.order_id)
    if unit.state is UnitState.OUT_OF_SERVICE:
        return refuse(Code.UNIT_OUT_OF_SERVICE, unit=unit.id, reason=unit.reason)
    if unit.reserved:
        return refuse(Code.UNIT_RESERVED, unit=unit.id)
    return None


def order_to(
    p: Picture,
    incident_id: str,
    choice: c.UnitChoice,
    number: int,
    *,
    to_rally: bool,
    override_reason: str = "",
) -> e.UnitDispatched:
    """The `number`-th new order of a command."""
    return e.UnitDispatched(
        order_id=next_id(p, "O-", "order", 6, ahead=number),
        incident_id=incident_id,
        unit_id=choice.unit_id,
        eta_ms=choice.eta_ms,
        rank=choice.rank,
        override_reason=override_reason,
        to_rally=to_rally,
    )


def gathers(unit: Unit) -> bool:
    """Whether a unit is strength that gathers at a rally point: crews of other departments and drones are not."""
    return unit.kind not in (UnitKind.DEPARTMENT, UnitKind.DRONE)


def rallies(p: Picture, incident_id: str, unit: Unit) -> bool:
    """Whether the unit, sent now, goes to the rally point first: the muster is ordered there and T1 is not reached.

    Crews of other departments (fire, ambulance) and drones are no strength that gathers: they go to the scene.
    """
    if not gathers(unit):
        return False
    muster = muster_of(p, incident_id)
    if muster is None or muster.plan is None or muster.t1_ms >= 0:
        return False
    return muster.plan.mode is not MusterMode.DIRECT_TO_SCENE


def said_there(muster: Muster, unit: MusterUnit, area: Area, post_id: str, entered_by: str) -> VoiceReported:
    """Somebody says by voice that the unit is in an area."""
    return VoiceReported(
        muster_id=muster.id, unit_id=unit.unit_id, area=area, post_id=post_id, entered_by=entered_by
    )


def _dispatch(p: Picture, a: Asked, cmd: c.DispatchUnits, incident: Incident) -> Outcome:
    if not cmd.units:
        return refuse(Code.NO_UNITS)
    if len(cmd.units) > MAX_UNITS_PER_DISPATCH:
        return refuse(Code.TOO_MANY, limit=MAX_UNITS_PER_DISPATCH)
    if wrong := check_text(cmd.override_reason, field="override_reason", required=False):
        return wrong
    out: list[Event] = []
    seen: set[str] = set()
    for number, choice in enumerate(cmd.units, start=1):
        unit = find_unit(p, choice.unit_id)
        if not isinstance(unit, Unit):
            return unit
        if unit.id in seen:
            return refuse(Code.DUPLICATE_UNIT, unit=unit.id)
        seen.add(unit.id)
        if busy := free(unit):
            return busy
        to_rally, reason = rallies(p, incident.id, unit), cmd.override_reason
        out.append(order_to(p, incident.id, choice, number, to_rally=to_rally, override_reason=reason))
    return out


def _progress(p: Picture, a: Asked, cmd: c.ProgressOrder, order: Order) -> Outcome:
    if cmd.state not in STEPS or STEPS[cmd.state].number <= STEPS[order.state].number:
        return refuse(Code.NOT_FORWARD, unit=order.unit_id, state=order.state.value, to=cmd.state.value)
    if cmd.state is O.CLEARED and order.state is not O.ONSCENE:
        return refuse(Code.NOT_ON_SCENE, unit=order.unit_id, state=order.state.value)
    progressed = e.OrderProgressed(
        order_id=order.id,
        unit_id=order.unit_id,
        state=cmd.state,
        entered_by=proxy(a),
        device_ms=cmd.device_ms,
    )
    return [progressed, *_by_voice(p, a, order, cmd.state)]


def _by_voice(p: Picture, a: Asked, order: Order, state: OrderState) -> list[Event]:
    """A desk that enters MUSTERED or ONSCENE under a muster says so by voice, unless the position says it already."""
    area = {O.MUSTERED: Area.RALLY, O.ONSCENE: Area.SCENE}.get(state)
    muster = muster_of(p, order.incident_id) if area is not None and proxy(a) else None
    unit = muster_unit(muster, order.unit_id) if muster is not None else None
    if area is None or muster is None or unit is None:
        return []
    seen = unit.area == area or (area is Area.SCENE and unit.area == Area.POST)
    return [] if seen else [said_there(muster, unit, area, "", proxy(a))]


def _correct(p: Picture, a: Asked, cmd: c.CorrectOrder, order: Order) -> Outcome:
    if cmd.state not in STEPS or STEPS[cmd.state].number >= STEPS[order.state].number:
        return refuse(Code.NOT_BACKWARD, unit=order.unit_id, state=order.state.value, to=cmd.state.value)
    return check_text(cmd.reason, field="reason") or [
        e.OrderCorrected(order_id=order.id, unit_id=order.unit_id, state=cmd.state, reason=cmd.reason)
    ]


def _decline_or_delay(p: Picture, a: Asked, cmd: c.DeclineOrder | c.DelayOrder, order: Order) -> Outcome:
    """A unit declines its order, or says that it will be late; on scene it can do neither."""
    if order.state is O.ONSCENE:
        return refuse(Code.ON_SCENE, unit=order.unit_id)
    event = e.OrderDeclined if isinstance(cmd, c.DeclineOrder) else e.OrderDelayed
    wrong = check_text(cmd.reason, field="reason")
    return wrong or [event(order_id=order.id, unit_id=order.unit_id, reason=cmd.reason)]


def _cancel(p: Picture, a: Asked, cmd: c.CancelOrder, order: Order) -> Outcome:
    needs_reason = STEPS[order.state].number >= STEPS[O.ENROUTE].number
    return check_text(cmd.reason, field="reason", required=needs_reason) or [
        e.OrderCancelled(order_id=order.id, unit_id=order.unit_id, reason=cmd.reason)
    ]


def _divert(p: Picture, a: Asked, cmd: c.DivertUnit, unit: Unit) -> Outcome:
    """An en-route unit may go to a higher level; one on scene only by the duty leader (DOMAIN §2)."""
    if not unit.order_id:
        return refuse(Code.UNIT_HAS_NO_ORDER, unit=unit.id)
    incident = find_open_incident(p, cmd.incident_id)
    if not isinstance(incident, Incident):
        return incident
    order = p.orders[unit.order_id]
    if order.incident_id == incident.id:
        return refuse(Code.SAME_INCIDENT, unit=unit.id, incident=incident.id)
    leader = a.stamp.role is Role.DUTY_LEADER
    if order.state is O.ONSCENE and not leader:
        return refuse(Code.DIVERT_NEEDS_LEADER, unit=unit.id)
    moving = STEPS[order.state].number >= STEPS[O.ENROUTE].number
    if moving and not leader and incident.level >= p.incidents[order.incident_id].level:
        return refuse(Code.DIVERT_NOT_HIGHER, unit=unit.id, incident=incident.id)
    if wrong := check_text(cmd.reason, field="reason", required=moving):
        return wrong
    return [
        e.UnitDiverted(
            unit_id=unit.id,
            old_order_id=order.id,
            new_order_id=next_id(p, "O-", "order", 6),
            incident_id=incident.id,
            eta_ms=cmd.eta_ms,
            reason=cmd.reason,
            to_rally=rallies(p, incident.id, unit),
        )
    ]


def _out_of_service(p: Picture, a: Asked, cmd: c.SetOutOfService, unit: Unit) -> Outcome:
    if wrong := check_text(cmd.reason, field="reason"):
        return wrong
    if unit.state is UnitState.OUT_OF_SERVICE:
        return refuse(Code.ALREADY_DONE)
    out: list[Event] = []
    if unit.order_id:
        out.append(e.OrderCancelled(order_id=unit.order_id, unit_id=unit.id, reason=cmd.reason))
    out.append(e.UnitStateSet(unit_id=unit.id, state=UnitState.OUT_OF_SERVICE, reason=cmd.reason))
    return out


def _return_to_service(p: Picture, a: Asked, cmd: c.ReturnToService, unit: Unit) -> Outcome:
    if unit.state not in (UnitState.OUT_OF_SERVICE, UnitState.CLEARED):
        return refuse(Code.ALREADY_DONE)
    return [e.UnitStateSet(unit_id=unit.id, state=UnitState.AVAILABLE, reason="")]


def _suggest_arrival(p: Picture, a: Asked, cmd: c.SuggestArrival, order: Order) -> Outcome:
    if order.arrival_suggested_ms >= 0 or order.state is O.ONSCENE:
        return refuse(Code.ALREADY_DONE)
    return [e.ArrivalSuggested(order_id=order.id, unit_id=order.unit_id)]


def _contact(p: Picture, a: Asked, cmd: c.LoseContact | c.RegainContact, unit: Unit) -> Outcome:
    losing = isinstance(cmd, c.LoseContact)
    if unit.contact_lost is losing:
        return refuse(Code.ALREADY_DONE)
    if isinstance(cmd, c.LoseContact):
        return [e.ContactLost(unit_id=unit.id, last_fix_ms=cmd.last_fix_ms)]
    return [e.ContactRegained(unit_id=unit.id)]


def _silent(p: Picture, a: Asked, cmd: c.MarkOrderSilent, order: Order) -> Outcome:
    if order.silent or order.state is not O.DISPATCHED:
        return refuse(Code.ALREADY_DONE)
    return [e.OrderSilent(order_id=order.id, unit_id=order.unit_id)]


ORDER_RULES: Rules = {
    c.DispatchUnits: (DESK, of_open_incident(_dispatch)),
    c.ProgressOrder: (UNITS, _of_open_order(_progress)),
    c.CorrectOrder: (DESK, _of_open_order(_correct)),
    c.DeclineOrder: (UNITS, _of_open_order(_decline_or_delay)),
    c.DelayOrder: (UNITS, _of_open_order(_decline_or_delay)),
    c.CancelOrder: (DESK, _of_open_order(_cancel)),
    c.DivertUnit: (DESK, _of_unit(_divert)),
    c.SetOutOfService: (UNITS, _of_unit(_out_of_service)),
    c.ReturnToService: (UNITS, _of_unit(_return_to_service)),
    c.SuggestArrival: (TRACKER, _of_open_order(_suggest_arrival)),
    c.LoseContact: (TRACKER, _of_unit(_contact)),
    c.RegainContact: (TRACKER, _of_unit(_contact)),
    c.MarkOrderSilent: (SYSTEM, _of_open_order(_silent)),
}


def due_orders(picture: Picture, t_ms: int, numbers: Numbers) -> Iterator[Command]:
    """Orders that nobody acknowledges."""
    for order in picture.orders.values():
        waiting = order.state is OrderState.DISPATCHED and not order.silent
        if waiting and t_ms - order.dispatched_ms >= numbers.order_silent_ms:
            yield c.MarkOrderSilent(order_id=order.id)
