"""Measures how long Qt's event loop is blocked. A timer on the Qt thread beats, a thread watches the beats.

While the loop is blocked the watching thread takes the Qt thread's stack, so that a report says where it was. How long
the Qt thread itself worked meanwhile, and how long it stood in the machine's run queue because other programs had the
processors, is told apart: what is left is waiting for another thread or for the system. Used by `console.app` for every
run; the demo prints its summary.
"""

from __future__ import annotations

import faulthandler
import logging
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

_log = logging.getLogger(__name__)

BEAT_MS = 20
LIMIT_MS = 50.0
KEPT = 32
"""The longest are kept."""
STACK_LINES = 12


@dataclass(frozen=True, slots=True)
class Block:
    """One time that the loop did not turn: for how long, and where the Qt thread was when it was noticed."""

    lasted_ms: float
    own_ms: float
    """CPU time of the Qt thread."""
    queued_ms: float
    """It could have run, and no processor was free; 0 where the system doesn't tell."""
    stack: str

    def __str__(self) -> str:
        return f"{self.lasted_ms:.0f} ms: {self.own_ms:.0f} own, {self.queued_ms:.0f} without a processor"


class LoopWatchdog(QObject):
    """Starts with `start`, ends with `stop`; `longest_ms` and `blocks` may be read on the Qt thread at any time."""

    def __init__(self, parent: QObject | None = None, limit_ms: float = LIMIT_MS) -> None:
        super().__init__(parent)
        self.limit_ms = limit_ms
        self.longest_ms = 0.0
        self.count = 0
        self.own_count = 0
        """Blocks that would have been over the limit on a machine with a processor free."""
        self.blocks: list[Block] = []
        """In the order in which they came."""
        self._beat_ns = self._own_ns = self._queued_ns = 0
        self._delays = RunQueue()
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
        self._delays = RunQueue(threading.get_native_id())
        self._begin()
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
        self._begin()
        self._stack = ""

    def _begin(self) -> None:
        self._beat_ns = time.monotonic_ns()
        self._own_ns, self._queued_ns = time.thread_time_ns(), self._delays.waited_ns()

    def summary(self) -> str:
        """One line for people: longest block and how many were over the limit."""
        return (
            f"Qt loop: longest block {self.longest_ms:.0f} ms, {self.count} over {self.limit_ms:.0f} ms, "
            f"{self.own_count} of them also without the time in which no processor was free"
        )

    def report(self) -> str:
        """The summary, and a paragraph for each block that was kept."""
        return "\n".join([self.summary(), *(f"  {block}\n{block.stack}" for block in self.blocks), ""])

    def _on_beat(self) -> None:
        beat_ns, own_ns, queued_ns = self._beat_ns, self._own_ns, self._queued_ns
        self._begin()
        stack, self._stack = self._stack, ""
        blocked_ms = (self._beat_ns - beat_ns) / 1e6 - BEAT_MS
        if blocked_ms > self.longest_ms:
            self.longest_ms = blocked_ms
        if blocked_ms > self.limit_ms:
            queued_ms = (self._queued_ns - queued_ns) / 1e6
            block = Block(blocked_ms, (self._own_ns - own_ns) / 1e6, queued_ms, stack)
            self.count += 1
            self.own_count += blocked_ms - queued_ms > self.limit_ms
            self.blocks.append(block)
            if len(self.blocks) > KEPT:
                self.blocks.remove(min(self.blocks, key=lambda one: one.lasted_ms - one.queued_ms))
            _log.info("Qt loop blocked for %s%s", block, f"\n{stack}" if stack else "")

    def _watch(self) -> None:
        # Only reads: a late look costs nothing but a missing stack.
        while not self._stopping.wait(self.limit_ms / 1000.0):
            late_ms = (time.monotonic_ns() - self._beat_ns) / 1e6 - BEAT_MS
            if late_ms > self.limit_ms * 0.6 and not self._stack:
                self._stack = _stack_of(self._thread_id)


class RunQueue:
    """How long one thread has waited for a processor since it began; Linux tells it, elsewhere it is 0."""

    def __init__(self, native_id: int = 0) -> None:
        self._path = Path(f"/proc/self/task/{native_id}/schedstat") if native_id else None

    def waited_ns(self) -> int:
        """Any thread."""
        if self._path is None:
            return 0
        try:
            return int(self._path.read_bytes().split()[1])
        except (OSError, IndexError, ValueError):
            self._path = None
            return 0


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
