"""Ids that are made, not given: of a client's message, and of a town. Any thread."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable

from .messages import TownFile


def new_id() -> str:
    """32 hex digits, 12 of UTC milliseconds and 20 random: unique, and nearly in order for the index's sake."""
    return f"{time.time_ns() // 1_000_000 & 0xFFFFFFFFFFFF:012x}{secrets.token_hex(10)}"


def town_hash(files: Iterable[TownFile]) -> str:
    """64 hex digits: SHA-256 over `name NUL sha256 LF` of each file, in order of the names. No files: ""."""
    lines = sorted(f"{one.name}\0{one.sha256}\n" for one in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest() if lines else ""
