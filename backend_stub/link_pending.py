"""Requests of a link that wait for their answers. Any thread; futures are settled on the link's thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from backend_stub.link_config import LinkError
from console.wire import messages as m


@dataclass(frozen=True, slots=True)
class _Pending:
    """A frame that wants an answer; sent again with the same id after a reconnect, until its time is over."""

    frame: bytes
    future: Future[m.HubMessage]
    not_after_s: float


class PendingRequests:
    """By request id."""

    def __init__(self, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._monotonic_s = monotonic_s
        self._lock = threading.Lock()
        self._waiting: dict[str, _Pending] = {}

    def add(self, request_id: str, frame: bytes, future: Future[m.HubMessage], time_s: float) -> None:
        """Wait for an answer for `time_s` seconds."""
        with self._lock:
            self._waiting[request_id] = _Pending(frame, future, self._monotonic_s() + time_s)

    def frames(self) -> list[bytes]:
        """What is to be sent again."""
        with self._lock:
            return [pending.frame for pending in self._waiting.values()]

    def settle(self, request_id: str, answer: m.HubMessage) -> None:
        """An answer came; one that nobody waits for is forgotten."""
        with self._lock:
            pending = self._waiting.pop(request_id, None)
        if pending is not None:
            pending.future.set_result(answer)

    def expire(self) -> None:
        """Fail those whose time is over with LinkError."""
        now_s = self._monotonic_s()
        with self._lock:
            late = [key for key, pending in self._waiting.items() if pending.not_after_s < now_s]
            futures = [self._waiting.pop(key).future for key in late]
        for future in futures:
            future.set_exception(LinkError("no answer in time"))

    def fail_all(self, why: str) -> None:
        """Fail all with LinkError."""
        with self._lock:
            left = list(self._waiting.values())
            self._waiting.clear()
        for pending in left:
            pending.future.set_exception(LinkError(why))
