"""A sensor's alarm is raised at its threshold and cleared well below it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend_stub.intake.sensors import SensorGate
from console.domain.registry.commands import ClearSensorAlarm, RaiseSensorAlarm


def test_alarm_is_raised_once_and_cleared_once() -> None:
    gate = SensorGate("SEN-1", 1000)
    said = [gate.take(value) for value in (200, 999, 1000, 1500, 950, 901, 899, 200)]
    assert said[2] == RaiseSensorAlarm(sensor_id="SEN-1", value_milli=1000)
    assert said[6] == ClearSensorAlarm(sensor_id="SEN-1", value_milli=899)
    assert [x for x in said if x is not None] == [said[2], said[6]]


def test_value_that_trembles_on_the_threshold_rings_once() -> None:
    gate = SensorGate("SEN-1", 1000)
    assert sum(gate.take(value) is not None for value in (999, 1001) * 20) == 1


@given(st.lists(st.integers(0, 3000)))
def test_raising_and_clearing_take_turns(values: list[int]) -> None:
    gate = SensorGate("SEN-1", 1000)
    said = [type(x) for x in map(gate.take, values) if x is not None]
    assert said == [RaiseSensorAlarm if i % 2 == 0 else ClearSensorAlarm for i in range(len(said))]
