"""Keeps the clock strip true: at once when an event touches a muster, else whenever a shown second turns.

Qt main thread. The strip shows the selected incident's muster; another selection leaves the clocks that are shown.
Used by `DockedPanels`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.desk.seat import Seat
from console.domain.musters.entities import Muster, MusterState
from console.domain.picture import Key
from console.panels.strip.clocks import choices, clock_view, muster_to_show, until_next_second_ms
from console.panels.strip.reasons import PhaseReasons
from console.session.source import LinkState, LinkView
from console.wire.muster_messages import MusterForecast
from widgets.header.clock_strip import ClockStrip
from widgets.header.clock_view import MusterClockView, StripView

WATCHED = frozenset({"musters", "orders", "units", "incidents", "incident_types", "runs"})
LEAST_MS, MOST_MS = 40, 1_000
"""Bounds of the wait for the next second, in local time: an exercise at ×60 need not turn every second."""
_SILENT = frozenset({LinkState.STALE, LinkState.DOWN, LinkState.REFUSED, LinkState.CONNECTING})


class StripFeed(QObject):
    """Shows the strip, and waits for the second at which it changes."""

    clocks_changed = Signal(object)
    """The MusterClockView that is shown, None without one."""

    def __init__(
        self, seat: Seat, strip: ClockStrip, start_keys: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._strip, self._start_keys = seat, strip, start_keys
        self._shown_id = ""
        self._heard_ms = 0
        self._reasons = PhaseReasons()
        self._clocks: MusterClockView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.show_now)
        seat.world.picture_replaced.connect(self.show_now)
        seat.world.keys_changed.connect(self._on_keys)
        seat.selection_changed.connect(lambda _: self.show_now())
        seat.world.telemetry_changed.connect(self._on_telemetry)
        seat.world.link_changed.connect(self._on_link)
        strip.incident_chosen.connect(seat.select_case)

    @property
    def clocks(self) -> MusterClockView | None:
        """What is shown of a muster."""
        return self._clocks

    @property
    def is_aged(self) -> bool:
        """Whether nothing is heard from the hub."""
        return bool(self._strip.view.as_of)

    @property
    def muster(self) -> Muster | None:
        """The muster whose clocks are shown."""
        return self._seat.world.picture.musters.get(self._shown_id)

    def show_now(self) -> None:
        """Read the picture and show it; the next second is waited for when a clock runs."""
        seat = self._seat
        if not seat.world.has_picture:
            return
        now_ms = seat.world.clock.now_ms()
        muster = muster_to_show(seat.world.picture, seat.case_id, self._shown_id)
        self._shown_id = "" if muster is None else muster.id
        clocks = None
        if muster is not None:
            names, forecasts = seat.world.names, seat.world.telemetry.forecasts
            reasons = self._reasons.of(muster, names, now_ms)
            clocks = clock_view(muster, names, forecasts.get(muster.incident_id), now_ms, reasons)
        self._strip.show_view(
            StripView(
                muster=clocks,
                others=choices(seat.world.picture, seat.world.names, now_ms),
                start_keys=self._start_keys(),
                for_incident=self._without_muster(),
                as_of=self._as_of(),
            )
        )
        if clocks != self._clocks:
            self._clocks = clocks
            self.clocks_changed.emit(clocks)
        self._wait(muster, now_ms)

    def stop(self) -> None:
        """No more ticks; before the window goes."""
        self._timer.stop()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _wait(self, muster: Muster | None, now_ms: int) -> None:
        rate = self._seat.world.clock.rate
        due_ms = 0 if muster is None or not rate else until_next_second_ms(muster, now_ms)
        if due_ms:
            self._timer.start(min(MOST_MS, max(LEAST_MS, round(due_ms / rate))))
        else:
            self._timer.stop()

    def _without_muster(self) -> str:
        """The selected incident, where it is major and nobody has started its muster."""
        incident = self._seat.incident
        return incident.id if incident is not None and incident.major else ""

    def _as_of(self) -> str:
        link = self._seat.world.link
        if link.state not in _SILENT:
            return ""
        heard_ms = self._heard_ms
        if link.state is LinkState.STALE:
            heard_ms = max(0, self._seat.world.clock.now_ms() - link.silent_ms)
        return self._seat.world.clock.wall_text(heard_ms)

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if any(collection in WATCHED for collection, _ in keys) and self._concerns_clocks(keys):
            self.show_now()

    def _concerns_clocks(self, keys: frozenset[Key]) -> bool:
        """Without any muster only the selected incident matters; a busy town must not cost anything then."""
        if self._seat.world.picture.musters:
            return True
        return ("incidents", self._seat.case_id) in keys

    def _on_telemetry(self, kinds: frozenset[type], _: list[object]) -> None:
        if MusterForecast in kinds:
            self.show_now()

    def _on_link(self, link: LinkView) -> None:
        if link.state not in _SILENT:
            self._heard_ms = self._seat.world.clock.now_ms()
        paused_or_silent = bool(self._strip.view.as_of) or link.state in _SILENT
        muster = self.muster
        if paused_or_silent or (
            muster is not None and muster.state is MusterState.ACTIVE and not self._timer.isActive()
        ):
            self.show_now()
