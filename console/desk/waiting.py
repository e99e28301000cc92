"""What waits for somebody: what stands in the queue, what comes first, what calls may be duplicates of. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from console.domain.calls.duplicates import Likeness
from console.domain.calls.entities import Call, CallState
from console.domain.calls.groups import CallGroups, Group
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


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A waiting call, what it may be a duplicate of, and its whole group."""

    call_id: str
    """The newest call of the group: the one that is asked about."""
    found: Likeness
    calls: tuple[str, ...]
    """First reported first."""

    @property
    def leader(self) -> str:
        """The call that stands for the group in the queue."""
        return self.calls[0]


def suspicion_of(groups: CallGroups, group: Group) -> Suspicion | None:
    """What is suspected of a group; None for a call that stands alone."""
    newest = group.calls[-1]
    found = groups.likeness_of(newest)
    if found is None:
        return None
    return Suspicion(newest, found, tuple(group.calls))


def selected_suspicion(groups: CallGroups, case_id: str) -> Suspicion | None:
    """What is suspected of the selected call, or of calls about the selected incident."""
    group = groups.group_of(case_id)
    if group is None:
        leaning = groups.leaning_on(case_id)
        group = groups.group_of(leaning[-1]) if leaning else None
    return None if group is None else suspicion_of(groups, group)


def suspicions(groups: CallGroups, calls: Mapping[str, Call]) -> list[Suspicion]:
    """All there are, those with the newest call first."""
    wanted = (one for one in groups.groups() if one.incident or one.suspect or len(one.calls) > 1)
    found = [one for group in wanted if (one := suspicion_of(groups, group)) is not None]
    return sorted(found, key=lambda one: (-calls[one.call_id].reported_ms, one.call_id))
