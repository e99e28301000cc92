"""Keeps the map page alive: starts it, notices a crash or a hang, starts it again.

Qt main thread; used by `MapView`.
"""

from __future__ import annotations

import logging
import os
import signal
from collections import deque
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage

from widgets.map.scheme import PAGE_URL

_log = logging.getLogger(__name__)

PING_MS = 5_000
HUNG_AFTER_PINGS = 4
UP_WITHIN_MS = 30_000
MAX_CRASHES = 5
CRASH_WINDOW_MS = 60_000
_BACKOFF_MS = (200, 1_000, 2_000, 5_000)


class KeptPage(Protocol):
    """What the keeper needs of a QWebEnginePage."""

    @property
    def renderProcessTerminated(self) -> Any: ...
    def load(self, url: QUrl, /) -> None: ...
    def renderProcessPid(self) -> int: ...


class PageKeeper(QObject):
    """The page's life. Up means: its channel is open and it takes messages."""

    restarting = Signal()
    """The page is gone and will be started again by itself."""
    gave_up = Signal(str)
    """Too many crashes, or it never came up; only `restart` helps."""
    ping = Signal(int)
    """Send this number to the page, which answers with it."""

    def __init__(self, page: KeptPage, parent: QObject, *, ping_ms: int = PING_MS) -> None:
        super().__init__(parent)
        self._page = page
        self._up = False
        self._started = False
        self._number = 0
        self._answered = 0
        self._crashes: deque[int] = deque(maxlen=MAX_CRASHES)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._ping_timer = QTimer(self)
        self._ping_timer.setInterval(ping_ms)
        self._ping_timer.timeout.connect(self._on_ping_timer)
        self._load_timer = QTimer(self)
        self._load_timer.setSingleShot(True)
        self._load_timer.timeout.connect(self._load)
        self._up_timer = QTimer(self)
        self._up_timer.setSingleShot(True)
        self._up_timer.setInterval(UP_WITHIN_MS)
        self._up_timer.timeout.connect(lambda: self._give_up(self.tr("The map page does not start.")))
        page.renderProcessTerminated.connect(self._on_terminated)

    @property
    def is_up(self) -> bool:
        """Whether the page takes messages now."""
        return self._up

    def start(self) -> None:
        """Load the page, once."""
        if not self._started:
            self._started = True
            self._load()

    def restart(self) -> None:
        """Load the page again, with a clean slate."""
        self._started = True
        self._crashes.clear()
        self._load()

    def stop(self) -> None:
        """The page is about to be deleted: nothing is loaded or asked any more."""
        self._up = False
        for timer in (self._ping_timer, self._load_timer, self._up_timer):
            timer.stop()

    def set_watching(self, watching: bool) -> None:
        """Ping only while the map can be seen: a hidden page may rightly sleep."""
        self._answered = self._number
        if watching:
            self._ping_timer.start()
        else:
            self._ping_timer.stop()

    def page_is_up(self) -> None:
        """The page has said that it is ready."""
        self._up = True
        self._answered = self._number
        self._up_timer.stop()

    def page_answered(self, number: int) -> None:
        """The page has answered a ping."""
        self._answered = max(self._answered, min(number, self._number))

    def page_erred(self, code: str, text: str) -> None:
        """The page has reported an error; after a fatal one it draws no more."""
        _log.warning("map page: %s: %s", code, text)
        if code == "fatal":
            self._give_up(self.tr("The map page cannot draw: {0}").format(text))

    def _load(self) -> None:
        self._up = False
        self._up_timer.start()
        self._page.load(QUrl(PAGE_URL))

    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        _log.warning("map page ended: %s, code %d", status.name, code)
        self._up = False
        self._up_timer.stop()
        now = self._clock.elapsed()
        self._crashes.append(now)
        if len(self._crashes) == MAX_CRASHES and now - self._crashes[0] < CRASH_WINDOW_MS:
            self._give_up(self.tr("The map page keeps crashing."))
            return
        recent = sum(1 for then in self._crashes if now - then < CRASH_WINDOW_MS)
        self.restarting.emit()
        self._load_timer.start(_BACKOFF_MS[min(recent, len(_BACKOFF_MS)) - 1])

    def _on_ping_timer(self) -> None:
        if not self._up:
            return
        if self._number - self._answered >= HUNG_AFTER_PINGS:
            self._end_hung_page()
            return
        self._number += 1
        self.ping.emit(self._number)

    def _end_hung_page(self) -> None:
        _log.warning("map page does not answer: ending it")
        self._up = False
        pid = int(self._page.renderProcessPid())
        if pid > 0:
            # SIGKILL where there is one: a hung page does not hear anything softer.
            os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def _give_up(self, reason: str) -> None:
        self._up = False
        self._up_timer.stop()
        self._load_timer.stop()
        self.gave_up.emit(reason)
