"""Source's thread → Qt main thread, nothing else: folds events into the pictures that the widgets read.

The methods `on_*` are called on the source's thread and only append to a list under a lock. The Qt thread empties
it at most once per display frame, folds with `evolve`, and tells what changed. Used by the console.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.domain.base.roles import Stream
from console.domain.evolve import Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.picture import AnyPicture, ControlPicture, Key, Picture
from console.session.source import Answer, LinkView, Telemetry
from console.wire.messages import HubMessage

_log = logging.getLogger(__name__)

FRAME_MS = 16
"""Shortest time between two batches."""
SLICE_EVENTS = 500
"""Events folded between two looks at the clock."""
SLICE_NS = 12_000_000
"""Longest time one batch may fold before the event loop gets its turn."""


class _Folded:
    """One stream's picture on this side, its hash, and up to where that was held against the source's."""

    __slots__ = ("compared_seq", "hash", "picture")

    def __init__(self, picture: AnyPicture) -> None:
        self.picture = picture
        self.hash = PictureHash(picture)
        self.compared_seq = -1


class SourceBridge(QObject):
    """Owns the pictures on the Qt thread; a `SourceSink` towards the source."""

    picture_replaced = Signal()
    """A snapshot came: every model starts again from `picture`."""
    changed = Signal(object)
    """Keys touched by one batch: frozenset of (collection, id)."""
    recorded = Signal(object)
    """The events of one batch, in order: list[Recorded]; after `changed`."""
    control_changed = Signal()
    """The picture of the control stream is another one."""
    telemetry_came = Signal(object)
    """Telemetry messages of one batch: list, newest of each topic and incident last."""
    link_changed = Signal(object)
    """LinkView."""
    answered = Signal(object)
    """Answer."""
    replied = Signal(object)
    """Any other message of the source: ReportOpened, CameraLent, SignedIn, SignedOut, Refused."""
    diverged = Signal()
    """Our picture is not the hub's at the same seq: a fresh snapshot must be asked for."""
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ops, self._control = _Folded(Picture()), _Folded(ControlPicture())
        self._lock = threading.Lock()
        self._inbox: list[tuple[str, Any]] = []
        """What came, in order, each with the name of what it is."""
        self._asked = False
        self._last_ns = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.drain_now)
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)

    @property
    def picture(self) -> Picture:
        """What seats know."""
        return cast("Picture", self._ops.picture)

    @property
    def control(self) -> ControlPicture:
        """What exercise control knows besides; empty for everybody else."""
        return cast("ControlPicture", self._control.picture)

    # -- source's thread -----------------------------------------------------------------------------------------------

    def on_snapshot(self, stream: Stream, picture: AnyPicture) -> None:
        """A fresh private picture; it is ours from here on. Hashed here, since it may be large. Source's thread."""
        fresh = _Folded(picture)
        fresh.hash.hexdigest()
        self._push("snapshot", fresh)

    def on_events(self, stream: Stream, events: Sequence[Recorded]) -> None:
        """Events in order, each once. Source's thread."""
        self._push("events" if stream is Stream.OPS else "control_events", list(events))

    def on_telemetry(self, message: Telemetry) -> None:
        """Newest wins. Source's thread."""
        self._push("telemetry", message)

    def on_link(self, view: LinkView) -> None:
        """The link's state. Source's thread."""
        self._push("link", view)

    def on_answer(self, answer: Answer) -> None:
        """What became of a command. Source's thread."""
        self._push("answer", answer)

    def on_reply(self, message: HubMessage) -> None:
        """Any other answer of the hub. Source's thread."""
        self._push("reply", message)

    def _push(self, what: str, item: object) -> None:
        with self._lock:
            self._inbox.append((what, item))
            wake = not self._asked
            self._asked = True
        if wake:
            self._woken.emit()

    # -- Qt thread -----------------------------------------------------------------------------------------------------

    def _on_woken(self) -> None:
        since_ms = (time.monotonic_ns() - self._last_ns) // 1_000_000
        self._timer.start(max(0, FRAME_MS - since_ms))

    def drain_now(self) -> None:
        """Fold what has come; at most once per display frame, but for tests and the end, which do not wait."""
        with self._lock:
            items, self._inbox = self._inbox, []
            self._asked = False
        started = time.monotonic_ns()
        telemetry: dict[object, Telemetry] = {}
        events: list[Recorded] = []
        for index, (what, item) in enumerate(items):
            match what:
                case "events":
                    events += item
                    if len(events) > SLICE_EVENTS:
                        self._fold(events)
                        events = []
                        if time.monotonic_ns() - started > SLICE_NS:
                            with self._lock:
                                self._inbox[:0] = items[index + 1 :]
                            self._woken.emit()
                            break
                case "snapshot" if isinstance(item.picture, ControlPicture):
                    self._control = item
                    self.control_changed.emit()
                case "snapshot":
                    events = []
                    self._ops = item
                    self.picture_replaced.emit()
                case "control_events":
                    for event in item:
                        self._control.hash.touch(evolve(self._control.picture, event))
                    self.control_changed.emit()
                case "link":
                    self._fold(events)
                    events = []
                    self._compare(item)
                    self.link_changed.emit(item)
                case "answer":
                    # The events that an accepted command made come before its answer is shown.
                    self._fold(events)
                    events = []
                    self.answered.emit(item)
                case "reply":
                    self.replied.emit(item)
                case "telemetry":
                    topic = (type(item), getattr(item, "incident_id", ""))
                    telemetry.pop(topic, None)
                    telemetry[topic] = item
        self._fold(events)
        if telemetry:
            self.telemetry_came.emit(list(telemetry.values()))
        self._last_ns = time.monotonic_ns()

    def _compare(self, view: LinkView) -> None:
        """Hold our hashes against the hub's, once per seq (decision 6)."""
        for folded in (self._ops, self._control):
            seq, theirs = view.beats.get(folded.picture.stream, (-1, ""))
            if not theirs or seq != folded.picture.seq or folded.compared_seq == seq:
                continue
            folded.compared_seq = seq
            if folded.hash.hexdigest() != theirs:
                _log.error("the picture at event %d is not the hub's; a fresh one is asked for", seq)
                self.diverged.emit()

    def _fold(self, events: list[Recorded]) -> None:
        if not events:
            return
        keys: set[Key] = set()
        for event in events:
            keys.update(evolve(self.picture, event))
        self._ops.hash.touch(keys)
        self.changed.emit(frozenset(keys))
        self.recorded.emit(events)
