"""The hub's clock as a client knows it: from pings, between heartbeats, in local monotonic time.

Written on the link's thread; `t_ms` may be read on any.
"""

from __future__ import annotations

from collections import deque

_SAMPLES = 8


class ClockEstimate:
    """Estimates `t_ms` at a local monotonic instant; the sample with the shortest round trip is believed."""

    def __init__(self) -> None:
        self._samples: deque[tuple[int, int, int]] = deque(maxlen=_SAMPLES)
        self._believed: tuple[int, int, int] | None = None
        """(at_ns, t_ms, rate in permille, 0 in a pause): replaced as one, so that readers see a whole one."""
        self.rate_permille = 1000
        self.paused = False
        self.rtt_ms = -1.0

    def on_pong(self, sent_ns: int, t_ms: int, now_ns: int) -> None:
        """A ping sent at `sent_ns` came back at `now_ns`; the hub's clock read `t_ms` about halfway."""
        rtt_ns = max(0, now_ns - sent_ns)
        self.rtt_ms = rtt_ns / 1e6
        self._samples.append((rtt_ns, sent_ns + rtt_ns // 2, t_ms))
        self._believe()

    def on_rate(self, rate_permille: int, paused: bool, t_ms: int, now_ns: int) -> None:
        """A heartbeat's rate; a changed one makes older samples useless."""
        if (rate_permille, paused) != (self.rate_permille, self.paused):
            self.rate_permille, self.paused = rate_permille, paused
            self._samples.clear()
        if not self._samples:
            self._samples.append((10_000_000, now_ns, t_ms))
        self._believe()

    def begin(self, t_ms: int, now_ns: int) -> None:
        """Connected, perhaps to a hub that was restarted: believe the welcome's time until the first pong."""
        self._samples.clear()
        self._samples.append((10_000_000, now_ns, t_ms))
        self._believe()

    def lose(self) -> None:
        """Out of touch: the estimate goes on as it was, so that what is asked meanwhile has a time to expire at."""
        self._samples.clear()
        self.rtt_ms = -1.0

    def _believe(self) -> None:
        _, at_ns, t_ms = min(self._samples)
        self._believed = (at_ns, t_ms, 0 if self.paused else self.rate_permille)

    def t_ms(self, now_ns: int) -> int:
        """The hub's clock now, 0 when it was never heard. Any thread."""
        believed = self._believed
        if believed is None:
            return 0
        at_ns, t_ms, rate_permille = believed
        return t_ms + (now_ns - at_ns) * rate_permille // 1_000_000_000
