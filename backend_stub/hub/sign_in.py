"""Sign-in: argon2 on a thread of its own (some 50 ms each), and how often one may try. Owned by the service."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from .store.access_list import AccessList, Account

_log = logging.getLogger(__name__)

FREE_TRIES: Final = 5
MAX_WAIT_S: Final = 300.0
MAX_QUEUED: Final = 64


@dataclass(frozen=True, slots=True)
class Checked:
    """Outcome of one try; `account` None = wrong. `number` is what the try was put with."""

    identity: bytes
    user: str
    account: Account | None
    number: int = 0


class Tries:
    """Failures per name: after FREE_TRIES each further one doubles the wait. Main thread."""

    def __init__(self) -> None:
        self._failures: dict[str, tuple[int, float]] = {}

    def wait_s(self, name: str, now_s: float) -> float:
        """Seconds until `name` may try again; 0 = now."""
        count, last_s = self._failures.get(name, (0, now_s))
        if count < FREE_TRIES:
            return 0.0
        return max(0.0, last_s + min(MAX_WAIT_S, 2.0 ** (count - FREE_TRIES + 1)) - now_s)

    def failed(self, name: str, now_s: float) -> None:
        """Note a failure."""
        count, _ = self._failures.get(name, (0, 0.0))
        self._failures[name] = (count + 1, now_s)
        if len(self._failures) > 10_000:
            oldest = min(self._failures, key=lambda each: self._failures[each][1])
            del self._failures[oldest]

    def succeeded(self, name: str) -> None:
        """Forget the failures."""
        self._failures.pop(name, None)


class SignInDesk:
    """Checks passwords. `done(Checked)` is called on the desk's thread."""

    def __init__(self, access: AccessList, done: Callable[[Checked], None]) -> None:
        self._access = access
        self._done = done
        self._queue: queue.Queue[tuple[bytes, str, str, int] | None] = queue.Queue(MAX_QUEUED)
        self._thread = threading.Thread(target=self._run, name="sign-in", daemon=True)
        self._thread.start()

    def put(self, identity: bytes, user: str, password: str, number: int = 0) -> bool:
        """Have a password checked; False when too many wait already."""
        try:
            self._queue.put_nowait((identity, user, password, number))
        except queue.Full:
            return False
        return True

    def stop(self) -> None:
        """End the thread."""
        self._queue.put(None)
        self._thread.join(10.0)

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            identity, user, password, number = job
            account = None
            try:
                account = self._access.check_password(user, password)
            except Exception:  # noqa: BLE001 - whatever is wrong with the list: nobody comes in, and the desk stays
                _log.exception("the access list cannot be read")
            self._done(Checked(identity, user, account, number))
