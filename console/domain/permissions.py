"""Who may ask what, and who may read what: one table for both (DOMAIN §2 "who", §7 RBAC).

Pure data. `decide` looks here first; the hub and the console use the same table, so that a key that may not work is
dim before it is pressed. An administrator manages and erases but reads neither video nor reports; an auditor reads the
logs and gives no command; players never read the control stream.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from console.domain.base.message import Command
from console.domain.base.roles import (
    CONTROL,
    DESK,
    GATEWAY,
    PERSON_ROLES,
    PLANNER,
    PROGRAM_ROLES,
    TRACKER,
    Role,
    Stream,
)

from .rule_book import RULES

ROLES_OF: dict[type[Command], frozenset[Role]] = {command: roles for command, (roles, _) in RULES.items()}
"""Every command, and the roles that may give it. Trainer, evaluator and auditor never dispatch."""


class Right(StrEnum):
    """What a session may do besides giving commands."""

    READ_OPS = "read the stream ops: snapshot, events, history"
    READ_CONTROL = "read the stream control: snapshot, events, history"
    READ_TELEMETRY = "hear positions and plans"
    READ_TOWN = "fetch the town's files"
    OPEN_REPORT = "read a report's words and person"
    OPEN_CAMERA = "be lent a camera's address"
    LOG_LOOKS = "enter looks into the audit chain"
    PUT_POSITIONS = "tell positions"
    PUT_PLAN = "publish plans"
    PUT_CAMERAS = "tell where cameras are"


_SERVICES = TRACKER | PLANNER | {Role.FIELD, Role.DEPARTMENT}

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.READ_OPS: PERSON_ROLES | _SERVICES,
    Right.READ_CONTROL: CONTROL,
    Right.READ_TELEMETRY: (PERSON_ROLES - {Role.AUDITOR}) | _SERVICES,
    Right.READ_TOWN: PERSON_ROLES | _SERVICES,
    Right.OPEN_REPORT: DESK,
    Right.OPEN_CAMERA: DESK,
    Right.LOG_LOOKS: PERSON_ROLES | PROGRAM_ROLES,
    Right.PUT_POSITIONS: frozenset({Role.FIELD}),
    Right.PUT_PLAN: PLANNER,
    Right.PUT_CAMERAS: GATEWAY,
}
"""Every right, and the roles that have it. A gateway only brings reports and reads nothing."""

LOOKS: dict[str, Right] = {
    "camera_opened": Right.OPEN_CAMERA,
    "camera_closed": Right.OPEN_CAMERA,
    "camera_picture": Right.OPEN_CAMERA,
    "camera_window": Right.OPEN_CAMERA,
    "report_closed": Right.OPEN_REPORT,
    "texts_closed": Right.OPEN_REPORT,
    "search": Right.READ_OPS,
    "log_exported": Right.READ_OPS,
    "result_copied": Right.READ_OPS,
    "result_exported": Right.READ_OPS,
    "journal_judged": Right.READ_OPS,
}
"""Looks that a client notes itself, and the right without which there is no such look. All others the hub enters."""

READING: dict[Stream, Right] = {Stream.OPS: Right.READ_OPS, Stream.CONTROL: Right.READ_CONTROL}
"""The right to read each stream."""


def holder_of(right: Right, roles: Iterable[Role]) -> Role | None:
    """The first of these roles that has the right; None when none has."""
    return next((role for role in roles if role in RIGHTS[right]), None)


def giver_of(command: type[Command], roles: Iterable[Role]) -> Role | None:
    """The first of these roles that may give the command; None when none may."""
    return next((role for role in roles if role in ROLES_OF[command]), None)


def may(role: Role, command: type[Command]) -> bool:
    """Whether a role may give this command at all (its other rules are checked by `decide`)."""
    return role in ROLES_OF[command]
