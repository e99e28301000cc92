"""Draws one line of the hub's log. Main thread only; used by `EventLogView`."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from widgets import glyphs, theme
from widgets.log.roles import LogRow
from widgets.row_list import RowDelegate
from widgets.sequence_model import ROW_ROLE


class EventLogDelegate(RowDelegate):
    """Clock, level, reference, words, actor: one line of fixed height, so that very many scroll smoothly."""

    ROW_PX = 24

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def prepare(self) -> None:
        super().prepare()
        metrics = QFontMetrics(self.mono)
        self._clock_width = metrics.horizontalAdvance("00:00:00")
        self._reference_width = metrics.horizontalAdvance("INC-20260000")

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, LogRow):
            return
        box = area.adjusted(theme.px(12), 0, -theme.px(12), 0)
        self.cell(
            painter,
            QRect(box.left(), box.top(), self._clock_width + 4, box.height()),
            row.clock,
            self.mono,
            self.dim,
        )
        left = box.left() + self._clock_width + theme.px(12)
        side = theme.px(12)
        if row.level:
            sign = glyphs.level_pixmap(row.level, side, painter.device().devicePixelRatio())
            painter.drawPixmap(left, box.top() + (box.height() - side) // 2, sign)
        left += side + theme.px(8)
        self.cell(
            painter,
            QRect(left, box.top(), self._reference_width, box.height()),
            row.reference,
            self.mono,
            self.dim,
        )
        left += self._reference_width + theme.px(10)
        actor = 0
        if row.actor and box.right() - left > theme.px(260):
            part = QRect(box.right() - theme.px(150), box.top(), theme.px(150), box.height())
            actor = self.cell(painter, part, row.actor, self.plain, self.faint, right=True) + theme.px(12)
        room = QRect(left, box.top(), max(0, box.right() - left - actor), box.height())
        self.cell(painter, room, row.words, self.bold if row.emphasis else self.plain, self.text)
