"""A word laid over a whole widget, slanted and faint: 演练 / EXERCISE over map, wall and pictures that leave the desk.

`Watermark` is an overlay that takes no mouse and no focus and follows its parent; `stamp` puts the same word on a
picture that is saved. Qt main thread; knows nobody.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from widgets import theme

SLANT_DEG: Final = -24.0
TEXT_PX: Final = 34
STEP_PX: Final = (420, 260)
"""From one word to the next, across and down; every other row is shifted by half a step."""
OPACITY: Final = 0.17
STAMP_OPACITY: Final = 0.45
"""A saved picture has lost its frame and banner: there the word must be seen at once."""


class Watermark(QWidget):
    """Shown while it has words. Cheap: only the words inside the region to be painted are blended."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = ""
        self._mark = QPixmap()
        self.setVisible(False)
        parent.installEventFilter(self)

    @property
    def words(self) -> str:
        """What is laid over the parent; "" = nothing."""
        return self._words

    def set_words(self, words: str, colour: str = theme.EXERCISE) -> None:
        """Lay these words over the parent; none: go away."""
        if words != self._words:
            self._words = words
            self._mark = _mark(words, QColor(colour), theme.px(TEXT_PX), self.devicePixelRatioF())
            self.update()
        self.setVisible(bool(words))
        self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ChildAdded):
            self._cover()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark.isNull():
            return
        painter = QPainter(self)
        painter.setOpacity(OPACITY)
        size = self._mark.deviceIndependentSize()
        for point in _places(QSize(self.width(), self.height()), theme.px(STEP_PX[0]), theme.px(STEP_PX[1])):
            corner = QPointF(point.x() - size.width() / 2, point.y() - size.height() / 2)
            if event.region().intersects(QRectF(corner, size).toAlignedRect()):
                painter.drawPixmap(corner, self._mark)
        painter.end()

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None and self._words:
            self.setGeometry(parent.rect())
            self.raise_()


def stamp(picture: QImage, words: str, colour: str = theme.EXERCISE) -> QImage:
    """A copy of the picture with the words over it, sized to the picture; the picture itself where there are none."""
    if not words or picture.isNull():
        return picture
    marked = picture.convertToFormat(QImage.Format.Format_RGB32)
    text_px = max(14, marked.width() // 18)
    mark = _mark(words, QColor(colour), text_px, 1.0)
    painter = QPainter(marked)
    painter.setOpacity(STAMP_OPACITY)
    for point in _places(marked.size(), text_px * 10, text_px * 6):
        painter.drawPixmap(QPointF(point.x() - mark.width() / 2, point.y() - mark.height() / 2), mark)
    painter.end()
    return marked


def _places(size: QSize, across: int, down: int) -> list[QPointF]:
    """Middles of the words: a grid around the middle of the area, at least one word in it."""
    places = []
    rows, columns = size.height() // down // 2 + 1, size.width() // across // 2 + 1
    for row in range(-rows, rows + 1):
        shift = across / 2 if row % 2 else 0.0
        for column in range(-columns, columns + 1):
            places.append(QPointF(size.width() / 2 + column * across + shift, size.height() / 2 + row * down))
    return places


def _mark(words: str, colour: QColor, text_px: int, ratio: float) -> QPixmap:
    """The words once, slanted, on nothing; a null pixmap for no words."""
    if not words:
        return QPixmap()
    font = QFont(list(theme.TEXT_FAMILIES))
    font.setPixelSize(text_px)
    font.setWeight(QFont.Weight.Bold)
    box = QFontMetricsF(font).boundingRect(words).adjusted(-2, -2, 2, 2)
    turned = QTransform().rotate(SLANT_DEG).mapRect(QRectF(0, 0, box.width(), box.height()))
    pixmap = QPixmap((turned.size() * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(colour)
    painter.translate(turned.width() / 2, turned.height() / 2)
    painter.rotate(SLANT_DEG)
    area = QRectF(-box.width() / 2, -box.height() / 2, box.width(), box.height())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return pixmap
