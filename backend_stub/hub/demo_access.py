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
from console.link.config import AccessClient, AccessFile, AccessUser

from .identity import write_private
from .store.access_list import AccessList

ACCESS_JSON: Final = "demo-access.json"

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


def prepare(directory: Path, access: AccessList) -> dict[str, AccessClient]:
    """The demo's clients: those of last time, or fresh ones, enrolled."""
    path = directory / ACCESS_JSON
    if path.exists():
        try:
            clients = read(path).clients
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


def _users_of(client: AccessClient) -> list[str]:
    return [one.user for one in client.users]


def _wanted(name: str) -> list[str]:
    """Users of a client; the second console has those of the first."""
    return [user for user, _, _ in _USERS.get("console" if name == "console2" else name, ())]


def _make_client(name: str, access: AccessList) -> AccessClient:
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
        users.append(AccessUser(user=user, name=full_name, role=role, password=password))
    return AccessClient(seat=seat, public_key=public, secret_key=secret, roles=roles, users=tuple(users))


def write(
    directory: Path,
    host: str,
    port: int,
    server_key: str,
    clients: dict[str, AccessClient],
    kind: WorldKind = WorldKind.DEMO,
) -> Path:
    """Write the file where this start can be found; its path."""
    path = directory / ACCESS_JSON
    content = AccessFile(host=host, commands=port, server_key=server_key, clients=clients, kind=kind)
    write_private(path, msgspec.json.format(msgspec.json.encode(content), indent=2))
    return path


def read(path: Path) -> AccessFile:
    """Read the file; raises OSError or msgspec.DecodeError."""
    return msgspec.json.decode(path.read_bytes(), type=AccessFile)
