"""What one operator's desk knows: picture, clock, telemetry, who sits here, what is selected. Qt main thread.

No widgets: the window's parts read it and follow its signals; verbs act on it. One selection for queue, map, panel and
wall. Used by everything in this package.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from console.bridges.session_bridge import SessionBridge
from console.desk.choices import ChoiceBook
from console.desk.clock import SeatClock
from console.desk.drafts import Drafts
from console.desk.musters import newest_muster
from console.desk.offer import Offer
from console.desk.plan_book import PlanBook
from console.desk.revealed import RevealedReport
from console.desk.telemetry import TelemetryStore
from console.desk.trials import refusal_of
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.entities import Call
from console.domain.calls.groups import CallGroups
from console.domain.decide import AnyCommand
from console.domain.incidents.entities import Incident
from console.domain.musters.entities import Muster
from console.domain.picture import Key, Picture
from console.places.spots import NoPlaces, Places
from console.session.port import LinkState, LinkView, SessionPort
from console.wire.messages import EventsPart, LookEntry, Refused, ReportOpened, SignedIn, SignedOut
from console.words.names import Names


class Thing(StrEnum):
    """What can be selected."""

    NONE = ""
    CALL = "call"
    INCIDENT = "incident"
    UNIT = "unit"
    CAMERA = "camera"
    SENSOR = "sensor"


@dataclass(frozen=True, slots=True)
class Selection:
    """One thing, everywhere: queue, map, panel and wall follow it."""

    thing: Thing = Thing.NONE
    id: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in at this seat."""

    user: str = ""
    name: str = ""
    role: Role = Role.OPERATOR


