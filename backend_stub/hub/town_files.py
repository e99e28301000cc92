"""The town's files as seats fetch them: a manifest with hashes, and parts of each file. Any thread after construction.

The hub's folder is never named to anybody: what a seat needs of it (map, roads, gazetteer) comes over the wire by hash.
The registry is left out: it is in the journal.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from console.wire.messages import TownFile
from console.wire.towns import town_hash

_log = logging.getLogger(__name__)

LEFT_OUT: Final = frozenset({"registry.json"})
MAX_FILES: Final = 256
PART_BYTES: Final = 512 * 1024


class TownFiles:
    """What lies in a town's folder, hashed once."""

    def __init__(self, folder: Path) -> None:
        """Reads every file; raises OSError, or ValueError for a folder that holds too many."""
        self._folder = folder
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        kept = [path for path in paths if path.relative_to(folder).as_posix() not in LEFT_OUT]
        if len(kept) > MAX_FILES:
            raise ValueError(f"{folder}: {len(kept)} files, at most {MAX_FILES} make a town")
        self.files: tuple[TownFile, ...] = tuple(self._described(path) for path in kept)
        self.hash = town_hash(self.files)

    def _described(self, path: Path) -> TownFile:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return TownFile(
            name=path.relative_to(self._folder).as_posix(), size=path.stat().st_size, sha256=digest
        )

    def parts(self, sha256: str) -> Iterator[tuple[int, int, bytes]] | None:
        """(part, parts, bytes) of the file with this hash, read as they are asked for; None when there is none."""
        found = next((one for one in self.files if one.sha256 == sha256), None)
        return None if found is None else self._read(found)

    def _read(self, found: TownFile) -> Iterator[tuple[int, int, bytes]]:
        parts = max(1, -(-found.size // PART_BYTES))
        with (self._folder / found.name).open("rb") as file:
            for part in range(parts):
                yield part, parts, file.read(PART_BYTES)
