"""The register: hubs whose signature counts. A text file, one hub a line: its signing key in hex, a blank, its name.

Below the data home (`known-hubs.txt`), where each drill with a window enters its own hub; another hub is entered by
hand, with the key that `main.py hub keys show` prints there. Any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from console.journal.checkpoint import key_of

REGISTER: Final = "known-hubs.txt"


class RegisterError(Exception):
    """A line of the register cannot be read; the text says file, line and what is expected."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose signature a journal bears: `key` is empty where there is none, `name` where the register knows it not."""

    key: bytes = b""
    name: str = ""

    @property
    def code(self) -> str:
        """Why it does not count: `unsigned` or `unknown_hub`; "" where it does."""
        if not self.key:
            return "unsigned"
        return "" if self.name else "unknown_hub"


def read_register(path: Path) -> dict[bytes, str]:
    """Names by key; empty where there is no file. Raises RegisterError or OSError."""
    if not path.exists():
        return {}
    known: dict[bytes, str] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise RegisterError(f"{path}: it is not UTF-8") from error
    for number, line in enumerate(lines, start=1):
        words = line.partition("#")[0].split(maxsplit=1)
        if not words:
            continue
        try:
            key = key_of(words[0])
        except ValueError as error:
            raise RegisterError(f"{path}:{number}: no signing key: {error}") from error
        known[key] = words[1].strip() if len(words) > 1 else words[0]
    return known


def enter(path: Path, key: bytes, name: str) -> None:
    """Add a hub at the end, where it is not there yet. Raises RegisterError or OSError."""
    if key in read_register(path):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{key.hex()} {' '.join(name.split())}\n")
