"""The muster's parts of the window beside the incident panel: strip, result, Command board, warnings. Qt main thread.

Makes the docks' widgets first (`widgets`), then wires them (`join`) once the overlays are there. Used by
`ConsoleWindow`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from console.desk.seat import Seat, Thing
from console.panels.board import BoardFeed
from console.panels.map.feed import MapFeed
from console.panels.muster.notices import MusterWarner
from console.panels.result.feed import ResultFeed
from console.panels.sounds import SoundPort
from console.panels.strip.feed import StripFeed
from console.panels.toasts import ToastStrip
from console.settings.store import SettingsStore
from console.verbs.catalogue import CATALOGUE
from console.verbs.invoker import Invoker
from widgets.command.command_board import CommandBoard
from widgets.header.clock_strip import ClockStrip
from widgets.result.result_panel import ResultPanel

TICK_MS = 1_000


class MusterScreen(QObject):
    """See the module."""

    def __init__(self, seat: Seat, strip: ClockStrip, home: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._seat = seat
        self.result = ResultPanel(parent)
        self.strip_feed = StripFeed(seat, strip, lambda: CATALOGUE.key_of("muster"), self)
        self.result_feed = ResultFeed(seat, self.result, home, self)
        self.board = CommandBoard(parent)
        self.board_feed = BoardFeed(seat, self.board, self.strip_feed, CATALOGUE.key_of, self)
        self._strip = strip
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.result_feed.tick)
        self._tick.start()
        seat.world.retranslated.connect(self._on_retranslated)

    def widgets(self) -> dict[str, QWidget]:
        """The panels by dock key."""
        return {"result": self.result, "board": self.board}

    def join(
        self,
        invoker: Invoker,
        toasts: ToastStrip,
        sounds: SoundPort,
        settings: SettingsStore,
        map_feed: MapFeed,
        open_dock: Callable[[str], None],
    ) -> None:
        """Wire what speaks to the person, and what is chosen on the map."""
        self.warner = MusterWarner(self._seat, toasts, sounds, settings, CATALOGUE.key_of, self)
        self.result_feed.told.connect(invoker.told)
        self.result.unit_selected.connect(lambda unit_id: self._seat.select(Thing.UNIT, unit_id))
        self._strip.details_requested.connect(lambda: open_dock("result"))
        self.board.grid_chosen.connect(map_feed.show)
        map_feed.rally_chosen.connect(lambda place: invoker.invoke("rally", {"rally": place}))

    def stop(self) -> None:
        """No more ticks; before the window goes."""
        self._tick.stop()
        self.strip_feed.stop()
        self.board_feed.stop()
        self.result_feed.stop()

    def _on_retranslated(self) -> None:
        self.strip_feed.show_now()
        self.result_feed.show_now()
        self.board_feed.show_now()
