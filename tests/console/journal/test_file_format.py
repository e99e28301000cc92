"""The exported journal's bytes, as its module describes them."""

from __future__ import annotations

import io

import msgspec

from console.journal.file_format import FORMAT, MAGIC, Entry, write_journal

from .journals import HEADER, make_entries


def test_file_is_magic_then_length_prefixed_records() -> None:
    buffer = io.BytesIO()
    entries = make_entries(2)
    assert write_journal(buffer, HEADER, entries) == 2
    data = buffer.getvalue()
    assert data[:8] == MAGIC + bytes((FORMAT,))
    records, at = [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "little")
        records.append(msgspec.msgpack.decode(data[at + 4 : at + 4 + length]))
        at += 4 + length
    assert records[0]["type"] == "header"
    assert records[1][:3] == [1, 10, "journal_opened"]
    assert records[3] == {"type": "end", "entries": 2, "root": entries[-1].chain, "checkpoint": None}


def test_entry_gives_back_what_is_hashed() -> None:
    entry = make_entries(1)[0]
    assert Entry.of(entry.link(), entry.chain) == entry
    assert msgspec.structs.astuple(entry.former_link()) == msgspec.structs.astuple(entry.link())[:-2]
