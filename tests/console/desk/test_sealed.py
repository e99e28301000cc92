"""Sealed words at a seat: dots until somebody asks with a purpose, then read, and closed at the end (T16)."""

from __future__ import annotations

import pytest

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.calls.commands import EraseIncident, EraseReport, UnmergeCall
from console.domain.incidents.commands import AddNote, UrgeIncident
from console.wire.messages import TextsOpened
from tests.console.window.whole_console import Console

ADMIN = Stamp(actor="admin", role=Role.ADMIN, seat="ADM")
NAME = "王小明的母亲"


@pytest.fixture
def incident(console: Console) -> str:
    """An incident in the panel, with a note that is sealed and an urging that only the log has."""
    console.hub.seals = True
    found = console.accept()
    console.seat.select_case(found)
    console.hub.submit(AddNote(incident_id=found, text=f"note {NAME}"))
    console.hub.submit(UrgeIncident(incident_id=found, text=f"urge {NAME}"))
    console.settle()
    return found


def shown(console: Console) -> str:
    """All lines of the panel's log, and the log's own."""
    view = console.window.panels.incident.view
    assert view is not None
    model = console.window.panels.models.log
    rows = [str(model.index(row).data()) for row in range(model.rowCount())]
    return "\n".join([*(line.words for line in view.log), *rows])


def closed(console: Console) -> list[tuple[str, str]]:
    return [(one.subject, one.result) for one in console.hub.looks if one.what == "texts_closed"]


def unseal(console: Console, purpose: str = "hand over") -> None:
    console.seat.sealed.open(console.seat.case_id, purpose)
    console.settle()


def test_words_are_sealed_until_somebody_asks_with_a_purpose(console: Console, incident: str) -> None:
    assert NAME not in shown(console)
    assert "(sealed)" in shown(console)
    view = console.window.panels.incident.view
    assert view is not None
    assert view.sealed == 2
    unseal(console)
    ((subject, texts, purpose),) = console.hub.texts_asked
    assert (subject, len(texts), purpose) == (incident, 2, "hand over")
    assert f"Note: note {NAME}" in shown(console)
    assert f"urged urge {NAME}" in shown(console)
    assert "(sealed)" not in shown(console)


def test_what_is_said_later_is_opened_at_once_for_the_same_purpose(console: Console, incident: str) -> None:
    unseal(console, "check")
    console.hub.submit(AddNote(incident_id=incident, text=f"later {NAME}"))
    console.settle()
    assert f"later {NAME}" in shown(console)
    assert [purpose for _, _, purpose in console.hub.texts_asked] == ["check", "check"]


def test_asked_twice_only_what_is_still_sealed_is_asked_for(console: Console, incident: str) -> None:
    unseal(console)
    unseal(console)
    assert len(console.hub.texts_asked) == 1


def test_words_go_with_the_sign_out_and_the_audit_says_who_saw_them(console: Console, incident: str) -> None:
    unseal(console)
    asked = console.hub.texts_asked[0]
    console.window.sign_out()
    console.settle()
    assert console.seat.world.opened == {}
    assert closed(console) == [(incident, "signed_out")]
    late = TextsOpened(id="late", subject_id=incident, texts=dict.fromkeys(asked[1], NAME))
    console.bridge.on_reply(late)
    console.settle()
    assert console.seat.world.opened == {}


def test_erased_words_leave_the_screen_and_later_ones_can_be_read(console: Console, incident: str) -> None:
    unseal(console)
    console.hub.give(EraseIncident(incident_id=incident, reason="asked for"), ADMIN)
    console.settle()
    assert NAME not in shown(console)
    assert "Note: (erased)" in shown(console)
    assert "urged (erased)" in shown(console)
    assert "What was said about INC-0001 erased: asked for" in shown(console)
    assert closed(console) == [(incident, "erased")]
    console.hub.submit(AddNote(incident_id=incident, text=f"after {NAME}"))
    console.settle()
    assert f"after {NAME}" in shown(console)
    view = console.window.panels.incident.view
    assert view is not None
    assert view.sealed == 0


def test_words_that_were_never_opened_are_shown_as_erased_too(console: Console, incident: str) -> None:
    console.hub.give(EraseIncident(incident_id=incident, reason="asked for"), ADMIN)
    console.settle()
    assert "(sealed)" not in shown(console)
    assert console.line("unseal hand over") == "Nothing here is sealed"
    assert console.hub.texts_asked == []


def test_words_of_a_call_are_opened_with_its_incident_and_erased_with_its_report(
    console: Console, incident: str
) -> None:
    call = console.report()
    console.line(f"merge {call} {incident}")
    console.hub.submit(UnmergeCall(call_id=call, reason=f"split {NAME}"))
    console.line(f"merge {call} {incident}")
    console.settle()
    unseal(console)
    assert {subject for subject, _, _ in console.hub.texts_asked} == {incident, call}
    assert f"split {NAME}" in shown(console)
    console.hub.give(EraseReport(call_id=call, reason="asked for"), ADMIN)
    console.settle()
    assert f"split {NAME}" not in shown(console)
    assert f"note {NAME}" in shown(console)


def test_whoever_may_not_read_them_is_not_offered_to(console: Console, incident: str) -> None:
    console.window.sign_out()
    console.settle()
    console.seat.sign_in("trainer", "trainer-password")
    console.settle()
    console.seat.select_case(incident)
    console.settle()
    view = console.window.panels.incident.view
    assert view is not None
    assert view.sealed == 0


def test_open_words_are_in_no_file_that_is_exported(console: Console, incident: str) -> None:
    """T16: nothing could erase them from there again."""
    unseal(console)
    assert NAME in "\n".join(console.window.panels.log.shown_lines())
    console.window.panels.log.export_requested.emit("", "")
    (path,) = console.home.rglob("log*.txt")
    filed = path.read_text(encoding="utf-8-sig")
    assert NAME not in filed
    assert filed.count("(sealed)") == 2
