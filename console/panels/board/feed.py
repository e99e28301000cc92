"""Keeps the Command board true while it is seen. Qt main thread; used by `MusterScreen`.

Clocks follow the strip at once; strength, gaps and decisions are read anew at most three times a second.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from console.desk.seat import Seat
from console.domain.picture import Key
from console.panels.board.builder import Keys, board_view
from console.panels.strip.feed import StripFeed
from console.wire.messages import Cover
from widgets.command.command_board import CommandBoard

GATHER_MS = 330
_WATCHED = frozenset({"units", "orders", "incidents", "musters", "grids"})


class BoardFeed(QObject):
    """See the module."""

    def __init__(
        self, seat: Seat, board: CommandBoard, strip: StripFeed, keys: Keys, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._board, self._strip, self._keys = seat, board, strip, keys
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self.show_now)
        seat.world.picture_replaced.connect(self.show_now)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.telemetry_changed.connect(self._on_telemetry)
        strip.clocks_changed.connect(self._on_clocks)
        board.came_to_front.connect(self.show_now)
        board.incident_chosen.connect(seat.select_case)

    def show_now(self) -> None:
        """Read everything and show it; nothing is read while nobody sees it."""
        seat = self._seat
        if not seat.world.has_picture or not self._board.isVisible():
            return
        self._timer.stop()
        now_ms = seat.world.clock.now_ms()
        view = board_view(
            seat.world.names,
            seat.world.telemetry,
            self._strip.clocks,
            self._keys,
            now_ms,
            aged=self._strip.is_aged,
        )
        self._board.show_board(view)

    def stop(self) -> None:
        """Read nothing more; before the window goes."""
        self._timer.stop()

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if any(collection in _WATCHED for collection, _ in keys):
            self._ask()

    def _on_telemetry(self, kinds: frozenset[type], _: list[object]) -> None:
        if Cover in kinds:
            self._ask()

    def _on_clocks(self) -> None:
        if self._board.isVisible():
            self._board.clocks.show_clocks(self._strip.clocks, aged=self._strip.is_aged)
            self._ask()

    def _ask(self) -> None:
        if self._board.isVisible() and not self._timer.isActive():
            self._timer.start()
