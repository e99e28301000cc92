from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from console.planning import fallback
from console.planning.areas import Water
from console.planning.muster import Candidates
from console.planning.plan_cards import RallyRule
from console.planning.rally import (
    APART_M,
    HELD_S,
    SHOWN,
    Rally,
    RallyScene,
    RallySpot,
    Site,
    Travellers,
    junctions,
    ranked,
    sites,
    soonest,
    wind_from,
)
from console.planning.roads import Closed, RoadGraph
from console.planning.travel_time import RoadState
from tests.console.planning.lattice import LAT_DEG, LON_DEG, STEP_DEG, candidates, lattice

GRAPH = lattice(15, 15)
NEAR = RallyRule(min_m=300, max_m=1_500)
DRY = Water()
MIDDLE = LON_DEG + 7 * STEP_DEG, LAT_DEG + 7 * STEP_DEG


def _spot(name: str, column: float, row: float, kind: str = "park") -> RallySpot:
    return RallySpot(name, kind, name, name, LON_DEG + column * STEP_DEG, LAT_DEG + row * STEP_DEG)


def _scene(roads: RoadState, wind: float | None = None) -> RallyScene:
    return RallyScene(*MIDDLE, roads.field_to(*MIDDLE), wind)


def _found(
    spots: list[RallySpot],
    wish: RallyRule = NEAR,
    *,
    wind: float | None = None,
    closures: tuple[Closed, ...] = (),
    water: Water = DRY,
) -> list[str]:
    roads = RoadState(GRAPH, closures)
    return [site.spot.id for site in sites(spots, _scene(roads, wind), wish, roads, water)]


def _crews(*places: tuple[float, float], officers: int = 10) -> tuple[Candidates, Travellers]:
    lon = np.array([LON_DEG + column * STEP_DEG for column, _ in places])
    lat = np.array([LAT_DEG + row * STEP_DEG for _, row in places])
    count = len(places)
    who = candidates([(f"U-{number}", officers, 0.0, False) for number in range(count)])
    return who, Travellers(
        lon, lat, GRAPH.snap(lon, lat), np.ones(count), np.full(count, 45.0), np.full(count, np.nan)
    )


def _rank(spots: list[RallySpot], held: list[tuple[float, float]] | None = None) -> list[Rally]:
    roads = RoadState(GRAPH)
    found = sites(spots, _scene(roads), RallyRule(min_m=300, max_m=2_500), roads, Water())
    who, travellers = _crews((0, 0), (14, 14), (0, 14), (14, 0), (7, 0))
    return ranked(found, who, travellers, 40, roads, held=held or ())


def test_only_places_at_the_right_distance_serve() -> None:
    assert _found([_spot("near", 7, 8), _spot("right", 7, 11), _spot("far", 7, 14.4)]) == ["right"]


def test_only_the_kinds_of_the_card_serve_and_without_a_card_open_places() -> None:
    spots = [_spot("park", 7, 10), _spot("gas", 7, 11, "gas_station"), _spot("school", 7, 12, "school")]
    assert _found(spots) == ["park", "school"]
    wish = RallyRule(min_m=300, max_m=1_500, kinds=("school",))
    assert _found(spots, wish) == ["school"]


def test_no_rally_point_lies_in_water_or_inside_a_closure() -> None:
    spots = [_spot("lake", 7, 10), _spot("closed", 11, 7), _spot("dry", 3, 7)]
    x, y = LON_DEG + 7 * STEP_DEG, LAT_DEG + 10 * STEP_DEG
    lake = Water([[[[x - 1e-3, y - 1e-3], [x + 1e-3, y - 1e-3], [x + 1e-3, y + 1e-3], [x - 1e-3, y + 1e-3]]]])
    closed = Closed(LON_DEG + 11 * STEP_DEG, LAT_DEG + 7 * STEP_DEG, 150.0)
    assert _found(spots, water=lake, closures=(closed,)) == ["dry"]


def test_with_a_wind_the_card_wants_them_upwind() -> None:
    spots = [_spot("north", 7, 11), _spot("east", 11, 7), _spot("south", 7, 3)]
    wish = RallyRule(min_m=300, max_m=1_500, upwind=True)
    assert _found(spots, wish, wind=0.0) == ["north"]
    assert _found(spots, wish, wind=None) == ["north", "east", "south"]
    assert _found(spots, wind=0.0) == ["north", "east", "south"]


def test_where_nothing_lies_upwind_the_least_off_the_wind_serves() -> None:
    wish = RallyRule(min_m=300, max_m=1_500, upwind=True)
    assert _found([_spot("east", 11, 7), _spot("south", 7, 3)], wish, wind=0.0) == ["east"]


