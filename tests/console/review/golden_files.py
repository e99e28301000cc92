"""The golden journals, unpacked, for the tests of the past."""

from __future__ import annotations

import lzma
from pathlib import Path

GOLDEN = Path(__file__).parents[2] / "golden"
NAMES = sorted(path.name.removesuffix(".xz") for path in GOLDEN.glob("*.muster-journal.xz"))


def unpack(folder: Path, name: str = "flash-flood-naive-3.muster-journal") -> Path:
    """One of them, by its name without `.xz`."""
    path = folder / name
    path.write_bytes(lzma.decompress((GOLDEN / f"{name}.xz").read_bytes()))
    return path
