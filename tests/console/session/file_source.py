"""A source that plays an exported journal: the trial that another source needs no widget, kept as a test.

Told on the calling thread. The picture stands wherever `seek` or `step` put it; nothing can be asked of it.
"""

from __future__ import annotations

from pathlib import Path

from console.domain.base.roles import Stream, WorldKind
from console.domain.decide import AnyCommand
from console.domain.evolve import Recorded, evolve
from console.domain.picture import Picture
from console.journal.reader import JournalReader
from console.session.source import Answer, LinkState, LinkView, Offers, SourceSink
from console.wire.ids import new_id
from console.wire.messages import EventsPart, LookEntry, Refused


class FileSource:
    """Events 1..n of a file; shown from the half of it on."""

    def __init__(self, path: Path, sink: SourceSink) -> None:
        with JournalReader(path) as reader:
            self._events: list[Recorded] = list(reader.events())
        self._sink = sink
        self._at = len(self._events) // 2
        self._stopped = False
        self.asked: list[AnyCommand] = []

    @property
    def offers(self) -> Offers:
        return Offers(seeks=True)

    def start(self) -> None:
        self._show()

    def stop(self) -> None:
        self._stopped = True

    def step(self) -> None:
        """The next event."""
        if not self._stopped and self._at < len(self._events):
            self._at += 1
            self._sink.on_events(Stream.OPS, self._events[self._at - 1 : self._at])
            self._tell()

    def seek(self, t_ms: int) -> None:
        self._at = sum(1 for one in self._events if one.t_ms <= t_ms)
        self._show()

    def resync(self) -> None:
        self._show()

    def _show(self) -> None:
        picture = Picture()
        for recorded in self._events[: self._at]:
            evolve(picture, recorded)
        self._sink.on_snapshot(Stream.OPS, picture)
        self._tell()

    def _tell(self) -> None:
        t_ms = self._events[self._at - 1].t_ms if self._at else 0
        self._sink.on_link(
            LinkView(LinkState.LIVE, kind=WorldKind.REPLAY, clock_ms=t_ms, mono_ns=1, paused=True)
        )

    def submit(self, command: AnyCommand) -> str:
        self.asked.append(command)
        id_ = new_id()
        self._sink.on_answer(Answer(id_, command, Refused(id=id_, code="not_offered")))
        return id_

    def open_report(self, call_id: str, purpose: str) -> str:
        return self._refuse("not_offered")

    def open_texts(self, subject_id: str, texts: tuple[str, ...], purpose: str) -> str:
        return self._refuse("not_offered")

    def open_camera(self, camera_id: str, incident_id: str, purpose: str) -> str:
        return self._refuse("not_offered")

    def get_events(self, first: int, last: int) -> str:
        if not 1 <= first <= last:
            return self._refuse("no_such_events")
        id_ = new_id()
        events = tuple(self._events[first - 1 : last])
        self._sink.on_reply(EventsPart(id=id_, stream=Stream.OPS, events=events, last_part=True))
        return id_

    def _refuse(self, code: str) -> str:
        id_ = new_id()
        self._sink.on_reply(Refused(id=id_, code=code))
        return id_

    def look(self, entry: LookEntry) -> None:
        """Nothing is audited here."""

    def sign_in(self, user: str, password: str) -> None:
        """Nobody needs to."""

    def sign_out(self) -> None:
        """Nobody sits here."""

    def retry_now(self) -> None:
        """It is there."""
