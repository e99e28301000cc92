"""The anchor: where each chain of a folder's journal last ended, signed, in a file of its own beside the journal.

A database that lost its end (its write-ahead log deleted, an older copy put back), that was emptied or exchanged, is a
good journal by itself; the anchor is what says that there was more. Written at start, every few seconds
and at the end. It is a checkpoint file, as `main.py journal checkpoint` writes them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from console.journal.checkpoint import SignedCheckpoint, encode_checkpoints, load_checkpoints

from .identity import write_private

ANCHOR_FILE: Final = "journal-ends.json"
ANCHOR_EVERY_S: Final = 5.0
"""Whoever deletes the end of a journal can take away this much at most without its showing."""


def read_anchor(directory: Path) -> tuple[SignedCheckpoint, ...]:
    """What the folder knows of its journal; empty where there was none yet.

    Raises NotAJournalError when the file cannot be read.
    """
    path = directory / ANCHOR_FILE
    return load_checkpoints(path) if path.exists() else ()


def write_anchor(directory: Path, ends: tuple[SignedCheckpoint, ...]) -> None:
    """Put it in place of the one before, whole or not at all; raises OSError."""
    if ends:
        write_private(directory / ANCHOR_FILE, encode_checkpoints(ends))
