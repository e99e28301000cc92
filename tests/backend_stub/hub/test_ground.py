"""Rally points on the demo town's real ground: dry and on a street, in a river, off every road, cut off."""

from __future__ import annotations

import functools
import threading
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.ground import LoadingGround, TownGround, loading_ground, town_ground
from backend_stub.hub.ports import AnyGround
from backend_stub.town import files
from console.domain.base.message import Refusal
from console.domain.base.place import Place
from console.domain.calls.commands import AcceptCall
from console.domain.decide import AnyCommand
from console.domain.musters.commands import ActivateMuster, OrderMuster
from console.domain.musters.plan import MusterMode
from console.domain.orders.commands import UnitChoice
from console.domain.picture import Picture
from console.domain.registry.entities import Closure
from console.planning.areas import Water
from console.planning.plan_cards import load_cards, plan_of
from console.planning.roads import RoadGraph
from console.wire import messages as m
from tests.backend_stub.hub.scene import LEADER, Scene, report_call
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.town import demo_town

GAZETTEER = "松泰化工厂"


@functools.cache
def ground() -> TownGround:
    return town_ground(demo_town.directory())


@functools.cache
def water() -> Water:
    return Water.of_geojson(files.read_base(demo_town.directory(), "water"))


def place(lon_deg: float, lat_deg: float) -> Place:
    return Place(lon_e7=round(lon_deg * 1e7), lat_e7=round(lat_deg * 1e7))


@functools.cache
def plant() -> Place:
    entries = files.read_gazetteer(demo_town.directory())
    found = next(entry for entry in entries if entry.name_zh == GAZETTEER)
    return place(found.lon, found.lat)


def order(rally: Place | None) -> OrderMuster:
    plan = plan_of(load_cards()["CHEM"], plant(), rally)
    return OrderMuster(incident_id="INC-0001", plan=plan, units=(UnitChoice(unit_id="P-101"),))


def picture(scene: Place | None = None) -> Picture:
    """A picture with the incident at the plant."""
    fresh = Picture()
    at = scene or plant()
    town.add_incident(fresh, lon_e7=at.lon_e7, lat_e7=at.lat_e7, type_code="CHEM")
    return fresh


def code(rally: Place | None) -> str:
    refusal = ground().refusal(picture(), order(rally))
    return refusal.code if refusal is not None else ""


def midstream() -> list[Place]:
    """Points in the middle of the river, away from its bridges."""
    plan, _, _ = demo_town.board()
    lon, lat = plan.frame.geo(plan.river[:, 0], plan.river[:, 1])
    away_m = demo_town.graph().snap(lon, lat, 1e6).offset_m
    return [place(x, y) for x, y, far in zip(lon, lat, away_m, strict=True) if far > 20.0]


def test_every_named_open_space_of_the_town_can_be_a_rally_point() -> None:
    entries = files.read_gazetteer(demo_town.directory())
    spaces = [
        entry for entry in entries if entry.kind in ("square", "car_park", "crossing", "school", "mall")
    ]
    assert len(spaces) > 200
    for entry in spaces[::12]:
        assert code(place(entry.lon, entry.lat)) == "", entry.name_en


def test_a_rally_point_in_the_river_or_a_lake_is_refused() -> None:
    assert len(midstream()) > 50
    for point in midstream()[::10]:
        assert code(point) == "rally_in_water"
    park = next(e for e in files.read_gazetteer(demo_town.directory()) if e.name_zh == "松亭公园")
    assert water().holds(park.lon, park.lat)
    assert code(place(park.lon, park.lat)) == "rally_in_water"


def test_a_bridge_over_the_river_is_no_water() -> None:
    graph = demo_town.graph()
    first, second = graph.edge_from, graph.edge_to
    lon = (graph.lon_deg[first] + graph.lon_deg[second]) / 2
    lat = (graph.lat_deg[first] + graph.lat_deg[second]) / 2
    bridges = [(x, y) for x, y in zip(lon.tolist(), lat.tolist(), strict=True) if water().holds(x, y)]
    assert bridges
    assert code(place(*bridges[0])) == ""


def test_a_rally_point_off_every_road_is_unreachable() -> None:
    info = files.read_info(demo_town.directory())
    refusal = ground().refusal(picture(), order(place(info.bbox[2] + 0.01, info.centre[1])))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "rally_unreachable"
    assert int(refusal.fields["away_m"]) > 250


