"""The picture out of a store: its newest snapshot and the events after it. Any thread; used by the core."""

from __future__ import annotations

import logging

from console.domain.base.errors import SnapshotError
from console.domain.evolve import evolve
from console.domain.picture import FOLD_VERSION, Picture, decode_picture

from .ports import Store

_log = logging.getLogger(__name__)


def load_picture(store: Store, last_seq: int) -> Picture:
    """The picture at `last_seq`: the newest snapshot of this fold version, and the events after it."""
    stored = store.read_snapshot(FOLD_VERSION, last_seq)
    picture = Picture()
    if stored is not None:
        try:
            picture = decode_picture(stored.body)
        except SnapshotError:  # snapshots are caches: the events say the same
            _log.warning("the snapshot at %d cannot be read: folding from the beginning", stored.seq)
    for recorded in store.read_events(picture.seq + 1, last_seq):
        evolve(picture, recorded)
    return picture
