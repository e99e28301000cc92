"""Seats and users of the demo."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub.hub import demo_access
from backend_stub.hub.store.access_list import AccessList
from console.domain.base.roles import Role
from console.link.config import from_access_file


@pytest.fixture
def access(tmp_path: Path) -> Iterator[AccessList]:
    opened = AccessList(tmp_path)
    yield opened
    opened.close()


def test_everybody_of_the_demo_can_come_in(tmp_path: Path, access: AccessList) -> None:
    clients = demo_access.prepare(tmp_path, access)
    path = demo_access.write(tmp_path, "127.0.0.1", 4000, "K" * 40, clients)
    assert demo_access.read(path).clients == clients
    assert clients["beside"].roles == (Role.TRACKER, Role.PLANNER)
    assert Role.FIELD in clients["town"].roles
    assert [user.role for user in clients["console"].users[:2]] == [Role.OPERATOR, Role.DUTY_LEADER]
    for client in clients.values():
        seat = access.seat_of_key(client.public_key)
        assert seat is not None
        assert (seat.name, seat.autopilot) == (client.seat, client.seat == "AUTO-01")
    user = clients["console"].users[0]
    assert access.check_password(user.user, user.password) is not None
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_second_start_keeps_keys_and_passwords(tmp_path: Path, access: AccessList) -> None:
    first = demo_access.prepare(tmp_path, access)
    demo_access.write(tmp_path, "127.0.0.1", 4000, "K" * 40, first)
    assert demo_access.prepare(tmp_path, access) == first


def test_spoilt_file_is_made_anew(tmp_path: Path, access: AccessList) -> None:
    first = demo_access.prepare(tmp_path, access)
    (tmp_path / demo_access.ACCESS_JSON).write_text("{", encoding="utf-8")
    second = demo_access.prepare(tmp_path, access)
    assert second["console"].public_key != first["console"].public_key
    user = second["console"].users[0]
    assert access.check_password(user.user, user.password) is not None


def test_passwords_are_never_the_same(tmp_path: Path, access: AccessList) -> None:
    clients = demo_access.prepare(tmp_path, access)
    passwords = {user.password for client in clients.values() for user in client.users}
    assert len(passwords) == 7
    assert all(len(password) >= 12 for password in passwords)


def test_link_reads_its_config_out_of_the_file(tmp_path: Path, access: AccessList) -> None:
    clients = demo_access.prepare(tmp_path, access)
    path = demo_access.write(tmp_path, "127.0.0.1", 4000, "K" * 40, clients)
    leader = from_access_file(path, "console", user=1)
    assert (leader.port, leader.user) == (4000, "leader")
    assert from_access_file(path, "town").user == ""
