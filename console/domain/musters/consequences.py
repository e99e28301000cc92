"""What follows from a command in a muster besides its own events: latches fallen due, who counts, T0 by strength.

Pure, any thread; used by `decide`. The command's events are folded into a copy of the picture with the one fold there
is, and what the rules of counting and of the clocks then say is recorded after them, until nothing more follows.
"""

from __future__ import annotations

from copy import copy
from dataclasses import fields

from console.domain.base.message import Asked, Command, Event
from console.domain.evolve import Recorded, evolve
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.domain.incidents.events import IncidentClosed, MajorDeclared
from console.domain.orders.events import UnitDispatched, UnitDiverted
from console.domain.picture import Key, Picture
from console.domain.rule_book import RuleBook

from .checks import run_is_over
from .commands import SettleMuster
from .counting import Rosters, committed_since_ms, lapse_ms, owners, rosters
from .definition import Difference, differences, eased, redrawn
from .destinations import muster_of
from .entities import LIVE_STATES, Activation, Muster, NotCounted
from .events import (
    DefinitionChanged,
    DefinitionLocked,
    MusterActivated,
    MusterEnded,
    MusterOrdered,
    UnitCounted,
    UnitUncounted,
    WorkAreaSet,
)
from .order_rules import activated, definition_for

MAX_FOLLOWING = 10_000
"""More events than this out of one command are a bug, not a muster."""
INCIDENT_CLOSED = "incident closed"
"""Reason of a muster that ended with its incident; a standard phrase."""


class Ahead:
    """The picture as it will be: a copy that the events of this command are folded into as they are found."""

    def __init__(self, picture: Picture, asked: Asked, book: RuleBook) -> None:
        self.book = book
        self._present = picture
        self.asked = asked
        self._copy: Picture | None = None
        self._rosters: Rosters | None = None
        self.events: list[Event] = []
        self.touched: list[Key] = []

    @property
    def picture(self) -> Picture:
        """The present picture until the first event, then the copy."""
        return self._present if self._copy is None else self._copy

    @property
    def rosters(self) -> Rosters:
        """Rosters as they are now (an officer registered in between is noticed)."""
        if self._rosters is None:
            self._rosters = rosters(self.picture)
        return self._rosters

    def record(self, event: Event) -> None:
        """The event happens."""
        if self._copy is None:
            self._copy = _copied(self._present)
        if len(self.events) >= MAX_FOLLOWING:
            raise AssertionError("a command that does not come to rest")
        recorded = Recorded(
            seq=self._copy.seq + 1,
            t_ms=self.asked.t_ms,
            stamp=self.asked.stamp,
            event=event,
        )
        keys = evolve(self._copy, recorded)
        self.touched += keys
        if any(collection == "officers" for collection, _ in keys):
            self._rosters = None
        self.events.append(event)


def _copied(picture: Picture) -> Picture:
    """A picture of its own over the same frozen entities."""
    own = copy(picture)
    for field in fields(Picture):
        value = getattr(picture, field.name)
        if isinstance(value, dict):
            setattr(own, field.name, value.copy())
    return own


def concerned(picture: Picture, command: Command) -> bool:
    """Whether a command can concern a muster where there is none yet: about a major incident, or one with orders."""
    incident = picture.incidents.get(getattr(command, "incident_id", ""))
    return isinstance(incident, Incident) and (incident.major or bool(incident.orders))


def overdue(ahead: Ahead) -> None:
    """Record what has fallen due in every muster, before the command; the timer of one muster settles that one."""
    command = ahead.asked.command
    for muster_id in list(ahead.picture.musters):
        if not isinstance(command, SettleMuster) or command.muster_id == muster_id:
            while (at_ms := lapse_ms(ahead.picture.musters[muster_id])) <= ahead.asked.t_ms:
                _latch(ahead, muster_id, at_ms)
                _recount(ahead, muster_id)
            _latch(ahead, muster_id)


def follow(ahead: Ahead, outcome: list[Event]) -> None:
    """Record the command's own events and everything that follows from them."""
    start = len(ahead.touched)
    for event in outcome:
        redrawing = _redraws(ahead.picture, event)
        ahead.record(event)
        _define(ahead, event)
        _differ(ahead, redrawing)
        _end_with_incident(ahead, event)
    for event in outcome:
        _activate_by_strength(ahead, event)
    roster_changed = any(name in ("officers", "units") for name, _ in ahead.touched[start:])
    for muster_id in list(ahead.picture.musters):
        if roster_changed or ("musters", muster_id) in ahead.touched[start:]:
            _recount(ahead, muster_id)
            _latch(ahead, muster_id)


