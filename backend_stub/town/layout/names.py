"""Chinese names of the demo town with their pinyin and English forms. Pure; used by every layout module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .catalogue import read_table

_DATA = read_table("names.toml")

READINGS: dict[str, str] = {entry[0]: entry[1:] for entry in _DATA["readings"].split()}
"""Pinyin without tones of every character that the generator writes (one reading each, as used there)."""

FIRST: str = _DATA["first"]
SECOND: str = _DATA["second"]
EAST_WEST: list[str] = _DATA["east_west"].split()
NORTH_SOUTH: list[str] = _DATA["north_south"].split()
SURNAMES: str = "".join(_DATA["surnames"].split())
GIVEN: str = "".join(_DATA["given"].split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; `pinyin` is the Chinese one's syllables, separated by spaces."""

    zh: str
    en: str

    @property
    def pinyin(self) -> str:
        """Syllables for search: full spelling and initials can both be made of them."""
        return pinyin(self.zh)


def pinyin(zh: str) -> str:
    """Syllables of `zh` separated by spaces, other characters kept; raises KeyError for an unknown one."""
    parts: list[str] = []
    for character in zh:
        if "一" <= character <= "鿿":
            parts.append(READINGS[character])
        elif character.strip():
            parts.append(character.lower())
    return " ".join(parts)


def roman(zh: str) -> str:
    """Pinyin as one capitalised word, an apostrophe before a bare vowel: 柳泉 → Liuquan, 东二 → Dong'er."""
    first, *rest = pinyin(zh).split()
    return (first + "".join(("'" if part[0] in "aeo" else "") + part for part in rest)).capitalize()


def street(zh: str, kind: str = "路") -> Name:
    """A street's name: 柳泉 → 柳泉路, Liuquan Rd."""
    suffix = {"路": "Rd", "街": "St", "巷": "Lane", "大道": "Ave", "快速路": "Expressway"}[kind]
    return Name(zh + kind, f"{roman(zh)} {suffix}")


def stems(rng: np.random.Generator, taken: set[str]) -> Iterator[str]:
    """Endless two-character stems in seeded order, none in `taken`, each once (then with a numeral)."""
    every = sorted({a + b for a in FIRST for b in SECOND if a != b} - taken)
    order = rng.permutation(len(every))
    for round_number in range(10):
        suffix = "" if round_number == 0 else "一二三四五六七八九"[round_number - 1]
        for index in order:
            yield every[int(index)] + suffix


def person(rng: np.random.Generator) -> Name:
    """A person's name, two or three characters: 王晓峰, Wang Xiaofeng."""
    surname = SURNAMES[int(rng.integers(len(SURNAMES)))]
    given = "".join(GIVEN[int(rng.integers(len(GIVEN)))] for _ in range(1 if rng.random() < 0.25 else 2))
    return Name(surname + given, f"{roman(surname)} {roman(given)}")
