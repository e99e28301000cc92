"""Sessions: who sits where, how fast they may ask, and how many there are."""

from __future__ import annotations

import pytest

from backend_stub.hub import sessions as s
from backend_stub.hub.sessions import Allowance, Session, Sessions
from backend_stub.hub.store.access_list import Account, Seat
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall
from console.domain.orders.commands import DispatchUnits, SuggestArrival
from console.domain.permissions import Right
from console.domain.registry.commands import Warn

DESK = Seat("D-01", "k", (), False, False)
BESIDE = Seat("BESIDE", "b", (Role.TRACKER, Role.PLANNER), False, False)
LI = Account("li", "李明", Role.OPERATOR, False)


def test_allowance_gives_a_burst_and_then_the_average() -> None:
    allowance = Allowance(10.0, 20.0, 20.0, 0.0)
    assert sum(allowance.take(0.0) for _ in range(30)) == 20
    assert sum(allowance.take(1.0) for _ in range(30)) == 10
    assert sum(allowance.take(100.0) for _ in range(30)) == 20


def test_nobody_has_a_role_before_sign_in_nor_after_sign_out() -> None:
    session = Sessions().open(b"\0a", DESK, 0.0)
    assert session.roles == ()
    assert session.stamp_for_command(AcceptCall) is None
    session.sign(LI)
    stamp = session.stamp_for_command(AcceptCall)
    assert stamp is not None
    assert (stamp.actor, stamp.role, stamp.seat) == ("li", Role.OPERATOR, "D-01")
    session.sign(None)
    assert session.stamp_for_command(AcceptCall) is None


def test_program_is_stamped_with_the_role_that_may() -> None:
    session = Sessions().open(b"\0a", BESIDE, 0.0)
    roles = [session.stamp_for_command(command) for command in (SuggestArrival, Warn, DispatchUnits)]
    assert [stamp.role if stamp else None for stamp in roles] == [Role.TRACKER, Role.PLANNER, None]
    assert session.stamp_for(Right.PUT_PLAN) is not None
    assert session.stamp_for(Right.PUT_POSITIONS) is None


def test_connections_of_one_seat_share_their_allowance() -> None:
    sessions = Sessions(person_per_s=1.0)
    first, second = sessions.open(b"\0a", DESK, 0.0), sessions.open(b"\0b", DESK, 0.0)
    assert [each.allowance.take(0.0) for each in (first, second, first)] == [True, True, False]


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


def test_there_are_never_more_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s, "MAX_SESSIONS", 3)
    sessions = Sessions()
    for number in range(5):
        sessions.open(bytes((0, number)), DESK, float(number))
    assert len(sessions) == 3
    assert sessions.get(b"\0\0", 9.0) is None
    sessions.close(b"\0\4")
    assert len(sessions.all()) == 2
