"""Tells the desk when a drill's run has ended, and where its journal and result will lie. Qt main thread.

Used by `console.drill`; the result itself is written when the hub has stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from console.desk.seat import Seat
from console.domain.evolve import Recorded
from console.domain.runs.events import RunEnded, RunInterrupted
from console.panels.toasts import ToastStrip


class RunNotice(QObject):
    """One line on the screen and one on `say`, once per run."""

    def __init__(self, seat: Seat, toasts: ToastStrip, folder: Path, say: Callable[[str], None]) -> None:
        super().__init__(toasts)
        self._toasts, self._folder, self._say = toasts, folder, say
        self._told = False
        seat.world.recorded.connect(self._on_recorded)

    def _on_recorded(self, events: Sequence[Recorded]) -> None:
        if self._told or not any(isinstance(one.event, RunEnded | RunInterrupted) for one in events):
            return
        self._told = True
        words = QCoreApplication.translate(
            "run", "The run has ended. Journal and result lie in {0} when you quit"
        )
        self._toasts.tell(words.format(self._folder), False)
        self._say(f"the run has ended: journal and result lie in {self._folder} when you quit")
