"""Units: strength, the selected one's people and buttons, the rows of the list."""

from __future__ import annotations

import struct

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from console.desk.telemetry import TelemetryStore
from console.domain.base.roles import Role
from console.domain.orders.commands import DelayOrder, LoseContact, ProgressOrder, SetOutOfService
from console.domain.orders.states import OrderState
from console.domain.registry.commands import Retire
from console.domain.registry.entities import RegistryKind
from console.panels.units import UnitModel, detail_of, strength_of
from console.wire.messages import EtaTable, Positions
from tests.console.panels.town import Town
from tests.console.verbs.stand import Stand
from widgets.sequence_model import KEY_ROLE, ROW_ROLE
from widgets.units.roles import UnitColumn, UnitRow


def test_counts_sworn_officers_of_ready_units(town: Town) -> None:
    assert strength_of(town.picture).available == 20
    town.must(SetOutOfService(unit_id="P-101", reason="meal"))
    assert strength_of(town.picture).available == 16


def test_counts_the_roster_on_duty(town: Town) -> None:
    view = strength_of(town.picture)
    assert (view.on_duty, view.total, view.auxiliary) == (1, 1, 0)


def test_offers_the_steps_that_are_possible_now(town: Town) -> None:
    invoker = Stand(town.picture).invoker
    free = detail_of("P-101", invoker)
    assert free is not None
    assert [one.words for one in free.buttons] == ["Out of service …"]
    town.send(town.open().id, "P-101")
    bound = detail_of("P-101", invoker)
    assert bound is not None
    assert [one.words for one in bound.buttons] == [
        "Acknowledged",
        "En route",
        "On scene",
        "Declined …",
        "Delayed …",
        "Cancel order …",
        "Out of service …",
    ]
    report, cancel = bound.buttons[1], bound.buttons[5]
    assert (report.verb, report.form) == ("proxy", None)
    assert dict(report.values) == {"unit": "P-101", "state": "enroute"}
    assert cancel.form is not None
    assert (cancel.form.title, cancel.form.text_required) == ("Cancel order — P-101", True)
    assert [one.name for one in bound.roster] == ["Wang Qiang"]


def test_knows_no_unknown_unit(town: Town) -> None:
    assert detail_of("X-1", Stand(town.picture).invoker) is None


@pytest.fixture
def telemetry() -> TelemetryStore:
    return TelemetryStore()


@pytest.fixture
def model(town: Town, telemetry: TelemetryStore) -> UnitModel:
    made = UnitModel(telemetry)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_picture(town.picture)
    return made


def rows(model: UnitModel) -> list[UnitRow]:
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def row_of(model: UnitModel, unit_id: str) -> UnitRow:
    return next(row for row in rows(model) if row.call_sign == unit_id)


def test_lists_every_unit_by_call_sign(model: UnitModel) -> None:
    signs = [model.index(row, 0).data(KEY_ROLE) for row in range(model.rowCount())]
    assert signs == ["C-201", "C-202", "P-101", "P-102", "P-103"]
    assert model.columnCount() == len(UnitColumn)


def test_shows_state_incident_and_eta(model: UnitModel, town: Town, telemetry: TelemetryStore) -> None:
    incident = town.open()
    town.send(incident.id, "P-101")
    model.update_keys([("orders", "O-000001"), ("units", "P-101")])
    row = row_of(model, "P-101")
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
    assert row_of(model, "P-101").eta_ms == 30_000


def test_touches_only_the_row_that_changed(model: UnitModel, town: Town) -> None:
    touched: list[int] = []
    model.dataChanged.connect(lambda first, last: touched.extend(range(first.row(), last.row() + 1)))
    town.must(SetOutOfService(unit_id="P-102", reason="meal"))
    model.update_keys([("units", "P-102")])
    assert touched == [[row.call_sign for row in rows(model)].index("P-102")]


def test_shows_lost_contact_and_delay(model: UnitModel, town: Town) -> None:
    town.must(LoseContact(unit_id="P-103", last_fix_ms=0), Role.TRACKER)
    model.update_keys([("units", "P-103")])
    assert row_of(model, "P-103").state == "lost_contact"
    town.send(town.open().id, "P-101")
    town.must(ProgressOrder(order_id="O-000001", state=OrderState.ENROUTE))
    town.must(DelayOrder(order_id="O-000001", reason="level crossing"))
    model.update_keys([("orders", "O-000001")])
    assert row_of(model, "P-101").state == "delayed"


def test_reads_ages_again_without_touching_other_columns(model: UnitModel, telemetry: TelemetryStore) -> None:
    assert row_of(model, "P-101").fix_ms is None
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
    assert row_of(model, "P-101").fix_ms == 5000


def test_finds_officers_by_name(model: UnitModel) -> None:
    assert "wang qiang" in row_of(model, "P-101").search


def test_unit_that_left_the_registry_leaves_the_list(town: Town, model: UnitModel) -> None:
    """T8"""
    before = [row.call_sign for row in rows(model)]
    town.must(Retire(kind=RegistryKind.UNIT, entry_id="P-102", reason="sold"), Role.ADMIN)
    model.update_keys([("units", "P-102")])
    assert [row.call_sign for row in rows(model)] == [one for one in before if one != "P-102"]
