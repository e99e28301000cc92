"""Bench `fold`: events per second through `evolve`, against an empty dispatch loop over the same structs.

The input is a shift as it happens: incidents are reported, dispatched, driven to, cleared, noted and closed, until all
of them stand in the picture. Main thread of `main.py bench fold`.
"""

from __future__ import annotations

from collections.abc import Callable

from backend_stub.bench.harness import Peer, Row, compare, growth, timed
from console.domain.base.message import Stamp
from console.domain.base.place import Place
from console.domain.base.roles import Role, WorldKind
from console.domain.calls.entities import Channel
from console.domain.calls.events import CallAcknowledged, CallReported
from console.domain.evolve import FOLDS, AnyEvent, Recorded, evolve
from console.domain.incidents.entities import IncidentKind
from console.domain.incidents.events import IncidentClosed, IncidentOpened, IncidentUrged, NoteAdded
from console.domain.orders.events import (
    ArrivalSuggested,
    OrderDelayed,
    OrderProgressed,
    UnitDispatched,
    UnitStateSet,
)
from console.domain.orders.states import OrderState, UnitState
from console.domain.picture import Picture
from console.domain.registry.entities import Unit, UnitKind
from console.domain.registry.events import JournalOpened, Registered

UNITS = 600
_STAMP = Stamp(actor="bench", role=Role.OPERATOR, seat="desk-1")
_PLACE = Place(lon_e7=1_179_000_000, lat_e7=368_000_000, text_zh="人民路", text_en="Renmin Rd", grid="G-01")


def shift_of(incidents: int) -> list[Recorded]:
    """The journal of a shift with `incidents` emergencies (14 events each), on UNITS units."""
    events: list[AnyEvent] = [
        JournalOpened(kind=WorldKind.DEMO, epoch_ms=0, town_id="bench", rules=1),
    ]
    for number in range(UNITS):
        unit = Unit(
            id=f"P-{number:03d}",
            name_zh="巡警",
            name_en="Patrol",
            kind=UnitKind.PATROL,
            tier=1,
            station="S",
            home_lon_e7=1,
            home_lat_e7=1,
            sworn=4,
        )
        events.append(Registered(entity=unit))
    for number in range(1, incidents + 1):
        events += _incident(number)
    return [
        Recorded(seq=seq, t_ms=seq * 10, stamp=_STAMP, event=event)
        for seq, event in enumerate(events, start=1)
    ]


def _incident(number: int) -> list[AnyEvent]:
    incident, call, order = f"INC-{number:04d}", f"C-{number:06d}", f"O-{number:06d}"
    unit = f"P-{number % UNITS:03d}"

    def step(state: OrderState) -> OrderProgressed:
        return OrderProgressed(order_id=order, unit_id=unit, state=state, entered_by="")

    return [
        CallReported(
            call_id=call,
            channel=Channel.PHONE,
            place=_PLACE,
            sealed=None,
            type_code="theft",
            level=3,
            source_id="",
            taken_by="bench",
            reported_ms=0,
        ),
        CallAcknowledged(call_id=call),
        IncidentOpened(
            incident_id=incident,
            call_id=call,
            type_code="theft",
            kind=IncidentKind.EMERGENCY,
            level=3,
            place=_PLACE,
            opened_ms=0,
            limit_ms=1_800_000,
            major=False,
            leader="",
        ),
        UnitDispatched(
            order_id=order, incident_id=incident, unit_id=unit, eta_ms=1, rank=1, override_reason=""
        ),
        step(OrderState.ACKNOWLEDGED),
        step(OrderState.ENROUTE),
        OrderDelayed(order_id=order, unit_id=unit, reason="train"),
        ArrivalSuggested(order_id=order, unit_id=unit),
        step(OrderState.ONSCENE),
        NoteAdded(incident_id=incident, text="on scene"),
        step(OrderState.CLEARED),
        UnitStateSet(unit_id=unit, state=UnitState.AVAILABLE, reason=""),
        IncidentClosed(incident_id=incident, disposition="done"),
        IncidentUrged(incident_id=incident, text=""),
    ]


def _fold(journal: list[Recorded]) -> None:
    picture = Picture()
    for recorded in journal:
        evolve(picture, recorded)


def _nothing(recorded: Recorded) -> list[tuple[str, str]]:
    return [("incidents", "")]


def _dispatch_only(journal: list[Recorded]) -> None:
    table: dict[type, Callable[[Recorded], list[tuple[str, str]]]] = dict.fromkeys(FOLDS, _nothing)
    seq = 0
    for recorded in journal:
        table[type(recorded.event)](recorded)
        seq = recorded.seq
    if seq != len(journal):
        raise RuntimeError("the empty loop did not reach the end")


def run(quick: bool) -> list[Row]:
    """Throughput with the empty loop as the limit, and the growth of the cost per journal."""
    incidents = 2_000 if quick else 10_000
    rounds = 3 if quick else 7
    journal = shift_of(incidents)
    count = len(journal)
    fold_s = timed(lambda: _fold(journal))
    empty_s = timed(lambda: _dispatch_only(journal))
    rows = compare(
        f"fold ({count:,} events, {incidents:,} incidents)",
        lambda: count / fold_s(),
        [Peer("empty dispatch loop", lambda: count / empty_s())],
        unit="events/s",
        rounds=rounds,
        better="higher",
    )
    journals = {size: shift_of(size) for size in (incidents // 4, incidents, incidents * 2)}
    rows.append(growth("fold.growth", list(journals), lambda size: timed(lambda: _fold(journals[size]))()))
    return rows
