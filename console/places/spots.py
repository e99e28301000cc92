"""What the muster needs of whoever finds places: offers for typed words, words for a spot of the map. Pure.

`PlaceFinder` of the call form is one; without it the spot's position is its name. Used by desk and command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from console.domain.base.place import Place


class PlaceLike(Protocol):
    """A place that may be meant, in the language of the screen and in both."""

    @property
    def name(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def lon_e7(self) -> int: ...
    @property
    def lat_e7(self) -> int: ...
    @property
    def place_zh(self) -> str: ...
    @property
    def place_en(self) -> str: ...
    @property
    def grid_id(self) -> str: ...


class Places(Protocol):
    """Finds places."""

    def offers(self, typed: str) -> Sequence[PlaceLike]:
        """Places that may be meant, best first."""
        ...

    def spot(self, lon_e7: int, lat_e7: int) -> PlaceLike:
        """A spot of the map, told by the nearest named place."""
        ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot that nobody has a name for."""

    lon_e7: int
    lat_e7: int
    detail: str = ""
    grid_id: str = ""

    @property
    def name(self) -> str:
        """Its position."""
        return f"{self.lat_e7 / 1e7:.5f}, {self.lon_e7 / 1e7:.5f}"

    @property
    def place_zh(self) -> str:
        """Its position."""
        return self.name

    @property
    def place_en(self) -> str:
        """Its position."""
        return self.name


class NoPlaces:
    """Knows no place by name."""

    def offers(self, typed: str) -> Sequence[PlaceLike]:
        """None."""
        return ()

    def spot(self, lon_e7: int, lat_e7: int) -> PlaceLike:
        """Its position."""
        return Spot(lon_e7, lat_e7)


def place_of(found: PlaceLike) -> Place:
    """A found place as orders name it."""
    return Place(
        lon_e7=found.lon_e7,
        lat_e7=found.lat_e7,
        text_zh=found.place_zh,
        text_en=found.place_en,
        grid=found.grid_id,
    )
