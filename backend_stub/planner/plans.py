"""Plans as messages: building them, numbering them, and knowing whether they need to be said at all.

Pure; owned by the planner's core, one thread.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
from numpy.typing import NDArray

from console.domain.decide import AnyCommand
from console.planning.cover import CoverTable
from console.planning.recommend import Recommended
from console.planning.roads import Floats
from console.wire.messages import Advice, Cover, EtaTable, Recommendation, Rings, Routes
from console.wire.muster_messages import MusterForecast, MusterPlans

Plan = EtaTable | Rings | Routes | Recommendation | Cover | MusterPlans | MusterForecast

WORTH_SAYING_S = 3
"""An ETA that moved less than this since it was published waits for the refresh."""


@dataclass(slots=True)
class Planned:
    """What one tick gave."""

    plans: list[Plan] = field(default_factory=list)
    commands: list[AnyCommand] = field(default_factory=list)


class Press:
    """Remembers what was published, when, and the numbers given. `refresh_ms`: after that it is said again."""

    def __init__(self, refresh_ms: int) -> None:
        self.refresh_ms = refresh_ms
        self._numbers: dict[str, int] = {}
        self._said: dict[tuple[str, str], tuple[Hashable, int]] = {}
        self._etas: dict[str, tuple[NDArray[np.int32], int]] = {}

    def number(self, topic: str, t_ms: int) -> int:
        """Next number of a topic. The first is the hub's time, so that numbers go on growing after a restart."""
        self._numbers[topic] = self._numbers.get(topic, max(t_ms, 0)) + 1
        return self._numbers[topic]

    def due(self, topic: str, subject: str, content: Hashable, t_ms: int) -> bool:
        """Whether to publish now, because `content` changed or the refresh came; notes it as published."""
        said = self._said.get((topic, subject))
        if said is not None and said[0] == content and t_ms - said[1] < self.refresh_ms:
            return False
        self._said[topic, subject] = (content, t_ms)
        return True

    def eta_due(self, incident_id: str, whole_s: NDArray[np.int32], t_ms: int) -> bool:
        """As `due`, for a table: changed when an ETA moved by WORTH_SAYING_S or came or went."""
        said = self._etas.get(incident_id)
        if said is not None and len(said[0]) == len(whole_s) and t_ms - said[1] < self.refresh_ms:
            moved = np.abs(said[0] - whole_s) >= WORTH_SAYING_S
            if not bool(np.any(moved | ((said[0] < 0) != (whole_s < 0)))):
                return False
        self._etas[incident_id] = (whole_s, t_ms)
        return True

    def drop(self, topic: str, subject: str) -> None:
        """Forget what was said, so that it is due."""
        self._said.pop((topic, subject), None)

    def forget(self, subject: str) -> None:
        """An incident is over."""
        self._etas.pop(subject, None)
        for key in [key for key in self._said if key[1] == subject]:
            del self._said[key]


def eta_table(
    number: int,
    t_ms: int,
    incident_id: str,
    unit_ids: tuple[str, ...],
    whole_s: NDArray[np.int32],
    by_road: bool,
) -> EtaTable:
    """ETAs in whole seconds, −1 = no way within the horizon."""
    return EtaTable(
        number=number,
        t_ms=t_ms,
        incident_id=incident_id,
        unit_ids=unit_ids,
        eta_s_i32=whole_s.astype("<i4").tobytes(),
        by_road=by_road,
    )


def rings(
    number: int, incident_id: str, minutes: Sequence[int], polygons: Sequence[Sequence[Floats]]
) -> Rings:
    """Rings of each minute mark as alternating lon_e7, lat_e7."""
    packed = tuple(tuple(packed_e7(ring[:, 0], ring[:, 1]) for ring in mark) for mark in polygons)
    return Rings(number=number, incident_id=incident_id, minutes=tuple(minutes), rings_i32=packed)


def routes(
    number: int, incident_id: str, unit_ids: tuple[str, ...], lines: Sequence[tuple[Floats, Floats]]
) -> Routes:
    """Ways still to go."""
    packed = tuple(packed_e7(lon, lat) for lon, lat in lines)
    return Routes(number=number, incident_id=incident_id, unit_ids=unit_ids, lines_i32=packed)


def packed_e7(lon_deg: Floats, lat_deg: Floats) -> bytes:
    """Alternating lon, lat × 10⁷ as little-endian int32."""
    return np.round(np.stack([lon_deg, lat_deg], axis=1) * 1e7).astype("<i4").tobytes()


def recommendation(number: int, t_ms: int, incident_id: str, found: Recommended) -> Recommendation:
    """The recommendation with every term of each rank."""
    return Recommendation(
        number=number,
        t_ms=t_ms,
        incident_id=incident_id,
        wanted=found.wanted,
        chosen=msgspec.convert(found.chosen, tuple[Advice, ...], from_attributes=True),
        others=msgspec.convert(found.others, tuple[Advice, ...], from_attributes=True),
        missing=found.missing,
    )


def gist(found: Recommended) -> Hashable:
    """The part of a recommendation whose change is worth publishing: who, for what, and ETAs to within ten seconds."""
    return (
        found.wanted,
        found.missing,
        tuple(
            (one.unit_id, one.capabilities, one.uncovers, one.substitute_for, one.eta_s // 10)
            for one in (*found.chosen, *found.others)
        ),
    )


def cover(number: int, t_ms: int, table: CoverTable) -> Cover:
    """Covering units of each grid and the grids below their minimum."""
    return Cover(
        number=number,
        t_ms=t_ms,
        grid_ids=table.grid_ids,
        units_i16=table.counts.astype("<i2").tobytes(),
        short=table.short,
    )
