"""The autopilot plays an incident from alarm to close by commands, and repeats nothing senselessly."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from backend_stub.town.autopilots.operator import OperatorPilot
from backend_stub.town.scenario import Scenario, ScenarioDesk
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall, MergeCall
from console.domain.cases.commands import AssignCase
from console.domain.decide import AnyCommand
from console.domain.incidents.commands import CloseIncident
from console.domain.incidents.entities import IncidentState
from console.domain.orders.commands import DispatchUnits, UnitChoice
from console.domain.orders.states import OrderState
from console.wire.messages import Advice, Recommendation
from tests.backend_stub.town.stand import PUNCTUAL, QUIET, SITES, Stand, opening_scenario, unit

UNITS = (unit("P-1", 3, 3), unit("P-2", 9, 9))


def _advice(incident_id: str, t_ms: int, unit_id: str) -> Recommendation:
    chosen = Advice(
        unit_id=unit_id,
        rank=1,
        eta_s=120,
        turnout_s=30,
        capabilities=("patrol",),
        uncovers=(),
        workload=0,
        cost_s=150,
    )
    return Recommendation(
        number=1, t_ms=t_ms, incident_id=incident_id, wanted=("patrol",), chosen=(chosen,), others=()
    )


def _play(stand: Stand, seconds: int, advice: dict[str, Recommendation] | None = None) -> list[AnyCommand]:
    """The town and the autopilot side by side; what the autopilot asked for. Nothing may be refused."""
    operator, asked = OperatorPilot(1), []
    for _ in range(seconds):
        stand.run(1)
        command = operator.step(stand.t_ms, stand.picture, advice or {})
        if command is not None:
            asked.append(command)
            refused = stand.ask("autopilot", command, Role.DUTY_LEADER)
            assert refused is None, (command, refused)
    return asked


def test_incident_is_played_from_alarm_to_close() -> None:
    scenario = replace(
        opening_scenario(), happens=tuple(replace(h, per_hour=0.0) for h in opening_scenario().happens)
    )
    stand = Stand(scenario, units=UNITS)
    asked = _play(stand, 600)
    assert [type(command) for command in asked] == [
        AcceptCall,
        MergeCall,
        DispatchUnits,
        CloseIncident,
    ]
    (incident,) = stand.picture.incidents.values()
    assert incident.state is IncidentState.CLOSED


def test_recommended_unit_is_sent_with_what_the_recommendation_said() -> None:
    stand = Stand(units=UNITS)
    incident_id = stand.open_incident(SITES[0])
    asked = _play(stand, 10, {incident_id: _advice(incident_id, 1_000, "P-2")})
    (sent,) = [command for command in asked if isinstance(command, DispatchUnits)]
    assert sent.units == (UnitChoice(unit_id="P-2", eta_ms=150_000, rank=1),)
    assert sent.override_reason == ""


def test_old_recommendation_is_not_followed_twice() -> None:
    stand = Stand(units=UNITS)
    incident_id = stand.open_incident(SITES[0])
    asked = _play(stand, 40, {incident_id: _advice(incident_id, 1_000, "P-2")})
    assert len([command for command in asked if isinstance(command, DispatchUnits)]) == 1


def test_substitute_is_sent_when_the_planner_recommends_one_later() -> None:
    stand = Stand(replace(QUIET, manners=replace(PUNCTUAL, decline_share=1.0)), units=UNITS)
    incident_id = stand.open_incident(SITES[0])
    advice = {incident_id: _advice(incident_id, 1_000, "P-2")}
    _play(stand, 20, advice)
    (order,) = stand.picture.orders.values()
    assert order.state is OrderState.DECLINED
    advice[incident_id] = _advice(incident_id, stand.t_ms, "P-1")
    asked = _play(stand, 5, advice)
    assert [command.units[0].unit_id for command in asked if isinstance(command, DispatchUnits)] == ["P-1"]


def test_without_a_planner_the_nearest_goes_and_the_reason_is_kept() -> None:
    stand = Stand(units=UNITS)
    stand.open_incident(SITES[0])
    asked = _play(stand, 40)
    (sent,) = [command for command in asked if isinstance(command, DispatchUnits)]
    assert sent.units[0].unit_id == "P-1"
    assert sent.override_reason


def test_case_is_assigned_verified_and_closed() -> None:
    desk = ScenarioDesk(return_share=0.0, extension_share=0.0)
    stand = Stand(replace(QUIET, desk=desk), units=UNITS)
    incident_id = stand.open_incident(type_code="BIN")
    asked = _play(stand, 600)
    assert [type(command) for command in asked] == [AssignCase, CloseIncident]
    assert stand.picture.incidents[incident_id].state is IncidentState.CLOSED


def test_asked_extension_is_granted_and_the_case_goes_on() -> None:
    scenario: Scenario = replace(QUIET, desk=ScenarioDesk(return_share=0.0, extension_share=1.0))
    stand = Stand(scenario, units=UNITS)
    incident_id = stand.open_incident(type_code="BIN")
    _play(stand, 1500)
    assert stand.picture.incidents[incident_id].state is IncidentState.CLOSED
    assert stand.picture.incidents[incident_id].extensions == 1


def test_hands_rest_between_two_commands() -> None:
    stand = Stand(units=UNITS)
    for _ in range(4):
        stand.open_incident(type_code="BIN")
    operator, acted = OperatorPilot(1), []
    for _ in range(30):
        stand.run(1)
        if operator.step(stand.t_ms, stand.picture, {}) is not None:
            acted.append(stand.t_ms)
    assert all(later - earlier >= 2000 for earlier, later in pairwise(acted))
