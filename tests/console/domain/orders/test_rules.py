"""Rules of unit orders, DOMAIN §2."""

from __future__ import annotations

import pytest

from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.incidents.entities import IncidentState
from console.domain.orders.commands import (
    CancelOrder,
    CorrectOrder,
    DeclineOrder,
    DelayOrder,
    DispatchUnits,
    DivertUnit,
    LoseContact,
    ProgressOrder,
    RegainContact,
    ReturnToService,
    SetOutOfService,
    SuggestArrival,
    UnitChoice,
)
from console.domain.orders.states import OrderState, UnitState
from tests.console.domain.world import World

O = OrderState  # noqa: E741


@pytest.fixture
def world() -> World:
    return World()


def test_an_order_runs_from_dispatch_to_clear_and_frees_the_unit(world: World) -> None:
    incident = world.incident()
    (order,) = world.dispatch(incident, "P-101")
    assert world.picture.incidents[incident].state is IncidentState.ASSIGNED
    world.wait(20_000)
    world.progress(order, O.ACKNOWLEDGED, O.ENROUTE)
    world.wait(100_000)
    world.progress(order, O.ONSCENE)
    assert world.picture.incidents[incident].state is IncidentState.IN_PROGRESS
    assert world.picture.incidents[incident].first_onscene_ms == 120_000
    world.progress(order, O.CLEARED)
    unit = world.picture.units["P-101"]
    assert (unit.state, unit.order_id) == (UnitState.CLEARED, "")
    assert world.picture.incidents[incident].state is IncidentState.PENDING_CHECK


def test_forward_skips_are_allowed_and_fill_the_times_they_imply(world: World) -> None:
    (order,) = world.dispatch(world.incident(), "P-101")
    world.wait(5_000)
    world.progress(order, O.ENROUTE)
    assert world.picture.orders[order].acknowledged_ms == 5_000


def test_backward_is_refused_as_progress_and_allowed_as_a_logged_correction(world: World) -> None:
    (order,) = world.dispatch(world.incident(), "P-101")
    world.progress(order, O.ONSCENE)
    back = ProgressOrder(order_id=order, state=O.ENROUTE)
    assert world.refused(back, Role.FIELD) == Code.NOT_FORWARD
    no_reason = CorrectOrder(order_id=order, state=O.ENROUTE, reason=" ")
    assert world.refused(no_reason) == Code.TEXT_REQUIRED
    world.must(CorrectOrder(order_id=order, state=O.ENROUTE, reason="wrong key"))
    assert world.picture.orders[order].onscene_ms == -1
    assert world.picture.units["P-101"].state is UnitState.ENROUTE


def test_refuses_dispatch_of_a_unit_that_has_an_order(world: World) -> None:
    world.dispatch(world.incident(), "P-101")
    again = DispatchUnits(incident_id=world.incident(), units=(UnitChoice(unit_id="P-101"),))
    assert world.refused(again) == Code.UNIT_BUSY


def test_a_dispatch_of_several_units_is_all_or_none(world: World) -> None:
    world.dispatch(world.incident(), "P-102")
    units = (UnitChoice(unit_id="P-101"), UnitChoice(unit_id="P-102"))
    assert world.refused(DispatchUnits(incident_id="INC-0001", units=units)) == Code.UNIT_BUSY
    assert world.picture.units["P-101"].order_id == ""


@pytest.mark.parametrize(
    ("units", "code"),
    [
        ((), Code.NO_UNITS),
        (("P-101", "P-101"), Code.DUPLICATE_UNIT),
        (("X-9",), Code.UNKNOWN_UNIT),
    ],
)
def test_refuses_a_dispatch_of_nothing_of_twins_and_of_strangers(
    world: World, units: tuple[str, ...], code: Code
) -> None:
    choices = tuple(UnitChoice(unit_id=unit) for unit in units)
    assert world.refused(DispatchUnits(incident_id=world.incident(), units=choices)) == code


def test_voice_proxy_is_marked_with_the_seat_and_a_terminal_is_not(world: World) -> None:
    first, second = world.dispatch(world.incident(), "P-101", "P-102")
    world.must(ProgressOrder(order_id=first, state=O.ACKNOWLEDGED))
    world.progress(second, O.ACKNOWLEDGED)
    assert world.picture.orders[first].entered_by == "desk-3"
    assert world.picture.orders[second].entered_by == ""


