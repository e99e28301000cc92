"""What rules and folds are written in: commands, events, who stands behind them, and what a rule answers.

Pure data, any thread. The unions of all commands and of all events stand where they are used: `console.domain.decide`
and `console.domain.evolve`.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec

from .limits import NUMBERS, Numbers
from .roles import Role, Stream


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all events; `tag` is the stored type name."""

    stream: ClassVar[Stream] = Stream.OPS
    """The stream that it stands in."""


class ControlEvent(Event, frozen=True, kw_only=True):
    """Base of the events that only exercise control may know."""

    stream: ClassVar[Stream] = Stream.CONTROL


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all commands; `tag` is the name on the wire."""


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Who, in which role, from which seat: put on by the hub, never by the client."""

    actor: str
    role: Role
    seat: str


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal adds to an event: its number, its time and who is behind it. All that a fold may look at."""

    seq: int
    t_ms: int
    stamp: Stamp


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A command as rules see it: stamped by the hub with time and actor, by `decide` with the journal's numbers."""

    t_ms: int
    stamp: Stamp
    command: Command
    numbers: Numbers = NUMBERS


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why not: a stable code (see `refusals.py`) and the fields a worded message needs."""

    code: str
    fields: dict[str, str | int] = {}


Outcome = list[Event] | Refusal
"""Events that follow from a command (possibly none), or why not."""
