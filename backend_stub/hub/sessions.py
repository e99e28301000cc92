"""Connections of the commands socket: which seat, who signed in, how fast they ask, what they may read, their answers.

The service's main thread only, but for `Readings`: those are read by the thread of catch-up too. A session that may
read has a ticket, which the seat shows on the sockets of streams, telemetry and catch-up. It ends with the session: at
sign-out, when user or seat are disabled, when the connection is forgotten; from that instant on nothing more is sent
for it, whatever its sockets do.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from console.domain.base.message import Command, Stamp
from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.permissions import RIGHTS, Right, giver_of, holder_of
from console.wire import codec
from console.wire import messages as m

from .allowance import Allowance, Budget
from .sockets import refusal
from .store.access_list import Account, EnrolledSeat

MAX_SESSIONS: Final = 4_096
MAX_PER_SEAT: Final = 64
"""Connections of one seat: one that reconnects over and over pushes out its own, not those of others."""
IDLE_S: Final = 300.0
PERSON_BYTES_PER_S: Final = 1024 * codec.KIB
PROGRAM_BYTES_PER_S: Final = 8 * 1024 * codec.KIB
BYTES_BURST_S: Final = 8.0
"""Bytes of one seat, and how many seconds of them may come at once: two of the largest frames of a person."""


@dataclass(slots=True)
class Session:
    """One connection after its Hello."""

    identity: bytes
    seat: EnrolledSeat
    seen_s: float
    account: Account | None = None
    signing_in: int = 0
    """Number of the sign-in that is being checked; 0 = none, or none that still counts."""
    ticket: str = ""
    """What it shows to read; "" while it does not."""
    _stamps: dict[object, Stamp | None] = field(default_factory=dict)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The signed-in person's role, or the program's roles; empty before sign-in."""
        if self.seat.roles:
            return self.seat.roles
        return (self.account.role,) if self.account is not None else ()

    def sign(self, account: Account | None) -> None:
        """Somebody signed in, or out."""
        self.account = account
        self._stamps.clear()

    def most_bytes(self) -> int:
        """Of the largest frame that its roles have anything to say in."""
        largest = [bound for act, bound in codec.LARGE_ACTS.items() if self.stamp_for(act) is not None]
        return max(largest, default=codec.DEFAULT_BOUND)

    def stamp_for(self, act: type[Command] | Right) -> Stamp | None:
        """How the hub signs a command of this session, or what it does by a right; None when no role of it may."""
        if act not in self._stamps:
            role = holder_of(act, self.roles) if isinstance(act, Right) else giver_of(act, self.roles)
            self._stamps[act] = None if role is None else self._stamp(role)
        return self._stamps[act]

    def stamp(self) -> Stamp:
        """Who this is, whatever it asks."""
        return self._stamp(self.roles[0] if self.roles else Role.OPERATOR)

    def _stamp(self, role: Role) -> Stamp:
        actor = self.account.user if self.account is not None else self.seat.name
        return Stamp(actor=actor, role=role, seat=self.seat.name)


@dataclass(frozen=True, slots=True)
class Reading:
    """One session's right to read; `key` is that of its seat."""

    key: str
    rights: frozenset[Right]


class Readings:
    """Tickets that are good."""

    def __init__(self) -> None:
        self._by_ticket: dict[str, Reading] = {}

    def __len__(self) -> int:
        return len(self._by_ticket)

    def grant(self, key: str, roles: Iterable[Role]) -> str:
        """A fresh ticket for a session with these roles, good on connections with this key."""
        held = frozenset(roles)
        ticket = secrets.token_hex(16)
        self._by_ticket[ticket] = Reading(key, frozenset(r for r, who in RIGHTS.items() if who & held))
        return ticket

    def end(self, ticket: str) -> None:
        """The session is over."""
        self._by_ticket.pop(ticket, None)

    def refusal(self, ticket: str, key: str, right: Right) -> Code | None:
        """Why this key may not read with this ticket: it is not good, not its own, or does not give the right."""
        reading = self._by_ticket.get(ticket)
        if reading is None or reading.key != key:
            return Code.NOT_SIGNED_IN
        return None if right in reading.rights else Code.NOT_ALLOWED

    def is_good(self, ticket: str) -> bool:
        """Whether the session goes on."""
        return ticket in self._by_ticket


