"""What a scenario lets befall the world: at its moment, at its place, and only once."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from msgspec.structs import replace

from backend_stub.town.scenario import Happens, Opening
from backend_stub.town.scenario_story import (
    AnyInject,
    BreakdownInject,
    ClosureInject,
    DeclineInject,
    IncidentInject,
    Moment,
    SceneStory,
    WindInject,
    WindStory,
    ZoneInject,
)
from console.domain.base.roles import Role
from console.domain.calls.commands import AcceptCall
from console.domain.incidents.commands import DeclareMajor
from console.domain.musters.commands import ActivateMuster
from console.domain.orders.states import OrderState, UnitState
from console.domain.registry.commands import CloseRoad, ReopenRoad
from console.geo import distance_m
from tests.backend_stub.town.muster_stand import PLAN, PRESENT, RALLY, SCENE, UNITS, MusterStand, ring
from tests.backend_stub.town.stand import QUIET, SITES

ALL = tuple(one.id for one in UNITS)


def stand(*injects: AnyInject, **manners: Any) -> MusterStand:
    scenario = replace(
        QUIET,
        manners=replace(PRESENT, **manners),
        injects=injects,
        wind=WindStory(from_deg=90, drift_deg=0),
        happens=(Happens(type_code="FIRE"), Happens(type_code="CHEM", sites=("estate",))),
    )
    return MusterStand(scenario)


def test_a_closure_is_told_by_the_traffic_centre_and_lifted_in_time() -> None:
    town = stand(ClosureInject(at_s=10, place=SITES[0].name_en, radius_m=40, last_s=60, reason="shaft"))
    town.run(10)
    assert town.picture.closures == {}
    town.run(5)
    (closure,) = town.picture.closures.values()
    assert (closure.radius_m, closure.reason) == (40, "shaft")
    assert distance_m(closure.lon_e7, closure.lat_e7, *_point(SITES[0])) < 1.0
    assert {w.role for _, w, _ in town.said if isinstance(w.command, CloseRoad)} == {Role.GATEWAY}
    town.run(60)
    assert town.picture.closures == {}
    assert len([w for _, w, _ in town.said if isinstance(w.command, CloseRoad)]) == 1


def _point(site: Any) -> tuple[int, int]:
    return round(site.lon * 1e7), round(site.lat * 1e7)


def test_a_closure_that_a_desk_lifted_stays_lifted() -> None:
    town = stand(ClosureInject(at_s=1, place=SITES[0].name_zh))
    town.run(5)
    (closure_id,) = town.picture.closures
    assert town.ask("desk", ReopenRoad(closure_id=closure_id)) is None
    town.run(120)
    assert town.picture.closures == {}


def test_a_place_is_given_by_bearing_and_distance_from_the_scene_or_the_rally_point() -> None:
    town = stand(
        ClosureInject(at_s=0, after=Moment.ORDERED, place="rally", bearing_deg=90, distance_m=300.0),
        ClosureInject(
            at_s=0, after=Moment.ORDERED, place="scene", bearing_deg=180, distance_m=500.0, radius_m=70
        ),
    )
    town.run(5)
    town.order("P-1", "P-2", "P-3")
    town.run(3)
    rally, scene = town.picture.closures.values()
    assert distance_m(rally.lon_e7, rally.lat_e7, RALLY.lon_e7, RALLY.lat_e7) == pytest.approx(300, abs=1)
    assert rally.lon_e7 > RALLY.lon_e7
    assert abs(rally.lat_e7 - RALLY.lat_e7) < 50
    assert distance_m(scene.lon_e7, scene.lat_e7, *_point(SCENE)) == pytest.approx(500, abs=1)
    assert scene.lat_e7 < _point(SCENE)[1]


def test_moments_are_those_of_the_first_muster() -> None:
    town = stand(
        WindInject(at_s=5, after=Moment.ACTIVATED, from_deg=10),
        WindInject(at_s=5, after=Moment.ORDERED, from_deg=20),
        WindInject(at_s=5, after=Moment.MUSTERED, from_deg=30),
        WindInject(at_s=5, after=Moment.ARRIVED, from_deg=40),
    )
    turned: dict[int, int] = {}

    def look() -> None:
        wind = town.picture.winds.get("wind")
        if wind is not None:
            turned.setdefault(wind.from_deg, wind.since_ms)

    town.run(60)
    look()
    incident_id = town.incident_id = town.open_incident(SCENE, "CHEM")
    assert town.ask("leader", ActivateMuster(incident_id=incident_id), Role.DUTY_LEADER) is None
    town.run(10)
    look()
    town.order_again(*ALL)
    sent = False
    for _ in range(1_200):
        town.run(1)
        look()
        if town.muster.t1_ms >= 0 and not sent:
            sent = True
            town.send(P_1="command", P_2="cordon")
        if 40 in turned:
            break
    muster = town.muster
    assert set(turned) == {90, 10, 20, 30, 40}
    for from_deg, since in ((10, muster.t0_ms), (20, muster.ordered_ms)):
        assert 5_000 <= turned[from_deg] - since <= 7_000
    assert turned[30] >= muster.t1_ms + 5_000
    assert turned[40] >= muster.t2_ms + 5_000


def meant(*injects: AnyInject, openings: tuple[Opening, ...] = ()) -> MusterStand:
    """A town whose script is about an explosion."""
    scenario = replace(
        QUIET,
        manners=PRESENT,
        injects=injects,
        openings=openings,
        happens=(Happens(type_code="FIRE"), Happens(type_code="CHEM", sites=("estate",))),
        scenes=(SceneStory(type_code="CHEM"),),
    )
    return MusterStand(scenario)


def activate(town: MusterStand, incident_id: str) -> None:
    leader = Role.DUTY_LEADER
    if not town.picture.incidents[incident_id].major:
        assert town.ask("leader", DeclareMajor(incident_id=incident_id), leader) is None
    assert town.ask("leader", ActivateMuster(incident_id=incident_id), leader) is None


def closure(**more: Any) -> ClosureInject:
    return ClosureInject(at_s=0, after=Moment.ACTIVATED, place="scene", radius_m=70, **more)


@pytest.mark.parametrize("first", ["FIRE", "CHEM"])
def test_injects_follow_the_incident_that_is_meant_whatever_is_activated_first(first: str) -> None:
    """J9: a fight declared major and activated first moved smoke and closures to itself."""
    town = meant(closure())
    assert town.town.meant_muster(town.picture) is None
    town.run(2)
    assert town.town.meant_muster(town.picture) is None
    incidents = {"FIRE": town.open_incident(SITES[0], "FIRE"), "CHEM": town.open_incident(SCENE, "CHEM")}
    activate(town, incidents[first])
    town.run(3)
    assert bool(town.picture.closures) == (first == "CHEM")
    activate(town, incidents["CHEM" if first == "FIRE" else "FIRE"])
    town.run(3)
    (found,) = town.picture.closures.values()
    assert distance_m(found.lon_e7, found.lat_e7, *_point(SCENE)) < 1.0
    muster = town.town.meant_muster(town.picture)
    assert muster is not None
    assert muster.incident_id == incidents["CHEM"]


def test_an_inject_that_names_its_incident_follows_that_one() -> None:
    """J9."""
    town = meant(closure(incident="FIRE"))
    town.run(2)
    activate(town, town.open_incident(SCENE, "CHEM"))
    town.run(3)
    assert not town.picture.closures
    activate(town, town.open_incident(SITES[0], "FIRE"))
    town.run(3)
    (found,) = town.picture.closures.values()
    assert distance_m(found.lon_e7, found.lat_e7, *_point(SITES[0])) < 1.0


@pytest.mark.parametrize(("truth", "called", "moves"), [("FIRE", "CHEM", False), ("CHEM", "FIRE", True)])
def test_it_is_the_truth_that_is_meant_and_not_what_the_desk_calls_it(
    truth: str, called: str, moves: bool
) -> None:
    """J9: a call about something else is accepted as an explosion, and an explosion as a fire."""
    town = meant(closure(), openings=(Opening(at_s=1, type_code=truth, place=SITES[0].name_en),))
    town.run_while(lambda: not town.picture.calls)
    (call_id,) = town.picture.calls
    assert town.ask("desk", AcceptCall(call_id=call_id, type_code=called)) is None
    activate(town, next(iter(town.picture.incidents)))
    town.run(3)
    assert bool(town.picture.closures) == moves
    assert (town.town.meant_muster(town.picture) is not None) == moves


def test_units_break_down_on_the_way_to_the_muster_that_is_meant() -> None:
    """J9."""
    town = meant(BreakdownInject(at_s=0, after=Moment.ACTIVATED, count=5))
    town.run(2)
    activate(town, town.open_incident(SCENE, "CHEM"))
    town.incident_id = town.open_incident(SITES[0], "FIRE")
    activate(town, town.incident_id)
    town.order_again("P-1", "P-2", plan=replace(PLAN, work_area_e7=ring(2, 3, 1.5)))
    town.run(60)
    assert not [u for u in town.picture.units.values() if u.state is UnitState.OUT_OF_SERVICE]


def test_a_slow_zone_delays_whoever_drives_through_and_ends() -> None:
    plain, slowed = stand(), stand(ZoneInject(at_s=0, place=SITES[0].name_en, radius_m=4_000, factor=0.3))
    took = []
    for town in (plain, slowed):
        town.run(2)
        town.order("P-5")
        town.run_while(lambda town=town: town.unit("P-5").area != "rally")  # type: ignore[misc]
        took.append(town.t_ms)
    assert took[1] > took[0] + 15_000
    brief = stand(ZoneInject(at_s=0, place=SITES[0].name_en, radius_m=4_000, factor=0.3, last_s=20))
    brief.run(30)
    brief.order("P-5")
    brief.run_while(lambda: brief.unit("P-5").area != "rally")
    assert brief.t_ms - 30_000 == pytest.approx(took[0] - 2_000, abs=40_000)


def test_the_nearest_or_the_strongest_under_way_break_down() -> None:
    town = stand(BreakdownInject(at_s=45, after=Moment.ORDERED, count=2, reason="flat tyre"))
    town.order(*ALL)
    town.run(90)
    broken = [u for u in town.picture.units.values() if u.state is UnitState.OUT_OF_SERVICE]
    assert len(broken) == 2
    assert {u.reason for u in broken} == {"flat tyre"}
    ended = [one.unit_id for one in town.muster.units if one.ended]
    assert set(ended) == {u.id for u in broken}


def test_a_breakdown_waits_until_somebody_is_under_way() -> None:
    town = stand(BreakdownInject(at_s=0, unit="P-4"))
    town.run(60)
    assert town.unit_state("P-4") is not UnitState.OUT_OF_SERVICE
    town.order("P-4", "P-1")
    town.run(90)
    assert town.unit_state("P-4") is UnitState.OUT_OF_SERVICE
    assert town.unit_state("P-1") is not UnitState.OUT_OF_SERVICE


def test_named_units_decline_their_next_order_and_only_that() -> None:
    town = stand(DeclineInject(at_s=0, units=("P-2", "X-404"), reason="escorting a person in custody"))
    town.run(3)
    town.order(*ALL)
    town.run(40)
    states = {one.unit_id: town.picture.orders[one.order_id].state for one in town.muster.units}
    assert [unit_id for unit_id, state in states.items() if state is OrderState.DECLINED] == ["P-2"]
    (again,) = town.dispatch(town.incident_id, "P-2")
    town.run_until("acknowledged", again)


def test_something_else_happens_at_the_named_place() -> None:
    town = stand(IncidentInject(at_s=5, type_code="FIRE", place=SITES[2].name_zh, calls=3))
    town.run(240)
    calls = [call for call in town.picture.calls.values() if call.type_code == "FIRE"]
    assert len(calls) == 3
    assert {(x.place.lon_e7, x.place.lat_e7) for x in calls} == {_point(SITES[2])}


def test_the_wind_is_told_at_the_start_drifts_and_turns() -> None:
    scenario = replace(QUIET, wind=WindStory(from_deg=350, speed_mps=4.0, drift_deg=20, every_s=30))
    town = MusterStand(scenario)
    town.run(1)
    assert (town.picture.winds["wind"].from_deg, town.picture.winds["wind"].speed_cmps) == (350, 400)
    seen = []
    for _ in range(12):
        town.run(30)
        seen.append(town.picture.winds["wind"].from_deg)
    assert len(set(seen)) > 4
    steps = [min((b - a) % 360, (a - b) % 360) for a, b in itertools.pairwise([350, *seen])]
    assert max(steps) <= 20
    assert {w.role for _, w, _ in town.said if type(w.command).__name__ == "SetWind"} == {Role.GATEWAY}


def test_a_wind_that_nobody_names_comes_from_the_seed() -> None:
    winds = []
    for seed in (1, 1, 2):
        town = MusterStand(QUIET, seed=seed)
        town.run(1)
        winds.append(town.picture.winds["wind"].from_deg)
    assert winds[0] == winds[1] != winds[2]
