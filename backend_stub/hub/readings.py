"""Who may read just now: tickets, each of one signed-in session. Written by the service's main thread, read by any.

A ticket is shown on the sockets of streams, telemetry and catch-up by the seat that it was given to. It ends with the
session: at sign-out, when user or seat are disabled, when the connection is forgotten; from that instant on nothing
more is sent for it, whatever its sockets do.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.base.refusals import Code
from console.domain.base.roles import Role
from console.domain.permissions import RIGHTS, Right


@dataclass(frozen=True, slots=True)
class Reading:
    """One session's right to read."""

    seat: str
    rights: frozenset[Right]


class Readings:
    """Tickets that are good."""

    def __init__(self) -> None:
        self._by_ticket: dict[str, Reading] = {}

    def __len__(self) -> int:
        return len(self._by_ticket)

    def grant(self, seat: str, roles: Iterable[Role]) -> str:
        """A fresh ticket for a session with these roles."""
        held = frozenset(roles)
        ticket = secrets.token_hex(16)
        self._by_ticket[ticket] = Reading(seat, frozenset(r for r, who in RIGHTS.items() if who & held))
        return ticket

    def end(self, ticket: str) -> None:
        """The session is over."""
        self._by_ticket.pop(ticket, None)

    def refusal(self, ticket: str, seat: str, right: Right) -> Code | None:
        """Why this seat may not read with this ticket: it is not good, not its own, or does not give the right."""
        reading = self._by_ticket.get(ticket)
        if reading is None or reading.seat != seat:
            return Code.NOT_SIGNED_IN
        return None if right in reading.rights else Code.NOT_ALLOWED

    def is_good(self, ticket: str) -> bool:
        """Whether the session goes on."""
        return ticket in self._by_ticket
