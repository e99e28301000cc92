"""Which rows stand in the queue, and what they show."""

from __future__ import annotations

import struct

from console.desk.telemetry import TelemetryStore
from console.desk.waiting import open_entities, stands_in_queue
from console.domain.base.roles import Role
from console.domain.calls.commands import AcknowledgeCall
from console.domain.calls.entities import Channel
from console.domain.orders.commands import ProgressOrder
from console.domain.orders.states import OrderState
from console.domain.registry.commands import RaiseSensorAlarm
from console.panels.queue.entries import derived_state, entry_of, row_of
from console.wire.messages import EtaTable
from tests.console.panels.town import Town
from widgets.queue.roles import QueueKind


def test_calls_wait_and_incidents_are_open(town: Town) -> None:
    incident, call = town.open(), town.report()
    assert {one.id for one in open_entities(town.picture)} == {incident.id, call}
    assert not stands_in_queue(town.picture.calls["C-000001"])


def test_an_emergency_shows_how_far_its_foremost_unit_is(town: Town) -> None:
    incident = town.open()
    town.send(incident.id, "P-101", "P-102")
    town.must(ProgressOrder(order_id="O-000002", state=OrderState.ENROUTE))
    assert derived_state(town.picture.incidents[incident.id], town.picture) == "enroute"


def test_a_row_has_level_place_and_forecast(town: Town) -> None:
    incident = town.open("gas")
    town.send(incident.id, "P-101")
    telemetry = TelemetryStore()
    telemetry.take(
        [
            EtaTable(
                number=1,
                t_ms=0,
                incident_id=incident.id,
                unit_ids=("P-101",),
                eta_s_i32=struct.pack("<i", 90),
            )
        ]
    )
    row = row_of(town.picture.incidents[incident.id], town.names, telemetry, True, "")
    assert (row.level, row.title, row.place, row.grid) == (2, "Gas leak", "Renmin Rd", "Grid 1")
    assert row.forecast_ms == 90_000
    assert row.due_ms == 900_000
    assert row.mine


def test_a_call_is_new_and_unseen_until_acknowledged(town: Town) -> None:
    call_id = town.report("", Channel.PHONE)
    row = row_of(town.picture.calls[call_id], town.names, TelemetryStore(), False, "")
    assert (row.kind, row.state, row.unacknowledged, row.title) == (QueueKind.CALL, "new", True, "110 call")
    town.must(AcknowledgeCall(call_id=call_id))
    assert not row_of(town.picture.calls[call_id], town.names, TelemetryStore(), False, "").unacknowledged


def test_a_sensor_call_shows_its_value(town: Town) -> None:
    town.must(RaiseSensorAlarm(sensor_id="SEN-01", value_milli=25_000), Role.GATEWAY)
    call = next(iter(town.picture.calls.values()))
    assert row_of(call, town.names, TelemetryStore(), False, "").note == "SEN-01 25 %LEL"


def test_the_filter_finds_both_languages_and_merged_calls(town: Town) -> None:
    incident = town.open("gas")
    search = entry_of(town.picture.incidents[incident.id], town.picture, "").search
    for word in ("燃气", "gas", "人民路", "renmin", "inc-0001", "c-000001", "一网格"):
        assert word in search
