"""What a desk looks at: one source's picture, its clock, its telemetry, its names. Qt main thread, no widgets.

Nothing in here belongs to a person: whoever sits at the desk, the world is the same. What kind of world it is says the
source, never the picture, so that a journal of a live hub that is played again is shown as a replay. Used by `Seat` and
by everything that shows something.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from console.bridges.source_bridge import SourceBridge
from console.desk.clock import SeatClock
from console.desk.offer import PlanBook
from console.desk.telemetry import TelemetryStore
from console.domain.base.roles import WorldKind
from console.domain.calls.groups import CallGroups
from console.domain.incidents.entities import OPEN_INCIDENT_STATES
from console.domain.picture import Key, Picture
from console.session.source import LinkState, LinkView, Source
from console.words.choices import ChoiceBook
from console.words.names import Names


class Gathering(QTimer):
    """Waits `ms` for more of the same, then calls `do` once: a burst of changes costs whoever shows it one reading."""

    def __init__(self, ms: int, do: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(ms)
        self.timeout.connect(do)

    def ask(self, *_: object) -> None:
        """Something changed; a wait that has begun is not prolonged."""
        if not self.isActive():
            self.start()


class World(QObject):
    """The one picture that the panels read, and what comes with it."""

    picture_replaced = Signal()
    """Another picture: every model starts again from it."""
    keys_changed = Signal(object)
    """frozenset of keys of one batch."""
    recorded = Signal(object)
    """The events of one batch, in order: list[Recorded]; after `keys_changed`."""
    telemetry_changed = Signal(object, object)
    """Message types that came, and the messages."""
    link_changed = Signal(object)
    """LinkView."""
    kind_changed = Signal()
    answered = Signal(object)
    """Answer: what became of a command."""
    replied = Signal(object)
    """Any other answer of the source; who asked for it knows it by its id or its person."""
    retranslated = Signal()
    """Names are in another language from now on."""

    def __init__(self, source: Source, bridge: SourceBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._bridge = bridge
        self.clock = SeatClock()
        self.telemetry = TelemetryStore(comes=source.offers.asks)
        self.opened: dict[str, str] = {}
        """Clear words of sealed texts; whoever sits here fills and empties it (`console.desk.sealed`)."""
        self.names = Names(bridge.picture, opened=self.opened)
        self.choices = ChoiceBook(self.names)
        self.plan_cards = PlanBook()
        self.link = LinkView(LinkState.CONNECTING)
        self.groups = CallGroups()
        """Waiting calls of one event, and what each may be a duplicate of."""
        self.regrouped: set[str] = set()
        """Calls whose rows may be others after the last batch: told with `keys_changed`."""
        self.snapshot_ms = 0
        self.has_picture = False
        bridge.picture_replaced.connect(self._on_picture)
        bridge.changed.connect(self._on_changed)
        bridge.recorded.connect(self.recorded)
        bridge.telemetry_came.connect(self._on_telemetry)
        bridge.link_changed.connect(self._on_link)
        bridge.answered.connect(self.answered)
        bridge.replied.connect(self.replied)
        bridge.diverged.connect(source.resync)

    @property
    def picture(self) -> Picture:
        """The one picture; read it, never write it."""
        return self._bridge.picture

    @property
    def kind(self) -> WorldKind:
        """What sort of world this is: the source's word."""
        return self.link.kind

    @property
    def is_live(self) -> bool:
        """Whether commands reach a hub now."""
        return self.source.offers.asks and self.link.state in (LinkState.LIVE, LinkState.CATCHING_UP)

    def retranslate(self) -> None:
        """The language is another one: names are read again."""
        self._read_names()
        self.retranslated.emit()

    # -- from the bridge -----------------------------------------------------------------------------------------------

    def _read_names(self) -> None:
        self.names = Names(self.picture, opened=self.opened)
        self.choices = ChoiceBook(self.names)

    def _on_picture(self) -> None:
        picture = self.picture
        self.groups.reset(picture)
        self.has_picture = True
        self.snapshot_ms = picture.t_ms
        if self.source.offers.seeks:
            self.clock.restart(picture.t_ms, picture.epoch_ms)  # another moment may be an earlier one
        self.clock.epoch_ms = picture.epoch_ms
        self._read_names()
        self.telemetry.keep_incidents(picture.incidents)
        self.picture_replaced.emit()

    def _on_changed(self, keys: frozenset[Key]) -> None:
        self.regrouped = self.groups.update(keys)
        for collection, incident_id in keys:
            if collection == "incidents":
                incident = self.picture.incidents.get(incident_id)
                if incident is None or incident.state not in OPEN_INCIDENT_STATES:
                    self.telemetry.forget_incident(incident_id)
        self.keys_changed.emit(keys)

    def _on_telemetry(self, messages: list[object]) -> None:
        self.telemetry_changed.emit(self.telemetry.take(messages), messages)

    def _on_link(self, view: LinkView) -> None:
        kind_before = self.kind
        self.link = view
        if view.mono_ns:
            self.clock.set(view.clock_ms, view.mono_ns, view.rate_permille, view.paused)
        self.link_changed.emit(view)
        if self.kind is not kind_before:
            self.kind_changed.emit()
