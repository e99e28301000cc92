"""When alarms come in a flood (DOMAIN §5): over ten in ten minutes, until under five. Pure; Qt main thread.

In a flood an event sounds once, and again only when it becomes graver: whatever groups the calls in the queue groups
their sounds. Used by the shell, one for each console.
"""

from __future__ import annotations

from collections import deque
from typing import Final

WINDOW_MS: Final = 10 * 60_000
BEGINS_OVER: Final = 10
ENDS_UNDER: Final = 5


class AlarmFlood:
    """See the module. Times are hub milliseconds."""

    def __init__(self) -> None:
        self._times: deque[int] = deque()
        self._sounded: dict[str, int] = {}
        """Gravest level that each event has sounded with, in this flood and just before it."""
        self.flooded = False

    def count(self, now_ms: int) -> int:
        """Alarms of the last ten minutes."""
        while self._times and now_ms - self._times[0] >= WINDOW_MS:
            self._times.popleft()
        if len(self._times) < ENDS_UNDER:
            self.flooded = False
        return len(self._times)

    def admit(self, now_ms: int, event: str, level: int) -> bool:
        """Whether this alarm sounds. `event`: what it is about, the same for all calls of one group."""
        before = self.count(now_ms)
        if not before:
            self._sounded.clear()
        self._times.append(now_ms)
        self.flooded = self.flooded or before + 1 > BEGINS_OVER
        sounded = self._sounded.get(event, 0)
        graver = not sounded or 0 < level < sounded
        if graver:
            self._sounded[event] = level or 4
        return graver or not self.flooded
