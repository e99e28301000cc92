"""Finds places of the gazetteer by what somebody types: Chinese, pinyin (full, initials, mixed), English; crossings.

Pure, any thread after construction. Entries are what a town's `gazetteer.json` has (docs/town-files.md). Ranking is by
how well a name fits first, then by kind and length; used by `PlaceFinder`, which knows units, cameras and grids too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from console.places.around import apart, plain
from console.places.spelling import beginnings, english_tokens, fits_english, fits_pinyin, letters_of, nearly

STREET: Final = "street"
CROSSING: Final = "crossing"

_SEPARATOR: Final = re.compile(
    r"\s*[×✕&+/@]\s*|\s+x\s+|(?<=[\u4e00-\u9fff])\s*x\s*(?=[\u4e00-\u9fff])|\s+(?:and|at|with)\s+"
    r"|(?<=[路街道巷])\s*[与和跟交]\s*|\s*、\s*|(?<!\d)\s*,\s*"
)

_CORNER: Final = re.compile(r"(十字路口|交叉路口|交叉口|交叉处|交口|交汇处|路口|口)$")

_CORNER_EN: Final = re.compile(
    r"^(?:corner|crossing|junction|intersection) of\s+|\s+(?:crossing|junction|corner)$"
)

_SUFFIXES: Final = ("路", "街", "巷", "大道", "道", "快速路")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
EXACT, PREFIX, WITHIN, SHORTENED, NEARLY = 1000, 900, 700, 600, 450
_SURE: Final = 500
"""Below it a place only resembles what was typed."""
_NAME: Final = 960
"""From here on all of a name was typed."""
_AROUND: Final = 60
"""Less for a name with something said besides."""
_CROSSING_BONUS: Final = 30
_NO_CROSSING: Final = 300
_NUMBERED: Final = (STREET, "estate")
"""Kinds that have house numbers."""
_KIND_ORDER: Final = {"estate": 1, CROSSING: 2, STREET: 3}
"""Premises come before these when names fit alike."""


class PlaceEntry(msgspec.Struct, frozen=True):
    """One named place, as the gazetteer has it. `pinyin`: syllables of the Chinese name, separated by blanks."""

    name_zh: str
    name_en: str
    lon: float
    lat: float
    """WGS-84 degrees."""
    id: str = ""
    pinyin: str = ""
    kind: str = ""
    grid: str = ""

    @property
    def lon_e7(self) -> int:
        """Longitude × 10⁷."""
        return round(self.lon * 1e7)

    @property
    def lat_e7(self) -> int:
        """Latitude × 10⁷."""
        return round(self.lat * 1e7)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry with how well it fits (0–1000).

    `tail` is what was said besides its name and the gazetteer does not know, `numbered` that a house number is of it.
    """

    entry: PlaceEntry
    score: int
    tail: str = ""
    numbered: bool = False

    @property
    def near_miss(self) -> bool:
        """Whether its name is another one that only resembles what was typed."""
        return self.score < _SURE

    @property
    def is_name(self) -> bool:
        """Whether what was typed is its whole name, in either language or pinyin."""
        return self.score + (_AROUND if self.tail else 0) >= _NAME


