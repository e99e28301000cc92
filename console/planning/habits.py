"""How crews answer orders, as seen: shares and times, from a prior that is moved by what this run has shown.

Pure data, any thread. The forecast draws from it. Priors are middling values of the timing bands of a 110 bulletin and
count as much as PRIOR_ORDERS orders; nothing here knows how a simulated town was set up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Final

from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState, UnitState
from console.domain.registry.entities import Unit

PRIOR_ORDERS: Final = 40.0
DECLINE_SHARE: Final = 0.03
SLOW_SHARE: Final = 0.03
"""Share of orders that are not signed within SLOW_S."""
SLOW_S: Final = 60.0
FAIL_PER_DRIVE_S: Final = 1.2e-4
"""Breakdowns per second of driving under an order: about 2 % of drives of three minutes."""
HELD_UP_PER_DRIVE_S: Final = 3e-4
PRESENT_SHARE: Final = 0.98
"""Officers of a roster who are there."""
_PRIOR_OFFICERS: Final = 150.0
_PRIOR_DRIVE_S: Final = 6_000.0
ACKNOWLEDGE_S: Final = 13.0
TURNOUT_RATIO: Final = 1.0
_PRIOR_TURNOUTS: Final = 6.0


@dataclass(frozen=True, slots=True)
class Habits:
    """Means of what is drawn. `turnout_ratio` is actual ÷ registered turnout, from the order to rolling wheels."""

    decline_share: float = DECLINE_SHARE
    slow_share: float = SLOW_SHARE
    fail_per_drive_s: float = FAIL_PER_DRIVE_S
    held_up_per_drive_s: float = HELD_UP_PER_DRIVE_S
    present_share: float = PRESENT_SHARE
    acknowledge_s: float = ACKNOWLEDGE_S
    """Median of those that are not slow."""
    turnout_ratio: float = TURNOUT_RATIO


def learned(orders: Iterable[Order], units: Mapping[str, Unit], roster: int = 0, present: int = 0) -> Habits:
    """Of the orders that the picture holds; `present` of `roster` officers were there where a head-count is known."""
    answered = declined = slow = failed = held_up = turnouts = prompt = 0
    drive_s = turnout = prompt_log = 0.0
    for order in orders:
        unit = units.get(order.unit_id)
        if unit is None:
            continue
        if order.state is OrderState.DECLINED:
            declined += 1
            answered += 1
        elif order.acknowledged_ms >= 0:
            answered += 1
            took_s = max(order.acknowledged_ms - order.dispatched_ms, 1_000) / 1000
            slow += took_s >= SLOW_S
            if took_s < SLOW_S:
                prompt += 1
                prompt_log += log(took_s)
        if order.enroute_ms < 0:
            continue
        if order.acknowledged_ms >= 0 and order.acknowledged_ms - order.dispatched_ms < SLOW_S * 1000:
            turnouts += 1
            turnout += (order.enroute_ms - order.dispatched_ms) / 1000 / max(unit.turnout_s, 1)
        ends = [end for end in (order.mustered_ms, order.onscene_ms, order.ended_ms) if end >= 0]
        drive_s += (min(ends) - order.enroute_ms) / 1000 if ends else 0.0
        held_up += order.delayed
        failed += order.state is OrderState.CANCELLED and unit.state is UnitState.OUT_OF_SERVICE
    return Habits(
        decline_share=_share(declined, answered, DECLINE_SHARE, PRIOR_ORDERS),
        slow_share=_share(slow, answered, SLOW_SHARE, PRIOR_ORDERS),
        fail_per_drive_s=_share(failed, drive_s, FAIL_PER_DRIVE_S, _PRIOR_DRIVE_S),
        held_up_per_drive_s=_share(held_up, drive_s, HELD_UP_PER_DRIVE_S, _PRIOR_DRIVE_S),
        present_share=_share(present, roster, PRESENT_SHARE, _PRIOR_OFFICERS),
        acknowledge_s=exp(_share(prompt_log, prompt, log(ACKNOWLEDGE_S), PRIOR_ORDERS / 4)),
        turnout_ratio=_share(turnout, turnouts, TURNOUT_RATIO, _PRIOR_TURNOUTS),
    )


def _share(seen: float, of: float, prior: float, weight: float) -> float:
    """Mean of what was seen and of a prior that counts as much as `weight` of it."""
    return (seen + prior * weight) / (of + weight)
