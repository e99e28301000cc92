"""A small exported journal to spoil: entries made by the rules, written as the hub writes them."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec

from console.domain.base.roles import WorldKind
from console.domain.evolve import AnyEvent
from console.domain.incidents.events import NoteAdded
from console.domain.registry.events import JournalOpened
from console.journal.chain import GENESIS, EventLink, encode_body, link
from console.journal.checkpoint import SignedCheckpoint
from console.journal.file_format import Entry, Header, write_journal

HEADER = Header("0" * 32, "ops", 1_790_000_000_000)


def make_entries(count: int, rules: int = 1, former: int = 0) -> list[Entry]:
    """A journal's first entries: its opening under a version of the rules, then notes.

    The first `former` of them are linked as journals of before were.
    """
    entries: list[Entry] = []
    chain = GENESIS
    for seq in range(1, count + 1):
        event: AnyEvent = NoteAdded(incident_id="INC-0001", text=f"note {seq}")
        name = "note_added"
        if seq == 1:
            event = JournalOpened(kind=WorldKind.DEMO, epoch_ms=0, town_id="songting", rules=rules)
            name = "journal_opened"
        linked = EventLink(seq, seq * 10, name, 1, "li", "operator", "D-01", encode_body(event), 0, "")
        entry = Entry.of(linked, chain)
        chain = link(chain, entry.former_link() if seq <= former else linked)
        entries.append(msgspec.structs.replace(entry, chain=chain))
    return entries


def write(path: Path, entries: list[Entry], checkpoint: SignedCheckpoint | None = None) -> Path:
    """Write a journal file."""
    buffer = io.BytesIO()
    write_journal(buffer, HEADER, entries, checkpoint)
    path.write_bytes(buffer.getvalue())
    return path
