"""Every event exactly once and in order: snapshot, live batches, gaps. Pure, one thread (the link's).

The link feeds what arrives; the sequencer says what may be handed on and what must be asked for. A gap is never
guessed over: later events wait (bounded) while the missing ones are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.evolve import Recorded

MAX_WAITING = 20_000
"""More live events than these waiting behind a gap: a snapshot is cheaper."""
MAX_CATCH_UP = 20_000
"""A longer gap is closed by a snapshot."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be asked of the catch-up socket: events first..last, or a snapshot when `first` is −1."""

    first: int
    last: int


class Sequencer:
    """Knows the last seq handed on, the events that wait, and what is being asked for."""

    def __init__(self) -> None:
        self.seq = -1
        """Last event handed on; −1 before the first snapshot."""
        self.asking: Wanted | None = None
        self._waiting: dict[int, Recorded] = {}

    def begin(self, hub_seq: int, same_journal: bool) -> Wanted | None:
        """A connection was made to a hub whose journal stands at `hub_seq`: what to ask first."""
        self.asking = None
        self._waiting.clear()
        if self.seq < 0 or not same_journal or hub_seq < self.seq or hub_seq - self.seq > MAX_CATCH_UP:
            self.seq = -1
            self.asking = Wanted(-1, -1)
        elif hub_seq > self.seq:
            self.asking = Wanted(self.seq + 1, hub_seq)
        return self.asking

    def leave(self) -> None:
        """Nothing more comes: what waited behind a gap is forgotten."""
        self.asking = None
        self._waiting.clear()

    def forget(self) -> None:
        """Begin with a snapshot next time, whatever there was."""
        self.leave()
        self.seq = -1

    def only_a_snapshot_helps(self) -> None:
        """The hub does not give what was asked for."""
        self.seq = -1
        self.asking = Wanted(-1, -1)

    def on_snapshot(self, seq: int) -> list[Recorded]:
        """The snapshot at `seq` was handed on; returns waiting events that follow it at once."""
        self.seq = seq
        self.asking = None
        return self._release()

    def on_events(self, events: Iterable[Recorded]) -> list[Recorded]:
        """Live or caught-up events; returns those that may be handed on now."""
        for event in events:
            if event.seq > self.seq:
                self._waiting[event.seq] = event
        if self.seq >= 0:
            return self._release()
        while len(self._waiting) > MAX_WAITING:  # whatever the snapshot will not hold is asked for after it
            del self._waiting[next(iter(self._waiting))]
        return []

    def on_caught_up(self) -> None:
        """The last part of what was asked for has come (or the request was given up)."""
        self.asking = None

    def gap(self, hub_seq: int = -1) -> Wanted | None:
        """What to ask for now, or None: nothing is missing, or it is being asked for already.

        `hub_seq` is a heartbeat's seq: events up to it exist although none later than ours came.
        """
        if self.asking is not None or self.seq < 0:
            return None
        newest = max(max(self._waiting, default=-1), hub_seq)
        if newest <= self.seq:
            return None
        if len(self._waiting) > MAX_WAITING or newest - self.seq > MAX_CATCH_UP:
            self._waiting.clear()
            self.asking = Wanted(-1, -1)
        else:
            first_waiting = min(self._waiting, default=newest + 1)
            self.asking = Wanted(self.seq + 1, first_waiting - 1)
        return self.asking

    def _release(self) -> list[Recorded]:
        out: list[Recorded] = []
        for seq in [seq for seq in self._waiting if seq <= self.seq]:
            del self._waiting[seq]
        while (event := self._waiting.pop(self.seq + 1, None)) is not None:
            out.append(event)
            self.seq = event.seq
        return out