def _latch(ahead: Ahead, muster_id: str, at_ms: int | None = None) -> None:
    at_ms = ahead.asked.t_ms if at_ms is None else at_ms
    while (latch := ahead.book.latch(ahead.picture.musters[muster_id], at_ms)) is not None:
        ahead.record(latch)


def _recount(ahead: Ahead, muster_id: str) -> None:
    """First who does not count any more, so that officers are free to count elsewhere; then who does."""
    while (event := _next_count(ahead, ahead.picture.musters[muster_id])) is not None:
        ahead.record(event)


def _next_count(ahead: Ahead, muster: Muster) -> UnitCounted | UnitUncounted | None:
    if muster.state not in LIVE_STATES or muster.plan is None:
        return None
    counting: UnitCounted | None = None
    owned = owners(muster)
    for unit in muster.units:
        now = ahead.book.claim(ahead.picture, muster, unit, ahead.rosters, ahead.asked.t_ms, owned)
        if not now.stands:
            if unit.counted_ms >= 0 or unit.why_not != now.why:
                return UnitUncounted(
                    muster_id=muster.id,
                    unit_id=unit.unit_id,
                    why=now.why,
                    ordered=now.why == NotCounted.DEPARTED,
                )
            continue
        told = (unit.officers, unit.auxiliary, unit.volunteers, unit.by_voice)
        if unit.counted_ms < 0 or told != (now.officers, now.auxiliary, now.volunteers, now.by_voice):
            counting = counting or UnitCounted(
                muster_id=muster.id,
                unit_id=unit.unit_id,
                officers=now.officers,
                auxiliary=now.auxiliary,
                volunteers=now.volunteers,
                by_voice=now.by_voice,
            )
    return counting


def _activate_by_strength(ahead: Ahead, event: Event) -> None:
    """T0 is the order that takes the committed sworn strength above 20; once per incident, majors only.

    An incident that becomes major later looks back: what it was called when that order was given is no way round.
    """
    if not isinstance(event, UnitDispatched | UnitDiverted | MajorDeclared):
        return
    picture = ahead.picture
    incident = picture.incidents[event.incident_id]
    if not incident.major or incident.state not in OPEN_INCIDENT_STATES or run_is_over(picture):
        return
    if any(muster.incident_id == incident.id for muster in picture.musters.values()):
        return
    numbers = ahead.book.numbers
    if committed_since_ms(picture, incident.id, numbers.activation_strength) >= 0:
        begun = activated(picture, incident, Activation.STRENGTH, ahead.asked.t_ms, numbers)
        ahead.record(begun)
        _define(ahead, begun)


def _define(ahead: Ahead, event: Event) -> None:
    """A muster's definition is locked as it begins, anew when the incident's type changed before its order; the order
    says in what it differs from it, and a card in what it is easier than the general one."""
    if not isinstance(event, MusterActivated | MusterOrdered):
        return
    picture, muster_id = ahead.picture, event.muster_id
    definition = definition_for(picture, picture.incidents[picture.musters[muster_id].incident_id])
    locked = picture.standards.get(muster_id)
    if locked is None or locked.definition.id != definition.id:
        ahead.record(DefinitionLocked(muster_id=muster_id, definition=definition))
        _differ(ahead, (muster_id, eased(definition)))
    if isinstance(event, MusterOrdered):
        _differ(ahead, (muster_id, differences(ahead.picture.standards[muster_id].definition, event.plan)))


def _redraws(picture: Picture, event: Event) -> tuple[str, tuple[Difference, ...]]:
    """The muster, and how a redrawn work area differs from the one before."""
    if not isinstance(event, WorkAreaSet):
        return "", ()
    plan = picture.musters[event.muster_id].plan
    return event.muster_id, () if plan is None else redrawn(plan.work_area_e7, event.ring_e7)


def _differ(ahead: Ahead, found: tuple[str, tuple[Difference, ...]]) -> None:
    muster_id, changes = found
    if changes and muster_id in ahead.picture.standards:
        ahead.record(DefinitionChanged(muster_id=muster_id, differences=changes))


def _end_with_incident(ahead: Ahead, event: Event) -> None:
    """A muster ends with its incident."""
    if not isinstance(event, IncidentClosed):
        return
    muster = muster_of(ahead.picture, event.incident_id)
    if muster is not None:
        ahead.record(MusterEnded(muster_id=muster.id, reason=INCIDENT_CLOSED))
