"""Where? What somebody types becomes a place with a position: gazetteer, "at unit", "at camera", a spot of the map.

Qt main thread (names in the language of the screen). Used by the call form and by the muster's rally points. A missing
or broken gazetteer leaves units, cameras and the map.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from PySide6.QtCore import QCoreApplication

from console.domain.base.place import Place
from console.domain.picture import Picture
from console.geo import E7, LocalPlane
from console.places.around import plain
from console.places.index import STREET, Match, PlaceEntry, PlaceIndex
from console.planning.areas import GridIndex
from console.words.choices import distance_text
from console.words.names import Names
from console.words.terms import place_kind_word
from widgets.intake.view import PlaceOffer

tr = QCoreApplication.translate

_log = logging.getLogger(__name__)
MOST: Final = 8
MOST_THINGS: Final = 4
NEAR_M: Final = 400.0
"""A spot within this distance of a named place is told by it."""

KEY_KINDS: Final = (
    "government", "railway_station", "square", "hospital", "chemical_plant", "bus_station", "stadium", "mall",
    "school", "market", "college", "police",
)  # fmt: skip
"""Kinds of places that somebody watches a town by, in the order in which a wall has room for them."""

_THING: Final = re.compile(
    r"^(?:at|in|near|在|@)?\s*(?P<word>unit|camera|sensor|cam|单元|警车|摄像头|摄像机|探头|监控|传感器)?\s*"
    r"(?P<id>[a-z]{1,4}-?\d{1,4}|\d{1,4})\s*(?:处|附近|旁|here)?$"
)

_CAMERA_WORDS: Final = ("camera", "cam", "摄像头", "摄像机", "探头", "监控")


class PlaceFinder:
    """One town's places. Before a town is loaded it knows units, cameras and sensors only."""

    def __init__(self, where: Callable[[str], tuple[int, int] | None]) -> None:
        """`where` tells a unit's lon, lat × 10⁷ now; None where nobody knows."""
        self._where = where
        self._names = Names(Picture())
        self._index = PlaceIndex(())
        self._points = np.empty((0, 2))  # degrees
        self._grids = GridIndex(())
        self._grid_count = -1

    def load(self, town_dir: Path) -> None:
        """Read a town's places."""
        try:
            found = json.loads((town_dir / "gazetteer.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            _log.info("no gazetteer: %s", error)
            found = []
        entries = list(_entries(found))
        self._index = PlaceIndex(entries)
        named = [(one.lon_e7 / E7, one.lat_e7 / E7) for one in entries]
        self._points = np.array(named, dtype=np.float64).reshape(-1, 2)

    def use(self, names: Names) -> None:
        """Another picture, or another language."""
        if names.picture is not self._names.picture:
            self._grid_count = -1
        self._names = names

    def offers(self, typed: str) -> tuple[PlaceOffer, ...]:
        """Places that may be meant, best first."""
        things = self._things(plain(typed))
        matches = self._index.find(typed, MOST - len(things))
        return (*things, *map(self._offer, matches))

    def named(self, text: str) -> PlaceOffer | None:
        """The place that is called so; None where nothing goes by this whole name."""
        match = next(iter(self._index.find(text, 1)), None)
        return self._offer(match) if match is not None and match.is_name else None

    def spot(self, lon_e7: int, lat_e7: int) -> PlaceOffer:
        """A spot of the map, told by the nearest named place."""
        near = self._nearest(lon_e7, lat_e7)
        if near is None:
            words = f"{lat_e7 / 1e7:.5f}, {lon_e7 / 1e7:.5f}"
            return self._at(lon_e7, lat_e7, words, words, "")
        entry, away_m = near
        away = distance_text(away_m)
        zh, en = f"{entry.name_zh}附近 {away}", f"{away} from {entry.name_en}"
        if away_m < 15:
            zh, en = entry.name_zh, entry.name_en
        return self._at(lon_e7, lat_e7, zh, en, tr("places", "on the map"))

    def key_places(self) -> list[tuple[float, float]]:
        """Lon, lat in degrees of the town's key places: the first of each kind, then the second of each, …"""
        kinds = [[one for one in self._index.entries if one.kind == kind] for kind in KEY_KINDS]
        return [(one.lon, one.lat) for rank in zip_longest(*kinds) for one in rank if one is not None]

    def grid_at(self, lon_e7: int, lat_e7: int) -> str:
        """Id of the grid that a point lies in, empty outside all."""
        grids = self._names.picture.grids
        if self._grid_count != len(grids):
            self._grids, self._grid_count = GridIndex(grids.values()), len(grids)
        return self._grids.at(lon_e7, lat_e7)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _offer(self, match: Match) -> PlaceOffer:
        """What is only said, or only resembles a name, is marked."""
        entry, tail = match.entry, match.tail
        zh, en = entry.name_zh + tail, f"{tail} {entry.name_en}".strip()
        kind = place_kind_word(entry.kind)
        if match.numbered:
            kind = tr("places", "{0}, number not known").format(kind)
        elif tail:
            kind = tr("places", "{0}, exact spot not known").format(kind)
        elif match.near_miss:
            kind = tr("places", "{0}, similar name").format(kind)
        offer = self._at(entry.lon_e7, entry.lat_e7, zh, en, kind, entry.grid)
        roughly = bool(tail) or entry.kind == STREET
        alike = match.near_miss
        return replace(offer, place_id=entry.id, kind=entry.kind, roughly=roughly, alike=alike)

    def _at(self, lon_e7: int, lat_e7: int, zh: str, en: str, detail: str, grid_id: str = "") -> PlaceOffer:
        grid_id = grid_id or self.grid_at(lon_e7, lat_e7)
        grid = self._names.grid(grid_id)
        return PlaceOffer(
            name=self._names.either(zh, en),
            detail=" · ".join(part for part in (detail, grid) if part),
            lon_e7=lon_e7,
            lat_e7=lat_e7,
            place_zh=zh,
            place_en=en,
            grid_id=grid_id,
            grid=grid,
        )

    def _things(self, low: str) -> tuple[PlaceOffer, ...]:
        """Units, cameras and sensors by their ids, with where they are now."""
        found = _THING.match(low)
        if found is None:
            return ()
        wanted, word = found["id"].upper(), found["word"] or ""
        if wanted.isdigit():
            if word not in _CAMERA_WORDS:
                return ()
            wanted = f"CAM-{int(wanted):03d}"
        picture = self._names.picture
        tables: tuple[dict[str, Any], ...] = (picture.units, picture.cameras, picture.sensors)
        offers = (self._at_thing(one, table[one]) for table in tables for one in _like(wanted, table))
        return tuple(offer for offer in offers if offer is not None)[:MOST_THINGS]

    def _at_thing(self, item_id: str, thing: Any) -> PlaceOffer | None:
        where: tuple[int, int] | None = (
            self._where(item_id) if item_id in self._names.picture.units else (thing.lon_e7, thing.lat_e7)
        )
        if where is None:
            return None  # nobody knows where the unit is: its station would be a wrong place
        lon_e7, lat_e7 = where
        near = self._nearest(lon_e7, lat_e7)
        zh, en = f"{item_id} 处", f"at {item_id}"
        if near is not None:
            zh, en = f"{zh} ({near[0].name_zh})", f"{en} ({near[0].name_en})"
        return self._at(lon_e7, lat_e7, zh, en, self._names.of(thing))

    def _nearest(self, lon_e7: int, lat_e7: int) -> tuple[PlaceEntry, float] | None:
        if not len(self._points):
            return None
        away_m = np.hypot(*LocalPlane.at(lon_e7 / E7, lat_e7 / E7).metres(*self._points.T))
        for number in np.argsort(away_m)[:4].tolist():
            entry = self._index.entries[number]
            if entry.kind != STREET and away_m[number] <= NEAR_M:
                return entry, float(away_m[number])
        return None


def place_of(found: PlaceOffer) -> Place:
    """A found place as orders name it."""
    return Place(
        lon_e7=found.lon_e7,
        lat_e7=found.lat_e7,
        text_zh=found.place_zh,
        text_en=found.place_en,
        grid=found.grid_id,
    )


def _like(wanted: str, table: dict[str, Any]) -> list[str]:
    """Ids that are, or begin with, what was typed: p101, P-101, P-10."""
    bare = wanted.replace("-", "")
    if wanted in table:
        return [wanted]
    return [one for one in table if one.replace("-", "").startswith(bare)]


def _entries(found: Iterable[object]) -> Iterator[PlaceEntry]:
    """Those of the gazetteer that can be read."""
    for one in found:
        with suppress(msgspec.ValidationError):
            yield msgspec.convert(one, PlaceEntry)
