"""Sensor values become alarms: over the threshold raises one, well below it clears it.

Pure, any thread. Used by the demo town; one gate per sensor. The gap between raising and clearing keeps a value that
trembles on the threshold from ringing again and again.
"""

from __future__ import annotations

from console.domain.registry.commands import ClearSensorAlarm, RaiseSensorAlarm

CLEAR_PERMILLE = 900
"""An alarm is cleared below this part of the threshold."""


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
