"""The files of the town that a journal was played in, where this machine has them. Any thread.

Towns lie below the data home: those that were made for demos and drills, and those that were fetched from hubs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

INFO = "town.json"


class _Info(msgspec.Struct, frozen=True):
    id: str


def find_town(towns: Path, town_id: str) -> Path | None:
    """The folder of the town of this id, the newest of several; None where there is none."""
    if not town_id:
        return None
    found = [folder for folder in _folders(towns) if id_of(folder) == town_id]
    return max(found, key=lambda folder: (folder / INFO).stat().st_mtime, default=None)


def id_of(folder: Path) -> str:
    """The id of the town in a folder; "" where there is none that can be read."""
    try:
        return msgspec.json.decode((folder / INFO).read_bytes(), type=_Info).id
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def _folders(towns: Path) -> Iterator[Path]:
    for parent in (towns, towns / "fetched"):
        if parent.is_dir():
            yield from (one for one in sorted(parent.iterdir()) if one.is_dir())
