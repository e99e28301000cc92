"""The Command board: three clocks large, decisions to take, cover gaps by name, strength by tier and area.

Main thread only; used by the console as the dock of the Command perspective. It takes a `BoardView`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from widgets import parts, theme
from widgets.command.big_clocks import BigClocks
from widgets.command.line_list import LineList
from widgets.command.strength_table import StrengthTable
from widgets.command.view import BoardView
from widgets.parts import Translated

COLUMN_PX = 250
MOST_COLUMNS = 4


class CommandBoard(Translated, QWidget):
    """Clocks on top; lists and tables side by side, as many as fit."""

    incident_chosen = Signal(str)
    grid_chosen = Signal(str)
    came_to_front = Signal()
    """It can be seen from now on: what it shows may be old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self._view = BoardView()
        self._columns = 0
        self.clocks = BigClocks(self)
        self.decisions, self.gaps = LineList(self), LineList(self)
        self.tiers, self.areas = StrengthTable(self), StrengthTable(self)
        self._titles = [parts.label(self, "section-title") for _ in range(4)]
        self._nothing = [parts.label(self, "small", wraps=True) for _ in range(2)]
        self._build()
        self.retranslate()
        self.decisions.chosen.connect(self.incident_chosen)
        self.gaps.chosen.connect(self.grid_chosen)

    @property
    def view(self) -> BoardView:
        """What is shown."""
        return self._view

    def show_board(self, view: BoardView) -> None:
        """Show this; an equal view costs nothing."""
        if view == self._view:
            return
        self._view = view
        self.clocks.show_clocks(view.clocks, aged=view.aged)
        self.decisions.show_lines(view.decisions)
        self.gaps.show_lines(view.gaps)
        self.tiers.show_rows(view.tiers)
        self.areas.show_rows(view.areas)
        self._say_counts()

    def _build(self) -> None:
        scroll = QScrollArea(self)
        content = QWidget(scroll)
        self._stacks = [QVBoxLayout() for _ in range(MOST_COLUMNS)]
        for stack in self._stacks:
            stack.setSpacing(theme.px(4))
        self._row = parts.row(content, *self._stacks, margins=(12, 8, 12, 8), gap=18)
        self._blocks = []
        bodies = (
            (*self._nothing[:1], self.decisions),
            (*self._nothing[1:], self.gaps),
            (self.tiers,),
            (self.areas,),
        )
        for title, body in zip(self._titles, bodies, strict=True):
            block = QWidget(content)
            parts.column(block, title, *body, margins=(0, 0, 0, 6), gap=3)
            self._blocks.append(block)
        parts.scroll(scroll, content)
        parts.column(self, self.clocks, (scroll, 1), gap=0)
        self._place(2)

    def _place(self, columns: int) -> None:
        """Blocks side by side, as many as fit."""
        if columns == self._columns:
            return
        self._columns = columns
        for stack in self._stacks:
            while stack.count():
                stack.takeAt(0)
        for place, block in enumerate(self._blocks):
            self._stacks[place % columns].addWidget(block, 0, Qt.AlignmentFlag.AlignTop)
        for column, stack in enumerate(self._stacks):
            stack.addStretch(1)
            self._row.setStretch(column, 1 if column < columns else 0)

    def _say_counts(self) -> None:
        view = self._view
        self._titles[0].setText(self.tr("Decisions to take — {0}").format(len(view.decisions)))
        self._titles[1].setText(self.tr("Below minimum cover — {0}").format(len(view.gaps)))
        self._nothing[0].setVisible(not view.decisions)
        self._nothing[1].setVisible(not view.gaps)

    def retranslate(self) -> None:
        self._nothing[0].setText(self.tr("Nothing waits for you."))
        self._nothing[1].setText(self.tr("No grid stands below its minimum."))
        self._titles[2].setText(self.tr("Strength by tier — officers"))
        self._titles[3].setText(self.tr("Strength by area — officers"))
        self._say_counts()

    # -- Qt ------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = self.width() // theme.px(COLUMN_PX)
        self._place(next((columns for columns in (4, 2) if fitting >= columns), 1))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_to_front.emit()
