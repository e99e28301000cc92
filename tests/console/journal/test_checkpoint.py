"""Signed checkpoints and their file."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from console.journal.checkpoint import (
    OPS,
    Checkpoint,
    encode_checkpoints,
    is_genuine,
    key_of,
    load_checkpoints,
    sign,
)
from console.journal.errors import NotAJournalError

SIGNED = sign(Checkpoint("j", OPS, 7, bytes(range(32)), 5), Ed25519PrivateKey.generate())


def test_signature_belongs_to_its_checkpoint_only() -> None:
    assert is_genuine(SIGNED)
    other = msgspec.structs.replace(SIGNED.checkpoint, seq=8)
    assert not is_genuine(msgspec.structs.replace(SIGNED, checkpoint=other))
    assert not is_genuine(msgspec.structs.replace(SIGNED, public_key=b"short"))


def test_file_gives_back_what_was_saved(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_bytes(encode_checkpoints((SIGNED,)))
    assert load_checkpoints(tmp_path / "c.json") == (SIGNED,)


def test_other_files_are_said(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NotAJournalError):
        load_checkpoints(tmp_path / "c.json")


def test_key_is_read_as_it_is_printed() -> None:
    assert key_of(SIGNED.public_key.hex()) == key_of(SIGNED.public_key.hex().upper()) == SIGNED.public_key


@pytest.mark.parametrize("text", ["", "00", "g" * 64, "00" * 33])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"hexadecimal"):
        key_of(text)
