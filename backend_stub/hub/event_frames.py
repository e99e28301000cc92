"""Events in frames that are within their bound, however large the events are. Pure, any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from console.domain.evolve import Recorded
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import TooLargeError

Make = Callable[[tuple[Recorded, ...], bool], m.EventBatch | m.EventsPart]
"""A message with these events; whether they are the last of those that were given."""


def event_frames(events: tuple[Recorded, ...], make: Make, *, end: bool = True) -> Iterator[bytes]:
    """One frame, or several where one would be over its bound (registers of a whole province).

    Raises TooLargeError for a single event over the bound, which no command within its own bound makes.
    """
    try:
        frame = codec.encode(make(events, end))
    except TooLargeError:
        if len(events) < 2:
            raise
        half = len(events) // 2
        yield from event_frames(events[:half], make, end=False)
        yield from event_frames(events[half:], make, end=end)
    else:
        yield frame
