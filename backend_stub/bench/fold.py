"""Bench `fold`: events per second through `evolve`, against an empty dispatch loop over the same structs.

The input is a shift as it happens: incidents are reported, dispatched, driven to, cleared, noted and closed, until all
of them stand in the picture. Main thread of `main.py bench fold`.
"""

from __future__ import annotations

from collections.abc import Callable

from backend_stub.bench.harness import Peer, Row, compare, growth, timed
from console.domain import entities as n
from console.domain import events as e
from console.domain.evolve import evolve
from console.domain.picture import Picture

UNITS = 600
_STAMP = e.Stamp(actor="bench", role=n.Role.OPERATOR, seat="desk-1")
_PLACE = n.Place(lon_e7=1_179_000_000, lat_e7=368_000_000, text_zh="人民路", text_en="Renmin Rd", grid="G-01")


def shift_of(incidents: int) -> list[e.Recorded]:
    """The journal of a shift with `incidents` emergencies (14 events each), on UNITS units."""
    events: list[e.AnyEvent] = [
        e.JournalOpened(kind=n.Kind.DEMO, epoch_ms=0, town_id="bench", rules=1),
    ]
    for number in range(UNITS):
        unit = n.Unit(
            id=f"P-{number:03d}",
            name_zh="巡警",
            name_en="Patrol",
            kind=n.UnitKind.PATROL,
            tier=1,
            station="S",
            home_lon_e7=1,
            home_lat_e7=1,
            sworn=4,
        )
        events.append(e.Registered(entity=unit))
    for number in range(1, incidents + 1):
        events += _incident(number)
    return [
        e.Recorded(seq=seq, t_ms=seq * 10, stamp=_STAMP, event=event)
        for seq, event in enumerate(events, start=1)
    ]


def _incident(number: int) -> list[e.AnyEvent]:
    incident, call, order = f"INC-{number:04d}", f"C-{number:06d}", f"O-{number:06d}"
    unit = f"P-{number % UNITS:03d}"

    def step(state: n.OrderState) -> e.OrderProgressed:
        return e.OrderProgressed(order_id=order, unit_id=unit, state=state, entered_by="")

    return [
        e.CallReported(
            call_id=call,
            channel=n.Channel.PHONE,
            place=_PLACE,
            sealed=None,
            type_code="theft",
            level=3,
            source_id="",
            taken_by="bench",
            reported_ms=0,
        ),
        e.CallAcknowledged(call_id=call),
        e.IncidentOpened(
            incident_id=incident,
            call_id=call,
            type_code="theft",
            kind=n.IncidentKind.EMERGENCY,
            level=3,
            place=_PLACE,
            opened_ms=0,
            limit_ms=1_800_000,
            major=False,
            leader="",
        ),
        e.UnitDispatched(
            order_id=order, incident_id=incident, unit_id=unit, eta_ms=1, rank=1, override_reason=""
        ),
        step(n.OrderState.ACKNOWLEDGED),
        step(n.OrderState.ENROUTE),
        e.OrderDelayed(order_id=order, unit_id=unit, reason="train"),
        e.ArrivalSuggested(order_id=order, unit_id=unit),
        step(n.OrderState.ONSCENE),
        e.NoteAdded(incident_id=incident, text="on scene"),
        step(n.OrderState.CLEARED),
        e.UnitStateSet(unit_id=unit, state=n.UnitState.AVAILABLE, reason=""),
        e.IncidentClosed(incident_id=incident, disposition="done"),
        e.IncidentUrged(incident_id=incident, text=""),
    ]


def _fold(journal: list[e.Recorded]) -> None:
    picture = Picture()
    for recorded in journal:
        evolve(picture, recorded)


def _nothing(recorded: e.Recorded) -> list[tuple[str, str]]:
    return [("incidents", "")]


def _dispatch_only(journal: list[e.Recorded]) -> None:
    table: dict[type, Callable[[e.Recorded], list[tuple[str, str]]]] = dict.fromkeys(
        e.AnyEvent.__args__, _nothing
    )
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
