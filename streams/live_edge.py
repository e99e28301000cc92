"""Keeps a stream at its live edge, or plays it at its own pace. Pure: time is given. A camera thread's own.

A live stream is late when its frames arrive later, measured on its own clock, than its promptest ones did:
after a stall TCP delivers everything that piled up, and showing it would keep the tile behind for ever.
Sources that come in bursts (HLS segments) or as fast as one reads (files) are paced by their own clock.
"""

from __future__ import annotations

LATE_S = 0.35
_JUMP_S = 5.0
_DRIFT = 0.0005  # clocks of cheap cameras run up to 500 ppm apart


class LiveEdge:
    """How late frames are, from (presentation time, arrival time) pairs in seconds."""

    def __init__(self) -> None:
        self._offset_s: float | None = None
        self._last_pts_s = 0.0
        self._last_arrival_s = 0.0

    def lag_s(self, pts_s: float, arrival_s: float) -> float:
        """Return by how much this frame trails the promptest seen; a jump in the clock starts again."""
        offset = arrival_s - pts_s
        jumped = not -_JUMP_S < pts_s - self._last_pts_s < _JUMP_S + (arrival_s - self._last_arrival_s)
        if self._offset_s is None or jumped:
            self._offset_s = offset
        else:
            drift = _DRIFT * max(0.0, arrival_s - self._last_arrival_s)
            self._offset_s = min(offset, self._offset_s + drift)
        self._last_pts_s, self._last_arrival_s = pts_s, arrival_s
        return offset - self._offset_s


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
