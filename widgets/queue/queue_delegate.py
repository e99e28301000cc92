"""Draws one row of the queue: level, title, clock, place, state and the thin bar of its limit.

Everything that costs (fonts, metrics, colours, words, signs) is prepared once, not per row. Main thread only;
used by `QueueView`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from widgets import glyphs, theme, words
from widgets.durations import clock_text, elapsed_text
from widgets.queue.roles import QueueRow
from widgets.sequence_model import ROW_ROLE

NEAR_FRACTION = 0.8
"""Share of a limit from which its bar is amber."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QueueDelegate(QStyledItemDelegate):
    """Paints rows of `QueueRow`; knows the hub's time and the phase of blinking."""

    ROW_PX = 66

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now_ms = 0
        self.square_filled = True
        self.painted_unacknowledged = False
        """Set when a row that blinks was painted; the view starts its timer from it."""
        self.prepare()

    def prepare(self) -> None:
        """Prepare fonts and words again, after a change of scale or language."""
        self._title_font = theme.text_font(bold=True)
        self._note_font = theme.text_font()
        self._place_font = theme.text_font(theme.SMALL_PX)
        self._state_font = theme.text_font(theme.TINY_PX)
        self._clock_font = theme.mono_font(bold=True)
        self._title_metrics = QFontMetrics(self._title_font)
        self._note_metrics = QFontMetrics(self._note_font)
        self._place_metrics = QFontMetrics(self._place_font)
        self._state_metrics = QFontMetrics(self._state_font)
        self._clock_metrics = QFontMetrics(self._clock_font)
        capitals = not words.is_chinese()
        self._words = {
            code: word.upper() if capitals else word for code, word in words.incident_state_words().items()
        }
        self._overdue = self.tr("OVERDUE %1")
        self._late = self.tr("FORECAST LATE")
        self._height = theme.px(self.ROW_PX)
        self._text = QColor(theme.TEXT)
        self._dim = QColor(theme.DIM)
        self._rule = QColor(theme.BG2)
        self._track = QColor(theme.BG3)
        self._selected = QColor(theme.SELECTED)
        self._hovered = QColor("#182028")
        self._accent = QColor(theme.ACCENT)
        self._missed = QColor(theme.MISSED)
        self._warning = QColor(theme.WARNING)
        self._bar = QColor(theme.BAR)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(200), self._height)

    def level_rect(self, row_rect: QRect) -> QRect:
        """Return where the level's square is, for repainting it alone when it blinks."""
        side = theme.px(22)
        return QRect(row_rect.left() + theme.px(12), row_rect.top() + theme.px(11), side, side)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, QueueRow):
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, area, state)
        blinking = row.unacknowledged
        self.painted_unacknowledged = self.painted_unacknowledged or blinking
        square = self.level_rect(area)
        ratio = painter.device().devicePixelRatio()
        sign = glyphs.level_pixmap(
            row.level, square.width(), ratio, filled=self.square_filled or not blinking
        )
        painter.drawPixmap(square.topLeft(), sign)
        left, right = area.left() + theme.px(44), area.right() - theme.px(11)
        self._paint_first_line(painter, row, left, right, area.top() + theme.px(8))
        self._paint_second_line(painter, row, left, right, area.top() + theme.px(30))
        self._paint_limit(painter, row, left, right, area.top() + theme.px(56))

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._selected)
            painter.fillRect(area.left(), area.top(), theme.px(3), area.height(), self._accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._hovered)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, self._rule)

    def _paint_first_line(self, painter: QPainter, row: QueueRow, left: int, right: int, top: int) -> None:
        height = theme.px(20)
        ended_ms = self.now_ms if row.ended_ms is None else row.ended_ms
        clock = elapsed_text(ended_ms - row.opened_ms)
        clock_width = self._clock_metrics.horizontalAdvance(clock)
        painter.setFont(self._clock_font)
        painter.setPen(self._text if row.ended_ms is None else self._dim)
        painter.drawText(QRect(right - clock_width, top, clock_width + 1, height), _LEFT, clock)
        room = right - clock_width - theme.px(10) - left
        count = f"×{row.count}" if row.count > 1 else ""
        count_width = self._title_metrics.horizontalAdvance(count) + theme.px(6) if count else 0
        title = self._title_metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room - count_width)
        title_width = self._title_metrics.horizontalAdvance(title)
        painter.setFont(self._title_font)
        painter.setPen(self._text)
        painter.drawText(QRect(left, top, room, height), _LEFT, title)
        if count:
            painter.setPen(self._accent)
            at = left + title_width + theme.px(6)
            painter.drawText(QRect(at, top, count_width, height), _LEFT, count)
        left += title_width + count_width + theme.px(8)
        room -= title_width + count_width + theme.px(8)
        if row.note and room > theme.px(24):
            painter.setFont(self._note_font)
            painter.setPen(self._dim)
            note = self._note_metrics.elidedText(row.note, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, top, room, height), _LEFT, note)

    def _paint_second_line(self, painter: QPainter, row: QueueRow, left: int, right: int, top: int) -> None:
        height = theme.px(18)
        word = words.state_word(self._words, row.state)
        width = self._state_metrics.horizontalAdvance(word)
        painter.setFont(self._state_font)
        painter.setPen(self._text)
        painter.drawText(QRect(right - width, top, width + 1, height), _LEFT, word)
        right -= width + theme.px(8)
        warning, colour = self._limit_word(row)
        if warning:
            width = self._state_metrics.horizontalAdvance(warning)
            painter.setPen(colour)
            painter.drawText(QRect(right - width, top, width + 1, height), _LEFT, warning)
            right -= width + theme.px(8)
        place = f"{row.place} · {row.grid}" if row.place and row.grid else row.place or row.grid
        if row.about:
            place = f"↔ {row.about} · {place}"
        painter.setFont(self._place_font)
        painter.setPen(self._dim)
        place = self._place_metrics.elidedText(place, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, top, right - left, height), _LEFT, place)

    def _limit_word(self, row: QueueRow) -> tuple[str, QColor]:
        if row.due_ms is None or row.ended_ms is not None:
            return "", self._dim
        if self.now_ms > row.due_ms:
            return self._overdue.replace("%1", clock_text(self.now_ms - row.due_ms)), self._missed
        if row.forecast_ms is not None and row.forecast_ms > row.due_ms:
            return self._late, self._warning
        return "", self._dim

    def _paint_limit(self, painter: QPainter, row: QueueRow, left: int, right: int, top: int) -> None:
        if row.due_ms is None:
            return
        start = row.opened_ms if row.step_ms is None else row.step_ms
        end = self.now_ms if row.ended_ms is None else row.ended_ms
        done = min(1.0, max(0.0, (end - start) / max(1, row.due_ms - start)))
        height, width = max(2, theme.px(2)), right - left + 1
        colour = self._bar
        if end > row.due_ms:
            colour = self._missed
        elif row.ended_ms is None and (
            done >= NEAR_FRACTION or (row.forecast_ms is not None and row.forecast_ms > row.due_ms)
        ):
            colour = self._warning
        painter.fillRect(left, top, width, height, self._track)
        painter.fillRect(left, top, round(width * done), height, colour)
