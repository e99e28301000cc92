"""Measures as name and value, in as many columns as fit. Main thread only; used by `ResultPanel`."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from widgets import parts, theme
from widgets.result.view import Fact

COLUMN_PX: Final = 330


class FactColumns(QWidget):
    """One to three columns of names and values. Values can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._columns = 1
        self._cells: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(3))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is shown."""
        return self._facts

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these, column by column."""
        if facts == self._facts:
            return
        again = len(facts) != len(self._facts)
        self._facts = facts
        while len(self._cells) < len(facts):
            self._cells.append(self._make_cell())
        if again:
            self._place()
        for place, (name, value) in enumerate(self._cells):
            shown = place < len(facts)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                self._fill(facts[place], name, value)

    def _make_cell(self) -> tuple[QLabel, QLabel]:
        return parts.label(self, "dim"), parts.label(self, wraps=True, plain=True, copied=True)

    def _fill(self, fact: Fact, name: QLabel, value: QLabel) -> None:
        name.setText(fact.name)
        name.setToolTip(fact.hint)
        value.setText(fact.value)
        value.setToolTip(fact.hint)
        value.setAccessibleName(f"{fact.name}: {fact.value}")
        parts.set_part(value, fact.tone.value)

    def _place(self) -> None:
        count = len(self._facts)
        rows = -(-count // self._columns) if count else 1
        for place in range(count):
            column, row = divmod(place, rows)
            for offset, label in enumerate(self._cells[place]):
                self._grid.addWidget(label, row, column * 2 + offset, Qt.AlignmentFlag.AlignTop)
        for column in range(6):
            self._grid.setColumnStretch(column, 1 if column % 2 and column < self._columns * 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(1, min(3, self.width() // theme.px(COLUMN_PX)))
        if columns != self._columns:
            self._columns = columns
            self._place()
