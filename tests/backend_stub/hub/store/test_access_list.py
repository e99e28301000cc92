"""Accounts, seats and one-time codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub.hub.store.access_list import AccessError, AccessList
from console.domain.base.roles import Role

KEY = "a" * 40


@pytest.fixture
def access(tmp_path: Path) -> Iterator[AccessList]:
    opened = AccessList(tmp_path)
    yield opened
    opened.close()


def test_right_password_opens_and_wrong_ones_do_not(access: AccessList) -> None:
    access.add_user("li", "李明", Role.OPERATOR, "correct horse")
    account = access.check_password("li", "correct horse")
    assert account is not None
    assert (account.name, account.role) == ("李明", Role.OPERATOR)
    assert access.check_password("li", "wrong horse") is None
    assert access.check_password("nobody", "correct horse") is None


def test_password_is_stored_as_argon2id_only(access: AccessList, tmp_path: Path) -> None:
    access.add_user("li", "李明", Role.OPERATOR, "correct horse")
    access.close()
    connection = sqlite3.connect(tmp_path / "access.db")
    (stored,) = connection.execute("SELECT password FROM accounts").fetchone()
    connection.close()
    assert stored.startswith("$argon2id$")
    assert not any(b"correct horse" in path.read_bytes() for path in tmp_path.iterdir())


def test_disabled_user_does_not_come_in_until_enabled(access: AccessList) -> None:
    access.add_user("li", "", Role.OPERATOR, "correct horse")
    access.set_user_disabled("li", True)
    assert access.check_password("li", "correct horse") is None
    access.set_user_disabled("li", False)
    assert access.check_password("li", "correct horse") is not None


def test_new_password_replaces_the_old_one(access: AccessList) -> None:
    access.add_user("li", "", Role.OPERATOR, "correct horse")
    access.set_password("li", "battery staple")
    assert access.check_password("li", "correct horse") is None
    assert access.check_password("li", "battery staple") is not None


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
def test_passwords_of_a_bad_length_are_refused(access: AccessList, password: str) -> None:
    with pytest.raises(AccessError, match="password"):
        access.add_user("li", "", Role.OPERATOR, password)


def test_users_and_seats_that_are_not_there_are_said(access: AccessList) -> None:
    with pytest.raises(AccessError, match="no user"):
        access.set_password("li", "correct horse")
    with pytest.raises(AccessError, match="no seat"):
        access.set_seat_disabled("D-01", True)
    access.add_user("li", "", Role.OPERATOR, "correct horse")
    with pytest.raises(AccessError, match="already"):
        access.add_user("li", "", Role.OPERATOR, "correct horse")


def test_seat_is_found_by_its_key_and_a_new_key_replaces_it(access: AccessList) -> None:
    access.put_seat("TOWN", KEY, (Role.FIELD, Role.GATEWAY))
    seat = access.seat_of_key(KEY)
    assert seat is not None
    assert (seat.name, seat.roles) == ("TOWN", (Role.FIELD, Role.GATEWAY))
    access.put_seat("TOWN", "b" * 40)
    assert access.seat_of_key(KEY) is None
    assert [each.name for each in access.seats()] == ["TOWN"]


def test_code_works_once(access: AccessList) -> None:
    secret = access.make_code("D-01", (Role.FIELD,), autopilot=True)
    seat = access.redeem_code(secret, KEY)
    assert seat is not None
    assert (seat.name, seat.roles, seat.autopilot) == ("D-01", (Role.FIELD,), True)
    assert access.redeem_code(secret, "b" * 40) is None
    assert access.seat_of_key("b" * 40) is None


def test_wrong_code_does_nothing(access: AccessList) -> None:
    access.make_code("D-01")
    assert access.redeem_code(b"0123456789", KEY) is None
    assert access.seats() == []


def test_old_code_does_nothing(access: AccessList, tmp_path: Path) -> None:
    secret = access.make_code("D-01")
    connection = sqlite3.connect(tmp_path / "access.db")
    connection.execute("UPDATE codes SET expires_utc_ms = 1")
    connection.commit()
    connection.close()
    assert access.redeem_code(secret, KEY) is None


def test_secret_of_a_code_is_not_stored(access: AccessList, tmp_path: Path) -> None:
    secret = access.make_code("D-01")
    assert not any(secret in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", ["", " ", "hub", "HUB", "P1\n", " P1", "P1\t", "P\u202e1", "P\u200b", "P" * 41]
)
def test_names_that_would_be_misread_are_none(access: AccessList, name: str) -> None:
    """T17: a seat stands in every event and every line of the log."""
    for give in (
        lambda: access.make_code(name),
        lambda: access.put_seat(name, KEY),
        lambda: access.add_user(name, "", Role.OPERATOR, "correct horse"),
    ):
        with pytest.raises(AccessError, match=r"visible characters|the hub's own name"):
            give()
    assert access.seats() == []
    assert access.accounts() == []


@pytest.mark.parametrize("name", ["D-01", "指挥席 1", "Zhōu", "hub-2"])
def test_names_in_any_script_are_taken(access: AccessList, name: str) -> None:
    access.put_seat(name, KEY)
    access.add_user(name, "", Role.OPERATOR, "correct horse")
    assert [each.name for each in access.seats()] == [name]


def test_name_of_a_person_is_checked_besides_the_user(access: AccessList) -> None:
    with pytest.raises(AccessError, match="is no name"):
        access.add_user("li", "Li\u202e", Role.OPERATOR, "correct horse")
