"""Ctrl+Q asks once, and quits when it is pressed again while the question stands. Qt main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from console.panels.toasts import ToastStrip
from console.words.said import said
from widgets import theme

ASKED_MS: Final = 6_000
"""How long the question stands."""


class Leaving(QObject):
    """Used by `ConsoleWindow`; `leave` closes it."""

    def __init__(self, toasts: ToastStrip, leave: Callable[[], object], asked_ms: int = ASKED_MS) -> None:
        super().__init__(toasts)
        self._toasts, self._leave = toasts, leave
        self._asked = QTimer(self)
        self._asked.setSingleShot(True)
        self._asked.setInterval(asked_ms)

    @property
    def asking(self) -> bool:
        """Whether the question stands."""
        return self._asked.isActive()

    def press(self) -> None:
        """The key."""
        if self.asking:
            self._asked.stop()
            self._leave()
            return
        self._asked.start()
        self._toasts.say(
            "quit", said("Leaving", "Quit? Press Ctrl+Q once more"), theme.WARNING, self._asked.interval()
        )
