"""Which docks stand where, for this user: perspectives opened, remembered and put back. Qt main thread.

While docks move the window paints nothing, so that no piece of the old layout is seen; one repaint follows. Used by
`ConsoleWindow`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget

from console.panels.ports import WallPort
from console.settings.store import SettingsStore
from console.verbs.perspectives import PERSPECTIVES, Perspective
from console.window.docks import Docks


@contextmanager
def painting_held(window: QWidget) -> Iterator[None]:
    """Paint nothing of the window inside; the whole of it once, afterwards."""
    if not window.updatesEnabled():
        yield
        return
    window.setUpdatesEnabled(False)
    try:
        yield
    finally:
        window.setUpdatesEnabled(True)
        window.update()


class Layouts:
    """See the module."""

    def __init__(self, window: QWidget, docks: Docks, wall: WallPort, settings: SettingsStore) -> None:
        self._window, self._docks, self._wall, self._settings = window, docks, wall, settings
        self.current = ""
        """Key of the perspective that is shown, empty before the first."""

    def open(self, key: str) -> bool:
        """Another set of docks; what it looked like for this user comes back. False: it is shown already."""
        if key == self.current:
            return False
        with painting_held(self._window):
            self.save()
            first = not self.current
            self.current = key
            saved = self._settings.layout(key)
            # Each move of a dock styles its widgets anew, so a known layout is restored without arranging before.
            if first or saved is None or not self._docks.restore(saved):
                self._docks.arrange(_perspective(key))
                if first and saved is not None:
                    self._docks.restore(saved)
            self._wall.use_perspective(key)
        self._settings.set("perspective", key)
        return True

    def reset(self) -> None:
        """The perspective as it was at first."""
        self._settings.forget_layout(self.current)
        perspective = _perspective(self.current)
        with painting_held(self._window):
            self._docks.arrange(perspective)
            self._wall.set_tiles(perspective.wall_tiles)

    def save(self) -> None:
        """Remember how it looks now."""
        if self.current:
            self._settings.save_layout(self.current, self._docks.save())


def _perspective(key: str) -> Perspective:
    return next(one for one in PERSPECTIVES if one.key == key)
