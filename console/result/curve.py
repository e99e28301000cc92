"""The curve of a result as SVG: counted officers against the required, as planned, with T0…T3 and the limits. Pure.

Seconds after T0 from left to right, officers upwards; drawn for paper, in words of the page's language.
"""

from __future__ import annotations

from html import escape
from typing import Final

from .facts import MusterFacts
from .sentences import Sentences
from .terms import clock_of, seconds_between, took

WIDTH: Final = 720
HEIGHT: Final = 152
LEFT, RIGHT, TOP, BOTTOM = 30, 10, 26, 26
LETTER_PX: Final = 5.2
"""Width of a bold letter of a label, generously."""
_MOST_TICKS: Final = 16
_STEPS_MIN: Final = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)


def curve_svg(muster: MusterFacts, words: Sentences) -> str:
    """The drawing; a muster that never began has a line at nought."""
    plot = _Plot(muster)
    required = muster.strength.required
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(words.tr('Counted officers against the required'))}</title>",
        *plot.frame(words),
        plot.planned(),
        f'<path d="{plot.area(muster.curve)}" fill="#0f6f7a" fill-opacity=".12"/>',
        f'<path d="{plot.stairs(muster.curve, 0)}" fill="none" stroke="#0f6f7a" stroke-width="1.8"/>',
        plot.level(required, f"{words.tr('required')} {required}"),
        *plot.limits(words),
        *plot.turns(),
        *plot.legend(words),
        "</svg>",
    ]
    return "".join(parts)


def placed(turns: list[tuple[str, float, str]]) -> list[tuple[str, float, str]]:
    """Labels of turns (name, x, clock time) that do not run into each other: text, x and anchor of each.

    Left of its line, else right of it, else without the time, which stands at the gate as well, else not at all.
    """
    taken: list[tuple[float, float]] = []
    found = []
    for name, x, when in turns:
        whole = f"{name} {when}"
        tries = [(said, anchor) for said in (whole, name) for anchor in ("end", "start")]
        for said, anchor in tries:
            width = len(said) * LETTER_PX
            left = x - 2 - width if anchor == "end" else x + 2
            free = all(left + width <= begin or left >= end for begin, end in taken)
            if free and left >= 0 and left + width <= WIDTH:
                taken.append((left, left + width))
                found.append((said, x - 2 if anchor == "end" else x + 2, anchor))
                break
    return found


