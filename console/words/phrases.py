"""Standard phrases of crews and departments in the language of the screen. Qt main thread; used by log and panel.

Field terminals offer a list of reasons and send the English source of the one that was chosen. What somebody typed
freely is shown as it was typed.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets.translate_noop import QT_TRANSLATE_NOOP

DISPATCHERS_CHOICE: Final = QT_TRANSLATE_NOOP("phrases", "Dispatcher's choice")
"""Why an order departs from the recommendation, where the dispatcher gave no reason."""

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

STANDARD_PHRASES: Final = (
    MUSTER_PHRASES
    | FIELD_PHRASES
    | frozenset(
        (
            # a crew declines
            QT_TRANSLATE_NOOP("phrases", "refuelling"),
            QT_TRANSLATE_NOOP("phrases", "helping a member of the public"),
            QT_TRANSLATE_NOOP("phrases", "escorting a person in custody"),
            # a crew is delayed
            QT_TRANSLATE_NOOP("phrases", "congested road"),
            QT_TRANSLATE_NOOP("phrases", "waiting at a level crossing"),
            # a unit goes out of service
            QT_TRANSLATE_NOOP("phrases", "vehicle breakdown"),
            QT_TRANSLATE_NOOP("phrases", "flat tyre"),
            # a department gives a case back or asks for more time
            QT_TRANSLATE_NOOP("phrases", "not this department's duty, please assign anew"),
            QT_TRANSLATE_NOOP("phrases", "equipment has to be brought to the site"),
            # a department reports
            QT_TRANSLATE_NOOP("phrases", "dealt with on site, everything is back to normal"),
            QT_TRANSLATE_NOOP("phrases", "cleared away, the person concerned was told"),
            QT_TRANSLATE_NOOP("phrases", "repaired, photographs are uploaded"),
            # a muster ends
            QT_TRANSLATE_NOOP("phrases", "incident closed"),
            # a desk decides
            DISPATCHERS_CHOICE,
            QT_TRANSLATE_NOOP("phrases", "type of report unclear"),
            QT_TRANSLATE_NOOP("phrases", "no recommendation yet, nearest unit sent"),
        )
    )
)


def phrase_word(text: str) -> str:
    """A standard phrase in the language of the screen; any other text as it is."""
    return QCoreApplication.translate("phrases", text) if text in STANDARD_PHRASES else text


def taken_back() -> str:
    """The reason of a command that takes another one back."""
    return QCoreApplication.translate("undo", "Taken back by the dispatcher")
