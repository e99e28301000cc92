"""Early warnings of a muster in words: what is going wrong, in the language of the screen. Qt main thread.

Codes and details are the planner's (`muster_short` 84/100, `muster_late` 648/600 in seconds, `arrive_late`,
`resolve_late`). Used by the log's wording and by the muster's notices.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.domain.picture import Picture
from console.domain.registry.events import EarlyWarning
from widgets.durations import clock_text

tr = QCoreApplication.translate
MUSTER_SHORT: Final = "muster_short"
MUSTER_LATE: Final = "muster_late"
ARRIVE_LATE: Final = "arrive_late"
RESOLVE_LATE: Final = "resolve_late"
MUSTER_CODES: Final = frozenset({MUSTER_SHORT, MUSTER_LATE, ARRIVE_LATE, RESOLVE_LATE})
_PAIR: Final = re.compile(r"(-?\d+)/(\d+)")
LEAST_LIMIT_S: Final = 60
"""`arrive_late` tells seconds of a limit, or officers of a quota where nobody is sent: quotas are smaller than this."""


def incident_of(warning: EarlyWarning, picture: Picture) -> str:
    """The incident that a warning is about; empty where it is about none."""
    muster = picture.musters.get(warning.subject)
    if muster is not None:
        return muster.incident_id
    return warning.subject if warning.subject in picture.incidents else ""


def early_warning_words(warning: EarlyWarning, picture: Picture) -> str:
    """One line; empty for a code of no muster."""
    found = _PAIR.search(warning.detail)
    if warning.code not in MUSTER_CODES or found is None:
        return ""
    have, wanted = int(found.group(1)), int(found.group(2))
    match warning.code:
        case "muster_short":
            words = tr("warnings", "counted and under way only {0} of {1}").format(have, wanted)
        case "muster_late":
            words = _late(tr("warnings", "muster forecast {0}, limit {1}"), have, wanted)
        case "arrive_late" if wanted >= LEAST_LIMIT_S:
            words = _late(tr("warnings", "posts forecast {0}, limit {1}"), have, wanted)
        case "arrive_late":
            words = tr("warnings", "posts have {0} of {1} officers and nobody is sent").format(have, wanted)
        case _:
            words = tr("warnings", "checklist at {0} of {1} and time is short").format(have, wanted)
    incident_id = incident_of(warning, picture)
    return f"{incident_id}: {words}" if incident_id else words


def _late(template: str, expected_s: int, limit_s: int) -> str:
    return template.format(clock_text(expected_s * 1000), clock_text(limit_s * 1000))
