"""Manners of our child processes: parent watch, ready line, signals, logging. `console.child.Child` is the other side.

`Life` lives on the child's main thread (its parent watch is a daemon thread that only asks for the stop). Used by hub,
beside and town.
"""

from __future__ import annotations

import _thread
import json
import logging
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable
from types import FrameType

from .log_lines import OneLineFormatter


class Life:
    """From start to stop of one child process. Build it first thing in `main`, on the main thread."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stopping = threading.Event()
        self.reason = ""
        self._callbacks: list[Callable[[], None]] = []

    @classmethod
    def begin(cls, name: str, *, level: int = logging.INFO) -> Life:
        """Log to stderr, stop on SIGTERM, SIGINT (and SIGBREAK), and when the parent's end of stdin closes."""
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLineFormatter(f"%(asctime)s {name} %(levelname)s %(name)s: %(message)s"))
        logging.basicConfig(handlers=[handler], level=level, force=True)
        life = cls(name)
        for signal_name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            number = getattr(signal, signal_name, None)
            if number is not None:
                signal.signal(number, life._on_signal)
        if _stdin_is_pipe():
            threading.Thread(target=life._watch_parent, name="parent-watch", daemon=True).start()
        return life

    def on_stop(self, callback: Callable[[], None]) -> None:
        """Call `callback` once when the process is to stop, at once where it is already: it must only wake something.

        Called on whichever thread asks for the stop, or on this one.
        """
        self._callbacks.append(callback)
        if self.stopping.is_set():
            self._tell()

    def stop(self, reason: str) -> None:
        """Ask the process to stop; the first reason counts. Any thread, but no signal handler."""
        self.reason = self.reason or reason
        self.stopping.set()
        self._tell()

    def ready(self, **facts: object) -> None:
        """Print the one line that says where we are to be found: `{"ready": name, …, "pid": …}`.

        A person at a terminal reads the same in words.
        """
        line = json.dumps({"ready": self.name, **facts, "pid": os.getpid()})
        if sys.stdout.isatty():
            where = " · ".join(f"{name} {value}" for name, value in facts.items())
            line = f"{self.name} is ready{': ' if where else ''}{where}. Ctrl+C ends it."
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def _tell(self) -> None:
        """Each callback once, whoever comes first: who asks for the stop, or who registers it too late."""
        while self._callbacks:
            try:
                callback = self._callbacks.pop(0)
            except IndexError:
                return
            callback()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        # It may have interrupted a line that holds the very lock that a callback takes: so another thread asks, and is
        # started the way that takes no lock of Python's own either.
        _thread.start_new_thread(self.stop, (signal.Signals(number).name,))

    def _watch_parent(self) -> None:
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass
        self.stop("the parent is gone")


def _stdin_is_pipe() -> bool:
    """Only a pipe is watched: a terminal or /dev/null says nothing about a parent."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
