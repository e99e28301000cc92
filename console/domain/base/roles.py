"""Kinds of worlds and roles of persons and programs. Pure data, any thread."""

from __future__ import annotations

from enum import StrEnum


class WorldKind(StrEnum):
    """What sort of world a source of events shows; the shell frames every window from it."""

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
