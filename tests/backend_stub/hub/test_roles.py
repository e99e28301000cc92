"""Who may do what: every command and request against every role."""

from __future__ import annotations

import pytest

from backend_stub.hub.roles import (
    PERSON_ROLES,
    PROGRAM_ROLES,
    REQUEST_ROLES,
    role_for_command,
    role_for_request,
)
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall
from console.domain.incidents.commands import (
    ArchiveIncident,
    CloseIncident,
    EscalateMajor,
    MarkDeadlinePassed,
)
from console.domain.orders.commands import CancelOrder, DispatchUnits, DivertUnit, LoseContact, ProgressOrder
from console.domain.permissions import ROLES_OF
from console.domain.registry.commands import OpenJournal, Warn
from console.wire import messages as m

DISPATCHES = (DispatchUnits, CancelOrder, DivertUnit, AcceptCall, CloseIncident, ProgressOrder)
MAY_ASK = {
    m.OpenReport: {Role.OPERATOR, Role.DUTY_LEADER},
    m.OpenCamera: {Role.OPERATOR, Role.DUTY_LEADER},
    m.LogLooks: set(Role) - {Role.SYSTEM},
    m.PutPositions: {Role.FIELD},
    m.PutPlan: {Role.PLANNER},
    m.PutCameras: {Role.GATEWAY},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("request_type", list(MAY_ASK))
def test_request_is_for_its_roles_only(request_type: type[m.Message], role: Role) -> None:
    expected = role if role in MAY_ASK[request_type] else None
    assert role_for_request((role,), request_type) is expected


@pytest.mark.parametrize("role", list(Role))
def test_command_is_for_its_roles_only(role: Role) -> None:
    for command, roles in ROLES_OF.items():
        assert (role_for_command((role,), command) is role) == (role in roles)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN, Role.TRAINER, Role.EVALUATOR])
def test_who_looks_after_the_house_never_dispatches(role: Role) -> None:
    assert all(role_for_command((role,), command) is None for command in DISPATCHES)


def test_administrator_reads_neither_reports_nor_video() -> None:
    assert role_for_request((Role.ADMIN,), m.OpenReport) is None
    assert role_for_request((Role.ADMIN,), m.OpenCamera) is None


def test_nobody_but_the_hub_gives_the_hubs_own_commands() -> None:
    for command in (OpenJournal, MarkDeadlinePassed, EscalateMajor, ArchiveIncident):
        assert ROLES_OF[command] == {Role.SYSTEM}
    assert Role.SYSTEM not in PERSON_ROLES | PROGRAM_ROLES


def test_persons_and_programs_have_no_role_in_common_and_all_are_one_or_the_other() -> None:
    assert not PERSON_ROLES & PROGRAM_ROLES
    assert set(Role) == PERSON_ROLES | PROGRAM_ROLES | {Role.SYSTEM}


def test_program_with_several_roles_uses_the_one_that_may() -> None:
    both = (Role.TRACKER, Role.PLANNER)
    assert role_for_command(both, Warn) is Role.PLANNER
    assert role_for_command(both, LoseContact) is Role.TRACKER
    assert role_for_command(both, DispatchUnits) is None


def test_table_of_requests_is_complete() -> None:
    assert set(REQUEST_ROLES) == set(MAY_ASK)
