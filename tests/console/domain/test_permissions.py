"""Who may do and read what: every command and every right against every role."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

import console
from console.domain.base.message import Command
from console.domain.base.roles import PERSON_ROLES, PROGRAM_ROLES, Role, Stream
from console.domain.calls.commands import AcceptCall
from console.domain.decide import AnyCommand
from console.domain.exercise.commands import NoteExercise
from console.domain.incidents.commands import (
    ArchiveIncident,
    CloseIncident,
    EscalateMajor,
    MarkDeadlinePassed,
)
from console.domain.orders.commands import CancelOrder, DispatchUnits, DivertUnit, LoseContact, ProgressOrder
from console.domain.permissions import LOOKS, READING, RIGHTS, ROLES_OF, Right, giver_of, holder_of, may
from console.domain.registry.commands import OpenJournal, Warn

DISPATCHES = (DispatchUnits, CancelOrder, DivertUnit, AcceptCall, CloseIncident, ProgressOrder)
SERVICES = {Role.TRACKER, Role.PLANNER, Role.FIELD, Role.DEPARTMENT}
HOLDERS = {
    Right.READ_OPS: PERSON_ROLES | SERVICES,
    Right.READ_CONTROL: {Role.TRAINER, Role.EVALUATOR},
    Right.READ_TELEMETRY: (PERSON_ROLES | SERVICES) - {Role.AUDITOR},
    Right.READ_TOWN: PERSON_ROLES | SERVICES,
    Right.OPEN_REPORT: {Role.OPERATOR, Role.DUTY_LEADER},
    Right.OPEN_CAMERA: {Role.OPERATOR, Role.DUTY_LEADER},
    Right.LOG_LOOKS: set(Role) - {Role.SYSTEM},
    Right.PUT_POSITIONS: {Role.FIELD},
    Right.PUT_PLAN: {Role.PLANNER},
    Right.PUT_CAMERAS: {Role.GATEWAY},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("right", list(Right))
def test_right_is_for_its_roles_only(right: Right, role: Role) -> None:
    assert holder_of(right, (role,)) is (role if role in HOLDERS[right] else None)


@pytest.mark.parametrize("role", list(Role))
def test_command_is_for_its_roles_only(role: Role) -> None:
    for command, roles in ROLES_OF.items():
        assert (giver_of(command, (role,)) is role) == may(role, command) == (role in roles)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN, Role.TRAINER, Role.EVALUATOR])
def test_who_looks_after_the_house_never_dispatches(role: Role) -> None:
    assert all(giver_of(command, (role,)) is None for command in DISPATCHES)


def test_administrator_reads_neither_reports_nor_video() -> None:
    assert holder_of(Right.OPEN_REPORT, (Role.ADMIN,)) is None
    assert holder_of(Right.OPEN_CAMERA, (Role.ADMIN,)) is None


def test_nobody_but_the_hub_gives_the_hubs_own_commands() -> None:
    for command in (OpenJournal, MarkDeadlinePassed, EscalateMajor, ArchiveIncident):
        assert ROLES_OF[command] == {Role.SYSTEM}
    assert Role.SYSTEM not in PERSON_ROLES | PROGRAM_ROLES
    assert not any(Role.SYSTEM in roles for roles in RIGHTS.values())


def test_persons_and_programs_have_no_role_in_common_and_all_are_one_or_the_other() -> None:
    assert not PERSON_ROLES & PROGRAM_ROLES
    assert set(Role) == PERSON_ROLES | PROGRAM_ROLES | {Role.SYSTEM}


def test_program_with_several_roles_uses_the_one_that_may() -> None:
    both = (Role.TRACKER, Role.PLANNER)
    assert giver_of(Warn, both) is Role.PLANNER
    assert giver_of(LoseContact, both) is Role.TRACKER
    assert giver_of(DispatchUnits, both) is None
    assert holder_of(Right.PUT_PLAN, both) is Role.PLANNER


def test_every_command_right_and_stream_is_in_the_tables() -> None:
    known = {kind for kind in Command.__subclasses__() if kind.__module__.startswith("console.")}
    assert set(ROLES_OF) == known == set(get_args(AnyCommand))
    assert set(RIGHTS) == set(Right) == set(HOLDERS)
    assert set(READING) == set(Stream)
    assert len(set(READING.values())) == len(Stream)


def test_exercise_control_is_written_and_read_by_the_same_people_and_by_no_player() -> None:
    assert ROLES_OF[NoteExercise] == RIGHTS[Right.READ_CONTROL] == {Role.TRAINER, Role.EVALUATOR}


def test_gateway_alone_reads_nothing() -> None:
    reading = (*READING.values(), Right.READ_TELEMETRY, Right.READ_TOWN, Right.OPEN_REPORT, Right.OPEN_CAMERA)
    assert all(holder_of(right, (Role.GATEWAY,)) is None for right in reading)


def test_the_hub_knows_every_look_that_the_console_notes() -> None:
    """A camera's own window was noted by a name that the hub refuses, and with it every look that came after."""
    noted: set[str] = set()
    for path in Path(console.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = (
                node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            )
            if called in ("look", "_look") and isinstance(node, ast.Call) and node.args:
                what = node.args[0]
                if isinstance(what, ast.Constant):
                    noted.add(str(what.value))
    assert {"camera_closed", "camera_window", "log_exported"} <= noted
    assert noted <= set(LOOKS)
