"""Manners of our child processes: parent watch, ready line, signals, logging; and how to start one.

`Life` lives on the child's main thread (its parent watch is a daemon thread that only sets an event); `Child` is the
other side, for tests, benches and processes that start others. Used by hub, beside, town and the benches.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

_log = logging.getLogger(__name__)


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
        logging.basicConfig(
            stream=sys.stderr,
            level=level,
            format=f"%(asctime)s {name} %(levelname)s %(name)s: %(message)s",
            force=True,
        )
        life = cls(name)
        for signal_name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            number = getattr(signal, signal_name, None)
            if number is not None:
                signal.signal(number, life._on_signal)
        if _stdin_is_pipe():
            threading.Thread(target=life._watch_parent, name="parent-watch", daemon=True).start()
        return life

    def on_stop(self, callback: Callable[[], None]) -> None:
        """Call `callback` once when the process is to stop: from a signal handler or the parent-watch thread, so
        it must only wake something."""
        self._callbacks.append(callback)

    def stop(self, reason: str) -> None:
        """Ask the process to stop; the first reason counts. Any thread."""
        if not self.stopping.is_set():
            self.reason = reason
            self.stopping.set()
            for callback in self._callbacks:
                callback()

    def ready(self, **facts: object) -> None:
        """Print the one line that says where we are to be found: `{"ready": name, …, "pid": …}`."""
        sys.stdout.write(json.dumps({"ready": self.name, **facts, "pid": os.getpid()}) + "\n")
        sys.stdout.flush()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop(signal.Signals(number).name)

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


class ChildError(Exception):
    """A child ended, or said nothing, before its ready line."""


class Child:
    """A started child of ours and what its ready line said. One owner thread; closing its stdin stops it."""

    def __init__(
        self, arguments: Sequence[str], *, log: Path | None = None, env: Mapping[str, str] | None = None
    ):
        """Start `python main.py ARGUMENTS`; its stderr goes to `log`, else to ours."""
        door = Path(__file__).resolve().parent.parent / "main.py"
        self._log = log.open("ab") if log is not None else None
        self.process = subprocess.Popen(
            [sys.executable, str(door), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **(env or {})},
        )
        self.facts: dict[str, Any] = {}
        self._got_line = threading.Event()
        self._reader = threading.Thread(target=self._read, name=f"child-{self.process.pid}", daemon=True)
        self._reader.start()

    def wait_ready(self, timeout_s: float = 30.0) -> dict[str, Any]:
        """The facts of the ready line; raises ChildError when it does not come."""
        if not self._got_line.wait(timeout_s) or not self.facts:
            raise ChildError(f"no ready line from process {self.process.pid} (status {self.process.poll()})")
        return self.facts

    def stop(self, timeout_s: float = 10.0) -> int:
        """Close its stdin, wait, and kill it where it does not end in time; its exit status."""
        if self.process.stdin is not None:
            try:
                self.process.stdin.close()
            except OSError:
                pass
        deadline = time.monotonic() + timeout_s
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _log.warning("process %d does not stop: killed", self.process.pid)
            self.process.kill()
        return self._reap()

    def kill(self) -> int:
        """End it at once, as a crash would."""
        self.process.kill()
        if self.process.stdin is not None:
            try:
                self.process.stdin.close()
            except OSError:
                pass
        return self._reap()

    def _reap(self) -> int:
        status = self.process.wait()
        self._reader.join(5.0)
        if self.process.stdout is not None:
            self.process.stdout.close()
        if self._log is not None:
            self._log.close()
        return status

    def _read(self) -> None:
        stream = self.process.stdout
        if stream is None:
            return
        for line in stream:
            try:
                facts = json.loads(line)
            except ValueError:
                continue
            if isinstance(facts, dict) and "ready" in facts and not self._got_line.is_set():
                self.facts = facts
                self._got_line.set()
        self._got_line.set()
