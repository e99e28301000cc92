"""The lanes, painted: ticks where few events are, density where many, bands for the phases of musters.

The wheel zooms at the pointer, with Shift it moves; a press or a drag seeks at once, a double click shows everything.
Painted from arrays in time that depends on its width and not on how much happened. Main thread only; used by
`TimeLinePanel`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygon,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets import parts, theme
from widgets.timeline.view import Lane, Line, Times

NAMES_PX: Final = 76
BANDS_PX: Final = 20
LANE_PX: Final = 21
LEAST_LANE_PX: Final = 13
AXIS_PX: Final = 20
EDGE_PX: Final = 14
"""Free ground right of the last moment."""
LEAST_SPAN_MS: Final = 2_000
ZOOM: Final = 1.25
"""Per notch of the wheel."""
NEAR_PX: Final = 4
TICK_GAP_PX: Final = 96
STEPS_MS: Final = tuple(
    seconds * 1000
    for seconds in (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400, 172800, 604800)
)
PHASE_COLOURS: Final = (theme.ACCENT, theme.PASSED, theme.REPLAY)
FULL_EVENTS: Final = 8
"""So many events in one column are painted as strongly as can be."""


class TimeLine(QWidget):
    """Takes a `Line` and where one stands; says where one wants to go."""

    sought = Signal(object)
    """Milliseconds (int), again and again while it is dragged."""
    pointed = Signal(str, object, object)
    """Lane and the span in milliseconds (int, int) about which words are wanted; answered by `say`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._line = Line()
        self._now_ms = 0
        self._shown = (0, 1)
        """The span that can be seen, milliseconds."""
        self._whole = True
        self._dragged = False
        self._pointed_at = QPoint()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(900), theme.px(BANDS_PX + 5 * LANE_PX + AXIS_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(BANDS_PX + 5 * LEAST_LANE_PX + AXIS_PX))

    # -- what is shown -------------------------------------------------------------------------------------------------

    def show_line(self, line: Line) -> None:
        """Show this; how far one has zoomed in stays, as long as the line has that span."""
        self._line = line
        if self._whole:
            self._shown = (line.first_ms, max(line.last_ms, line.first_ms + LEAST_SPAN_MS))
        self.update()

    def show_now(self, now_ms: int, *, follow: bool = False) -> None:
        """Where one stands; `follow` turns to where that is, once it has left what can be seen."""
        if now_ms == self._now_ms:
            return
        self._now_ms = now_ms
        from_ms, to_ms = self._shown
        if follow and not from_ms <= now_ms <= to_ms:
            self._show_span(now_ms - (to_ms - from_ms) // 8, to_ms - from_ms)
        self.update()

    def show_all(self) -> None:
        """Zoom out to the whole journal."""
        self._whole = True
        self.show_line(self._line)

    @property
    def shown(self) -> tuple[int, int]:
        """The span that can be seen, milliseconds."""
        return self._shown

    def zoom(self, factor: float, at_ms: int) -> None:
        """Show `factor` times as long a span; what is at `at_ms` stays where it is."""
        from_ms, to_ms = self._shown
        length = round((to_ms - from_ms) * factor)
        before = (at_ms - from_ms) / max(1, to_ms - from_ms)
        self._show_span(round(at_ms - before * length), length)

    def _show_span(self, from_ms: int, length_ms: int) -> None:
        first, last = self._line.first_ms, max(self._line.last_ms, self._line.first_ms + LEAST_SPAN_MS)
        length = min(max(length_ms, LEAST_SPAN_MS), last - first)
        begin = min(max(from_ms, first), last - length)
        self._shown, self._whole = (begin, begin + length), length == last - first
        self.update()

    def say(self, words: str) -> None:
        """What is under the pointer, as far as that is still there."""
        if self.underMouse():
            QToolTip.showText(self.mapToGlobal(self._pointed_at), words, self)

    # -- places --------------------------------------------------------------------------------------------------------

    @property
    def _ground(self) -> QRect:
        """Where time runs from left to right."""
        left = theme.px(NAMES_PX)
        return QRect(left, 0, max(1, self.width() - left - theme.px(EDGE_PX)), self.height())

    def x_of(self, t_ms: int) -> int:
        """Where a time is."""
        ground, (from_ms, to_ms) = self._ground, self._shown
        return ground.left() + round((t_ms - from_ms) / max(1, to_ms - from_ms) * ground.width())

    def t_of(self, x: int) -> int:
        """Which time is there; never outside the journal."""
        ground, (from_ms, to_ms) = self._ground, self._shown
        t_ms = from_ms + round((x - ground.left()) / ground.width() * (to_ms - from_ms))
        return min(max(t_ms, self._line.first_ms), max(self._line.last_ms, self._line.first_ms))

    def lane_rect(self, place: int) -> QRect:
        """The row of a lane."""
        top, bottom = theme.px(BANDS_PX), self.height() - theme.px(AXIS_PX)
        count = max(1, len(self._line.lanes))
        height = min(theme.px(LANE_PX), (bottom - top) // count)
        return QRect(0, top + place * height, self.width(), height)

    # -- the hand ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged = True
            self._seek(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._seek(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120 or event.angleDelta().x() / 120
        from_ms, to_ms = self._shown
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._show_span(round(from_ms - notches * (to_ms - from_ms) / 8), to_ms - from_ms)
        else:
            self.zoom(ZOOM**-notches, self.t_of(round(event.position().x())))
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._pointed_at = event.pos()
            lane = self._lane_at(event.pos())
            if lane is not None:
                near = theme.px(NEAR_PX)
                self.pointed.emit(lane.key, self.t_of(event.x() - near), self.t_of(event.x() + near))
            return True
        return super().event(event)

    def _seek(self, at: QPointF) -> None:
        self.sought.emit(self.t_of(round(at.x())))

    def _lane_at(self, at: QPoint) -> Lane | None:
        for place, lane in enumerate(self._line.lanes):
            if self.lane_rect(place).contains(at) and at.x() >= self._ground.left():
                return lane
        return None

    # -- painting ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BG1))
        if self._line.last_ms > self._line.first_ms:
            painter.save()
            painter.setClipRect(self._ground.adjusted(-1, 0, 1, 0))
            self._paint_loop(painter)
            self._paint_bands(painter)
            painter.restore()
            for place, lane in enumerate(self._line.lanes):
                self._paint_lane(painter, self.lane_rect(place), lane)
            self._paint_axis(painter)
            self._paint_now(painter)
        painter.end()

    def _paint_loop(self, painter: QPainter) -> None:
        from_ms, to_ms = self._line.looped
        if from_ms < to_ms:
            left, right = self.x_of(from_ms), self.x_of(to_ms)
            painter.fillRect(QRect(left, 0, right - left, self.height()), _faint(theme.EXERCISE, 40))
            painter.setPen(QColor(theme.EXERCISE))
            for x in (left, right):
                painter.drawLine(x, 0, x, self.height())

    def _paint_bands(self, painter: QPainter) -> None:
        bottom = self.height() - theme.px(AXIS_PX)
        font, room = theme.text_font(theme.TINY_PX), theme.px(6)
        free_from = -1
        for band in self._line.bands:
            left, right = self.x_of(band.from_ms), max(self.x_of(band.to_ms), self.x_of(band.from_ms) + 1)
            colour = theme.MISSED if band.passed == 0 else PHASE_COLOURS[band.phase - 1]
            painter.fillRect(QRect(left, 0, right - left, bottom), _faint(colour, 28))
            painter.fillRect(QRect(left, 0, right - left, theme.px(2)), QColor(colour))
            begin = max(left + room, free_from, self._ground.left() + room)
            area = QRect(begin, theme.px(2), right - begin, theme.px(BANDS_PX - 2))
            if area.width() > theme.px(24):
                free_from = begin + parts.paint_text(painter, area, band.words, font, colour) + room

    def _paint_lane(self, painter: QPainter, row: QRect, lane: Lane) -> None:
        dim = bool(self._line.only) and self._line.only != lane.key
        name = QRect(theme.px(14), row.top(), theme.px(NAMES_PX - 18), row.height())
        font = theme.text_font(theme.TINY_PX)
        parts.paint_text(painter, name, lane.name, font, theme.FAINT if dim else theme.DIM)
        painter.fillRect(self._ground.left(), row.bottom(), self._ground.width(), 1, QColor(theme.BG3))
        self._paint_ticks(painter, row, lane.times, theme.FAINT if dim else theme.TEXT, dim=dim)
        self._paint_ticks(painter, row, lane.strong, theme.WARNING, dim=dim)

    def _paint_ticks(self, painter: QPainter, row: QRect, times: Times, colour: str, *, dim: bool) -> None:
        """One tick for each column of pixels in which something is, the stronger the more it is."""
        ground, (from_ms, to_ms) = self._ground, self._shown
        if not len(times):
            return
        edges = np.linspace(from_ms, to_ms, ground.width() // 2 + 1)
        counts = np.diff(np.searchsorted(times, edges))
        top, height = row.top() + theme.px(3), row.height() - theme.px(7)
        for column in np.flatnonzero(counts):
            share = min(1.0, float(counts[column]) / FULL_EVENTS)
            tint = _faint(colour, 70 if dim else round(120 + 135 * share))
            painter.fillRect(ground.left() + 2 * int(column), top, 2, height, tint)

    def _paint_axis(self, painter: QPainter) -> None:
        ground, (from_ms, to_ms) = self._ground, self._shown
        fitting = max(1, ground.width() // theme.px(TICK_GAP_PX))
        step = next((one for one in STEPS_MS if (to_ms - from_ms) / one <= fitting), STEPS_MS[-1])
        top = self.height() - theme.px(AXIS_PX)
        font = theme.mono_font(theme.TINY_PX)
        painter.fillRect(ground.left(), top, ground.width(), 1, QColor(theme.LINE))
        for t_ms in range(-(-from_ms // step) * step, to_ms + 1, step):
            x = self.x_of(t_ms)
            painter.fillRect(x, top, 1, theme.px(4), QColor(theme.FAINT))
            words = self._line.clock_of(t_ms)
            words = words if step < 60_000 else words[:5]
            area = QRect(x + theme.px(4), top, theme.px(TICK_GAP_PX), theme.px(AXIS_PX))
            if area.left() + theme.px(36) < ground.right():
                parts.paint_text(painter, area, words, font, theme.FAINT)

    def _paint_now(self, painter: QPainter) -> None:
        x = self.x_of(self._now_ms)
        if not self._ground.left() - 1 <= x <= self._ground.right() + 1:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.TEXT), max(1, theme.px(2))))
        painter.drawLine(x, 0, x, self.height() - theme.px(AXIS_PX))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.TEXT))
        half = theme.px(6)
        painter.drawPolygon(
            QPolygon([QPoint(x - half, 0), QPoint(x + half, 0), QPoint(x, half + theme.px(3))])
        )


def _faint(colour: str, alpha: int) -> QColor:
    made = QColor(colour)
    made.setAlpha(min(255, alpha))
    return made
