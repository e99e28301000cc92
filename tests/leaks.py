"""Finds what a test left behind: threads, processes, windows, timers, descriptors, shared memory, log warnings.

Main thread of each pytest worker; used by conftest. A leak counts only if it is still there after a grace
time, so that what is being stopped may stop, and after garbage was collected. Which descriptors count: see
`tests.descriptors`.
"""

from __future__ import annotations

import gc
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from tests import descriptors

GRACE_S = 3.0

# Helpers that serve the whole test session once started: Chromium's, and Python's own for shared memory.
_SESSION_PROCESSES = re.compile(r"QtWebEngineProcess|multiprocessing[. ]resource_tracker|forkserver")


@dataclass(frozen=True)
class Leaks:
    """What was there before a test."""

    threads: frozenset[int]
    processes: frozenset[tuple[int, float]]
    windows: frozenset[int]
    timers: frozenset[int]
    descriptors: frozenset[tuple[int, int, str]]
    segments: frozenset[str]
    chromium: frozenset[int]
    with_qt: bool

    @classmethod
    def before(cls, *, with_qt: bool) -> Leaks:
        """Note what is there now. `with_qt`: look at windows and timers, too."""
        children = _children()
        processes = frozenset(_of_tests(children))
        return cls(
            threads=frozenset(id(thread) for thread in threading.enumerate()),
            processes=processes,
            windows=frozenset(_windows()) if with_qt else frozenset(),
            timers=frozenset(_timers()) if with_qt else frozenset(),
            descriptors=frozenset(descriptors.counted(pid for pid, _ in processes)),
            segments=frozenset(descriptors.segments()),
            chromium=_chromium(children),
            with_qt=with_qt,
        )

    def after(self, grace_s: float = GRACE_S) -> list[str]:
        """What is there now, was not before, and does not go away within `grace_s` seconds; in words."""
        left = [
            *_after_grace(lambda: self._new(_threads(), self.threads), grace_s),
            *_after_grace(lambda: self._new(_of_tests(_children()), self.processes), grace_s),
        ]
        if self.with_qt:
            _process_events()
            left += _after_grace(lambda: self._new(_windows(), self.windows), grace_s, _process_events)
            left += _after_grace(lambda: self._new(_timers(), self.timers), grace_s, _collect)
        collect: Callable[[], object] = _collect if self.with_qt else gc.collect
        left += _after_grace(self._new_descriptors, grace_s, collect)
        left += _after_grace(lambda: self._new(_segments(), self.segments), grace_s, collect)
        return left

    def _new_descriptors(self) -> list[str]:
        now = descriptors.counted(pid for pid, _ in self.processes)
        new = {key: words for key, words in now.items() if key not in self.descriptors}
        if new and _chromium(_children()) != self.chromium:
            new = descriptors.without_channels(new)  # Chromium has come up, for the whole session
        return list(descriptors.without_tracker(new).values()) if new else []

    @staticmethod
    def _new(now: dict[Any, str], before: frozenset[Any]) -> list[str]:
        return [words for key, words in now.items() if key not in before]


def _after_grace(
    leaks: Callable[[], list[str]], grace_s: float, meanwhile: Callable[[], object] = lambda: None
) -> list[str]:
    deadline_s = time.monotonic() + grace_s
    pause = threading.Event()
    while (left := leaks()) and time.monotonic() < deadline_s:
        meanwhile()
        pause.wait(0.02)
    return left


def _threads() -> dict[int, str]:
    # Dummy threads are foreign ones that once called Python; Python never forgets them.
    return {
        id(thread): f"thread {thread.name!r}"
        for thread in threading.enumerate()
        if thread.is_alive() and not isinstance(thread, threading._DummyThread)
    }


def _children() -> dict[tuple[int, float], str]:
    """Command lines of the processes below this one."""
    found: dict[tuple[int, float], str] = {}
    for process in psutil.Process().children(recursive=True):
        try:
            if process.status() != psutil.STATUS_ZOMBIE:
                found[process.pid, process.create_time()] = " ".join(process.cmdline())
        except psutil.Error:  # ended meanwhile
            continue
    return found


def _of_tests(children: dict[tuple[int, float], str]) -> dict[tuple[int, float], str]:
    return {
        key: f"process {key[0]}: {command[:200]}"
        for key, command in children.items()
        if not _SESSION_PROCESSES.search(command)
    }


def _chromium(children: dict[tuple[int, float], str]) -> frozenset[int]:
    return frozenset(pid for (pid, _), command in children.items() if "QtWebEngineProcess" in command)


def _segments() -> dict[str, str]:
    return {name: f"shared memory /dev/shm/{name}" for name in descriptors.segments()}


def _process_events() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _collect() -> None:
    _process_events()
    gc.collect()


def _windows() -> dict[int, str]:
    from PySide6.QtWidgets import QApplication, QMainWindow

    # A main window that is closed and not deleted keeps a thousand widgets, which every later style sheet polishes.
    return {
        id(widget): f"window {type(widget).__name__} {widget.objectName()!r}"
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible() or isinstance(widget, QMainWindow)
    }


def _timers() -> dict[int, str]:
    from PySide6.QtCore import QTimer
    from shiboken6 import Shiboken

    return {
        id(thing): f"timer of {type(thing.parent()).__name__}, {thing.interval()} ms"
        for thing in Shiboken.getAllValidWrappers()
        if isinstance(thing, QTimer) and thing.isActive() and not thing.isSingleShot()
    }


class _Listener(logging.Handler):
    """Collects formatted records at WARNING and above; called on whichever thread logs."""

    def __init__(self, expected: list[str], found: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._expected = [re.compile(pattern) for pattern in expected]
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not any(pattern.search(message) for pattern in self._expected):
            self._found.append(f"{record.levelname} {record.name}: {message}")


@contextmanager
def unexpected_warnings(expected: list[str]) -> Iterator[list[str]]:
    """Collect log records at WARNING and above, of all threads, that match none of the patterns.

    Handlers that a program under test puts up go with the test: they write to a stream that pytest closes.
    """
    found: list[str] = []
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.addHandler(_Listener(expected, found))
    try:
        yield found
    finally:
        root.handlers[:] = before
        root.setLevel(level)
