"""The plan card (预案) in words: tasks, posts, gear, channel, contacts, checklist.

Main thread only; used by `MusterBlock`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from widgets import parts
from widgets.muster.view import CardView
from widgets.section import Section


class CardSection(Section):
    """Grey headings in a narrow column, lines beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = CardView()
        self._inside: QWidget | None = None
        self._fault = parts.label(self, "warning", wraps=True, plain=True)
        self.body.addWidget(self._fault)

    def show_card(self, view: CardView) -> None:
        """Show this card."""
        if view == self._view and self._inside is not None:
            return
        self._view = view
        self.title.setText(view.title or self.tr("Plan card"))
        self._fault.setText(view.fault)
        self._fault.setVisible(bool(view.fault))
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = self._filled(view)
        self.body.addWidget(self._inside)

    def retranslate(self) -> None:
        self.title.setText(self._view.title or self.tr("Plan card"))

    def _filled(self, view: CardView) -> QWidget:
        inside = QWidget(self)
        grid = parts.pairs(inside, 64, down=6)
        for row, block in enumerate(view.blocks):
            name, lines = parts.label(inside, "dim"), parts.label(inside, wraps=True, plain=True, copied=True)
            name.setText(block.title)
            lines.setText("\n".join(block.lines))
            lines.setAccessibleName(f"{block.title}: {lines.text()}")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(lines, row, 1)
        return inside
