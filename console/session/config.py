"""Where a hub is and who this seat is: read from an access file, refused in words when it is wrong. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class LinkConfig:
    """One hub as one seat sees it. Keys are Z85 text, 40 characters (RFC 32/Z85 of ZeroMQ)."""

    host: str
    port: int
    server_key: str
    public_key: str
    secret_key: str
    spool_path: Path
    user: str = ""
    password: str = ""
    client: str = "muster-console"
    kind: str = ""
    """Kind of the hub these keys are for; a hub of another kind is refused. "" = any."""


class AccessFileError(Exception):
    """The access file is missing, unreadable, or does not name this client; the message says which and where."""


class _User(msgspec.Struct, frozen=True):
    user: str
    password: str


class _Client(msgspec.Struct, frozen=True):
    public_key: str
    secret_key: str
    users: tuple[_User, ...] = ()


class _Access(msgspec.Struct, frozen=True):
    host: str
    commands: int
    server_key: str
    clients: dict[str, _Client]
    kind: str = ""


def from_access_file(
    path: Path, client: str, spool_path: Path, *, user: str = "", kind: str = ""
) -> LinkConfig:
    """The seat of `client` out of an access file; `user` "" = its first user. Raises AccessFileError.

    `kind` is what the file must be for, where it says so; "" = any.
    """
    try:
        access = msgspec.json.decode(path.read_bytes(), type=_Access)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise AccessFileError(f"{path}: {error}") from error
    if kind and access.kind not in ("", kind):
        raise AccessFileError(f"{path}: this file is for a hub of kind {access.kind}, not {kind}")
    mine = access.clients.get(client)
    if mine is None:
        raise AccessFileError(f"{path}: no client {client!r}, only {', '.join(sorted(access.clients))}")
    person = next((one for one in mine.users if user in ("", one.user)), None)
    if user and person is None:
        raise AccessFileError(f"{path}: {client} has no user {user!r}")
    return LinkConfig(
        host=access.host,
        port=access.commands,
        server_key=access.server_key,
        public_key=mine.public_key,
        secret_key=mine.secret_key,
        spool_path=spool_path,
        user=person.user if person else "",
        password=person.password if person else "",
        kind=kind or access.kind,
    )
