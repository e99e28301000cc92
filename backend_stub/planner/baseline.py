"""The baseline of a muster (decision 2): what stood at T0, and T* from it for the rally point chosen and for the best.

Pure; owned by the planner's watch, one thread. Taken when the muster is first seen, told once it has been ordered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.musters.commands import RecordBaseline
from console.domain.musters.counting import policy_of
from console.domain.musters.entities import BaselineUnit, Muster
from console.planning.muster import makespan_s
from console.planning.roads import Floats

from .muster_planning import MusterPlanning
from .pool import Pool, pool_of
from .situation import Situation

ASK_AGAIN_MS = 20_000


@dataclass(slots=True)
class _Snapshot:
    """How things stood when a muster was first seen."""

    pool: Pool
    short_grids: tuple[str, ...]
    closures: tuple[str, ...]
    asked_ms: int = -ASK_AGAIN_MS


class Baselines:
    """One for all musters."""

    def __init__(self, situation: Situation, desk: MusterPlanning) -> None:
        self._situation = situation
        self._desk = desk
        self._snapshots: dict[str, _Snapshot] = {}

    def look(self, muster: Muster, incident: Incident, t_ms: int) -> list[AnyCommand]:
        """The command that records the baseline, once the muster is ordered and until it is recorded."""
        if muster.baseline_ms >= 0:
            self._snapshots.pop(muster.id, None)
            return []
        snapshot = self._snapshots.get(muster.id)
        if snapshot is None:
            snapshot = self._snapshots[muster.id] = self._taken(muster, incident, t_ms)
        if muster.plan is None or t_ms - snapshot.asked_ms < ASK_AGAIN_MS:
            return []
        snapshot.asked_ms = t_ms
        return [self._told(muster, incident, snapshot)]

    def keep(self, muster_ids: set[str]) -> None:
        """Musters that are over are forgotten."""
        for gone in self._snapshots.keys() - muster_ids:
            del self._snapshots[gone]

    def _taken(self, muster: Muster, incident: Incident, t_ms: int) -> _Snapshot:
        cover = self._situation.cover
        return _Snapshot(
            pool=pool_of(self._situation, incident, policy_of(muster), t_ms),
            short_grids=cover.short if cover is not None else (),
            closures=tuple(self._situation.picture.closures),
        )

    def _told(self, muster: Muster, incident: Incident, snapshot: _Snapshot) -> RecordBaseline:
        situation, pool = self._situation, snapshot.pool
        rally = muster.plan.rally if muster.plan is not None else None
        goal = rally or incident.place
        eta_s = pool.travellers.eta_s(situation.field(goal.lon_e7, goal.lat_e7))
        chosen_s = makespan_s(pool.candidates(eta_s), muster.required)
        best_s = chosen_s
        if rally is not None:  # T* is the muster time alone: the drive on to the scene is no part of it
            best_s = min(chosen_s, self._desk.soonest_s(incident, pool, muster.required))
        return RecordBaseline(
            muster_id=muster.id,
            units=_units(pool, eta_s),
            closures=snapshot.closures,
            graph_hash=situation.graph.hash,
            best_ms=_ms(chosen_s),
            best_anywhere_ms=_ms(best_s),
            short_grids=snapshot.short_grids,
        )


def _units(pool: Pool, eta_s: Floats) -> tuple[BaselineUnit, ...]:
    return tuple(
        BaselineUnit(
            unit_id=unit.id,
            lon_e7=round(float(pool.travellers.lon_deg[row]) * 1e7),
            lat_e7=round(float(pool.travellers.lat_deg[row]) * 1e7),
            eta_ms=_ms(float(eta_s[row])),
            officers=pool.officers[row],
        )
        for row, unit in enumerate(pool.units)
    )


def _ms(seconds: float) -> int:
    return round(seconds * 1000) if np.isfinite(seconds) else -1
