"""Departments sign cases, work, and ask for the check with feedback; now and then they give one back."""

from __future__ import annotations

from msgspec.structs import replace

from backend_stub.town.scenario import ScenarioDesk
from console.domain.base.roles import Role
from console.domain.cases.commands import AskExtension, AssignCase, OrderRework
from console.domain.incidents.commands import CloseIncident
from console.domain.incidents.entities import Incident, IncidentState
from tests.backend_stub.town.stand import QUIET, Stand

PLAIN = ScenarioDesk(return_share=0.0, extension_share=0.0, feedback=("已清运",))


def _case(desk: ScenarioDesk) -> tuple[Stand, str]:
    stand = Stand(replace(QUIET, desk=desk))
    incident_id = stand.open_incident(type_code="BIN")
    assert stand.ask("desk", AssignCase(incident_id=incident_id, lead="D-1")) is None
    return stand, incident_id


def _run_until(stand: Stand, incident_id: str, state: IncidentState) -> Incident:
    for _ in range(1200):
        if stand.picture.incidents[incident_id].state is state:
            return stand.picture.incidents[incident_id]
        stand.run(1)
    raise AssertionError(f"{stand.picture.incidents[incident_id].state} is not {state}")


def test_case_is_signed_and_reported_done_with_feedback() -> None:
    stand, incident_id = _case(PLAIN)
    _run_until(stand, incident_id, IncidentState.IN_PROGRESS)
    done = _run_until(stand, incident_id, IncidentState.PENDING_CHECK)
    assert done.feedback == "已清运"
    assert all(allowed for _, _, allowed in stand.said)
    assert stand.ask("desk", CloseIncident(incident_id=incident_id, disposition="核查属实")) is None


def test_rework_is_done_again() -> None:
    stand, incident_id = _case(PLAIN)
    _run_until(stand, incident_id, IncidentState.PENDING_CHECK)
    assert stand.ask("desk", OrderRework(incident_id=incident_id, reason="未清净")) is None
    _run_until(stand, incident_id, IncidentState.PENDING_CHECK)


def test_case_of_others_is_given_back_once() -> None:
    stand, incident_id = _case(replace(PLAIN, return_share=1.0))
    back = _run_until(stand, incident_id, IncidentState.ACCEPTED)
    assert back.returns == 1
    assert stand.ask("desk", AssignCase(incident_id=incident_id, lead="D-1")) is None
    _run_until(stand, incident_id, IncidentState.IN_PROGRESS)


def test_extension_is_asked_for_and_work_goes_on() -> None:
    stand, incident_id = _case(replace(PLAIN, extension_share=1.0))
    _run_until(stand, incident_id, IncidentState.PENDING_CHECK)
    asked = [wish.command for _, wish, _ in stand.said if isinstance(wish.command, AskExtension)]
    assert len(asked) == 1


def test_case_that_nobody_assigned_waits() -> None:
    stand = Stand()
    stand.open_incident(type_code="BIN")
    stand.run(300)
    assert not [wish for _, wish, _ in stand.said if wish.role is Role.DEPARTMENT]
