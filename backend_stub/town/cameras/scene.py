"""What a demo camera looks at: types and the `SceneSource` port that the town implements. Pure data.

`SceneSource` is called on the server's drawing threads, a few times a second per watched camera; what it
returns is never changed afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

EFFECTS: Final = ("smoke", "fire", "crash", "crowd")
"""What cameras can show of a happening."""


@dataclass(frozen=True, slots=True)
class SceneVehicle:
    """A vehicle on the road. `kind`: police, fire, ambulance, car, van, truck, bus, scooter or person (on foot).

    The position is the vehicle's own, in its lane. `alarm` = blue lights on. `label` is the call sign ("" for
    strangers). `paint` chooses a stranger's colour: the same number, the same colour.
    """

    lon_deg: float
    lat_deg: float
    bearing_deg: float
    kind: str = "car"
    label: str = ""
    alarm: bool = False
    paint: int = 0


@dataclass(frozen=True, slots=True)
class SceneEffect:
    """Something that happens at a place: `kind` is one of `EFFECTS`; `size` 1.0 is usual.

    `age_s` says how long it has been going on (smoke rises, then thins when `fading` grows from 0 to 1).
    """

    kind: str
    lon_deg: float
    lat_deg: float
    size: float = 1.0
    age_s: float = 60.0
    fading: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment at one camera's place.

    `wall_ms` is the UTC time to burn in, and what decides day and night (local time of the machine).
    """

    wall_ms: int
    vehicles: tuple[SceneVehicle, ...] = ()
    effects: tuple[SceneEffect, ...] = ()


class SceneSource(Protocol):
    """The town as cameras see it."""

    def now_ms(self) -> int:
        """The town's `t_ms` now (scaled or paused as its clock is). Any thread."""
        ...

    def scene(self, camera_id: str, t_ms: int) -> Scene:
        """What is near that camera at `t_ms`; things further away than its range may be left out. Any thread."""
        ...