def test_the_angle_off_the_wind_is_told() -> None:
    roads = RoadState(GRAPH)
    spots = [_spot("north", 7, 11), _spot("east", 11, 7)]
    found = sites(spots, _scene(roads, 315.0), RallyRule(min_m=300, max_m=1_500), roads, Water())
    assert [site.off_wind_deg for site in found] == pytest.approx([45, 135], abs=1)
    calm = sites(spots, _scene(roads), RallyRule(min_m=300, max_m=1_500), roads, Water())
    assert [site.off_wind_deg for site in calm] == [-1, -1]


def test_little_wind_blows_from_nowhere() -> None:
    assert wind_from(90, 20) is None
    assert wind_from(90, 300) == 90.0


def test_the_rally_point_is_at_the_street_that_leads_to_the_place() -> None:
    roads = RoadState(GRAPH)
    found = sites([_spot("park", 7.3, 10.4)], _scene(roads), RallyRule(), roads, Water())
    offset_m = GRAPH.snap(found[0].lon_deg, found[0].lat_deg).offset_m
    assert float(offset_m[0]) < 0.5


def test_places_are_ranked_by_muster_time_and_drive_to_the_scene() -> None:
    rallies = _rank([_spot(f"S-{n}", 7 + dx, 7 + dy) for n, (dx, dy) in enumerate(RING)])
    costs = [rally.cost_s for rally in rallies]
    assert costs == sorted(costs)
    assert 1 < len(rallies) <= SHOWN
    roads = RoadState(GRAPH)
    best = rallies[0]
    who, travellers = _crews((0, 0), (14, 14), (0, 14), (14, 0), (7, 0))
    eta = np.sort(roads.field_to(best.site.lon_deg, best.site.lat_deg).eta_s(travellers.at) + 45)
    assert best.t_star_s == pytest.approx(float(eta[3]))
    assert len(who.unit_ids) == 5


def test_the_soonest_place_is_judged_by_muster_time_alone_and_not_by_the_drive() -> None:
    roads = RoadState(GRAPH)
    spots = [_spot("at-the-crews", 1, 7), _spot("at-the-scene", 9, 7)]
    found = sites(spots, _scene(roads), RallyRule(min_m=100, max_m=5_000), roads, Water())
    who, travellers = _crews((0, 6), (0, 7), (0, 8), (1, 6))
    both = {one.site.spot.id: one for one in ranked(found, who, travellers, 40, roads)}
    near, far = both["at-the-crews"], both["at-the-scene"]
    assert near.site.drive_s > far.site.drive_s
    assert soonest(found, who, travellers, 40, roads) == pytest.approx(near.t_star_s)
    assert near.t_star_s < far.t_star_s
    assert soonest([], who, travellers, 40, roads) == np.inf


def test_the_places_shown_lie_apart() -> None:
    rallies = _rank([_spot(f"S-{n}", 7 + n * 0.4, 11) for n in range(8)])
    for one in rallies:
        for other in rallies:
            if one is not other:
                away_m = fallback.distance_m(*_at(one.site), *_at(other.site))
                assert float(away_m) >= APART_M


def test_who_was_first_stays_first_until_clearly_beaten() -> None:
    spots = [_spot(f"S-{n}", 7 + dx, 7 + dy) for n, (dx, dy) in enumerate(RING)]
    before = _rank(spots)
    second = next(one for one in before[1:] if one.cost_s - before[0].cost_s < HELD_S)
    held = _rank(spots, [_at(second.site), _at(before[0].site)])
    assert held[0].site.spot.id == second.site.spot.id


def test_an_unreachable_strength_still_gives_places() -> None:
    roads = RoadState(GRAPH)
    found = sites([_spot("park", 7, 11)], _scene(roads), RallyRule(), roads, Water())
    who, travellers = _crews((0, 0))
    rallies = ranked(found, who, travellers, 40, roads)
    assert [rally.t_star_s for rally in rallies] == [float("inf")]


def test_travel_times_of_those_who_go_elsewhere_stay_as_they_are() -> None:
    _, travellers = _crews((0, 0), (14, 14))
    fixed = replace(travellers, settled_s=np.array([np.nan, 12.0]))
    eta = fixed.eta_s(RoadState(GRAPH).field_to(*MIDDLE))
    assert eta[1] == fixed.guess_s(*MIDDLE)[1] == 12.0
    assert eta[0] > 45


def test_without_a_gazetteer_junctions_serve() -> None:
    found = junctions(GRAPH)
    assert len(found) == 15 * 15 - 4
    assert {spot.id for spot in found} == {"junction"}
    line = RoadGraph([117.9, 117.91], [36.8, 36.8], [0, 1], [1, 0], [890.0, 890.0], [10.0, 10.0])
    assert junctions(line) == []
    assert _found(found)


RING = [(0, 3), (3, 0), (0, -3), (-3, 0), (4, 4), (-4, -4), (4, -4), (-4, 4)]


def _at(site: Site) -> tuple[float, float]:
    return site.lon_deg, site.lat_deg
