"""What callers say around a name: house numbers, gates, corners, "near …". Pure, any thread; used by `PlaceIndex`.

`apart` takes what was typed into a name and the rest, which is kept beside the place that is found: 世纪花园北门 is
"世纪花园" and "北门", 人民路十二号 is "人民路" and "12号", "near No. 12, Renmin Rd" is "renmin rd" and "near no. 12".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = re.compile(
    r"^(?P<name>.*?[^\d\s\-])\s*(?P<tail>\d+\s*(?:号|弄|栋|幢|座|单元|室|楼|层|-|#|no\.?).*|\d[\d\-]*)$"
)
_NUMBER_EN: Final = re.compile(r"^(?P<tail>(?:no\.?\s*|number\s+)?\d+[a-z]?)[\s,]+(?P<name>[a-z].*)$")
_SIDE: Final = "(?:东南|东北|西南|西北|[东南西北正后前侧大小旁里外])"
_AROUND: Final = re.compile(
    rf"^(?P<name>.{{2,}}?)\s*(?P<tail>的?(?:(?:{_SIDE}?(?:门口?|侧|边|面|角|头|段|入口|出口)|[a-z\d]+号?(?:门|出口|口)"
    r"|附近|旁|对面|对过|斜对面|隔壁|门口|这边|那边|那里|这里|那儿|这儿|周边|一带|楼下|楼上|中间|中段|停车场|地下车库|处|里|内|外)"
    r"的?)+)$"
)
_SIDE_EN: Final = "(?:north|south|east|west|main|front|back|rear|side)"
_AROUND_EN: Final = re.compile(
    r"^(?P<tail>(?:(?:near|by|beside|behind|opposite|outside|inside|at|next to|across from|in front of|close to"
    rf"|(?:{_SIDE_EN} )?(?:gate|entrance|exit|side|corner|end|car park) of)"
    r"\s+(?:the\s+)?)+)(?P<name>\S.*)$"
)
_BEHIND_EN: Final = re.compile(
    rf"^(?!{_SIDE_EN}\s)(?P<name>.*?\S)\s+"
    rf"(?P<tail>(?:{_SIDE_EN} )?(?:gate|entrance|exit|side|corner|end|car park|nearby))$"
)
_COUNTED: Final = re.compile(r"[零〇一二三四五六七八九十百两]+(?=号|弄|栋|幢|座|单元|室|楼|层)")
_DIGITS: Final = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−﹣"), "-")


@dataclass(frozen=True, slots=True)
class Apart:
    """A name, and what was said besides; `numbered`: a house number is of it."""

    name: str
    tail: str
    numbered: bool = False


def plain(text: str) -> str:
    """One form of what was typed: narrow, small letters without tones or accents, one blank, one kind of dash."""
    wide = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in wide if not unicodedata.combining(sign))
    narrow = unicodedata.normalize("NFKC", bare).translate(_DASHES)
    return " ".join(narrow.lower().replace("×", " × ").split())


def apart(low: str) -> Iterator[Apart]:
    """The ways to take it apart, the longest name first. `low` is `plain`."""
    digits = _COUNTED.sub(lambda found: str(_counted(found.group())), low)
    for pattern in (_AROUND, _AROUND_EN, _BEHIND_EN):
        if (found := pattern.match(digits)) is not None:
            name, tail = found["name"].strip(), found["tail"].strip()
            yield Apart(name, tail)
            if (house := _numbered(name)) is not None:
                both = f"{tail} {house.tail}" if pattern is _AROUND_EN else f"{house.tail}{tail}"
                yield Apart(house.name, both, numbered=True)
    if (house := _numbered(digits)) is not None:
        yield house


def _numbered(low: str) -> Apart | None:
    """Where a number stands behind (Chinese) or before (English) a name."""
    found = _NUMBER.match(low) or _NUMBER_EN.match(low)
    return None if found is None else Apart(found["name"].strip(), found["tail"].strip(), numbered=True)


def _counted(signs: str) -> int:
    """A number below 1000 in Chinese: 十二, 一百零五, 两百, or sign by sign: 三〇五."""
    if not set(signs) & {"十", "百"}:
        return int("".join(str(_DIGITS[sign]) for sign in signs))
    whole, ones = 0, 0
    for sign in signs:
        if sign in "十百":
            whole += (ones or (1 if not whole or sign == "十" else 0)) * (10 if sign == "十" else 100)
            ones = 0
        else:
            ones = _DIGITS[sign]
    return whole + ones
