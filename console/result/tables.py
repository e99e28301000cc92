"""A result as tables for spreadsheets: gates, units and curve as CSV. No Qt, any thread.

With a byte order mark, which Excel needs to read UTF-8, and no cell that a spreadsheet would take for a formula.
Durations are seconds, instants wall times of the town.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from .facts import ResultFacts
from .lines import Lines
from .words import plain

BOM: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@")
Cell = str | int | float | None


def gates_csv(facts: ResultFacts, chinese: bool) -> str:
    """A row for each gate of each muster."""
    words = TableWords(chinese)
    rows = (
        (
            muster.muster,
            words.gate_name(gate.gate),
            words.state(gate.state),
            gate.started_at,
            gate.reached_at,
            gate.took_s,
            gate.limit_s,
            gate.over_s,
            words.gate(gate, muster),
        )
        for muster in facts.musters
        for gate in muster.gates
    )
    return _written(words.gate_heads(), rows)


def units_csv(facts: ResultFacts, chinese: bool) -> str:
    """A row for each order of each muster."""
    words = TableWords(chinese)
    rows = (
        (
            muster.muster,
            unit.unit,
            words.name(unit.name),
            unit.tier,
            unit.officers,
            unit.ordered_at,
            unit.signed_s,
            unit.rolling_s,
            unit.there_s,
            unit.shown_s,
            unit.late_s,
            words.came(unit),
            words.standing(unit),
            next((words.name(post.name) for post in muster.posts if post.post == unit.post), unit.post),
        )
        for muster in facts.musters
        for unit in muster.units
    )
    return _written(words.unit_heads(), rows)


def curve_csv(facts: ResultFacts, chinese: bool) -> str:
    """A row for each change of the strength; what was required stands beside it."""
    words = TableWords(chinese)
    rows = (
        (muster.muster, at_s, _after(muster.t0_at, at_s), officers, muster.strength.required)
        for muster in facts.musters
        for at_s, officers in muster.curve
    )
    return _written(words.curve_heads(), rows)


class TableWords(Lines):
    """Headings of the columns."""

    def gate_heads(self) -> tuple[str, ...]:
        """Of the gates."""
        return (
            self.tr("muster no."),
            self.tr("gate"),
            self.tr("result"),
            self.tr("started"),
            self.tr("reached"),
            self.tr("took (s)"),
            self.tr("limit (s)"),
            self.tr("late (s)"),
            self.tr("reason"),
        )

    def unit_heads(self) -> tuple[str, ...]:
        """Of the units."""
        return (
            self.tr("muster no."),
            self.tr("Unit"),
            self.tr("team"),
            self.tr("tier"),
            self.tr("officers"),
            self.tr("ordered"),
            self.tr("signed (s)"),
            self.tr("rolling (s)"),
            self.tr("there (s)"),
            self.tr("shown (s)"),
            self.tr("late (s)"),
            self.tr("result"),
            self.tr("standing"),
            self.tr("Post"),
        )

    def curve_heads(self) -> tuple[str, ...]:
        """Of the curve."""
        return (
            self.tr("muster no."),
            self.tr("seconds after T0"),
            self.tr("at"),
            self.tr("counted"),
            self.tr("required"),
        )


def _written(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()


def _safe(cell: Cell) -> Cell:
    """Text that begins like a formula begins with an apostrophe; figures stay figures."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    text = plain(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _after(at: str | None, seconds: float) -> str:
    if at is None:
        return ""
    return (datetime.fromisoformat(at) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
