"""Who decodes what, and how well: the quality ladder, and who steps down on it or goes to which worker under load.

Pure: measurements and time are given, decisions are returned. Owner: the pool, under its lock. The rungs
(`Quality`) are shared by the workers and whoever names them to a user.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum


class Quality(IntEnum):
    """What a worker decodes of a camera; higher is cheaper. The order is the order of stepping down."""

    FULL = 0
    NO_LOOP_FILTER = 1  # every frame, without the deblocking filter: about a fifth cheaper
    NO_NONREF = 2  # frames that no other frame needs are skipped as well
    KEY_FRAMES = 3  # key frames only: about a third of the cost
    SLOW = 4  # key frames, at most one shown every SLOW_INTERVAL_S


SLOW_INTERVAL_S = 4.0


@dataclass(frozen=True, slots=True)
class CameraLoad:
    """What the governor knows about one open camera. Higher `priority` is spared longer."""

    key: int
    priority: int
    pixel_rate: float


@dataclass(frozen=True, slots=True)
class Limits:
    """When to act. CPU in cores over all workers; late frames are no reason, their camera or its line is."""

    budget_cores: float
    high: float = 0.95
    low: float = 0.70
    hold_down_s: float = 1.5
    hold_up_s: float = 8.0
    hold_up_max_s: float = 120.0


class Governor:
    """One number, the *pressure*, says how many rungs were taken away in all.

    Rungs are taken from the least important camera first, one from each before a second from any. Stepping
    down needs `hold_down_s` of overload, stepping up `hold_up_s` of ease; an upward step that overloads at
    once doubles the wait before the next, so that it does not swing.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pressure = 0
        self._over_since_s: float | None = None
        self._ease_since_s: float | None = None
        self._raised_s: float | None = None
        self._hold_up_s = limits.hold_up_s

    @property
    def pressure(self) -> int:
        """Rungs taken away in all; 0 means everything at full quality."""
        return self._pressure

    def step(self, now_s: float, cpu_cores: float, cameras: Sequence[CameraLoad]) -> dict[int, Quality]:
        """Take one measurement (about twice a second) and return the quality of every camera by key."""
        limits = self._limits
        over = cpu_cores > limits.budget_cores * limits.high
        ease = cpu_cores < limits.budget_cores * limits.low
        self._over_since_s = _since(self._over_since_s, over, now_s)
        self._ease_since_s = _since(self._ease_since_s, ease, now_s)
        most = len(cameras) * int(max(Quality))
        if self._over_since_s is not None and now_s - self._over_since_s >= limits.hold_down_s:
            self._step_down(now_s, cpu_cores, len(cameras))
        elif self._ease_since_s is not None and now_s - self._ease_since_s >= self._hold_up_s:
            self._step_up(now_s, len(cameras))
        self._pressure = min(self._pressure, most)
        return self._shares(cameras)

    def _step_down(self, now_s: float, cpu_cores: float, count: int) -> None:
        if self._raised_s is not None and now_s - self._raised_s < 10.0:
            self._hold_up_s = min(self._limits.hold_up_max_s, self._hold_up_s * 2)
        self._raised_s = None
        excess = max(0.1, cpu_cores / self._limits.budget_cores - self._limits.high)
        self._pressure += max(1, math.ceil(count * min(1.0, 2 * excess)))
        self._over_since_s = now_s
        self._ease_since_s = None

    def _step_up(self, now_s: float, count: int) -> None:
        if self._pressure == 0:
            self._hold_up_s = self._limits.hold_up_s
            return
        self._pressure = max(0, self._pressure - max(1, count // 8))
        self._raised_s = self._ease_since_s = now_s

    def _shares(self, cameras: Sequence[CameraLoad]) -> dict[int, Quality]:
        ranked = sorted(cameras, key=lambda camera: (camera.priority, -camera.pixel_rate, camera.key))
        if not ranked:
            return {}
        each, more = divmod(self._pressure, len(ranked))
        top = int(max(Quality))
        return {
            camera.key: Quality(min(top, each + (1 if place < more else 0)))
            for place, camera in enumerate(ranked)
        }


def _since(since_s: float | None, holds: bool, now_s: float) -> float | None:
    if not holds:
        return None
    return now_s if since_s is None else since_s


def pick_worker(loads: Mapping[int, Sequence[CameraLoad]]) -> int:
    """The worker (by index) that a new camera goes to: the least pixels per second, then the fewest cameras.

    Raises ValueError where there is no worker.
    """
    return min(
        loads, key=lambda worker: (sum(c.pixel_rate for c in loads[worker]), len(loads[worker]), worker)
    )
