"""The suspicion that stands below the queue: of the selected call or incident, else the newest. Qt main thread.

A pure reading of the groups; equal views cost the panel nothing. Used by `CallGroupDesk`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console.desk.choices import distance_text
from console.desk.revealed import RevealedReport
from console.domain.calls.duplicates import Likeness, TypeMatch
from console.domain.calls.entities import Call
from console.domain.calls.groups import CallGroups, Group
from console.planning.call_words import shipped_call_words
from console.words.names import Names
from console.words.terms import channel_word
from widgets.queue.duplicate_panel import DuplicateView


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


def duplicate_view(
    groups: CallGroups, names: Names, case_id: str, revealed: Mapping[str, RevealedReport]
) -> DuplicateView | None:
    """What the panel shows."""
    picture = names.picture
    every = suspicions(groups, picture.calls)
    shown = selected_suspicion(groups, case_id) or next(iter(every), None)
    if shown is None:
        return None
    other_id = shown.found.other_id
    incident = picture.incidents.get(other_id)
    call = picture.calls[shown.call_id]
    other = incident or picture.calls.get(other_id)
    kind = "" if other is None else names.incident_type(other.type_code)
    read = revealed.get(shown.call_id)
    together = len(shown.calls) if incident is not None or len(shown.calls) > 1 else 2
    return DuplicateView(
        call_key=shown.call_id,
        other_key=other_id,
        other=f"{other_id} {kind}".strip(),
        sources=_sources(shown.calls, picture.calls),
        reasons=likeness_words(shown.found, names),
        words=read.words if read is not None else tag_words(call.keywords, names),
        count=together,
        can_merge=incident is not None,
        merge_key=case_id in (*shown.calls, other_id),
        dismiss_key=case_id in shown.calls,
        more=len([one for one in every if one.leader != shown.leader]),
    )


def _sources(call_ids: tuple[str, ...], calls: Mapping[str, Call]) -> str:
    channels = Counter(calls[one].channel for one in call_ids)
    return ", ".join(
        f"{channel_word(channel)} ×{count}" if count > 1 else channel_word(channel)
        for channel, count in channels.most_common()
    )


_SAME_SPOT_M = 10


def likeness_words(found: Likeness, names: Names) -> str:
    """`38 m apart · 2 min apart · same type · words: smoke · same caller`."""
    tr = QCoreApplication.translate
    parts = [
        tr("duplicates", "same spot")
        if found.away_m < _SAME_SPOT_M
        else tr("duplicates", "{0} apart").format(distance_text(found.away_m)),
        apart_words(found.apart_ms),
    ]
    if found.types is TypeMatch.SAME:
        parts.append(tr("duplicates", "same type"))
    elif found.types is TypeMatch.AKIN:
        parts.append(tr("duplicates", "kindred type"))
    if found.shared:
        parts.append(tr("duplicates", "words: {0}").format(tag_words(found.shared, names)))
    if found.same_caller:
        parts.append(tr("duplicates", "same caller"))
    return " · ".join(parts)


def apart_words(apart_ms: int) -> str:
    """Time between two reports: at once, seconds, minutes."""
    tr = QCoreApplication.translate
    seconds = apart_ms // 1000
    if seconds < 10:
        return tr("duplicates", "at the same time")
    if seconds < 100:
        return tr("duplicates", "within {0} s").format(seconds)
    return tr("duplicates", "within {0} min").format(round(seconds / 60))


def tag_words(tags: tuple[str, ...], names: Names) -> str:
    """What a report is about, its words being sealed: `smoke, explosion`."""
    rules = shipped_call_words()
    joint = "、" if names.chinese else ", "
    return joint.join(rules.name(tag, names.chinese) for tag in tags)
