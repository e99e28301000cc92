"""Commands about orders and the units under them. Pure data, any thread."""

from __future__ import annotations

import msgspec

from console.domain.base.message import Command
from console.domain.orders.states import OrderState


class UnitChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of a dispatch with what the recommendation showed: ETA (−1 unknown) and rank (1 first, 0 not shown)."""

    unit_id: str
    eta_ms: int = -1
    rank: int = 0


class DispatchUnits(Command, frozen=True, kw_only=True, tag="dispatch_units"):
    """派警: all units or none. `override_reason` is kept when the choice departs from the recommendation."""

    incident_id: str
    units: tuple[UnitChoice, ...]
    override_reason: str = ""


class CancelOrder(Command, frozen=True, kw_only=True, tag="cancel_order"):
    order_id: str
    reason: str = ""


class DivertUnit(Command, frozen=True, kw_only=True, tag="divert_unit"):
    unit_id: str
    incident_id: str
    eta_ms: int = -1
    reason: str = ""


class ProgressOrder(Command, frozen=True, kw_only=True, tag="progress_order"):
    """Forward step of an order: by the unit's terminal, or by voice proxy from a seat (then marked)."""

    order_id: str
    state: OrderState
    device_ms: int = -1


class CorrectOrder(Command, frozen=True, kw_only=True, tag="correct_order"):
    order_id: str
    state: OrderState
    reason: str


class DeclineOrder(Command, frozen=True, kw_only=True, tag="decline_order"):
    order_id: str
    reason: str


class DelayOrder(Command, frozen=True, kw_only=True, tag="delay_order"):
    order_id: str
    reason: str


class SetOutOfService(Command, frozen=True, kw_only=True, tag="set_out_of_service"):
    """Breakdown, meal, end of shift. With an open order the order is cancelled with this reason."""

    unit_id: str
    reason: str


class ReturnToService(Command, frozen=True, kw_only=True, tag="return_to_service"):
    unit_id: str


class SuggestArrival(Command, frozen=True, kw_only=True, tag="suggest_arrival"):
    """Tracker only."""

    order_id: str


class LoseContact(Command, frozen=True, kw_only=True, tag="lose_contact"):
    """Tracker only."""

    unit_id: str
    last_fix_ms: int


class RegainContact(Command, frozen=True, kw_only=True, tag="regain_contact"):
    """Tracker only."""

    unit_id: str


class MarkOrderSilent(Command, frozen=True, kw_only=True, tag="mark_order_silent"):
    """Hub timer."""

    order_id: str
