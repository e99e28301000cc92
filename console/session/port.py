"""What the console asks of a session, and what a session tells: the port between them. Pure data, no Qt.

`console.session.LiveSession` implements `SessionPort`; tests bring one that decides in the same process. Used by
`SessionBridge` and by the shell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from console.domain.base.roles import WorldKind
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded
from console.domain.picture import Picture
from console.wire.messages import (
    Accepted,
    Cover,
    EtaTable,
    HubMessage,
    LookEntry,
    Positions,
    Recommendation,
    Refused,
    Rings,
    Routes,
)
from console.wire.muster_messages import MusterForecast, MusterPlans

Telemetry = Positions | EtaTable | Rings | Routes | Recommendation | Cover | MusterPlans | MusterForecast


class LinkState(StrEnum):
    """How the session stands with its hub."""

    CONNECTING = "connecting"
    SIGNED_OUT = "signed_out"
    LIVE = "live"
    STALE = "stale"
    CATCHING_UP = "catching_up"
    DOWN = "down"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LinkView:
    """State of the link. `clock_ms` is the hub's clock at the local monotonic instant `mono_ns`.

    `beat_hash` is the hub's picture hash at `beat_seq`: whoever folded the same events has the same one.
    """

    state: LinkState
    kind: WorldKind = WorldKind.DEMO
    seat: str = ""
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
    beat_seq: int = -1
    beat_hash: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one command; `result` None: nobody answered before it expired."""

    id: str
    command: AnyCommand
    result: Accepted | Refused | None


class SessionSink(Protocol):
    """Who is told what the session learns. All methods are called on the session thread and must return at once."""

    def on_snapshot(self, picture: Picture) -> None:
        """A fresh private picture; it belongs to the receiver from here on."""
        ...

    def on_events(self, events: Sequence[Recorded]) -> None:
        """The events that follow the last snapshot or batch: in order, no gap, each once."""
        ...

    def on_telemetry(self, message: Telemetry) -> None: ...
    def on_link(self, view: LinkView) -> None: ...
    def on_answer(self, answer: Answer) -> None: ...
    def on_reply(self, message: HubMessage) -> None:
        """ReportOpened, CameraLent, SignedIn, SignedOut, EventsPart, or Refused of one of those."""
        ...


class SessionPort(Protocol):
    """A source of events that also takes commands. Any thread may call; nothing blocks."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def submit(self, command: AnyCommand) -> str:
        """Hand a command to the hub; returns the id under which its answer comes."""
        ...

    def open_report(self, call_id: str, purpose: str) -> str: ...
    def open_camera(self, camera_id: str, incident_id: str, purpose: str) -> str: ...
    def get_events(self, first: int, last: int) -> str:
        """Ask for past events, inclusive; they come as EventsPart with the returned id, beside the live ones."""
        ...

    def look(self, entry: LookEntry) -> None: ...
    def sign_in(self, user: str, password: str) -> None: ...
    def sign_out(self) -> None: ...
    def retry_now(self) -> None: ...
    def resync(self) -> None:
        """Throw the folded picture away and ask for a fresh snapshot."""
        ...
