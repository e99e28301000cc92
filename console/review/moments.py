"""Which moment of a journal is meant by words: “14:22:31”, “T0+180”, “INC-0417”, “seq 1802”, “+60”. Any thread, no Qt.

A wall clock is the local one of this machine, as it is shown; the first such time at or after the journal's beginning.
T0 to T3 are those of the muster that runs at the present moment, else of the next one, else of the last. An incident
or a call is meant at its first event. Used by the sources of the past.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from console.link.past_view import MusterSpan

_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_GATE: Final = re.compile(r"[Tt]([0-3])\s*(?:([+-])\s*(\d{1,6}))?")
_SHIFT: Final = re.compile(r"([+-])\s*(\d{1,6})")
_SEQ: Final = re.compile(r"(?:seq|#|序号)\s*(\d{1,12})", re.IGNORECASE)
_THING: Final = re.compile(r"(?:INC|C|M)-\d{1,9}", re.IGNORECASE)
_ENDS: Final = {"start": 0, "begin": 0, "开始": 0, "end": -1, "结束": -1}


@dataclass(frozen=True, slots=True)
class Known:
    """What moments are looked up in."""

    now_ms: int
    first_ms: int
    last_ms: int
    count: int
    epoch_ms: int
    spans: Sequence[MusterSpan] = field(default_factory=tuple)
    first_of: Callable[[str], int] = lambda _: 0
    """The first entry that is about an id; 0 where none is."""


Moment = tuple[int, int]
"""(t_ms, seq); seq 0: by the time alone."""


def moment(words: str, known: Known) -> Moment | None:
    """The moment that is meant; None where the words mean none that there is.

    A time outside the journal is still a moment: a source shows the nearest it has.
    """
    text = words.strip()
    if text.lower() in _ENDS:
        return (known.last_ms, known.count) if _ENDS[text.lower()] else (known.first_ms, 0)
    if found := _CLOCK.fullmatch(text):
        return _by_clock(found, known)
    if found := _GATE.fullmatch(text):
        span = _span_meant(known)
        at_ms = -1 if span is None else span.instant(int(found[1]))
        return None if at_ms < 0 else (max(0, at_ms + _shift(found[2], found[3])), 0)
    if found := _SHIFT.fullmatch(text):
        return max(0, known.now_ms + _shift(found[1], found[2])), 0
    if found := _SEQ.fullmatch(text):
        seq = int(found[1])
        return (0, seq) if 1 <= seq <= known.count else None
    if _THING.fullmatch(text):
        seq = known.first_of(text.upper())
        return (0, seq) if seq else None
    return None


def _shift(sign: str | None, seconds: str | None) -> int:
    return (-1 if sign == "-" else 1) * int(seconds or 0) * 1000


def _by_clock(found: re.Match[str], known: Known) -> Moment | None:
    hour, minute, second = (int(one or 0) for one in found.groups())
    if hour > 23 or minute > 59 or second > 59:
        return None
    begin = datetime.fromtimestamp((known.epoch_ms + known.first_ms) / 1000).astimezone()
    wanted = begin.replace(hour=hour, minute=minute, second=second, microsecond=0)
    if wanted < begin - timedelta(seconds=1):
        wanted += timedelta(days=1)
    return round(wanted.timestamp() * 1000) - known.epoch_ms, 0


def _span_meant(known: Known) -> MusterSpan | None:
    begun = [one for one in known.spans if one.t0_ms <= known.now_ms]
    running = [one for one in begun if not 0 <= one.end_ms < known.now_ms]
    later = [one for one in known.spans if one.t0_ms > known.now_ms]
    for some in (running[-1:], later[:1], begun[-1:]):
        if some:
            return some[0]
    return None
