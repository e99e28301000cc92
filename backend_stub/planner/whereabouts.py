"""Where every unit is, as the planner knows it: newest fix, else its station; snapped to the streets.

Pure; owned by the planner's core, one thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from console.domain.registry.entities import Unit
from console.planning.roads import Floats, RoadGraph, Snapped
from console.wire.messages import Positions

MOVED_DEG = 4e-5
"""About 4 m: less than that is no reason to compute anything again."""


class Whereabouts:
    """Arrays over all units in the order of `ids`."""

    def __init__(self, graph: RoadGraph) -> None:
        self.graph = graph
        self.ids: tuple[str, ...] = ()
        self.index: dict[str, int] = {}
        self.lon_deg: Floats = np.empty(0)
        self.lat_deg: Floats = np.empty(0)
        self.turnout_s: Floats = np.empty(0)
        self.at = Snapped(np.empty(0, dtype=np.int32), np.empty(0), np.empty(0))
        self.version = 0
        self._snapped = -1

    def register(self, units: Mapping[str, Unit]) -> None:
        """Take over the list of units; those known keep their place, new ones stand at their station."""
        if tuple(units) != self.ids:
            lon, lat = np.empty(len(units)), np.empty(len(units))
            for number, unit in enumerate(units.values()):
                known = self.index.get(unit.id)
                lon[number] = unit.home_lon_e7 / 1e7 if known is None else self.lon_deg[known]
                lat[number] = unit.home_lat_e7 / 1e7 if known is None else self.lat_deg[known]
            self.ids = tuple(units)
            self.index = {unit_id: number for number, unit_id in enumerate(self.ids)}
            self.lon_deg, self.lat_deg = lon, lat
            self.version += 1
        self.turnout_s = np.array([unit.turnout_s for unit in units.values()], dtype=np.float64)

    def put(self, batch: Positions) -> None:
        """Newest fixes; units that are not registered are passed over."""
        lon = np.frombuffer(batch.lon_i32, dtype="<i4") / 1e7
        lat = np.frombuffer(batch.lat_i32, dtype="<i4") / 1e7
        if len(lon) != len(batch.unit_ids) or len(lat) != len(lon):
            return
        for number, unit_id in enumerate(batch.unit_ids):
            place = self.index.get(unit_id)
            if place is not None and (
                abs(lon[number] - self.lon_deg[place]) > MOVED_DEG
                or abs(lat[number] - self.lat_deg[place]) > MOVED_DEG
            ):
                self.lon_deg[place], self.lat_deg[place] = lon[number], lat[number]
                self.version += 1

    def settle(self) -> None:
        """Snap all units to the streets, if any has moved."""
        if self._snapped != self.version:
            self.at = self.graph.snap(self.lon_deg, self.lat_deg)
            self._snapped = self.version

    def part(self, unit_ids: Iterable[str]) -> tuple[list[str], Snapped, Floats]:
        """Of the given units those that are known, their snapped places and turnout times in seconds."""
        known = [unit_id for unit_id in unit_ids if unit_id in self.index]
        rows = np.array([self.index[unit_id] for unit_id in known], dtype=np.int64)
        return known, self.at.rows(rows), self.turnout_s[rows]
