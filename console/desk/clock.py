"""The hub's clock as the console knows it. Qt main thread; used by every model and by the window's one-second tick."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime


class SeatClock:
    """`now_ms` carries the last known hub time on by the local monotonic clock, at the hub's rate; it never jumps back.

    `epoch_ms` is the UTC instant of hub time 0.
    """

    def __init__(self, monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._monotonic_ns = monotonic_ns
        self._base_ms = 0
        self._base_ns = monotonic_ns()
        self._rate = 1.0
        self._shown_ms = 0
        self.epoch_ms = 0

    def set(self, clock_ms: int, mono_ns: int, rate_permille: int = 1000, paused: bool = False) -> None:
        """Take the hub's time `clock_ms` as it was at the local instant `mono_ns`."""
        self._base_ms, self._base_ns = clock_ms, mono_ns
        self._rate = 0.0 if paused else rate_permille / 1000

    def restart(self, clock_ms: int, epoch_ms: int) -> None:
        """Begin with another source's clock, which may be earlier."""
        self.epoch_ms = epoch_ms
        self._shown_ms = clock_ms
        self._base_ms, self._base_ns = clock_ms, self._monotonic_ns()

    def now_ms(self) -> int:
        """Hub time now, in milliseconds."""
        passed_ms = (self._monotonic_ns() - self._base_ns) / 1e6 * self._rate
        self._shown_ms = max(self._shown_ms, self._base_ms + int(passed_ms))
        return self._shown_ms

    @property
    def rate(self) -> float:
        """Hub milliseconds that pass in a local one; 0 while the hub's clock is held."""
        return self._rate

    def wall_text(self, t_ms: int, seconds: bool = True) -> str:
        """A hub time as local wall clock, `14:22:20`."""
        when = datetime.fromtimestamp((self.epoch_ms + t_ms) / 1000).astimezone()
        return when.strftime("%H:%M:%S" if seconds else "%H:%M")
