"""Reports and sensor values from outside become commands of the console's protocol. Pure, any thread.

Used by the demo town's callers and sensors; a city's gateways (110 line, hotline, WeChat-style services, alarm panels)
hand theirs over the same way: reports cleaned, bounded, on a known channel; a value over its threshold raises an alarm,
one well below it clears it, so that a value that trembles on the threshold does not ring again and again.
"""

from __future__ import annotations

import unicodedata

import msgspec

from console.domain.base.place import Place
from console.domain.calls.commands import ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.registry.commands import ClearSensorAlarm, RaiseSensorAlarm

MOST_WORDS = 2_000
MOST_NAME = 80
MOST_NUMBER = 32
CLEAR_PERMILLE = 900
"""An alarm is cleared below this part of the threshold."""


class RawReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a gateway has: any text, a place in degrees of WGS-84."""

    channel: str
    lon_deg: float
    lat_deg: float
    place_zh: str = ""
    place_en: str = ""
    grid: str = ""
    name: str = ""
    number: str = ""
    words: str = ""
    type_code: str = ""
    level: int = 0
    source_id: str = ""


def clean(text: str, most: int) -> str:
    """Text in one normal form, without control characters, runs of blanks or more than `most` characters."""
    normal = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in normal)
    return " ".join(seen.split())[:most]


def to_command(raw: RawReport) -> ReportCall:
    """The command for one report.

    Raises ValueError where the channel is not known or the place is not on earth; everything else is made to fit.
    """
    channel = Channel(raw.channel)
    if not (-180.0 <= raw.lon_deg <= 180.0 and -90.0 <= raw.lat_deg <= 90.0):
        raise ValueError(f"no such place: lon {raw.lon_deg}, lat {raw.lat_deg}")
    place = Place(
        lon_e7=round(raw.lon_deg * 1e7),
        lat_e7=round(raw.lat_deg * 1e7),
        text_zh=clean(raw.place_zh, MOST_NAME),
        text_en=clean(raw.place_en, MOST_NAME),
        grid=raw.grid,
    )
    report = Report(
        name=clean(raw.name, MOST_NAME),
        number=clean(raw.number, MOST_NUMBER),
        words=clean(raw.words, MOST_WORDS),
    )
    return ReportCall(
        channel=channel,
        place=place,
        report=report,
        type_code=raw.type_code,
        level=raw.level if 0 <= raw.level <= 4 else 0,
        source_id=raw.source_id,
    )


class SensorGate:
    """Remembers whether its sensor's alarm stands."""

    def __init__(self, sensor_id: str, threshold_milli: int, alarm: bool = False) -> None:
        self.sensor_id = sensor_id
        self.threshold_milli = threshold_milli
        self.alarm = alarm

    def take(self, value_milli: int) -> RaiseSensorAlarm | ClearSensorAlarm | None:
        """The command that a new value makes, if any; values in thousandths of the sensor's unit."""
        if not self.alarm and value_milli >= self.threshold_milli:
            self.alarm = True
            return RaiseSensorAlarm(sensor_id=self.sensor_id, value_milli=value_milli)
        if self.alarm and value_milli * 1000 < self.threshold_milli * CLEAR_PERMILLE:
            self.alarm = False
            return ClearSensorAlarm(sensor_id=self.sensor_id, value_milli=value_milli)
        return None
