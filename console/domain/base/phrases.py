"""Standard phrases: reasons and words that are chosen from a list, not typed. Pure data, any thread.

The English source is what commands carry and journals hold. They name nobody, so the hub leaves them in the open where
it seals what somebody typed (`console.domain.sealing`); consoles word them by `console.words.phrases`.
"""

from __future__ import annotations

from typing import Final

DISPATCHERS_CHOICE: Final = "Dispatcher's choice"
"""Why an order departs from the recommendation, where the dispatcher gave no reason."""

COVER_REASONS: Final = (
    "lives at stake, the strength comes first",
    "neighbouring stations keep watch",
    "reserves are being recalled to fill in",
)
"""The usual one first: it is filled in before anybody asks."""

END_REASONS: Final = (
    "danger over, the strength is not needed any more",
    "handed over to the emergency bureau",
    "ordered by mistake",
)

HANDLING: Final = (
    "cordon set up",
    "evacuation begun",
    "casualties cared for",
    "traffic diverted",
    "rescue lane kept clear",
)

WITHDRAWN: Final = "entered by mistake"
"""Why evidence is withdrawn, where nobody says otherwise."""
TAKEN_BACK: Final = "Taken back by the dispatcher"
"""The reason of a command that takes another one back."""

STANDARD_PHRASES: Final = frozenset(
    (
        *COVER_REASONS,
        *END_REASONS,
        *HANDLING,
        WITHDRAWN,
        TAKEN_BACK,
        # roads
        "road closed by an accident",
        "debris on the road after the explosion",
        "road under water",
        "bridge closed",
        # delays and breakdowns in the field
        "dense fog",
        "engine drowned",
        # handling in the field
        "cordon set up upwind",
        "people led away crosswind",
        "access road closed",
        "lane kept clear for fire engines",
        "underpass closed on both sides",
        "residents led to the school",
        "traffic turned round",
        "boat in the water",
        "cones set up behind the queue",
        "passengers led behind the barrier",
        "hard shoulder cleared",
        # a declaration is refuted
        "the checklist is not complete",
        # a crew declines
        "refuelling",
        "helping a member of the public",
        "escorting a person in custody",
        # a crew is delayed
        "congested road",
        "waiting at a level crossing",
        # a unit goes out of service
        "vehicle breakdown",
        "flat tyre",
        # a department gives a case back or asks for more time
        "not this department's duty, please assign anew",
        "equipment has to be brought to the site",
        # a department reports
        "dealt with on site, everything is back to normal",
        "cleared away, the person concerned was told",
        "repaired, photographs are uploaded",
        # a muster ends
        "incident closed",
        "items open",
        # a desk decides
        DISPATCHERS_CHOICE,
        "type of report unclear",
        "no recommendation yet, nearest unit sent",
    )
)

DISPOSITIONS: Final = (
    "handled",
    "mediated",
    "handed_over",
    "false_alarm",
    "nobody_found",
    "case_opened",
    "done",
)
"""Codes of what became of an incident."""


def is_standard(text: str) -> bool:
    """Whether a text says nothing that was not chosen from a list."""
    return not text or text in STANDARD_PHRASES or text in DISPOSITIONS
