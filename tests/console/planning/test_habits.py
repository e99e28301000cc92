from __future__ import annotations

import msgspec
import pytest

from console.domain.orders.entities import Order
from console.domain.orders.states import OrderState, UnitState
from console.domain.registry.entities import Unit, UnitKind
from console.planning.habits import DECLINE_SHARE, FAIL_PER_DRIVE_S, SLOW_S, SLOW_SHARE, Habits, learned

UNIT = Unit(
    id="P-1",
    name_zh="",
    name_en="",
    kind=UnitKind.PATROL,
    tier=1,
    station="",
    home_lon_e7=0,
    home_lat_e7=0,
    sworn=10,
    turnout_s=60,
)
UNITS = {"P-1": UNIT}


def _order(state: OrderState = OrderState.ENROUTE, **change: object) -> Order:
    order = Order(id="O", incident_id="I", unit_id="P-1", state=state, dispatched_ms=0)
    return msgspec.structs.replace(order, **change)


def test_without_orders_the_prior_stands() -> None:
    found = learned([], UNITS)
    assert (found.decline_share, found.slow_share, found.turnout_ratio) == (DECLINE_SHARE, SLOW_SHARE, 1.0)
    assert found.acknowledge_s == pytest.approx(Habits().acknowledge_s)


def test_many_declines_raise_the_share_and_many_signatures_lower_it() -> None:
    declined = learned([_order(OrderState.DECLINED)] * 40, UNITS).decline_share
    signed = learned([_order(acknowledged_ms=9_000)] * 40, UNITS).decline_share
    assert signed < DECLINE_SHARE < declined
    assert declined == pytest.approx((1 + DECLINE_SHARE) / 2)


def test_who_signs_late_is_slow_and_leaves_the_usual_time_alone() -> None:
    found = learned([_order(acknowledged_ms=round(SLOW_S * 1000) + 5_000)] * 40, UNITS)
    assert found.slow_share > 0.4
    assert found.acknowledge_s == pytest.approx(Habits().acknowledge_s)


def test_turnouts_are_learned_beside_what_is_registered() -> None:
    late = [_order(acknowledged_ms=5_000, enroute_ms=90_000)] * 60
    assert learned(late, UNITS).turnout_ratio > 1.4


def test_breakdowns_count_by_the_time_driven() -> None:
    broken = {"P-1": msgspec.structs.replace(UNIT, state=UnitState.OUT_OF_SERVICE)}
    order = _order(OrderState.CANCELLED, acknowledged_ms=5_000, enroute_ms=60_000, ended_ms=120_000)
    assert learned([order] * 5, broken).fail_per_drive_s > FAIL_PER_DRIVE_S
    fine = _order(OrderState.MUSTERED, acknowledged_ms=5_000, enroute_ms=60_000, mustered_ms=300_000)
    assert learned([fine] * 40, UNITS).fail_per_drive_s < FAIL_PER_DRIVE_S


def test_absent_officers_are_learned_from_head_counts() -> None:
    assert learned([], UNITS, roster=100, present=80).present_share < Habits().present_share
    assert learned([], UNITS, roster=100, present=100).present_share > Habits().present_share


def test_orders_of_unknown_units_are_passed_over() -> None:
    assert learned([_order(OrderState.DECLINED)], {}) == learned([], {})
