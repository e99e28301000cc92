"""Who sits at a desk and what is theirs: selection, drafts, revealed words, looks. Qt main thread, no widgets.

Everything here ends with the sign-out: the next person at the same screen finds nothing of the last one's, and what was
open to his eyes alone is closed with an entry in the audit of looking. One selection for queue, map, panel and wall.
Used by everything that shows or does something; what is the same for everybody stands in `World`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from console.desk.drafts import Drafts
from console.desk.offer import Offer, newest_muster
from console.desk.sealed import SealedWords
from console.desk.world import World
from console.domain.base.message import Asked, Refusal, Stamp
from console.domain.base.refusals import Code, made_plain, refuse
from console.domain.base.roles import Role
from console.domain.calls.entities import Call, Report
from console.domain.calls.events import ReportErased
from console.domain.decide import AnyCommand, refusal
from console.domain.evolve import Recorded
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.domain.musters.entities import Muster
from console.domain.permissions import Right, holder_of
from console.domain.picture import Key, Picture
from console.places.finder import PlaceFinder
from console.wire.messages import (
    CameraLent,
    EventsPart,
    LookEntry,
    Refused,
    ReportOpened,
    SignedIn,
    SignedOut,
)

Rules = Callable[[Picture, Asked], Refusal | None]
"""Says why a command would be refused; asked about every button."""


class Thing(StrEnum):
    """What can be selected, or a verb can be about."""

    NONE = ""
    CALL = "call"
    INCIDENT = "incident"
    UNIT = "unit"
    CAMERA = "camera"
    SENSOR = "sensor"
    CLOSURE = "closure"
    GROUND = "ground"


@dataclass(frozen=True, slots=True)
class Selection:
    """One thing, everywhere: queue, map, panel and wall follow it."""

    thing: Thing = Thing.NONE
    id: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in at this seat; `user` "" = nobody."""

    user: str = ""
    name: str = ""
    role: Role = Role.OPERATOR


