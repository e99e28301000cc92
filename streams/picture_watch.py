"""Whether a picture stands still, judged where nothing overlays, over a window. Pure: time is given; one owner.

A camera whose encoder hangs sends the same picture for ever, at full rate. The worker reduces a picture to 16 × 9 mean
brightnesses about once a second (a *signature*). What that has to tell apart:

- A clock, a blinking dot, a counter are burnt in and run on while the picture behind them hangs: few cells, always
  restless. They and the letters beside them are no sign of life, but then the verdict waits longer, since a quiet
  street at night also changes little.
- Noise of the line or of coding moves every cell a little, back and forth: what cells move from one second to the next,
  and means over five seconds, tell it from light that fades and from what passes by.
- A connection that is begun anew may bring the same picture: what was seen outlives it. Silence does not count as time.

Frozen is a statement about the picture, not about the link: a change elsewhere takes it back at once.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from streams.signature import SIGNATURE_COLUMNS, SIGNATURE_ROWS

FROZEN_S = 15.0
FROZEN_OVERLAY_S = 40.0
_CELLS = SIGNATURE_COLUMNS * SIGNATURE_ROWS
_EVERY_S = 0.9
_GAP_S = 2.0
"""Signatures further apart than this have a silence between them, which is no standing still."""
_STILL, _NOISY = 2.0, 6.5
"""Of 255, the least and the most that a cell may move as noise within a window."""
_NOISE_RANGE = 7.5
"""How far noise moves the farthest of all cells in a window, in its standard deviations."""
_DRIFT, _MEAN_OF, _DRIFT_NOISE = 1.5, 5, 3.2
"""Of 255, between the means of the first and the last so many signatures, light that fades; what noise does there."""
_SLACK = 1.5
"""A picture that was found still may move so much more before it is found alive: noise has outliers."""
_EDGE_CELLS, _INNER_CELLS = 16, 4
"""So many restless cells are an overlay: at the picture's edges (two rows or columns), or a dot anywhere."""
_MOST_CELLS = 32
"""More than so many cells are no overlay, with all that may lie beside it."""
_BESIDE_ROWS, _BESIDE_COLUMNS = 1, 4
"""How far the rest of an overlay reaches from what is restless: the minutes beside the seconds."""

Cells = NDArray[np.bool_]
"""SIGNATURE_ROWS × SIGNATURE_COLUMNS."""


class PictureWatch:
    """Decides from signatures whether the picture stands still."""

    def __init__(self, frozen_s: float = FROZEN_S, frozen_overlay_s: float = FROZEN_OVERLAY_S) -> None:
        self._frozen_s = frozen_s
        self._frozen_overlay_s = frozen_overlay_s
        self._seen: deque[tuple[float, bytes]] = deque()
        self._clock_s = 0.0
        self._last_s: float | None = None
        self._is_frozen = False

    @property
    def is_frozen(self) -> bool:
        """True once the picture stood still for long enough, by the newest signature."""
        return self._is_frozen

    def see(self, now_s: float, signature: bytes) -> None:
        """Take the newest signature: `SIGNATURE_ROWS` × `SIGNATURE_COLUMNS` bytes, row by row."""
        if len(signature) != _CELLS:
            return
        if self._last_s is not None:
            gap_s = now_s - self._last_s
            if gap_s < _EVERY_S and signature == self._seen[-1][1]:
                return
            self._clock_s += min(gap_s, _GAP_S)
        self._last_s = now_s
        self._seen.append((self._clock_s, signature))
        while len(self._seen) > 1 and self._seen[1][0] <= self._clock_s - self._frozen_overlay_s:
            self._seen.popleft()
        self._is_frozen = self._stands_still()

    def _stands_still(self) -> bool:
        slack = _SLACK if self._is_frozen else 1.0
        short = self._window(self._frozen_s)
        if short is None:
            return False
        moving_now = int(_moving(short, slack).sum())
        if moving_now == 0:
            return True
        long = self._window(self._frozen_overlay_s)
        if long is None or moving_now > _MOST_CELLS:
            return False
        moving, third = _moving(long, slack), len(long) // 3
        restless = moving & _moving(long[:third]) & _moving(long[third : 2 * third]) & _moving(long[-third:])
        return _is_overlay(restless) and not (moving & ~_beside(restless)).any()

    def _window(self, length_s: float) -> NDArray[np.float32] | None:
        """The signatures of the last `length_s`, one a row of cells; None before so much was seen."""
        since_s = self._clock_s - length_s
        if self._seen[0][0] > since_s:
            return None
        seen = b"".join(signature for clock_s, signature in self._seen if clock_s >= since_s)
        cells = np.frombuffer(seen, np.uint8).astype(np.float32)
        return cells.reshape(-1, SIGNATURE_ROWS, SIGNATURE_COLUMNS)


def _moving(seen: NDArray[np.float32], slack: float = 1.0) -> Cells:
    """The cells that moved: further than noise, or steadily."""
    noise = float(np.median(np.abs(np.diff(seen, axis=0)).mean(axis=0))) / 1.13 if len(seen) > 1 else 0.0
    moved: Cells = np.ptp(seen, axis=0) > slack * min(_NOISY, max(_STILL, _NOISE_RANGE * noise))
    drift: NDArray[np.float32] = np.abs(seen[-_MEAN_OF:].mean(axis=0) - seen[:_MEAN_OF].mean(axis=0))
    moved |= drift > slack * max(_DRIFT, _DRIFT_NOISE * noise)
    return moved


def _is_overlay(restless: Cells) -> bool:
    return int(restless[2:-2, 2:-2].sum()) <= _INNER_CELLS and int(restless.sum()) <= _EDGE_CELLS


def _beside(restless: Cells) -> Cells:
    """The cells that belong to the same overlays."""
    beside = np.zeros_like(restless)
    for row, column in np.argwhere(restless):
        rows = slice(max(0, row - _BESIDE_ROWS), row + _BESIDE_ROWS + 1)
        beside[rows, max(0, column - _BESIDE_COLUMNS) : column + _BESIDE_COLUMNS + 1] = True
    return beside
