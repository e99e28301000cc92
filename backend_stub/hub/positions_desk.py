"""The door for positions: what is relayed of a batch. The service's main thread only.

A batch whose arrays do not fit is refused whole. Of the others go on the rows of units that are registered, that can be
on earth, and that no other seat speaks for: a unit belongs to the seat that told it last, until that one is silent.
"""

from __future__ import annotations

import logging
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from typing import Final

from console.domain.base.place import MAX_LAT_E7, MAX_LON_E7
from console.domain.picture import Picture
from console.wire import messages as m
from console.wire.shapes import wrong_shape

_log = logging.getLogger(__name__)

OWNED_S: Final = 30.0
"""After so long without a word of its seat a unit may be told by another."""
AHEAD_MS: Final = 600_000
"""A batch is of no later than so much after the hub's time, which runs fast in drills."""


@dataclass(slots=True)
class _Owner:
    seat: str
    heard_s: float


class PositionsDesk:
    """Knows who told which unit."""

    def __init__(self) -> None:
        self._owners: dict[str, _Owner] = {}
        self._told: set[str] = set()

    def wrong_in(self, batch: m.Positions, now_ms: int) -> str:
        """The field for which a batch is refused whole; "" where there is none."""
        if not 0 <= batch.t_ms <= now_ms + AHEAD_MS:
            return "t_ms"
        return wrong_shape(batch)

    def relayed(self, seat: str, batch: m.Positions, picture: Picture, now_s: float) -> m.Positions:
        """The batch without the rows that may not go on; for a batch in which nothing is wrong."""
        lon, lat = _ints("i", batch.lon_i32), _ints("i", batch.lat_i32)
        bearing, speed = _ints("h", batch.bearing_i16), _ints("h", batch.speed_cmps_i16)
        age = _ints("i", batch.age_ms_i32)
        rows = zip(batch.unit_ids, lon, lat, bearing, speed, age, strict=True)
        good = [
            unit_id in picture.units and _can_be(*numbers) and self._is_his(seat, unit_id, now_s)
            for unit_id, *numbers in rows
        ]
        if all(good):
            return batch
        if seat not in self._told:
            self._told.add(seat)
            left_out = next(one for one, is_good in zip(batch.unit_ids, good, strict=True) if not is_good)
            _log.warning("positions of seat %s are left out, the first of %r", seat, left_out)
        return m.Positions(
            t_ms=batch.t_ms,
            unit_ids=tuple(compress(batch.unit_ids, good)),
            lon_i32=_bytes("i", compress(lon, good)),
            lat_i32=_bytes("i", compress(lat, good)),
            bearing_i16=_bytes("h", compress(bearing, good)),
            speed_cmps_i16=_bytes("h", compress(speed, good)),
            age_ms_i32=_bytes("i", compress(age, good)),
        )

    def _is_his(self, seat: str, unit_id: str, now_s: float) -> bool:
        owner = self._owners.get(unit_id)
        if owner is None or owner.seat == seat or now_s - owner.heard_s > OWNED_S:
            self._owners[unit_id] = _Owner(seat, now_s)
            return True
        return False


def _can_be(lon_e7: int, lat_e7: int, bearing_deg: int, speed_cmps: int, age_ms: int) -> bool:
    """−1 is unknown."""
    on_earth = abs(lon_e7) <= MAX_LON_E7 and abs(lat_e7) <= MAX_LAT_E7
    return on_earth and -1 <= bearing_deg <= 360 and speed_cmps >= -1 and age_ms >= -1


def _ints(code: str, column: bytes) -> array[int]:
    """Numbers of a column, which is little-endian."""
    numbers = array(code, column)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _bytes(code: str, numbers: Iterable[int]) -> bytes:
    """The column of these numbers."""
    column = array(code, numbers)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()
