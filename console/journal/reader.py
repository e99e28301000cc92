"""Reading an exported journal: checked link by link, lifted to the present version. Any thread; for `console.review`.

Raises the errors of `errors`: NotAJournalError, NewerJournalError, EditedJournalError (with the first bad entry) and
TruncatedJournalError.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.evolve import Recorded

from .chain import GENESIS, link
from .checkpoint import SignedCheckpoint, is_genuine
from .errors import EditedJournalError, NewerJournalError, NotAJournalError, TruncatedJournalError
from .file_format import FORMAT, MAGIC, MAX_RECORD, End, Entry, end_decoder, entry_decoder, header_decoder
from .upcasters import read_event

_Record = TypeVar("_Record")


class JournalReader:
    """One open file, read from its beginning. Use as a context manager; one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open and read the header."""
        self._file: BinaryIO = path.open("rb")
        self.end: End | None = None
        """The last record, once `entries` has come to it."""
        try:
            magic = self._file.read(len(MAGIC) + 1)
            if magic[:-1] != MAGIC or len(magic) != len(MAGIC) + 1 or magic[-1] < 1:
                raise NotAJournalError(f"{path} is no exported journal of Muster")
            if magic[-1] > FORMAT:
                raise NewerJournalError(magic[-1], FORMAT)
            self.header = self._decode(header_decoder, self._record(0), 0)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> JournalReader:
        """Itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def entries(self) -> Iterator[Entry]:
        """Entries in order, each checked against the chain; the end record is checked too."""
        chain = ChainCheck()
        while True:
            body = self._record(chain.seq)
            if body[:1] and 0x80 <= body[0] <= 0x8F:  # a map: the end
                self.end = self._decode(end_decoder, body, chain.seq + 1)
                if self._file.read(1):
                    raise EditedJournalError(chain.seq + 1, "there is something after the end")
                check_end(self.end, chain)
                return
            entry = self._decode(entry_decoder, body, chain.seq + 1)
            chain.follow(entry)
            yield entry

    def events(self) -> Iterator[Recorded]:
        """Events in order, checked and lifted."""
        yield from map(recorded_of, self.entries())

    def _record(self, seq: int) -> bytes:
        head = self._file.read(4)
        if len(head) < 4:
            raise TruncatedJournalError(seq, "the file ends without its end record")
        length = int.from_bytes(head, "little")
        if length > MAX_RECORD:
            raise EditedJournalError(seq + 1, "a record longer than any can be")
        body = self._file.read(length)
        if len(body) < length:
            raise TruncatedJournalError(seq, "the file ends within a record")
        return body

    def _decode(self, decoder: msgspec.msgpack.Decoder[_Record], body: bytes, seq: int) -> _Record:
        try:
            return decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise EditedJournalError(seq, f"unreadable: {error}") from error


@lru_cache(maxsize=4096)
def _stamp(actor: str, role: str, seat: str) -> Stamp:
    return Stamp(actor=actor, role=Role(role), seat=seat)


def recorded_of(entry: Entry) -> Recorded:
    """The event of an entry, lifted. Raises as `read_event`, and ValueError for a role that nobody has."""
    return Recorded(
        seq=entry.seq,
        t_ms=entry.t_ms,
        stamp=_stamp(entry.actor, entry.role, entry.seat),
        event=read_event(entry.type, entry.version, entry.body),
        version=entry.version,
    )


class ChainCheck:
    """Follows the chain of a stream entry by entry. `seq` and `root` are those of the last good one."""

    def __init__(self) -> None:
        self.seq, self.root = 0, GENESIS
        self._whole = False

    def follow(self, entry: Entry) -> None:
        """Take the next entry; raises EditedJournalError where it does not follow.

        A journal may begin with entries of before, which were linked without UTC and command id; none comes later.
        """
        if entry.seq != self.seq + 1:
            raise EditedJournalError(self.seq + 1, f"entry {entry.seq} stands here")
        if link(self.root, entry.link()) == entry.chain:
            self._whole = True
        elif self._whole or link(self.root, entry.former_link()) != entry.chain:
            raise EditedJournalError(entry.seq)
        self.seq, self.root = entry.seq, entry.chain


def check_end(end: End, chain: ChainCheck) -> None:
    """Hold a journal's last record against the chain that was followed so far.

    Raises EditedJournalError or TruncatedJournalError.
    """
    if end.entries > chain.seq:
        raise TruncatedJournalError(chain.seq, f"{end.entries} entries were written")
    if end.entries < chain.seq or (chain.seq and end.root != chain.root):
        raise EditedJournalError(chain.seq, "the end record does not fit the last entry")
    if end.checkpoint is not None:
        check_checkpoint(end.checkpoint, {chain.seq: chain.root}, chain.seq)


def check_checkpoint(signed: SignedCheckpoint, roots: dict[int, bytes], last: int) -> None:
    """Hold a signed checkpoint against a chain: `roots` maps seq → link for at least the checkpoint's seq.

    Raises EditedJournalError or TruncatedJournalError.
    """
    point = signed.checkpoint
    if not is_genuine(signed):
        raise EditedJournalError(point.seq, "the checkpoint's signature is false")
    if point.seq > last:
        raise TruncatedJournalError(last, f"a checkpoint was signed at entry {point.seq}")
    if roots.get(point.seq) != point.root:
        raise EditedJournalError(point.seq, "another root was signed here")