class Desk(QObject):
    """See the module."""

    selection_changed = Signal(object)
    """Selection."""
    case_changed = Signal()
    """The selected call or incident is another one, or something about it changed."""
    picture_replaced = Signal()
    keys_changed = Signal(object)
    """frozenset of keys of one batch."""
    telemetry_changed = Signal(object, object)
    """Message types that came, and the messages."""
    link_changed = Signal(object)
    identity_changed = Signal()
    report_revealed = Signal(str)
    camera_lent = Signal(object)
    """CameraLent."""
    reply_refused = Signal(object)
    """Refused, to something that was no command: a camera, a report, signing in."""
    kind_changed = Signal()
    events_came = Signal(object)
    """EventsPart: past events that somebody asked for."""
    retranslated = Signal()
    """Names are in another language from now on."""

    def __init__(self, session: SessionPort, bridge: SessionBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.bridge = bridge
        self.clock = SeatClock()
        self.telemetry = TelemetryStore()
        self.names = Names(bridge.picture)
        self.choices = ChoiceBook(self.names)
        self.link = LinkView(LinkState.CONNECTING)
        self.identity = Identity()
        self.selection = Selection()
        self.case_id = ""
        """The call or incident in the panel; stays when a unit or camera is selected."""
        self.drafts = Drafts()
        """Muster orders that are being thought over."""
        self.plan_cards = PlanBook()
        self.places: Places = NoPlaces()
        """Where somebody types a place: the call form's finder, once it is there."""
        self.offer: Offer | None = None
        """The muster order as the panel shows it now: what its chord sends."""
        self.recommended: tuple[str, ...] = ()
        """Call signs of the units that the panel recommends now, in its order."""
        self.groups = CallGroups()
        """Waiting calls of one event, and what each may be a duplicate of."""
        self.regrouped: set[str] = set()
        """Calls whose rows may be others after the last batch: told with `keys_changed`."""
        self.revealed: dict[str, RevealedReport] = {}
        self.snapshot_ms = 0
        self.has_picture = False
        bridge.picture_replaced.connect(self._on_picture)
        bridge.changed.connect(self._on_changed)
        bridge.telemetry_came.connect(self._on_telemetry)
        bridge.link_changed.connect(self._on_link)
        bridge.replied.connect(self._on_reply)
        bridge.diverged.connect(session.resync)

    @property
    def picture(self) -> Picture:
        """The one picture; read it, never write it."""
        return self.bridge.picture

    @property
    def is_live(self) -> bool:
        """Whether commands reach a hub now."""
        return self.link.state in (LinkState.LIVE, LinkState.CATCHING_UP)

    # -- selection -----------------------------------------------------------------------------------------------------

    def select(self, thing: Thing, item_id: str) -> None:
        """Select one thing; an empty id selects nothing but leaves the panel as it is."""
        chosen = Selection(thing, item_id) if item_id else Selection()
        if chosen == self.selection:
            return
        self.selection = chosen
        if thing in (Thing.CALL, Thing.INCIDENT) and item_id != self.case_id:
            self.case_id = item_id
            self.case_changed.emit()
        self.selection_changed.emit(chosen)

    def select_case(self, item_id: str) -> None:
        """Select a call or incident by its id, whichever it is."""
        if item_id in self.picture.incidents:
            self.select(Thing.INCIDENT, item_id)
        elif item_id in self.picture.calls:
            call = self.picture.calls[item_id]
            self.select(Thing.INCIDENT, call.incident_id) if call.incident_id else self.select(
                Thing.CALL, item_id
            )

    @property
    def case(self) -> Call | Incident | None:
        """The call or incident in the panel, as the picture has it now."""
        return self.picture.incidents.get(self.case_id) or self.picture.calls.get(self.case_id)

    @property
    def incident(self) -> Incident | None:
        """The incident in the panel, None for a call."""
        return self.picture.incidents.get(self.case_id)

    @property
    def call(self) -> Call | None:
        """The call in the panel, None for an incident."""
        return self.picture.calls.get(self.case_id)

    @property
    def muster(self) -> Muster | None:
        """The muster of the incident in the panel: the one that goes on, else the newest."""
        incident = self.incident
        return None if incident is None else newest_muster(incident.id, self.names)

    # -- asking --------------------------------------------------------------------------------------------------------

    def why_not(self, command: AnyCommand) -> str:
        """Code of the refusal the rules would give now, empty when they would not."""
        refusal = refusal_of(self.picture, command, self.identity.role, self.identity.user)
        return "" if refusal is None else refusal.code

    def look(self, what: str, subject: str, purpose: str = "", incident_id: str = "") -> None:
        """Enter a look into the audit chain; never waits for the hub."""
        self.session.look(
            LookEntry(
                what=what,
                subject=subject,
                at_ms=self.clock.now_ms(),
                incident_id=incident_id,
                purpose=purpose,
            )
        )

    def retranslate(self) -> None:
        """The language is another one: names are read anew."""
        self.names = Names(self.picture)
        self.choices = ChoiceBook(self.names)
        self.retranslated.emit()

    # -- from the bridge -----------------------------------------------------------------------------------------------

    def _on_picture(self) -> None:
        picture = self.picture
        self.groups.reset(picture)
        kind_before = self.kind
        self.has_picture = True
        self.snapshot_ms = picture.t_ms
        self.clock.epoch_ms = picture.epoch_ms
        self.names = Names(picture)
        self.choices = ChoiceBook(self.names)
        if self.case is None and self.case_id:
            self.case_id = ""
            self.selection = Selection()
            self.selection_changed.emit(self.selection)
        self.picture_replaced.emit()
        self.case_changed.emit()
        if self.kind is not kind_before:
            self.kind_changed.emit()

    @property
    def kind(self) -> WorldKind:
        """What sort of world this is."""
        return self.picture.kind if self.has_picture else self.link.kind

    def _on_changed(self, keys: frozenset[Key]) -> None:
        self.regrouped = self.groups.update(keys)
        call = self.picture.calls.get(self.case_id)
        if call is not None and call.incident_id and self.selection.thing is Thing.CALL:
            # The call was accepted or merged: the operator goes on with the incident.
            self.keys_changed.emit(keys)
            self.select(Thing.INCIDENT, call.incident_id)
            return
        self.keys_changed.emit(keys)
        if self._touches_case(keys):
            self.case_changed.emit()

    def _touches_case(self, keys: frozenset[Key]) -> bool:
        if not self.case_id or self.case_id in self.regrouped:
            return bool(self.case_id)
        incident = self.incident
        watched = {("incidents", self.case_id), ("calls", self.case_id)}
        if incident is not None:
            for order_id in incident.orders:
                watched.add(("orders", order_id))
                order = self.picture.orders.get(order_id)
                if order is not None:
                    watched.add(("units", order.unit_id))
            muster = self.muster
            if muster is not None:
                watched.add(("musters", muster.id))
            if self.offer is not None:
                watched |= {("units", row.unit_id) for row in self.offer.rows}
            advice = self.telemetry.advice.get(incident.id)
            if advice is not None:
                watched |= {("units", one.unit_id) for one in (*advice.chosen, *advice.others)}
        return not watched.isdisjoint(keys)

    def _on_telemetry(self, messages: list[object]) -> None:
        kinds = self.telemetry.take(messages)
        self.telemetry_changed.emit(kinds, messages)
        if any(getattr(message, "incident_id", "") == self.case_id for message in messages) and self.case_id:
            self.case_changed.emit()

    def _on_link(self, view: LinkView) -> None:
        kind_before = self.kind
        self.link = view
        if view.mono_ns:
            self.clock.set(view.clock_ms, view.mono_ns, view.rate_permille, view.paused)
        self.link_changed.emit(view)
        if self.kind is not kind_before:
            self.kind_changed.emit()

    def _on_reply(self, message: object) -> None:
        match message:
            case SignedIn():
                self.identity = Identity(message.user, message.name, message.role)
                self.identity_changed.emit()
            case SignedOut():
                self.identity = Identity()
                self.identity_changed.emit()
            case ReportOpened():
                report = message.report
                self.revealed[message.call_id] = RevealedReport(
                    report.name, report.number, report.words, report.address, report.call_back
                )
                self.report_revealed.emit(message.call_id)
                if message.call_id == self.case_id:
                    self.case_changed.emit()
            case Refused():
                self.reply_refused.emit(message)
            case EventsPart():
                self.events_came.emit(message)
            case _:
                self.camera_lent.emit(message)
