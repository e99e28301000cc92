"""The one fold: `evolve(picture, recorded)` changes the picture in place and says which entities it touched.

Deterministic, one writer, any thread that owns the picture. Hub, consoles, replay, judgement and statistics all come
through here. An unknown event, a gap or a clock that runs backwards raises before anything is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import events as e
from .errors import GapError, TimeError, UnknownEventError
from .fold_calls import CALL_FOLDS
from .fold_cases import CASE_FOLDS
from .fold_incidents import INCIDENT_FOLDS
from .fold_muster import MUSTER_FOLDS
from .fold_muster_count import MUSTER_COUNT_FOLDS
from .fold_muster_posts import MUSTER_POSTS_FOLDS
from .fold_orders import ORDER_FOLDS
from .fold_registry import REGISTRY_FOLDS
from .fold_run import RUN_FOLDS
from .picture import Key, Picture

FOLD_VERSION = 4
"""Grows whenever the same events give another picture; snapshots of other versions are thrown away."""

Fold = Callable[[Picture, e.Recorded, Any], list[Key]]

FOLDS: dict[type[e.Event], Fold] = {
    **REGISTRY_FOLDS,
    **CALL_FOLDS,
    **INCIDENT_FOLDS,
    **CASE_FOLDS,
    **ORDER_FOLDS,
    **MUSTER_FOLDS,
    **MUSTER_COUNT_FOLDS,
    **MUSTER_POSTS_FOLDS,
    **RUN_FOLDS,
}
"""One fold per event type; a test holds it against `AnyEvent`."""


def evolve(picture: Picture, recorded: e.Recorded) -> list[Key]:
    """Fold the next event into the picture; returns the keys of the entities it changed, in order.

    Raises UnknownEventError, GapError (seq is not the next) or TimeError (t_ms runs backwards), each before any change.
    """
    fold = FOLDS.get(type(recorded.event))
    if fold is None:
        raise UnknownEventError(type(recorded.event).__name__)
    if recorded.seq != picture.seq + 1:
        raise GapError(picture.seq + 1, recorded.seq)
    if recorded.t_ms < picture.t_ms:
        raise TimeError(picture.t_ms, recorded.t_ms)
    keys = fold(picture, recorded, recorded.event)
    picture.seq = recorded.seq
    picture.t_ms = recorded.t_ms
    return keys
