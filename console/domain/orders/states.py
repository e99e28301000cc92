"""Where an order, and the unit under it, can stand: DOMAIN §2 as one table. Pure data, any thread.

A state added here, with its word (`widgets/words.py`) and its glyph (`widgets/glyphs.py`), is known everywhere: rules,
folds, planner, tracker, queue, map and strength read the sets below.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class OrderState(StrEnum):
    """One order to one unit; the last four are final."""

    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    ENROUTE = "enroute"
    MUSTERED = "mustered"
    STAGED = "staged"
    ONSCENE = "onscene"
    CLEARED = "cleared"
    DECLINED = "declined"
    DIVERTED = "diverted"
    CANCELLED = "cancelled"


class UnitState(StrEnum):
    """Where a unit is in its order (the same words), or why it has none."""

    AVAILABLE = "available"
    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    ENROUTE = "enroute"
    MUSTERED = "mustered"
    STAGED = "staged"
    ONSCENE = "onscene"
    CLEARED = "cleared"
    OUT_OF_SERVICE = "out_of_service"


@dataclass(frozen=True, slots=True)
class Step:
    """How far along an order is in this state: forward skips are allowed, backward only as a logged correction.

    `times` are the fields of `Order` that the step implies: whoever is en route has acknowledged. `there`: at a rally
    point, a staging area or the scene.
    """

    number: int
    times: tuple[str, ...] = ()
    there: bool = False


STEPS: Final[dict[OrderState, Step]] = {
    OrderState.DISPATCHED: Step(0),
    OrderState.ACKNOWLEDGED: Step(1, ("acknowledged_ms",)),
    OrderState.ENROUTE: Step(2, ("acknowledged_ms", "enroute_ms")),
    OrderState.MUSTERED: Step(3, ("acknowledged_ms", "enroute_ms", "mustered_ms"), there=True),
    OrderState.STAGED: Step(3, ("acknowledged_ms", "enroute_ms"), there=True),
    OrderState.ONSCENE: Step(4, ("acknowledged_ms", "enroute_ms", "onscene_ms"), there=True),
    OrderState.CLEARED: Step(5),
}
"""The way of an order, in order; the other states end it from anywhere."""

OPEN_ORDER_STATES: Final = frozenset(STEPS) - {OrderState.CLEARED}
"""Order states in which the unit is bound."""
ON_THE_WAY: Final = frozenset(state for state in OPEN_ORDER_STATES if not STEPS[state].there)
"""Sent, and not there yet."""
AT_PLACE: Final = OPEN_ORDER_STATES - ON_THE_WAY
"""At a rally point, a staging area or the scene."""
FARTHEST_FIRST: Final = tuple(state for state in reversed(STEPS) if state in OPEN_ORDER_STATES)
"""Open states, the one nearest to the end first."""

FREE: Final = frozenset({UnitState.AVAILABLE, UnitState.CLEARED})
"""Unit states without an order in which a unit may be sent."""
UNITS_AT_PLACE: Final = frozenset(UnitState(state.value) for state in AT_PLACE)
UNITS_ON_THE_WAY: Final = frozenset(UnitState(state.value) for state in ON_THE_WAY)
"""The same, of units."""
