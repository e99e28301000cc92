"""Files that a person saves: each is a new one below the data home's `exports`. Used by log and result."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

FOLDER = "exports"


def write_new(folder: Path, name: str, suffix: str, text: str, encoding: str = "utf-8") -> Path:
    """Write `name-<date>-<time>.<suffix>` whole or not at all, never over an old file. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    for number in range(1, 1000):
        path = folder / (f"{stem}.{suffix}" if number == 1 else f"{stem}-{number}.{suffix}")
        try:
            with path.open("x", encoding=encoding, newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path
    raise FileExistsError(f"{stem}: too many files")


def mark_line(mark: str) -> str:
    """The kind of world as the first line of a file; "" for none."""
    return f"【{mark}】" if mark else ""
