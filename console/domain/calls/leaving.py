"""Rejected calls in the order in which they leave the picture: found without walking all calls. Pure, one thread.

Memory of whoever owns the picture (the hub's ledger), made of the picture and no part of it, its snapshots or hashes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from console.domain.base.limits import Numbers
from console.domain.picture import Key, Picture

from .commands import ArchiveCall
from .entities import CallState


class LeavingCalls:
    """`touch` the keys that `evolve` returns; `due` are then those whose time has come."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._waiting: list[tuple[int, str]] = []
        """(`reported_ms`, id), in order; what has left is dropped when its time comes."""
        self.touch(("calls", call_id) for call_id in picture.calls)

    def touch(self, keys: Iterable[Key]) -> None:
        """Note those that are rejected calls."""
        for collection, call_id in keys:
            if collection == "calls" and self._is_rejected(call_id):
                one = (self._picture.calls[call_id].reported_ms, call_id)
                at = bisect_left(self._waiting, one)
                if self._waiting[at : at + 1] != [one]:
                    self._waiting.insert(at, one)

    def due(self, t_ms: int, numbers: Numbers) -> list[ArchiveCall]:
        """What archives those whose time has come at `t_ms`, in the order in which they were reported."""
        end = bisect_right(self._waiting, t_ms - numbers.archive_after_ms, key=lambda one: one[0])
        self._waiting[:end] = still = [one for one in self._waiting[:end] if self._is_rejected(one[1])]
        return [ArchiveCall(call_id=call_id) for _, call_id in still]

    def _is_rejected(self, call_id: str) -> bool:
        call = self._picture.calls.get(call_id)
        return call is not None and call.state is CallState.REJECTED
