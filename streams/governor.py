"""Who decodes what, and how well: the quality ladder, and who steps down on it or goes to which worker under load.

Pure: measurements and time are given, decisions are returned. Owner: the pool, under its lock. The rungs
(`Quality`) are shared by the workers and whoever names them to a user.
"""

from __future__ import annotations

import heapq
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
_COST = {
    Quality.FULL: 1.0,
    Quality.NO_LOOP_FILTER: 0.8,
    Quality.NO_NONREF: 0.75,
    Quality.KEY_FRAMES: 0.33,
    Quality.SLOW: 0.25,
}
"""What a rung costs of full quality: a first guess, which codec and camera make wrong by up to a factor of three."""
_SPARED = 8.0
"""A camera of the next priority is stepped down as one that costs so many times less."""


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
    settle_s: float = 3.0
    """After a change nothing is decided for so long: decoders change at key frames, and the meter is smoothed."""
    hold_up_s: float = 8.0
    remembered_s: float = 20.0
    remembered_max_s: float = 160.0
    """How long what was too much is not tried again: twice as long each time that it was."""

    @property
    def aim_cores(self) -> float:
        """Where it steps to: the middle of what is neither too much nor too little."""
        return self.budget_cores * (self.high + self.low) / 2


class Governor:
    """One number, what is *allowed*, says how much may be decoded: pixels per second, weighted by the rungs' cost.

    The camera that costs most takes the next step down, so that a large one never costs small ones their quality; of
    equal ones each takes one before any takes a second. What is allowed is computed from what was measured. Since the
    rungs' costs are guessed, it remembers what was enough and what was too much, and goes between the two next.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._allowed = float("inf")
        self._shares: dict[int, Quality] = {}
        self._full = 0.0
        self._enough, self._too_much = 0.0, float("inf")
        self._too_much_s = 0.0
        self._remembered_s = limits.remembered_s
        self._changed_s = float("-inf")
        self._over_since_s: float | None = None
        self._ease_since_s: float | None = None

    @property
    def pressure(self) -> int:
        """Rungs taken away in all; 0 means everything at full quality."""
        return sum(int(quality) for quality in self._shares.values())

    def step(self, now_s: float, cpu_cores: float, cameras: Sequence[CameraLoad]) -> dict[int, Quality]:
        """Take one measurement (about twice a second) and return the quality of every camera by key."""
        limits = self._limits
        over = cpu_cores > limits.budget_cores * limits.high
        ease = cpu_cores < limits.budget_cores * limits.low
        self._over_since_s = _since(self._over_since_s, over, now_s)
        self._ease_since_s = _since(self._ease_since_s, ease, now_s)
        self._note_cameras(now_s, cameras)
        used = sum(_cost(camera, self._shares.get(camera.key, Quality.FULL)) for camera in cameras)
        if now_s - self._changed_s >= limits.settle_s and used > 0:
            if not over:
                self._enough = max(used, self._enough)
            if _held(self._over_since_s, limits.hold_down_s, now_s):
                self._step_down(now_s, used, cpu_cores, cameras)
            elif _held(self._ease_since_s, limits.hold_up_s, now_s):
                self._step_up(now_s, used, cpu_cores, cameras)
        shares = _shares(cameras, self._allowed)
        if any(self._shares.get(key, quality) is not quality for key, quality in shares.items()):
            self._note_change(now_s)
        self._shares = shares
        return dict(shares)

    def _note_change(self, now_s: float) -> None:
        self._changed_s = now_s
        self._over_since_s = self._ease_since_s = None

    def _note_cameras(self, now_s: float, cameras: Sequence[CameraLoad]) -> None:
        """What was measured of some cameras says little about others; what was too much may be less after a while."""
        full = sum(camera.pixel_rate for camera in cameras)
        if abs(full - self._full) > 0.1 * self._full:
            self._full = full
            self._enough, self._too_much = 0.0, float("inf")
            self._remembered_s = self._limits.remembered_s
            self._note_change(now_s)
        elif now_s - self._too_much_s > self._remembered_s:
            self._too_much = float("inf")

    def _step_down(self, now_s: float, used: float, cpu_cores: float, cameras: Sequence[CameraLoad]) -> None:
        if self._too_much == float("inf") and self._too_much_s:
            self._remembered_s = min(self._limits.remembered_max_s, 2 * self._remembered_s)
        self._too_much, self._too_much_s = min(self._too_much, used), now_s
        if used <= self._enough:
            self._enough = 0.0  # it is enough no more
        aim = max(self._enough, used * self._limits.aim_cores / cpu_cores)
        self._allowed = min(aim, _next_below(cameras, self._shares, used))

    def _step_up(self, now_s: float, used: float, cpu_cores: float, cameras: Sequence[CameraLoad]) -> None:
        if all(quality is Quality.FULL for quality in self._shares.values()):
            self._allowed, self._remembered_s = float("inf"), self._limits.remembered_s
            return
        aim = min(used * self._limits.aim_cores / max(cpu_cores, 0.01), (used + self._too_much) / 2)
        wanted = max(aim, _next_above(cameras, self._shares, used))
        if wanted < 0.99 * self._too_much:
            self._allowed = wanted
            self._ease_since_s = now_s


def _cost(camera: CameraLoad, quality: Quality) -> float:
    return camera.pixel_rate * _COST[quality]


def _shares(cameras: Sequence[CameraLoad], allowed: float) -> dict[int, Quality]:
    """The best rungs that cost no more than `allowed` in all; the last ones where that is still too much."""
    shares = {camera.key: Quality.FULL for camera in cameras}
    used = sum(camera.pixel_rate for camera in cameras)
    by_cost = [_turn(camera, Quality.FULL) for camera in cameras]
    heapq.heapify(by_cost)
    known = {camera.key: camera for camera in cameras}
    while by_cost and used > allowed * (1 + 1e-9):
        key = heapq.heappop(by_cost)[-1]
        camera, lower = known[key], Quality(shares[key] + 1)
        used -= _cost(camera, shares[key]) - _cost(camera, lower)
        shares[key] = lower
        if lower is not max(Quality):
            heapq.heappush(by_cost, _turn(camera, lower))
    return shares


def _turn(camera: CameraLoad, quality: Quality) -> tuple[float, int, int]:
    """Whose turn it is to step down: the lowest."""
    return -_cost(camera, quality) / _SPARED**camera.priority, camera.priority, camera.key


def _next_below(cameras: Sequence[CameraLoad], shares: Mapping[int, Quality], used: float) -> float:
    """What the smallest step down leaves; a little less than `used` where no rung is left."""
    steps = [
        _cost(camera, quality) - _cost(camera, Quality(quality + 1))
        for camera in cameras
        if (quality := shares.get(camera.key, Quality.FULL)) is not max(Quality)
    ]
    return used - min(steps, default=0.01 * used)


def _next_above(cameras: Sequence[CameraLoad], shares: Mapping[int, Quality], used: float) -> float:
    """What the smallest step up of a camera takes."""
    steps = [
        _cost(camera, Quality(quality - 1)) - _cost(camera, quality)
        for camera in cameras
        if (quality := shares.get(camera.key, Quality.FULL)) is not Quality.FULL
    ]
    return used + min(steps, default=0.0)


def _since(since_s: float | None, holds: bool, now_s: float) -> float | None:
    if not holds:
        return None
    return now_s if since_s is None else since_s


def _held(since_s: float | None, hold_s: float, now_s: float) -> bool:
    return since_s is not None and now_s - since_s >= hold_s


def pick_worker(loads: Mapping[int, Sequence[CameraLoad]]) -> int:
    """The worker (by index) that a new camera goes to: the least pixels per second, then the fewest cameras.

    Raises ValueError where there is no worker.
    """
    return min(
        loads, key=lambda worker: (sum(c.pixel_rate for c in loads[worker]), len(loads[worker]), worker)
    )
