"""What the planner said, as review reads it back: the newest of a topic for an incident at or before a hub time.

Recommendations, muster plans, forecasts and cover are telemetry and stand in no journal; they are recorded beside the
tracks (`tracks`). Here are the rows, the port that stores them, and reading. Pure, any thread; `sql_sayings` is the
real store, `saying_recorder` writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

from console.wire import codec
from console.wire.errors import WireError
from console.wire.messages import Cover, MusterForecast, MusterPlans, Recommendation

Saying = Recommendation | MusterPlans | MusterForecast | Cover
"""What is recorded of what the planner publishes; ETA tables, rings and routes are not."""


class SayingError(Exception):
    """The store could not write or read, or what it holds is no saying; the text says why."""


@dataclass(frozen=True, slots=True)
class SayingRow:
    """One saying as stored. `t_ms` hub time at which it was said, `incident_id` "" for cover, `body` its frame."""

    t_ms: int
    topic: str
    incident_id: str
    number: int
    body: bytes


class SayingStore(Protocol):
    """Rows, appended and read back. One writer; readers on any thread, also while it writes."""

    def append(self, rows: Sequence[SayingRow]) -> None:
        """Keep all of them or none; raises SayingError."""
        ...

    def newest(self, topic: str, incident_id: str, t_ms: int) -> SayingRow | None:
        """The last of a topic and incident that was said at or before `t_ms`; raises SayingError."""
        ...

    def close(self) -> None:
        """No more is written."""
        ...


def topic_of(saying: Saying) -> str:
    """Its telemetry topic: advice, muster_plans, forecast, cover."""
    return codec.tag_of(type(saying))


TOPICS = tuple(codec.tag_of(kind) for kind in get_args(Saying))


def incident_of(saying: Saying) -> str:
    """The incident that it is about; "" for cover, which is about the town."""
    return "" if isinstance(saying, Cover) else saying.incident_id


def row_of(saying: Saying) -> SayingRow:
    """The row of a saying; raises SayingError for one that is larger than any frame may be."""
    try:
        body = codec.encode(saying)
    except WireError as error:
        raise SayingError(f"{topic_of(saying)} {saying.number}: {error}") from error
    return SayingRow(saying.t_ms, topic_of(saying), incident_of(saying), saying.number, body)


def saying_of(row: SayingRow) -> Saying:
    """What a row holds; raises SayingError."""
    try:
        message = codec.decode_hub(row.body)
    except WireError as error:
        raise SayingError(f"{row.topic} at {row.t_ms} ms cannot be read: {error}") from error
    if not isinstance(message, Saying):
        raise SayingError(f"{row.topic} at {row.t_ms} ms is no saying of the planner")
    return message


def said_at(store: SayingStore, topic: str, incident_id: str, t_ms: int) -> Saying | None:
    """What stood at hub time `t_ms`; None where nothing of it had been said. Raises SayingError."""
    row = store.newest(topic, incident_id, t_ms)
    return None if row is None else saying_of(row)
