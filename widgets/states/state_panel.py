"""A panel that stands where content would: empty, loading, disconnected, refused, stale or failed.

Main thread only. Used by every view that can be without content; the console uses it for whole docks.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from widgets import parts, theme
from widgets.states.view import StateKind, StateView

_TURN_MS = 60


class StateSign(QWidget):
    """The drawn sign of a state: quiet, grey; amber or red only where something is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = StateKind.EMPTY
        self._progress: float | None = None
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MS)
        self._timer.timeout.connect(self._on_turned)

    def show_state(self, kind: StateKind, progress: float | None) -> None:
        """Draw this state from now on; `progress` is 0–1, None when nobody knows."""
        self._kind = kind
        self._progress = progress
        self._run_or_rest()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(40))

    def _run_or_rest(self) -> None:
        if self._kind is StateKind.LOADING and self._progress is None and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _on_turned(self) -> None:
        self._turn = (self._turn + 12) % 360
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_or_rest()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        painter.translate(self.width() / 2, self.height() / 2)
        radius = side * 0.36
        pen = QPen(QColor(_TONES[self._kind]), max(1.6, side / 22))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        ring = QRectF(-radius, -radius, radius * 2, radius * 2)
        match self._kind:
            case StateKind.EMPTY:
                pen.setDashPattern([0.1, 2.2])
                painter.setPen(pen)
                painter.drawEllipse(ring)
            case StateKind.LOADING:
                self._paint_loading(painter, ring, pen)
            case StateKind.DISCONNECTED:
                painter.drawArc(ring, 100 * 16, 160 * 16)
                painter.drawArc(ring, -80 * 16, 160 * 16)
                painter.drawLine(QPointF(-radius, radius), QPointF(radius, -radius))
            case StateKind.STALE:
                painter.drawEllipse(ring)
                painter.drawPolyline(
                    [QPointF(0, -radius * 0.55), QPointF(0, 0), QPointF(radius * 0.4, radius * 0.2)]
                )
            case StateKind.REFUSED:
                painter.drawEllipse(ring)
                painter.drawLine(QPointF(-radius * 0.5, 0), QPointF(radius * 0.5, 0))
            case StateKind.FAILED:
                top, left, right = (
                    QPointF(0, -radius),
                    QPointF(-radius, radius * 0.8),
                    QPointF(radius, radius * 0.8),
                )
                painter.drawPolygon([top, right, left])
                painter.drawLine(QPointF(0, -radius * 0.3), QPointF(0, radius * 0.2))
                painter.drawPoint(QPointF(0, radius * 0.5))

    def _paint_loading(self, painter: QPainter, ring: QRectF, pen: QPen) -> None:
        painter.setPen(QPen(QColor(theme.BG3), pen.widthF()))
        painter.drawEllipse(ring)
        pen.setColor(QColor(theme.ACCENT))
        painter.setPen(pen)
        if self._progress is None:
            painter.drawArc(ring, -self._turn * 16, 80 * 16)
        else:
            painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(1.0, max(0.0, self._progress))))


_TONES = {
    StateKind.EMPTY: theme.FAINT,
    StateKind.LOADING: theme.FAINT,
    StateKind.DISCONNECTED: theme.WARNING,
    StateKind.STALE: theme.WARNING,
    StateKind.REFUSED: theme.MISSED,
    StateKind.FAILED: theme.MISSED,
}


class StatePanel(QWidget):
    """Sign, title, one sentence and at most one button, in the middle of the space."""

    action_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self._sign = StateSign(self)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._title = parts.label(self, "title", wraps=True)
        self._detail = parts.label(self, "small", wraps=True)
        for label in (self._title, self._detail):
            label.setAlignment(middle)
        self._button = parts.button(self, "ghost", self.action_requested)
        sign, button = (self._sign, 0, middle), (self._button, 0, middle)
        shown = (sign, self._title, self._detail, 4, button)
        layout = parts.column(self, None, *shown, None, margins=(24, 20, 24, 20), gap=8)
        layout.setStretch(0, 2)
        layout.setStretch(layout.count() - 1, 3)
        self.show_state(StateView(StateKind.EMPTY, ""))

    def show_state(self, view: StateView) -> None:
        """Show a state; its words come in the language of the screen."""
        self._sign.show_state(view.kind, view.progress)
        self._title.setText(view.title)
        self._detail.setText(view.detail)
        self._detail.setVisible(bool(view.detail))
        self._button.setText(view.action)
        self._button.setVisible(bool(view.action))
        self.setAccessibleName(view.title)
        self.setAccessibleDescription(view.detail)
