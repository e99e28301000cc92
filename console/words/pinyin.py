"""How Chinese is read: what the command line finds by pinyin. Any thread.

Readings come from `resources/i18n/pinyin.txt` (common characters, several readings where people use several). Names of
a town's streets have their own in its gazetteer; this is for what has none: commands, units, cameras, persons.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "i18n" / "pinyin.txt"
MOST: Final = 8
"""Ways of reading a text that are looked at."""

_PART: Final = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")

Sounds = tuple[str, ...]
"""One way of reading a text: a syllable without tone for each character; Latin words and numbers as they are."""


@cache
def _readings() -> dict[str, Sounds]:
    """Syllables by character. Raises OSError."""
    found: dict[str, Sounds] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            syllable, _, characters = line.partition(" ")
            for one in characters:
                found[one] = (*found.get(one, ()), syllable)
    return found


@lru_cache(maxsize=8192)
def readings(text: str) -> tuple[Sounds, ...]:
    """The ways to read a text, at most `MOST`; none for one without Chinese. Characters nobody knows are left out."""
    if not any("\u3400" <= one <= "\u9fff" for one in text):
        return ()
    known = _readings()
    parts = _PART.findall(text.lower())
    options = [known.get(one, ()) if one > "\u33ff" else (one,) for one in parts]
    return tuple(islice(product(*(one for one in options if one)), MOST))
