"""A stream's picture out of a store: its newest keyframe and the events after it. Any thread; used by the core."""

from __future__ import annotations

import logging

import msgspec

from console.domain.base.errors import SnapshotError
from console.domain.base.roles import Stream
from console.domain.evolve import evolve
from console.domain.picture import FOLD_VERSION, AnyPicture, decode_stream, join_parts, new_picture

from .ports import Store

_log = logging.getLogger(__name__)


def load_picture(store: Store, stream: Stream, last_seq: int) -> tuple[AnyPicture, int]:
    """The picture at `last_seq`: the newest keyframe of this fold version, and the events after it; which keyframe.

    Raises StoreError.
    """
    kept = store.read_keyframe(stream, FOLD_VERSION, at_seq=last_seq)
    picture = new_picture(stream)
    if kept is not None:
        try:
            picture = decode_stream(stream, join_parts(kept.parts))
        except (
            SnapshotError,
            KeyError,
            msgspec.MsgspecError,
        ):  # keyframes are caches: the events say the same
            _log.warning("the keyframe at %d cannot be read: folding from the beginning", kept.seq)
    kept_seq = picture.seq
    for recorded in store.read_events(stream, picture.seq + 1, last_seq):
        evolve(picture, recorded)
    return picture, kept_seq
