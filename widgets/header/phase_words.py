"""The words of the three clocks: title, verdict and details of each phase, in the language of the screen.

Strip, large clocks and tool tips put the same pieces into different places: `clock` is the countdown or the verdict,
`count` the strength, `parts` the rest, of which the ones of highest rank are left out first where room is short.
Qt main thread; used by `clock_strip` and by the Command board.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from widgets import theme
from widgets.durations import clock_text
from widgets.header.clock_view import (
    ForecastView,
    MusterClockView,
    MusterDetail,
    PhaseState,
    PhaseTime,
    StripMark,
)

tr = QCoreApplication.translate


class Tone(Enum):
    """Colour of a piece of text; each has a word or sign of its own besides."""

    STRONG = theme.TEXT
    PLAIN = theme.DIM
    FAINT = theme.FAINT
    GOOD = theme.PASSED
    BAD = theme.MISSED
    WARN = theme.WARNING


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line. Rank 0 always stays; where room is short the highest rank goes first."""

    text: str
    tone: Tone = Tone.PLAIN
    rank: int = 5
    glued: bool = False
    """Belongs to the piece before it: a blank between them, no dot."""
    short: str = ""
    """The same in fewer letters, tried before anything is left out."""


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """One phase in words."""

    name: str
    """`1 MUSTER`."""
    limit: str
    """What is asked for, beside the name."""
    limit_tone: Tone
    clock: Part
    """Countdown or verdict: `06:09`, `✓ 07:36`, `✗ +01:12`, `—`."""
    count: tuple[Part, ...]
    """What is counted, with what it is of: `63`, `/100`; empty where nothing is."""
    parts: tuple[Part, ...]
    runs: bool = False

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after a running clock: 剩余 …, … left."""
        if not self.runs:
            return "", ""
        before, _, after = tr("clocks", "{0} left").partition("{0}")
        return before.strip(), after.strip()

    @property
    def clock_words(self) -> str:
        """The clock with its word."""
        before, after = self.around
        return " ".join(piece for piece in (before, self.clock.text, after) if piece)

    def full(self) -> str:
        """Everything, as one line; for tool tips and screen readers."""
        count = "".join(part.text for part in self.count)
        pieces = [f"{self.name} — {self.limit}", self.clock_words, count, *(part.text for part in self.parts)]
        return " · ".join(piece for piece in pieces if piece)


def left_text(left_ms: int) -> str:
    """Time that is left, rounded up: 00:00 is shown only once the limit has passed."""
    return clock_text(math.ceil(max(0, left_ms) / 1000) * 1000)


def over_text(over_ms: int) -> str:
    """By how much a limit was missed: tenths below ten seconds, rounded up so that a miss never reads +0."""
    if over_ms < 10_000:
        return f"+{max(1, math.ceil(over_ms / 100)) / 10:.1f} s"
    return f"+{clock_text(over_ms)}"


def seconds_text(duration_ms: int) -> str:
    """Seconds with one decimal, cut off: 600.0 s is never a rounded 600.04."""
    return f"{duration_ms // 100 / 10:.1f} s"


def phase_words(view: MusterClockView, phase: int) -> PhaseWords:
    """The words of phase 1, 2 or 3."""
    return (_muster_words, _arrive_words, _resolve_words)[phase - 1](view)


def all_phase_words(view: MusterClockView | None) -> tuple[PhaseWords, PhaseWords, PhaseWords]:
    """The words of the three phases, also while there is no muster."""
    return (
        no_muster_words()
        if view is None
        else (_muster_words(view), _arrive_words(view), _resolve_words(view))
    )


def no_muster_words() -> tuple[PhaseWords, PhaseWords, PhaseWords]:
    """The three phases while there is no muster."""
    dash = Part("—", Tone.FAINT, 0)
    waiting = (Part(tr("clocks", "not started"), Tone.FAINT, 0),)
    return (
        PhaseWords(
            tr("clocks", "1 MUSTER"),
            tr("clocks", "{0} officers in {1}").format(100, "10:00"),
            Tone.PLAIN,
            dash,
            (),
            waiting,
        ),
        PhaseWords(tr("clocks", "2 ARRIVE"), _arrive_limit("10:00"), Tone.PLAIN, dash, (), waiting),
        PhaseWords(tr("clocks", "3 RESOLVE"), _resolve_limit("10:00"), Tone.PLAIN, dash, (), waiting),
    )


def mark_words(mark: StripMark) -> str:
    """What stands beside the time since T0."""
    return {
        StripMark.NONE: "",
        StripMark.PAUSED: tr("clocks", "paused"),
        StripMark.RESOLVED: tr("clocks", "under control"),
        StripMark.STOOD_DOWN: tr("clocks", "stood down"),
        StripMark.INTERRUPTED: tr("clocks", "interrupted"),
    }[mark]


# -- the phases --------------------------------------------------------------------------------------------------------


def _muster_words(view: MusterClockView) -> PhaseWords:
    time, detail = view.phases[0], view.muster
    limit, tone = tr("clocks", "{0} officers in {1}"), Tone.PLAIN
    limit = limit.format(detail.required, clock_text(time.limit_ms))
    if detail.short:
        limit, tone = _short_words(detail), Tone.WARN
    counted = Part(str(detail.counted), _count_tone(time), 0)
    parts: list[Part] = []
    if not detail.ordered and time.state is PhaseState.RUNNING:
        parts.append(Part(tr("clocks", "no muster order yet"), Tone.WARN, 1))
    if time.state is PhaseState.RUNNING and detail.hold_left_ms >= 0:
        seconds = math.ceil(detail.hold_left_ms / 1000)
        words = tr("clocks", "strength stands, hold {0} s").format(seconds)
        short = tr("clocks", "hold {0} s").format(seconds)
        parts.append(Part(words, Tone.STRONG, 1, short=short))
    parts += _verdict_parts(time)
    if not time.reached and detail.hold_left_ms < 0 and time.state in (PhaseState.RUNNING, PhaseState.MISSED):
        parts += _forecast_parts(detail.forecast, time.limit_ms)
    parts += _sustained_parts(time, detail)
    if not detail.over:
        parts += _subtotal_parts(detail)
    return PhaseWords(
        tr("clocks", "1 MUSTER"),
        limit,
        tone,
        _clock(time),
        () if detail.over else (counted, Part(f"/{detail.required}", Tone.PLAIN, 0)),
        tuple(parts),
        time.state is PhaseState.RUNNING,
    )


def _arrive_words(view: MusterClockView) -> PhaseWords:
    time, detail = view.phases[1], view.arrive
    parts = _verdict_parts(time)
    if detail.first_on_scene_ms >= 0:
        words = tr("clocks", "first on scene {0} {1}")
        parts.append(
            Part(words.format(clock_text(detail.first_on_scene_ms), detail.first_unit).strip(), rank=2)
        )
    if detail.posts:
        filled = f"{detail.posts_filled}/{detail.posts}"
        parts.append(Part(tr("clocks", "posts {0}").format(filled), rank=1))
    if detail.handling:
        parts.append(Part(tr("clocks", "handling reported"), rank=3))
    elif time.state is PhaseState.RUNNING:
        parts.append(Part(tr("clocks", "no handling reported yet"), rank=3))
    return PhaseWords(
        tr("clocks", "2 ARRIVE"),
        _arrive_limit(clock_text(time.limit_ms)),
        Tone.PLAIN,
        _clock(time),
        (),
        tuple(parts),
        time.state is PhaseState.RUNNING,
    )


def _resolve_words(view: MusterClockView) -> PhaseWords:
    time, detail = view.phases[2], view.resolve
    parts = _verdict_parts(time)
    if time.state is PhaseState.MISSED and not time.started:
        parts.append(Part(tr("clocks", "phase 2 was never reached"), Tone.BAD, 1))
    if detail.items:
        parts.append(Part(tr("clocks", "checklist {0}").format(f"{detail.done}/{detail.items}"), rank=1))
    if detail.verified:
        parts.append(Part(tr("clocks", "declared and verified"), rank=2))
    elif detail.declared:
        parts.append(Part(tr("clocks", "declared, to be verified by somebody else"), Tone.STRONG, 2))
    elif time.state is PhaseState.RUNNING:
        parts.append(Part(tr("clocks", "not declared yet"), rank=2))
    if detail.false_declarations:
        words = tr("clocks", "false declarations {0}").format(detail.false_declarations)
        parts.append(Part(words, Tone.WARN, 3))
    return PhaseWords(
        tr("clocks", "3 RESOLVE"),
        _resolve_limit(clock_text(time.limit_ms)),
        Tone.PLAIN,
        _clock(time),
        (),
        tuple(parts),
        time.state is PhaseState.RUNNING,
    )


# -- pieces ------------------------------------------------------------------------------------------------------------


def _arrive_limit(limit: str) -> str:
    return tr("clocks", "posts filled, handling begun, in {0}").format(limit)


def _resolve_limit(limit: str) -> str:
    return tr("clocks", "under control in {0}").format(limit)


def _short_words(detail: MusterDetail) -> str:
    best = clock_text(detail.best_ms) if detail.best_ms >= 0 else tr("clocks", "unknown")
    words = tr("clocks", "not eligible: {0} of {1}, best achievable {2}")
    return words.format(detail.eligible, detail.strength, best)


def _clock(time: PhaseTime) -> Part:
    match time.state:
        case PhaseState.NOT_STARTED:
            return Part("—", Tone.FAINT, 0)
        case PhaseState.RUNNING:
            # Past the limit and not decided yet: what stood at it may still hold.
            return Part(left_text(time.left_ms), Tone.STRONG, 0)
        case PhaseState.PASSED:
            return Part(f"✓ {clock_text(time.gone_ms)}", Tone.GOOD, 0)
        case PhaseState.MISSED:
            return Part(f"✗ {over_text(-time.left_ms)}" if time.started else "✗", Tone.BAD, 0)
        case PhaseState.INTERRUPTED:
            return Part(f"■ {clock_text(time.gone_ms)}", Tone.PLAIN, 0)
        case PhaseState.STOOD_DOWN:
            return Part(f"■ {clock_text(time.gone_ms)}", Tone.PLAIN, 0)


def _verdict_parts(time: PhaseTime) -> list[Part]:
    """The verdict, and the reason for it where there is room."""
    reason = [Part(time.reason, rank=4)] if time.reason else []
    return [*_verdict(time), *reason]


def _verdict(time: PhaseTime) -> list[Part]:
    match time.state:
        case PhaseState.PASSED:
            return [Part(tr("clocks", "passed in {0}").format(seconds_text(time.gone_ms)), Tone.GOOD, 1)]
        case PhaseState.MISSED if time.reached:
            return [
                Part(tr("clocks", "missed, reached after {0}").format(clock_text(time.gone_ms)), Tone.BAD, 1)
            ]
        case PhaseState.MISSED if time.started:
            return [Part(tr("clocks", "missed, not reached"), Tone.BAD, 1)]
        case PhaseState.INTERRUPTED:
            return [Part(tr("clocks", "interrupted"), rank=1)]
        case PhaseState.STOOD_DOWN:
            return [Part(tr("clocks", "stood down"), rank=1)]
        case _:
            return []


def _count_tone(time: PhaseTime) -> Tone:
    return Tone.FAINT if time.state is PhaseState.NOT_STARTED else Tone.STRONG


def _forecast_parts(forecast: ForecastView | None, limit_ms: int) -> list[Part]:
    if forecast is None:
        return [Part(tr("clocks", "no forecast yet"), Tone.FAINT, 4)]
    if forecast.p50_ms < 0:
        words = tr("clocks", "forecast: not reached with these units")
        return [Part(words, Tone.WARN, 2, short=tr("clocks", "cannot reach"))]
    tone = Tone.WARN if forecast.late else Tone.FAINT if forecast.old else Tone.STRONG
    words = tr("clocks", "forecast {0}").format(clock_text(forecast.p50_ms))
    short = ""
    if forecast.late:
        late = clock_text(forecast.p50_ms - limit_ms)
        words = tr("clocks", "{0}, late by {1}").format(words, late)
        short = tr("clocks", "forecast +{0}").format(late)
    if forecast.old:
        words = tr("clocks", "{0}, old").format(words)
    parts = [Part(words, tone, 2, short=short)]
    if forecast.p90_ms >= 0:
        p90 = tr("clocks", "(P90 {0})").format(clock_text(forecast.p90_ms))
        if forecast.tight:
            p90 = tr("clocks", "(P90 {0}, tight)").format(clock_text(forecast.p90_ms))
        tone = Tone.FAINT if forecast.old else Tone.WARN if forecast.tight else Tone.PLAIN
        parts.append(Part(p90, tone, 3, glued=True))
    return parts


def _sustained_parts(time: PhaseTime, detail: MusterDetail) -> list[Part]:
    if not time.reached:
        return []
    if detail.sustain_failed:
        return [Part(tr("clocks", "not sustained"), Tone.BAD, 2)]
    if detail.below_ms >= 0:
        return [Part(tr("clocks", "below for {0}").format(clock_text(detail.below_ms)), Tone.WARN, 2)]
    return []


def _subtotal_parts(detail: MusterDetail) -> list[Part]:
    parts = []
    if detail.under_way:
        parts.append(Part(tr("clocks", "{0} under way").format(detail.under_way), rank=4))
    if detail.by_voice:
        parts.append(Part(tr("clocks", "{0} by voice").format(detail.by_voice), rank=6))
    if detail.auxiliary:
        parts.append(Part(tr("clocks", "auxiliaries {0} apart").format(detail.auxiliary), rank=7))
    if detail.volunteers:
        parts.append(Part(tr("clocks", "civil defence {0} apart").format(detail.volunteers), rank=7))
    return parts
