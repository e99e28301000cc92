"""Processes that the console starts beside itself: started, heard to be ready, restarted when they die, stopped.

Both classes belong to one thread (the one that makes them); a daemon thread per child reads its ready line, and one
watches those that are to be restarted. A child notices by its closed stdin that we are gone, so that even a killed
console leaves nothing behind. Used by `console.demo`; portable (no signals, no POSIX-only call).
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

DOOR = (sys.executable, str(Path(__file__).resolve().parents[1] / "main.py"))
READY_S = 30.0
RESTART_AFTER_S = 2.0
STOP_S = 8.0
LOG_TAIL = 6

Facts = dict[str, Any]
Arguments = Callable[[Facts], Sequence[str]]
"""Arguments of a start, given the facts of the one before ({} the first time): a hub comes back on its own port."""


class StartFailedError(Exception):
    """A child did not become ready; the text says which, why, and where its log is."""


class StartedProcess:
    """One start of one process."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        """Start it; what it writes to stderr is appended to `log`. Raises StartFailedError."""
        self.name = name
        self.log = log
        self.facts: Facts = {}
        self._said = threading.Event()
        log.parent.mkdir(parents=True, exist_ok=True)
        try:
            with log.open("ab") as stderr:
                self.process = subprocess.Popen(
                    list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr
                )
        except OSError as error:
            raise StartFailedError(f"{name} cannot be started: {error}") from error
        self._reader = threading.Thread(target=self._read, name=f"child-{name}", daemon=True)
        self._reader.start()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process.poll() is None

    def wait_ready(self, within_s: float = READY_S) -> Facts:
        """The facts of its ready line; raises StartFailedError when it ends or is silent instead."""
        if self._said.wait(within_s) and self.facts:
            return self.facts
        if self._said.is_set():
            status = self.process.wait(STOP_S)
            raise StartFailedError(f"{self.name} ended with status {status}{self._last_words()}")
        raise StartFailedError(f"{self.name} was not ready within {within_s:.0f} s{self._last_words()}")

    def close_stdin(self) -> None:
        """Tell it to stop, without waiting until it does."""
        if self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()

    def stop(self, within_s: float = STOP_S) -> int:
        """Close its stdin, wait, and end it where it does not end in time; its exit status."""
        self.close_stdin()
        try:
            self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            _log.warning("%s did not stop within %.0f s and was ended", self.name, within_s)
            self.process.kill()
            self.process.wait()
        self._reader.join(STOP_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return self.process.returncode

    def _read(self) -> None:
        stream = self.process.stdout
        for line in stream or ():
            if not self._said.is_set():
                self._hear(line)
        self._said.set()

    def _hear(self, line: bytes) -> None:
        try:
            facts = json.loads(line)
        except ValueError:
            return
        if isinstance(facts, dict) and "ready" in facts:
            self.facts = facts
            self._said.set()

    def _last_words(self) -> str:
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_TAIL:]
        except OSError:
            lines = []
        return "".join(f"\n    {line}" for line in lines) + f"\n    (log: {self.log})"


class Children:
    """All children of one console; `stop` them at the end."""

    def __init__(self, logs: Path, door: Sequence[str] = DOOR) -> None:
        self._logs = logs
        self._door = tuple(door)
        self._lock = threading.Lock()
        self._children: dict[str, StartedProcess] = {}
        self._restarts: dict[str, Arguments] = {}
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="children", daemon=True)

    def begin(self, name: str, arguments: Sequence[str]) -> StartedProcess:
        """Start `main.py ARGUMENTS` without waiting. Raises StartFailedError in words."""
        child = StartedProcess(name, [*self._door, *arguments], self._logs / f"{name}.log")
        with self._lock:
            self._children[name] = child
        return child

    def keep(self, name: str, arguments: Arguments) -> None:
        """Start a child that is ready by now again whenever it dies."""
        with self._lock:
            self._restarts[name] = arguments
        if not self._watcher.is_alive() and not self._stopping.is_set():
            self._watcher.start()

    def pids(self) -> dict[str, int]:
        """Process numbers of those that run, by name."""
        with self._lock:
            return {name: child.process.pid for name, child in self._children.items() if child.running}

    def child(self, name: str) -> StartedProcess:
        """Its newest start. Raises KeyError for a child that was never started."""
        with self._lock:
            return self._children[name]

    def stop(self) -> None:
        """Stop all, the newest first."""
        self._stopping.set()
        if self._watcher.is_alive():
            self._watcher.join(READY_S + STOP_S)
        with self._lock:
            children = list(self._children.values())
            self._children.clear()
        for child in reversed(children):
            child.close_stdin()
        for child in reversed(children):
            child.stop()

    def _watch(self) -> None:
        while not self._stopping.wait(0.25):
            with self._lock:
                gone = [name for name in self._restarts if not self._children[name].running]
            for name in gone:
                self._bring_back(name)

    def _bring_back(self, name: str) -> None:
        """After a pause, on the watching thread; when it fails, the next round tries again."""
        with self._lock:
            dead, arguments = self._children[name], self._restarts[name]
        dead.stop()
        _log.warning("%s ended with status %s; it is started again", name, dead.process.returncode)
        if self._stopping.wait(RESTART_AFTER_S):
            return
        started = time.monotonic()
        try:
            child = self.begin(name, arguments(dead.facts))
        except StartFailedError as error:
            _log.error("%s", error)
            return
        try:
            child.wait_ready()
        except StartFailedError as error:
            _log.error("%s", error)
            child.stop()
            child.facts = dead.facts
            return
        _log.info("%s is back after %.1f s", name, time.monotonic() - started)
