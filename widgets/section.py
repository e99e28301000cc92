"""A titled block of the incident panel, and a grid of name–value lines. Main thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from widgets import parts
from widgets.parts import Translated


class Section(Translated, QFrame):
    """A block with a small grey title over its content; it says its words again in another language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "section")
        self.title = parts.label(self, "section-title", wraps=True)
        self.body = parts.column(self, self.title, margins=(14, 10, 14, 10), gap=6)


class FactGrid(QWidget):
    """Grey names in a narrow column, values beside them; values can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = parts.pairs(self, 80, down=4)
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these (name, value) lines; lines without a value are left out."""
        shown = [(name, value) for name, value in facts if value]
        while len(self._labels) < len(shown):
            row = len(self._labels)
            name, value = parts.label(self, "dim"), parts.label(self, wraps=True, plain=True, copied=True)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._labels.append((name, value))
        for row, (name, value) in enumerate(self._labels):
            visible = row < len(shown)
            name.setVisible(visible)
            value.setVisible(visible)
            if visible:
                name.setText(shown[row][0])
                value.setText(shown[row][1])
                value.setAccessibleName(f"{shown[row][0]}: {shown[row][1]}")
