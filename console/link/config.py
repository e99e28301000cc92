"""Where a hub is and who we are: read from an access or seat file, refused in words when it is wrong. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from console.domain.base.roles import Role


class LinkError(Exception):
    """The hub is not there, or did not answer in time, or refused; the message says so in words."""


class AccessFileError(LinkError):
    """The access file is missing, unreadable, or does not name this client; the message says which and where."""


@dataclass(frozen=True, slots=True)
class LinkConfig:
    """One hub as one seat sees it. Keys are Z85 text, 40 characters (RFC 32/Z85 of ZeroMQ).

    `user` only for seats where persons sign in. `kind` is the kind of hub these keys are for; a hub of another kind is
    refused. "" = any.
    """

    host: str
    port: int
    server_key: str
    public_key: str
    secret_key: str
    user: str = ""
    password: str = ""
    client: str = "program"
    kind: str = ""


class AccessUser(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who signs in at a seat."""

    user: str
    password: str
    name: str = ""
    role: str = ""


class AccessClient(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One client: its seat with the CURVE pair (Z85), the program roles it has, and who may sign in there."""

    seat: str = ""
    public_key: str
    secret_key: str
    roles: tuple[Role, ...] = ()
    users: tuple[AccessUser, ...] = ()


class AccessFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An access or seat file. `server_key` is the hub's CURVE public key (Z85), `kind` its journal's: nobody goes
    elsewhere; "" = not said."""

    host: str
    commands: int
    server_key: str
    clients: dict[str, AccessClient]
    kind: str = ""


def from_access_file(path: Path, client: str, *, user: str | int = 0, kind: str = "") -> LinkConfig:
    """The seat of `client` (console, beside, town, autopilot …) out of an access file. Raises AccessFileError.

    `user` is a name or a number: who signs in where the client has users; the first by default. `kind` is what the
    file must be for, where it says so; "" = any.
    """
    try:
        access = msgspec.json.decode(path.read_bytes(), type=AccessFile)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise AccessFileError(f"{path}: {error}") from error
    if kind and access.kind not in ("", kind):
        raise AccessFileError(f"{path}: this file is for a hub of kind {access.kind}, not {kind}")
    mine = access.clients.get(client)
    if mine is None:
        raise AccessFileError(f"{path}: no client {client!r}, only {', '.join(sorted(access.clients))}")
    if isinstance(user, int):
        person = mine.users[user] if 0 <= user < len(mine.users) else None
        unknown = bool(user) and person is None
    else:
        person = next((one for one in mine.users if one.user == user), None)
        unknown = person is None
    if unknown:
        raise AccessFileError(f"{path}: {client} has no user {user!r}")
    return LinkConfig(
        host=access.host,
        port=access.commands,
        server_key=access.server_key,
        public_key=mine.public_key,
        secret_key=mine.secret_key,
        user=person.user if person else "",
        password=person.password if person else "",
        client=client,
        kind=kind or access.kind,
    )
