"""One seat: who sits there, one selection, and what ends with the sign-out."""

from __future__ import annotations

from console.desk.drafts import MusterDraft
from console.desk.seat import Identity, Selection, Thing
from console.domain.base.message import Stamp
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.commands import EraseReport, ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.incidents.entities import IncidentState
from console.wire.messages import ReportOpened, SignedIn, SignedOut
from tests.console.domain.world import HERE
from tests.console.window.whole_console import Console

ADMIN = Stamp(actor="admin", role=Role.ADMIN, seat="ADM")


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


def test_look_is_one_plain_line_so_that_the_hub_takes_it(console: Console) -> None:
    """T17: the name of an exported file is anything."""
    console.seat.look("log_exported", "a\nb\u202ec.csv", "x\x00y")
    (look,) = console.hub.looks
    assert (look.subject, look.purpose) == ("a b c.csv", "x y")


# -- what ends ---------------------------------------------------------------------------------------------------------


def revealed(console: Console) -> str:
    """A call whose words are on the screen; its id."""
    console.hub.submit(
        ReportCall(
            channel=Channel.PHONE, place=HERE, report=Report(name="张三", number="139", words="着火了")
        )
    )
    call = max(console.hub.picture.calls)
    console.settle()
    console.seat.select_case(call)
    console.hub.open_report(call, "call back")
    console.settle()
    assert shown_words(console) == "着火了"
    return call


def shown_words(console: Console) -> str:
    view = console.window.panels.incident.view
    return "" if view is None or view.caller is None else view.caller.words or ""


def closed_looks(console: Console) -> list[tuple[str, str, str]]:
    return [(one.subject, one.user, one.result) for one in console.hub.looks if one.what == "report_closed"]


def test_revealed_words_go_with_the_sign_out_and_the_audit_says_who_saw_them(console: Console) -> None:
    call = revealed(console)
    console.window.sign_out()
    console.settle()
    assert console.seat.revealed == {}
    assert shown_words(console) == ""
    assert closed_looks(console) == [(call, "operator", "signed_out")]


def test_revealed_words_go_with_the_user(console: Console) -> None:
    call = revealed(console)
    assert console.window.switch_seat("duty-leader")
    console.settle()
    assert console.seat.identity.role is Role.DUTY_LEADER
    console.seat.select_case(call)
    console.settle()
    assert shown_words(console) == ""
    assert closed_looks(console) == [(call, "operator", "signed_out")]


def test_revealed_words_go_when_the_report_is_erased(console: Console) -> None:
    call = revealed(console)
    console.hub.give(EraseReport(call_id=call, reason="asked for"), ADMIN)
    console.settle()
    assert shown_words(console) == ""
    assert closed_looks(console) == [(call, "operator", "erased")]


def test_words_that_come_after_the_sign_out_are_not_shown(console: Console) -> None:
    call = console.report()
    console.seat.select_case(call)
    console.window.sign_out()
    console.settle()
    console.bridge.on_reply(ReportOpened(id="late", call_id=call, report=Report(words="Help")))
    console.settle()
    assert console.seat.revealed == {}


def test_a_seat_that_the_hub_throws_out_ends_as_well(console: Console) -> None:
    call = revealed(console)
    console.bridge.on_reply(SignedOut())
    console.settle()
    assert console.seat.identity == Identity()
    assert console.seat.revealed == {}
    assert closed_looks(console) == [(call, "operator", "signed_out")]


def test_a_reconnect_of_the_same_person_takes_nothing_away(console: Console) -> None:
    call = revealed(console)
    console.bridge.on_reply(SignedIn(user="operator", name="Li Ming", role=Role.OPERATOR))
    console.settle()
    assert console.seat.case_id == call
    assert shown_words(console) == "着火了"


def test_selection_drafts_and_what_could_be_taken_back_end_with_the_person(console: Console) -> None:
    incident = console.accept()
    console.seat.drafts.of(incident).choose_plan("fastest")
    console.line(f"note {incident} kept")
    console.window.sign_out()
    console.settle()
    assert console.seat.selection == Selection()
    assert console.seat.case is None
    assert console.seat.drafts.of(incident) == MusterDraft()
    assert console.window.letters.last_undo() is None


def test_plans_and_drafts_of_a_closed_incident_are_forgotten(console: Console) -> None:
    incident = console.accept()
    console.recommend(incident, "P-101")
    console.seat.drafts.of(incident).choose_plan("fastest")
    assert incident in console.seat.world.telemetry.advice
    console.sure(f"close {incident} resolved")
    console.settle()
    assert console.hub.picture.incidents[incident].state is IncidentState.CLOSED
    telemetry = console.seat.world.telemetry
    for table in (telemetry.advice, telemetry.etas, telemetry.forecasts, telemetry.rings, telemetry.routes):
        assert incident not in table
    assert console.seat.drafts.of(incident) == MusterDraft()
