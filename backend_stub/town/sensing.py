"""The demo town's sensors: values that rise over their threshold now and then and fall again.

Pure given a seed, any thread; stepped by `backend_stub.town.simulation`. Only crossings become commands
(`backend_stub.intake`).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from backend_stub.intake import SensorGate
from console.domain.registry.commands import ClearSensorAlarm, RaiseSensorAlarm
from console.domain.registry.entities import Sensor

from .scenario import SensorStory

QUIET_PERMILLE = 350
PEAK_PERMILLE = (1100, 1600)


@dataclass(slots=True)
class Climb:
    """One story: from quiet to the peak, there for a while, and down again. Times in t_ms."""

    sensor_id: str
    start_ms: int
    top_ms: int
    fall_ms: int
    end_ms: int
    peak_permille: int

    def permille(self, t_ms: int) -> int:
        """Value as a part of the threshold."""
        if t_ms < self.top_ms:
            share = (t_ms - self.start_ms) / max(1, self.top_ms - self.start_ms)
        elif t_ms < self.fall_ms:
            share = 1.0
        else:
            share = max(0.0, (self.end_ms - t_ms) / max(1, self.end_ms - self.fall_ms))
        return QUIET_PERMILLE + round((self.peak_permille - QUIET_PERMILLE) * share)


class Sensing:
    """All sensors of the town."""

    def __init__(self, story: SensorStory, seed: int, start_ms: int) -> None:
        self._story = story
        self._dice = random.Random(f"sensors:{seed}")
        self._gates: dict[str, SensorGate] = {}
        self._climbs: list[Climb] = []
        self._next_ms = start_ms + self._pause_ms()

    def step(self, t_ms: int, sensors: dict[str, Sensor]) -> list[RaiseSensorAlarm | ClearSensorAlarm]:
        """Alarms raised and cleared now."""
        if t_ms >= self._next_ms and sensors:
            self._next_ms = t_ms + self._pause_ms()
            self._begin(t_ms, self._dice.choice(sorted(sensors)))
        asks: list[RaiseSensorAlarm | ClearSensorAlarm] = []
        for climb in self._climbs:
            sensor = sensors.get(climb.sensor_id)
            if sensor is None:
                continue
            gate = self._gates.setdefault(
                sensor.id, SensorGate(sensor.id, sensor.threshold_milli, sensor.alarm)
            )
            ask = gate.take(sensor.threshold_milli * climb.permille(t_ms) // 1000)
            if ask is not None:
                asks.append(ask)
        self._climbs = [climb for climb in self._climbs if t_ms <= climb.end_ms]
        return asks

    def calm(self, t_ms: int, sensor_id: str) -> None:
        """Somebody dealt with the cause: the value falls from now on."""
        for climb in self._climbs:
            if climb.sensor_id == sensor_id and climb.fall_ms > t_ms:
                climb.end_ms = t_ms + (climb.end_ms - climb.fall_ms)
                climb.fall_ms = t_ms

    def _begin(self, t_ms: int, sensor_id: str) -> None:
        if any(climb.sensor_id == sensor_id for climb in self._climbs):
            return
        rise, stay = self._dice.uniform(*self._story.rise_s), self._dice.uniform(*self._story.stay_s)
        top_ms = t_ms + round(rise * 1000)
        fall_ms = top_ms + round(stay * 1000)
        peak = self._dice.randint(*PEAK_PERMILLE)
        self._climbs.append(Climb(sensor_id, t_ms, top_ms, fall_ms, fall_ms + round(rise * 1000), peak))

    def _pause_ms(self) -> int:
        return max(1000, round(self._dice.expovariate(self._story.alarms_per_hour / 3_600_000)))
