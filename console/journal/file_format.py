"""An exported journal (`.muster-journal`): magic, then length-prefixed msgpack records. Pure types and framing.

    magic     8 bytes  b"MUSTERJ" and the format's number
    record    u32 little-endian length, then so many bytes of msgpack: Header, Entry …, End

Each entry carries the link that ends in it, so that an edit shows at the entry it was made in. End says how many
entries there are and what the last link is, signed by the hub where it could. Keys of reports are never exported: the
file carries their ciphertext only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final

import msgspec

from .chain import EventLink, FormerLink
from .checkpoint import SignedCheckpoint

MAGIC: Final = b"MUSTERJ"
FORMAT: Final = 2
"""1: entries without `utc_ms` and `command_id`, which were not in the chain; still read."""
SUFFIX: Final = ".muster-journal"
MAX_RECORD: Final = 16 * 1024 * 1024


class Header(msgspec.Struct, frozen=True, tag="header", forbid_unknown_fields=True):
    """What the file is. UTC of the export; the world's own epoch is in its first event."""

    journal_id: str
    stream: str
    exported_utc_ms: int


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One event as stored, and the link that ends in it."""

    seq: int
    t_ms: int
    type: str
    version: int
    actor: str
    role: str
    seat: str
    body: bytes
    chain: bytes
    utc_ms: int = 0
    command_id: str = ""

    @classmethod
    def of(cls, entry: EventLink, chain: bytes) -> Entry:
        """What is stored of a linked event."""
        return cls(
            entry.seq,
            entry.t_ms,
            entry.type,
            entry.version,
            entry.actor,
            entry.role,
            entry.seat,
            entry.body,
            chain,
            entry.utc_ms,
            entry.command_id,
        )

    def link(self) -> EventLink:
        """The fields that are hashed."""
        return EventLink(
            self.seq,
            self.t_ms,
            self.type,
            self.version,
            self.actor,
            self.role,
            self.seat,
            self.body,
            self.utc_ms,
            self.command_id,
        )

    def former_link(self) -> FormerLink:
        """The fields that were hashed before `utc_ms` and `command_id` were."""
        return FormerLink(
            self.seq, self.t_ms, self.type, self.version, self.actor, self.role, self.seat, self.body
        )


class End(msgspec.Struct, frozen=True, tag="end", forbid_unknown_fields=True):
    """Last record."""

    entries: int
    root: bytes
    checkpoint: SignedCheckpoint | None = None


_encoder = msgspec.msgpack.Encoder()
header_decoder: Final = msgspec.msgpack.Decoder(Header)
entry_decoder: Final = msgspec.msgpack.Decoder(Entry)
end_decoder: Final = msgspec.msgpack.Decoder(End)


def write_record(file: BinaryIO, record: Header | Entry | End) -> None:
    """Append one record."""
    body = _encoder.encode(record)
    file.write(len(body).to_bytes(4, "little") + body)


def write_journal(
    file: BinaryIO, header: Header, entries: Iterable[Entry], checkpoint: SignedCheckpoint | None = None
) -> int:
    """Write a whole journal; how many entries it has."""
    file.write(MAGIC + bytes((FORMAT,)))
    write_record(file, header)
    count, root = 0, b""
    for entry in entries:
        write_record(file, entry)
        count, root = count + 1, entry.chain
    write_record(file, End(count, root, checkpoint))
    return count
