"""Where a window of its own can be read: on the screens that are there now. Pure but for Qt's rectangles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize

ENOUGH: Final = 0.6
"""A window of which so much is on the screens stays where it is; at two screens' edge it may lie on both."""


def readable(window: QRect, screens: Sequence[QRect], least: QSize) -> QRect:
    """The window itself where it can be read, else one of at least `least` at the lower right of the screen that has
    most of it (the first for none), so that the clocks at the top stay free.

    `screens` are the free areas of the screens, the main window's first; without any the window stays as it is.
    """
    if not screens:
        return window
    seen = [_area(window.intersected(screen)) for screen in screens]
    screen = screens[seen.index(max(seen))]
    size = window.size().expandedTo(least).boundedTo(screen.size())
    if size == window.size() and sum(seen) >= ENOUGH * _area(window):
        return window
    found = QRect(window.topLeft(), size)
    if max(seen) < ENOUGH * _area(window):
        found.moveBottomRight(screen.bottomRight())
    found.moveRight(min(found.right(), screen.right()))
    found.moveBottom(min(found.bottom(), screen.bottom()))
    found.moveLeft(max(found.left(), screen.left()))
    found.moveTop(max(found.top(), screen.top()))
    return found


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())
