"""Records what the planner says: what differs, thinned. On the planner's thread; used by `PlannerService`.

The rule, for each topic and incident: what says the same as the row before (number and time aside) is not recorded; of
what differs at most one row in LEAST_GAP_MS, and the newest that had to wait is written when that time is over — but at
once when the verdict changes: who is recommended, what is planned, whether the limit will be kept, which grids are
short. So review reads what stood at any time, at most LEAST_GAP_MS old, and its verdict exactly.

A full or broken disk is said once, in words, and costs the planner nothing: it is tried again every RETRY_MS. Times are
the hub's, as they stand in the messages; no clock is read.
"""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from console.wire import codec
from console.wire.messages import Cover, MusterForecast, MusterPlans, Recommendation

from .sayings import Saying, SayingError, SayingRow, SayingStore, row_of, saying_of

_log = logging.getLogger(__name__)

LEAST_GAP_MS: Final = 5_000
RETRY_MS: Final = 60_000
IN_TIME_PERMILLE: Final = 500
"""Share of simulated runs within the limit from which the forecast's verdict is that it will be kept."""
KEPT_IN_MIND: Final = 4_000
"""Topics and incidents whose last row is remembered; of others it is read again."""
_EVER_MS: Final = (1 << 62) - 1

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A saying as it would be recorded, and what tells it from the one before."""

    row: SayingRow
    content: bytes
    verdict: Hashable

    @classmethod
    def of(cls, saying: Saying) -> _Heard:
        """Raises SayingError."""
        row = row_of(saying)
        content = hashlib.blake2b(codec.encode(replace(saying, number=0, t_ms=0)), digest_size=16).digest()
        return cls(row, content, verdict_of(saying))


@dataclass(frozen=True, slots=True)
class _Written:
    """The row that was recorded last; `now_ms` is the hub time of the writing."""

    now_ms: int
    heard: _Heard


class SayingRecorder:
    """One for all topics and incidents."""

    def __init__(self, store: SayingStore) -> None:
        self._store = store
        self._last: OrderedDict[_Key, _Written | None] = OrderedDict()
        self._waiting: OrderedDict[_Key, _Heard] = OrderedDict()
        self._failed_ms: int | None = None

    def hear(self, plans: Iterable[object], now_ms: int) -> None:
        """Take what was published (possibly nothing), and write what is due at hub time `now_ms`."""
        for plan in plans:
            if isinstance(plan, Saying):
                self._take(plan)
        while len(self._waiting) > KEPT_IN_MIND:
            self._waiting.popitem(last=False)
        if self._waiting and (self._failed_ms is None or now_ms - self._failed_ms >= RETRY_MS):
            self._write(now_ms, LEAST_GAP_MS)

    def close(self, now_ms: int) -> None:
        """Write what still waits, and let go of the store."""
        if self._waiting:
            self._write(now_ms, 0)
        self._store.close()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _take(self, saying: Saying) -> None:
        try:
            heard = _Heard.of(saying)
        except SayingError as error:
            _log.warning("%s", error)
            return
        self._waiting[heard.row.topic, heard.row.incident_id] = heard

    def _write(self, now_ms: int, gap_ms: int) -> None:
        """What waits and is due, all or none of it; a failure is said once and leaves everything waiting."""
        try:
            for key in [key for key, heard in self._waiting.items() if self._is_old(key, heard)]:
                del self._waiting[key]
            due = {key: one for key, one in self._waiting.items() if self._is_due(key, one, now_ms - gap_ms)}
            if due:
                self._store.append([heard.row for heard in due.values()])
        except SayingError as error:
            if self._failed_ms is None:
                _log.error("what the planner says is not recorded: %s", error)
            self._failed_ms = now_ms
            return
        if self._failed_ms is not None:
            _log.info("what the planner says is recorded again")
            self._failed_ms = None
        for key, heard in due.items():
            self._keep(key, _Written(now_ms, heard))
            del self._waiting[key]

    def _is_old(self, key: _Key, heard: _Heard) -> bool:
        last = self._remembered(key)
        return last is not None and last.heard.content == heard.content

    def _is_due(self, key: _Key, heard: _Heard, since_ms: int) -> bool:
        last = self._remembered(key)
        return last is None or last.heard.verdict != heard.verdict or last.now_ms <= since_ms

    def _remembered(self, key: _Key) -> _Written | None:
        """The last row, out of the store after a restart; raises SayingError."""
        if key not in self._last:
            row = self._store.newest(*key, _EVER_MS)
            self._keep(key, None if row is None else _read(row))
        return self._last[key]

    def _keep(self, key: _Key, last: _Written | None) -> None:
        self._last[key] = last
        self._last.move_to_end(key)
        if len(self._last) > KEPT_IN_MIND:
            self._last.popitem(last=False)


def _read(row: SayingRow) -> _Written | None:
    """A stored row; None for one that cannot be read."""
    try:
        return _Written(row.t_ms, _Heard.of(saying_of(row)))
    except SayingError as error:
        _log.warning("%s", error)
        return None


def verdict_of(saying: Saying) -> Hashable:
    """What of a saying is recorded to the second."""
    match saying:
        case Recommendation():
            return tuple(one.unit_id for one in saying.chosen), saying.missing
        case MusterPlans():
            plans = tuple((plan.kind, tuple(unit.unit_id for unit in plan.units)) for plan in saying.plans)
            return plans, tuple(rally.place for rally in saying.rallies)
        case MusterForecast():
            return saying.p50_ms >= 0, saying.in_time_permille >= IN_TIME_PERMILLE
        case Cover():
            return saying.short
