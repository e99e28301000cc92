"""Numbers the rules use, each with its source. Milliseconds of hub time unless the name says otherwise."""

from __future__ import annotations

from typing import Final

RULES_VERSION: Final = 3
"""Runs pin this; a changed number or rule is a new version."""


ORDER_SILENT_MS: Final = 60_000
"""An order not acknowledged for so long is called silent (second band edge of the 110 bulletin, DOMAIN §2)."""


MAJOR_ACK_MS: Final = 60_000
"""The responsible leader's acknowledgement clock before it is escalated over (a setting of the centre; ours)."""


LEADERS: Final = ("duty_leader", "deputy_chief", "chief")
"""The ladder of responsible leaders; the last one is told again and again."""


CASE_REMINDER_MS: Final = 86_400_000
"""Reminder one day before a case's deadline (DOMAIN §0)."""


EMERGENCY_REMINDER_FRACTION: Final = 4
"""Emergencies are reminded when this part (1/4) of the limit is left (DOMAIN §2: a fraction of the limit)."""


ARCHIVE_AFTER_MS: Final = 30 * 60_000
"""A closed incident leaves the picture after so long; the journal keeps it."""


ACTIVATION_STRENGTH: Final = 20
"""The order that takes the committed sworn strength of a major incident above this activates a muster (DOMAIN §3)."""


MOST_TAKING_MS: Final = 60 * 60_000
"""Longer than this nobody takes a call: a seat's `answered_ms` further back is a wrong clock and is not kept."""


MAX_TEXT: Final = 2_000
"""Characters in a reason, note or disposition."""


MAX_UNITS_PER_DISPATCH: Final = 200


MAX_REGISTERED_AT_ONCE: Final = 5_000


MAX_NOTES: Final = 500
"""Notes an incident keeps in the picture; further ones stay in the journal only."""


MAX_CALLS_AT_ONCE: Final = 5_000
"""Calls of one command: a flood is dealt with by one key."""
