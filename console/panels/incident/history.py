"""Log lines of an incident from the picture itself, for the time before this console began to listen.

A console that joins late has the picture but not the events behind it; entities keep the times that matter. Qt main
thread; used by `view_of_incident`.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from console.desk.clock import SeatClock
from console.domain.incidents.entities import Incident
from console.domain.orders.entities import Order
from console.words.events import state_in_sentence
from console.words.names import Names
from console.words.terms import channel_word, disposition_word
from widgets.incident.view import LogLine

tr = QCoreApplication.translate


def history_lines(incident: Incident, names: Names, clock: SeatClock, before_ms: int) -> list[LogLine]:
    """Lines about what happened before hub time `before_ms`, oldest first; their `seq` is negative."""
    lines = sorted(_facts(incident, names), key=lambda fact: fact[0])
    return [
        LogLine(number - 1_000_000, t_ms, clock.wall_text(t_ms), words)
        for number, (t_ms, words) in enumerate(lines)
        if 0 <= t_ms < before_ms
    ]


def _facts(incident: Incident, names: Names) -> Iterator[tuple[int, str]]:
    picture = names.picture
    for call_id in incident.calls:
        call = picture.calls.get(call_id)
        if call is not None:
            words = tr("history", "{call} reported ({channel})")
            yield call.reported_ms, words.format(call=call.id, channel=channel_word(call.channel))
    words = tr("history", "Accepted as {incident}, level {level}")
    yield incident.accepted_ms, words.format(incident=incident.id, level=incident.level)
    if incident.major:
        yield incident.major_ms, tr("history", "Declared major")
        if incident.leader_acknowledged_ms >= 0:
            yield incident.leader_acknowledged_ms, tr("history", "Leader acknowledged")
    for order_id in incident.orders:
        order = picture.orders.get(order_id)
        if order is not None:
            yield from _order_facts(order)
    for note in incident.notes:
        yield note.t_ms, tr("history", "Note: {text}").format(text=names.said(note.text))
    if incident.closed_ms >= 0:
        words = tr("history", "Closed: {disposition}")
        yield incident.closed_ms, words.format(disposition=disposition_word(incident.disposition, names))


def _order_facts(order: Order) -> Iterator[tuple[int, str]]:
    steps = (
        (order.dispatched_ms, "dispatched"),
        (order.acknowledged_ms, "acknowledged"),
        (order.enroute_ms, "enroute"),
        (order.onscene_ms, "onscene"),
        (order.ended_ms, order.state.value),
    )
    for t_ms, state in steps:
        if t_ms >= 0:
            yield t_ms, f"{order.unit_id} {state_in_sentence(state)}"