@dataclass(frozen=True, slots=True)
class _Spelled:
    """An entry as it is looked up."""

    entry: PlaceEntry
    zh: str
    en: tuple[str, ...]
    sounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, taken apart once."""

    zh: str
    """Without blanks; empty where no Chinese was typed."""
    words: tuple[str, ...]
    letters: str


class PlaceIndex:
    """The names of one gazetteer, ready to be searched."""

    def __init__(self, entries: Iterable[PlaceEntry]) -> None:
        self.entries = list(entries)
        self._spelled = [_spelled(entry) for entry in self.entries]
        streets = [one for one in self._spelled if one.entry.kind == STREET]
        # Streets that stand in crossings only are known by those.
        corners = [part for one in self.entries if one.kind == CROSSING for part in _parts(one)]
        self._streets = {one.zh: one for one in (*map(_spelled, corners), *streets)}
        self._crossings: dict[frozenset[str], PlaceEntry] = {}
        self._by_sign: dict[str, list[int]] = {}
        self._by_letters: dict[str, list[int]] = {}
        self._by_pair: dict[str, list[int]] = {}
        for number, one in enumerate(self._spelled):
            if one.entry.kind == CROSSING:
                self._crossings[frozenset(map(_squeezed, one.entry.name_zh.split("×")))] = one.entry
            for sign in set(one.zh):
                self._by_sign.setdefault(sign, []).append(number)
            for start in beginnings(one.en, one.sounds):
                self._by_letters.setdefault(start, []).append(number)
            for pair in {*_pairs(one.zh), *_pairs("".join(one.en)), *_pairs("".join(one.sounds))}:
                self._by_pair.setdefault(pair, []).append(number)

    def find(self, typed: str, most: int = 8) -> list[Match]:
        """Places that may be meant, best first."""
        low = plain(typed)
        if not low:
            return []
        found: dict[str, Match] = {}
        for match in self._whole(low):
            known = found.get(match.entry.id)
            if known is None or match.score > known.score:
                found[match.entry.id] = match
        for match in self._with_tails(low):
            found.setdefault(match.entry.id, match)
        if not found:
            found = {one.entry.id: one for one in self._halves(low)}
        if not found:
            found = {one.entry.id: one for one in self._nearly(low)}
        return sorted(found.values(), key=_rank)[:most]

    def _whole(self, low: str) -> Iterator[Match]:
        """All that was typed is a name."""
        yield from self._crossing_matches(low)
        yield from self._name_matches(low)

    def _with_tails(self, low: str) -> Iterator[Match]:
        """A part of it is a name; the rest is kept beside it. Only the names that fit best."""
        for part in apart(low):
            fits = [one for one in self._whole(part.name) if one.score >= SHORTENED]
            if part.numbered:
                fits = [one for one in fits if one.entry.kind in _NUMBERED and one.score >= PREFIX]
            best = max((one.score for one in fits), default=0)
            least = PREFIX if part.numbered else best
            for one in fits:
                if one.score >= least:
                    yield Match(one.entry, one.score - _AROUND, part.tail, part.numbered)

    # -- crossings -----------------------------------------------------------------------------------------------------

    def _crossing_matches(self, low: str) -> Iterator[Match]:
        text, parts = _CORNER_EN.sub("", low), _streets_in(low)
        if len(parts) == 2:
            yield from self._meeting(parts[0], parts[1], _CROSSING_BONUS, slips=True)
            return
        if _CHINESE.search(text):
            yield from self._run_together(_squeezed(text))
            return
        words = text.split()
        for at in range(1, min(len(words), 5)):
            yield from self._meeting(" ".join(words[:at]), " ".join(words[at:]), -_CROSSING_BONUS)

    def _halves(self, low: str) -> Iterator[Match]:
        """Two streets that do not meet by the gazetteer: each of them, so that one can be chosen."""
        parts = _streets_in(low)
        for part in parts if len(parts) == 2 else ():
            for name, score in self._street_scores(part).items():
                if self._streets[name].entry.id:
                    yield Match(self._streets[name].entry, score - _NO_CROSSING)

    def _run_together(self, text: str) -> Iterator[Match]:
        """Two street names in a row: 人民路柳泉路口, 人民柳泉."""
        bodies = {text, _CORNER.sub("", text), text.removesuffix("口")}
        for body in sorted(bodies):
            for at in range(2, len(body) - 1):
                first, second = self._street(body[:at]), self._street(body[at:])
                if first is not None and second is not None and first is not second:
                    entry = self._crossings.get(frozenset((first.zh, second.zh)))
                    if entry is not None:
                        yield Match(entry, EXACT)
                    else:  # they do not meet by the gazetteer: one of them can be chosen
                        listed = [one.entry for one in (first, second) if one.entry.id]
                        yield from (Match(entry, EXACT - _NO_CROSSING) for entry in listed)

    def _meeting(self, first: str, second: str, bonus: int, *, slips: bool = False) -> Iterator[Match]:
        """Crossings of a street that fits the one part with a street that fits the other."""
        ones, others = self._street_scores(first, slips=slips), self._street_scores(second, slips=slips)
        if not ones or not others:
            return
        for names, entry in self._crossings.items():
            pair = tuple(names)
            if len(pair) != 2:
                continue
            best = max(min(ones.get(a, 0), others.get(b, 0)) for a, b in (pair, pair[::-1]))
            if best:
                yield Match(entry, min(EXACT, best + bonus))

    def _street_scores(self, part: str, *, slips: bool = False) -> dict[str, int]:
        """Streets that a part of a crossing may name, by how well it does."""
        exact = self._street(_squeezed(part)) if _CHINESE.search(part) else None
        if exact is not None:
            return {exact.zh: EXACT}
        typed = _typed(part)
        known = [one for one in self._candidates(typed) if one.entry.kind == STREET]
        # Streets that stand in crossings only have no entry of their own.
        known = known or [one for one in self._streets.values() if not one.entry.id]
        scores = {one.zh: _score(typed, one) for one in known}
        scores = {name: score for name, score in scores.items() if score >= WITHIN}
        if scores or not slips:
            return scores
        return {
            _squeezed(slip.entry.name_zh): slip.score
            for slip in self._nearly(part)
            if slip.entry.kind == STREET
        }

    def _street(self, name: str) -> _Spelled | None:
        names = (name + suffix for suffix in ("", *_SUFFIXES))
        return next((self._streets[one] for one in names if one in self._streets), None)

    # -- names ---------------------------------------------------------------------------------------------------------

    def _name_matches(self, low: str) -> Iterator[Match]:
        typed = _typed(low)
        for one in self._candidates(typed):
            score = _score(typed, one)
            if score:
                yield Match(one.entry, score)

    def _candidates(self, typed: _Typed) -> Iterator[_Spelled]:
        """Entries that can hold what was typed at all."""
        if typed.zh:
            lists = sorted((self._by_sign.get(sign, []) for sign in set(typed.zh)), key=len)
            rest = [set(one) for one in lists[1:]]
            numbers = [number for number in lists[0] if all(number in one for one in rest)]
        else:
            starts = {typed.letters[:2], *(word[:2] for word in typed.words[:1])}
            numbers = sorted({n for start in starts if start for n in self._by_letters.get(start, ())})
        return (self._spelled[number] for number in numbers)

    def _nearly(self, low: str) -> Iterator[Match]:
        """Names that differ by a slip of the fingers; asked only when nothing fits. Crossings by their streets only."""
        typed = _typed(low)
        said = typed.zh or typed.letters
        index, parts = (self._by_sign, set(said)) if typed.zh else (self._by_pair, set(_pairs(said)))
        shared: Counter[int] = Counter()
        for part in parts:
            shared.update(index.get(part, ()))
        # A slip loses one sign of Chinese; of Latin letters it breaks at most three pairs.
        least = max(1, len(parts) - (1 if typed.zh else 3) * (1 if len(said) < 8 else 2))
        for number, count in shared.items():
            one = self._spelled[number]
            if count < least or one.entry.kind == CROSSING:
                continue
            names = (one.zh,) if typed.zh else ("".join(one.en), "".join(one.sounds))
            # Nobody slips at the first letter of a name but by swapping it with the next.
            close = [name for name in names if typed.zh or name[:1] in said[:2]]
            slips = min((found for name in close if (found := nearly(said, name))), default=0)
            if slips:
                yield Match(one.entry, NEARLY - 50 * (slips - 1))


def _streets_in(low: str) -> list[str]:
    """What was typed, at what separates two streets."""
    text = _CORNER.sub("", _CORNER_EN.sub("", low))
    return [part for part in _SEPARATOR.split(text) if part]


def _spelled(entry: PlaceEntry) -> _Spelled:
    sounds = tuple(one for one in entry.pinyin.split() if one.isalnum())
    return _Spelled(entry, _squeezed(entry.name_zh), english_tokens(entry.name_en), sounds)


def _parts(crossing: PlaceEntry) -> list[PlaceEntry]:
    """The two streets of a crossing by their names alone."""
    zh, en = crossing.name_zh.split("×"), crossing.name_en.split("×")
    sounds = crossing.pinyin.split("×")
    if not len(zh) == len(en) == len(sounds) == 2:
        return []
    return [
        PlaceEntry(a.strip(), b.strip(), 0.0, 0.0, pinyin=sound, kind=STREET)
        for a, b, sound in zip(zh, en, sounds, strict=True)
    ]


def _typed(low: str) -> _Typed:
    if _CHINESE.search(low):
        return _Typed(_squeezed(low), (), "")
    return _Typed("", english_tokens(low), letters_of(low))


def _score(typed: _Typed, one: _Spelled) -> int:
    """How well what was typed fits one entry, 0 = not at all."""
    if not typed.zh:
        return max(fits_english(typed.words, one.en), fits_pinyin(typed.letters, one.sounds))
    if typed.zh == one.zh:
        return EXACT
    if one.zh.startswith(typed.zh):
        return PREFIX
    if typed.zh in one.zh:
        return WITHIN
    return SHORTENED if _shortens(typed.zh, one.zh) else 0


def _shortens(short: str, name: str) -> bool:
    """Whether it is the name with signs left out, as people shorten names: 松亭一中 for 松亭第一中学."""
    left = iter(name)
    return len(short) >= 3 and short[0] == name[0] and "×" not in name and all(sign in left for sign in short)


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _rank(match: Match) -> tuple[int, int, int, str]:
    entry = match.entry
    return (-match.score, _KIND_ORDER.get(entry.kind, 0), len(entry.name_zh), entry.id)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s×·,，.、]", "", unicodedata.normalize("NFKC", text).lower())
