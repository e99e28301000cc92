"""Fills the log up to the moment that is shown, where the source can show another one. Qt main thread.

A picture of another moment empties the log; what led there is asked for once one rests, not for every place that the
playhead is dragged over.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.desk.seat import Seat
from console.desk.world import Gathering
from console.domain.registry.events import Registered
from console.panels.log import LogModel
from console.wire.messages import EventsPart

REST_MS = 150
BEFORE_EVENTS = 400


class PastLog(QObject):
    """Lives with the window; does nothing in one on the present."""

    def __init__(self, seat: Seat, log: LogModel, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._log = seat, log
        self._asked = ""
        self._waiting = Gathering(REST_MS, self._ask, self)
        if seat.world.source.offers.seeks:
            seat.world.picture_replaced.connect(self._on_picture)
            seat.events_came.connect(self._on_events)

    def _on_picture(self) -> None:
        self._asked = ""
        self._waiting.stop()
        self._waiting.ask()

    def _ask(self) -> None:
        last = self._seat.world.picture.seq
        if last:
            self._asked = self._seat.world.source.get_events(max(1, last - BEFORE_EVENTS + 1), last)

    def _on_events(self, part: EventsPart) -> None:
        if part.id and part.id == self._asked:
            # a journal begins with everything that there is: nobody looks back at that
            self._log.put_before(one for one in part.events if not isinstance(one.event, Registered))
