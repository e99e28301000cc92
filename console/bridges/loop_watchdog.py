"""Measures how long Qt's event loop is blocked. A timer on the Qt thread beats, a thread watches the beats.

While the loop is blocked the watching thread takes the Qt thread's stack, so that a report says where it was. Used by
`console.app` for every run; the demo prints its summary.
"""

from __future__ import annotations

import faulthandler
import logging
import tempfile
import threading
import time
from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

_log = logging.getLogger(__name__)

BEAT_MS = 20
LIMIT_MS = 50.0
KEPT = 32
STACK_LINES = 12


@dataclass(frozen=True, slots=True)
class Block:
    """One time that the loop did not turn: for how long, and where the Qt thread was when it was noticed."""

    lasted_ms: float
    stack: str


class LoopWatchdog(QObject):
    """Starts with `start`, ends with `stop`; `longest_ms` and `blocks` may be read on the Qt thread at any time."""

    def __init__(self, parent: QObject | None = None, limit_ms: float = LIMIT_MS) -> None:
        super().__init__(parent)
        self.limit_ms = limit_ms
        self.longest_ms = 0.0
        self.count = 0
        self.blocks: deque[Block] = deque(maxlen=KEPT)
        self._beat_ns = 0
        self._stack = ""
        self._thread_id = threading.get_ident()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._on_beat)

    def start(self) -> None:
        """Begin to measure; the Qt thread is the caller's."""
        if self._thread is not None:
            return
        self._thread_id = threading.get_ident()
        self._beat_ns = time.monotonic_ns()
        self._stopping.clear()
        self._timer.start()
        self._thread = threading.Thread(target=self._watch, name="loop-watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End both halves; may be called twice."""
        self._timer.stop()
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=2.0)
            self._thread = None

    def excuse(self) -> None:
        """What has just blocked the loop was wanted: a screenshot for the documentation."""
        self._beat_ns = time.monotonic_ns()
        self._stack = ""

    def summary(self) -> str:
        """One line for people: longest block and how many were over the limit."""
        return f"Qt loop: longest block {self.longest_ms:.0f} ms, {self.count} over {self.limit_ms:.0f} ms"

    def _on_beat(self) -> None:
        now = time.monotonic_ns()
        blocked_ms = (now - self._beat_ns) / 1e6 - BEAT_MS
        self._beat_ns = now
        stack, self._stack = self._stack, ""
        if blocked_ms > self.longest_ms:
            self.longest_ms = blocked_ms
        if blocked_ms > self.limit_ms:
            self.count += 1
            self.blocks.append(Block(blocked_ms, stack))
            _log.info("Qt loop blocked for %.0f ms%s", blocked_ms, f"\n{stack}" if stack else "")

    def _watch(self) -> None:
        # Only reads: a late look costs nothing but a missing stack.
        while not self._stopping.wait(self.limit_ms / 1000.0):
            late_ms = (time.monotonic_ns() - self._beat_ns) / 1e6 - BEAT_MS
            if late_ms > self.limit_ms * 0.6 and not self._stack:
                self._stack = _stack_of(self._thread_id)


def _stack_of(thread_id: int) -> str:
    """Where a thread is, newest call first.

    Not by `sys._current_frames`: holding another thread's frames keeps its locals alive past their function, and a
    QPainter that outlives its paintEvent, and dies on this thread, takes the process with it.
    """
    with tempfile.TemporaryFile() as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        text = file.read().decode(errors="replace")
    for block in text.split("\n\n"):
        head, _, lines = block.partition("\n")
        if f"{thread_id:016x} " in head:
            return "\n".join(lines.splitlines()[:STACK_LINES]) + "\n"
    return ""
