"""Panels and models follow the desk, and hand back what was done in them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from console.desk.seat import Thing
from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall, MergeCall, ReportCall
from console.domain.calls.entities import Channel
from tests.console.window.whole_console import Console
from widgets.intake.view import CallDraft, PlaceOffer
from widgets.queue.roles import QueueFilter

CTRL = Qt.KeyboardModifier.ControlModifier
ANOTHER = Stamp(actor="zhang", role=Role.OPERATOR, seat="D-09")


def draft() -> CallDraft:
    return CallDraft(
        channel="visit",
        number="110",
        name="Li",
        words="Lost child",
        type_key="theft",
        level=2,
        place_text="Renmin Rd",
        place=PlaceOffer("Renmin Rd", "", 1_179_000_000, 368_000_000, "人民路", "Renmin Rd", grid_id="G-01"),
    )


def test_a_taken_call_goes_to_the_hub_with_its_report(console: Console) -> None:
    console.window.panels.intake.submitted.emit(draft())
    console.settle()
    command = console.hub.submitted[-1]
    assert isinstance(command, ReportCall)
    assert command.channel is Channel.VISIT
    assert command.report is not None
    assert console.window.panels.models.queue.rowCount() == 1


def test_reveals_a_report_for_a_purpose(console: Console) -> None:
    console.window.panels.intake.submitted.emit(draft())
    console.settle()
    console.seat.select_case("C-000001")
    console.line("reveal C-000001 call back")
    view = console.window.panels.incident.view
    assert view is not None
    assert view.caller is not None
    assert view.caller.words == "Lost child"


def test_a_click_on_the_map_gives_the_place_only_while_it_is_awaited(console: Console) -> None:
    panels = console.window.panels
    console.map.map_clicked.emit(1, 2)
    before = panels.intake.draft.place
    assert before is None
    panels.intake.pick_started.emit()
    console.map.map_clicked.emit(1_179_000_000, 368_000_000)
    place = panels.intake.draft.place
    assert place is not None
    assert (place.lon_e7, place.lat_e7) == (1_179_000_000, 368_000_000)


def test_ctrl_enter_in_the_call_form_sends_no_units(console: Console) -> None:
    incident = console.accept()
    console.recommend(incident, "P-101")
    console.key(Qt.Key.Key_N, CTRL)
    console.window.panels.intake.fields.number.line.setFocus()
    console.key(Qt.Key.Key_Return, CTRL)
    assert console.hub.picture.orders == {}


def test_keys_one_to_four_choose_the_level_of_a_waiting_call(console: Console) -> None:
    console.report("theft")
    console.key(Qt.Key.Key_N)
    console.key(Qt.Key.Key_2)
    assert console.window.panels.incident.caller.levels.level == 2


def test_the_filter_of_the_queue_is_the_models_work(console: Console) -> None:
    console.accept("theft")
    console.accept("gas")
    console.window.panels.queue.filter_changed.emit(QueueFilter(text="gas"))
    assert console.window.panels.models.queue.rowCount() == 1


def test_a_closed_incident_stays_in_the_panel_until_the_operator_moves_on(console: Console) -> None:
    first, second = console.accept("gas"), console.accept("theft")
    console.seat.select_case(first)
    console.sure(f"close {first} handled")
    assert console.seat.case_id == first
    assert console.window.panels.queue.current_key() == ""
    console.key(Qt.Key.Key_J)
    assert console.seat.case_id == second


def test_the_queue_goes_to_the_incident_that_somebody_else_made_of_the_selected_call(
    console: Console,
) -> None:
    for _ in range(2):
        console.report("theft")
    call = console.report("explosion")
    console.report("theft")
    console.seat.select_case(call)
    console.settle()
    console.hub.give(AcceptCall(call_id=call, type_code="explosion", level=1), ANOTHER)
    console.settle()
    incident = console.hub.picture.calls[call].incident_id
    assert (console.seat.case_id, console.window.panels.queue.current_key()) == (incident, incident)
    console.key(Qt.Key.Key_J)
    assert console.window.panels.queue.current_key() == console.seat.case_id != incident


def test_the_queue_goes_to_the_incident_that_the_selected_call_was_merged_into(console: Console) -> None:
    incident = console.accept("gas")
    call = console.report("theft")
    console.report("theft")
    console.seat.select_case(call)
    console.settle()
    console.hub.give(MergeCall(call_id=call, incident_id=incident), ANOTHER)
    console.settle()
    assert (console.seat.case_id, console.window.panels.queue.current_key()) == (incident, incident)


def test_a_selected_unit_shows_its_people(console: Console) -> None:
    console.window.open_dock("units")
    console.seat.select(Thing.UNIT, "P-101")
    console.settle()
    console.window.panels.units.asked.emit("oos", {"unit": "P-101", "reason": "meal"})
    console.settle()
    assert console.hub.picture.units["P-101"].reason == "meal"


def test_a_line_of_the_log_opens_what_it_is_about(console: Console) -> None:
    incident = console.accept()
    console.seat.select(Thing.UNIT, "P-101")
    console.window.panels.log.opened.emit(incident)
    assert console.seat.selection.id == incident
    console.window.panels.log.opened.emit("P-102")
    assert console.seat.selection.id == "P-102"
