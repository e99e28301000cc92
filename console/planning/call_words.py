"""What a caller's words are about: tags, and the types they suggest with points, reasons and level.

Rules are data (`resources/intake/words.toml`, `types.toml`), in both languages at once. Pure but for `load_call_words`;
any thread. Used by the call form while somebody types, and by the hub, which keeps the tags of a report in the open
before it seals the words (DOMAIN §7: a tag says what, never who or where).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import ahocorasick
import msgspec

from .checked_toml import CheckedToml

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "intake"
FORMAT: Final = 1
LOOKED_AT: Final = 2_000
"""Characters of the words that are looked at, eight minutes of spoken Chinese; what comes after is kept, not tagged."""
MOST_TAGS: Final = 12
"""Tags that a report keeps in the open."""
DENIED: Final = "no_"
"""Before a tag: the words say that it is not so."""
_TOKEN: Final = re.compile(r"[a-z0-9']+")


class _Tag(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name_zh: str
    name_en: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    denies: str = ""
    """Its phrases say that this tag is not so."""


class _Ignored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class _Negation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    zh: tuple[str, ...]
    zh_except: tuple[str, ...]
    zh_most: int
    zh_breaks: tuple[str, ...]
    en: tuple[str, ...]
    en_except: tuple[str, ...]
    en_most: int
    en_breaks: tuple[str, ...]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    negation: _Negation
    tags: dict[str, _Tag]
    ignored: _Ignored = _Ignored()


class _Type(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, Any]
    """Whole numbers; checked by hand, so that the very tag is named where one is not."""
    places: dict[str, Any] = {}
    level_1: tuple[str, ...] = ()
    level_2: tuple[str, ...] = ()


class _Types(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    least: int
    types: dict[str, _Type]


class Found(msgspec.Struct, frozen=True):
    """One phrase of the words: which tag it means, the phrase as it was said, whether it was denied."""

    tag: str
    said: str
    denied: bool = False

    @property
    def key(self) -> str:
        """The tag as types.toml counts it."""
        return DENIED + self.tag if self.denied else self.tag


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A type that the words suggest. `share_permille` of all that is suggested; `said`: the words for it."""

    type_code: str
    points: int
    share_permille: int
    level: int
    """A graver level than the type's own, 0 = its own."""
    said: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    tag: str
    """Empty: ignored."""
    head: str
    """What a phrase begins with, up to its first gap; in English its first word."""
    whole: re.Pattern[str] | None
    """The whole phrase from its head on; None where the head is all of it."""
    english: bool

    def end(self, low: str, start: int) -> int:
        """Where the phrase ends whose head stands at `start`, −1 where the rest is something else."""
        if self.whole is None:
            return start + len(self.head)
        hit = self.whole.match(low, start)
        return hit.end() if hit else -1


