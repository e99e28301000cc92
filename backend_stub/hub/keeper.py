"""Pictures folded beside the core from what was published, and keyframes of them. No sockets; the catch-up thread.

A keyframe is kept after every so many events of a stream, counted from the newest one that is stored, so that from a
keyframe to any past moment it is never further than that, whatever the batches were and whenever the hub was killed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from console.domain.base.roles import Stream
from console.domain.picture import AnyPicture

from .ledger import Ledger
from .ports import EventRow, Store, StoreError

_log = logging.getLogger(__name__)

KEYFRAME_EVERY: Final = 4_000
"""Events between two keyframes of a stream: so many at most are folded to reach any past second."""


class Keeper:
    """Folds rows in the order they were published."""

    def __init__(self, store: Store, ledgers: Iterable[Ledger], *, every: int = KEYFRAME_EVERY) -> None:
        """`ledgers` are private copies at the last published events."""
        self._store = store
        self._ledgers = {ledger.stream: ledger for ledger in ledgers}
        self._every = every

    def picture(self, stream: Stream) -> AnyPicture:
        """A stream's picture after all that was folded."""
        return self._ledgers[stream].picture

    def fold(self, rows: Iterable[EventRow]) -> None:
        """Fold those that are not in the pictures yet; keep a keyframe where one is due, also within a batch."""
        for row in rows:
            ledger = self._ledgers[row.stream]
            if row.entry.seq > ledger.seq:
                ledger.fold_one(row)
                if ledger.seq - ledger.kept_seq >= self._every:
                    self._keep(ledger)

    def _keep(self, ledger: Ledger) -> None:
        ledger.kept_seq = ledger.seq  # also when it fails: the next try is as far away as the next keyframe
        try:
            self._store.write_keyframe(ledger.keyframe())
        except StoreError as error:
            _log.warning("no keyframe kept: %s", error)
