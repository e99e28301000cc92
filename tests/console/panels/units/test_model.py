"""The unit list's model: one row per unit, and one row touched per change."""

from __future__ import annotations

import struct

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from console.desk.telemetry import TelemetryStore
from console.domain.base.roles import Role
from console.domain.orders.commands import DelayOrder, LoseContact, ProgressOrder, SetOutOfService
from console.domain.orders.states import OrderState
from console.panels.units.model import UnitModel
from console.wire.messages import EtaTable, Positions
from tests.console.panels.town import Town
from widgets.sequence_model import KEY_ROLE
from widgets.units.roles import UnitColumn


@pytest.fixture
def telemetry() -> TelemetryStore:
    return TelemetryStore()


@pytest.fixture
def model(town: Town, telemetry: TelemetryStore) -> UnitModel:
    made = UnitModel(telemetry)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_picture(town.picture)
    return made


def test_lists_every_unit_by_call_sign(model: UnitModel) -> None:
    signs = [model.index(row, 0).data(KEY_ROLE) for row in range(model.rowCount())]
    assert signs == ["C-201", "C-202", "P-101", "P-102", "P-103"]
    assert model.columnCount() == len(UnitColumn)


def test_shows_state_incident_and_eta(model: UnitModel, town: Town, telemetry: TelemetryStore) -> None:
    incident = town.open()
    town.send(incident.id, "P-101")
    model.update_keys([("orders", "O-000001"), ("units", "P-101")])
    row = model.row_value("P-101")
    assert row is not None
    assert (row.state, row.incident_key, row.eta_ms) == ("dispatched", incident.id, 120_000)
    telemetry.take(
        [
            EtaTable(
                number=1,
                t_ms=0,
                incident_id=incident.id,
                unit_ids=("P-101",),
                eta_s_i32=struct.pack("<i", 30),
            )
        ]
    )
    model.update_etas(incident.id)
    assert model.row_value("P-101").eta_ms == 30_000  # type: ignore[union-attr]


def test_touches_only_the_row_that_changed(model: UnitModel, town: Town) -> None:
    touched: list[int] = []
    model.dataChanged.connect(lambda first, last: touched.extend(range(first.row(), last.row() + 1)))
    town.must(SetOutOfService(unit_id="P-102", reason="meal"))
    model.update_keys([("units", "P-102")])
    assert touched == [model.row_of_unit("P-102")]


def test_shows_lost_contact_and_delay(model: UnitModel, town: Town) -> None:
    town.must(LoseContact(unit_id="P-103", last_fix_ms=0), Role.TRACKER)
    model.update_keys([("units", "P-103")])
    assert model.row_value("P-103").state == "lost_contact"  # type: ignore[union-attr]
    town.send(town.open().id, "P-101")
    town.must(ProgressOrder(order_id="O-000001", state=OrderState.ENROUTE))
    town.must(DelayOrder(order_id="O-000001", reason="level crossing"))
    model.update_keys([("orders", "O-000001")])
    assert model.row_value("P-101").state == "delayed"  # type: ignore[union-attr]


def test_reads_ages_again_without_touching_other_columns(model: UnitModel, telemetry: TelemetryStore) -> None:
    assert model.row_value("P-101").fix_ms is None  # type: ignore[union-attr]
    telemetry.take(
        [
            Positions(
                t_ms=5000,
                unit_ids=("P-101",),
                lon_i32=struct.pack("<i", 1),
                lat_i32=struct.pack("<i", 1),
                bearing_i16=struct.pack("<h", 0),
                speed_cmps_i16=struct.pack("<h", 0),
                age_ms_i32=struct.pack("<i", 0),
            )
        ]
    )
    columns: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: columns.append((first.column(), last.column())))
    model.update_ages()
    assert columns == [(int(UnitColumn.AGE), int(UnitColumn.AGE))]
    assert model.row_value("P-101").fix_ms == 5000  # type: ignore[union-attr]


def test_finds_officers_by_name(model: UnitModel) -> None:
    assert "wang qiang" in model.row_value("P-101").search  # type: ignore[union-attr]
