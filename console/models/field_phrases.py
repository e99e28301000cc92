"""What the field terminals and the traffic centre of the town say in a muster. Data only.

Scenarios (`resources/scenarios/`) name them; stored in the journal as their English source, worded by
`standard_phrases.phrase_word`.
"""

from __future__ import annotations

from typing import Final

from widgets.translate_noop import QT_TRANSLATE_NOOP

_ROADS: Final = (
    QT_TRANSLATE_NOOP("phrases", "road closed by an accident"),
    QT_TRANSLATE_NOOP("phrases", "debris on the road after the explosion"),
    QT_TRANSLATE_NOOP("phrases", "road under water"),
    QT_TRANSLATE_NOOP("phrases", "bridge closed"),
)

_DELAYS: Final = (QT_TRANSLATE_NOOP("phrases", "dense fog"),)

_BREAKDOWNS: Final = (QT_TRANSLATE_NOOP("phrases", "engine drowned"),)

_HANDLING: Final = (
    QT_TRANSLATE_NOOP("phrases", "cordon set up upwind"),
    QT_TRANSLATE_NOOP("phrases", "people led away crosswind"),
    QT_TRANSLATE_NOOP("phrases", "access road closed"),
    QT_TRANSLATE_NOOP("phrases", "lane kept clear for fire engines"),
    QT_TRANSLATE_NOOP("phrases", "underpass closed on both sides"),
    QT_TRANSLATE_NOOP("phrases", "residents led to the school"),
    QT_TRANSLATE_NOOP("phrases", "traffic turned round"),
    QT_TRANSLATE_NOOP("phrases", "boat in the water"),
    QT_TRANSLATE_NOOP("phrases", "cones set up behind the queue"),
    QT_TRANSLATE_NOOP("phrases", "passengers led behind the barrier"),
    QT_TRANSLATE_NOOP("phrases", "hard shoulder cleared"),
)

_REFUTED: Final = (QT_TRANSLATE_NOOP("phrases", "the checklist is not complete"),)

FIELD_PHRASES: Final = frozenset((*_ROADS, *_DELAYS, *_BREAKDOWNS, *_HANDLING, *_REFUTED))
