"""One tile of the wall: a camera's picture with its label and state. Main thread only; used by `WallView`.

The picture is painted straight from the feed's memory, without a copy. It is shown whole, with the tile's own text
beside it (`tile_labels`); filling the tile, it is cut a little and the text lies on it.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.wall.feed import FeedState, TileFeed, TileFrame, TileStatus
from widgets.wall.tile_labels import Manner, TileLabels, arranged
from widgets.wall.tile_words import caption_words, notice_words, status_words

RECONNECT_KEY, WHOLE_KEY = Qt.Key.Key_F5, Qt.Key.Key_F9
"""Of the selected tile on the wall, and of a camera's own window."""
_PLACE_TOP, _PLACE_LOW = QColor("#1a2127"), QColor("#222b32")
_OLD_VEIL = QColor(20, 26, 31, 205)
_AGE_WORDS_S = 1.0
_USUAL_ASPECT = 16 / 9
_OTHER_ASPECT = 0.05
"""A picture's width : height is another one from such a share on: scaling rounds."""
MOST_HIDDEN = 0.08
"""Share of a picture's width or height that a filled tile may cut off."""
_ROUNDED_PX = 2.0
_CUT_ABOVE = 0.35
"""Share of what is cut off that goes from the top: street cameras look down, what matters lies above the middle."""


class CameraTile(QWidget):
    """A picture that says by itself how alive it is. Without a feed it is an empty place."""

    pressed = Signal()
    """Clicked: it wants to be the selected one."""
    activated = Signal()
    """Double-clicked: full size, or back."""
    menu_requested = Signal(QPoint)
    """Context menu asked for at this global place."""
    box_changed = Signal()
    """Size or fitting changed: the feed should be scaled to `wanted_px`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._feed: TileFeed | None = None
        self._frame: TileFrame | None = None
        self._image: QImage | None = None
        self._status = TileStatus(FeedState.CONNECTING)
        self._selected = False
        self._whole = True
        self._aspect = _USUAL_ASPECT
        self._labels = TileLabels()
        self._stale = True
        """The text is worded again before the next paint: many things change at once, and unseen ones need none."""
        self._age_s: float | None = None
        self._worded_age_s: float | None = None
        self._worded_s = 0.0
        self.painted_frames = 0
        """Frames taken from the feed and painted, for benches."""

    @property
    def feed(self) -> TileFeed | None:
        """What it shows."""
        return self._feed

    @property
    def camera_id(self) -> str:
        """The camera shown, "" for none."""
        return "" if self._feed is None else self._feed.camera_id

    @property
    def status(self) -> TileStatus:
        """The state shown."""
        return self._status

    @property
    def shows_whole_picture(self) -> bool:
        """True where the picture fits into the tile instead of filling it."""
        return self._whole

    def set_feed(self, feed: TileFeed | None) -> None:
        """Show another camera, or none."""
        if feed is self._feed:
            return
        self._feed = feed
        self._frame = self._image = None
        self._age_s = self._worded_age_s = None
        self.tick()

    def set_selected(self, selected: bool) -> None:
        """Draw the outline of the selected tile."""
        if selected is not self._selected:
            self._selected = selected
            self.update()

    def set_whole_picture(self, whole: bool) -> None:
        """Fit the whole picture in, instead of filling the tile and cutting off what is outside it."""
        if whole is not self._whole:
            self._whole = whole
            self._stale = True
            self.box_changed.emit()
            self.update()

    def wanted_px(self) -> QSize:
        """The size in device pixels of the place that the picture has."""
        ratio, area = self.devicePixelRatioF(), self._arranged()[1]
        return QSize(max(16, round(area.width() * ratio)), max(16, round(area.height() * ratio)))

    def _arranged(self) -> tuple[Manner, QRect]:
        """Where the text stands, and the picture's place."""
        return arranged(self.size(), self._aspect) if self._whole else (Manner.OVER, self.rect())

    def tick(self) -> None:
        """Bring the words up to date; about twice a second."""
        if self._feed is None:
            self._status = TileStatus(FeedState.CONNECTING)
            self.setAccessibleName(self.tr("Empty tile"))
        else:
            self._status = self._feed.status()
        self._word_age()
        self._make_labels()
        self.update()

    def picture(self) -> QImage | None:
        """A copy of the picture shown, without labels; None where there is none."""
        return None if self._image is None else self._image.copy()

    def _word_age(self) -> None:
        """The age in words changes once a second: digits that flicker at frame rate cannot be read."""
        now_s = time.monotonic()
        standing = self._status.age_s
        if self._status.state is FeedState.LIVE and standing is not None and standing > 0.5:
            self._worded_age_s, self._worded_s = standing, now_s
        elif self._worded_age_s is None or now_s - self._worded_s >= _AGE_WORDS_S:
            self._worded_age_s, self._worded_s = self._age_s, now_s

    def _is_chinese(self) -> bool:
        return bool(self.property("chinese"))

    def _take_frame(self) -> None:
        if self._feed is None:
            return
        fresh = self._feed.frame()
        if fresh is None:
            return
        self._image = QImage(
            fresh.pixels, fresh.width_px, fresh.height_px, fresh.stride_bytes, QImage.Format.Format_RGB32
        )
        self.painted_frames += 1
        aspect = fresh.width_px / fresh.height_px
        if abs(aspect / self._aspect - 1.0) > _OTHER_ASPECT:
            self._aspect = aspect
            self._stale = True
            self.box_changed.emit()
        self._frame = fresh  # keeps the memory alive that the image looks at
        age_s = time.monotonic() - fresh.captured_s
        self._age_s = age_s if self._age_s is None else 0.8 * self._age_s + 0.2 * age_s
        if self._status.state is not FeedState.LIVE:
            self.tick()  # the first picture, or one after a pause: its state should not trail behind

    def _paint_picture(self, painter: QPainter) -> None:
        image = self._image
        has_picture = image is not None and self._status.state not in (FeedState.PURPOSE, FeedState.REFUSED)
        if image is None or not has_picture:
            gradient = QLinearGradient(0, 0, 0, self.height())
            gradient.setColorAt(0, _PLACE_TOP)
            gradient.setColorAt(1, _PLACE_LOW)
            painter.fillRect(self.rect(), gradient)
            return
        area = self._arranged()[1]
        target, source = fitted(image.size(), self.wanted_px(), self._whole, self.devicePixelRatioF())
        target.translate(area.topLeft())
        if not target.contains(QRectF(self.rect())):
            painter.fillRect(self.rect(), QColor(theme.BG0))
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform,
            abs(source.width() - target.width() * self.devicePixelRatioF()) > 1.5,
        )
        painter.drawImage(target, image, source)

    def _is_old(self) -> bool:
        return self._status.state in (FeedState.RECONNECTING, FeedState.STALLED, FeedState.FAILED)

    def _paint_notice(self, painter: QPainter) -> None:
        if self._feed is None:
            title, line = self.tr("No camera"), ""
        else:
            title, line = notice_words(self._status)
        if not title or self.height() < theme.px(70):
            return
        area = self._arranged()[1]
        middle = area.adjusted(theme.px(8), 0, -theme.px(8), 0)
        painter.setFont(theme.text_font(theme.SMALL_PX, medium=self._feed is not None))
        painter.setPen(QColor(theme.FAINT if self._feed is None else theme.DIM))
        high = theme.px(18)
        top = QRect(middle.left(), middle.center().y() - (high if line else high // 2), middle.width(), high)
        self._draw_line(painter, top, title)
        if line:
            painter.setFont(theme.text_font(theme.TINY_PX))
            painter.setPen(QColor(theme.FAINT))
            self._draw_line(painter, top.translated(0, high), line)

    def _draw_line(self, painter: QPainter, place: QRect, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)

    def _make_labels(self) -> None:
        """Bring the text up to date. Not for every frame: words are slow, and change twice a second at most."""
        self._stale = False
        if self._feed is None:
            self._labels.clear()
            return
        caption = caption_words(self._feed.caption(), self._is_chinese())
        status = status_words(self._status, self._worded_age_s)
        manner, area = self._arranged()
        self._labels.set_words((caption, status), manner, self.size(), area, self.devicePixelRatioF())
        self.setAccessibleName(f"{caption[0]} {caption[1]}, {status[1]}")

    def paintEvent(self, event: QPaintEvent) -> None:
        self._take_frame()
        if self._stale:
            self._make_labels()
        painter = QPainter(self)
        self._paint_picture(painter)
        if self._image is not None and self._is_old():
            painter.fillRect(self._arranged()[1], _OLD_VEIL)
        if self._image is None or self._is_old() or self._status.state is FeedState.REFUSED:
            self._paint_notice(painter)
        self._labels.paint(painter)
        if self._selected:
            painter.setPen(QPen(QColor(theme.ACCENT), theme.px(2)))
            half = theme.px(2) / 2
            painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))
        painter.end()
        if self._feed is not None and self._frame is not None and not self._feed.is_intact(self._frame):
            self.update()  # overwritten while we painted; a newer one is there

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stale = True
        self.box_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._labels.clear()
            self._stale = True
            self.update()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.activated.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.pressed.emit()
        self.menu_requested.emit(event.globalPos())