@pytest.mark.parametrize("point", [(0.0, 0.0), (-117.9, -36.8), (117.9, 90.0), (999.0, 36.8)])
def test_a_rally_point_on_the_other_side_of_the_world_is_unreachable(point: tuple[float, float]) -> None:
    assert code(place(*point)) == "rally_unreachable"


def test_orders_without_a_rally_point_and_other_commands_are_not_asked_about() -> None:
    direct = order(None)
    direct = replace(direct, plan=replace(direct.plan, mode=MusterMode.DIRECT_TO_SCENE))
    assert ground().refusal(picture(), direct) is None
    commands: list[AnyCommand] = [
        ActivateMuster(incident_id="INC-0001"),
        AcceptCall(call_id="C-1", type_code="CHEM"),
    ]
    assert [ground().refusal(picture(), command) for command in commands] == [None, None]


def two_banks(bridge: bool) -> TownGround:
    """Two streets of three crossings each, 1 km apart; a bridge joins their eastern ends."""
    lon = np.array([117.90, 117.91, 117.92, 117.90, 117.91, 117.92])
    lat = np.array([36.80, 36.80, 36.80, 36.81, 36.81, 36.81])
    pairs = [(0, 1), (1, 2), (3, 4), (4, 5)] + ([(2, 5)] if bridge else [])
    a = np.array([p for p, _ in pairs] + [q for _, q in pairs])
    b = np.array([q for _, q in pairs] + [p for p, _ in pairs])
    return TownGround(RoadGraph(lon, lat, a, b, np.full(len(a), 900.0), np.full(len(a), 10.0)), Water())


SOUTH, NORTH = place(117.90, 36.80), place(117.90, 36.81)


def test_a_rally_point_on_streets_that_do_not_lead_to_the_scene_is_unreachable() -> None:
    refusal = two_banks(False).refusal(picture(NORTH), order(SOUTH))
    assert refusal is not None
    assert refusal.code == "rally_unreachable"
    assert two_banks(True).refusal(picture(NORTH), order(SOUTH)) is None


def test_closures_cut_a_rally_point_off_and_their_end_joins_it_again() -> None:
    closed = picture(NORTH)
    closed.closures["RC-1"] = Closure(
        id="RC-1", lon_e7=1_179_200_000, lat_e7=368_050_000, radius_m=100, reason="", since_ms=0
    )
    refusal = two_banks(True).refusal(closed, order(SOUTH))
    assert refusal is not None
    assert refusal.code == "rally_unreachable"
    closed.closures.clear()
    assert two_banks(True).refusal(closed, order(SOUTH)) is None


def test_a_one_way_street_that_leads_only_away_is_no_way_back() -> None:
    lon, lat = np.array([117.90, 117.92]), np.array([36.80, 36.81])
    one_way = RoadGraph(lon, lat, np.array([0]), np.array([1]), np.array([900.0]), np.array([10.0]))
    refusal = TownGround(one_way, Water()).refusal(picture(place(117.92, 36.81)), order(SOUTH))
    assert refusal is not None


def test_the_hub_refuses_before_it_decides_and_records_nothing() -> None:
    scene = Scene(MemoryStore(), ground=ground())
    scene.opened()
    scene.ask(report_call())
    seq = scene.hub.picture.seq
    answer = scene.ask(replace(order(midstream()[0]), incident_id="none"), LEADER)
    assert isinstance(answer, m.Refused)
    assert answer.code == "rally_in_water"
    assert scene.hub.picture.seq == seq
    dry = scene.ask(replace(order(plant()), incident_id="none"), LEADER)
    assert isinstance(dry, m.Refused)
    assert dry.code == "unknown_incident"


def test_a_ground_that_is_still_read_is_waited_for() -> None:
    may_read = threading.Event()

    def read() -> TownGround:
        assert may_read.wait(30)
        return ground()

    loading = LoadingGround(read)
    loading.begin()
    timer = threading.Timer(0.05, may_read.set)
    timer.start()
    refusal = loading.refusal(picture(), order(midstream()[0]))
    timer.join()
    assert refusal is not None
    assert refusal.code == "rally_in_water"


@pytest.mark.expects_log("rally points are not checked")
def test_a_town_that_cannot_be_read_lets_everything_pass_and_says_so(tmp_path: Path) -> None:
    loading = loading_ground(tmp_path)
    assert loading.refusal(picture(), order(midstream()[0])) is None


def test_a_hub_without_a_town_lets_everything_pass() -> None:
    assert isinstance(loading_ground(None), AnyGround)
    assert AnyGround().refusal(picture(), order(midstream()[0])) is None
