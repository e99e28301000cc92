"""Where a source of the past stands in its journal, and the course of that journal. Pure data, no sockets."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Course(Protocol):
    """When what happened: the entries of a journal, numbered from 1, without what they say. Any thread may read."""

    @property
    def count(self) -> int:
        """Entries known so far."""
        ...

    @property
    def types(self) -> list[str]:
        """The tags of events that have come up so far; their places are their numbers."""
        ...

    def t_ms(self, seq: int) -> int:
        """When the entry was; 0 before the first."""
        ...

    def type_of(self, seq: int) -> str:
        """The tag of its event."""
        ...

    def part(self, first: int, last: int) -> tuple[array[int], array[int]]:
        """Times in milliseconds (int64) and numbers of types (uint16) of the entries `first` to `last`: copies."""
        ...

    def seq_at(self, t_ms: int) -> int:
        """The last entry that is not after `t_ms`; 0 when all are."""
        ...

    def first_at(self, t_ms: int) -> int:
        """The first entry that is not before `t_ms`; `count` + 1 when all are."""
        ...


@dataclass(frozen=True, slots=True)
class MusterSpan:
    """When a muster passed through its phases; −1 where it did not, or not yet. Milliseconds of the journal's clock."""

    muster_id: str
    incident_id: str
    t0_ms: int
    reached_ms: tuple[int, int, int] = (-1, -1, -1)
    """T1, T2, T3."""
    passed: tuple[int, int, int] = (-1, -1, -1)
    """Whether each gate was passed: 1, 0, or −1 while it is open."""
    end_ms: int = -1

    def instant(self, gate: int) -> int:
        """T0 to T3; −1 where it did not come."""
        return self.t0_ms if gate == 0 else self.reached_ms[gate - 1]


@dataclass(frozen=True, slots=True)
class PastView:
    """Where one stands. `known` and `checked`: how much of the journal is laid out, and how far its chain is followed,
    0 to 1. `signed`: whether it bears a hub's signature that is genuine, once all is checked. `bad_from` is the first
    entry that cannot be relied on, or that is missing where it was `cut_off`; 0 while nothing is known to be wrong.
    """

    course: Course
    seq: int
    known: float = 1.0
    checked: float = 0.0
    signed: bool = False
    bad_from: int = 0
    cut_off: bool = False
    looped: tuple[int, int] = (0, 0)
    """Milliseconds from and to; empty: no loop."""
    spans: Sequence[MusterSpan] = ()
    """The musters as far as the chain is followed."""
