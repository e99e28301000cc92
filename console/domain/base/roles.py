"""Kinds of worlds, streams of events, and roles of persons and programs. Pure data, any thread."""

from __future__ import annotations

from enum import StrEnum


class WorldKind(StrEnum):
    """What sort of world a source of events shows; the console frames every window from it."""

    LIVE = "live"
    DEMO = "demo"
    DRILL = "drill"
    REPLAY = "replay"


class Role(StrEnum):
    """Who may do what (DOMAIN §7). The last six belong to programs, never to persons."""

    OPERATOR = "operator"
    DUTY_LEADER = "duty_leader"
    TRAINER = "trainer"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"
    ADMIN = "admin"
    FIELD = "field"
    GATEWAY = "gateway"
    SYSTEM = "system"
    TRACKER = "tracker"
    PLANNER = "planner"
    DEPARTMENT = "department"


class Stream(StrEnum):
    """A journal's streams: each has its own numbers, chain, hash, socket and readers (decision 4)."""

    OPS = "ops"
    """What seats know."""
    CONTROL = "control"
    """What exercise control alone knows."""


PERSON_ROLES = frozenset(
    {Role.OPERATOR, Role.DUTY_LEADER, Role.TRAINER, Role.EVALUATOR, Role.AUDITOR, Role.ADMIN}
)
"""Persons sign in and have one role."""
PROGRAM_ROLES = frozenset({Role.FIELD, Role.GATEWAY, Role.TRACKER, Role.PLANNER, Role.DEPARTMENT})
"""Programs have the roles of their seat and do not sign in."""

DESK = frozenset({Role.OPERATOR, Role.DUTY_LEADER})
LEADER = frozenset({Role.DUTY_LEADER})
DIRECTOR = frozenset({Role.TRAINER})
CONTROL = frozenset({Role.TRAINER, Role.EVALUATOR})
ADMIN = frozenset({Role.ADMIN})
GATEWAY = frozenset({Role.GATEWAY})
SYSTEM = frozenset({Role.SYSTEM})
TRACKER = frozenset({Role.TRACKER})
PLANNER = frozenset({Role.PLANNER})
UNITS = DESK | {Role.FIELD}
HANDLERS = UNITS | {Role.DEPARTMENT}
INTAKE = UNITS | GATEWAY
"""Groups of roles that commands and rights are given to (`console.domain.permissions`)."""
