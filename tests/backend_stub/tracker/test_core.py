from __future__ import annotations

import msgspec
import pytest

from backend_stub.tracker.core import (
    ASK_AGAIN_MS,
    FEED_SILENT_MS,
    LOST_MS,
    LOST_UNDER_ORDER_MS,
    TrackerCore,
)
from backend_stub.tracker.fence import HOLD_MS
from console.domain.decide import AnyCommand
from console.domain.orders.commands import LoseContact, RegainContact, SuggestArrival
from console.domain.orders.states import OrderState, UnitState
from console.domain.picture import Picture
from tests.backend_stub.planner import town_picture as town

LON, LAT = 1_179_100_000, 368_050_000
FAR = LON + 200_000


@pytest.fixture
def core() -> TrackerCore:
    return TrackerCore(town.picture())


def _drive(
    core: TrackerCore, unit_id: str, lon_e7: int, speed_mps: float, start_ms: int, seconds: int
) -> list[AnyCommand]:
    """A fix and a tick each second at one place."""
    commands: list[AnyCommand] = []
    for t_ms in range(start_ms, start_ms + seconds * 1000, 1000):
        core.positions(town.positions(t_ms, (unit_id, lon_e7, LAT, speed_mps)), t_ms)
        commands += core.tick(t_ms)
    return commands


def _ordered(picture: Picture, state: OrderState = OrderState.ENROUTE) -> str:
    town.add_incident(picture, lon_e7=LON, lat_e7=LAT)
    return town.add_order(picture, "P-101", state=state).id


def test_arrival_is_suggested_when_a_unit_stands_at_its_incident(core: TrackerCore) -> None:
    order_id = _ordered(core.picture)
    commands = _drive(core, "P-101", LON, 0.5, 10_000, 10)
    assert commands == [SuggestArrival(order_id=order_id)]


def test_driving_past_is_no_arrival(core: TrackerCore) -> None:
    _ordered(core.picture)
    assert _drive(core, "P-101", LON, 12.0, 10_000, 10) == []


