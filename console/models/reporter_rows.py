"""Everybody who reported about a call's group or an incident, as the panel shows them. Qt main thread.

Nothing personal is in it: channel, time, tags of the words, and whether the reporter was told.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from console.domain.calls.entities import Call, CallState
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.models.duplicate_words import tag_words
from console.models.hub_clock import HubClock
from console.models.names import Names
from console.models.words import channel_word
from widgets.incident.reporters_section import ReporterRow


def reporter_rows(
    call_ids: Iterable[str], names: Names, clock: HubClock, incident: Incident | None = None
) -> tuple[ReporterRow, ...]:
    """One row for each call that the picture still knows, first reported first."""
    known = names.picture.calls
    calls = sorted(
        (known[one] for one in call_ids if one in known), key=lambda call: (call.reported_ms, call.id)
    )
    return tuple(_row(call, names, clock, incident) for call in calls)


def _row(call: Call, names: Names, clock: HubClock, incident: Incident | None) -> ReporterRow:
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


def _note(call: Call, clock: HubClock, *, told: bool) -> str:
    tr = QCoreApplication.translate
    if told:
        return tr("incident", "told {0} ✓").format(clock.wall_text(call.feedback_ms))
    return tr("incident", "wants a call back") if call.call_back else ""