class CallWords:
    """The rules, ready for use."""

    def __init__(self, words: _Words, types: _Types) -> None:
        self._negation = rules = words.negation
        first_words = {phrase.split()[0] for phrase in (*rules.zh, *rules.en)}
        self._denying = re.compile("|".join(map(re.escape, first_words)))
        self._tags, self._types, self._least = words.tags, types.types, types.least
        self._patterns = [
            *_patterns("", words.ignored.zh, words.ignored.en),
            *(one for name, tag in words.tags.items() for one in _patterns(name, tag.zh, tag.en)),
        ]
        heads: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            heads.setdefault(pattern.head, []).append(number)
        self._heads: ahocorasick.Automaton[tuple[int, list[int]]] = ahocorasick.Automaton()
        for head, numbers in heads.items():
            self._heads.add_word(head, (len(head), numbers))
        self._heads.make_automaton()

    def find(self, text: str) -> list[Found]:
        """Phrases in the first LOOKED_AT characters, in the order they were said; of overlapping ones the longest."""
        low = normal(text[:LOOKED_AT])[:LOOKED_AT]
        taken = bytearray(len(low))
        kept: list[tuple[int, int, int]] = []
        for less, start, number in sorted(self._spans(low)):
            end = start - less
            if not taken[start] and not taken[end - 1]:  # what is longer would cover an end of this
                taken[start:end] = b"\1" * -less
                kept.append((start, end, number))
        kept.sort()
        patterns = self._patterns
        return [
            self._found(low, start, end, patterns[number])
            for start, end, number in kept
            if patterns[number].tag
        ]

    def _spans(self, low: str) -> list[tuple[int, int, int]]:
        """Where phrases stand, as (−length, start, number of the pattern). No pattern overlaps itself."""
        spans: list[tuple[int, int, int]] = []
        if not self._patterns:
            return spans
        ended: dict[int, int] = {}
        for last, (size, numbers) in self._heads.iter(low):
            start = last + 1 - size
            for number in numbers:
                end = self._patterns[number].end(low, start)
                if end >= 0 and start >= ended.get(number, 0):
                    ended[number] = end
                    spans.append((start - end, start, number))
        return spans

    def keywords(self, text: str) -> tuple[str, ...]:
        """Tags that the words affirm, each once, as they came: what may stand in the open beside sealed words."""
        return tuple(dict.fromkeys(one.tag for one in self.find(text) if not one.denied))[:MOST_TAGS]

    def suggest(
        self, text: str, known: Collection[str], place_kind: str = "", most: int = 3
    ) -> list[Suggestion]:
        """The likeliest of the `known` types, best first. `place_kind` is the gazetteer's kind of the place."""
        said: dict[str, str] = {}
        for one in self.find(text):
            said.setdefault(one.key, one.said)
        return self._suggest(said, known, place_kind, most)

    def suggest_tags(self, tags: Iterable[str], known: Collection[str], most: int = 3) -> list[Suggestion]:
        """The same for words that are sealed, by the tags that stand in the open."""
        return self._suggest(dict.fromkeys(tags, ""), known, "", most)

    def _suggest(
        self, said: dict[str, str], known: Collection[str], place_kind: str, most: int
    ) -> list[Suggestion]:
        scored = []
        for order, (code, rules) in enumerate(self._types.items()):
            counted = [tag for tag in said if tag in rules.words]
            points = sum(rules.words[tag] for tag in counted)
            # What is not there suggests nothing by itself.
            affirmed = any(rules.words[tag] > 0 and not tag.startswith(DENIED) for tag in counted)
            if affirmed and points > 0:
                points += rules.places.get(place_kind, 0)
            if affirmed and code in known and points >= self._least:
                scored.append((-points, order, code, counted))
        whole = sum(points**2 for points, *_ in scored)
        scored.sort()
        return [
            Suggestion(
                type_code=code,
                points=-points,
                share_permille=points**2 * 1000 // whole,
                level=self._level(code, said),
                said=tuple(said[tag] for tag in counted if self._types[code].words[tag] > 0),
                tags=tuple(counted),
            )
            for points, _, code, counted in scored[:most]
        ]

    def name(self, tag: str, chinese: bool) -> str:
        """A tag in words; an unknown one (of another version's rules) as it is."""
        known = self._tags.get(tag)
        return tag if known is None else known.name_zh if chinese else known.name_en

    def types(self) -> list[str]:
        """Types that can be suggested."""
        return list(self._types)

    def _level(self, code: str, said: dict[str, str]) -> int:
        rules = self._types[code]
        if any(tag in said for tag in rules.level_1):
            return 1
        return 2 if any(tag in said for tag in rules.level_2) else 0

    def _found(self, low: str, start: int, end: int, pattern: _Pattern) -> Found:
        denied_tag = self._tags[pattern.tag].denies
        if denied_tag:
            return Found(denied_tag, low[start:end], denied=True)
        since = self._denied_since(low, start, english=pattern.english)
        if since < 0:
            return Found(pattern.tag, low[start:end])
        return Found(pattern.tag, low[since:end], denied=True)

    def _denied_since(self, low: str, start: int, *, english: bool) -> int:
        """Where the negation of what begins at `start` begins, −1 where nothing denies it."""
        rules = self._negation
        near = low[max(0, start - (60 if english else 12)) : start]
        if not self._denying.search(near):
            return -1
        if english:
            before = _EN_BREAK.split(near)[-1]
            tokens = list(_TOKEN.finditer(before))[-rules.en_most :]
            cut = max(
                (n + 1 for n, token in enumerate(tokens) if token.group() in rules.en_breaks), default=0
            )
            near = before[tokens[cut].start() :] if cut < len(tokens) else ""
            if any(_at(near, phrase) >= 0 for phrase in rules.en_except):
                return -1
            at = max((_at(near, phrase) for phrase in rules.en), default=-1)
        else:
            for breaking in rules.zh_breaks:
                near = near.rpartition(breaking)[2]
            if any(phrase in near for phrase in rules.zh_except):
                return -1
            ends = [(near.rfind(phrase), len(phrase)) for phrase in rules.zh]
            at = max(
                (at for at, size in ends if at >= 0 and len(near) - at - size <= rules.zh_most), default=-1
            )
        return start - len(near) + at if at >= 0 else -1


