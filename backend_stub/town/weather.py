"""The wind over the demo town, as its weather station tells it: where it comes from, and how it turns.

Pure given a seed, any thread; stepped by `backend_stub.town.simulation`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from console.domain.registry.commands import SetWind
from console.domain.registry.entities import Wind

from .scenario_story import WindStory

ASK_AGAIN_MS = 20_000
GUST = (0.75, 1.3)


class Weather:
    """One weather station."""

    def __init__(self, story: WindStory, seed: int) -> None:
        self._story = story
        self._dice = random.Random(f"wind:{seed}")
        drawn = self._dice.randrange(360)
        self._from_deg = story.from_deg if story.from_deg >= 0 else drawn
        self._mps = story.speed_mps
        self._gust = 1.0
        self._turn_ms = -1
        self._asked_ms = -ASK_AGAIN_MS

    def turn(self, from_deg: int, speed_mps: float) -> None:
        """The wind turns, and drifts from there."""
        self._from_deg, self._mps, self._gust = from_deg % 360, speed_mps, 1.0
        self._asked_ms = -ASK_AGAIN_MS

    def step(self, t_ms: int, winds: Mapping[str, Wind]) -> list[SetWind]:
        """What the station reports now: the wind when it is not what the picture says."""
        every_ms = round(self._story.every_s * 1000)
        if self._turn_ms < 0:
            self._turn_ms = t_ms + every_ms
        elif t_ms >= self._turn_ms:
            self._turn_ms = t_ms + every_ms
            drift = self._story.drift_deg
            self._from_deg = (self._from_deg + self._dice.randint(-drift, drift)) % 360
            self._gust = self._dice.uniform(*GUST)
            self._asked_ms = -ASK_AGAIN_MS
        told = next(iter(winds.values()), None)
        now = (self._from_deg, round(self._mps * self._gust * 100))
        if told is not None and (told.from_deg, told.speed_cmps) == now:
            return []
        if t_ms - self._asked_ms < ASK_AGAIN_MS:
            return []
        self._asked_ms = t_ms
        return [SetWind(from_deg=now[0], speed_cmps=now[1])]
