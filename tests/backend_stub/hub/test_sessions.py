"""Sessions: who sits where, how fast they may ask, and how many there are."""

from __future__ import annotations

from collections.abc import Callable

from backend_stub.hub import sessions as s
from backend_stub.hub.sessions import Session, Sessions
from backend_stub.hub.store.access_list import Account, EnrolledSeat
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall
from console.domain.orders.commands import DispatchUnits, SuggestArrival
from console.domain.permissions import Right
from console.domain.registry.commands import Warn

DESK = EnrolledSeat("D-01", "k", (), False, False)
BESIDE = EnrolledSeat("BESIDE", "b", (Role.TRACKER, Role.PLANNER), False, False)
WANG = Account("wang", "王芳", Role.DUTY_LEADER, False)
LI = Account("li", "李明", Role.OPERATOR, False)


def test_nobody_has_a_role_before_sign_in_nor_after_sign_out() -> None:
    session = Sessions().open(b"\0a", DESK, 0.0)
    assert session.roles == ()
    assert session.stamp_for(AcceptCall) is None
    session.sign(LI)
    stamp = session.stamp_for(AcceptCall)
    assert stamp is not None
    assert (stamp.actor, stamp.role, stamp.seat) == ("li", Role.OPERATOR, "D-01")
    session.sign(None)
    assert session.stamp_for(AcceptCall) is None


def test_program_is_stamped_with_the_role_that_may() -> None:
    session = Sessions().open(b"\0a", BESIDE, 0.0)
    roles = [session.stamp_for(command) for command in (SuggestArrival, Warn, DispatchUnits)]
    assert [stamp.role if stamp else None for stamp in roles] == [Role.TRACKER, Role.PLANNER, None]
    assert session.stamp_for(Right.PUT_PLAN) is not None
    assert session.stamp_for(Right.PUT_POSITIONS) is None


def test_connections_of_one_seat_share_their_allowance() -> None:
    sessions = Sessions(person_per_s=1.0)
    sessions.open(b"\0a", DESK, 0.0)
    assert [sessions.allows("k", 10, 0.0) for _ in range(2)] == [True, True]
    sessions.open(b"\0b", DESK, 0.0)
    assert not sessions.allows("k", 10, 0.0)
    assert sessions.allows("b", 10, 0.0)


def test_bytes_are_counted_besides_frames_and_programs_have_more_of_both() -> None:
    sessions = Sessions(person_per_s=1.0, program_per_s=4.0)
    burst = int(s.PERSON_BYTES_PER_S * s.BYTES_BURST_S)
    assert [sessions.allows("k", burst - 1, 0.0), sessions.allows("k", 2, 0.0)] == [True, False]
    assert sessions.allows("k", int(s.PERSON_BYTES_PER_S), 1.0)
    for _ in range(2):  # saying hello again is no way to more
        sessions.open(b"\0b", BESIDE, 0.0)
        assert [sessions.allows("b", burst, 0.0) for _ in range(4)].count(True) <= 4
    assert not sessions.allows("b", 1, 0.0)


def test_new_hello_on_a_connection_begins_anew() -> None:
    sessions = Sessions()
    sessions.open(b"\0a", DESK, 0.0).sign(LI)
    again = sessions.open(b"\0a", DESK, 1.0)
    assert again.roles == ()
    assert len(sessions) == 1


def test_idle_sessions_are_forgotten() -> None:
    sessions = Sessions()
    sessions.open(b"\0a", DESK, 0.0)
    sessions.open(b"\0b", DESK, 0.0)
    sessions.get(b"\0b", s.IDLE_S)
    sessions.drop_idle(s.IDLE_S + 1)
    assert sessions.get(b"\0a", 0.0) is None
    assert isinstance(sessions.get(b"\0b", 0.0), Session)


def test_there_are_never_more_than_the_bound() -> None:
    sessions = Sessions(most=3)
    for number in range(5):
        sessions.open(bytes((0, number)), DESK, float(number))
    assert len(sessions) == 3
    assert sessions.get(b"\0\0", 9.0) is None
    sessions.close(b"\0\4")
    assert len(sessions.all()) == 2


def test_seat_that_connects_over_and_over_pushes_out_nobody_but_itself() -> None:
    sessions = Sessions(most=s.MAX_PER_SEAT + 10)
    sessions.open(b"\0other", BESIDE, 0.0)
    for number in range(3 * s.MAX_PER_SEAT):
        sessions.open(b"\0" + bytes((number,)), DESK, float(number))
    assert sessions.get(b"\0other", 0.0) is not None
    assert len(sessions) == s.MAX_PER_SEAT + 1


def test_ticket_ends_with_whatever_ends_the_session_or_changes_who_sits_there() -> None:
    sessions = Sessions()
    session = sessions.open(b"\0a", DESK, 0.0)
    endings: list[Callable[[], object]] = [
        lambda: sessions.sign(session, None),
        lambda: sessions.sign(session, WANG),
        lambda: sessions.open_reading(session),
        lambda: sessions.close(session.identity),
        lambda: sessions.drop_idle(s.IDLE_S + 1),
        lambda: sessions.open(session.identity, DESK, 1.0),
    ]
    for end in endings:
        session = sessions.open(b"\0a", DESK, 0.0)
        sessions.sign(session, LI)
        ticket = sessions.open_reading(session)
        assert sessions.readings.refusal(ticket, "k", Right.READ_OPS) is None
        end()
        assert sessions.readings.refusal(ticket, "k", Right.READ_OPS) is Code.NOT_SIGNED_IN
        assert not sessions.readings.is_good(ticket)


def test_ticket_is_good_for_its_seat_and_its_rights_only() -> None:
    sessions = Sessions()
    session = sessions.open(b"\0a", DESK, 0.0)
    sessions.sign(session, LI)
    readings, ticket = sessions.readings, sessions.open_reading(session)
    assert readings.refusal(ticket, "b", Right.READ_OPS) is Code.NOT_SIGNED_IN
    assert readings.refusal(ticket, "k", Right.READ_CONTROL) is Code.NOT_ALLOWED
    assert readings.refusal(ticket[:-1], "k", Right.READ_OPS) is Code.NOT_SIGNED_IN
    assert readings.refusal("", "k", Right.READ_OPS) is Code.NOT_SIGNED_IN
