"""The door for positions: what is relayed of a batch. The service's main thread only.

A batch whose arrays do not fit is refused whole. Of the others go on the rows of units that are registered, that can be
on earth, and that no other seat speaks for: a unit belongs to the seat that told it last, until that one is silent.
"""

from __future__ import annotations

import logging
import sys
from array import array
from collections.abc import Iterable
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


class PositionsDesk:
    """Knows who told which unit, and when."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}
        self._heard_s: dict[str, float] = {}
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
        can_be = all(map(_within, (lon, lat, bearing, speed, age), _RANGES))
        if can_be and self._are_his(seat, batch, picture):
            self._heard_s.update(dict.fromkeys(batch.unit_ids, now_s))
            return batch
        rows = zip(batch.unit_ids, lon, lat, bearing, speed, age, strict=True)
        good = [
            unit_id in picture.units
            and all(map(_is_within, numbers, _RANGES))
            and self._is_his(seat, unit_id, now_s)
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

    def _are_his(self, seat: str, batch: m.Positions, picture: Picture) -> bool:
        """Whether all units are registered and were told by this seat last: what nearly every batch is."""
        told_by = set(map(self._owners.get, batch.unit_ids))
        return told_by <= {seat} and picture.units.keys() >= set(batch.unit_ids)

    def _is_his(self, seat: str, unit_id: str, now_s: float) -> bool:
        owner = self._owners.get(unit_id, seat)
        if owner == seat or now_s - self._heard_s[unit_id] > OWNED_S:
            self._owners[unit_id], self._heard_s[unit_id] = seat, now_s
            return True
        return False


_RANGES: Final = (
    (-MAX_LON_E7, MAX_LON_E7),
    (-MAX_LAT_E7, MAX_LAT_E7),
    (-1, 360),
    (-1, sys.maxsize),
    (-1, sys.maxsize),
)
"""Of longitude, latitude, bearing, speed and age, in the units of `Positions`; −1 is unknown."""


def _is_within(number: int, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= number <= bounds[1]


def _within(column: array[int], bounds: tuple[int, int]) -> bool:
    return not column or (bounds[0] <= min(column) and max(column) <= bounds[1])


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
