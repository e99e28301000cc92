"""The suspicion that stands below the queue: of the selected call or incident, else the newest. Qt main thread.

A pure reading of the groups; equal views cost the panel nothing. Used by `CallGroupDesk`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from console.desk.revealed import RevealedReport
from console.desk.suspicions import selected_suspicion, suspicions
from console.domain.calls.duplicates import Likeness, TypeMatch
from console.domain.calls.entities import Call
from console.domain.calls.groups import CallGroups
from console.planning.call_words import shipped_call_words
from console.words.choices import distance_text
from console.words.names import Names
from console.words.terms import channel_word
from widgets.queue.duplicate_panel import DuplicateView

tr = QCoreApplication.translate


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
