"""The turnout runs from the order and is never quite over before the unit leaves."""

from __future__ import annotations

import pytest

from backend_stub.planner.journeys import OVERDUE_S, turnout_left_s
from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState
from console.domain.registry.entities import Unit, UnitKind

UNIT = Unit(
    id="P-101",
    name_zh="一",
    name_en="One",
    kind=UnitKind.PATROL,
    tier=1,
    station="",
    home_lon_e7=0,
    home_lat_e7=0,
    turnout_s=45,
)


def _order(state: OrderState) -> Order:
    return Order(id="O-1", incident_id="INC-1", unit_id="P-101", state=state, dispatched_ms=10_000)


@pytest.mark.parametrize("state", [OrderState.DISPATCHED, OrderState.ACKNOWLEDGED])
@pytest.mark.parametrize(
    ("t_ms", "left"), [(9_000, 45.0), (10_000, 45.0), (30_000, 25.0), (300_000, OVERDUE_S)]
)
def test_what_is_left_of_the_turnout_falls_from_the_order_on(
    state: OrderState, t_ms: int, left: float
) -> None:
    assert turnout_left_s([_order(state)], {"P-101": UNIT}, t_ms) == {"P-101": left}


@pytest.mark.parametrize("state", [OrderState.ENROUTE, OrderState.ONSCENE, OrderState.DECLINED])
def test_who_has_left_needs_none(state: OrderState) -> None:
    assert turnout_left_s([_order(state)], {"P-101": UNIT}, 20_000) == {}


def test_a_unit_that_nobody_registered_is_passed_over() -> None:
    assert turnout_left_s([_order(OrderState.DISPATCHED)], {}, 20_000) == {}
