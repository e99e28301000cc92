"""Standard phrases of crews and departments in the language of the screen. Qt main thread; used by log and panel.

Field terminals offer a list of reasons and send the English source of the one that was chosen. What somebody typed
freely is shown as it was typed.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

tr = QCoreApplication.translate

DISPATCHERS_CHOICE: Final = _N("phrases", "Dispatcher's choice")
"""Why an order departs from the recommendation, where the dispatcher gave no reason."""

COVER_REASONS: Final = (
    _N("phrases", "lives at stake, the strength comes first"),
    _N("phrases", "neighbouring stations keep watch"),
    _N("phrases", "reserves are being recalled to fill in"),
)
"""The usual one first: it is filled in before anybody asks."""

END_REASONS: Final = (
    _N("phrases", "danger over, the strength is not needed any more"),
    _N("phrases", "handed over to the emergency bureau"),
    _N("phrases", "ordered by mistake"),
)

HANDLING: Final = (
    _N("phrases", "cordon set up"),
    _N("phrases", "evacuation begun"),
    _N("phrases", "casualties cared for"),
    _N("phrases", "traffic diverted"),
    _N("phrases", "rescue lane kept clear"),
)

TAKEN_BACK: Final = _N("phrases", "Taken back by the dispatcher")
"""The reason of a command that takes another one back."""
WITHDRAWN: Final = _N("phrases", "entered by mistake")
"""Why evidence is withdrawn, where nobody says otherwise."""
STANDARD_PHRASES: Final = frozenset(
    (
        *COVER_REASONS,
        *END_REASONS,
        *HANDLING,
        WITHDRAWN,
        TAKEN_BACK,
        # roads
        _N("phrases", "road closed by an accident"),
        _N("phrases", "debris on the road after the explosion"),
        _N("phrases", "road under water"),
        _N("phrases", "bridge closed"),
        # delays and breakdowns in the field
        _N("phrases", "dense fog"),
        _N("phrases", "engine drowned"),
        # handling in the field
        _N("phrases", "cordon set up upwind"),
        _N("phrases", "people led away crosswind"),
        _N("phrases", "access road closed"),
        _N("phrases", "lane kept clear for fire engines"),
        _N("phrases", "underpass closed on both sides"),
        _N("phrases", "residents led to the school"),
        _N("phrases", "traffic turned round"),
        _N("phrases", "boat in the water"),
        _N("phrases", "cones set up behind the queue"),
        _N("phrases", "passengers led behind the barrier"),
        _N("phrases", "hard shoulder cleared"),
        # a declaration is refuted
        _N("phrases", "the checklist is not complete"),
        # a crew declines
        _N("phrases", "refuelling"),
        _N("phrases", "helping a member of the public"),
        _N("phrases", "escorting a person in custody"),
        # a crew is delayed
        _N("phrases", "congested road"),
        _N("phrases", "waiting at a level crossing"),
        # a unit goes out of service
        _N("phrases", "vehicle breakdown"),
        _N("phrases", "flat tyre"),
        # a department gives a case back or asks for more time
        _N("phrases", "not this department's duty, please assign anew"),
        _N("phrases", "equipment has to be brought to the site"),
        # a department reports
        _N("phrases", "dealt with on site, everything is back to normal"),
        _N("phrases", "cleared away, the person concerned was told"),
        _N("phrases", "repaired, photographs are uploaded"),
        # a muster ends
        _N("phrases", "incident closed"),
        _N("phrases", "items open"),
        # a desk decides
        DISPATCHERS_CHOICE,
        _N("phrases", "type of report unclear"),
        _N("phrases", "no recommendation yet, nearest unit sent"),
    )
)


def phrase_word(text: str) -> str:
    """A standard phrase in the language of the screen; any other text as it is."""
    return tr("phrases", text) if text in STANDARD_PHRASES else text
