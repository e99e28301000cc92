"""Jittered exponential backoff for reconnecting. Pure but for the random generator given; one owner."""

from __future__ import annotations

import random


class Backoff:
    """Waiting times that grow from `first_s` by `factor` up to `cap_s`, each spread by ± `jitter`.

    The first tries are quick: a camera that was restarted is back within a minute, and should be seen at once.
    The jitter keeps a hundred cameras of one dead switch from knocking at the same moment.
    """

    def __init__(
        self,
        first_s: float = 0.5,
        factor: float = 1.25,
        cap_s: float = 15.0,
        jitter: float = 0.3,
        rng: random.Random | None = None,
    ) -> None:
        if first_s <= 0 or factor < 1 or cap_s < first_s or not 0 <= jitter < 1:
            raise ValueError("backoff needs 0 < first_s <= cap_s, factor >= 1, 0 <= jitter < 1")
        self._first_s = first_s
        self._factor = factor
        self._cap_s = cap_s
        self._jitter = jitter
        self._rng = rng or random.Random()
        self._tries = 0

    @property
    def tries(self) -> int:
        """How many waiting times were handed out since the last `reset`."""
        return self._tries

    def next_s(self) -> float:
        """Return the next waiting time in seconds and count it."""
        plain = min(self._cap_s, self._first_s * self._factor ** min(self._tries, 64))
        self._tries += 1
        return plain * (1.0 + self._jitter * (2.0 * self._rng.random() - 1.0))

    def reset(self) -> None:
        """Start again after a success."""
        self._tries = 0
