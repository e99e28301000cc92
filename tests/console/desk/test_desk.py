"""One desk: picture, identity, one selection."""

from __future__ import annotations

from console.desk.seat import Selection, Thing
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.entities import Report
from console.wire.messages import ReportOpened
from tests.console.window.whole_console import Console


def test_goes_on_with_the_incident_when_a_call_is_accepted(console: Console) -> None:
    call = console.report("gas")
    console.seat.select_case(call)
    console.line("accept gas")
    assert console.seat.selection == Selection(Thing.INCIDENT, "INC-0001")


def test_the_panel_stays_when_a_unit_is_selected(console: Console) -> None:
    incident = console.accept()
    console.seat.select(Thing.UNIT, "P-101")
    assert console.seat.case_id == incident
    assert console.seat.incident is not None


def test_knows_who_sits_here_and_what_the_rules_say(console: Console) -> None:
    from console.domain.incidents.commands import SuperviseIncident

    incident = console.accept()
    assert (console.seat.identity.role, console.seat.world.kind) == (Role.OPERATOR, WorldKind.DEMO)
    refused = console.seat.refusal_of(SuperviseIncident(incident_id=incident))
    assert refused is not None
    assert refused.code == "not_allowed"


def test_keeps_a_revealed_report(console: Console) -> None:
    call = console.report()
    console.seat.select_case(call)
    console.bridge.on_reply(
        ReportOpened(id="r", call_id=call, report=Report(name="Li", number="1", words="Help"))
    )
    console.settle()
    view = console.window.panels.incident.view
    assert view is not None
    assert view.caller is not None
    assert view.caller.words == "Help"


def test_a_look_is_entered_with_time_and_purpose(console: Console) -> None:
    console.seat.look("camera_opened", "CAM-001", "check", "INC-0001")
    (look,) = console.hub.looks
    assert (look.what, look.subject, look.purpose, look.incident_id) == (
        "camera_opened",
        "CAM-001",
        "check",
        "INC-0001",
    )
