"""Why two reports may be about one event, in the language of the screen. Qt main thread; used by queue and form."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.domain.calls.duplicates import Likeness, TypeMatch
from console.models.incident_choices import distance_text
from console.models.names import Names
from console.planning.call_words import shipped_call_words

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
