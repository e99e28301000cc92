"""The live source: a link to a hub, the spool of looks, and the town's files. No Qt.

The public methods may be called from any thread; every call of the sink happens on the link's thread. Used by
`console.app` through `SourceBridge`.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from console.link.config import LinkConfig
from console.link.link import Link
from console.link.view import ALL
from console.wire import messages as m
from console.wire.ids import new_id

from .look_spool import LookSpool
from .source import LinkView, Looked, NotOfferedError, Offers, SourceSink
from .town_cache import TownCache

OFFERS = Offers(asks=True, signs_in=True, looks=frozenset(Looked), audits=True)
"""A live hub decides, lends and audits; its present cannot be moved."""
LOOKS_AGAIN_NS = 3_000_000_000
"""A batch of looks is sent again when no answer came for this long."""


class LiveSource:
    """A `Source`: `start` once, `stop` once; between them it reconnects by itself for ever."""

    def __init__(self, config: LinkConfig, sink: SourceSink, *, spool: Path, towns: Path) -> None:
        """`spool` is the file of looks that the hub does not have yet; `towns` the folder of towns fetched so far."""
        self._sink = sink
        self._spool = LookSpool(spool)
        self._looks_ns = 0
        self._signed_in = False
        self.link = Link(config, ALL, self)
        self._town = TownCache(towns, self.link.request)
        # the rest of `Source` is the link's, the rest of `LinkSink` the sink's
        self.start, self.stop, self.submit = self.link.start, self.link.stop, self.link.submit
        self.sign_in, self.sign_out = self.link.sign_in, self.link.sign_out
        self.retry_now, self.resync = self.link.retry_now, self.link.resync
        self.on_snapshot, self.on_events = sink.on_snapshot, sink.on_events
        self.on_telemetry, self.on_answer = sink.on_telemetry, sink.on_answer

    # -- Source: any thread --------------------------------------------------------------------------------------------

    @property
    def offers(self) -> Offers:
        """What a live hub offers."""
        return OFFERS

    def seek(self, t_ms: int, seq: int = 0) -> None:
        """Live is now: raises NotOfferedError."""
        raise NotOfferedError("a live hub shows its present only")

    def find(self, words: str) -> str:
        """As `seek`."""
        raise NotOfferedError("a live hub shows its present only")

    def play(self, rate_permille: int) -> None:
        """As `seek`."""
        self.seek(0)

    def loop(self, from_ms: int, to_ms: int) -> None:
        """As `seek`."""
        self.seek(0)

    def open_report(self, call_id: str, purpose: str) -> str:
        """Ask for the clear text of a report; the reply carries the returned id."""
        return self.link.request(m.OpenReport(id=new_id(), call_id=call_id, purpose=purpose))

    def open_texts(self, subject_id: str, texts: tuple[str, ...], purpose: str) -> str:
        """Ask for the clear words of sealed texts; the reply carries the returned id."""
        return self.link.request(
            m.OpenTexts(id=new_id(), subject_id=subject_id, texts=texts, purpose=purpose)
        )

    def open_camera(self, camera_id: str, incident_id: str, purpose: str) -> str:
        """Ask for a camera's stream address; the reply carries the returned id."""
        return self.link.request(
            m.OpenCamera(id=new_id(), camera_id=camera_id, incident_id=incident_id, purpose=purpose)
        )

    def get_events(self, first: int, last: int) -> str:
        """Ask for past events; the parts carry the returned id, or a refusal does."""
        return self.link.request(m.GetEvents(id=new_id(), ticket="", first=first, last=last))

    def look(self, entry: m.LookEntry) -> None:
        """Note a look for the audit chain; spooled while the hub is away."""
        self.link.call(lambda: self._add_look(entry))

    # -- LinkSink: link's thread ---------------------------------------------------------------------------------------

    def on_beat(self, beat: m.Heartbeat) -> None:
        """What it says is in the view."""

    def on_link(self, view: LinkView) -> None:
        """With the folder of the town, once its files are here."""
        if len(self._spool) and time.monotonic_ns() - self._looks_ns > LOOKS_AGAIN_NS:
            self._send_looks()
        self._sink.on_link(replace(view, town_dir=self._town.directory))

    def on_open(self, welcome: m.Welcome, opened: m.StreamsOpened | None) -> None:
        """Signed in: looks that wait are sent, the town is fetched where it is not here yet."""
        self._signed_in = True
        self._send_looks()
        if opened is not None:
            self._town.want(opened.town if opened.catchup_port else "")

    def on_lost(self, reason: str) -> None:
        """What was asked for will be asked for again."""
        self._signed_in = False
        self._town.on_lost()

    def on_reply(self, message: m.HubMessage) -> None:
        """Looks and town are ours, everything else goes on."""
        id_ = str(getattr(message, "id", ""))
        if self._spool.is_waiting_for(id_):
            if isinstance(message, m.LooksLogged):
                self._spool.on_logged(id_)
                self._send_looks()
        elif not self._town.take(message):
            self._sink.on_reply(message)

    def _add_look(self, entry: m.LookEntry) -> None:
        self._spool.add(entry)
        self._send_looks()

    def _send_looks(self) -> None:
        batch = self._spool.next_batch() if self._signed_in else None
        if batch is not None:
            self._looks_ns = time.monotonic_ns()
            self.link.request(batch)