class Seat(QObject):
    """One person's place before one world."""

    selection_changed = Signal(object)
    """Selection."""
    case_changed = Signal()
    """The selected call or incident is another one, or something about it changed."""
    ending = Signal()
    """The person leaves: whoever holds something of theirs lets it go now, while looks still bear their name."""
    identity_changed = Signal()
    report_revealed = Signal(str)
    """Call whose words were opened, or closed again."""
    camera_lent = Signal(object)
    """CameraLent."""
    reply_refused = Signal(object)
    """Refused, to something that was no command: a camera, a report, signing in."""
    events_came = Signal(object)
    """EventsPart: past events that somebody asked for."""

    def __init__(self, world: World, parent: QObject | None = None, rules: Rules = refusal) -> None:
        super().__init__(parent)
        self.world = world
        self._rules = rules
        self.identity = Identity()
        self.selection = Selection()
        self.case_id = ""
        """The call or incident in the panel; stays when a unit or camera is selected."""
        self.drafts = Drafts()
        """Muster orders that are being thought over."""
        self.places = PlaceFinder(world.telemetry.where)
        """What is meant where somebody types a place."""
        self.offer: Offer | None = None
        """The muster order as the panel shows it now: what its chord sends."""
        self.recommended: tuple[str, ...] = ()
        """Call signs of the units that the panel recommends now, in its order."""
        self.revealed: dict[str, Report] = {}
        """Reports by call whose words and person this seat may read, and has open."""
        self.sealed = SealedWords(world, self.look, self)
        """Notes, reasons and closing words that this seat may read, and has open."""
        self.sealed.changed.connect(lambda _: self.case_changed.emit())
        world.picture_replaced.connect(self._on_picture)
        world.keys_changed.connect(self._on_changed)
        world.recorded.connect(self._on_recorded)
        world.telemetry_changed.connect(self._on_telemetry)
        world.replied.connect(self._on_reply)

    # -- signing in and out --------------------------------------------------------------------------------------------

    def sign_in(self, user: str, password: str) -> None:
        """Ask to sit down; another person leaves first."""
        if self.identity.user and self.identity.user != user:
            self.sign_out()
        self.world.source.sign_in(user, password)

    def sign_out(self) -> None:
        """Leave: what is mine is closed before the source hears of it, so that its entries bear my name."""
        self._end("signed_out")
        self.world.source.sign_out()

    def _end(self, why: str) -> None:
        if not self.identity.user:
            return
        for call_id in list(self.revealed):
            self._hide(call_id, why)
        self.sealed.close(why)
        self.ending.emit()
        self.drafts = Drafts()
        self.offer = None
        self.recommended = ()
        self.identity = Identity()
        self.select_nothing()
        self.identity_changed.emit()

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
        picture = self.world.picture
        call = picture.calls.get(item_id)
        if item_id in picture.incidents:
            self.select(Thing.INCIDENT, item_id)
        elif call is not None and call.incident_id:
            self.select(Thing.INCIDENT, call.incident_id)
        elif call is not None:
            self.select(Thing.CALL, item_id)

    def select_nothing(self) -> None:
        """Leave what is selected, and the call or incident in the panel."""
        self.case_id = ""
        self.selection = Selection()
        self.selection_changed.emit(self.selection)
        self.case_changed.emit()

    @property
    def case(self) -> Call | Incident | None:
        """The call or incident in the panel, as the picture has it now."""
        return self.incident or self.call

    @property
    def incident(self) -> Incident | None:
        """The incident in the panel, None for a call."""
        return self.world.picture.incidents.get(self.case_id)

    @property
    def call(self) -> Call | None:
        """The call in the panel, None for an incident."""
        return self.world.picture.calls.get(self.case_id)

    @property
    def muster(self) -> Muster | None:
        """The muster of the incident in the panel: the one that goes on, else the newest."""
        incident = self.incident
        return None if incident is None else newest_muster(incident.id, self.world.names)

    # -- asking --------------------------------------------------------------------------------------------------------

    def refusal_of(self, command: AnyCommand) -> Refusal | None:
        """Why this command of this person would be refused at this picture; None when it would not."""
        if not self.world.source.offers.asks:
            return refuse(Code.NOT_OFFERED)
        stamp = Stamp(actor=self.identity.user, role=self.identity.role, seat="")
        picture = self.world.picture
        return self._rules(picture, Asked(t_ms=picture.t_ms, stamp=stamp, command=command))

    @property
    def may_open_reports(self) -> bool:
        """Whether whoever sits here may read sealed words."""
        return holder_of(Right.OPEN_REPORT, (self.identity.role,)) is not None

    # -- looking -------------------------------------------------------------------------------------------------------

    def look(
        self, what: str, subject: str, purpose: str = "", incident_id: str = "", result: str = "ok"
    ) -> None:
        """Enter a look into the audit chain under this person's name; never waits for the hub."""
        if not self.world.source.offers.audits:
            return
        self.world.source.look(
            LookEntry(
                what=what,
                subject=made_plain(subject),
                at_ms=self.world.clock.now_ms(),
                incident_id=incident_id,
                purpose=made_plain(purpose),
                result=result,
                user=self.identity.user,
            )
        )

    def _hide(self, call_id: str, why: str) -> None:
        """The words of a report leave the screen, and the audit says so."""
        del self.revealed[call_id]
        call = self.world.picture.calls.get(call_id)
        self.look("report_closed", call_id, incident_id="" if call is None else call.incident_id, result=why)
        self.report_revealed.emit(call_id)
        if self._concerns_case(call_id):
            self.case_changed.emit()

    def _concerns_case(self, call_id: str) -> bool:
        incident = self.incident
        return call_id == self.case_id or (incident is not None and call_id in incident.calls)

    # -- from the world ------------------------------------------------------------------------------------------------

    def _on_picture(self) -> None:
        if self.case is None and self.case_id:
            self.select_nothing()
        else:
            self.case_changed.emit()

    def _on_changed(self, keys: frozenset[Key]) -> None:
        self._forget_what_is_over(keys)
        call = self.call
        if call is not None and call.incident_id and self.selection.thing is Thing.CALL:
            # The call was accepted or merged: the operator goes on with the incident.
            self.select(Thing.INCIDENT, call.incident_id)
        elif self._touches_case(keys):
            self.case_changed.emit()

    def _forget_what_is_over(self, keys: frozenset[Key]) -> None:
        for collection, item_id in keys:
            if collection == "incidents":
                incident = self.world.picture.incidents.get(item_id)
                if incident is None or incident.state not in OPEN_INCIDENT_STATES:
                    self.drafts.forget(item_id)
            elif (
                collection == "calls" and item_id in self.revealed and item_id not in self.world.picture.calls
            ):
                self._hide(item_id, "archived")

    def _touches_case(self, keys: frozenset[Key]) -> bool:
        world = self.world
        if not self.case_id or self.case_id in world.regrouped:
            return bool(self.case_id)
        incident = self.incident
        watched = {("incidents", self.case_id), ("calls", self.case_id)}
        if incident is not None:
            for order_id in incident.orders:
                watched.add(("orders", order_id))
                order = world.picture.orders.get(order_id)
                if order is not None:
                    watched.add(("units", order.unit_id))
            muster = self.muster
            if muster is not None:
                watched.add(("musters", muster.id))
            if self.offer is not None:
                watched |= {("units", row.unit_id) for row in self.offer.rows}
            advice = world.telemetry.advice.get(incident.id)
            if advice is not None:
                watched |= {("units", one.unit_id) for one in (*advice.chosen, *advice.others)}
        return not watched.isdisjoint(keys)

    def _on_recorded(self, events: list[Recorded]) -> None:
        for recorded in events:
            if isinstance(recorded.event, ReportErased) and recorded.event.call_id in self.revealed:
                self._hide(recorded.event.call_id, "erased")

    def _on_telemetry(self, _: frozenset[type], messages: list[object]) -> None:
        if self.case_id and any(getattr(one, "incident_id", "") == self.case_id for one in messages):
            self.case_changed.emit()

    def _on_reply(self, message: object) -> None:
        match message:
            case SignedIn():
                if message.user != self.identity.user:
                    self._end("signed_out")
                self.identity = Identity(message.user, message.name, message.role)
                self.identity_changed.emit()
            case SignedOut():
                self._end("signed_out")
            case ReportOpened():
                self._reveal(message)
            case Refused():
                self.reply_refused.emit(message)
            case EventsPart():
                self.events_came.emit(message)
            case CameraLent():
                self.camera_lent.emit(message)

    def _reveal(self, opened: ReportOpened) -> None:
        if not self.identity.user:
            return  # whoever asked has left
        self.revealed[opened.call_id] = opened.report
        self.report_revealed.emit(opened.call_id)
        if self._concerns_case(opened.call_id):
            self.case_changed.emit()
