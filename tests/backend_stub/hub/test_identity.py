"""The hub's own keys."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from backend_stub.hub.identity import KEYS_FILE, load_or_make_keys, write_private
from console.journal.checkpoint import OPS, Checkpoint, is_genuine


def test_keys_are_made_once_and_stay(tmp_path: Path) -> None:
    first = load_or_make_keys(tmp_path)
    assert load_or_make_keys(tmp_path) == first
    assert len(first.curve_public) == len(first.curve_secret) == 40
    assert is_genuine(first.sign(Checkpoint("j", OPS, 1, bytes(32), 0)))


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_keys_are_private(tmp_path: Path) -> None:
    load_or_make_keys(tmp_path)
    assert stat.S_IMODE((tmp_path / KEYS_FILE).stat().st_mode) == 0o600


def test_private_file_is_replaced_at_once(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    write_private(path, b"one")
    write_private(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]
