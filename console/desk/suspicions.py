"""What waiting calls may be duplicates of: of a group, of what is selected, all there are. Pure.

Readings of the call groups of a world; used by the verbs that answer a suspicion and by the panel that shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.domain.calls.duplicates import Likeness
from console.domain.calls.entities import Call
from console.domain.calls.groups import CallGroups, Group


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
