"""What a folder knows of its journal's ends is kept whole, and a file that cannot be read is no empty one."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend_stub.hub.anchor import ANCHOR_FILE, read_anchor, write_anchor
from console.journal.checkpoint import Checkpoint, SignedCheckpoint, sign
from console.journal.errors import NotAJournalError

KEY = Ed25519PrivateKey.generate()


def ends(seq: int) -> tuple[SignedCheckpoint, ...]:
    return tuple(
        sign(Checkpoint("j", stream, seq, bytes([seq] * 32), 0), KEY) for stream in ("ops", "control")
    )


def test_a_folder_without_one_knows_nothing(tmp_path: Path) -> None:
    assert read_anchor(tmp_path) == ()


def test_no_ends_are_written_as_no_file(tmp_path: Path) -> None:
    write_anchor(tmp_path, ())
    assert list(tmp_path.iterdir()) == []


def test_no_ends_leave_those_that_were_known(tmp_path: Path) -> None:
    write_anchor(tmp_path, ends(7))
    write_anchor(tmp_path, ())
    assert read_anchor(tmp_path) == ends(7)


def test_the_newer_takes_the_place_of_the_older_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    write_anchor(tmp_path, ends(7))
    write_anchor(tmp_path, ends(9))
    assert [one.checkpoint.seq for one in read_anchor(tmp_path)] == [9, 9]
    assert [path.name for path in tmp_path.iterdir()] == [ANCHOR_FILE]


@pytest.mark.parametrize("spoiled", [b"", b"{}", b"not json", b'{"format": "something-else", "version": 1}'])
def test_a_file_that_cannot_be_read_is_no_folder_without_one(tmp_path: Path, spoiled: bytes) -> None:
    (tmp_path / ANCHOR_FILE).write_bytes(spoiled)
    with pytest.raises(NotAJournalError):
        read_anchor(tmp_path)


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    write_anchor(tmp_path, ends(7))
    path = tmp_path / ANCHOR_FILE
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(NotAJournalError):
        read_anchor(tmp_path)


def test_a_folder_that_is_gone_is_an_error_and_not_a_loss(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        write_anchor(tmp_path / "gone", ends(7))
