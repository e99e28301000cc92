"""What the result of a muster shows, as plain frozen values in the language of the screen. No Qt, any thread.

Durations in milliseconds, −1 = not known or never. Made by `console.panels.result.builder`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from widgets.header.clock_view import PhaseState


class FactTone(StrEnum):
    """How a measure is written, by the part of the style sheet; only what is wrong has a colour."""

    PLAIN = ""
    WARN = "warning"
    BAD = "fault"
    FAINT = "faint"
    """Not known here."""


class ExportFormat(StrEnum):
    """Files that a result can be saved as."""

    JSON = "json"
    CSV = "csv"
    HTML = "html"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class GateRow:
    """One of the four gates. The cover gate has no time of its own."""

    name: str
    state: PhaseState
    took_ms: int = -1
    limit_ms: int = -1
    left_ms: int = -1
    """Only while it runs."""
    note: str = ""
    """More in words: not eligible, how many gaps have no reason."""
    reason: str = ""
    """When and why it was decided, as a sentence; or what is wanting."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A measure beside the gates; never blended with them. `hint` explains it."""

    name: str
    value: str
    tone: FactTone = FactTone.PLAIN
    hint: str = ""


@dataclass(frozen=True, slots=True)
class UnitResultRow:
    """One order's part. Durations from the order on."""

    order_id: str
    unit_id: str
    tier: int
    officers: int
    counted: bool
    standing: str
    """Counted, by voice, or why not; in words."""
    acknowledged_ms: int = -1
    enroute_ms: int = -1
    arrived_ms: int = -1
    eta_ms: int = -1


@dataclass(frozen=True, slots=True)
class GapRow:
    """A grid that fell below its minimum cover. `opened` since T0."""

    grid: str
    opened: str
    lasted: str
    reason: str
    excused: bool


@dataclass(frozen=True, slots=True)
class ResultView:
    """One muster's result. `mark` is the word of a kind that is not live; every copy and export carries it."""

    incident_id: str
    title: str
    state: str
    basis: str
    """What it rests on: the live picture, or the judged journal."""
    judged: bool
    mark: str = ""
    gates: tuple[GateRow, ...] = ()
    closing: str = ""
    """What it comes to, in a sentence; empty while it is not judged."""
    facts: tuple[Fact, ...] = ()
    units: tuple[UnitResultRow, ...] = ()
    gaps: tuple[GapRow, ...] = ()
    warnings: tuple[str, ...] = ()
    """What makes the result doubtful or unranked."""
