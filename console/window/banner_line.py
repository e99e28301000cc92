"""Keeps the link banner over the titles of the clock strip, so that nothing below it moves. Qt main thread.

The clocks' own digits stay free: the banner covers the strip from its top, as high as its words. Used by
`ConsoleWindow`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_OF_THE_STRIP = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show})
_OF_THE_BANNER = frozenset({QEvent.Type.Show, QEvent.Type.LayoutRequest})


class BannerLine(QObject):
    """See the module. Both widgets have the same parent."""

    def __init__(self, banner: QWidget, strip: QWidget) -> None:
        super().__init__(banner)
        self._banner, self._strip = banner, strip
        banner.installEventFilter(self)
        strip.installEventFilter(self)

    def place(self) -> None:
        """Lie over the strip; after either has changed."""
        strip = self._strip.geometry()
        # Its words wrap: the height belongs to a width.
        wanted = self._banner.heightForWidth(strip.width())
        wanted = wanted if wanted > 0 else self._banner.sizeHint().height()
        self._banner.setGeometry(strip.x(), strip.y(), strip.width(), wanted)
        self._banner.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = _OF_THE_STRIP if watched is self._strip else _OF_THE_BANNER
        if event.type() in kinds and not self._banner.isHidden():
            self.place()
        return False