def fitted(image: QSize, box_px: QSize, whole: bool, ratio: float) -> tuple[QRectF, QRectF]:
    """(target in logical pixels, source in image pixels) of a picture in a box of `box_px` device pixels."""
    if whole:
        scale = min(box_px.width() / image.width(), box_px.height() / image.height())
        if abs(scale - 1.0) * max(image.width(), image.height()) <= _ROUNDED_PX:
            scale = 1.0  # made for this box: do not scale
        width, height = image.width() * scale, image.height() * scale
        left, top = (box_px.width() - width) // 2, (box_px.height() - height) // 2
        target = QRectF(left / ratio, top / ratio, width / ratio, height / ratio)
        return target, QRectF(0, 0, image.width(), image.height())
    ratios = (box_px.width() / image.width(), box_px.height() / image.height())
    scale = min(max(ratios), min(ratios) / (1.0 - MOST_HIDDEN))
    if abs(scale - 1.0) < 0.02:
        scale = 1.0  # made for this box: cut whole pixels, do not scale
    width = min(float(image.width()), box_px.width() / scale)
    height = min(float(image.height()), box_px.height() / scale)
    left, top = int((image.width() - width) / 2), int((image.height() - height) * _CUT_ABOVE)
    shown = QSizeF(min(box_px.width(), round(width * scale)), min(box_px.height(), round(height * scale)))
    target = QRectF((box_px.width() - shown.width()) // 2, (box_px.height() - shown.height()) // 2, 0, 0)
    target.setSize(shown)
    return _by(target, 1.0 / ratio), QRectF(left, top, width, height)


def _by(rect: QRectF, factor: float) -> QRectF:
    return QRectF(rect.x() * factor, rect.y() * factor, rect.width() * factor, rect.height() * factor)
