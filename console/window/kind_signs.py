"""Everything that says what sort of world is shown: frame, band, titles, the word over map and wall. Qt main thread.

A drill is never taken for live: the band stands in every window, names the scenario and says when the run stands still
or is over. Used by `ConsoleWindow`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from console.desk.seat import Seat
from console.domain.base.roles import WorldKind
from console.domain.evolve import Recorded
from console.domain.picture import Key
from console.domain.runs.events import RunEnded, RunInterrupted
from console.panels.kind import FRAME_COLOURS, RUN, KindFrame, mark_of, run_words
from console.panels.toasts import ToastStrip
from console.window.docks import Docks
from console.words.said import said
from console.words.terms import kind_word
from widgets.states.watermark import Watermark


class KindSigns(QObject):
    """Keeps the signs true. `pictures` are the widgets that get the word laid over them."""

    def __init__(
        self,
        seat: Seat,
        frame: KindFrame,
        docks: Docks,
        pictures: Iterable[QWidget],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._seat, self._frame, self._banner, self._docks = seat, frame, frame.banner, docks
        self._window = parent
        self._marks = [Watermark(one) for one in pictures]
        seat.world.kind_changed.connect(self.show_now)
        seat.world.picture_replaced.connect(self.show_now)
        seat.world.keys_changed.connect(self._on_keys)

    def show_now(self) -> None:
        """Say it all again: another kind, another language, another state of the run."""
        kind = self._seat.world.kind
        word = kind_word(kind)
        title = QCoreApplication.translate("ConsoleWindow", "Command desk")
        self._window.setWindowTitle(" · ".join(part for part in (word, "MUSTER", title) if part))
        self._frame.set_kind(kind)
        colour = FRAME_COLOURS[kind]
        banner_word = mark_of(kind)
        self._banner.show_words(banner_word, self._about_run() if kind is WorldKind.DRILL else "", colour)
        self._docks.show_kind(word, banner_word, colour)
        for mark in self._marks:
            mark.set_words(banner_word, colour)

    def _on_keys(self, keys: Iterable[Key]) -> None:
        if ("runs", RUN) in keys:
            self.show_now()

    def _about_run(self) -> str:
        run = self._seat.world.picture.runs.get(RUN)
        return run_words(run) if run is not None else ""


class RunNotice(QObject):
    """Tells the desk when a drill's run has ended, and where its journal and result will lie: once per run.

    One line on the screen and one on `say`. Used by `console.drill`; the result is written when the hub has stopped.
    """

    ended = Signal()

    def __init__(self, seat: Seat, toasts: ToastStrip, folder: Path, say: Callable[[str], None]) -> None:
        super().__init__(toasts)
        self._toasts, self._folder, self._say = toasts, folder, say
        self._told = False
        seat.world.recorded.connect(self._on_recorded)

    def _on_recorded(self, events: Sequence[Recorded]) -> None:
        if self._told or not any(isinstance(one.event, RunEnded | RunInterrupted) for one in events):
            return
        self._told = True
        words = said("run", "The run has ended. Journal and result lie in {0} when you quit", self._folder)
        self._toasts.tell(words, False)
        self._say(f"the run has ended: journal and result lie in {self._folder} when you quit")
        self.ended.emit()
