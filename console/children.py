"""Processes that the console starts beside itself: all of them by name, restarted when they die, stopped together.

`Children` belongs to one thread (the one that makes it); a daemon thread watches those that are to be restarted. A
child notices by its closed stdin that we are gone, so that even a killed console leaves nothing behind. Used by
`console.demo`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from console.child import DOOR, READY_S, STOP_S, Child, ChildError, Facts

_log = logging.getLogger(__name__)

RESTART_AFTER_S = 2.0

Arguments = Callable[[Facts], Sequence[str]]
"""Arguments of a start, given the facts of the one before ({} the first time): a hub comes back on its own port."""


class Children:
    """All children of one console; `stop` them at the end."""

    def __init__(self, logs: Path, door: Sequence[str] = DOOR) -> None:
        self._logs = logs
        self._door = tuple(door)
        self._lock = threading.Lock()
        self._children: dict[str, Child] = {}
        self._restarts: dict[str, Arguments] = {}
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="children", daemon=True)

    def begin(self, name: str, arguments: Sequence[str]) -> Child:
        """Start `main.py ARGUMENTS` without waiting. Raises ChildError in words."""
        child = Child(arguments, self._logs / f"{name}.log", name=name, door=self._door)
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

    def child(self, name: str) -> Child:
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
        except ChildError as error:
            _log.error("%s", error)
            return
        try:
            child.wait_ready()
        except ChildError as error:
            _log.error("%s", error)
            child.stop()
            child.facts = dead.facts
            return
        _log.info("%s is back after %.1f s", name, time.monotonic() - started)
