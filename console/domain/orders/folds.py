"""Folds of unit orders. An emergency's state follows from them and is never set by hand (DOMAIN §2). See `evolve`."""

from __future__ import annotations

from typing import Any

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
from console.domain.picture import Folds, Key, Picture, change

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


def _incident_after(p: Picture, incident_id: str, t_ms: int, **changes: Any) -> list[Key]:
    keys = change(p, "incidents", incident_id, **changes) if changes else [("incidents", incident_id)]
    incident = p.incidents[incident_id]
    state = derived_state(p, incident)
    return keys if state is incident.state else change(p, "incidents", incident_id, state=state, step_ms=t_ms)


def _open_order(p: Picture, r: Stamped, order: Order) -> list[Key]:
    p.counters["order"] = p.counters.get("order", 0) + 1
    p.orders[order.id] = order
    sent = {"state": UnitState.DISPATCHED, "state_ms": r.t_ms, "order_id": order.id, "reason": ""}
    keys = [("orders", order.id), *change(p, "units", order.unit_id, **sent)]
    incident = p.incidents[order.incident_id]
    changed = {
        "orders": (*incident.orders, order.id),
        "first_dispatch_ms": incident.first_dispatch_ms if incident.first_dispatch_ms >= 0 else r.t_ms,
    }
    return keys + _incident_after(p, order.incident_id, r.t_ms, **changed) + unit_ordered(p, r, order)


def _end_order(p: Picture, r: Stamped, order_id: str, state: OrderState, reason: str) -> list[Key]:
    order = p.orders[order_id]
    keys = change(p, "orders", order_id, state=state, ended_ms=r.t_ms, reason=reason)
    freed = {"state": UnitState.AVAILABLE, "state_ms": r.t_ms, "order_id": "", "reason": reason}
    keys += change(p, "units", order.unit_id, **freed)
    return keys + _incident_after(p, order.incident_id, r.t_ms) + unit_order_ended(p, r, order)


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
    unit: dict[str, Any] = {"state": UnitState(ev.state.value), "state_ms": r.t_ms}
    incident: dict[str, Any] = {}
    if ev.state is O.CLEARED:
        keys = change(p, "orders", order.id, state=O.CLEARED, ended_ms=r.t_ms, entered_by=ev.entered_by)
        unit["order_id"] = ""
    else:
        times = {name: r.t_ms for name in STEPS[ev.state].times if getattr(order, name) < 0}
        done = {"state": ev.state, "silent": False, "entered_by": ev.entered_by, **times}
        keys = change(p, "orders", order.id, **done)
    if ev.state is O.ONSCENE and p.incidents[order.incident_id].first_onscene_ms < 0:
        incident["first_onscene_ms"] = r.t_ms
    keys += change(p, "units", order.unit_id, **unit) + _incident_after(
        p, order.incident_id, r.t_ms, **incident
    )
    if ev.state is O.CLEARED:
        keys += unit_order_ended(p, r, order)
    elif ev.state is O.ONSCENE:
        keys += unit_on_scene(p, r, order)
    return keys + device_told(p, r, order.id, ev.device_ms)


def _corrected(p: Picture, r: Stamped, ev: e.OrderCorrected) -> list[Key]:
    order = p.orders[ev.order_id]
    times = ("acknowledged_ms", "enroute_ms", "mustered_ms", "onscene_ms")
    undone = {name: -1 for name in times if name not in STEPS[ev.state].times}
    keys = change(p, "orders", order.id, state=ev.state, reason=ev.reason, **undone)
    keys += change(p, "units", order.unit_id, state=UnitState(ev.state.value), state_ms=r.t_ms)
    return keys + _incident_after(p, order.incident_id, r.t_ms) + unit_corrected(p, r, order)


def _declined(p: Picture, r: Stamped, ev: e.OrderDeclined) -> list[Key]:
    return _end_order(p, r, ev.order_id, O.DECLINED, ev.reason)


def _cancelled(p: Picture, r: Stamped, ev: e.OrderCancelled) -> list[Key]:
    return _end_order(p, r, ev.order_id, O.CANCELLED, ev.reason)


def _delayed(p: Picture, r: Stamped, ev: e.OrderDelayed) -> list[Key]:
    return change(p, "orders", ev.order_id, delayed=True, reason=ev.reason)


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
    return change(p, "orders", ev.order_id, silent=True)


def _arrival_suggested(p: Picture, r: Stamped, ev: e.ArrivalSuggested) -> list[Key]:
    return change(p, "orders", ev.order_id, arrival_suggested_ms=r.t_ms)


def _contact(p: Picture, r: Stamped, ev: e.ContactLost | e.ContactRegained) -> list[Key]:
    return change(p, "units", ev.unit_id, contact_lost=isinstance(ev, e.ContactLost))


def _unit_state(p: Picture, r: Stamped, ev: e.UnitStateSet) -> list[Key]:
    return change(p, "units", ev.unit_id, state=ev.state, state_ms=r.t_ms, reason=ev.reason)


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