class Sessions:
    """All of them, bounded: the longest idle goes first. Budgets belong to the seat's key, not to the connection."""

    def __init__(
        self,
        person_per_s: float = 200.0,
        program_per_s: float = 5_000.0,
        burst_s: float = 2.0,
        *,
        most: int = MAX_SESSIONS,
    ) -> None:
        """Requests a second of one seat; `burst_s` seconds of them may come at once. `most` sessions are kept."""
        self._most = most
        self._burst_s = burst_s
        self._person_per_s = person_per_s
        self._program_per_s = program_per_s
        self._by_identity: OrderedDict[bytes, Session] = OrderedDict()
        self._budgets: dict[str, Budget] = {}
        self.readings = Readings()
        """Who of them may read."""

    def __len__(self) -> int:
        """How many."""
        return len(self._by_identity)

    def all(self) -> list[Session]:
        """All sessions."""
        return list(self._by_identity.values())

    def get(self, identity: bytes, now_s: float) -> Session | None:
        """The session of a connection, noted as seen."""
        session = self._by_identity.get(identity)
        if session is not None:
            session.seen_s = now_s
        return session

    def open(self, identity: bytes, seat: EnrolledSeat, now_s: float) -> Session:
        """A Hello came: start a fresh session on this connection."""
        if seat.roles and self._budget(seat.public_key, now_s).frames.per_s != self._program_per_s:
            self._budgets[seat.public_key] = self._full(self._program_per_s, PROGRAM_BYTES_PER_S, now_s)
        self.close(identity)
        session = Session(identity, seat, now_s)
        self._by_identity[identity] = session
        self._by_identity.move_to_end(identity)
        own = [each for each in self._by_identity.values() if each.seat.name == seat.name]
        if len(own) > MAX_PER_SEAT:
            self._close_oldest(own)
        if len(self._by_identity) > self._most:
            self._close_oldest(self.all())
        return session

    def allows(self, key: str, size: int, now_s: float) -> bool:
        """Whether the seat with this key may send a frame of `size` bytes now, with a session or without."""
        return self._budget(key, now_s).take(now_s, size)

    def _budget(self, key: str, now_s: float) -> Budget:
        """That of a person until the seat has said hello; there are no more keys than were ever enrolled."""
        budget = self._budgets.get(key)
        if budget is None:
            budget = self._budgets[key] = self._full(self._person_per_s, PERSON_BYTES_PER_S, now_s)
        return budget

    def _full(self, frames_per_s: float, bytes_per_s: float, now_s: float) -> Budget:
        return Budget(
            Allowance.full(frames_per_s, frames_per_s * self._burst_s, now_s),
            Allowance.full(bytes_per_s, bytes_per_s * BYTES_BURST_S, now_s),
        )

    def _close_oldest(self, among: list[Session]) -> None:
        self.close(min(among, key=lambda each: each.seen_s).identity)

    def sign(self, session: Session, account: Account | None) -> None:
        """Somebody signed in, or out: the ticket of the one before ends."""
        self._end_reading(session)
        session.sign(account)

    def open_reading(self, session: Session) -> str:
        """A fresh ticket for what the session's roles may read; the one before ends."""
        self._end_reading(session)
        session.ticket = self.readings.grant(session.seat.public_key, session.roles)
        return session.ticket

    def close(self, identity: bytes) -> None:
        """Forget a connection, and what it read."""
        session = self._by_identity.pop(identity, None)
        if session is not None:
            self._end_reading(session)

    def _end_reading(self, session: Session) -> None:
        self.readings.end(session.ticket)
        session.ticket = ""

    def drop_idle(self, now_s: float) -> None:
        """Forget connections that said nothing for long; they say Hello again."""
        for session in self.all():
            if now_s - session.seen_s > IDLE_S:
                self.close(session.identity)


class Answers:
    """What every desk answers with."""

    def __init__(self, send: Callable[[bytes, bytes], None]) -> None:
        """`send(identity, frame)` puts a frame on the socket and never blocks or raises."""
        self.send = send

    def message(self, identity: bytes, message: m.HubMessage) -> None:
        """Send a message."""
        self.send(identity, codec.encode(message))

    def refuse(self, identity: bytes, message_id: str, code: Code, **fields: str | int) -> None:
        """Send a typed refusal."""
        self.send(identity, refusal(message_id, code, **fields))

    def may(self, session: Session, right: Right, message_id: str = "") -> bool:
        """Whether a role of this session has the right; refused where not."""
        if session.stamp_for(right) is not None:
            return True
        if not session.roles:
            self.refuse(session.identity, message_id, Code.NOT_SIGNED_IN)
        else:
            self.refuse(session.identity, message_id, Code.NOT_ALLOWED, role=session.roles[0].value)
        return False
