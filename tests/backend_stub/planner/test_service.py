from __future__ import annotations

import logging
from dataclasses import dataclass, field

import pytest

from backend_stub.planner.plans import Plan
from backend_stub.planner.service import SOONEST_S, PlannerService
from backend_stub.recorder.saying_recorder import SayingRecorder
from backend_stub.recorder.sayings import said_at
from console.domain.decide import AnyCommand
from console.domain.picture import Picture
from console.planning.roads import RoadGraph
from console.wire.messages import EtaTable, Recommendation
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.recorder.said import MemorySayings
from tests.backend_stub.town import demo_town


@dataclass
class Recorder:
    """An outlet that keeps what it is given, and a clock that is turned by hand."""

    plans: list[Plan] = field(default_factory=list)
    commands: list[AnyCommand] = field(default_factory=list)
    t_ms: int = 1_000
    clock_s: float = 100.0

    def put_plan(self, plan: Plan) -> None:
        self.plans.append(plan)

    def submit_soon(self, command: AnyCommand) -> None:
        self.commands.append(command)

    def now_ms(self) -> int:
        return self.t_ms

    def monotonic(self) -> float:
        return self.clock_s


@pytest.fixture
def outlet() -> Recorder:
    return Recorder()


@pytest.fixture
def service(outlet: Recorder) -> PlannerService:
    return PlannerService(demo_town.graph(), outlet, outlet.monotonic)


def test_nothing_is_planned_before_the_picture_is_there(service: PlannerService, outlet: Recorder) -> None:
    service.on_heartbeat()
    service.on_positions(town.positions(0, ("P-101", 1_179_000_000, 368_000_000, 5.0)))
    service.on_events(Picture(), [])
    service.on_heartbeat()
    assert outlet.plans == []


def test_a_new_incident_is_planned_at_once(service: PlannerService, outlet: Recorder) -> None:
    picture = town.picture()
    service.on_events(picture, [])
    town.add_incident(picture)
    outlet.clock_s += SOONEST_S
    service.on_events(picture, [])
    assert any(isinstance(plan, EtaTable) for plan in outlet.plans)


def test_a_burst_of_events_is_planned_once(service: PlannerService, outlet: Recorder) -> None:
    picture = town.picture()
    service.on_events(picture, [])
    published = len(outlet.plans)
    town.add_incident(picture)
    for _ in range(5):
        service.on_events(picture, [])
    assert len(outlet.plans) == published
    service.on_heartbeat()
    assert len(outlet.plans) > published


def test_a_new_snapshot_replaces_the_picture(service: PlannerService) -> None:
    service.on_events(town.picture(), [])
    fresh = town.picture()
    service.on_events(fresh, [])
    assert service.core is not None
    assert service.core.picture is fresh


@pytest.mark.expects_log("this tick gave no plans")
def test_a_bug_in_a_tick_is_logged_and_the_next_one_goes_on(
    outlet: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    service = PlannerService(demo_town.graph(), outlet, outlet.monotonic)
    picture = town.picture()
    service.on_events(picture, [])
    unit = picture.units.pop("P-101")
    picture.units["P-101"] = "no unit"  # type: ignore[assignment]
    picture.seq += 1
    with caplog.at_level(logging.ERROR):
        service.on_heartbeat()
    assert "this tick gave no plans" in caplog.text
    picture.units["P-101"] = unit
    town.add_incident(picture)
    service.on_heartbeat()
    assert any(isinstance(plan, EtaTable) for plan in outlet.plans)


def test_the_graph_is_given_by_the_caller(outlet: Recorder) -> None:
    graph = RoadGraph([117.9, 117.91], [36.8, 36.8], [0, 1], [1, 0], [890.0, 890.0], [10.0, 10.0])
    service = PlannerService(graph, outlet, outlet.monotonic)
    picture = town.picture()
    town.add_incident(picture, lon_e7=1_179_050_000, lat_e7=368_000_000)
    service.on_events(picture, [])
    assert service.core is not None
    assert service.core.graph is graph


def test_what_is_published_is_recorded_as_it_was_published(outlet: Recorder) -> None:
    store = MemorySayings()
    service = PlannerService(demo_town.graph(), outlet, outlet.monotonic, recorder=SayingRecorder(store))
    picture = town.picture()
    town.add_incident(picture)
    service.on_events(picture, [])
    published = {one.t_ms: one for one in outlet.plans if isinstance(one, Recommendation)}
    assert published
    for t_ms, plan in published.items():
        assert said_at(store, "advice", "INC-0001", t_ms) == plan
    assert said_at(store, "cover", "", outlet.t_ms) is not None
    outlet.t_ms += 1_000
    service.close()
    assert store.closed


@pytest.mark.expects_log("not recorded")
def test_a_full_disk_keeps_no_plan_back(outlet: Recorder) -> None:
    recorder = SayingRecorder(MemorySayings(room_bytes=0))
    service = PlannerService(demo_town.graph(), outlet, outlet.monotonic, recorder=recorder)
    picture = town.picture()
    service.on_events(picture, [])
    town.add_incident(picture)
    before = len(outlet.plans)
    service.on_heartbeat()
    assert any(isinstance(plan, Recommendation) for plan in outlet.plans[before:])
