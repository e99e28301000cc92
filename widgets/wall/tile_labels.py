"""A tile's own text, and where it stands: beside the picture, so that it never covers what the camera burns in.

Main thread only; of `CameraTile`. Words are slow and change twice a second at most: they are painted once, kept as
pixmaps, and drawn again only when they change.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap

from widgets import theme

STRIP_PX = 20
"""Height of the line over a picture."""
COLUMN_PX = 92
"""Least width of the column right of a picture."""
_GROUND = QColor(0, 0, 0, 136)
_STATUS_TEXT = "#c3ced6"
_PAD_PX, _DOT_PX, _GAP_PX, _LINE_PX = 7, 7, 5, 18

Words = tuple[tuple[str, str], tuple[str, str]]
"""Caption (code, rest) and status (colour, words)."""


class Manner(Enum):
    """Where the text stands."""

    OVER = "over"
    """On the picture, which fills the tile."""
    STRIP = "strip"
    COLUMN = "column"


def arranged(tile: QSize, aspect: float) -> tuple[Manner, QRect]:
    """Where the text stands and what is left for a picture of this width : height, whichever leaves it more."""
    strip, column = min(theme.px(STRIP_PX), tile.height() // 2), theme.px(COLUMN_PX)
    under = QRect(0, strip, tile.width(), max(1, tile.height() - strip))
    left = QRect(0, 0, max(1, tile.width() - column), tile.height())
    width_under, width_left = (min(one.width(), one.height() * aspect) for one in (under, left))
    if width_left <= width_under:
        return Manner.STRIP, under
    return Manner.COLUMN, QRect(0, 0, max(1, round(width_left)), tile.height())


class TileLabels:
    """Pixmaps of one tile's text, and their places."""

    def __init__(self) -> None:
        self._key: object = None
        self._parts: list[tuple[QPoint, QPixmap]] = []

    def clear(self) -> None:
        """No text."""
        self._key, self._parts = None, []

    def set_words(self, words: Words, manner: Manner, tile: QSize, area: QRect, ratio: float) -> None:
        """Bring them up to date; `area` is the picture's, all in logical pixels."""
        key = (words, manner, tile, area, ratio, theme.scale())
        if key == self._key:
            return
        self._key = key
        caption, status = words
        if manner is Manner.COLUMN:
            column = QSize(max(1, tile.width() - area.width()), tile.height())
            self._parts = [(QPoint(area.width(), 0), _column(caption, status, column, ratio))]
            return
        over = manner is Manner.OVER
        ground = _GROUND if over else QColor(Qt.GlobalColor.transparent)
        most = tile.width() if over else max(1, tile.width() - _code_width(caption[0]))
        badge = _badge(*status, most, ground, ratio)
        width = round(badge.deviceIndependentSize().width())
        label = _label(*caption, tile.width() if over else tile.width() - width, ground, ratio)
        high = theme.px(_LINE_PX)
        top = tile.height() - high if over else (area.top() - high) // 2
        self._parts = [(QPoint(0, 0), label), (QPoint(tile.width() - width, top), badge)]

    def paint(self, painter: QPainter) -> None:
        """Draw them."""
        for place, pixmap in self._parts:
            painter.drawPixmap(QPointF(place), pixmap)


def _code_width(code: str) -> int:
    bold = QFontMetrics(theme.text_font(theme.TINY_PX, bold=True))
    return bold.horizontalAdvance(code + " ") + 2 * theme.px(_PAD_PX)


def _label(code: str, rest: str, most: int, ground: QColor, ratio: float) -> QPixmap:
    """Code and rest in one line of at most `most` pixels."""
    bold, plain = theme.text_font(theme.TINY_PX, bold=True), theme.text_font(theme.TINY_PX)
    before, pad = _code_width(code), theme.px(_PAD_PX)
    rest = QFontMetrics(plain).elidedText(rest, Qt.TextElideMode.ElideRight, max(0, most - before))
    width = before + QFontMetrics(plain).horizontalAdvance(rest)
    pixmap, painter = _empty(max(1, min(width, most)), theme.px(STRIP_PX), ground, ratio)
    painter.setPen(QColor(theme.TEXT))
    painter.setFont(bold)
    area = QRect(pad, 0, width, theme.px(STRIP_PX))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, code)
    painter.setFont(plain)
    painter.drawText(area.translated(before - 2 * pad, 0), Qt.AlignmentFlag.AlignVCenter, rest)
    painter.end()
    return pixmap


def _badge(colour: str, words: str, most: int, ground: QColor, ratio: float) -> QPixmap:
    """Dot and words of a state in one line of at most `most` pixels."""
    font = theme.text_font(theme.TINY_PX - 0.5)
    before, pad, high = theme.px(_PAD_PX) + theme.px(_DOT_PX + _GAP_PX), theme.px(_PAD_PX), theme.px(_LINE_PX)
    words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, max(0, most - before - pad))
    width = QFontMetrics(font).horizontalAdvance(words) + before + pad
    pixmap, painter = _empty(width, high, ground, ratio)
    _dot(painter, colour, pad, high)
    painter.setFont(font)
    painter.drawText(QRect(before, 0, width, high), Qt.AlignmentFlag.AlignVCenter, words)
    painter.end()
    return pixmap


def _column(caption: tuple[str, str], status: tuple[str, str], size: QSize, ratio: float) -> QPixmap:
    """Code, rest and state one below the other; the rest gets what the others leave."""
    bold, plain = theme.text_font(theme.TINY_PX, bold=True), theme.text_font(theme.TINY_PX)
    pad, line = theme.px(_PAD_PX), theme.px(STRIP_PX)
    before, wrap = pad + theme.px(_DOT_PX + _GAP_PX), Qt.TextFlag.TextWordWrap
    pixmap, painter = _empty(size.width(), size.height(), QColor(Qt.GlobalColor.transparent), ratio)
    painter.setPen(QColor(theme.TEXT))
    painter.setFont(bold)
    room = max(0, size.width() - pad)
    painter.drawText(
        QRect(pad, 0, room, line),
        Qt.AlignmentFlag.AlignVCenter,
        QFontMetrics(bold).elidedText(caption[0], Qt.TextElideMode.ElideRight, room),
    )
    painter.setFont(plain)
    metrics = QFontMetrics(plain)
    state = QRect(before, 0, max(1, size.width() - before), size.height())
    wanted = metrics.boundingRect(state, wrap, status[1]).height()
    high = max(metrics.height(), min(wanted, size.height() - line))
    foot = size.height() - high - theme.px(2)
    whole_lines = max(0, foot - line) // metrics.lineSpacing() * metrics.lineSpacing()
    painter.setPen(QColor(theme.DIM))
    painter.drawText(QRect(pad, line, room, whole_lines), wrap, caption[1])
    state = QRect(before, foot, state.width(), high)
    painter.translate(0, foot)
    _dot(painter, status[0], pad, metrics.height())
    painter.translate(0, -foot)
    painter.setFont(plain)
    painter.drawText(state, wrap, status[1])
    painter.end()
    return pixmap


def _dot(painter: QPainter, colour: str, left: int, high: int) -> None:
    dot = theme.px(_DOT_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QRectF(left, (high - dot) / 2, dot, dot))
    painter.setPen(QColor(_STATUS_TEXT))


def _empty(width: int, height: int, ground: QColor, ratio: float) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(ground)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter
