"""The signs of the console, drawn in one place: units by shape and fill, levels by square and numeral.

The map draws the same shapes in its page; this is the agreement both keep:

Shape is the tier: 1 patrol brigade = arrowhead pointing up (on the map: along the course), 2 station squad =
circle, 3 village or enterprise team = diamond, 0 everything else = square with round corners.

Fill is the state, in neutral or teal, never a level colour:

| state | outline | fill |
|---|---|---|
| available | dim | dim, dark inside |
| dispatched | teal | hollow |
| acknowledged | teal | lower half teal |
| enroute | light teal | light teal |
| mustered, staged | teal | teal; staged with a dark bar across |
| onscene | teal | teal with a dark point in the middle |
| cleared | dim | hollow |
| declined | text | hollow with a stroke across |
| delayed | light teal | lower half, dark stroke |
| lost_contact | dim, dotted | hollow with a point in the middle |
| out_of_service, cancelled, diverted | faint | hollow with a cross |

Main thread only. Pixmaps are cached; painting a list costs one `drawPixmap` per sign.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from widgets import theme

LIGHT_TEAL: Final = "#9fe3e8"

_COLOURS: Final = {
    "available": theme.DIM,
    "dispatched": theme.ACCENT,
    "acknowledged": theme.ACCENT,
    "enroute": LIGHT_TEAL,
    "mustered": theme.ACCENT,
    "staged": theme.ACCENT,
    "onscene": theme.ACCENT,
    "cleared": theme.DIM,
    "declined": theme.TEXT,
    "delayed": LIGHT_TEAL,
    "lost_contact": theme.DIM,
}
_FILLED: Final = frozenset({"available", "enroute", "mustered", "staged", "onscene"})
_HALF: Final = frozenset({"acknowledged", "delayed"})
_CROSSED: Final = frozenset({"out_of_service", "cancelled", "diverted"})


def tier_path(tier: int, size: float) -> QPainterPath:
    """Return the outline of a tier's shape, `size` wide, around the origin."""
    half = size / 2
    path = QPainterPath()
    if tier == 1:
        points = ((0.0, -half), (half * 0.82, half * 0.92), (0.0, half * 0.42), (-half * 0.82, half * 0.92))
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        path.closeSubpath()
    elif tier == 2:
        path.addEllipse(QPointF(0, 0), half * 0.84, half * 0.84)
    elif tier == 3:
        points = ((0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0))
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        path.closeSubpath()
    else:
        path.addRoundedRect(QRectF(-half * 0.78, -half * 0.78, size * 0.78, size * 0.78), 2, 2)
    return path


def paint_unit(painter: QPainter, centre: QPointF, size: float, tier: int, state: str) -> None:
    """Draw a unit's sign around a point; see the module's table for what stands for what."""
    colour = QColor(_COLOURS.get(state, theme.FAINT))
    ground = QColor(theme.BG0)
    path = tier_path(tier, size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    pen = QPen(colour, max(1.2, size / 10))
    if state == "lost_contact":
        pen.setStyle(Qt.PenStyle.DotLine)
    if state in _FILLED:
        painter.fillPath(path, colour)
    elif state in _HALF:
        painter.save()
        painter.setClipRect(QRectF(-size, 0, size * 2, size))
        painter.fillPath(path, colour)
        painter.restore()
    painter.strokePath(path, pen)
    _paint_mark(painter, size, state, colour, ground)
    painter.restore()


def _paint_mark(painter: QPainter, size: float, state: str, colour: QColor, ground: QColor) -> None:
    arm = size * 0.3
    width = max(1.2, size / 9)
    if state == "onscene":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(QPointF(0, size * 0.04), size * 0.15, size * 0.15)
    elif state == "lost_contact":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(0, size * 0.04), size * 0.11, size * 0.11)
    elif state == "staged":
        painter.setPen(QPen(ground, width))
        painter.drawLine(QPointF(-arm, size * 0.05), QPointF(arm, size * 0.05))
    elif state == "delayed":
        painter.setPen(QPen(ground, width))
        painter.drawLine(QPointF(0, size * 0.08), QPointF(0, size * 0.3))
    elif state == "declined" or state in _CROSSED:
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(-arm, arm), QPointF(arm, -arm))
        if state in _CROSSED:
            painter.drawLine(QPointF(-arm, -arm), QPointF(arm, arm))


@lru_cache(maxsize=512)
def unit_pixmap(tier: int, state: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """Return a unit's sign as a pixmap of `size_px` logical pixels a side, from the cache if drawn before."""
    pixmap = _blank(size_px, size_px, ratio)
    painter = QPainter(pixmap)
    paint_unit(painter, QPointF(size_px / 2, size_px / 2), size_px * 0.84, tier, state)
    painter.end()
    return pixmap


@lru_cache(maxsize=128)
def level_pixmap(level: int, size_px: int, ratio: float = 1.0, *, filled: bool = True) -> QPixmap:
    """Return the square of a level with its numeral; an unacknowledged one blinks between filled and outlined.

    The numeral can be read in either phase: blinking must not hide what it points at.
    """
    pixmap = _blank(size_px, size_px, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = theme.level_colour(level)
    area = QRectF(0, 0, size_px, size_px)
    if filled and level > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(area, size_px * 0.18, size_px * 0.18)
    else:
        painter.setPen(QPen(colour, max(1.5, size_px / 14)))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), size_px * 0.18, size_px * 0.18)
    font = theme.text_font(bold=True)
    font.setPixelSize(round(size_px * 0.64))
    painter.setFont(font)
    painter.setPen(QColor(theme.BG0) if filled and level > 0 else colour)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(level) if level > 0 else "?")
    painter.end()
    return pixmap


def _blank(width: int, height: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
