"""Session thread → Qt main thread, nothing else: folds events into the one picture that the widgets read.

The methods `on_*` are called on the session thread and only append to a list under a lock. The Qt thread empties
it at most once per display frame, folds with `evolve`, and tells what changed. Used by the shell.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.domain.evolve import Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.picture import Key, Picture
from console.session.port import Answer, LinkView, Telemetry
from console.wire.messages import HubMessage

_log = logging.getLogger(__name__)

FRAME_MS = 16
"""Shortest time between two batches."""
SLICE_EVENTS = 500
"""Events folded between two looks at the clock."""
SLICE_NS = 12_000_000
"""Longest time one batch may fold before the event loop gets its turn."""


class SessionBridge(QObject):
    """Owns the picture on the Qt thread; a `SessionSink` towards the session."""

    picture_replaced = Signal()
    """A snapshot came: every model starts anew from `picture`."""
    changed = Signal(object)
    """Keys touched by one batch: frozenset of (collection, id)."""
    recorded = Signal(object)
    """The events of one batch, in order: list[Recorded]; after `changed`."""
    telemetry_came = Signal(object)
    """Telemetry messages of one batch: list, newest of each topic and incident last."""
    link_changed = Signal(object)
    """LinkView."""
    answered = Signal(object)
    """Answer."""
    replied = Signal(object)
    """Any other message of the hub: ReportOpened, CameraLent, SignedIn, SignedOut, Refused."""
    diverged = Signal()
    """Our picture is not the hub's at the same seq: a fresh snapshot must be asked for."""
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picture = Picture()
        self._hash = PictureHash(self.picture)
        self._compared_seq = -1
        self.folded = 0
        """Events folded since the start."""
        self._lock = threading.Lock()
        self._inbox: list[object] = []
        self._asked = False
        self._last_ns = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._drain)
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)

    # -- session thread ------------------------------------------------------------------------------------------------

    def on_snapshot(self, picture: Picture) -> None:
        """A fresh private picture; it is ours from here on. Hashed here, since it may be large. Session thread."""
        hashed = PictureHash(picture)
        hashed.hexdigest()
        self._push(_Fresh(picture, hashed))

    def on_events(self, events: Sequence[Recorded]) -> None:
        """Events in order, each once. Session thread."""
        self._push(list(events))

    def on_telemetry(self, message: Telemetry) -> None:
        """Newest wins. Session thread."""
        self._push(message)

    def on_link(self, view: LinkView) -> None:
        """The link's state. Session thread."""
        self._push(view)

    def on_answer(self, answer: Answer) -> None:
        """What became of a command. Session thread."""
        self._push(answer)

    def on_reply(self, message: HubMessage) -> None:
        """Any other answer of the hub. Session thread."""
        self._push(_Reply(message))

    def _push(self, item: object) -> None:
        with self._lock:
            self._inbox.append(item)
            wake = not self._asked
            self._asked = True
        if wake:
            self._woken.emit()

    # -- Qt thread -----------------------------------------------------------------------------------------------------

    def drain_now(self) -> None:
        """Fold what has come without waiting for the frame; for tests and for the end."""
        self._drain()

    def _on_woken(self) -> None:
        since_ms = (time.monotonic_ns() - self._last_ns) // 1_000_000
        self._timer.start(max(0, FRAME_MS - since_ms))

    def _drain(self) -> None:
        with self._lock:
            items, self._inbox = self._inbox, []
            self._asked = False
        started = time.monotonic_ns()
        telemetry: dict[object, Telemetry] = {}
        events: list[Recorded] = []
        for index, item in enumerate(items):
            match item:
                case list():
                    events += item
                    if len(events) > SLICE_EVENTS:
                        self._fold(events)
                        events = []
                        if time.monotonic_ns() - started > SLICE_NS:
                            self._give_back(items[index + 1 :])
                            break
                case _Fresh():
                    events = []
                    self.picture, self._hash = item.picture, item.hashed
                    self._compared_seq = -1
                    self.picture_replaced.emit()
                case LinkView():
                    self._fold(events)
                    events = []
                    self._compare(item)
                    self.link_changed.emit(item)
                case Answer():
                    # The events that an accepted command made come before its answer is shown.
                    self._fold(events)
                    events = []
                    self.answered.emit(item)
                case _Reply():
                    self.replied.emit(item.message)
                case _:
                    message: Telemetry = item  # type: ignore[assignment]
                    telemetry.pop(_topic(message), None)
                    telemetry[_topic(message)] = message
        self._fold(events)
        if telemetry:
            self.telemetry_came.emit(list(telemetry.values()))
        self._last_ns = time.monotonic_ns()

    def _compare(self, view: LinkView) -> None:
        """Hold our hash against the hub's, once per seq (decision 6)."""
        seq = self.picture.seq
        if not view.beat_hash or view.beat_seq != seq or self._compared_seq == seq:
            return
        self._compared_seq = seq
        if self._hash.hexdigest() != view.beat_hash:
            _log.error("the picture at event %d is not the hub's; a fresh one is asked for", seq)
            self.diverged.emit()

    def _give_back(self, items: list[object]) -> None:
        with self._lock:
            self._inbox[:0] = items
            wake = bool(self._inbox) and not self._asked
            self._asked = self._asked or wake
        if wake:
            self._woken.emit()

    def _fold(self, events: list[Recorded]) -> None:
        if not events:
            return
        keys: set[Key] = set()
        for event in events:
            keys.update(evolve(self.picture, event))
        self._hash.touch(keys)
        self.folded += len(events)
        self.changed.emit(frozenset(keys))
        self.recorded.emit(events)


class _Fresh:
    """A snapshot with its hash."""

    __slots__ = ("hashed", "picture")

    def __init__(self, picture: Picture, hashed: PictureHash) -> None:
        self.picture = picture
        self.hashed = hashed


class _Reply:
    """Wraps a reply so that it is not taken for telemetry."""

    __slots__ = ("message",)

    def __init__(self, message: HubMessage) -> None:
        self.message = message


def _topic(message: Telemetry) -> object:
    return (type(message), getattr(message, "incident_id", ""))
