"""Where the entries of an exported journal lie, so that any of them can be read at once. One thread at a time.

The file is mapped, not read: `read_on` walks over its records in turns as long as the caller likes, and what it has
come to can be asked for at once. The chain is not followed here; `Past.survey` does it. Used by `Past`.

A file that was cut off, or whose framing breaks, is laid out up to there; `fault` says what is wrong with the rest.
"""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import Final

import msgspec

from console.journal.errors import (
    EditedJournalError,
    JournalError,
    NewerJournalError,
    NotAJournalError,
    TruncatedJournalError,
)
from console.journal.file_format import (
    FORMAT,
    MAGIC,
    MAX_RECORD,
    End,
    Entry,
    end_decoder,
    entry_decoder,
    header_decoder,
)

_HEAD_LENGTH: Final = 4


class _Head(msgspec.Struct, frozen=True, array_like=True):
    """The first fields of an `Entry`; the rest is passed over."""

    seq: int
    t_ms: int
    type: str


_head_decoder: Final = msgspec.msgpack.Decoder(_Head)


class Layout:
    """One mapped file. `count` entries are laid out so far; numbered from 1, as in the journal."""

    def __init__(self, path: Path) -> None:
        """Map the file and read its header. Raises NotAJournalError, NewerJournalError or OSError."""
        with path.open("rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:  # an empty file
                raise NotAJournalError(f"{path} is no exported journal of Muster") from error
        self.path = path
        self.fault: JournalError | None = None
        self.end: End | None = None
        """The last record, once `read_on` has come to it."""
        self._offsets = array("Q")
        self._times = array("q")
        self._types = array("H")
        self._numbers: dict[str, int] = {}
        try:
            magic = self._data[: len(MAGIC) + 1]
            if magic[:-1] != MAGIC or len(magic) != len(MAGIC) + 1 or magic[-1] < 1:
                raise NotAJournalError(f"{path} is no exported journal of Muster")
            if magic[-1] > FORMAT:
                raise NewerJournalError(magic[-1], FORMAT)
            body, self._next = self._record(len(magic), 0)
            self.header = header_decoder.decode(body)
        except msgspec.DecodeError as error:
            self.close()
            raise NotAJournalError(f"{path}: its header is unreadable: {error}") from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._data.close()

    @property
    def count(self) -> int:
        """Entries laid out so far."""
        return len(self._offsets)

    @property
    def whole(self) -> bool:
        """Whether `read_on` has come to the end, or to a fault."""
        return self.end is not None or self.fault is not None

    @property
    def share(self) -> float:
        """How much of the file is laid out, 0 to 1."""
        return 1.0 if self.whole else self._next / len(self._data)

    def read_on(self, most: int) -> int:
        """Lay out up to `most` further entries; how many they were. 0 when there are no more."""
        before = self.count
        try:
            while self.count - before < most and not self.whole:
                self._read_one()
        except (EditedJournalError, TruncatedJournalError) as fault:
            self.fault = fault
        return self.count - before

    def _read_one(self) -> None:
        seq = self.count + 1
        at = self._next
        body, after = self._record(at, seq - 1)
        try:
            if body[:1] and 0x80 <= body[0] <= 0x8F:  # a map: the end
                self.end = end_decoder.decode(body)
                if after != len(self._data):
                    raise EditedJournalError(seq, "there is something after the end")
                return
            head = _head_decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise EditedJournalError(seq, f"unreadable: {error}") from error
        if head.seq != seq:
            raise EditedJournalError(seq, f"entry {head.seq} stands here")
        if seq > 1 and head.t_ms < self._times[-1]:
            raise EditedJournalError(seq, "its time is before that of the entry before it")
        number = self._numbers.setdefault(head.type, len(self._numbers))
        try:
            self._times.append(head.t_ms)
            self._types.append(number)
        except OverflowError as error:
            del self._times[seq - 1 :]
            raise EditedJournalError(seq, "a time that cannot be") from error
        self._offsets.append(at)
        self._next = after

    def _record(self, at: int, seq: int) -> tuple[bytes, int]:
        """The record that begins at an offset, and where the next one does."""
        length = int.from_bytes(self._data[at : at + _HEAD_LENGTH], "little")
        first = at + _HEAD_LENGTH
        if first > len(self._data):
            raise TruncatedJournalError(seq, "the file ends without its end record")
        if length > MAX_RECORD:
            raise EditedJournalError(seq + 1, "a record longer than any can be")
        if first + length > len(self._data):
            raise TruncatedJournalError(seq, "the file ends within a record")
        return self._data[first : first + length], first + length

    # -- what is laid out ----------------------------------------------------------------------------------------------

    def entry(self, seq: int) -> Entry:
        """The entry `seq`, 1 to `count`, as it is stored. Raises EditedJournalError when it is unreadable."""
        body, _ = self._record(self._offsets[seq - 1], seq - 1)
        try:
            return entry_decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise EditedJournalError(seq, f"unreadable: {error}") from error

    def t_ms(self, seq: int) -> int:
        """When the entry `seq` was; 0 before the first one."""
        return self._times[seq - 1] if seq > 0 else 0

    def type_of(self, seq: int) -> str:
        """The type of the entry `seq`: the tag of its event."""
        return self.types[self._types[seq - 1]]

    @property
    def types(self) -> list[str]:
        """The types that have come up so far; their places are their numbers."""
        return list(self._numbers)

    def part(self, first: int, last: int) -> tuple[array[int], array[int]]:
        """Times and numbers of types of the entries `first` to `last`: copies."""
        return self._times[first - 1 : last], self._types[first - 1 : last]

    def seq_at(self, t_ms: int) -> int:
        """The last entry that is not after `t_ms`; 0 when all are."""
        return bisect_right(self._times, t_ms)

    def first_at(self, t_ms: int) -> int:
        """The first entry that is not before `t_ms`; `count` + 1 when all are."""
        return bisect_left(self._times, t_ms) + 1
