"""What can go wrong in the fold (bugs and broken journals; refusals are values, see `refusals`).

DomainError
├── UnknownEventError   an event type this version does not know
├── GapError            an event that is not the next one
├── TimeError           an event older than the picture
├── UnknownRulesError   a journal decided by a version of the rules that this one does not know
└── SnapshotError       bytes that are not a snapshot of this fold version
"""

from __future__ import annotations


class DomainError(Exception):
    """Base of the fold's errors."""


class UnknownEventError(DomainError):
    """An event type this version does not know; nothing was changed."""


class GapError(DomainError):
    """The event is not the next one; nothing was changed. Ask for `expected` first."""

    def __init__(self, expected: int, got: int) -> None:
        super().__init__(f"expected event {expected}, got {got}")
        self.expected = expected
        self.got = got


class TimeError(DomainError):
    """The event is older than the picture; nothing was changed."""

    def __init__(self, picture_ms: int, event_ms: int) -> None:
        super().__init__(f"event at {event_ms} ms is older than the picture at {picture_ms} ms")


class UnknownRulesError(DomainError):
    """The journal was opened under a version of the rules that is not here: nothing is decided or judged by another."""

    def __init__(self, version: int, newest: int) -> None:
        super().__init__(
            f"this journal is decided by rules of version {version}; this version of Muster has them up to {newest}"
        )
        self.version = version
        self.newest = newest


class SnapshotError(DomainError):
    """The bytes are not a snapshot of this fold version."""
