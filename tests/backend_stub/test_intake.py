"""Reports become commands: cleaned, bounded, on a known channel and on earth. Sensors raise and clear alarms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_stub.intake import MOST_WORDS, RawReport, SensorGate, clean, to_command
from console.domain.calls.entities import Channel
from console.domain.registry.commands import ClearSensorAlarm, RaiseSensorAlarm


def test_report_becomes_a_command_with_the_words_in_clear() -> None:
    raw = RawReport(
        channel="phone",
        lon_deg=117.9,
        lat_deg=36.8,
        place_zh="东门",
        name="王女士",
        words="着火了",
        type_code="FIRE",
    )
    command = to_command(raw)
    assert command.channel is Channel.PHONE
    assert (command.place.lon_e7, command.place.lat_e7) == (1_179_000_000, 368_000_000)
    assert command.report is not None
    assert command.report.words == "着火了"


def test_unknown_channel_is_refused() -> None:
    with pytest.raises(ValueError, match="pigeon"):
        to_command(RawReport(channel="pigeon", lon_deg=1.0, lat_deg=1.0))


@pytest.mark.parametrize(("lon", "lat"), [(181.0, 0.0), (0.0, -91.0), (float("nan"), 0.0)])
def test_place_that_is_not_on_earth_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(ValueError, match="no such place"):
        to_command(RawReport(channel="phone", lon_deg=lon, lat_deg=lat))


@given(st.text(), st.integers(0, 3_000))
def test_cleaned_text_is_bounded_and_without_controls(text: str, most: int) -> None:
    cleaned = clean(text, most)
    assert len(cleaned) <= most
    assert all(char.isprintable() or char == " " for char in cleaned if ord(char) < 128)


def test_endless_words_are_cut() -> None:
    command = to_command(RawReport(channel="public", lon_deg=1.0, lat_deg=1.0, words="啊" * 9_999, level=77))
    assert command.report is not None
    assert len(command.report.words) == MOST_WORDS
    assert command.level == 0


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
