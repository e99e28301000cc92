"""Work that is too long for one turn of the Qt loop, in steps: one a turn, and nothing is painted before the last.

Keys, timers and what the hub says get their turns in between. Qt main thread; used by `ConsoleWindow` for another
language.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

Step = Callable[[], object]


class InTurns(QObject):
    """One work at a time, of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._left: deque[Step] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    @property
    def is_busy(self) -> bool:
        """Whether steps are left."""
        return bool(self._left)

    def begin(self, steps: Iterable[Step]) -> None:
        """Do these from the next turn on; what is left of an earlier work is dropped, so they have to begin anew."""
        self._left = deque(steps)
        if self._left:
            self._window.setUpdatesEnabled(False)
            self._timer.start(0)
        else:
            self.stop()

    def stop(self) -> None:
        """Drop what is left; the window is painted again. May be called twice."""
        self._left.clear()
        if self._timer.isActive():
            self._timer.stop()
            self._window.setUpdatesEnabled(True)

    def _next(self) -> None:
        step = self._left.popleft()
        try:
            step()
        finally:
            # A step that fails costs neither the others nor the paint.
            if not self._left:
                self.stop()