def test_a_decline_needs_a_reason_and_frees_the_unit(world: World) -> None:
    incident = world.incident()
    (order,) = world.dispatch(incident, "P-101")
    assert world.refused(DeclineOrder(order_id=order, reason=""), Role.FIELD) == Code.TEXT_REQUIRED
    world.must(DeclineOrder(order_id=order, reason="抓捕中"), Role.FIELD)
    assert world.picture.orders[order].state is O.DECLINED
    assert world.picture.units["P-101"].state is UnitState.AVAILABLE
    assert world.picture.incidents[incident].state is IncidentState.ACCEPTED


def test_clearing_needs_to_have_been_on_scene(world: World) -> None:
    (order,) = world.dispatch(world.incident(), "P-101")
    assert world.refused(ProgressOrder(order_id=order, state=O.CLEARED), Role.FIELD) == Code.NOT_ON_SCENE


def test_a_unit_on_its_way_is_diverted_only_to_a_higher_level_by_an_operator(world: World) -> None:
    low, lower = world.incident("theft"), world.incident("theft")
    high = world.incident("gas")
    (order,) = world.dispatch(low, "P-101")
    world.progress(order, O.ENROUTE)
    sideways = DivertUnit(unit_id="P-101", incident_id=lower, reason="closer")
    assert world.refused(sideways) == Code.DIVERT_NOT_HIGHER
    world.must(DivertUnit(unit_id="P-101", incident_id=high, reason="gas first"))
    unit = world.picture.units["P-101"]
    assert world.picture.orders[order].state is O.DIVERTED
    assert world.picture.orders[unit.order_id].incident_id == high


def test_a_unit_on_scene_is_diverted_only_by_the_duty_leader(world: World) -> None:
    low, high = world.incident("theft"), world.incident("explosion")
    (order,) = world.dispatch(low, "P-101")
    world.progress(order, O.ONSCENE)
    divert = DivertUnit(unit_id="P-101", incident_id=high, reason="explosion")
    assert world.refused(divert) == Code.DIVERT_NEEDS_LEADER
    world.must(divert, Role.DUTY_LEADER)


def test_out_of_service_ends_the_order_with_the_reason_and_bars_dispatch(world: World) -> None:
    (order,) = world.dispatch(world.incident(), "P-101")
    world.must(SetOutOfService(unit_id="P-101", reason="engine"), Role.FIELD)
    assert world.picture.orders[order].state is O.CANCELLED
    again = DispatchUnits(incident_id=world.incident(), units=(UnitChoice(unit_id="P-101"),))
    assert world.refused(again) == Code.UNIT_OUT_OF_SERVICE
    world.must(ReturnToService(unit_id="P-101"), Role.FIELD)
    world.must(again)


def test_cancelling_a_moving_unit_needs_a_reason_a_fresh_order_does_not(world: World) -> None:
    first, second = world.dispatch(world.incident(), "P-101", "P-102")
    world.must(CancelOrder(order_id=first))
    world.progress(second, O.ENROUTE)
    assert world.refused(CancelOrder(order_id=second)) == Code.TEXT_REQUIRED
    assert world.refused(CancelOrder(order_id=first)) == Code.ORDER_ENDED


def test_arrival_is_suggested_once_and_keeps_both_times(world: World) -> None:
    (order,) = world.dispatch(world.incident(), "P-101")
    world.wait(60_000)
    world.must(SuggestArrival(order_id=order), Role.TRACKER)
    assert world.refused(SuggestArrival(order_id=order), Role.TRACKER) == Code.ALREADY_DONE
    world.wait(15_000)
    world.progress(order, O.ONSCENE)
    kept = world.picture.orders[order]
    assert (kept.arrival_suggested_ms, kept.onscene_ms) == (60_000, 75_000)


def test_contact_is_lost_and_regained_by_the_tracker_only(world: World) -> None:
    lose = LoseContact(unit_id="P-101", last_fix_ms=0)
    assert world.refused(lose) == Code.NOT_ALLOWED
    world.must(lose, Role.TRACKER)
    assert world.picture.units["P-101"].contact_lost
    world.must(RegainContact(unit_id="P-101"), Role.TRACKER)
    assert not world.picture.units["P-101"].contact_lost


def test_a_delay_is_marked_and_the_order_goes_on(world: World) -> None:
    (order,) = world.dispatch(world.incident(), "P-101")
    world.must(DelayOrder(order_id=order, reason="train"), Role.FIELD)
    assert world.picture.orders[order].delayed
    world.progress(order, O.ONSCENE)
