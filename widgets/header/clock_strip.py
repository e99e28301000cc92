"""The strip under the top bar where the three 10-minute clocks stand.

While no muster runs it says so calmly: a grey dash for each phase. Main thread only; used by the shell.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme

_FIRST_SHARE = 0.62
"""Width of the first cell against one phase."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ClockStrip(QWidget):
    """Four cells: the muster as a whole, then 1 muster, 2 arrive, 3 resolve."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.px(theme.STRIP_HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._cells()[0][0])
        self.setAccessibleDescription(self._cells()[0][2])

    def _cells(self) -> tuple[tuple[str, str, str], ...]:
        """Return (title, detail of the title, words beside the dash) of the four cells."""
        return (
            (self.tr("Three 10 minutes"), "", self.tr("no muster running")),
            (self.tr("1 MUSTER"), self.tr("100 officers in 10:00"), self.tr("not started")),
            (self.tr("2 ARRIVE"), self.tr("posts filled, handling begun, in 10:00"), self.tr("not started")),
            (self.tr("3 RESOLVE"), self.tr("under control in 10:00"), self.tr("not started")),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BG1))
        cells = self._cells()
        unit = self.width() / (_FIRST_SHARE + len(cells) - 1)
        left = 0.0
        for place, cell in enumerate(cells):
            width = unit * (_FIRST_SHARE if place == 0 else 1.0)
            self._paint_cell(
                painter, QRect(round(left), 0, round(width), self.height()), cell, phase=place > 0
            )
            left += width
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.LINE))

    def _paint_cell(
        self, painter: QPainter, cell: QRect, words: tuple[str, str, str], *, phase: bool
    ) -> None:
        title, detail, state = words
        left, room = cell.left() + theme.px(16), cell.width() - theme.px(28)
        font = theme.text_font(theme.SMALL_PX, bold=True)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(theme.DIM))
        text = f"{title} — {detail}" if detail else title
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, theme.px(9), room, theme.px(18)), _LEFT, text)
        row = QRect(left, theme.px(30), room, theme.px(32))
        painter.setFont(theme.mono_font(theme.BIG_CLOCK_PX, bold=True))
        painter.setPen(QColor(theme.FAINT))
        painter.drawText(row, _LEFT, "—")
        painter.setFont(theme.text_font())
        painter.setPen(QColor(theme.FAINT))
        painter.drawText(row.adjusted(theme.px(30), 0, 0, 0), _LEFT, state)
        if phase:
            bar = theme.px(5)
            painter.fillRect(cell.left(), cell.bottom() - bar, cell.width(), bar, QColor(theme.BG3))
        painter.fillRect(cell.right(), 0, 1, cell.height(), QColor(theme.LINE))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self._cells()[0][0])
            self.update()
