"""Standard phrases of a muster: why grids stand bare, why it is stood down, what is done on scene. Data only.

Stored in the journal as their English source and worded in the reader's language by `standard_phrases.phrase_word`.
"""

from __future__ import annotations

from typing import Final

from widgets.translate_noop import QT_TRANSLATE_NOOP

COVER_REASONS: Final = (
    QT_TRANSLATE_NOOP("phrases", "lives at stake, the strength comes first"),
    QT_TRANSLATE_NOOP("phrases", "neighbouring stations keep watch"),
    QT_TRANSLATE_NOOP("phrases", "reserves are being recalled to fill in"),
)
"""The usual one first: it is filled in before anybody asks."""

END_REASONS: Final = (
    QT_TRANSLATE_NOOP("phrases", "danger over, the strength is not needed any more"),
    QT_TRANSLATE_NOOP("phrases", "handed over to the emergency bureau"),
    QT_TRANSLATE_NOOP("phrases", "ordered by mistake"),
)

HANDLING: Final = (
    QT_TRANSLATE_NOOP("phrases", "cordon set up"),
    QT_TRANSLATE_NOOP("phrases", "evacuation begun"),
    QT_TRANSLATE_NOOP("phrases", "casualties cared for"),
    QT_TRANSLATE_NOOP("phrases", "traffic diverted"),
    QT_TRANSLATE_NOOP("phrases", "rescue lane kept clear"),
)

WITHDRAWN: Final = QT_TRANSLATE_NOOP("phrases", "entered by mistake")
"""Why evidence is withdrawn, where nobody says otherwise."""

MUSTER_PHRASES: Final = frozenset((*COVER_REASONS, *END_REASONS, *HANDLING, WITHDRAWN))
