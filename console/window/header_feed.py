"""Keeps the header, the window's frame and the link banner true. Qt main thread; used by `ConsoleWindow`."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from console.desk.seat import Seat
from console.desk.world import Gathering
from console.domain.base.roles import WorldKind
from console.domain.picture import Key
from console.panels.units import strength_of
from console.session.source import LinkState, LinkView
from console.verbs.docks import perspectives
from console.words.refusals import refusal_words
from console.words.terms import role_word
from widgets.durations import age_text
from widgets.header import view as h
from widgets.header.header_bar import HeaderBar
from widgets.states.state_banner import StateBanner
from widgets.states.view import StateKind, StateView

_LINKS = {
    LinkState.CONNECTING: h.HubSignal.CONNECTING,
    LinkState.SIGNED_OUT: h.HubSignal.LIVE,
    LinkState.LIVE: h.HubSignal.LIVE,
    LinkState.CATCHING_UP: h.HubSignal.LIVE,
    LinkState.STALE: h.HubSignal.STALE,
    LinkState.DOWN: h.HubSignal.LOST,
    LinkState.REFUSED: h.HubSignal.LOST,
}

GATHER_MS = 300
CLOCK_FAULT_MS = 60_000
"""The hub's machine may differ by so much without a word; `UNEXPLAINED_MS` of the hub's clock is the same number."""


class HeaderFeed(QObject):
    """Reads link, kind, seat, clock and strength from the world."""

    def __init__(
        self, seat: Seat, header: HeaderBar, banner: StateBanner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._header, self._banner = seat, header, banner
        self._perspectives = perspectives(past=seat.world.source.offers.seeks)
        self._active = self._perspectives[0].key
        self._banner_state: tuple[LinkState, str] | None = None
        self._gathering = Gathering(GATHER_MS, self._count, self)
        seat.world.link_changed.connect(self._on_link)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.picture_replaced.connect(self._count)
        seat.identity_changed.connect(self._show_seat)
        seat.world.kind_changed.connect(self._show_kind)
        self.retranslate()

    def set_active(self, perspective: str) -> None:
        """Mark the tab that is shown."""
        self._active = perspective
        self._header.set_active(perspective)

    def tick(self) -> None:
        """Once a second: the clock."""
        if self._seat.world.has_picture:
            t_ms = self._seat.world.clock.epoch_ms + self._seat.world.clock.now_ms()
            self._header.set_clock(datetime.fromtimestamp(t_ms / 1000).astimezone(), self._clock_fault())

    def _clock_fault(self) -> str:
        """What is said where the clock of a live hub's machine is not the hub's; "" where it is, and elsewhere."""
        link = self._seat.world.link
        if link.kind is not WorldKind.LIVE or not link.utc_zero_ms:
            return ""
        ahead_ms = link.utc_zero_ms - self._seat.world.clock.epoch_ms
        if abs(ahead_ms) <= CLOCK_FAULT_MS:
            return ""
        if ahead_ms > 0:
            words = self.tr("The clock of the hub's machine is {0} ahead of this one.")
        else:
            words = self.tr("The clock of the hub's machine is {0} behind this one.")
        asked = self.tr("Nothing falls due by it before whoever runs the hub has looked.")
        return f"{words.format(age_text(abs(ahead_ms)))} {asked}"

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        tabs = [h.PerspectiveTab(one.key, one.title, one.keys) for one in self._perspectives]
        self._header.set_perspectives(tabs, self._active)
        self._show_seat()
        self._show_kind()
        self._banner_state = None
        self._on_link(self._seat.world.link)

    def _count(self) -> None:
        self._header.set_strength(strength_of(self._seat.world.picture))

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if any(collection in ("units", "officers") for collection, _ in keys):
            self._gathering.ask()

    def _show_seat(self) -> None:
        identity = self._seat.identity
        role = role_word(identity.role) if identity.user else ""
        self._header.set_seat(h.SeatView(self._seat.world.link.seat, role, identity.name or identity.user))

    def _show_kind(self) -> None:
        self._header.set_kind(h.WorldSign(self._seat.world.kind.upper()))

    def _on_link(self, link: LinkView) -> None:
        silent_s = link.silent_ms / 1000
        self._header.set_hub(
            h.HubView(
                state=_LINKS[link.state] if link.past is None else h.HubSignal.JOURNAL,
                round_trip_ms=link.rtt_ms if link.rtt_ms >= 0 else None,
                events_per_s=link.events_per_s,
                silent_s=silent_s,
                attempt=link.attempt,
                detail=refusal_words(link.reason, {}) if link.state is LinkState.REFUSED else link.reason,
            )
        )
        self._show_seat()
        self._show_banner(link)

    def _show_banner(self, link: LinkView) -> None:
        detail = ""
        match link.state:
            case LinkState.STALE:
                age = age_text(link.silent_ms)
                title = self.tr("The hub has been silent for {0}: what you see is old.").format(age)
                view = StateView(StateKind.STALE, title)
            case LinkState.DOWN if self._seat.world.has_picture:
                title = self.tr("No connection to the hub. The last picture is kept; nothing new arrives.")
                detail = self.tr("Trying again by itself, attempt {0}").format(link.attempt)
                view = StateView(StateKind.DISCONNECTED, title, detail, self.tr("Try now"))
            case LinkState.REFUSED if self._seat.world.has_picture:
                title = self.tr("The hub refuses this console: {0}").format(refusal_words(link.reason, {}))
                view = StateView(StateKind.REFUSED, title, "", self.tr("Try now"))
            case _:
                if self._banner_state is not None:
                    self._banner_state = None
                    self._banner.clear()
                return
        shown = (link.state, view.title + detail)
        if shown != self._banner_state:
            self._banner_state = shown
            self._banner.show_state(view)


_OF_THE_STRIP = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show})
_OF_THE_BANNER = frozenset({QEvent.Type.Show, QEvent.Type.LayoutRequest})


class BannerLine(QObject):
    """Keeps the link banner over the titles of the clock strip, so that nothing below it moves.

    The clocks' own digits stay free: the banner covers the strip from its top, as high as its words. Both widgets have
    the same parent.
    """

    def __init__(self, banner: QWidget, strip: QWidget) -> None:
        super().__init__(banner)
        self._banner, self._strip = banner, strip
        banner.installEventFilter(self)
        strip.installEventFilter(self)

    def place(self) -> None:
        """Lie over the strip; after either has changed."""
        strip = self._strip.geometry()
        # Its words wrap: the height belongs to a width.
        wanted = self._banner.heightForWidth(strip.width())
        wanted = wanted if wanted > 0 else self._banner.sizeHint().height()
        self._banner.setGeometry(strip.x(), strip.y(), strip.width(), wanted)
        self._banner.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = _OF_THE_STRIP if watched is self._strip else _OF_THE_BANNER
        if event.type() in kinds and not self._banner.isHidden():
            self.place()
        return False
