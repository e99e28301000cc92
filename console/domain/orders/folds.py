"""Folds of unit orders. An emergency's state follows from them and is never set by hand (DOMAIN §2). See `evolve`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from console.domain.base.message import Stamped
from console.domain.incidents.entities import EMERGENCY_STATES, Incident, IncidentKind, IncidentState
from console.domain.musters.unit_folds import (
    device_told,
    unit_corrected,
    unit_on_scene,
    unit_order_ended,
    unit_ordered,
)
from console.domain.orders.states import OPEN_ORDER_STATES, STEPS, OrderState, UnitState
from console.domain.picture import Folds, Key, Picture

from . import events as e
from .entities import Order

O = OrderState  # noqa: E741 - the state machine reads best with one letter
S = IncidentState


def derived_state(p: Picture, incident: Incident) -> IncidentState:
    """What an emergency's orders make of its state; cases and closed incidents keep their own."""
    if incident.kind is not IncidentKind.EMERGENCY or incident.state not in EMERGENCY_STATES:
        return incident.state
    states = [p.orders[order_id].state for order_id in incident.orders]
    if O.ONSCENE in states:
        return S.IN_PROGRESS
    if any(state in OPEN_ORDER_STATES for state in states):
        return S.ASSIGNED
    return S.PENDING_CHECK if O.CLEARED in states else S.ACCEPTED


def _incident_after(p: Picture, incident_id: str, t_ms: int, **changes: Any) -> Key:
    incident = p.incidents[incident_id]
    if changes:
        incident = replace(incident, **changes)
        p.incidents[incident_id] = incident
    state = derived_state(p, incident)
    if state is not incident.state:
        p.incidents[incident_id] = replace(incident, state=state, step_ms=t_ms)
    return ("incidents", incident_id)


def _open_order(p: Picture, r: Stamped, order: Order) -> list[Key]:
    p.counters["order"] = p.counters.get("order", 0) + 1
    p.orders[order.id] = order
    p.units[order.unit_id] = replace(
        p.units[order.unit_id],
        state=UnitState.DISPATCHED,
        state_ms=r.t_ms,
        order_id=order.id,
        reason="",
    )
    incident = p.incidents[order.incident_id]
    first = incident.first_dispatch_ms if incident.first_dispatch_ms >= 0 else r.t_ms
    key = _incident_after(
        p, order.incident_id, r.t_ms, orders=(*incident.orders, order.id), first_dispatch_ms=first
    )
    return [("orders", order.id), ("units", order.unit_id), key, *unit_ordered(p, r, order)]


def _end_order(p: Picture, r: Stamped, order_id: str, state: OrderState, reason: str) -> list[Key]:
    order = p.orders[order_id]
    p.orders[order_id] = replace(order, state=state, ended_ms=r.t_ms, reason=reason)
    p.units[order.unit_id] = replace(
        p.units[order.unit_id], state=UnitState.AVAILABLE, state_ms=r.t_ms, order_id="", reason=reason
    )
    key = _incident_after(p, order.incident_id, r.t_ms)
    return [("orders", order_id), ("units", order.unit_id), key, *unit_order_ended(p, r, order)]


def _dispatched(p: Picture, r: Stamped, ev: e.UnitDispatched) -> list[Key]:
    order = Order(
        id=ev.order_id,
        incident_id=ev.incident_id,
        unit_id=ev.unit_id,
        state=O.DISPATCHED,
        dispatched_ms=r.t_ms,
        eta_ms=ev.eta_ms,
        recommended_rank=ev.rank,
        reason=ev.override_reason,
        to_rally=ev.to_rally,
    )
    return _open_order(p, r, order)


