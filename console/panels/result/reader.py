"""Brings the whole journal from the hub, part by part, for whoever wants to judge it. Qt main thread.

Used by the result's feed. Parts come in order beside the live events; a link that falls silent ends the reading in
words, and nothing is kept.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from console.desk.seat import Seat
from console.domain.evolve import Recorded
from console.wire.messages import EventsPart, Refused

MOST_EVENTS = 200_000
"""A longer journal is for `main.py score`, which streams it."""
SILENT_MS = 10_000


class ResultReader(QObject):
    """One reading at a time."""

    came = Signal(object)
    """All events from the first on: list[Recorded]."""
    failed = Signal(str)
    """Code: `too_long`, `broken` (parts are missing), `silent`, or the hub's refusal."""

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._id = ""
        self._events: list[Recorded] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SILENT_MS)
        self._timer.timeout.connect(lambda: self._end("silent"))
        seat.events_came.connect(self._on_part)
        seat.reply_refused.connect(self._on_refused)

    @property
    def is_reading(self) -> bool:
        """Whether parts are still expected."""
        return bool(self._id)

    @property
    def request_id(self) -> str:
        """Id under which parts are expected, empty while nothing is read."""
        return self._id

    def read(self) -> None:
        """Ask for everything up to the event that this console saw last."""
        if self.is_reading:
            return
        last = self._seat.world.picture.seq
        if last > MOST_EVENTS:
            self.failed.emit("too_long")
            return
        self._events = []
        self._id = self._seat.world.source.get_events(1, last)
        self._timer.start()

    def stop(self) -> None:
        """Expect nothing more."""
        self._timer.stop()
        self._id, self._events = "", []

    def _on_part(self, part: EventsPart) -> None:
        if not self._id or part.id != self._id:
            return
        self._events += part.events
        self._timer.start()
        if not part.last_part:
            return
        events = self._events
        whole = [one.seq for one in events] == list(range(1, len(events) + 1))
        self.stop()
        if whole and events:
            self.came.emit(events)
        else:
            self.failed.emit("broken")

    def _on_refused(self, refused: Refused) -> None:
        if self._id and refused.id == self._id:
            self._end(refused.code)

    def _end(self, code: str) -> None:
        self.stop()
        self.failed.emit(code)
