"""Every place that a crew may choose is looked at, whatever the planner counsels; what may not serve is not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from backend_stub.drill import gathering
from backend_stub.drill.world import DrillWorld
from backend_stub.town.autopilots.drill_players import OPTIMAL, make_player
from console.geo import in_ring, offset_deg_m
from tests.backend_stub.drill.short_drill import ground, scenario

NAME = "chemical-plant"


@cache
def ordered() -> tuple[DrillWorld, gathering.Start]:
    """A world in the second in which its muster was ordered."""
    world = DrillWorld(ground(), scenario(NAME), NAME, 7, make_player(OPTIMAL, 7), OPTIMAL)
    while world.muster is None or world.muster.plan is None:
        world.step()
    return world, gathering.Start(world, world.muster)


def test_places_are_apart_outside_the_work_area_and_each_is_there_once() -> None:
    world, start = ordered()
    assert world.muster is not None
    assert world.muster.plan is not None
    at = [(one.lon_e7 / 1e7, one.lat_e7 / 1e7) for one in start.spots]
    assert len(at) > 100
    assert not [one for one in start.spots if in_ring(world.muster.plan.work_area_e7, one.lon_e7, one.lat_e7)]
    for number, one in enumerate(at):
        for other in at[:number]:
            east, north = offset_deg_m(*one, *other)
            assert east * east + north * north >= gathering.APART_M**2


def test_what_the_planner_counsels_against_is_looked_at_as_well() -> None:
    """J8: kinds, distance and wind are a plan card's wish, and no rule for whoever orders."""
    world, start = ordered()
    assert world.muster is not None
    card = ground().planner.cards[world.picture.incidents[world.muster.incident_id].type_code]
    assert {one.spot.kind for one in start.spots} - set(card.rally.kinds)
    scene = world.picture.incidents[world.muster.incident_id].place
    far = [
        one
        for one in start.spots
        if offset_deg_m(scene.lon_e7 / 1e7, scene.lat_e7 / 1e7, one.lon_e7 / 1e7, one.lat_e7 / 1e7)[0]
        > card.rally.max_m
        or one.spot.kind not in card.rally.kinds
    ]
    assert far


def test_promising_are_some_of_them_by_how_the_world_turned_out() -> None:
    world, start = ordered()
    spots = start.promising(world)
    assert 0 < len(spots) <= gathering.DRIVEN
    assert {one.id for one in spots} <= {one.spot.id for one in start.spots}
    assert start.promising(world) == spots


def test_planner_that_is_held_knows_one_place_and_its_plan_is_for_that() -> None:
    spot = ordered()[1].spots[20].spot
    here = replace(ground(), planner=gathering.held(ground().planner, spot))
    world = DrillWorld(here, scenario(NAME), NAME, 7, make_player(OPTIMAL, 7), OPTIMAL)
    while world.muster is None or world.muster.plan is None:
        world.step()
    (plans,) = (one for key, one in world.briefing.plans.items() if key == world.muster.incident_id)
    assert [one.source for one in plans.rallies] == [spot.id]
    assert world.muster.plan.rally == plans.rallies[0].place
    assert ground().planner.spots != (spot,)