def _progressed(p: Picture, r: Stamped, ev: e.OrderProgressed) -> list[Key]:
    order = p.orders[ev.order_id]
    if ev.state is O.CLEARED:
        p.orders[order.id] = replace(order, state=O.CLEARED, ended_ms=r.t_ms, entered_by=ev.entered_by)
        p.units[order.unit_id] = replace(
            p.units[order.unit_id], state=UnitState.CLEARED, state_ms=r.t_ms, order_id=""
        )
        key = _incident_after(p, order.incident_id, r.t_ms)
        keys: list[Key] = [("orders", order.id), ("units", order.unit_id), key]
        return keys + unit_order_ended(p, r, order) + device_told(p, r, order.id, ev.device_ms)
    times = {name: r.t_ms for name in STEPS[ev.state].times if getattr(order, name) < 0}
    p.orders[order.id] = replace(order, state=ev.state, silent=False, entered_by=ev.entered_by, **times)
    p.units[order.unit_id] = replace(p.units[order.unit_id], state=UnitState(ev.state.value), state_ms=r.t_ms)
    changes: dict[str, Any] = {}
    if ev.state is O.ONSCENE and p.incidents[order.incident_id].first_onscene_ms < 0:
        changes["first_onscene_ms"] = r.t_ms
    key = _incident_after(p, order.incident_id, r.t_ms, **changes)
    keys = [("orders", order.id), ("units", order.unit_id), key]
    if ev.state is O.ONSCENE:
        keys += unit_on_scene(p, r, order)
    return keys + device_told(p, r, order.id, ev.device_ms)


def _corrected(p: Picture, r: Stamped, ev: e.OrderCorrected) -> list[Key]:
    order = p.orders[ev.order_id]
    keep = STEPS[ev.state].times
    times = ("acknowledged_ms", "enroute_ms", "mustered_ms", "onscene_ms")
    undone = {name: -1 for name in times if name not in keep}
    p.orders[order.id] = replace(order, state=ev.state, reason=ev.reason, **undone)
    p.units[order.unit_id] = replace(p.units[order.unit_id], state=UnitState(ev.state.value), state_ms=r.t_ms)
    key = _incident_after(p, order.incident_id, r.t_ms)
    return [("orders", order.id), ("units", order.unit_id), key, *unit_corrected(p, r, order)]


def _declined(p: Picture, r: Stamped, ev: e.OrderDeclined) -> list[Key]:
    return _end_order(p, r, ev.order_id, O.DECLINED, ev.reason)


def _cancelled(p: Picture, r: Stamped, ev: e.OrderCancelled) -> list[Key]:
    return _end_order(p, r, ev.order_id, O.CANCELLED, ev.reason)


def _delayed(p: Picture, r: Stamped, ev: e.OrderDelayed) -> list[Key]:
    p.orders[ev.order_id] = replace(p.orders[ev.order_id], delayed=True, reason=ev.reason)
    return [("orders", ev.order_id)]


def _diverted(p: Picture, r: Stamped, ev: e.UnitDiverted) -> list[Key]:
    keys = _end_order(p, r, ev.old_order_id, O.DIVERTED, ev.reason)
    order = Order(
        id=ev.new_order_id,
        incident_id=ev.incident_id,
        unit_id=ev.unit_id,
        state=O.DISPATCHED,
        dispatched_ms=r.t_ms,
        eta_ms=ev.eta_ms,
        reason=ev.reason,
        to_rally=ev.to_rally,
    )
    return keys + _open_order(p, r, order)


def _silent(p: Picture, r: Stamped, ev: e.OrderSilent) -> list[Key]:
    p.orders[ev.order_id] = replace(p.orders[ev.order_id], silent=True)
    return [("orders", ev.order_id)]


def _arrival_suggested(p: Picture, r: Stamped, ev: e.ArrivalSuggested) -> list[Key]:
    p.orders[ev.order_id] = replace(p.orders[ev.order_id], arrival_suggested_ms=r.t_ms)
    return [("orders", ev.order_id)]


def _contact(p: Picture, r: Stamped, ev: e.ContactLost | e.ContactRegained) -> list[Key]:
    p.units[ev.unit_id] = replace(p.units[ev.unit_id], contact_lost=isinstance(ev, e.ContactLost))
    return [("units", ev.unit_id)]


def _unit_state(p: Picture, r: Stamped, ev: e.UnitStateSet) -> list[Key]:
    p.units[ev.unit_id] = replace(p.units[ev.unit_id], state=ev.state, state_ms=r.t_ms, reason=ev.reason)
    return [("units", ev.unit_id)]


ORDER_FOLDS: Folds = {
    e.UnitDispatched: _dispatched,
    e.OrderProgressed: _progressed,
    e.OrderCorrected: _corrected,
    e.OrderDeclined: _declined,
    e.OrderDelayed: _delayed,
    e.OrderCancelled: _cancelled,
    e.UnitDiverted: _diverted,
    e.OrderSilent: _silent,
    e.ArrivalSuggested: _arrival_suggested,
    e.ContactLost: _contact,
    e.ContactRegained: _contact,
    e.UnitStateSet: _unit_state,
}
