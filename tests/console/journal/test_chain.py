"""The chain: what it covers, and what it does not."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from console.domain.incidents.events import NoteAdded
from console.journal.chain import GENESIS, EventLink, LookLink, encode_body, link

ENTRY = EventLink(
    1,
    10,
    "note_added",
    1,
    "li",
    "operator",
    "D-01",
    encode_body(NoteAdded(incident_id="I", text="x")),
    5,
    "c1",
)


def test_link_is_sha256_over_the_previous_and_the_msgpack_of_the_fields() -> None:
    fields = [1, 10, "note_added", 1, "li", "operator", "D-01", ENTRY.body, 5, "c1"]
    assert link(GENESIS, ENTRY) == hashlib.sha256(GENESIS + msgspec.msgpack.encode(fields)).digest()


def test_body_is_a_map_that_begins_with_its_type() -> None:
    assert msgspec.msgpack.decode(ENTRY.body) == {"type": "note_added", "incident_id": "I", "text": "x"}
    assert ENTRY.body.startswith(b"\x83\xa4type\xaanote_added")


@pytest.mark.parametrize("field", EventLink.__struct_fields__)
def test_every_field_of_an_event_is_covered(field: str) -> None:
    value = getattr(ENTRY, field)
    changed = value + (1 if isinstance(value, int) else b"x" if isinstance(value, bytes) else "x")
    assert link(GENESIS, msgspec.structs.replace(ENTRY, **{field: changed})) != link(GENESIS, ENTRY)


def test_every_link_depends_on_the_one_before() -> None:
    assert link(GENESIS, ENTRY) != link(bytes(31) + b"\1", ENTRY)


def test_looks_are_linked_with_their_utc() -> None:
    look = LookLink(1, 5, 5, "li", "operator", "D-01", "search", "x", "", "", "ok")
    assert link(GENESIS, look) != link(GENESIS, msgspec.structs.replace(look, utc_ms=6))
