"""Who may ask the hub for what: `console.domain.permissions` for commands, and here the requests beside them. Pure.

Persons sign in and have one role; programs have the roles of their seat and do not sign in. An administrator manages
and erases but reads neither video nor reports; an auditor reads the logs and gives no command.
"""

from __future__ import annotations

from typing import Final

from console.domain.base.message import Command
from console.domain.base.roles import Role
from console.domain.permissions import ROLES_OF
from console.wire import messages as m

PERSON_ROLES: Final = frozenset(
    {Role.OPERATOR, Role.DUTY_LEADER, Role.TRAINER, Role.EVALUATOR, Role.AUDITOR, Role.ADMIN}
)
PROGRAM_ROLES: Final = frozenset({Role.FIELD, Role.GATEWAY, Role.TRACKER, Role.PLANNER, Role.DEPARTMENT})

REQUEST_ROLES: Final[dict[type[m.Message], frozenset[Role]]] = {
    m.OpenReport: frozenset({Role.OPERATOR, Role.DUTY_LEADER}),
    m.OpenCamera: frozenset({Role.OPERATOR, Role.DUTY_LEADER}),
    m.LogLooks: PERSON_ROLES | PROGRAM_ROLES,
    m.PutPositions: frozenset({Role.FIELD}),
    m.PutPlan: frozenset({Role.PLANNER}),
    m.PutCameras: frozenset({Role.GATEWAY}),
}


def role_for_command(roles: tuple[Role, ...], command: type[Command]) -> Role | None:
    """The first of these roles that may give the command; None when none may."""
    allowed = ROLES_OF[command]
    return next((role for role in roles if role in allowed), None)


def role_for_request(roles: tuple[Role, ...], request: type[m.Message]) -> Role | None:
    """The first of these roles that may make the request; None when none may."""
    allowed = REQUEST_ROLES[request]
    return next((role for role in roles if role in allowed), None)
