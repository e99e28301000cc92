"""Everybody who reported about a call's group or an incident, as the panel shows them. Qt main thread.

Nothing personal is in it: channel, time, tags of the words, and whether the reporter was told.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from console.desk.clock import SeatClock
from console.domain.calls.entities import Call, CallState
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.panels.queue.duplicates import tag_words
from console.planning.call_words import shipped_call_words
from console.words.names import Names
from console.words.terms import channel_word
from widgets.incident.reporters_section import ReporterRow

tr = QCoreApplication.translate


def reporter_rows(
    call_ids: Iterable[str], names: Names, clock: SeatClock, incident: Incident | None = None
) -> tuple[ReporterRow, ...]:
    """One row for each call that the picture still knows, first reported first."""
    known = names.picture.calls
    calls = sorted(
        (known[one] for one in call_ids if one in known), key=lambda call: (call.reported_ms, call.id)
    )
    return tuple(_row(call, names, clock, incident) for call in calls)


def _row(call: Call, names: Names, clock: SeatClock, incident: Incident | None) -> ReporterRow:
    parts = (channel_word(call.channel), clock.wall_text(call.reported_ms), tag_words(call.keywords, names))
    is_open = incident is not None and incident.state in OPEN_INCIDENT_STATES
    closed = incident is not None and not is_open
    told = incident is not None and call.feedback_ms >= max(0, incident.closed_ms)
    return ReporterRow(
        key=call.id,
        words=" · ".join(part for part in parts if part),
        note=_note(call, clock, told=told),
        can_take_out=is_open and call.state is CallState.MERGED,
        can_call_back=closed and call.call_back and not told,
    )


def _note(call: Call, clock: SeatClock, *, told: bool) -> str:
    if told:
        return tr("incident", "told {0} ✓").format(clock.wall_text(call.feedback_ms))
    return tr("incident", "wants a call back") if call.call_back else ""


def suggested_type(call: Call, names: Names) -> tuple[str, str]:
    """Code of the suggested type and the reason in words; both empty where nothing suggests any."""
    known = names.picture.incident_types
    if call.type_code in known:
        sensor = names.picture.sensors.get(call.source_id)
        if sensor is None:
            return call.type_code, tr("incident", "Type given by the source of the report")
        words = tr("incident", "{name} {id}: {value} {unit}, threshold {limit} {unit}")
        return call.type_code, words.format(
            name=names.of(sensor),
            id=sensor.id,
            value=f"{sensor.value_milli / 1000:g}",
            limit=f"{sensor.threshold_milli / 1000:g}",
            unit=sensor.unit,
        )
    best = shipped_call_words().suggest_tags(call.keywords, known)
    if not best:
        return "", ""
    reason = tr("incident", "From the words: {0}").format(tag_words(best[0].tags, names))
    return best[0].type_code, reason


def call_back_words(wanted: bool, number: str) -> str:
    """That a person shall call back, and where that is known to this seat at which number."""
    if not wanted:
        return ""
    return number or tr("incident", "wanted")
