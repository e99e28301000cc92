from __future__ import annotations

import msgspec
import numpy as np
import pytest

from backend_stub.planner.muster_planning import HELD_S, PLANS_EVERY_MS
from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.orders.states import UnitState
from console.domain.registry.commands import SetWind
from console.planning import fallback
from console.planning.muster import BALANCED_SHARE, KINDS
from console.wire import codec
from console.wire.messages import PutPlan
from console.wire.muster_messages import MusterPlans
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.planner.muster_town import PLANT, MusterTown
from tests.backend_stub.town import demo_town

GATEWAY = Stamp(actor="weather", role=Role.GATEWAY, seat="TOWN")


@pytest.fixture
def scene() -> MusterTown:
    return MusterTown()


def _away_m(lon_e7: int, lat_e7: int) -> float:
    here = (lon_e7 / 1e7, lat_e7 / 1e7, PLANT.lon_e7 / 1e7, PLANT.lat_e7 / 1e7)
    return float(fallback.distance_m(*here))


def test_an_open_major_incident_has_rally_points_and_three_plans_at_once(scene: MusterTown) -> None:
    plans = scene.plans()
    assert [one.kind for one in plans.plans] == list(KINDS)
    assert 1 < len(plans.rallies) <= 4
    for one in plans.plans:
        assert one.strength >= plans.strength == 100
        assert one.t_star_s == max(unit.eta_s for unit in one.units)
    fastest, balanced, keep = plans.plans
    assert fastest.t_star_s <= balanced.t_star_s <= fastest.t_star_s * (1 + BALANCED_SHARE) + 1
    assert len(fastest.uncovers) >= len(balanced.uncovers) >= len(keep.uncovers)


def test_plans_fit_on_the_wire(scene: MusterTown) -> None:
    plans = scene.plans()
    assert codec.decode_client(codec.encode(PutPlan(plan=plans))) == PutPlan(plan=plans)


def test_rally_points_are_ranked_and_lie_where_the_card_wants_them(scene: MusterTown) -> None:
    plans = scene.plans()
    costs = [one.t_star_s + one.drive_s for one in plans.rallies]
    assert costs == sorted(costs)
    for one in plans.rallies:
        assert 690 <= _away_m(one.place.lon_e7, one.place.lat_e7) <= 2_610
        assert one.off_wind_deg == -1
        assert one.place.text_zh
        assert one.place.text_en


def test_with_a_wind_rally_points_lie_upwind(scene: MusterTown) -> None:
    scene.ask(GATEWAY, SetWind(from_deg=45, speed_cmps=400))
    for one in scene.plans().rallies:
        assert 0 <= one.off_wind_deg <= 75
        assert one.place.lat_e7 > PLANT.lat_e7 or one.place.lon_e7 > PLANT.lon_e7


def test_when_the_wind_turns_the_rally_points_follow(scene: MusterTown) -> None:
    scene.ask(GATEWAY, SetWind(from_deg=45, speed_cmps=400))
    before = {one.source for one in scene.plans().rallies}
    scene.ask(GATEWAY, SetWind(from_deg=200, speed_cmps=400))
    assert before.isdisjoint(one.source for one in scene.plans().rallies)


def test_posts_are_the_cards_on_streets(scene: MusterTown) -> None:
    plans = scene.plans()
    assert plans.card == "chemical-explosion"
    assert len(plans.posts) == 8
    assert sum(post.officers for post in plans.posts) == 30
    on_street = demo_town.graph().snap(
        [post.lon_e7 / 1e7 for post in plans.posts], [post.lat_e7 / 1e7 for post in plans.posts]
    )
    assert float(np.median(on_street.offset_m)) < 1.0
    assert len(plans.work_area_e7) >= 6


def test_what_a_unit_leaves_uncovered_is_told_with_it(scene: MusterTown) -> None:
    fastest = scene.plans().plans[0]
    told = {grid for unit in fastest.units for grid in unit.uncovers}
    assert told == set(fastest.uncovers)


def test_eligible_officers_and_reserves_are_counted(scene: MusterTown) -> None:
    units = scene.picture.units.values()
    free = sum(u.sworn for u in units if u.tier in (1, 2) and not u.reserved)
    reserves = sum(u.sworn for u in units if u.tier in (1, 2) and u.reserved)
    plans = scene.plans()
    assert (plans.eligible, plans.reserves) == (free, reserves)


def test_nothing_is_said_again_until_something_changes_or_the_refresh_comes(scene: MusterTown) -> None:
    first = scene.plans()
    said = [one for _ in range(8) for one in scene.tick().plans if isinstance(one, MusterPlans)]
    assert said == []
    again = scene.plans(PLANS_EVERY_MS)
    assert again.number > first.number
    assert [one.units for one in again.plans] == [one.units for one in first.plans]


def test_a_unit_of_the_plan_that_is_taken_away_brings_another_plan_at_once(scene: MusterTown) -> None:
    gone = scene.plans().plans[1].units[0].unit_id
    town.set_unit(scene.picture, gone, state=UnitState.OUT_OF_SERVICE)
    after = scene.plans()
    assert all(unit.unit_id != gone for one in after.plans for unit in one.units)


def test_plans_keep_still_while_units_move_a_little(scene: MusterTown) -> None:
    before = scene.plans()
    some = scene.picture.units[before.plans[1].units[0].unit_id]
    near = msgspec.structs.replace(PLANT, lon_e7=some.home_lon_e7 + 4_000, lat_e7=some.home_lat_e7)
    scene.move(some.id, near)
    after = scene.plans(PLANS_EVERY_MS)
    assert [{unit.unit_id for unit in one.units} for one in after.plans] == [
        {unit.unit_id for unit in one.units} for one in before.plans
    ]
    assert abs(after.plans[1].t_star_s - before.plans[1].t_star_s) <= HELD_S


def test_a_closure_moves_the_rally_point_out_of_it(scene: MusterTown) -> None:
    best = scene.plans().rallies[0]
    town.add_closure(scene.picture, best.place.lon_e7, best.place.lat_e7, 150)
    assert best.source not in [one.source for one in scene.plans().rallies]


def test_too_few_officers_give_the_best_there_is_and_say_so(scene: MusterTown) -> None:
    for number, unit in enumerate(list(scene.picture.units.values())):
        if unit.tier in (1, 2) and number % 8:
            town.set_unit(scene.picture, unit.id, state=UnitState.OUT_OF_SERVICE, state_ms=-600_001)
    plans = scene.plans()
    assert 0 < plans.eligible < 100
    for one in plans.plans:
        assert (one.t_star_s, one.strength) == (-1, plans.eligible)


def test_units_on_the_incident_already_count_and_are_not_ordered_again(scene: MusterTown) -> None:
    town.add_order(scene.picture, "P-101")
    for one in scene.plans().plans:
        assert "P-101" not in [unit.unit_id for unit in one.units]
        ordered = sum(unit.officers for unit in one.units)
        assert one.strength == ordered + scene.picture.units["P-101"].sworn


def test_an_ordered_muster_has_no_more_plans_and_an_ordinary_incident_none_at_all(scene: MusterTown) -> None:
    scene.order()
    town.add_incident(scene.picture, "INC-0002")
    said = [one for _ in range(12) for one in scene.tick().plans if isinstance(one, MusterPlans)]
    assert said == []


def test_a_type_without_a_card_has_plans_with_the_defaults() -> None:
    scene = MusterTown("ROBBERY")
    plans = scene.plans()
    assert plans.card == ""
    assert plans.posts == ()
    assert plans.rallies
    assert plans.plans[0].t_star_s > 0
