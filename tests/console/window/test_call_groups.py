"""A flood of calls on one event: one row, one key to merge or accept all, one to take it back, one sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall, GiveFeedback, MergeCall, ReportCall
from console.domain.calls.entities import CallState, Channel
from tests.console.in_process_hub import SYSTEM
from tests.console.window.call_town import PLANT, CallTown, town
from tests.console.window.whole_console import Make
from widgets.queue.duplicate_panel import DuplicateView
from widgets.queue.roles import QueueKind, QueueRow
from widgets.sequence_model import ROW_ROLE

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
OTHER = Stamp(actor="zhao", role=Role.OPERATOR, seat="D-02")


@pytest.fixture
def desk(make_console: Make, tmp_path: Path) -> CallTown:
    return CallTown(make_console(town=town()), tmp_path)


def rows(desk: CallTown) -> list[QueueRow]:
    model = desk.console.window.panels.models.queue
    return [model.index(row).data(ROW_ROLE) for row in range(model.rowCount())]


def call_rows(desk: CallTown) -> list[QueueRow]:
    return [row for row in rows(desk) if row.kind is QueueKind.CALL]


def shown(desk: CallTown) -> DuplicateView | None:
    desk.console.window.call_groups.show_now()
    return desk.console.window.panels.queue.duplicate.view


def states(desk: CallTown, calls: list[str]) -> set[CallState]:
    return {desk.hub.picture.calls[one].state for one in calls}


def test_fifty_calls_are_one_row_with_their_number_and_what_the_newest_says(desk: CallTown) -> None:
    calls = desk.flood(50)
    desk.flood(1, keywords=("trapped",))
    (row,) = rows(desk)
    assert (row.key, row.count, row.level) == (calls[0], 51, 1)
    assert row.note == "people trapped"
    assert row.unacknowledged
    assert desk.console.window.panels.models.queue.total() == 1


def test_one_key_sees_all_and_one_accepts_all(desk: CallTown) -> None:
    calls = desk.flood(50)
    desk.key(K.Key_N)
    assert desk.console.seat.case_id == calls[0]
    assert all(desk.hub.picture.calls[one].acknowledged for one in calls)
    desk.key(K.Key_Return, CTRL)
    assert desk.incident.calls == tuple(calls)
    assert desk.incident.opened_ms == desk.hub.picture.calls[calls[0]].reported_ms
    assert [row.key for row in rows(desk)] == [desk.incident.id]
    assert len([one for one in desk.hub.submitted if isinstance(one, AcceptCall)]) == 1


def test_a_typed_word_accepts_and_merges_the_whole_group_as_the_keys_do(desk: CallTown) -> None:
    calls = desk.flood(3)
    other = desk.console.accept("THEFT")
    desk.console.line(f"merge {calls[0]} {other}")
    assert states(desk, calls) == {CallState.MERGED}
    desk.key(K.Key_Z, CTRL)
    assert states(desk, calls) == {CallState.REPORTED}
    desk.console.line(f"ack {calls[0]}")
    assert all(desk.hub.picture.calls[one].acknowledged for one in calls)
    desk.console.line(f"accept {calls[0]} CHEM")
    assert desk.incident.calls == tuple(calls)


def test_late_calls_are_merged_with_one_key_and_taken_back_with_one(desk: CallTown) -> None:
    desk.console.accept("CHEM")
    late = desk.flood(14, place=PLANT)
    assert [row.count for row in call_rows(desk)] == [14]
    for call_id in late[:2]:
        assert desk.console.seat.world.groups.leader_of(call_id) == late[0]
    desk.console.seat.select_case(late[0])
    desk.key(K.Key_M)
    assert states(desk, late) == {CallState.REPORTED}, "the plant is far from that incident"
    desk.key(K.Key_Escape)
    desk.hub.give(AcceptCall(call_id=late[0], type_code="CHEM"), OTHER)
    desk.console.settle()
    incident_id = desk.hub.picture.calls[late[0]].incident_id
    desk.console.seat.select_case(incident_id)
    view = shown(desk)
    assert view is not None
    assert (view.count, view.merge_key, view.dismiss_key) == (13, True, False)
    assert view.other.startswith(f"{incident_id} ")
    desk.key(K.Key_M)
    assert states(desk, late[1:]) == {CallState.MERGED}
    assert len(desk.hub.picture.incidents[incident_id].calls) == 14
    desk.key(K.Key_Z, CTRL)
    assert states(desk, late[1:]) == {CallState.REPORTED}


def test_the_panel_says_why_and_n_keeps_them_apart_for_every_seat(desk: CallTown) -> None:
    incident_id = desk.console.accept("CHEM")
    place = desk.hub.picture.incidents[incident_id].place
    (call_id,) = desk.flood(1, place=place, keywords=("smoke",))
    assert [row.about for row in call_rows(desk)] == [incident_id]
    desk.console.seat.select_case(call_id)
    view = shown(desk)
    assert view is not None
    assert (view.call_key, view.words) == (call_id, "smoke")
    assert view.other.startswith(f"{incident_id} ")
    assert view.reasons.startswith("same spot · ")
    assert "same type" in view.reasons
    desk.key(K.Key_N)
    assert desk.hub.picture.calls[call_id].not_same == (incident_id,)
    assert shown(desk) is None
    desk.key(K.Key_Z, CTRL)
    assert desk.hub.picture.calls[call_id].not_same == ()
    assert shown(desk) is not None


def test_n_takes_the_newest_out_of_a_group(desk: CallTown) -> None:
    calls = desk.flood(3)
    desk.console.seat.select_case(calls[0])
    desk.key(K.Key_N)
    assert sorted(row.count for row in rows(desk)) == [1, 2]
    assert desk.hub.picture.calls[calls[2]].not_same == (calls[0],)


def test_n_is_the_next_call_where_nothing_selected_is_suspected(desk: CallTown) -> None:
    desk.console.accept("THEFT")
    calls = desk.flood(2)
    desk.key(K.Key_N)
    assert desk.console.seat.case_id == calls[0]


def test_buttons_of_the_panel_do_the_same(desk: CallTown) -> None:
    incident_id = desk.console.accept("CHEM")
    place = desk.hub.picture.incidents[incident_id].place
    first, second = desk.flood(2, place=place)
    panel = desk.console.window.panels.queue.duplicate
    assert shown(desk) is not None
    panel.dismiss_button.click()
    desk.console.settle()
    assert desk.hub.picture.calls[second].not_same == (incident_id,)
    assert shown(desk) is not None
    panel.merge_button.click()
    desk.console.settle()
    assert desk.hub.picture.calls[first].state is CallState.MERGED
    assert shown(desk) is None


def test_what_others_merged_meanwhile_is_left_alone_by_taking_back(desk: CallTown) -> None:
    incident_id = desk.console.accept("CHEM")
    place = desk.hub.picture.incidents[incident_id].place
    calls = desk.flood(3, place=place)
    desk.hub.give(MergeCall(call_id=calls[0], incident_id=incident_id), OTHER)
    desk.console.settle()
    desk.console.seat.select_case(calls[1])
    desk.key(K.Key_M)
    assert states(desk, calls) == {CallState.MERGED}
    desk.key(K.Key_Z, CTRL)
    assert [desk.hub.picture.calls[one].state for one in calls] == [
        CallState.MERGED,
        CallState.REPORTED,
        CallState.REPORTED,
    ]


def test_every_reporter_is_kept_and_told_when_the_incident_is_closed(desk: CallTown) -> None:
    calls = desk.flood(4)
    desk.key(K.Key_N)
    desk.key(K.Key_Return, CTRL)
    incident_id = desk.incident.id
    desk.console.sure(f"close {incident_id} handled")
    for call_id in calls:
        desk.hub.give(GiveFeedback(call_id=call_id), SYSTEM)
    desk.console.settle()
    assert all(desk.hub.picture.calls[one].feedback_ms >= 0 for one in calls)


def test_a_person_says_that_the_reporter_was_called_back(desk: CallTown) -> None:
    (call_id,) = desk.flood(1, call_back=True)
    desk.console.line(f"accept {call_id} CHEM")
    desk.console.sure(f"close {desk.incident.id} handled")
    desk.console.line(f"feedback {call_id} fire is out")
    assert desk.hub.picture.calls[call_id].feedback_ms >= 0


def test_a_flood_sounds_once_per_event(desk: CallTown) -> None:
    desk.flood(40, step_ms=1_000)
    assert len(desk.console.sounds.played) == 1
    desk.hub.give(ReportCall(channel=Channel.PHONE, place=PLANT, type_code="THEFT", keywords=("theft",)))
    desk.console.settle()
    assert desk.console.sounds.played[1:] == ["level3"]


def test_a_selected_member_shows_in_its_groups_row(desk: CallTown) -> None:
    calls = desk.flood(3)
    desk.console.seat.select_case(calls[2])
    desk.console.settle()
    assert desk.console.window.panels.queue.current_key() == calls[0]


def test_a_group_is_one_sign_on_the_map(desk: CallTown) -> None:
    calls = desk.flood(5)
    assert list(desk.console.map.incidents) == calls[:1]
