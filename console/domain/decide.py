"""The rule book: `decide(picture, asked)` answers a stamped command with events or a refusal, and changes nothing.

Pure, any thread. Deciders stand in one file per noun: calls, incidents, cases, orders, registry. Ids of new things are
the picture's counters + 1, so that the same journal always names them the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import commands as c
from . import events as e
from .consequences import Ahead, concerned, follow, overdue
from .decide_call_groups import CALL_GROUP_RULES
from .decide_calls import CALL_RULES
from .decide_cases import CASE_RULES
from .decide_incidents import INCIDENT_RULES
from .decide_muster import MUSTER_RULES
from .decide_muster_count import MUSTER_COUNT_RULES
from .decide_muster_cover import MUSTER_COVER_RULES
from .decide_muster_posts import MUSTER_POSTS_RULES
from .decide_orders import ORDER_RULES
from .decide_registry import REGISTRY_RULES
from .decide_run import RUN_RULES
from .muster_commands import SettleMuster
from .permissions import ROLES_OF
from .picture import Picture
from .refusals import Code, refuse

Outcome = list[e.AnyEvent] | c.Refusal
Rule = Callable[[Picture, c.Asked, Any], Outcome]

RULES: dict[type[c.Command], Rule] = {
    **REGISTRY_RULES,
    **CALL_RULES,
    **CALL_GROUP_RULES,
    **INCIDENT_RULES,
    **CASE_RULES,
    **ORDER_RULES,
    **MUSTER_RULES,
    **MUSTER_COUNT_RULES,
    **MUSTER_POSTS_RULES,
    **MUSTER_COVER_RULES,
    **RUN_RULES,
}
"""One rule per command type; a test holds it against `AnyCommand`."""


def decide(picture: Picture, asked: c.Asked) -> Outcome:
    """Events that follow from a command at this picture (possibly none), or why not. Never changes the picture.

    What has fallen due in a muster before the command stands before its events, what follows from them after.
    """
    command = asked.command
    if asked.stamp.role not in ROLES_OF[type(command)]:
        return refuse(Code.NOT_ALLOWED, role=asked.stamp.role.value)
    rule = RULES[type(command)]
    if not picture.musters and not concerned(picture, command):
        return rule(picture, asked, command)
    ahead = Ahead(picture, asked)
    overdue(ahead)
    outcome = rule(ahead.picture, asked, command)
    if isinstance(outcome, c.Refusal):
        return outcome
    follow(ahead, outcome)
    if not ahead.events and isinstance(command, SettleMuster):
        return refuse(Code.ALREADY_DONE)
    return ahead.events
