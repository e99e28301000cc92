"""Seats and users of the demo, made at its first start: keys and generated passwords in one private file.

`demo-access.json` in the hub's data directory, mode 0600. Refused for LIVE hubs: they have no ready-made users.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

import msgspec
import zmq

from console.domain.base.roles import Role, WorldKind

from .identity import write_private
from .store.access_list import AccessList

ACCESS_JSON: Final = "demo-access.json"


class DemoUser(msgspec.Struct, frozen=True):
    """Somebody who signs in at a seat."""

    user: str
    name: str
    role: Role
    password: str


class DemoClient(msgspec.Struct, frozen=True):
    """One client: its seat with the CURVE pair (Z85), the program roles it has, and who may sign in there."""

    seat: str
    public_key: str
    secret_key: str
    roles: tuple[Role, ...] = ()
    users: tuple[DemoUser, ...] = ()


class DemoAccess(msgspec.Struct, frozen=True):
    """The file. `server_key` is the hub's CURVE public key (Z85); `kind` its journal's: nobody goes elsewhere."""

    host: str
    commands: int
    server_key: str
    clients: dict[str, DemoClient]
    kind: WorldKind = WorldKind.DEMO


_USERS: Final[dict[str, tuple[tuple[str, str, Role], ...]]] = {
    "console": (
        ("operator", "李明 Li Ming", Role.OPERATOR),
        ("leader", "王芳 Wang Fang", Role.DUTY_LEADER),
        ("trainer", "周敏 Zhou Min", Role.TRAINER),
        ("auditor", "赵静 Zhao Jing", Role.AUDITOR),
        ("admin", "陈伟 Chen Wei", Role.ADMIN),
    ),
    "autopilot": (
        ("autopilot", "自动驾驶 Autopilot", Role.OPERATOR),
        ("autopilot-leader", "自动指挥长 Autopilot leader", Role.DUTY_LEADER),
    ),
}
_SEATS: Final[dict[str, tuple[str, tuple[Role, ...]]]] = {
    "console": ("D-01", ()),
    "console2": ("D-02", ()),
    "autopilot": ("AUTO-01", ()),
    "beside": ("BESIDE", (Role.TRACKER, Role.PLANNER)),
    "town": ("TOWN", (Role.FIELD, Role.GATEWAY, Role.DEPARTMENT)),
}


def prepare(directory: Path, access: AccessList) -> dict[str, DemoClient]:
    """The demo's clients: those of last time, or fresh ones, enrolled."""
    path = directory / ACCESS_JSON
    if path.exists():
        try:
            clients = msgspec.json.decode(path.read_bytes(), type=DemoAccess).clients
        except msgspec.DecodeError:
            clients = {}
        known = {seat.name: seat.public_key for seat in access.seats()}
        if set(clients) == set(_SEATS) and all(
            known.get(client.seat) == client.public_key and _users_of(client) == wanted
            for client, wanted in ((clients[name], _wanted(name)) for name in _SEATS)
        ):
            return clients
    clients = {name: _make_client(name, access) for name in _SEATS}
    second = clients["console2"]
    clients["console2"] = msgspec.structs.replace(second, users=clients["console"].users)
    return clients


def _users_of(client: DemoClient) -> list[str]:
    return [one.user for one in client.users]


def _wanted(name: str) -> list[str]:
    """Users of a client; the second console has those of the first."""
    return [user for user, _, _ in _USERS.get("console" if name == "console2" else name, ())]


def _make_client(name: str, access: AccessList) -> DemoClient:
    seat, roles = _SEATS[name]
    public, secret = (key.decode() for key in zmq.curve_keypair())
    access.put_seat(seat, public, roles, autopilot=name == "autopilot")
    users = []
    for user, full_name, role in _USERS.get(name, ()):
        password = secrets.token_urlsafe(12)
        if access.account(user) is None:
            access.add_user(user, full_name, role, password)
        else:
            access.set_password(user, password)
            access.set_user_disabled(user, False)
        users.append(DemoUser(user, full_name, role, password))
    return DemoClient(seat, public, secret, roles, tuple(users))


def write(
    directory: Path,
    host: str,
    port: int,
    server_key: str,
    clients: dict[str, DemoClient],
    kind: WorldKind = WorldKind.DEMO,
) -> Path:
    """Write the file where this start can be found; its path."""
    path = directory / ACCESS_JSON
    content = DemoAccess(host, port, server_key, clients, kind)
    write_private(path, msgspec.json.format(msgspec.json.encode(content), indent=2))
    return path


def read(path: Path) -> DemoAccess:
    """Read the file; raises OSError or msgspec.DecodeError."""
    return msgspec.json.decode(path.read_bytes(), type=DemoAccess)
