"""Strength as a small table: one row a tier or area, numbers in columns, everything painted. Main thread only."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import parts, theme
from widgets.command.view import StrengthRow
from widgets.parts import Translated

ROW_PX: Final = 24
NUMBER_PX: Final = 56


class StrengthTable(Translated, QWidget):
    """One line a tier or area. Columns that do not fit are left out from the right; the name and what is ready stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[StrengthRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[StrengthRow, ...]) -> None:
        """Show these, in order."""
        if rows != self._rows:
            again = len(rows) != len(self._rows)
            self._rows = rows
            if again:
                self.setFixedHeight(theme.px(ROW_PX) * (len(rows) + 1))
            self._describe()
            self.update()

    def titles(self) -> tuple[str, ...]:
        """Headings of the numbers."""
        return (self.tr("Ready"), self.tr("Bound"), self.tr("There"), self.tr("Off"), self.tr("Others"))

    def shown_columns(self) -> int:
        """How many of the numbers fit beside the names."""
        names = max((self._width(row.name) for row in self._rows), default=0)
        room = self.width() - min(names, self.width() // 2) - theme.px(8)
        return max(1, min(len(self.titles()), room // theme.px(NUMBER_PX)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(ROW_PX) * (len(self._rows) + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        columns = self.shown_columns()
        height, width = theme.px(ROW_PX), theme.px(NUMBER_PX)
        first = self.width() - columns * width
        for column, title in enumerate(self.titles()[:columns]):
            area = QRect(first + column * width, 0, width, height)
            parts.paint_text(painter, area, title, theme.text_font(theme.TINY_PX), theme.FAINT, parts.RIGHT)
        for place, row in enumerate(self._rows, 1):
            name = QRect(0, place * height, first - theme.px(6), height)
            parts.paint_text(painter, name, row.name, theme.text_font(), theme.TEXT)
            for column, number in enumerate(_numbers(row)[:columns]):
                area = QRect(first + column * width, place * height, width, height)
                colour = theme.TEXT if column == 0 else theme.DIM
                parts.paint_text(
                    painter, area, str(number) if number else "—", theme.mono_font(), colour, parts.RIGHT
                )
            painter.fillRect(0, place * height, self.width(), 1, QColor(theme.BG2))

    def _width(self, text: str) -> int:
        return QFontMetrics(theme.text_font()).horizontalAdvance(text)

    def _describe(self) -> None:
        titles = self.titles()
        lines = []
        for row in self._rows:
            numbers = (
                f"{title} {number}" for title, number in zip(titles, _numbers(row), strict=True) if number
            )
            lines.append(": ".join((row.name, ", ".join(numbers))))
        self.setAccessibleDescription("\n".join(lines))

    def retranslate(self) -> None:
        self._describe()
        self.update()


def _numbers(row: StrengthRow) -> tuple[int, ...]:
    return row.ready, row.bound, row.at_place, row.out, row.others
