"""Keeps a stream at its live edge, or plays it at its own pace. Pure: time is given. A camera thread's own.

A live stream is late when its frames arrive later, measured on its own clock, than its promptest ones of the last
seconds did: after a stall TCP delivers everything that piled up, and showing it would keep the tile behind.
A camera's clock may be wrong: it runs slow or fast, it is set. Only the last `WINDOW_S` are remembered, so that a
wrong rate adds up to little, and times that step back begin anew at once: that is no lateness.
Sources that come in bursts (HLS segments) or as fast as one reads (files) are paced by their own clock.
"""

from __future__ import annotations

from collections import deque

LATE_S = 0.35
WINDOW_S = 2.0
_GAP_S = 1.0
"""A silence counts as no more than this: after a stall the promptness before it is still known."""
_JUMP_S = 5.0


class LiveEdge:
    """How late frames are, from (presentation time, arrival time) pairs in seconds."""

    def __init__(self) -> None:
        self._prompt: deque[tuple[float, float]] = deque()
        """(our clock, offset) of frames that none after them was prompter than: the first is the promptest."""
        self._clock_s = 0.0
        self._last: tuple[float, float] | None = None
        self.catches_up = False
        """True while frames come at more than twice their own pace: more of them wait on the line."""

    def lag_s(self, pts_s: float, arrival_s: float) -> float:
        """Return by how much this frame trails the promptest of the last seconds."""
        last, self._last = self._last, (pts_s, arrival_s)
        self.catches_up = False
        if last is None or pts_s < last[0]:
            self._prompt.clear()
        else:
            gap_s = arrival_s - last[1]
            self.catches_up = gap_s < 0.5 * (pts_s - last[0])
            self._clock_s += min(gap_s, _GAP_S)
        offset = arrival_s - pts_s
        while self._prompt and self._prompt[-1][1] >= offset:
            self._prompt.pop()
        self._prompt.append((self._clock_s, offset))
        while self._prompt[0][0] < self._clock_s - WINDOW_S:
            self._prompt.popleft()
        return offset - self._prompt[0][1]


class Pacer:
    """When to show frames of a source that does not come in real time."""

    def __init__(self, buffer_s: float = 0.0) -> None:
        self._buffer_s = buffer_s
        self._base_s: float | None = None
        self._last_pts_s = 0.0

    def wait_s(self, pts_s: float, now_s: float) -> float:
        """Return how long to wait before showing the frame; never negative. A jump or a lag starts again."""
        jumped = not -0.001 <= pts_s - self._last_pts_s <= _JUMP_S
        self._last_pts_s = pts_s
        if self._base_s is None or jumped:
            self._base_s = now_s + self._buffer_s - pts_s
        wait = self._base_s + pts_s - now_s
        if wait < -1.0 or wait > _JUMP_S:
            self._base_s = now_s - pts_s
            return 0.0
        return max(0.0, wait)
