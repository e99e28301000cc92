"""What CallWords finds, told slowly: each phrase of the shipped lists is looked for by itself, over the whole text.

Kept beside the quick one as its measure: of overlapping phrases the longest, then the first, then the first listed.
For texts without apostrophes in a row only, where it takes for ever.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from console.planning.call_words import FOLDER, Found, normal

RULES = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
LISTS = {"": RULES["ignored"], **RULES["tags"]}
NEGATION = RULES["negation"]
GAP = "[^，。！？；,.!?;]{0,6}"


def english(phrase: str) -> re.Pattern[str]:
    """Whole words with anything between them that is of no word; "burn*" begins one, ".." is up to two."""
    body = ""
    for word in phrase.split():
        if word == "..":
            body += r"(?:[a-z0-9']+\W+){0,2}?"
        elif word.endswith("*"):
            body += re.escape(word[:-1]) + r"[a-z']*\W+"
        else:
            body += re.escape(word) + r"\W+"
    return re.compile("(?<![a-z0-9'])" + body.removesuffix(r"\W+") + "(?![a-z0-9])")


def chinese(phrase: str) -> re.Pattern[str]:
    """Anywhere; "…" is up to six characters of one sentence."""
    return re.compile(GAP.join(re.escape(normal(part)) for part in phrase.split("…")))


PATTERNS = [
    (tag, pattern, is_english)
    for tag, lists in LISTS.items()
    for pattern, is_english in (
        *((chinese(phrase), False) for phrase in lists["zh"]),
        *((english(phrase), True) for phrase in lists["en"]),
    )
]


def find_plainly(text: str) -> list[Found]:
    """As CallWords.find, of a text of any length."""
    low = normal(text)
    return [
        found(low, hit, tag, is_english)
        for hit, tag, is_english in sorted(longest(low), key=lambda one: one[0].start())
        if tag
    ]


def longest(low: str) -> Iterator[tuple[re.Match[str], str, bool]]:
    """Of overlapping phrases the longest."""
    hits = [(hit, tag, is_english) for tag, pattern, is_english in PATTERNS for hit in pattern.finditer(low)]
    free = set(range(len(low)))
    for one in sorted(hits, key=lambda one: (one[0].start() - one[0].end(), one[0].start())):
        if free.issuperset(range(*one[0].span())):
            free.difference_update(range(*one[0].span()))
            yield one


def found(low: str, hit: re.Match[str], tag: str, is_english: bool) -> Found:
    """The phrase, denied where its tag says so or a negation stands close enough before it."""
    if RULES["tags"][tag].get("denies"):
        return Found(RULES["tags"][tag]["denies"], hit.group(), denied=True)
    near = near_english(low[: hit.start()]) if is_english else near_chinese(low[: hit.start()])
    at = denied_english(near) if is_english else denied_chinese(near)
    if at < 0:
        return Found(tag, hit.group())
    return Found(tag, low[hit.start() - len(near) + at : hit.end()], denied=True)


def near_chinese(before: str) -> str:
    """What stands before a phrase in its own part of the sentence, 12 characters at most."""
    near = before[-12:]
    for breaking in NEGATION["zh_breaks"]:
        near = near.rpartition(breaking)[2]
    return near


def denied_chinese(near: str) -> int:
    """Where the last negation stands that reaches the end of `near`; −1: none does."""
    if any(phrase in near for phrase in NEGATION["zh_except"]):
        return -1
    ats = ((near.rfind(phrase), len(phrase)) for phrase in NEGATION["zh"])
    return max((at for at, n in ats if at >= 0 and len(near) - at - n <= NEGATION["zh_most"]), default=-1)


def near_english(before: str) -> str:
    """The same of English: the last four words of the sentence and of 60 characters, none of them a break."""
    part = re.split(r"[,.!?;:，。！？；：]", before[-60:])[-1]
    words = list(re.finditer(r"[a-z0-9']+", part))[-NEGATION["en_most"] :]
    breaks = [number for number, word in enumerate(words) if word.group() in NEGATION["en_breaks"]]
    words = words[breaks[-1] + 1 :] if breaks else words
    return part[words[0].start() :] if words else ""


def denied_english(near: str) -> int:
    """Where the last negation stands among the words of `near`; −1: there is none."""
    spaced = f" {' '.join(near.split())} "
    if any(f" {phrase} " in spaced for phrase in NEGATION["en_except"]):
        return -1
    return max(spaced.rfind(f" {phrase} ") for phrase in NEGATION["en"])
