"""What the top bar shows, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HubSignal(StrEnum):
    """How well the hub is heard."""

    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    """Silent for more than 3 s: the picture is old."""
    LOST = "lost"
    """Trying again."""
    JOURNAL = "journal"
    """There is none: a journal is shown."""


class WorldSign(StrEnum):
    """What the events are: frames and words come from it."""

    LIVE = "LIVE"
    DEMO = "DEMO"
    DRILL = "DRILL"
    REPLAY = "REPLAY"


@dataclass(frozen=True, slots=True)
class PerspectiveTab:
    """One tab of the top bar."""

    key: str
    name: str
    """In the language of the screen."""
    keys: str = ""
    """Shortcut, shown in the tool tip."""


@dataclass(frozen=True, slots=True)
class HubView:
    """State of the link to the hub."""

    state: HubSignal = HubSignal.CONNECTING
    round_trip_ms: float | None = None
    events_per_s: float = 0.0
    silent_s: float = 0.0
    attempt: int = 0
    detail: str = ""
    """More for the tool tip."""


@dataclass(frozen=True, slots=True)
class StrengthView:
    """Sworn officers ready now and on the books today; auxiliaries and others apart."""

    available: int = 0
    on_duty: int = 0
    total: int = 0
    auxiliary: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class SeatView:
    """Who sits here."""

    seat: str = ""
    role: str = ""
    user: str = ""
    """All in the language of the screen."""
