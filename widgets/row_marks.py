"""Small signs at the beginning of a row: ticked, done, open. Shape first, colour only for what is decided.

Main thread only; used by the row delegates of the incident panel.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from widgets import theme

_TICK = ((0.24, 0.54), (0.44, 0.74), (0.78, 0.30))


def paint_check_box(painter: QPainter, area: QRect, *, checked: bool) -> None:
    """A box to choose with: teal and ticked, or empty."""
    ground = QColor(theme.ACCENT) if checked else None
    _paint(
        painter,
        area,
        QColor(theme.ACCENT if checked else theme.FAINT),
        ground,
        QColor(theme.ON_ACCENT),
        checked,
    )


def paint_mark(painter: QPainter, area: QRect, *, done: bool) -> None:
    """A box with a tick in the colour of what has passed, or an empty grey box."""
    colour = QColor(theme.PASSED if done else theme.FAINT)
    _paint(painter, area, colour, None, QColor(theme.PASSED), done)


def _paint(
    painter: QPainter, area: QRect, edge: QColor, ground: QColor | None, tick: QColor, ticked: bool
) -> None:
    box = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
    side = box.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        painter.setPen(QPen(tick, max(1.6, side / 8)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF([QPointF(box.left() + side * x, box.top() + side * y) for x, y in _TICK])
        )
    painter.restore()
