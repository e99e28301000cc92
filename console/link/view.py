"""What a link is asked and tells: requests, its state, answers, and the sink that is told. Pure data, no sockets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from console.domain.base.roles import Stream, WorldKind
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded
from console.domain.picture import AnyPicture
from console.wire import messages as m

from .past_view import PastView

Planned = m.EtaTable | m.Rings | m.Routes | m.Recommendation | m.Cover | m.MusterPlans | m.MusterForecast
Telemetry = m.Positions | Planned
TELEMETRY_TYPES = Telemetry.__args__
Request = (
    m.OpenReport
    | m.OpenTexts
    | m.OpenCamera
    | m.LogLooks
    | m.GetEvents
    | m.GetSnapshot
    | m.GetTown
    | m.GetTownFile
)
"""Asks something under an id, and is answered under it."""
OF_CATCHUP = (m.GetEvents, m.GetSnapshot, m.GetTown, m.GetTownFile)
"""Those that go to the catch-up socket, with the ticket."""


class LinkState(StrEnum):
    """How one stands with a hub; a source without a hub is LIVE once its picture is there."""

    CONNECTING = "connecting"
    SIGNED_OUT = "signed_out"
    LIVE = "live"
    STALE = "stale"
    CATCHING_UP = "catching_up"
    DOWN = "down"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LinkView:
    """State of a source. `clock_ms` is its world's clock at the local monotonic instant `mono_ns`; it runs at
    `rate_permille` unless `paused`. `kind` is what every window is framed by.

    `beats` hold for each stream the hub's seq and picture hash there: the same events fold to the same hash.
    `town` is the hash of the town's files, "" when there are none to be had; `town_dir` where they lie on this machine,
    "" until they do. `utc_zero_ms`: what the clock of the hub's machine says when the hub's stood at 0 (UTC; 0 where
    nobody has said). `past`: where one stands, for a source that seeks.
    """

    state: LinkState
    kind: WorldKind = WorldKind.DEMO
    seat: str = ""
    town: str = ""
    town_dir: str = ""
    rtt_ms: float = -1.0
    clock_ms: int = 0
    mono_ns: int = 0
    rate_permille: int = 1000
    paused: bool = False
    events_per_s: float = 0.0
    silent_ms: int = 0
    attempt: int = 0
    reason: str = ""
    beats: Mapping[Stream, tuple[int, str]] = field(default_factory=dict)
    utc_zero_ms: int = 0
    past: PastView | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one command; `result` None: nobody answered before it expired."""

    id: str
    command: AnyCommand
    result: m.Accepted | m.Refused | None


@dataclass(frozen=True, slots=True)
class Wants:
    """What a link reads, as far as the hub gives it: streams to follow, and telemetry topics (None: no telemetry).

    `beats_only` follows no events of the streams, only their heartbeats.
    """

    streams: frozenset[Stream] = frozenset()
    topics: tuple[str, ...] | None = None
    beats_only: bool = False

    def __bool__(self) -> bool:
        """Whether anything is read at all."""
        return bool(self.streams) or self.topics is not None


ALL = Wants(frozenset(Stream), ())
"""Everything that the hub gives: a console."""


class SourceSink(Protocol):
    """Who is told what a source of a world learns. All methods are called on its thread and must return soon."""

    def on_snapshot(self, stream: Stream, picture: AnyPicture) -> None:
        """A fresh private picture of a stream, the receiver's from here on. Later or earlier than the last one."""
        ...

    def on_events(self, stream: Stream, events: Sequence[Recorded]) -> None:
        """The events that follow the last snapshot or batch of the stream: in order, no gap, each once."""
        ...

    def on_telemetry(self, message: Telemetry) -> None: ...
    def on_link(self, view: LinkView) -> None:
        """The state changed, or some time has passed."""
        ...

    def on_answer(self, answer: Answer) -> None: ...
    def on_reply(self, message: m.HubMessage) -> None:
        """The answer to a request that is no command, or `Refused` in its place."""
        ...


class LinkSink(SourceSink, Protocol):
    """Who is told what a link learns, on the link's thread."""

    def on_beat(self, beat: m.Heartbeat) -> None: ...
    def on_open(self, welcome: m.Welcome, opened: m.StreamsOpened | None) -> None:
        """In: signed in where that is needed, and whatever is wanted is being read. After each reconnect again."""
        ...

    def on_lost(self, reason: str) -> None:
        """Out again, after `on_open`."""
        ...
