"""派警单: an order to one unit. Pure data, any thread; part of the picture hash."""

from __future__ import annotations

import msgspec

from .states import OrderState


class Order(msgspec.Struct, frozen=True, kw_only=True, tag="order", gc=False):
    """派警单: an order to one unit. `*_ms` −1 = not yet. Arrival keeps both times: suggested and confirmed."""

    id: str
    incident_id: str
    unit_id: str
    state: OrderState
    dispatched_ms: int
    eta_ms: int = -1
    recommended_rank: int = 0
    acknowledged_ms: int = -1
    enroute_ms: int = -1
    arrival_suggested_ms: int = -1
    onscene_ms: int = -1
    ended_ms: int = -1
    delayed: bool = False
    silent: bool = False
    reason: str = ""
    entered_by: str = ""
    to_rally: bool = False
    """Ordered to the muster's rally point first; `console.domain.musters.destinations` says where it goes now."""
    post: str = ""
    """Post it was sent to from there; "scene" = to the scene without one; "" = not sent."""
    mustered_ms: int = -1
    skew_ms: int = 0
    """Largest difference seen between its device's clock and the hub's."""
