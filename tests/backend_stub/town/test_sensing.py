"""Sensors' values climb over their threshold and fall again; each crossing is one command."""

from __future__ import annotations

from backend_stub.town.scenario import SensorStory
from backend_stub.town.sensing import Sensing
from console.domain.registry.commands import ClearSensorAlarm, RaiseSensorAlarm
from console.domain.registry.entities import Sensor

SENSOR = Sensor(
    id="SEN-01",
    name_zh="燃气",
    name_en="Gas",
    lon_e7=1,
    lat_e7=1,
    measures="gas",
    unit="%LEL",
    threshold_milli=20_000,
    type_code="GAS",
)
BUSY = SensorStory(alarms_per_hour=60.0, rise_s=(20.0, 30.0), stay_s=(60.0, 90.0))


def _asks(sensing: Sensing, seconds: int) -> list[tuple[int, RaiseSensorAlarm | ClearSensorAlarm]]:
    return [(s, ask) for s in range(seconds) for ask in sensing.step(s * 1000, {SENSOR.id: SENSOR})]


def test_alarms_are_raised_and_cleared_in_turns() -> None:
    asks = [ask for _, ask in _asks(Sensing(BUSY, 1, 0), 3600)]
    assert len(asks) >= 4
    assert all(isinstance(ask, RaiseSensorAlarm) for ask in asks[::2])
    assert all(isinstance(ask, ClearSensorAlarm) for ask in asks[1::2])
    assert all(ask.value_milli >= SENSOR.threshold_milli for ask in asks[::2])


def test_alarm_falls_early_when_the_cause_was_dealt_with() -> None:
    left_alone = _asks(Sensing(BUSY, 1, 0), 1200)
    calmed = Sensing(BUSY, 1, 0)
    first_s = left_alone[0][0]
    asks = _asks(calmed, first_s + 1)
    calmed.calm((first_s + 1) * 1000, SENSOR.id)
    later = [s for s in range(first_s + 1, 1200) if calmed.step(s * 1000, {SENSOR.id: SENSOR})]
    assert asks
    assert later[0] < left_alone[1][0]


def test_same_seed_senses_the_same() -> None:
    assert _asks(Sensing(BUSY, 4, 0), 1800) == _asks(Sensing(BUSY, 4, 0), 1800)


def test_town_without_sensors_is_quiet() -> None:
    assert [ask for s in range(900) for ask in Sensing(BUSY, 1, 0).step(s * 1000, {})] == []
