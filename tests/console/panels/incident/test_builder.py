"""What the panel shows of calls, emergencies and cases."""

from __future__ import annotations

import struct

import pytest

from console.desk.clock import SeatClock
from console.desk.telemetry import TelemetryStore
from console.domain.base.roles import Role
from console.domain.calls.commands import MergeCall
from console.domain.calls.entities import Report
from console.domain.cases.commands import AssignCase
from console.domain.orders.commands import DispatchUnits, ProgressOrder, UnitChoice
from console.domain.orders.states import OrderState
from console.domain.registry.commands import Register
from console.panels.incident.builder import view_of_call, view_of_incident
from console.panels.muster.builder import PanelSources
from console.wire.messages import EtaTable
from console.words.choices import ChoiceBook
from tests.console.domain.cases.flows import SHOWN_OTHERWISE
from tests.console.panels.town import Town
from widgets.incident.view import IncidentView, ProposalState
from widgets.queue.roles import QueueKind


@pytest.fixture
def telemetry() -> TelemetryStore:
    return TelemetryStore()


def sources(town: Town, telemetry: TelemetryStore) -> PanelSources:
    names = town.names
    return PanelSources(names, telemetry, SeatClock(), ChoiceBook(names))


def view(town: Town, telemetry: TelemetryStore, incident_id: str) -> IncidentView:
    return view_of_incident(town.picture.incidents[incident_id], sources(town, telemetry), [], 1 << 60)


def test_a_call_hides_who_reported_until_revealed(town: Town, telemetry: TelemetryStore) -> None:
    call = town.picture.calls[town.report("gas")]
    hidden = view_of_call(call, sources(town, telemetry), None)
    assert hidden.caller is not None
    assert hidden.caller.number is None
    assert hidden.caller.suggested_type == "gas"
    revealed = view_of_call(
        call, sources(town, telemetry), Report(name="Li", number="110", words="Smell of gas")
    )
    assert revealed.caller is not None
    assert revealed.caller.words == "Smell of gas"


def test_an_emergency_shows_its_units_with_eta(town: Town, telemetry: TelemetryStore) -> None:
    incident = town.open()
    town.send(incident.id, "P-101", "P-102")
    town.must(ProgressOrder(order_id="O-000002", state=OrderState.ONSCENE))
    telemetry.take(
        [
            EtaTable(
                number=1,
                t_ms=0,
                incident_id=incident.id,
                unit_ids=("P-101",),
                eta_s_i32=struct.pack("<i", 77),
            )
        ]
    )
    shown = view(town, telemetry, incident.id)
    assert [(one.call_sign, one.state) for one in shown.assigned] == [
        ("P-102", "onscene"),
        ("P-101", "dispatched"),
    ]
    assert shown.assigned[1].eta_ms == 77_000
    assert shown.proposal is not None
    assert shown.proposal.state is ProposalState.COMPUTING


def test_equal_pictures_give_equal_views(town: Town, telemetry: TelemetryStore) -> None:
    incident = town.open()
    assert view(town, telemetry, incident.id) == view(town, telemetry, incident.id)


def test_a_case_shows_its_step_and_department(town: Town, telemetry: TelemetryStore) -> None:
    incident = town.open("litter")
    town.must(AssignCase(incident_id=incident.id, lead="D-CITY", assistants=("D-WATER",)))
    shown = view(town, telemetry, incident.id)
    assert shown.kind is QueueKind.CASE
    assert shown.case is not None
    assert shown.case.department == "Urban management"
    assert [step.current for step in shown.case.steps].index(True) == 1
    assert shown.proposal is None


def test_a_case_shows_the_steps_of_the_flow_that_it_runs_by(town: Town, telemetry: TelemetryStore) -> None:
    old = town.open("litter").id
    town.must(Register(entities=(SHOWN_OTHERWISE,)), Role.ADMIN)
    new = town.open("litter").id
    shown = [view(town, telemetry, case).case for case in (old, new)]
    assert [len(case.steps) for case in shown if case is not None] == [6, 2]
    assert shown[1] is not None
    assert [(step.name, step.current) for step in shown[1].steps] == [("At work", True), ("Done", False)]


def test_a_major_incident_names_its_leader(town: Town, telemetry: TelemetryStore) -> None:
    shown = view(town, telemetry, town.open("explosion").id)
    assert "no answer yet" in shown.leader


def test_counts_channels_and_merged_calls(town: Town, telemetry: TelemetryStore) -> None:
    incident = town.open()
    call = town.report()
    town.must(MergeCall(call_id=call, incident_id=incident.id))
    assert view(town, telemetry, incident.id).sources == "110 call ×2 (1 merged)"


def test_a_late_console_reads_the_log_from_the_picture(town: Town, telemetry: TelemetryStore) -> None:
    incident = town.open()
    town.send(incident.id, "P-101")
    words = [line.words for line in view(town, telemetry, incident.id).log]
    assert "P-101 dispatched" in words
    assert any("Accepted as INC-0001" in one for one in words)


def test_why_an_order_departs_from_the_recommendation_is_not_its_note(
    town: Town, telemetry: TelemetryStore
) -> None:
    incident = town.open()
    choice = UnitChoice(unit_id="P-101", eta_ms=-1, rank=0)
    town.must(DispatchUnits(incident_id=incident.id, units=(choice,), override_reason="Dispatcher's choice"))
    assert [one.note for one in view(town, telemetry, incident.id).assigned] == [""]
    for state in (OrderState.ONSCENE, OrderState.CLEARED):
        town.must(ProgressOrder(order_id="O-000001", state=state))
        assert [one.note for one in view(town, telemetry, incident.id).assigned] == [""]
