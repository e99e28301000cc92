"""One camera in a window of its own, for another monitor. Main thread only; made by the console on request."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from widgets import parts, theme
from widgets.states.watermark import Watermark
from widgets.wall.camera_tile import RECONNECT_KEY, WHOLE_KEY, CameraTile
from widgets.wall.feed import TileFeed
from widgets.wall.tile_words import caption_words


class CameraWindow(QWidget):
    """A top-level window with one tile that shows the whole picture.

    Esc or F11 leave and enter full screen, F5 connects anew, F9 fills the window or shows the whole picture again.
    """

    closed = Signal()
    """The window was closed: its feed may end."""
    box_changed = Signal(QSize, bool)
    """The picture's size in device pixels, and whether it is to cover it."""
    reconnect_requested = Signal()
    """Connect its camera anew now."""

    def __init__(self, feed: TileFeed, chinese: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.dress(self)
        self._feed = feed
        self._tile = CameraTile(self)
        self._tile.setProperty("chinese", chinese)
        self._tile.set_whole_picture(True)
        self._tile.box_changed.connect(self._on_box_changed)
        self._tile.activated.connect(self._toggle_full_screen)
        self._tile.set_feed(feed)
        parts.column(self, self._tile)
        self._mark = Watermark(self._tile)
        self.resize(960, 540)
        self.setWindowTitle(" ".join(caption_words(feed.caption(), chinese)))

    def set_mark(self, word: str, colour: str) -> None:
        """Lay the word of an exercise over the picture, and say it in the title; "" = none."""
        self._mark.set_words(word, colour)
        caption = " ".join(caption_words(self._feed.caption(), bool(self._tile.property("chinese"))))
        self.setWindowTitle(" · ".join(part for part in (word, caption) if part))

    def set_chinese(self, chinese: bool) -> None:
        """Names in Chinese or in English from now on; `set_mark` brings the title."""
        self._tile.setProperty("chinese", chinese)
        self._tile.tick()

    @property
    def tile(self) -> CameraTile:
        """The tile inside."""
        return self._tile

    @property
    def camera_id(self) -> str:
        """The camera shown."""
        return self._feed.camera_id

    def refresh(self) -> None:
        """A newer frame is there."""
        self._tile.update()

    def tick(self) -> None:
        """Bring state and age up to date; about twice a second."""
        self._tile.tick()

    def _on_box_changed(self) -> None:
        self.box_changed.emit(self._tile.wanted_px(), not self._tile.shows_whole_picture)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11 or (event.key() == Qt.Key.Key_Escape and self.isFullScreen()):
            self._toggle_full_screen()
        elif event.key() == RECONNECT_KEY:
            self.reconnect_requested.emit()
        elif event.key() == WHOLE_KEY:
            self._tile.set_whole_picture(not self._tile.shows_whole_picture)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._tile.set_feed(None)
        self.closed.emit()
        super().closeEvent(event)
