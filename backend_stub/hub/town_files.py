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

from console.wire.ids import town_hash
from console.wire.messages import TownFile

_log = logging.getLogger(__name__)

LEFT_OUT: Final = frozenset({"registry.json"})
MAX_FILES: Final = 256
PART_BYTES: Final = 512 * 1024


class TownFiles:
    """What lies in a town's folder, hashed once. Nothing leaves that is not what was hashed then."""

    def __init__(self, folder: Path) -> None:
        """Reads every file; raises OSError, or ValueError for a folder that holds too many."""
        self._folder = folder
        self._digests: dict[str, tuple[str, list[bytes]]] = {}
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        kept = [path for path in paths if path.relative_to(folder).as_posix() not in LEFT_OUT]
        if len(kept) > MAX_FILES:
            raise ValueError(f"{folder}: {len(kept)} files, at most {MAX_FILES} make a town")
        self.files: tuple[TownFile, ...] = tuple(self._described(path) for path in kept)
        self.hash = town_hash(self.files)

    def _described(self, path: Path) -> TownFile:
        name = path.relative_to(self._folder).as_posix()
        whole, size, parts = hashlib.sha256(), 0, []
        with path.open("rb") as file:
            while body := file.read(PART_BYTES):
                whole.update(body)
                size += len(body)
                parts.append(hashlib.sha256(body).digest())
        self._digests[whole.hexdigest()] = (name, parts)
        return TownFile(name=name, size=size, sha256=whole.hexdigest())

    def parts(self, sha256: str) -> Iterator[tuple[int, int, bytes]] | None:
        """(part, parts, bytes) of the file with this hash, read as they are asked for; None when there is none.

        Iterating raises OSError when the file was changed or replaced since it was hashed.
        """
        found = self._digests.get(sha256)
        return None if found is None else self._read(*found)

    def _read(self, name: str, digests: list[bytes]) -> Iterator[tuple[int, int, bytes]]:
        with (self._folder / name).open("rb") as file:
            for part, digest in enumerate(digests):
                body = file.read(PART_BYTES)
                if hashlib.sha256(body).digest() != digest:
                    raise OSError(f"{name} was changed since the hub was started")
                yield part, len(digests), body
        if not digests:
            yield 0, 1, b""
