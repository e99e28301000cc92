"""Every setting: name, type, unit, bounds, default and one sentence. Data only; any thread.

A settings page and the reference in docs/ are made from this table; `store` checks values against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `choices` for words, `low`/`high` for numbers."""

    name: str
    default: Value
    sentence: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    def accepts(self, value: object) -> bool:
        """Whether a value has the right type and lies within the bounds."""
        if isinstance(self.default, bool):
            return isinstance(value, bool)
        if isinstance(self.default, str):
            return isinstance(value, str) and (not self.choices or value in self.choices)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        if isinstance(self.default, int) and not isinstance(value, int):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


SETTINGS: Final = (
    Setting("language", "", "Language of the screen; empty follows the system.", choices=("", "zh", "en")),
    Setting("wall_scale", 1.0, "Factor on every size, for far screens.", "×", 1.0, 2.0),
    Setting(
        "perspective",
        "operate",
        "Perspective shown after the start.",
        choices=("operate", "command", "review"),
    ),
    Setting("muted", False, "No sounds at this seat."),
    Setting("sound_level_1", True, "A sound when a level-1 call or incident comes."),
    Setting("sound_level_2", True, "A sound when a level-2 call or incident comes."),
    Setting("sound_level_3", True, "A sound when a level-3 call or incident comes."),
    Setting("sound_level_4", False, "A sound when a level-4 call or incident comes."),
    Setting("sound_muster_started", True, "A sound when a muster begins or waits for somebody."),
    Setting("sound_muster_reached", True, "A sound when T1, T2 or T3 is reached."),
    Setting("sound_muster_missed", True, "A sound when a gate is missed or the strength was not kept up."),
    Setting("sound_muster_warning", True, "A sound before a limit of a muster will be missed."),
    Setting("sound_muster_unit", True, "A sound when a unit of a muster drops out."),
    Setting("sound_volume", 60, "Loudness of the sounds.", "%", 0, 100),
    Setting("wall_follows", True, "The wall shows the cameras nearest to the selected incident by itself."),
    Setting("wall_view", "", "Cameras of the own view, one a line; empty: the town's key places."),
    Setting("wall_view_purpose", "", "What the own view is looked at for; entered with each of its looks."),
    Setting("wall_tiles_operate", 6, "Tiles of the wall in Operate.", "tiles", 1, 16),
    Setting("wall_tiles_command", 9, "Tiles of the wall in Command.", "tiles", 1, 16),
    Setting("wall_tiles_review", 6, "Tiles of the wall in Review.", "tiles", 1, 16),
    Setting("wall_radius_m", 600, "Farthest camera that comes up by itself.", "m", 50, 5000),
    Setting("camera_patience_s", 12, "How long a camera may take to answer when it is opened.", "s", 3, 60),
    Setting("map_layers", "units incidents cameras rings grids sensors closures", "Layers shown on the map."),
)
"""In the order of the settings page."""

BY_NAME: Final = {setting.name: setting for setting in SETTINGS}
