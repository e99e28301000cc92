"""What stands in the queue, and what comes first. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from console.domain.calls.entities import Call, CallState
from console.domain.calls.groups import Group
from console.domain.incidents.entities import OPEN_INCIDENT_STATES, Incident
from console.domain.picture import Picture

SortKey = tuple[int, int, int, str]
"""Level (0 = nobody classified it: first), acknowledged, minus the start of the total clock, id."""


def stands_in_queue(entity: Call | Incident) -> bool:
    """Whether it is waiting for somebody: an unanswered call, or an incident that is not closed."""
    if isinstance(entity, Call):
        return entity.state is CallState.REPORTED
    return entity.state in OPEN_INCIDENT_STATES


def open_entities(picture: Picture) -> Iterator[Call | Incident]:
    """Everything that stands in the queue, in no order."""
    for call in picture.calls.values():
        if call.state is CallState.REPORTED:
            yield call
    for incident in picture.incidents.values():
        if incident.state in OPEN_INCIDENT_STATES:
            yield incident


def call_level(call: Call, picture: Picture) -> int:
    """The call's level, else its suggested type's, else 0."""
    if call.level:
        return call.level
    kind = picture.incident_types.get(call.type_code)
    return 0 if kind is None else kind.level


def sort_key(entity: Call | Incident, picture: Picture, group: Group | None = None) -> SortKey:
    """Order of the queue: level, what nobody has looked at, youngest. A group is as grave as its gravest call."""
    if isinstance(entity, Call):
        acknowledged = 1 if entity.acknowledged else 0
        level = (group.facts.level if group is not None else 0) or call_level(entity, picture)
        return (level, acknowledged, -entity.reported_ms, entity.id)
    return (entity.level, 1, -entity.opened_ms, entity.id)
