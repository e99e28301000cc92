"""Ctrl+C in the terminal, and SIGTERM, as one Qt signal. Qt main thread; used by `console.app` for every run.

While Qt's loop turns no Python runs, so a handler of Python's would wait for the next slot and raise in it. Python
writes a byte into a socket instead, and Qt wakes for that. After the first stop the signals do again what they did
before: a second Ctrl+C ends a console that hangs.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

STOPS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)

Handler = Callable[[int, FrameType | None], object] | int | None


class StopSignals(QObject):
    """From its making to `restore` such a signal emits `asked`, once, when the loop turns.

    `heard` keeps it for whoever comes to listen after the loop has turned.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard = False
        self._ours, theirs = socket.socketpair()
        self._theirs: socket.socket | None = theirs
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._before: dict[signal.Signals, Handler] = {
            number: signal.signal(number, _nothing) for number in STOPS
        }
        self._wakeup_before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)

    def restore(self) -> None:
        """Give the signals back to who had them. May be called twice."""
        theirs, self._theirs = self._theirs, None
        if theirs is None:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        theirs.close()
        self._ours.close()

    def _on_readable(self) -> None:
        told = set(self._ours.recv(4096))
        if told.intersection(STOPS):
            self.heard = True
            self.restore()
            self.asked.emit()


def _nothing(number: int, frame: FrameType | None) -> None:
    """The byte in the socket is what tells."""
