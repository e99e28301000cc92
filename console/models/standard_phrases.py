"""Standard phrases of crews and departments in the language of the screen. Qt main thread; used by log and panel.

Field terminals offer a list of reasons and send the English source of the one that was chosen. What somebody typed
freely is shown as it was typed.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from console.models.field_phrases import FIELD_PHRASES
from console.models.muster_phrases import MUSTER_PHRASES
from widgets.translate_noop import QT_TRANSLATE_NOOP

DISPATCHERS_CHOICE: Final = QT_TRANSLATE_NOOP("phrases", "Dispatcher's choice")
"""Why an order departs from the recommendation, where the dispatcher gave no reason."""
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
