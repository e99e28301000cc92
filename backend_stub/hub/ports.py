"""What the hub's core needs from outside: a store that commits batches, a ground, a signer; rows of a batch.

Pure data and protocols. Drills and tests have stores of their own; `store.sql_store` and `ground` are the real ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

import msgspec

from console.domain.base.message import Refusal
from console.domain.base.roles import Stream
from console.domain.calls.events import CallReported
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded
from console.domain.picture import Picture
from console.journal.chain import EventLink, LookLink
from console.journal.checkpoint import Checkpoint, SignedCheckpoint

from .clock import ClockMark

FORMER_KEY_PREFIX: Final = "K-"
"""What keys of reports began with, at random after it, before they were named after their calls."""
AnswerKey = tuple[str, str]
"""(seat, command id)."""
Reply = tuple[object, str, bytes]
"""(ticket of whoever asked, request id, frame of the answer)."""


class StoreError(Exception):
    """The store could not commit or read; nothing of the batch is on disk."""


class EventRow(msgspec.Struct, frozen=True):
    """One event as stored and as published; `chain` is the link that ends in it."""

    stream: Stream
    entry: EventLink
    chain: bytes
    recorded: Recorded


class AnswerRow(msgspec.Struct, frozen=True):
    """The frame that answers a command id, kept for good."""

    seat: str
    id: str
    t_ms: int
    body: bytes


class LookRow(msgspec.Struct, frozen=True):
    """One audited look with its link."""

    look: LookLink
    chain: bytes


class KeyRow(msgspec.Struct, frozen=True):
    """A report's key, wrapped under the hub's master key."""

    key_id: str
    wrapped: bytes


@dataclass(slots=True)
class Batch:
    """What one transaction writes. `replies` are released, and events published, when it is on disk."""

    events: list[EventRow] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)
    looks: list[LookRow] = field(default_factory=list)
    keys: list[KeyRow] = field(default_factory=list)
    erased_keys: list[str] = field(default_factory=list)
    checkpoints: list[SignedCheckpoint] = field(default_factory=list)
    clock: ClockMark | None = None
    replies: list[Reply] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.events or self.answers or self.looks or self.checkpoints or self.clock)


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the chains of a journal end: (seq, link) of each stream, and the audit of looking."""

    ends: dict[Stream, tuple[int, bytes]]
    looks: int
    look_chain: bytes


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A stream's picture as it was after event `seq`, and what it is bound to: the chain's link and the picture's hash.

    `t_ms` is the time of the last event it holds: it is good for every moment from there to the next event.
    """

    stream: Stream
    fold_version: int
    seq: int
    t_ms: int
    chain: bytes
    picture_hash: str
    parts: dict[str, bytes]
    """As `console.domain.picture.Parts` makes them; what did not change since the last one is stored once."""


def former_key(events: Iterable[Recorded], call_id: str) -> str:
    """The id of the former key in a call's report among these events; "" where there is none."""
    for recorded in events:
        event = recorded.event
        if isinstance(event, CallReported) and event.call_id == call_id and event.sealed is not None:
            key_id = event.sealed.key_id
            return key_id if key_id.startswith(FORMER_KEY_PREFIX) else ""
    return ""


class Store(Protocol):
    """The journal on disk. One batch at a time is prepared and finished; reads may come from other threads.

    All implementations stand one contract: tests/backend_stub/hub/store/test_store_contract.py.
    """

    def close(self) -> None:
        """Let go of everything; a batch that was prepared and not finished is gone. May be called twice.

        Afterwards every other method raises StoreError.
        """
        ...

    def tail(self) -> Tail:
        """The end of every chain."""
        ...

    def clock_mark(self) -> ClockMark | None:
        """The newest stored mark, or that of the last event when that is later; None for an empty journal."""
        ...

    def prepare(self, batch: Batch) -> None:
        """Begin a transaction and write the batch; raises StoreError with nothing written."""
        ...

    def finish(self, batch: Batch) -> None:
        """Have the prepared batch on disk; raises StoreError with nothing written. May be called on another thread."""
        ...

    def forget_erased(self) -> bool:
        """Have no file hold what committed batches erased; False when something is in the way: to be tried again."""
        ...

    def read_answers(self, keys: Iterable[AnswerKey]) -> dict[AnswerKey, bytes]:
        """The kept answers among these."""
        ...

    def read_events(self, stream: Stream, first: int, last: int) -> Iterator[Recorded]:
        """Events first..last of a stream, inclusive, in order."""
        ...

    def read_key(self, key_id: str) -> bytes | None:
        """The wrapped key of a report; None when erased or never there."""
        ...

    def find_former_key(self, call_id: str) -> str:
        """The id of the key that a call's report was sealed under in journals of before; "" where it has none such.

        Looks through the calls that were reported, but only where any such key is left.
        """
        ...

    def read_keyframe(
        self, stream: Stream, fold_version: int, *, at_seq: int = -1, at_ms: int = -1
    ) -> Keyframe | None:
        """The newest of this fold version: at or before `at_seq`, and of events at or before `at_ms`, if ≥ 0.

        None where there is none, and where what was kept of it cannot be read: keyframes are caches.
        """
        ...

    def write_keyframe(self, keyframe: Keyframe) -> None:
        """Keep a keyframe; those of the stream's other fold versions go. Raises StoreError."""
        ...

    def has_signed_in(self, seat: str, user: str) -> bool:
        """Whether the audit holds a sign-in of this user at this seat."""
        ...


@dataclass(frozen=True, slots=True)
class Released:
    """What a committed batch sets free: answers to send and events to publish, in order."""

    replies: list[Reply]
    events: list[EventRow]

    def recorded(self, stream: Stream = Stream.OPS) -> list[Recorded]:
        """The events of one stream."""
        return [row.recorded for row in self.events if row.stream is stream]


Sign = Callable[[Checkpoint], SignedCheckpoint | None]
"""Signs a checkpoint of the journal; None where nothing is signed."""


class GroundCheck(Protocol):
    """Why a command cannot be on the ground it is about; asked before the rules. See `ground`."""

    def refusal(self, picture: Picture, command: AnyCommand) -> Refusal | None:
        """Why not; None when it can, and for commands that name no place to go to."""
        ...


class AnyGround:
    """A hub that knows no town lets everything pass."""

    def refusal(self, picture: Picture, command: AnyCommand) -> Refusal | None:
        """Nothing is refused."""
        return None
