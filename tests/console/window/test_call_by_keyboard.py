"""A call taken by keyboard alone, from the first ring to the incident, with the keys counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import CallState
from tests.console.window.call_town import CallTown, town
from tests.console.window.whole_console import Make
from widgets.intake.take_call_form import TakeCallForm

K = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(make_console: Make, tmp_path: Path) -> CallTown:
    return CallTown(make_console(town=town()), tmp_path)


def form_of(desk: CallTown) -> TakeCallForm:
    return desk.console.window.panels.intake


def test_a_call_is_an_incident_in_under_fifteen_seconds_of_keys(desk: CallTown) -> None:
    desk.key(K.Key_N, CTRL)
    desk.type("13805337721")
    desk.key(K.Key_Return)
    desk.type("rml lql")
    desk.key(K.Key_Return)
    desk.say("三楼着火了，冒黑烟", keys=18)
    desk.key(K.Key_Return)
    desk.key(K.Key_Return, CTRL)
    assert (desk.incident.type_code, desk.incident.level) == ("FIRE", 1)
    assert desk.incident.place.text_zh == "人民路 × 柳泉路"
    assert desk.incident.place.grid == "G-01"
    assert desk.console.seat.case_id == desk.incident.id
    assert desk.keys <= 46
    assert desk.seconds < 15


def test_the_same_in_english(desk: CallTown) -> None:
    desk.key(K.Key_N, CTRL)
    desk.type("5552368")
    desk.key(K.Key_Return)
    desk.type("renmin x liu")
    desk.key(K.Key_Return)
    desk.type("two cars crashed")
    desk.key(K.Key_Return)
    desk.key(K.Key_Return, CTRL)
    assert desk.incident.type_code == "CRASH"
    assert desk.seconds < 15


def test_report_and_acceptance_are_one_command_and_the_seats_clock_is_kept(desk: CallTown) -> None:
    desk.key(K.Key_N, CTRL)
    desk.type("5552368")
    desk.key(K.Key_Return)
    desk.type("rml lql")
    desk.key(K.Key_Return)
    desk.type("house on fire")
    desk.key(K.Key_Return)
    desk.key(K.Key_F8)
    desk.type("5550000")
    desk.hub.advance(60_000)
    desk.key(K.Key_Return, CTRL)
    (command,) = [one for one in desk.hub.submitted if isinstance(one, ReportCall)]
    assert command.accept
    assert command.report is not None
    assert (command.report.number, command.report.call_back) == ("5552368", "5550000")
    call = desk.hub.picture.calls[desk.incident.calls[0]]
    assert call.call_back
    assert call.answered_ms >= 0
    assert call.keywords == ("flames",)


def test_interrupted_twice_and_nothing_is_lost(desk: CallTown) -> None:
    desk.key(K.Key_N, CTRL)
    desk.type("1111111")
    desk.key(K.Key_N, CTRL)
    desk.type("2222222")
    desk.key(K.Key_Escape)
    desk.key(K.Key_N, CTRL)
    assert form_of(desk).fields.number.number == "2222222"
    desk.key(K.Key_Return)
    desk.type("rml lql")
    desk.key(K.Key_Return)
    desk.type("gas leak")
    desk.key(K.Key_Return)
    desk.key(K.Key_Return, CTRL)
    assert desk.incident.type_code == "GAS"
    assert any("1" in words and "Ctrl+N" in words for words in desk.console.window.toasts.words())
    desk.key(K.Key_N, CTRL)
    desk.key(K.Key_Tab, CTRL)
    assert form_of(desk).fields.number.number == "1111111"


def test_a_second_report_goes_to_its_incident_from_the_form_and_is_taken_back(desk: CallTown) -> None:
    test_report_and_acceptance_are_one_command_and_the_seats_clock_is_kept(desk)
    incident_id = desk.incident.id
    desk.key(K.Key_N, CTRL)
    desk.type("5559999")
    desk.key(K.Key_Return)
    desk.type("rml lql")
    desk.key(K.Key_Return)
    desk.type("I see flames")
    offer = form_of(desk).duplicate.offer
    assert offer is not None
    assert "words: flames" in offer.reasons
    desk.key(K.Key_Return, ALT)
    assert len(desk.hub.picture.incidents[incident_id].calls) == 2
    desk.key(K.Key_Z, CTRL)
    assert len(desk.hub.picture.incidents[incident_id].calls) == 1
    assert desk.hub.picture.calls["C-000002"].state is CallState.REPORTED


def test_a_call_at_a_camera_and_on_the_map(desk: CallTown) -> None:
    desk.key(K.Key_N, CTRL)
    desk.key(K.Key_Return)
    desk.type("at cam-001")
    desk.key(K.Key_Return)
    place = form_of(desk).fields.place.place
    assert place is not None
    assert place.place_zh.startswith("CAM-001 处")
    desk.key(K.Key_F9)
    desk.console.map.map_clicked.emit(1_179_300_000, 368_100_000)
    desk.console.settle()
    place = form_of(desk).fields.place.place
    assert place is not None
    assert place.place_en == "Songtai Chemical Plant"


def test_the_place_of_the_command_line_is_found_as_in_the_form(desk: CallTown) -> None:
    desk.console.line("call rml lql")
    assert form_of(desk).fields.place.words == "Renmin Rd × Liuquan Rd"
    desk.console.line("call nowhere at all")
    assert form_of(desk).fields.place.place is None