def test_a_short_stop_is_no_arrival(core: TrackerCore) -> None:
    _ordered(core.picture)
    commands = _drive(core, "P-101", LON, 0.0, 10_000, HOLD_MS // 1000)
    commands += _drive(core, "P-101", FAR, 0.0, 10_000 + HOLD_MS + 30_000, 5)
    assert commands == []


def test_arrival_far_away_is_none(core: TrackerCore) -> None:
    _ordered(core.picture)
    assert _drive(core, "P-101", FAR, 0.0, 10_000, 10) == []


@pytest.mark.parametrize("state", [OrderState.ONSCENE, OrderState.CLEARED, OrderState.CANCELLED])
def test_only_units_bound_for_an_incident_arrive(core: TrackerCore, state: OrderState) -> None:
    town.add_incident(core.picture, lon_e7=LON, lat_e7=LAT)
    order = town.add_order(core.picture, "P-101")
    core.picture.orders[order.id] = msgspec.structs.replace(order, state=state)
    assert _drive(core, "P-101", LON, 0.0, 10_000, 10) == []


def test_an_arrival_in_the_picture_is_suggested_no_more(core: TrackerCore) -> None:
    order_id = _ordered(core.picture)
    _drive(core, "P-101", LON, 0.0, 10_000, 10)
    order = core.picture.orders[order_id]
    core.picture.orders[order_id] = msgspec.structs.replace(order, arrival_suggested_ms=14_000)
    assert _drive(core, "P-101", LON, 0.0, 20_000, 60) == []


def test_what_does_not_show_in_the_picture_is_asked_again_but_not_at_once(core: TrackerCore) -> None:
    _ordered(core.picture)
    commands = _drive(core, "P-101", LON, 0.0, 10_000, 2 * ASK_AGAIN_MS // 1000)
    assert len(commands) == 2


def test_a_unit_at_the_kerb_of_a_deep_block_has_arrived() -> None:
    kerb = LON + 15_000
    core = TrackerCore(town.picture(), lambda lon_e7, lat_e7: (kerb, lat_e7))
    _ordered(core.picture)
    assert len(_drive(core, "P-101", kerb, 0.0, 10_000, 10)) == 1
    bare = TrackerCore(town.picture())
    _ordered(bare.picture)
    assert _drive(bare, "P-101", kerb, 0.0, 10_000, 10) == []


def _silent_after(core: TrackerCore, silence_ms: int) -> list[AnyCommand]:
    """P-101 heard once, then only others; the ticks of the silence."""
    core.positions(town.positions(10_000, ("P-101", LON, LAT, 0.0)), 10_000)
    commands: list[AnyCommand] = []
    for t_ms in range(10_000, 10_000 + silence_ms + 1, 1_000):
        core.positions(town.positions(t_ms, ("C-201", LON, LAT, 0.0)), t_ms)
        commands += core.tick(t_ms)
    return commands


def test_a_silent_unit_is_lost_after_a_minute(core: TrackerCore) -> None:
    assert _silent_after(core, LOST_MS) == []
    assert core.tick(10_000 + LOST_MS + 1) == [LoseContact(unit_id="P-101", last_fix_ms=10_000)]


def test_a_silent_unit_under_order_is_lost_sooner(core: TrackerCore) -> None:
    town.add_incident(core.picture, lon_e7=FAR, lat_e7=LAT)
    town.add_order(core.picture, "P-101")
    assert _silent_after(core, LOST_UNDER_ORDER_MS) == []
    assert core.tick(10_000 + LOST_UNDER_ORDER_MS + 1) == [LoseContact(unit_id="P-101", last_fix_ms=10_000)]


def test_when_nobody_is_heard_nobody_is_lost(core: TrackerCore) -> None:
    core.positions(town.positions(10_000, ("P-101", LON, LAT, 0.0)), 10_000)
    for t_ms in range(10_000 + FEED_SILENT_MS, 200_000, 1_000):
        assert core.tick(t_ms) == []


def test_a_unit_out_of_service_may_be_silent(core: TrackerCore) -> None:
    town.set_unit(core.picture, "P-101", state=UnitState.OUT_OF_SERVICE)
    assert _silent_after(core, LOST_MS + 5_000) == []


def test_contact_is_regained_with_the_second_fresh_fix(core: TrackerCore) -> None:
    town.set_unit(core.picture, "P-101", contact_lost=True)
    core.positions(town.positions(100_000, ("P-101", LON, LAT, 0.0)), 100_000)
    assert core.tick(100_000) == []
    core.positions(town.positions(101_000, ("P-101", LON, LAT, 0.0)), 101_000)
    assert core.tick(101_000) == [RegainContact(unit_id="P-101")]


def test_insane_fixes_are_counted_and_change_nothing(core: TrackerCore) -> None:
    core.positions(town.positions(10_000, ("P-101", LON, LAT, 0.0)), 10_000)
    accepted = core.positions(
        town.positions(11_000, ("P-101", LON + 5_000_000, LAT, 0.0), ("X-9", LON, LAT, 0.0)), 11_000
    )
    future = core.positions(town.positions(90_000, ("P-101", LON, LAT, 0.0)), 12_000)
    assert accepted == future == []
    assert core.heard["P-101"].lon_e7 == LON
    assert core.counts == {"jump": 1, "unknown unit": 1, "future": 1}


@pytest.mark.parametrize("column", [b"", bytes(3), bytes(8)])
def test_a_malformed_batch_is_counted(core: TrackerCore, column: bytes) -> None:
    """T9"""
    batch = msgspec.structs.replace(town.positions(10_000, ("P-101", LON, LAT, 0.0)), lon_i32=column)
    assert core.positions(batch, 10_000) == []
    assert core.counts["malformed"] == 1


def test_the_age_of_a_fix_counts(core: TrackerCore) -> None:
    ((unit_id, heard),) = core.positions(
        town.positions(10_000, ("P-101", LON, LAT, 0.0), age_ms=4_000), 10_000
    )
    assert (unit_id, heard.fix_ms) == ("P-101", 6_000)


def test_when_time_runs_fast_a_missed_batch_is_no_silence(core: TrackerCore) -> None:
    for t_ms in range(0, 400_000, 20_000):
        core.positions(town.positions(t_ms, ("P-101", LON, LAT, 0.0)), t_ms)
        assert core.tick(t_ms + 19_000) == []
    assert core.tick(380_000 + LOST_MS + 19_000) == []
