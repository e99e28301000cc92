"""How Latin letters spell a name: pinyin in full, by initials or mixed, English words by their beginnings, slips.

Pure, any thread. Scores are those of `PlaceIndex` (0–1000, 0 = does not fit).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_FULL, _FULL_PREFIX, _INITIALS, _MIXED_ALL, _MIXED, _INITIALS_PREFIX = 960, 880, 860, 840, 760, 740
_INNER: Final = 170
"""Less for spelling that begins inside the name."""
_EN_EXACT, _EN_PREFIX, _EN_WORDS, _EN_ANY_ORDER = 1000, 890, 800, 710

_SHORT: Final = {
    "road": "rd", "street": "st", "avenue": "ave", "boulevard": "blvd", "lane": "ln", "no": "", "number": "",
    "the": "", "of": "", "saint": "st", "north": "n", "south": "s", "east": "e", "west": "w", "center": "centre",
}  # fmt: skip

_WORD: Final = re.compile(r"[a-z0-9]+")
_TWO_LETTERS: Final = frozenset({"zh", "ch", "sh"})


def english_tokens(name: str) -> tuple[str, ...]:
    """Words of an English name, with usual abbreviations made one ("Renmin Road" = "Renmin Rd")."""
    words = _WORD.findall(name.lower().replace("'", ""))
    return tuple(short for word in words if (short := _SHORT.get(word, word)))


def letters_of(typed: str) -> str:
    """The letters and digits of what was typed, in one."""
    return "".join(_WORD.findall(typed.lower().replace("'", "")))


def beginnings(words: Sequence[str], sounds: Sequence[str]) -> set[str]:
    """What the first one or two letters can be of anything typed that fits a name."""
    found = {word[:take] for word in (*words, *sounds) for take in (1, 2)}
    return found | {one[0] + other[0] for one, other in pairwise(sounds)}


def fits_english(words: Sequence[str], name: Sequence[str]) -> int:
    """How well typed words (`english_tokens`) begin the words of a name."""
    if not words or not name:
        return 0
    if tuple(words) == tuple(name):
        return _EN_EXACT
    whole, said = "".join(name), "".join(words)
    if whole.startswith(said):
        return _EN_PREFIX
    at = 0
    for word in words:
        while at < len(name) and not name[at].startswith(word):
            at += 1
        if at == len(name):
            break
        at += 1
    else:
        return _EN_WORDS if name[0].startswith(words[0]) else _EN_WORDS - 40
    left = list(name)
    for word in words:
        hit = next((one for one in left if one.startswith(word)), None)
        if hit is None:
            return 0
        left.remove(hit)
    return _EN_ANY_ORDER


def fits_pinyin(letters: str, sounds: Sequence[str]) -> int:
    """How well letters spell syllables: renminlu, rml, renml; from the first one on, or inside."""
    for start in range(len(sounds) if letters else 0):
        if sounds[start][0] == letters[0]:
            score = _spelled(letters, sounds[start:])
            if score:
                return score - (_INNER if start else 0)
    return 0


def nearly(typed: str, name: str) -> int:
    """Slips between what was typed and a name or its beginning: 1 or 2; 0 = it is the very name, or too far from it."""
    most = 1 if len(typed) < 8 else 2
    if len(typed) < 3 or not name or (abs(len(name) - len(typed)) > most and len(name) < len(typed)):
        return 0
    for target in {name, name[: len(typed)], name[: len(typed) + 1]}:
        slips = _distance(typed, target, most)
        if 0 < slips <= most:
            return slips
    return 0


def _spelled(letters: str, sounds: Sequence[str]) -> int:
    whole = "".join(sounds)
    if letters == whole:
        return _FULL
    if whole.startswith(letters) and (len(letters) >= len(sounds[0]) or len(letters) > 1):
        return _FULL_PREFIX
    initials = "".join(sound[0] for sound in sounds)
    if letters == initials:
        return _INITIALS
    if initials.startswith(letters):
        return _INITIALS_PREFIX
    used = _mixed(letters, sounds)
    return 0 if not used else _MIXED_ALL if used == len(sounds) else _MIXED


def _mixed(letters: str, sounds: Sequence[str]) -> int:
    """Syllables used up, each in full or by its initial, the last one as far as it was typed; 0 = it does not fit."""
    if not letters or not sounds:
        return 0
    sound = sounds[0]
    if sound.startswith(letters):
        return 1
    for take in (len(sound), 2 if sound[:2] in _TWO_LETTERS else 1, 1):
        if letters.startswith(sound[:take]) and (rest := _mixed(letters[take:], sounds[1:])):
            return rest + 1
    return 0


def _distance(first: str, second: str, most: int) -> int:
    """Edits (one letter added, left out, changed, or two neighbours swapped) between two words; most + 1 if more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        older, before = before, row
        row = [i]
        for j, b in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