_ZH_GAP: Final = "[^，。！？；,.!?;]{0,6}"
_EN_BREAK: Final = re.compile(r"[,.!?;:，。！？；：]")


def normal(text: str) -> str:
    """Text as the phrases are written: one width, lower case, typographic apostrophes straight."""
    return unicodedata.normalize("NFKC", text).lower().replace("\u2019", "'")


def load_call_words(directory: Path) -> CallWords:
    """The rules of `words.toml` and `types.toml`. Raises CheckedFileError naming file, line and field."""
    file = CheckedToml(directory / "words.toml")
    words = file.decode(_Words)
    if words.format != FORMAT:
        raise file.error("format", f"this program reads format {FORMAT}")
    tags = {f"tags.{name}": tag for name, tag in words.tags.items()}
    for path, lists in {"negation": words.negation, "ignored": words.ignored, **tags}.items():
        for field in ("zh", "en"):
            for number, phrase in enumerate(getattr(lists, field)):
                if not phrase.strip() or phrase.strip()[0] in "….*":
                    raise file.error(f"{path}.{field}[{number}]", "a phrase begins with a word")
    types_file = CheckedToml(directory / "types.toml")
    types = types_file.decode(_Types)
    if types.format != FORMAT:
        raise types_file.error("format", f"this program reads format {FORMAT}")
    for code, rules in types.types.items():
        for field, table in (("words", rules.words), ("places", rules.places)):
            for name, points in table.items():
                if type(points) is not int:
                    raise types_file.error(f"types.{code}.{field}.{name}", "points are a whole number")
        for field, wanted in (
            ("words", rules.words),
            ("level_1", rules.level_1),
            ("level_2", rules.level_2),
        ):
            for key in wanted:
                if key.removeprefix(DENIED) not in words.tags:
                    raise types_file.error(f"types.{code}.{field}", f"no tag {key!r} in words.toml")
    return CallWords(words, types)


@cache
def shipped_call_words() -> CallWords:
    """The rules that come with the program, read once. Raises CheckedFileError when somebody broke them."""
    return load_call_words(FOLDER)


def _patterns(tag: str, zh: Iterable[str], en: Iterable[str]) -> Iterator[_Pattern]:
    """Patterns of one tag: Chinese phrases anywhere, English ones as whole words.

    What a quantifier took it never gives back (`++`): apostrophes are of words and between them, and every way to
    part a row of them would be tried.
    """
    for phrase in zh:
        parts = [normal(part) for part in phrase.split("…")]
        whole = re.compile(_ZH_GAP.join(map(re.escape, parts))) if parts[1:] else None
        yield _Pattern(tag, parts[0], whole, english=False)
    for phrase in en:
        words = []
        for word in normal(phrase).split():
            if word == "..":
                words.append(r"(?:[a-z0-9']++\W++){0,2}?")
            elif word.endswith("*"):
                words.append(re.escape(word[:-1]) + r"[a-z']*+\W++")
            else:
                words.append(re.escape(word) + r"\W++")
        body = "".join(words).removesuffix(r"\W++")
        head = normal(phrase).split()[0].removesuffix("*")
        yield _Pattern(tag, head, re.compile(rf"(?<![a-z0-9']){body}(?![a-z0-9])"), english=True)


def _at(text: str, phrase: str) -> int:
    """Where a phrase of whole words stands last, −1 where it does not."""
    return f" {' '.join(text.split())} ".rfind(f" {phrase} ")
