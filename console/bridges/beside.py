"""Works things out beside the Qt loop: a search or a judgement that takes longer than a frame of the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 5
JOIN_S = 20.0
T = TypeVar("T")


class Background(QObject):
    """One question at a time. Qt main thread; the work runs on a thread that ends with the answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._answer: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._thread is not None

    def ask(self, work: Callable[[], T], then: Callable[[T], None]) -> bool:
        """Begin `work`, and call `then` on the Qt thread with what it returns; False while another is worked out."""
        if self._thread is not None:
            return False
        self._thread = threading.Thread(target=self._work, args=(work, then), name="beside", daemon=True)
        self._thread.start()
        self._timer.start()
        return True

    def stop(self) -> None:
        """Wait for work under way, whose answer nobody is told any more; before the window goes."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.join(JOIN_S)

    def _work(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._answer = partial(then, work())

    def _look(self) -> None:
        if self._thread is None or self._thread.is_alive():
            return
        self._timer.stop()
        self._thread = None
        answer, self._answer = self._answer, None
        if answer is not None:
            answer()
