"""Reading exported journals: good ones, edited ones, cut ones, newer ones."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from console.domain.incidents.events import NoteAdded
from console.domain.registry.events import JournalOpened
from console.journal.chain import link
from console.journal.checkpoint import OPS, Checkpoint, SignedCheckpoint, sign
from console.journal.errors import (
    EditedJournalError,
    JournalError,
    NewerJournalError,
    NotAJournalError,
    TruncatedJournalError,
)
from console.journal.file_format import FORMAT, MAGIC, Entry
from console.journal.reader import JournalReader, check_checkpoint

from .journals import HEADER, make_entries, write

ENTRIES = make_entries(6)


def read_all(path: Path) -> list[Entry]:
    """All entries, checked."""
    with JournalReader(path) as reader:
        return list(reader.entries())


def test_good_journal_gives_its_header_entries_events_and_end(tmp_path: Path) -> None:
    path = write(tmp_path / "j", ENTRIES)
    assert read_all(path) == ENTRIES
    with JournalReader(path) as reader:
        events = list(reader.events())
        assert reader.header == HEADER
        assert reader.end is not None
        assert (reader.end.entries, reader.end.root) == (6, ENTRIES[-1].chain)
    assert isinstance(events[0].event, JournalOpened)
    assert events[5].event == NoteAdded(incident_id="INC-0001", text="note 6")
    assert [each.seq for each in events] == [1, 2, 3, 4, 5, 6]


def test_empty_journal_is_good(tmp_path: Path) -> None:
    assert read_all(write(tmp_path / "j", [])) == []


@pytest.mark.parametrize(
    "field", ["t_ms", "actor", "role", "seat", "body", "type", "chain", "utc_ms", "command_id"]
)
def test_edited_entry_is_found_where_it_was_edited(tmp_path: Path, field: str) -> None:
    value = getattr(ENTRIES[3], field)
    changed = value + (1 if isinstance(value, int) else b"x" if isinstance(value, bytes) else "x")
    entries = [*ENTRIES]
    entries[3] = msgspec.structs.replace(entries[3], **{field: changed})
    with pytest.raises(EditedJournalError) as caught:
        read_all(write(tmp_path / "j", entries))
    assert caught.value.seq == 4


@pytest.mark.parametrize("former", [1, 4, 6])
def test_journal_that_began_before_utc_and_command_ids_were_chained_is_good(
    tmp_path: Path, former: int
) -> None:
    """T10: nothing that exists is lost."""
    entries = make_entries(6, former=former)
    assert read_all(write(tmp_path / "j", entries)) == entries


@pytest.mark.parametrize("field", ["utc_ms", "command_id"])
@pytest.mark.parametrize("former", [0, 3])
def test_entry_is_not_passed_off_as_one_of_before(tmp_path: Path, field: str, former: int) -> None:
    """T10: an entry linked without them, after one that is linked with them, is an edit."""
    entries = make_entries(6, former=former)
    older = make_entries(6, former=6)
    mixed = entries[: former + 1]
    for entry in older[former + 1 :]:
        changed = {"utc_ms": 9, "command_id": "x"}[field]
        entry = msgspec.structs.replace(entry, **{field: changed})
        mixed.append(msgspec.structs.replace(entry, chain=link(mixed[-1].chain, entry.former_link())))
    with pytest.raises(EditedJournalError) as caught:
        read_all(write(tmp_path / "j", mixed))
    assert caught.value.seq == former + 2


def test_removed_entry_is_found(tmp_path: Path) -> None:
    with pytest.raises(EditedJournalError) as caught:
        read_all(write(tmp_path / "j", ENTRIES[:2] + ENTRIES[3:]))
    assert caught.value.seq == 3


@pytest.mark.parametrize("cut", [1, 3, 40, 200])
def test_cut_file_is_found(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path / "j", ENTRIES)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(TruncatedJournalError):
        read_all(path)


def test_something_after_the_end_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "j", ENTRIES)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(EditedJournalError, match="after the end"):
        read_all(path)


def test_newer_format_and_other_files_are_said(tmp_path: Path) -> None:
    newer, other = tmp_path / "newer", tmp_path / "other"
    newer.write_bytes(MAGIC + bytes((FORMAT + 1,)))
    other.write_bytes(b"PNG or so")
    with pytest.raises(NewerJournalError, match="update"):
        JournalReader(newer)
    with pytest.raises(NotAJournalError):
        JournalReader(other)


def test_signed_end_is_checked(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    good = sign(Checkpoint("0" * 32, OPS, 6, ENTRIES[-1].chain, 0), key)
    assert len(read_all(write(tmp_path / "good", ENTRIES, good))) == 6
    false = SignedCheckpoint(good.checkpoint, bytes(64), good.public_key)
    with pytest.raises(EditedJournalError, match="signature"):
        read_all(write(tmp_path / "false", ENTRIES, false))


def test_checkpoint_shows_truncation_and_rewriting() -> None:
    key = Ed25519PrivateKey.generate()
    signed = sign(Checkpoint("0" * 32, OPS, 6, ENTRIES[-1].chain, 0), key)
    check_checkpoint(signed, {6: ENTRIES[-1].chain}, 9)
    with pytest.raises(TruncatedJournalError):
        check_checkpoint(signed, {}, 5)
    with pytest.raises(EditedJournalError, match="another root"):
        check_checkpoint(signed, {6: bytes(32)}, 6)


@given(st.integers(min_value=0), st.integers(1, 255))
def test_any_changed_byte_is_found(
    tmp_path_factory: pytest.TempPathFactory, position: int, change: int
) -> None:
    path = write(tmp_path_factory.mktemp("spoiled") / "j", ENTRIES)
    body = bytearray(path.read_bytes())
    position %= len(body)
    body[position] ^= change
    path.write_bytes(bytes(body))
    header_ends = 12 + int.from_bytes(body[8:12], "little")
    try:
        assert read_all(path) == ENTRIES
    except JournalError:
        return
    assert position < header_ends  # only the header's own words are outside the chain
