"""What the Command board shows, as plain frozen values in the language of the screen. No Qt, any thread.

Made by `console.panels.board.builder`; the clocks are those of the strip.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from widgets.header.clock_view import MusterClockView


@dataclass(frozen=True, slots=True)
class StrengthRow:
    """Officers of one tier or of one area: sworn ready, bound by an order, at rally point or scene, and not on duty."""

    name: str
    ready: int = 0
    bound: int = 0
    at_place: int = 0
    out: int = 0
    others: int = 0
    """Auxiliaries and volunteers who are ready; never part of the others."""


class LineTone(StrEnum):
    """How grave a line is; amber always has its word."""

    PLAIN = "plain"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line of a list: a gap of cover, or a decision to take. `target` is what a click leads to."""

    key: str
    words: str
    tail: str = ""
    """At the right: the key that does it, or a number."""
    tone: LineTone = LineTone.PLAIN
    target: str = ""


@dataclass(frozen=True, slots=True)
class BoardView:
    """The whole board."""

    clocks: MusterClockView | None = None
    aged: bool = False
    tiers: tuple[StrengthRow, ...] = ()
    areas: tuple[StrengthRow, ...] = ()
    gaps: tuple[BoardLine, ...] = ()
    decisions: tuple[BoardLine, ...] = ()
