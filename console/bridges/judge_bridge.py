"""Worker thread → Qt signal, nothing else: judges a journal's events without holding up the window.

One judgement at a time. `judge` is called on the Qt thread and returns at once; the result comes as a signal on it.
Used by the result's feed.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from console.domain.base.errors import DomainError
from console.domain.evolve import Recorded
from console.domain.judge.judging import judge

JOIN_S = 20.0


class JudgeBridge(QObject):
    """See the module."""

    judged = Signal(object)
    """Judgement."""
    failed = Signal(str)
    """Why the journal cannot be judged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a judgement is being made."""
        return self._thread is not None and self._thread.is_alive()

    def judge(self, events: Sequence[Recorded]) -> bool:
        """Judge these events, a whole journal in order; False while another is being judged."""
        if self.is_busy:
            return False
        self._thread = threading.Thread(target=self._run, args=(tuple(events),), name="judge", daemon=True)
        self._thread.start()
        return True

    def stop(self) -> None:
        """Wait for a judgement under way; before the window goes."""
        if self._thread is not None:
            self._thread.join(JOIN_S)

    def _run(self, events: tuple[Recorded, ...]) -> None:
        try:
            self.judged.emit(judge(events))
        except DomainError as error:
            self.failed.emit(str(error))