class _Plot:
    """Where things lie."""

    def __init__(self, muster: MusterFacts) -> None:
        self._muster = muster
        self._t0 = muster.t0_at
        self._turns = [
            (f"T{number}", self._since(at), at)
            for number, at in enumerate((muster.t0_at, muster.t1_at, muster.t2_at, muster.t3_at))
            if at
        ]
        self._limits = [
            (gate, self._since(gate.started_at) + gate.limit_s)
            for gate in muster.gates
            if gate.limit_s is not None and gate.started_at
        ]
        ends = [self._since(muster.ended_at)] if muster.ended_at else []
        last = muster.curve[-1][0] if muster.curve else 0.0
        self._to_s = max(
            [600.0, *(at for _, at, _ in self._turns), *(at for _, at in self._limits), *ends[:1]]
        )
        self._to_s = max(self._to_s, min(last, self._to_s * 1.2)) * 1.01
        heights = [officers for _, officers in (*muster.curve, *muster.planned_curve)]
        self._most = max([10, muster.strength.required, *heights]) * 1.08

    def _since(self, at: str | None) -> float:
        return seconds_between(self._t0, at) or 0.0

    def x(self, at_s: float) -> float:
        share = min(1.0, max(0.0, at_s / self._to_s))
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, officers: float) -> float:
        return round(HEIGHT - BOTTOM - officers / self._most * (HEIGHT - TOP - BOTTOM), 1)

    def stairs(self, points: tuple[tuple[float, int], ...], begin: int) -> str:
        """A step line from T0 to the end of the drawing."""
        path = [f"M{self.x(0)} {self.y(begin)}"]
        for at_s, officers in points:
            if at_s <= self._to_s:
                path.append(f"H{self.x(at_s)}V{self.y(officers)}")
        return "".join(path) + (f"H{self.x(self._to_s)}" if points else "")

    def planned(self) -> str:
        """As the shown times promised, where they were shown for most."""
        points = self._muster.planned_curve
        if not points or points[-1][1] * 2 < self._muster.strength.planned:
            return ""
        return f'<path d="{self.stairs(points, 0)}" fill="none" stroke="#8b9aa7" stroke-dasharray="2 2"/>'

    def area(self, points: tuple[tuple[float, int], ...]) -> str:
        """The same, closed at nought."""
        return f"{self.stairs(points, 0)}V{self.y(0)}H{self.x(0)}Z"

    def frame(self, words: Sentences) -> list[str]:
        """The base line, minutes below it, officers at its left."""
        base = self.y(0)
        parts = [f'<path d="M{LEFT} {base}H{WIDTH - RIGHT}" stroke="#16202a" stroke-width=".8"/>']
        whole = self._to_s / 60
        step = next((one for one in _STEPS_MIN if whole / one <= _MOST_TICKS), _STEPS_MIN[-1])
        for minute in range(0, int(whole) + 1, step):
            at = self.x(minute * 60)
            parts.append(f'<path d="M{at} {base}v3" stroke="#16202a" stroke-width=".6"/>')
            parts.append(f'<text x="{at}" y="{base + 11}" text-anchor="middle">{minute}</text>')
        parts.append(
            f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 3}" text-anchor="end">{escape(words.tr("min"))}</text>'
        )
        for officers in (0, self._muster.strength.required):
            parts.append(
                f'<text x="{LEFT - 4}" y="{self.y(officers) + 2.5}" text-anchor="end">{officers}</text>'
            )
        return parts

    def level(self, officers: int, said: str) -> str:
        """The strength that is required."""
        at = self.y(officers)
        return (
            f'<path d="M{LEFT} {at}H{WIDTH - RIGHT}" stroke="#16202a" stroke-width=".8" stroke-dasharray="6 3"/>'
            f'<text x="{LEFT + 3}" y="{at - 2.5}">{escape(said)}</text>'
        )

    def limits(self, words: Sentences) -> list[str]:
        """Where each phase's limit lay."""
        parts = []
        for gate, at_s in self._limits:
            at, near = self.x(at_s), self.x(at_s) > WIDTH * 0.86
            anchor, aside = ("end", -2) if near else ("start", 2)
            paint = 'stroke="#b3261e" stroke-width=".7" stroke-dasharray="1 2.5"'
            said = f"{words.gate_name(gate.gate)} ≤ {took(gate.limit_s)}"
            parts.append(
                f'<path d="M{at} {TOP - 4}V{self.y(0)}" {paint}/>'
                f'<text x="{at + aside}" y="{TOP - 5}" text-anchor="{anchor}" style="fill:#b3261e">'
                f"{escape(said)}</text>"
            )
        return parts

    def turns(self) -> list[str]:
        """T0 to T3 with their clock times, as far as there is room."""
        labels = placed([(name, self.x(at_s), clock_of(when)) for name, at_s, when in self._turns])
        lines = [
            f'<path d="M{self.x(at_s)} {TOP - 14}V{self.y(0)}" stroke="#16202a" stroke-width=".9"/>'
            for _, at_s, _ in self._turns
        ]
        return lines + [
            f'<text x="{at}" y="{TOP - 16}" text-anchor="{anchor}" style="fill:#16202a;font-weight:700">'
            f"{said}</text>"
            for said, at, anchor in labels
        ]

    def legend(self, words: Sentences) -> list[str]:
        """Which line is which, below the minutes."""
        counted, planned = escape(words.tr("counted")), escape(words.tr("as planned"))
        drawn = f'<tspan dx="14" style="fill:#55636f">┅ {planned}</tspan>' if self.planned() else ""
        return [
            f'<text x="{LEFT}" y="{HEIGHT - 3}"><tspan style="fill:#0f6f7a">▬ {counted}</tspan>{drawn}</text>'
        ]
