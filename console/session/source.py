"""Where a world comes from: the port between the console and whatever shows it a picture. Pure data, no Qt.

A source has a kind, a clock, a picture and telemetry; `Offers` says what may be asked of it, sought in it and looked
at, and whether looking is audited. The live hub is one (`console.session.live.LiveSource`); a hub's past, an exported
journal and a fork are others. All stand the same contract: tests/console/session/source_contract.py. Nothing above
this port asks which source it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from console.domain.decide import AnyCommand
from console.link.past_view import Course as Course
from console.link.past_view import MusterSpan as MusterSpan
from console.link.past_view import PastView as PastView
from console.link.view import Answer as Answer
from console.link.view import LinkState as LinkState
from console.link.view import LinkView as LinkView
from console.link.view import SourceSink as SourceSink
from console.link.view import Telemetry as Telemetry
from console.wire.messages import LookEntry


class Looked(StrEnum):
    """What can be looked at beyond the picture."""

    REPORT = "report"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Offers:
    """What a source can do besides showing. What is not offered is refused: by `Refused`, or by `NotOfferedError`."""

    asks: bool = False
    """Commands reach somebody who decides."""
    seeks: bool = False
    """Another moment can be shown, and how fast time goes on from there be chosen."""
    signs_in: bool = False
    """Persons sign in; without it the source shows itself at once."""
    looks: frozenset[Looked] = frozenset()
    audits: bool = False
    """Looking is entered into an audit chain."""


class NotOfferedError(Exception):
    """Something was asked of a source that does not offer it: a mistake of the caller, who can see `offers`."""


class Source(Protocol):
    """A world that can be shown. Any thread may call; nothing blocks but `stop`."""

    @property
    def offers(self) -> Offers:
        """What it can do; the same from start to stop."""
        ...

    def start(self) -> None:
        """Begin to tell; once."""
        ...

    def stop(self) -> None:
        """Tell nothing more, and let go of threads, sockets and files. May be called twice."""
        ...

    def submit(self, command: AnyCommand) -> str:
        """Hand a command to whoever decides; returns the id under which its answer comes, at the latest when it
        expires. A source that does not ask answers with a refusal."""
        ...

    def seek(self, t_ms: int, seq: int = 0) -> None:
        """Show the world as it was at `t_ms`, or right after the event `seq`.

        A snapshot follows, or where that is not far ahead the events up to it.
        A moment before the beginning is the beginning, one after the end the end. Raises NotOfferedError.
        """
        ...

    def find(self, words: str) -> str:
        """Show the moment that is meant by words: “14:22:31”, “T0+180”, “INC-0417”, “seq 1802”, “+60”.

        Returns the id under which a refusal comes where they mean none. Raises NotOfferedError.
        """
        ...

    def play(self, rate_permille: int) -> None:
        """Let time go on so fast from where it stands, 1000 as it went; 0 holds it. Raises NotOfferedError."""
        ...

    def loop(self, from_ms: int, to_ms: int) -> None:
        """Play from the one to the other again and again; until an empty span is given. Raises NotOfferedError."""
        ...

    def open_report(self, call_id: str, purpose: str) -> str:
        """Ask for the clear words of a report; a reply or a refusal carries the returned id."""
        ...

    def open_texts(self, subject_id: str, texts: tuple[str, ...], purpose: str) -> str:
        """Ask for the clear words of sealed texts of one call or incident, 64 KiB at most; as `open_report`."""
        ...

    def open_camera(self, camera_id: str, incident_id: str, purpose: str) -> str:
        """Ask for a camera's stream address; a reply or a refusal carries the returned id."""
        ...

    def get_events(self, first: int, last: int) -> str:
        """Ask for past events, inclusive; they come as EventsPart with the returned id, beside the others."""
        ...

    def look(self, entry: LookEntry) -> None:
        """Note a look for the audit chain; a source that does not audit drops it."""
        ...

    def sign_in(self, user: str, password: str) -> None: ...
    def sign_out(self) -> None: ...
    def retry_now(self) -> None: ...
    def resync(self) -> None:
        """Throw the folded picture away and tell a fresh snapshot."""
        ...
