"""Numbers the rules use, each with its source. Milliseconds of hub time unless the name says otherwise.

`Numbers` are those that decide something: a version of the rules has its own, and a journal keeps those of the version
it was opened under (`console.domain.rule_book`). The constants below only bound sizes.
"""

from __future__ import annotations

from typing import Final

import msgspec


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of one version of the rules. A changed number or rule is a new version."""

    version: int
    order_silent_ms: int = 60_000
    """An order not acknowledged for so long is called silent (second band edge of the 110 bulletin, DOMAIN §2)."""
    major_ack_ms: int = 60_000
    """The responsible leader's acknowledgement clock before it is escalated over (a setting of the centre; ours)."""
    leaders: tuple[str, ...] = ("duty_leader", "deputy_chief", "chief")
    """The ladder of responsible leaders; the last one is notified again and again."""
    case_reminder_ms: int = 86_400_000
    """Reminder one day before a case's deadline (DOMAIN §0)."""
    emergency_reminder_fraction: int = 4
    """Emergencies are reminded when this part (1/4) of the limit is left (DOMAIN §2: a fraction of the limit)."""
    archive_after_ms: int = 30 * 60_000
    """A closed incident leaves the picture after so long; the journal keeps it."""
    activation_strength: int = 20
    """The order that takes a major incident's committed sworn strength above this activates a muster (DOMAIN §3)."""
    most_taking_ms: int = 60 * 60_000
    """Longer than this nobody takes a call: a seat's `answered_ms` further back is a wrong clock and is not kept."""
    alarm_ms: int = 60_000
    """A call that nobody acknowledged or settled for longer than this was left alone (ours, as major_ack_ms)."""
    second_thoughts_ms: int = 60_000
    """An order taken back by a desk within this time was a wrong one."""


NUMBERS: Final = Numbers(version=4)
"""Those of the newest version, by which new journals are opened."""
MAX_TEXT: Final = 2_000
"""Characters in a reason, note or disposition."""
MAX_UNITS_PER_DISPATCH: Final = 200
MAX_REGISTERED_AT_ONCE: Final = 5_000
MAX_NOTES: Final = 500
"""Notes an incident keeps in the picture; further ones stay in the journal only."""
MAX_CALLS_AT_ONCE: Final = 5_000
"""Calls of one command: a flood is dealt with by one key."""
