"""The one fold: `evolve(picture, recorded)` changes the picture in place and says which entities it touched.

Deterministic, one writer, any thread that owns the picture. Hub, consoles, replay, judgement and statistics all come
through here. An event says all that its fold needs, so that no fold ever looks at a clock; its fields are integers and
strings (decision 5). A changed meaning is a new version with an upcaster in `console.journal.upcasters`; stored bytes
are never rewritten. An unknown event, a gap or a clock that runs backwards raises before anything is changed.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from console.domain.base.errors import GapError, TimeError, UnknownEventError
from console.domain.base.message import Event, Stamped
from console.domain.calls.folds import CALL_FOLDS
from console.domain.cases.folds import CASE_FOLDS
from console.domain.exercise.folds import EXERCISE_FOLDS
from console.domain.incidents.folds import INCIDENT_FOLDS
from console.domain.musters.count_folds import MUSTER_COUNT_FOLDS
from console.domain.musters.order_folds import MUSTER_FOLDS
from console.domain.musters.post_folds import MUSTER_POSTS_FOLDS
from console.domain.orders.folds import ORDER_FOLDS
from console.domain.registry.folds import REGISTRY_FOLDS
from console.domain.runs.folds import RUN_FOLDS

from .picture import AnyPicture, Folds, Key

FOLDS: Folds = {
    **REGISTRY_FOLDS,
    **CALL_FOLDS,
    **INCIDENT_FOLDS,
    **CASE_FOLDS,
    **ORDER_FOLDS,
    **MUSTER_FOLDS,
    **MUSTER_COUNT_FOLDS,
    **MUSTER_POSTS_FOLDS,
    **RUN_FOLDS,
    **EXERCISE_FOLDS,
}
"""One fold per event type: everything that can have happened."""

if TYPE_CHECKING:
    AnyEvent = Event
else:
    AnyEvent = reduce(or_, FOLDS)
"""An event that has a fold; decoded by its tag, any other is refused."""


class Recorded(Stamped, frozen=True, kw_only=True):
    """An event as it stands in the journal: numbered, timed and signed for."""

    event: AnyEvent
    version: int = 1


def evolve(picture: AnyPicture, recorded: Recorded) -> list[Key]:
    """Fold the next event into the picture of its stream; returns the keys of the entities it changed, in order.

    Raises UnknownEventError, GapError (seq is not the next) or TimeError (t_ms runs backwards), each before any change.
    """
    fold = FOLDS.get(type(recorded.event))
    if fold is None or recorded.event.stream is not picture.stream:
        raise UnknownEventError(type(recorded.event).__name__)
    if recorded.seq != picture.seq + 1:
        raise GapError(picture.seq + 1, recorded.seq)
    if recorded.t_ms < picture.t_ms:
        raise TimeError(picture.t_ms, recorded.t_ms)
    keys = fold(picture, recorded, recorded.event)
    picture.seq = recorded.seq
    picture.t_ms = recorded.t_ms
    return keys
