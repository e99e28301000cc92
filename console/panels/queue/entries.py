"""The queue's rows as values: which calls and incidents stand in it, in which order, and what they show.

Pure functions over a picture, no Qt objects. Qt main thread; used by `IncidentQueueModel` and, for "next" and "most
urgent", by the verbs.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.desk.telemetry import TelemetryStore
from console.desk.waiting import SortKey, sort_key
from console.domain.calls.entities import Call, Channel
from console.domain.calls.groups import Group
from console.domain.incidents.deadlines import running_deadline_ms
from console.domain.incidents.entities import Incident, IncidentKind, IncidentState
from console.domain.orders.states import FARTHEST_FIRST
from console.domain.picture import Picture
from console.panels.queue.duplicates import tag_words
from console.words.names import Names
from console.words.terms import channel_word
from widgets.queue.roles import QueueKind, QueueRow

SEARCHED_CALLS = 50
"""Calls of a group that the filter finds by their numbers."""


@dataclass(slots=True)
class QueueEntry:
    """What sorting and filtering need of one row; the row itself is built when somebody looks."""

    key: str
    sort: SortKey
    search: str
    grid_id: str
    due_ms: int | None
    mine: bool


def entry_of(entity: Call | Incident, picture: Picture, user: str, group: Group | None = None) -> QueueEntry:
    """The sortable and searchable side of a row. `user` decides what is "mine"; `group`: the call leads one."""
    kind = picture.incident_types.get(entity.type_code)
    grid = picture.grids.get(entity.place.grid)
    words = (
        entity.id,
        entity.place.text_zh,
        entity.place.text_en,
        "" if kind is None else f"{kind.name_zh} {kind.name_en}",
        "" if grid is None else f"{grid.name_zh} {grid.name_en}",
        " ".join(entity.calls) if isinstance(entity, Incident) else "",
        " ".join(group.calls[:SEARCHED_CALLS]) if group is not None else "",
    )
    if isinstance(entity, Call):
        due_ms, mine = None, bool(user) and entity.taken_by == user
    else:
        due_ms = running_deadline_ms(entity)
        mine = bool(user) and user in (entity.handler, entity.leader)
    search = " ".join(words).lower()
    return QueueEntry(entity.id, sort_key(entity, picture, group), search, entity.place.grid, due_ms, mine)


def row_of(
    entity: Call | Incident,
    names: Names,
    telemetry: TelemetryStore,
    mine: bool,
    search: str,
    group: Group | None = None,
) -> QueueRow:
    """The row in the language of the screen; of a call that leads a group the group's."""
    picture = names.picture
    if isinstance(entity, Call):
        return QueueRow(
            key=entity.id,
            kind=QueueKind.CALL,
            level=sort_key(entity, picture, group)[0],
            title=names.incident_type(entity.type_code) or channel_word(entity.channel),
            place=names.place(entity.place),
            grid=names.grid(entity.place.grid),
            state="new",
            opened_ms=entity.reported_ms,
            note=_group_note(group, names) or (_call_note(entity, names) if entity.type_code else ""),
            count=1 if group is None else len(group.calls),
            about="" if group is None or group.incident is None else group.incident.other_id,
            unacknowledged=not entity.acknowledged,
            grid_id=entity.place.grid,
            mine=mine,
            search=search,
        )
    return QueueRow(
        key=entity.id,
        kind=QueueKind.CASE if entity.kind is IncidentKind.CASE else QueueKind.INCIDENT,
        level=entity.level,
        title=names.incident_type(entity.type_code),
        place=names.place(entity.place),
        grid=names.grid(entity.place.grid),
        state=derived_state(entity, picture),
        opened_ms=entity.opened_ms,
        ended_ms=entity.closed_ms if entity.closed_ms >= 0 else None,
        step_ms=entity.step_ms,
        due_ms=running_deadline_ms(entity),
        forecast_ms=_forecast_ms(entity, picture, telemetry),
        unacknowledged=entity.major and entity.leader_acknowledged_ms < 0,
        grid_id=entity.place.grid,
        mine=mine,
        search=search,
    )


def derived_state(incident: Incident, picture: Picture) -> str:
    """An emergency shows how far its foremost unit is; a case its own state."""
    foremost = (IncidentState.ASSIGNED, IncidentState.IN_PROGRESS)
    if incident.kind is IncidentKind.EMERGENCY and incident.state in foremost:
        states = {picture.orders[i].state for i in incident.orders if i in picture.orders}
        for state in FARTHEST_FIRST:
            if state in states:
                return state.value
    return incident.state.value


def _group_note(group: Group | None, names: Names) -> str:
    """What the newest call of several is about; its words are sealed, its tags are not."""
    if group is None or len(group.calls) < 2:
        return ""
    newest = names.picture.calls[group.calls[-1]]
    return tag_words(newest.keywords, names) or channel_word(newest.channel)


def _call_note(call: Call, names: Names) -> str:
    if call.channel is Channel.SENSOR and call.source_id in names.picture.sensors:
        sensor = names.picture.sensors[call.source_id]
        return f"{sensor.id} {sensor.value_milli / 1000:g} {sensor.unit}"
    return channel_word(call.channel)


def _forecast_ms(incident: Incident, picture: Picture, telemetry: TelemetryStore) -> int | None:
    if incident.first_onscene_ms >= 0 or running_deadline_ms(incident) is None:
        return None
    expected = [
        when
        for order_id in incident.orders
        if (order := picture.orders.get(order_id)) is not None
        and order.ended_ms < 0
        and (when := telemetry.eta_ms(incident.id, order.unit_id)) is not None
    ]
    return min(expected) if expected else None
