"""Events of orders and of the units under them. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Event
from console.domain.orders.states import OrderState, UnitState


class UnitDispatched(Event, frozen=True, kw_only=True, tag="unit_dispatched"):
    """`eta_ms` and `rank` are what the recommendation showed then (−1, 0 = it was not among the shown)."""

    order_id: str
    incident_id: str
    unit_id: str
    eta_ms: int
    rank: int
    override_reason: str
    to_rally: bool = False
    """Ordered to the rally point of a muster, not straight to the place of the incident."""


class OrderProgressed(Event, frozen=True, kw_only=True, tag="order_progressed"):
    """A step forward, from the field or by voice proxy (`entered_by` = the seat that typed it)."""

    order_id: str
    unit_id: str
    state: OrderState
    entered_by: str
    device_ms: int = -1
    """What the device's clock said, in hub time; −1 = not told. Never judged by."""


class OrderCorrected(Event, frozen=True, kw_only=True, tag="order_corrected"):
    """A step backward, logged as a correction."""

    order_id: str
    unit_id: str
    state: OrderState
    reason: str


class OrderDeclined(Event, frozen=True, kw_only=True, tag="order_declined"):
    order_id: str
    unit_id: str
    reason: str


class OrderDelayed(Event, frozen=True, kw_only=True, tag="order_delayed"):
    order_id: str
    unit_id: str
    reason: str


class OrderCancelled(Event, frozen=True, kw_only=True, tag="order_cancelled"):
    order_id: str
    unit_id: str
    reason: str


class UnitDiverted(Event, frozen=True, kw_only=True, tag="unit_diverted"):
    """改派: one order closed and another opened in one event."""

    unit_id: str
    old_order_id: str
    new_order_id: str
    incident_id: str
    eta_ms: int
    reason: str
    to_rally: bool = False


class OrderSilent(Event, frozen=True, kw_only=True, tag="order_silent"):
    """Not acknowledged in time: a substitute should be thought of."""

    order_id: str
    unit_id: str


class ArrivalSuggested(Event, frozen=True, kw_only=True, tag="arrival_suggested"):
    """The tracker saw the unit inside the fence; person or policy confirms. Both times are kept."""

    order_id: str
    unit_id: str


class ContactLost(Event, frozen=True, kw_only=True, tag="contact_lost"):
    unit_id: str
    last_fix_ms: int


class ContactRegained(Event, frozen=True, kw_only=True, tag="contact_regained"):
    unit_id: str


class UnitStateSet(Event, frozen=True, kw_only=True, tag="unit_state_set"):
    """Out of service, or back to available, outside any order."""

    unit_id: str
    state: UnitState
    reason: str
