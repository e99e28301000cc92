"""What units that are ordered somewhere and have not left yet still need before their wheels roll.

Pure; used by the planner's core. A unit's registered turnout runs from its order, so that what was recommended (drive
and turnout) and what is said after the dispatch are one figure that falls second by second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState
from console.domain.registry.entities import Unit

OVERDUE_S = 5.0
"""Said of a unit that should have left already."""
_WAITING = frozenset({OrderState.DISPATCHED, OrderState.ACKNOWLEDGED})


def turnout_left_s(orders: Iterable[Order], units: Mapping[str, Unit], t_ms: int) -> dict[str, float]:
    """Seconds by unit, for the orders whose units have not left yet; never less than OVERDUE_S."""
    left: dict[str, float] = {}
    for order in orders:
        unit = units.get(order.unit_id)
        if unit is not None and order.state in _WAITING:
            since_s = max(t_ms - order.dispatched_ms, 0) / 1000
            left[unit.id] = max(unit.turnout_s - since_s, OVERDUE_S)
    return left
