"""The hash chain of a journal: SHA-256 over canonical msgpack, each link over the one before. Pure, any thread.

Keys of reports and the journal's id lie outside, so that a report can be erased and the same drill gives the same
chain. It shows edits, not truncation: for that a signed checkpoint (size and root) is kept off the machine.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

GENESIS: Final = bytes(32)
"""What the first link follows."""

_encoder = msgspec.msgpack.Encoder(order="deterministic")
encode_body = _encoder.encode
"""Canonical bytes of an event: a msgpack map in declaration order that begins with its type."""


class FormerLink(msgspec.Struct, frozen=True, array_like=True):
    """The hashed fields of an event in journals of before, which left UTC and the command's id outside.

    `body` are the event's canonical bytes as stored, never encoded again.
    """

    seq: int
    t_ms: int
    type: str
    version: int
    actor: str
    role: str
    seat: str
    body: bytes


class EventLink(FormerLink, frozen=True, array_like=True):
    """The hashed fields of a stored event."""

    utc_ms: int
    command_id: str


class LookLink(msgspec.Struct, frozen=True, array_like=True):
    """The hashed fields of an audited look. UTC is among them: the audit chain is evidence, never rerun."""

    n: int
    utc_ms: int
    at_ms: int
    user: str
    role: str
    seat: str
    what: str
    subject: str
    incident_id: str
    purpose: str
    result: str


def link(previous: bytes, entry: EventLink | FormerLink | LookLink) -> bytes:
    """The next 32 bytes of the chain."""
    return hashlib.sha256(previous + _encoder.encode(entry)).digest()
