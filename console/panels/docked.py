"""Panels that make and feed their own widget, and the clock strip and the warnings that belong to them. Qt main thread.

A new dock is a `DockedPanel`, its row in `console.verbs.docks.DOCKS` and its line in `DockedPanels`. Used by
`ConsoleWindow`, which makes the overlays after the docks: `join` wires what needs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from console.panels.board import BoardFeed
from console.panels.map.feed import MapFeed
from console.panels.muster.notices import MusterWarner
from console.panels.past.feed import PastFeed
from console.panels.result.feed import ResultFeed
from console.panels.sounds import SoundPort
from console.panels.strip.feed import StripFeed
from console.panels.toasts import ToastStrip
from console.settings.store import SettingsStore
from console.verbs.catalogue import CATALOGUE
from console.verbs.invoker import Invoker
from widgets.header.clock_strip import ClockStrip
from widgets.log.event_log_view import EventLogView

TICK_MS = 1_000


class DockedPanel(Protocol):
    """A panel with a widget of its own, which it reads for only while it is seen."""

    @property
    def widget(self) -> QWidget: ...
    def show_now(self) -> None:
        """Read everything and show it, in the language of the screen."""
        ...

    def tick(self) -> None:
        """Once a second."""
        ...

    def stop(self) -> None:
        """Read nothing more; before the window goes."""
        ...


class DockedPanels(QObject):
    """The panels by dock key, made, ticked, translated and stopped together."""

    def __init__(self, invoker: Invoker, strip: ClockStrip, home: Path, parent: QWidget) -> None:
        super().__init__(parent)
        seat = invoker.here.seat
        self._invoker = invoker
        self.strip_feed = StripFeed(seat, strip, lambda: CATALOGUE.key_of("muster"), self)
        self.result = ResultFeed(invoker, home, parent)
        self.board = BoardFeed(seat, self.strip_feed, CATALOGUE.key_of, parent)
        self.past = PastFeed(invoker, parent)
        self._panels: dict[str, DockedPanel] = {
            "result": self.result,
            "board": self.board,
            "timeline": self.past,
        }
        strip.details_requested.connect(lambda: invoker.here.screen.open_dock("result"))
        seat.world.retranslated.connect(self._on_retranslated)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    def widgets(self) -> dict[str, QWidget]:
        """The panels by dock key."""
        return {key: panel.widget for key, panel in self._panels.items()}

    def join(
        self,
        toasts: ToastStrip,
        sounds: SoundPort,
        settings: SettingsStore,
        map_feed: MapFeed,
        log: EventLogView,
    ) -> None:
        """Wire what speaks to the person, and what is chosen on the map."""
        invoker = self._invoker
        if invoker.here.seat.world.source.offers.asks:  # nobody is warned of what is past
            MusterWarner(invoker.here.seat, toasts, sounds, settings, CATALOGUE.key_of, self)
        log.kind_chosen.connect(self.past.set_only)
        self.board.widget.grid_chosen.connect(map_feed.show)
        map_feed.rally_chosen.connect(lambda place: invoker.invoke("rally", {"rally": place}))

    def stop(self) -> None:
        """No more ticks; before the window goes."""
        self._tick.stop()
        self.strip_feed.stop()
        for panel in self._panels.values():
            panel.stop()

    def _on_tick(self) -> None:
        for panel in self._panels.values():
            panel.tick()

    def _on_retranslated(self) -> None:
        self.strip_feed.show_now()
        for panel in self._panels.values():
            panel.show_now()
