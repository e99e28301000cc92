"""Groups of waiting calls about one event, kept up to date change by change. One owner thread.

A flood is one row: each new call is compared with open incidents and with groups nearby, never with every call. A
group leans on an open incident that it seems to be about. What a person called no duplicate (`Call.not_same`) is kept
apart. Everybody who folds the same events finds the same groups. Used by queue and panel of the consoles.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from console.domain.incidents.entities import OPEN_INCIDENT_STATES
from console.domain.picture import Key, Picture

from .duplicates import GROUP_PERMILLE, Facts, Likeness, facts_of_call, facts_of_incident, likeness, together
from .entities import Call, CallState

_LAT_CELL_E7 = 60_000
_LON_CELL_E7 = 120_000
"""Cells of at least REACH_M up to 60° north or south."""
Cell = tuple[int, int]
_NONE: Final[dict[str, Group]] = {}


@dataclass(slots=True)
class Group:
    """Waiting calls of one event, first reported first."""

    calls: list[str]
    facts: Facts
    incident: Likeness | None = None
    """The open incident it leans on."""
    suspect: Likeness | None = None
    """Of a single call: what it may be a duplicate of, too unlike to stand together."""
    apart: set[str] = field(default_factory=set)
    """Calls that one of its calls is said to be no duplicate of."""

    @property
    def leader(self) -> str:
        """The call that stands for the group in the queue."""
        return self.calls[0]


class CallGroups:
    """All groups of one picture: `reset` with it, `update` after each fold, then read. One owner thread."""

    def __init__(self) -> None:
        self._picture = Picture()
        self._groups: dict[str, Group] = {}
        """By leader."""
        self._group_of: dict[str, Group] = {}
        self._calls: dict[str, tuple[Facts, tuple[str, ...]]] = {}
        self._incidents: dict[str, tuple[Facts, frozenset[str]]] = {}
        self._groups_at: dict[Cell, dict[str, Group]] = {}
        self._incidents_at: dict[Cell, set[str]] = {}

    # -- reading -------------------------------------------------------------------------------------------------------

    def group_of(self, call_id: str) -> Group | None:
        """The group a waiting call stands in; None for any other id."""
        return self._group_of.get(call_id)

    def leader_of(self, call_id: str) -> str:
        """Who stands for a waiting call in the queue; the id itself for anything else."""
        group = self._group_of.get(call_id)
        return call_id if group is None else group.leader

    def groups(self) -> Iterator[Group]:
        """All groups, in no order."""
        return iter(self._groups.values())

    def leaning_on(self, incident_id: str) -> list[str]:
        """Waiting calls that seem to be about an open incident."""
        found = [
            one for one in self._groups.values() if one.incident and one.incident.other_id == incident_id
        ]
        return [call_id for group in found for call_id in group.calls]

    def likeness_of(self, call_id: str) -> Likeness | None:
        """Why a waiting call stands where it does: against its incident, its group's first call, or what it may be."""
        group = self._group_of.get(call_id)
        if group is None:
            return None
        facts, types = self._calls[call_id][0], self._picture.incident_types
        if group.incident is not None:
            known = self._incidents.get(group.incident.other_id)
            return (likeness(facts, known[0], types) if known is not None else None) or group.incident
        if call_id != group.leader:
            first = self._calls[group.leader][0]
            return likeness(facts, first, types) or likeness(facts, group.facts, types)
        suspect = group.suspect
        if suspect is None or suspect.other_id in self._incidents or suspect.other_id in self._calls:
            return suspect
        return None

    def incidents_like(self, facts: Facts) -> list[Likeness]:
        """Open incidents that something not reported yet may be about, likeliest first."""
        known = [
            self._incidents[one][0] for cell in _around(facts) for one in self._incidents_at.get(cell, ())
        ]
        found = (likeness(facts, one, self._picture.incident_types) for one in known)
        return sorted((one for one in found if one is not None), key=_order)

    # -- following -----------------------------------------------------------------------------------------------------

    def reset(self, picture: Picture) -> None:
        """Start over from a picture."""
        self._picture = picture
        for table in (self._groups, self._group_of, self._calls, self._incidents):
            table.clear()
        self._groups_at.clear()
        self._incidents_at.clear()
        for incident_id in picture.incidents:
            self._learn_incident(incident_id)
        waiting = [call for call in picture.calls.values() if call.state is CallState.REPORTED]
        for call in sorted(waiting, key=lambda one: (one.reported_ms, one.id)):
            self._add(call, set())

    def update(self, keys: Iterable[Key]) -> set[str]:
        """Follow a batch of changes; returns calls whose rows may be others: leaders before and after among them."""
        touched: set[str] = set()
        calls, incidents = [], []
        for collection, key in keys:
            if collection == "calls":
                calls.append(key)
            elif collection == "incidents":
                incidents.append(key)
        for incident_id in incidents:
            self._follow_incident(incident_id, touched)
        known = self._picture.calls
        for call_id in sorted(calls, key=lambda one: (known[one].reported_ms if one in known else -1, one)):
            self._follow_call(call_id, touched)
        return touched

    def _follow_call(self, call_id: str, touched: set[str]) -> None:
        call = self._picture.calls.get(call_id)
        waiting = call is not None and call.state is CallState.REPORTED
        old = self._calls.get(call_id)
        if waiting and call is not None and old == (facts_of_call(call), call.not_same):
            touched.add(self.leader_of(call_id))  # seen, say: its row changes, its group does not
            return
        if old is not None:
            self._remove(call_id, touched)
        if waiting and call is not None:
            self._add(call, touched)

    def _follow_incident(self, incident_id: str, touched: set[str]) -> None:
        before = self._incidents.get(incident_id)
        self._forget_incident(incident_id)
        after = self._learn_incident(incident_id)
        if before is not None and after is not None and _same_event(before[0], after[0]):
            return  # one more report about it changes no group
        either = before or after
        for group in self._near_groups(either[0]) if either is not None else ():
            leaned = group.incident is not None and group.incident.other_id == incident_id
            if leaned or after is not None:
                self._lean(group)
                touched.add(group.leader)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _learn_incident(self, incident_id: str) -> tuple[Facts, frozenset[str]] | None:
        incident = self._picture.incidents.get(incident_id)
        if incident is None or incident.state not in OPEN_INCIDENT_STATES:
            return None
        known = facts_of_incident(incident, self._picture.calls), frozenset(incident.calls)
        self._incidents[incident_id] = known
        self._incidents_at.setdefault(_cell(known[0]), set()).add(incident_id)
        return known

    def _forget_incident(self, incident_id: str) -> None:
        known = self._incidents.pop(incident_id, None)
        if known is not None:
            self._incidents_at[_cell(known[0])].discard(incident_id)

    def _add(self, call: Call, touched: set[str]) -> None:
        facts = facts_of_call(call)
        self._calls[call.id] = facts, call.not_same
        group, incident, suspect = self._where(call.id, facts)
        touched.add(call.id)
        if group is not None:
            touched.add(group.leader)
            self._join(call.id, group)
            return
        group = Group([call.id], facts, incident, suspect, set(call.not_same))
        self._group_of[call.id] = group
        self._index(group)

    def _where(self, call_id: str, facts: Facts) -> tuple[Group | None, Likeness | None, Likeness | None]:
        """The group a call belongs to; without one the incident it leans on, else what it is suspected of."""
        incident = self._best_incident(facts, (call_id,))
        if incident is not None and incident.score_permille >= GROUP_PERMILLE:
            for group in self._near_groups(facts):
                leans = group.incident is not None and group.incident.other_id == incident.other_id
                if leans and self._may_join(call_id, group):
                    return group, None, None
            return None, incident, None
        best = self._best_group(call_id, facts)
        if best is not None and best.score_permille >= GROUP_PERMILLE:
            return self._groups[best.other_id], None, None
        suspects = [one for one in (incident, best) if one is not None]
        return None, None, min(suspects, key=_order, default=None)

    def _join(self, call_id: str, group: Group) -> None:
        """Add a call to a group; one reported before its leader leads from now on."""
        self._unindex(group)
        insort(group.calls, call_id, key=self._since)
        group.apart.update(self._calls[call_id][1])
        group.suspect = None
        group.facts = together((group.facts, self._calls[call_id][0]), group.leader)
        self._group_of[call_id] = group
        self._index(group)

    def _remove(self, call_id: str, touched: set[str]) -> None:
        group = self._group_of.pop(call_id)
        self._unindex(group)
        touched.update((call_id, group.leader))
        led = group.leader == call_id
        del group.calls[bisect_left(group.calls, self._since(call_id), key=self._since)]
        _, not_same = self._calls.pop(call_id)
        if not group.calls:
            return
        touched.add(group.leader)
        if len(group.calls) == 1:
            group.facts = self._calls[group.leader][0]
        elif led:
            # The others' facts still hold; the event's place is now that of its new first call.
            first = self._calls[group.leader][0]
            group.facts = replace(first, last_ms=group.facts.last_ms, tags=group.facts.tags)
        if not_same:
            group.apart = {one for member in group.calls for one in self._calls[member][1]}
        self._index(group)

    def _since(self, call_id: str) -> tuple[int, str]:
        return self._calls[call_id][0].first_ms, call_id

    def _lean(self, group: Group) -> None:
        """Find again which open incident a group is about."""
        best = self._best_incident(group.facts, group.calls)
        grouped = best is not None and best.score_permille >= GROUP_PERMILLE
        group.incident = best if grouped else None
        if len(group.calls) == 1:
            group.suspect = None if grouped else best or self._best_group(group.leader, group.facts)

    def _best_incident(self, facts: Facts, members: Iterable[str]) -> Likeness | None:
        types, best = self._picture.incident_types, None
        apart = {one for member in members for one in self._calls[member][1]}
        for cell in _around(facts):
            for incident_id in self._incidents_at.get(cell, ()):
                known, its_calls = self._incidents[incident_id]
                if incident_id in apart or not its_calls.isdisjoint(apart):
                    continue
                found = likeness(facts, known, types)
                if found is not None and (best is None or _order(found) < _order(best)):
                    best = found
        return best

    def _best_group(self, call_id: str, facts: Facts) -> Likeness | None:
        types, best = self._picture.incident_types, None
        for group in self._near_groups(facts):
            if call_id in group.calls[:1] or not self._may_join(call_id, group):
                continue
            found = likeness(facts, group.facts, types)
            if found is not None and (best is None or _order(found) < _order(best)):
                best = found
        return best

    def _may_join(self, call_id: str, group: Group) -> bool:
        not_same = self._calls[call_id][1]
        if group.incident is not None and group.incident.other_id in not_same:
            return False
        return call_id not in group.apart and not any(self._group_of.get(one) is group for one in not_same)

    def _near_groups(self, facts: Facts) -> list[Group]:
        """Groups in reach, in an order that only the events decide."""
        return [one for cell in _around(facts) for one in self._groups_at.get(cell, _NONE).values()]

    def _index(self, group: Group) -> None:
        self._groups[group.leader] = group
        self._groups_at.setdefault(_cell(group.facts), {})[group.leader] = group

    def _unindex(self, group: Group) -> None:
        self._groups.pop(group.leader, None)
        del self._groups_at[_cell(group.facts)][group.leader]


def _order(found: Likeness) -> tuple[int, str]:
    """Likeliest first; of equals the older one."""
    return -found.score_permille, found.other_id


def _same_event(before: Facts, after: Facts) -> bool:
    where = (before.lon_e7, before.lat_e7, before.type_code, before.level)
    return where == (after.lon_e7, after.lat_e7, after.type_code, after.level)


def _cell(facts: Facts) -> Cell:
    return facts.lon_e7 // _LON_CELL_E7, facts.lat_e7 // _LAT_CELL_E7


def _around(facts: Facts) -> Iterator[Cell]:
    lon, lat = _cell(facts)
    for x in (lon - 1, lon, lon + 1):
        for y in (lat - 1, lat, lat + 1):
            yield x, y
