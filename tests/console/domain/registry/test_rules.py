"""Rules for the journal's opening, the registry, closures and sensors."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.calls.commands import RejectCall
from console.domain.calls.entities import CallState, Channel
from console.domain.orders.states import UnitState
from console.domain.registry.commands import (
    ClearSensorAlarm,
    CloseRoad,
    OpenJournal,
    RaiseSensorAlarm,
    Register,
    ReopenRoad,
    Warn,
)
from tests.console.domain.world import World


@pytest.fixture
def world() -> World:
    return World()


def test_a_journal_is_opened_once(world: World) -> None:
    again = OpenJournal(kind="live", epoch_ms=1, town_id="x")
    assert world.refused(again, Role.SYSTEM) == Code.JOURNAL_OPEN


def test_registering_a_unit_again_keeps_its_order(world: World) -> None:
    (order,) = world.dispatch(world.incident(), "P-101")
    renamed = replace(world.picture.units["P-101"], name_en="Renamed", state=UnitState.AVAILABLE, order_id="")
    world.must(Register(entities=(renamed,)), Role.ADMIN)
    unit = world.picture.units["P-101"]
    assert (unit.name_en, unit.order_id, unit.state) == ("Renamed", order, UnitState.DISPATCHED)


def test_only_an_administrator_registers(world: World) -> None:
    assert world.refused(Register(entities=())) == Code.NOT_ALLOWED


def test_a_sensor_alarm_makes_one_call_until_it_is_settled(world: World) -> None:
    alarm = RaiseSensorAlarm(sensor_id="SEN-01", value_milli=25_000)
    world.must(alarm, Role.GATEWAY)
    world.must(alarm, Role.GATEWAY)
    (call,) = world.picture.calls.values()
    assert (call.channel, call.type_code, call.source_id) == (Channel.SENSOR, "gas", "SEN-01")
    world.must(RejectCall(call_id=call.id, reason="test gas"))
    world.must(alarm, Role.GATEWAY)
    states = [call.state for call in world.picture.calls.values()]
    assert states == [CallState.REJECTED, CallState.REPORTED]


def test_a_cleared_sensor_is_cleared_once(world: World) -> None:
    clear = ClearSensorAlarm(sensor_id="SEN-01", value_milli=0)
    assert world.refused(clear, Role.GATEWAY) == Code.ALREADY_DONE


def test_a_road_is_closed_with_a_reason_and_reopened(world: World) -> None:
    close = CloseRoad(lon_e7=1_179_000_000, lat_e7=368_000_000, radius_m=80, reason="爆燃")
    world.must(close)
    assert list(world.picture.closures) == ["RC-001"]
    world.must(ReopenRoad(closure_id="RC-001"))
    assert world.refused(ReopenRoad(closure_id="RC-001")) == Code.UNKNOWN_CLOSURE
    assert world.refused(replace(close, radius_m=0)) == Code.BAD_VALUE
    assert world.refused(replace(close, reason="")) == Code.TEXT_REQUIRED


def test_warnings_come_from_the_planner_only(world: World) -> None:
    warn = Warn(subject="G-01", code="cover", detail="")
    assert world.refused(warn) == Code.NOT_ALLOWED
    world.must(warn, Role.PLANNER)
