"""Accounts, seats and enrolment codes in `access.db`. Any thread; also written by the command line while a hub runs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Column, Row, Select, delete, insert, select, update

from backend_stub.hub.clock import utc_now_ms
from console.domain.base.roles import Role

from . import schema
from .opening import ACCESS_FILE, ChangeMark, open_access

CODE_TTL_MS: Final = 3_600_000
MAX_NAME: Final = 40
HUB: Final = "hub"
"""What the hub calls itself as an actor and as a seat."""
# argon2id within OWASP's advice; one lane, so that a sign-in never takes more than one core from the hub
_hasher = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)


class AccessError(Exception):
    """An account or seat that is there already, is not there, or may not be so."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in. Equal as long as nothing about him was changed, his password included."""

    user: str
    name: str
    role: Role
    disabled: bool
    password: str = field(default="", repr=False)
    """Its argon2 hash."""


@dataclass(frozen=True, slots=True)
class EnrolledSeat:
    """A workstation or program: its CURVE key. `roles` is empty where persons sign in."""

    name: str
    public_key: str
    roles: tuple[Role, ...]
    autopilot: bool
    disabled: bool


class AccessList:
    """Who may come in."""

    def __init__(self, directory: Path) -> None:
        self._engine = open_access(directory / ACCESS_FILE)
        self._mark = ChangeMark(self._engine)
        # checked against where there is no such user, so that the answer takes as long
        self._nobody = _hasher.hash(secrets.token_hex(16))

    def close(self) -> None:
        """Close all connections."""
        self._mark.close()
        self._engine.dispose()

    def version(self) -> int:
        """Another number after every change, whoever made it. Asked by one thread only."""
        return self._mark.read()

    # -- accounts ------------------------------------------------------------------------------------------------------

    def add_user(self, user: str, name: str, role: Role, password: str) -> None:
        """Make an account; raises AccessError when there is one, a name is none, or the password is too short."""
        _check_name("user", user)
        _check_name("name", name or user)
        _check_password(password)
        if self.account(user) is not None:
            raise AccessError(f"there is a user {user!r} already")
        with self._engine.begin() as connection:
            connection.execute(
                insert(schema.accounts).values(
                    user=user,
                    name=name,
                    role=role.value,
                    password=_hasher.hash(password),
                    disabled=False,
                    since_utc_ms=utc_now_ms(),
                )
            )

    def set_password(self, user: str, password: str) -> None:
        """Raises AccessError when there is no such user, or the password is too short."""
        _check_password(password)
        self._update("user", schema.accounts.c.user, user, password=_hasher.hash(password))

    def set_user_disabled(self, user: str, disabled: bool) -> None:
        """A disabled user is signed out before he is served again; raises AccessError when there is none."""
        self._update("user", schema.accounts.c.user, user, disabled=disabled)

    def accounts(self) -> list[Account]:
        """All accounts by name."""
        return [_account(row) for row in self._rows(select(schema.accounts).order_by(schema.accounts.c.user))]

    def account(self, user: str) -> Account | None:
        """One account."""
        return next(map(_account, self._rows(_of_user(user))), None)

    def check_password(self, user: str, password: str) -> Account | None:
        """The account when the password is right and it is not disabled. Takes some 50 ms either way."""
        row = next(iter(self._rows(_of_user(user))), None)
        try:
            _hasher.verify(row.password if row is not None else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        return None if row is None or row.disabled else _account(row)

    # -- seats ---------------------------------------------------------------------------------------------------------

    def put_seat(
        self, name: str, public_key: str, roles: tuple[Role, ...] = (), *, autopilot: bool = False
    ) -> None:
        """Enrol a key as seat `name`, replacing the key that was there; raises AccessError when the name is none."""
        _check_name("seat", name)
        with self._engine.begin() as connection:
            connection.execute(delete(schema.seats).where(schema.seats.c.name == name))
            connection.execute(
                insert(schema.seats).values(
                    name=name,
                    public_key=public_key,
                    roles=" ".join(roles),
                    autopilot=autopilot,
                    disabled=False,
                    since_utc_ms=utc_now_ms(),
                )
            )

    def set_seat_disabled(self, name: str, disabled: bool) -> None:
        """A disabled seat is refused from then on, on open connections too; raises AccessError when there is none."""
        self._update("seat", schema.seats.c.name, name, disabled=disabled)

    def seats(self) -> list[EnrolledSeat]:
        """All seats by name."""
        return [_seat(row) for row in self._rows(select(schema.seats).order_by(schema.seats.c.name))]

    def seat(self, name: str) -> EnrolledSeat | None:
        """One seat."""
        return next(map(_seat, self._rows(select(schema.seats).where(schema.seats.c.name == name))), None)

    def seat_of_key(self, public_key: str) -> EnrolledSeat | None:
        """The seat that a CURVE key (Z85) belongs to."""
        found = select(schema.seats).where(schema.seats.c.public_key == public_key)
        return next(map(_seat, self._rows(found)), None)

    # -- enrolment -----------------------------------------------------------------------------------------------------

    def make_code(self, seat: str, roles: tuple[Role, ...] = (), *, autopilot: bool = False) -> bytes:
        """A one-time secret (10 bytes) that lets one key become `seat`; good for an hour. Raises AccessError when the
        name is none."""
        _check_name("seat", seat)
        secret = secrets.token_bytes(10)
        with self._engine.begin() as connection:
            connection.execute(
                insert(schema.codes).values(
                    digest=hashlib.sha256(secret).digest(),
                    seat=seat,
                    roles=" ".join(roles),
                    autopilot=autopilot,
                    expires_utc_ms=utc_now_ms() + CODE_TTL_MS,
                )
            )
        return secret

    def redeem_code(self, secret: bytes, public_key: str) -> EnrolledSeat | None:
        """Enrol the key under the code's seat; None when the code is unknown, used or too old. Works once."""
        digest = hashlib.sha256(secret).digest()
        with self._engine.begin() as connection:
            row = connection.execute(
                select(schema.codes).where(schema.codes.c.digest == digest)
            ).one_or_none()
            gone = connection.execute(delete(schema.codes).where(schema.codes.c.digest == digest))
            connection.execute(delete(schema.codes).where(schema.codes.c.expires_utc_ms < utc_now_ms()))
        if row is None or gone.rowcount != 1 or row.expires_utc_ms < utc_now_ms():
            return None
        self.put_seat(row.seat, public_key, _roles(row.roles), autopilot=row.autopilot)
        return self.seat_of_key(public_key)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _rows(self, wanted: Select[Any]) -> Sequence[Row[Any]]:
        with self._engine.connect() as connection:
            return connection.execute(wanted).all()

    def _update(self, what: str, key: Column[str], name: str, **values: object) -> None:
        """Change one row; raises AccessError when there is none."""
        with self._engine.begin() as connection:
            done = connection.execute(update(key.table).where(key == name).values(**values))
        if done.rowcount == 0:
            raise AccessError(f"there is no {what} {name!r}")


def _of_user(user: str) -> Select[Any]:
    return select(schema.accounts).where(schema.accounts.c.user == user)


def _account(row: Row[Any]) -> Account:
    return Account(row.user, row.name, Role(row.role), row.disabled, row.password)


def _seat(row: Row[Any]) -> EnrolledSeat:
    return EnrolledSeat(row.name, row.public_key, _roles(row.roles), row.autopilot, row.disabled)


def _roles(text: str) -> tuple[Role, ...]:
    return tuple(Role(part) for part in text.split())


def _check_name(what: str, name: str) -> None:
    """Names stand in journals, logs and lists: one line of letters that can be seen, and not the hub's own."""
    if not name.isprintable() or name != name.strip() or not 0 < len(name) <= MAX_NAME:
        raise AccessError(f"{name!r} is no {what}: 1 to {MAX_NAME} visible characters")
    if name.casefold() == HUB:
        raise AccessError(f"{name!r} is the hub's own name: give the {what} another")


def _check_password(password: str) -> None:
    if len(password) < 10:
        raise AccessError("a password has at least 10 characters")
    if len(password) > 1000:
        raise AccessError("a password has at most 1000 characters")
