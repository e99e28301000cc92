"""The frame desk without sockets: frames in, answers out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from backend_stub.hub.sign_in import Checked
from backend_stub.hub.sockets import Incoming
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.calls.commands import EraseReport
from console.wire import codec
from console.wire import messages as m
from tests.console.wire.samples import ETA

from .desk_room import CHEN, HELLO, KEY, LI, Room, codes, submit
from .scene import HEARD, new_id


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = Room(tmp_path)
    yield opened
    opened.access.close()


def test_frames_of_one_reading_are_worked_through_in_order(room: Room) -> None:
    answers = room.say(m.Ping(sent_ns=1), HELLO, m.Ping(sent_ns=2), submit())
    assert codes(answers) == [Code.HELLO_FIRST, "Welcome", "Pong", Code.NOT_SIGNED_IN]


def test_seat_that_was_removed_is_refused_at_hello(room: Room) -> None:
    room.access.set_seat_disabled("D-01", True)
    assert codes(room.say(HELLO)) == [Code.SEAT_DISABLED]


def test_ids_of_one_reading_are_looked_up_at_once(room: Room) -> None:
    room.begin()
    before = room.store.lookups
    assert codes(room.say(*(submit() for _ in range(50)))) == ["Accepted"] * 50
    assert room.store.lookups == before + 1


def test_stopping_hub_takes_no_command_and_still_answers_pings(room: Room) -> None:
    room.begin()
    room.desk.stopping = True
    assert codes(room.say(submit(), m.LogLooks(id="l", looks=()), m.Ping(sent_ns=1))) == [
        Code.STOPPING,
        Code.STOPPING,
        "Pong",
    ]


def test_after_a_failed_commit_commands_are_refused_for_a_moment_only(room: Room) -> None:
    room.begin()
    room.desk.store_failed()
    assert codes(room.say(submit())) == [Code.STORE_FAILED]
    room.now_s += 1.5
    assert codes(room.say(submit())) == ["Accepted"]


@pytest.mark.expects_log("answers cannot be read")
def test_answers_that_can_not_be_read_refuse_the_command(room: Room) -> None:
    room.begin()
    room.store.fail_read = True
    room.desk.handle([Incoming(b"\0a", KEY, codec.encode(submit()))])
    assert codes([message for _, message in room.sent])[-1] == Code.STORE_FAILED


def test_erased_report_can_not_be_opened_any_more(room: Room) -> None:
    room.begin()
    room.say(submit())
    assert codes(room.say(m.OpenReport(id="r", call_id="C-000001", purpose="x"))) == ["ReportOpened"]
    room.begin(CHEN)
    erase = EraseReport(call_id="C-000001", reason="asked")
    assert codes(room.say(m.Submit(id=new_id(), not_after_ms=15_000, based_on=0, command=erase))) == [
        "Accepted"
    ]
    room.begin(LI)
    answer = room.say(m.OpenReport(id="r", call_id="C-000001", purpose="x"))
    assert codes(answer) == [Code.NO_REPORT]  # T19: as the document says


def test_looks_with_a_time_that_can_not_be_are_refused(room: Room) -> None:
    room.begin()
    entry = m.LookEntry(what="search", subject="x", at_ms=2**63 - 1)
    assert codes(room.say(m.LogLooks(id="l", looks=(entry,)))) == [Code.BAD_VALUE]
    assert codes(room.say(m.LogLooks(id="", looks=()))) == [Code.BAD_ID]


def test_answer_to_somebody_who_went_changes_nothing(room: Room) -> None:
    room.reception.signed_in(Checked(b"\0gone", "li", LI))
    assert room.sent == []


LARGE = msgspec.msgpack.encode({"type": "submit", "id": "f" * 32, "x": b"x" * codec.SUBMIT_BOUND})
VERY_LARGE = msgspec.msgpack.encode({"type": "submit", "id": "f" * 32, "x": b"x" * 300 * codec.KIB})


def test_large_frame_is_decoded_only_from_who_may_have_something_so_large_to_say(room: Room) -> None:
    """T7: the refusals come before decoding, and still say to which message."""

    def answer(body: bytes) -> m.HubMessage:
        (said,) = room.say_raw(body)
        return said

    assert answer(LARGE) == m.Refused(id="f" * 32, code=Code.HELLO_FIRST)
    room.say(HELLO)
    assert answer(LARGE) == m.Refused(id="f" * 32, code=Code.NOT_SIGNED_IN)
    room.begin()
    assert answer(VERY_LARGE) == m.Refused(id="f" * 32, code=Code.TOO_LARGE)
    room.begin(CHEN)
    said = answer(VERY_LARGE)  # an administrator's: decoded, and not what it should be
    assert isinstance(said, m.Refused)
    assert said.code == Code.MALFORMED
    nothing = answer(b"\xc1" * 300 * codec.KIB)
    assert isinstance(nothing, m.Refused)
    assert (nothing.id, nothing.code) == ("", Code.MALFORMED)


@pytest.mark.parametrize("signs_in", [False, True])
def test_bytes_beyond_the_allowance_are_refused_and_later_taken_again(room: Room, signs_in: bool) -> None:
    """T7: by bytes, before decoding, with a session and without."""
    if signs_in:
        room.begin(CHEN)
    said = [code for _ in range(40) for code in codes(room.say_raw(VERY_LARGE))]
    wanted = Code.MALFORMED if signs_in else Code.HELLO_FIRST
    assert set(said[:20]) == {wanted}
    assert set(said[30:]) == {Code.TOO_FAST}
    room.now_s += 60.0
    assert codes(room.say_raw(VERY_LARGE)) == [wanted]


def begin_as_a_program(room: Room) -> None:
    """A seat that tells positions, plans and reports."""
    room.access.put_seat("D-01", KEY, (Role.FIELD, Role.PLANNER, Role.GATEWAY))
    assert codes(room.say(HELLO)) == ["Welcome"]


@pytest.mark.expects_log("left out")  # this core knows no units
def test_what_is_relayed_waits_for_the_answers_and_events_that_came_with_it(room: Room) -> None:
    """Issue 8, fan-out: an event waited for the positions that were read before it."""
    begin_as_a_program(room)
    first, second = HEARD, msgspec.structs.replace(HEARD, t_ms=8)
    told = [m.PutPositions(batch=first), submit(), m.PutPlan(plan=ETA), m.PutPositions(batch=second)]
    assert codes(room.say(*told)) == ["Accepted"]  # its event is on disk
    assert room.relayed == []
    room.desk.relay_gathered()
    assert [topic for topic, _ in room.relayed] == ["pos", "eta", "pos"]
    assert codec.decode_hub(room.relayed[1][1]) == ETA
    room.desk.relay_gathered()
    assert len(room.relayed) == 3


@pytest.mark.expects_log("failed on relaying")
def test_batch_that_can_not_be_relayed_costs_itself_only_and_what_is_wrong_is_said_at_once(
    room: Room,
) -> None:
    """The adversary: a wrong one, one without the right, one larger than may be, and good ones around them."""
    begin_as_a_program(room)
    uneven = msgspec.structs.replace(HEARD, lon_i32=b"")
    large = msgspec.structs.replace(ETA, unit_ids=("P" * 2_000_000,), eta_s_i32=bytes(4))
    told: list[m.ClientMessage] = [m.PutPlan(plan=ETA), m.PutPositions(batch=uneven), m.PutPlan(plan=large)]
    assert codes(room.say(*told, m.PutPlan(plan=ETA), m.Ping(sent_ns=1))) == [Code.BAD_VALUE, "Pong"]
    room.sent.clear()
    room.desk.relay_gathered()
    assert codes([message for _, message in room.sent]) == [Code.INTERNAL]
    assert [codec.decode_hub(frame) for _, frame in room.relayed] == [ETA, ETA]
    room.access.put_seat("D-01", KEY, (Role.TRACKER,))
    assert codes(room.say(HELLO, m.PutPlan(plan=ETA))) == ["Welcome", Code.NOT_ALLOWED]
    room.desk.relay_gathered()
    assert len(room.relayed) == 2
