"""The hash by which a town is known: over the names and hashes of its files. Pure, any thread."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from .messages import TownFile


def town_hash(files: Iterable[TownFile]) -> str:
    """64 hex digits: SHA-256 over `name NUL sha256 LF` of each file, in order of the names. No files: ""."""
    lines = sorted(f"{one.name}\0{one.sha256}\n" for one in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest() if lines else ""
