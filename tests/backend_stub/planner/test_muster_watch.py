from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from console.domain.base.place import Place
from console.domain.musters.commands import ActivateMuster, EndMuster, SendToPosts, SettleMuster
from console.domain.musters.events import BaselineRecorded, CoverGapClosed, CoverGapOpened, PostAssignment
from console.domain.orders.commands import DeclineOrder, DispatchUnits, UnitChoice
from console.domain.orders.states import OrderState, UnitState
from console.domain.registry.events import EarlyWarning
from console.wire import codec
from console.wire.messages import EtaTable, PutPlan, Routes
from console.wire.muster_messages import MusterForecast
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.planner.muster_town import FIELD, HUB, LEADER, MusterTown


@pytest.fixture
def scene() -> MusterTown:
    return MusterTown()


def _series(packed: bytes, kind: str) -> list[int]:
    return [int(one) for one in np.frombuffer(packed, kind)]


def _warnings(scene: MusterTown) -> list[EarlyWarning]:
    return [e for e in scene.events if isinstance(e, EarlyWarning) and e.code != "cover_short"]


def _take_away_the_rest(scene: MusterTown) -> None:
    """Nobody is left who could help."""
    for unit in list(scene.picture.units.values()):
        if not unit.order_id:
            town.set_unit(scene.picture, unit.id, state=UnitState.OUT_OF_SERVICE)


# -- the forecast ------------------------------------------------------------------------------------------------------


def test_an_ordered_muster_has_a_forecast_that_fits_on_the_wire(scene: MusterTown) -> None:
    scene.order()
    said = scene.forecast()
    assert said.muster_id == "M-0001"
    assert scene.t_ms < said.p10_ms <= said.p50_ms <= said.p90_ms
    assert said.counted == 0
    assert said.en_route >= 100
    assert codec.decode_client(codec.encode(PutPlan(plan=said))) == PutPlan(plan=said)


def test_the_band_runs_from_now_over_the_limit_and_never_falls(scene: MusterTown) -> None:
    scene.order()
    said = scene.forecast()
    at_s = _series(said.at_s_i32, "<i4")
    assert at_s[0] <= (scene.t_ms - scene.muster.t0_ms) // 1000
    assert at_s[-1] >= 590
    low, middle, high = (_series(band, "<i2") for band in (said.p10_i16, said.p50_i16, said.p90_i16))
    assert all(a <= b <= d for a, b, d in zip(low, middle, high, strict=True))
    assert all(a <= b for a, b in pairwise(middle))
    assert len(low) == len(at_s)


def test_who_is_counted_is_counted_in_the_forecast(scene: MusterTown) -> None:
    units = scene.order()
    scene.sign(units)
    scene.roll(units)
    scene.arrive(units[:3])
    said = scene.forecast()
    officers = sum(scene.picture.units[unit].sworn for unit in units)
    first = sum(scene.picture.units[unit].sworn for unit in units[:3])
    assert (said.counted, said.en_route) == (first, officers - first)


def test_signatures_make_the_forecast_surer(scene: MusterTown) -> None:
    units = scene.order("keep_cover")
    before = scene.forecast()
    scene.sign(units)
    after = scene.forecast()
    assert after.p90_ms - after.p10_ms < before.p90_ms - before.p10_ms


def test_an_event_changes_the_forecast_without_waiting_for_the_tick(scene: MusterTown) -> None:
    units = scene.order()
    scene.forecast()
    assert scene.core.hurry(scene.t_ms + 10).plans == []
    scene.sign(units[:1])
    said = scene.core.hurry(scene.t_ms + 20).plans
    assert [type(one) for one in said] == [MusterForecast]
    assert scene.core.hurry(scene.t_ms + 30).plans == []


def test_while_nobody_signs_the_forecast_moves_away(scene: MusterTown) -> None:
    scene.order()
    first = scene.forecast()
    later = scene.forecast(40_000)
    assert later.number > first.number
    assert later.p50_ms > first.p50_ms


def test_once_the_strength_stands_there_is_nothing_to_guess(scene: MusterTown) -> None:
    units = scene.order()
    scene.sign(units)
    scene.roll(units)
    scene.arrive(units)
    reached = scene.muster.reached_ms
    assert reached == scene.t_ms
    said = scene.forecast()
    assert (said.p10_ms, said.p50_ms, said.p90_ms, said.in_time_permille) == (reached,) * 3 + (1000,)


def test_too_few_under_the_order_are_never_enough_and_substitutes_fill_the_hole(scene: MusterTown) -> None:
    units = scene.order(skip=2)
    scene.sign(units)
    said = scene.forecast()
    assert (said.p10_ms, said.p50_ms, said.in_time_permille) == (-1, -1, 0)
    missing = scene.muster.required - said.en_route
    assert missing > 0
    brought = 0
    for substitute in said.substitutes:
        assert substitute.unit_id not in units
        brought += substitute.officers
        if brought >= missing:
            break
    assert brought >= missing


def test_a_declined_order_has_a_substitute_named_for_it_and_the_others_stay(scene: MusterTown) -> None:
    units = scene.order()
    scene.sign(units[1:])
    before = {unit.unit_id: unit.order_id for unit in scene.muster.units}
    order = scene.order_of(units[0])
    scene.ask(FIELD, DeclineOrder(order_id=order.id, reason="refuelling"))
    said = scene.forecast()
    assert said.substitutes[0].substitute_for == units[0]
    assert units[0] not in [one.unit_id for one in said.substitutes]
    after = {unit.unit_id: unit.order_id for unit in scene.muster.units}
    assert after == before


def test_a_fire_engine_that_drops_out_is_no_loss_that_officers_make_good(scene: MusterTown) -> None:
    units = scene.order()
    scene.sign(units[1:])
    engine = next(one.id for one in scene.picture.units.values() if one.id.startswith("F-"))
    choice = UnitChoice(unit_id=engine)
    scene.ask(LEADER, DispatchUnits(incident_id="INC-0001", units=(choice,)))
    for unit_id in (units[0], engine):
        scene.ask(FIELD, DeclineOrder(order_id=scene.order_of(unit_id).id, reason="refuelling"))
    named = [one.substitute_for for one in scene.forecast().substitutes]
    assert units[0] in named
    assert engine not in named


def test_a_substitute_that_is_ordered_brings_the_forecast_back(scene: MusterTown) -> None:
    units = scene.order(skip=1)
    scene.sign(units)
    said = scene.forecast()
    assert said.p50_ms == -1
    choices = tuple(UnitChoice(unit_id=one.unit_id) for one in said.substitutes[:2])
    scene.ask(LEADER, DispatchUnits(incident_id="INC-0001", units=choices))
    assert scene.forecast().p50_ms > 0


def test_the_list_of_substitutes_keeps_still(scene: MusterTown) -> None:
    scene.sign(scene.order(skip=1))
    first = [one.unit_id for one in scene.forecast().substitutes]
    scene.tick()
    scene.tick()
    again = scene.core._watch._watched["M-0001"].forecaster._shown
    assert list(again) == first


def test_two_planners_say_the_same() -> None:
    said = []
    for _ in range(2):
        scene = MusterTown()
        scene.sign(scene.order())
        said.append(scene.forecast())
    assert said[0] == said[1]


# -- where units go ----------------------------------------------------------------------------------------------------


def _place(line: bytes) -> Place:
    last = np.frombuffer(line, "<i4").reshape(-1, 2)[-1]
    return Place(lon_e7=int(last[0]), lat_e7=int(last[1]))


def test_routes_and_etas_of_ordered_units_lead_to_the_rally_point(scene: MusterTown) -> None:
    units = scene.order()
    plan = scene.muster.plan
    assert plan is not None
    assert plan.rally is not None
    planned = scene.tick()
    routes = next(one for one in planned.plans if isinstance(one, Routes))
    assert set(units) <= set(routes.unit_ids)
    for line in routes.lines_i32:
        end = _place(line)
        assert abs(end.lon_e7 - plan.rally.lon_e7) < 100
        assert abs(end.lat_e7 - plan.rally.lat_e7) < 100
    table = next(one for one in planned.plans if isinstance(one, EtaTable))
    etas = dict(zip(table.unit_ids, _series(table.eta_s_i32, "<i4"), strict=True))
    scene.move(units[0], plan.rally)
    after = next(one for one in scene.tick(2_000).plans if isinstance(one, EtaTable))
    moved = dict(zip(after.unit_ids, _series(after.eta_s_i32, "<i4"), strict=True))
    assert moved[units[0]] <= scene.picture.units[units[0]].turnout_s < etas[units[0]]


def test_a_unit_sent_to_its_post_has_its_route_there(scene: MusterTown) -> None:
    units = scene.order()
    scene.sign(units)
    scene.roll(units)
    scene.arrive(units)
    scene.tick(11_000)
    plan = scene.muster.plan
    assert plan is not None
    post = plan.posts[0]
    sent = (PostAssignment(unit_id=units[0], post_id=post.id),)
    scene.ask(LEADER, SendToPosts(muster_id="M-0001", assignments=sent))
    routes = next(one for one in scene.tick(2_000).plans if isinstance(one, Routes))
    assert routes.unit_ids == (units[0],)
    end = _place(routes.lines_i32[0])
    assert abs(end.lon_e7 - post.lon_e7) < 100
    assert abs(end.lat_e7 - post.lat_e7) < 100


# -- baseline, warnings, gaps ------------------------------------------------------------------------------------------


def test_the_baseline_is_told_once_with_t_star_of_the_rally_point_and_of_the_best(scene: MusterTown) -> None:
    best = scene.plans()
    scene.order("fastest")
    for _ in range(4):
        scene.tick()
    told = [event for event in scene.events if isinstance(event, BaselineRecorded)]
    assert len(told) == 1
    baseline = told[0]
    assert baseline.best_ms / 1000 == pytest.approx(best.plans[0].t_star_s, abs=2)
    assert baseline.best_anywhere_ms >= 0
    assert baseline.graph_hash == scene.core.graph.hash
    officers = {unit.unit_id: unit.officers for unit in baseline.units}
    assert sum(officers.values()) == scene.muster.eligible
    assert scene.muster.best_ms == baseline.best_ms


@pytest.mark.parametrize("shown", [0, 1, 2])
def test_t_star_of_the_best_point_is_never_worse_than_that_of_the_point_chosen(
    scene: MusterTown, shown: int
) -> None:
    plans = scene.plans()
    soonest_s = min(one.t_star_s for one in plans.rallies)
    scene.order("fastest", rally=plans.rallies[shown].place)
    for _ in range(4):
        scene.tick()
    baseline = next(event for event in scene.events if isinstance(event, BaselineRecorded))
    assert 0 <= baseline.best_anywhere_ms <= baseline.best_ms
    assert baseline.best_anywhere_ms <= soonest_s * 1000 + 2_000  # those shown were searched a moment before


def test_the_baseline_stands_for_t0_even_when_the_order_comes_later(scene: MusterTown) -> None:
    scene.plans()
    scene.ask(LEADER, ActivateMuster(incident_id="INC-0001"))
    scene.tick()
    unit = scene.picture.units["P-101"]
    scene.move("P-101", Place(lon_e7=unit.home_lon_e7 + 100_000, lat_e7=unit.home_lat_e7))
    scene.tick(9_000)
    scene.order()
    scene.tick()
    told = next(event for event in scene.events if isinstance(event, BaselineRecorded))
    there = next(one for one in told.units if one.unit_id == "P-101")
    assert abs(there.lon_e7 - unit.home_lon_e7) < 2


def test_it_is_warned_once_that_the_strength_will_not_be_reached(scene: MusterTown) -> None:
    scene.sign(scene.order(skip=3))
    for _ in range(20):
        scene.tick()
    told = _warnings(scene)
    assert [one.code for one in told] == ["muster_short"]
    assert told[0].subject == "INC-0001"
    have, wanted = map(int, told[0].detail.split("/"))
    assert have < wanted == 100


def test_it_is_warned_before_the_limit_that_the_muster_will_be_late(scene: MusterTown) -> None:
    units = scene.order()
    _take_away_the_rest(scene)
    scene.sign(units)
    scene.roll(units)
    warned_ms = -1
    while warned_ms < 0 and scene.t_ms < scene.muster.t0_ms + 600_000:
        scene.tick(5_000)
        if any(one.code == "muster_late" for one in _warnings(scene)):
            warned_ms = scene.t_ms
    assert 0 < warned_ms < scene.muster.t0_ms + 590_000
    detail = next(one.detail for one in _warnings(scene) if one.code == "muster_late")
    late_s, limit_s = map(int, detail.split("/"))
    assert late_s > limit_s == 600


def test_posts_to_which_nobody_is_sent_are_warned_of_before_the_limit(scene: MusterTown) -> None:
    units = scene.order()
    scene.sign(units)
    scene.roll(units)
    scene.arrive(units)
    scene.t_ms += 11_000
    scene.ask(HUB, SettleMuster(muster_id="M-0001"))
    assert scene.muster.t1_ms >= 0
    for _ in range(59):
        scene.tick(10_000)
    told = [one for one in _warnings(scene) if one.code == "arrive_late"]
    assert len(told) == 1
    assert told[0].detail == "0/30"


def test_grids_that_stay_short_are_told_as_gaps_and_closed_again(scene: MusterTown) -> None:
    scene.order()
    scene.tick()
    scene.tick()
    short = next(iter(scene.core._situation.uncovers))
    _take_away_the_rest(scene)
    for _ in range(30):
        scene.tick(3_000)
    opened = [event for event in scene.events if isinstance(event, CoverGapOpened)]
    assert opened
    assert not {grid for event in opened for grid in event.grid_ids} & set(scene.muster.baseline_gaps)
    for unit in list(scene.picture.units.values()):
        if unit.state is UnitState.OUT_OF_SERVICE:
            town.set_unit(scene.picture, unit.id, state=UnitState.AVAILABLE)
    for _ in range(8):
        scene.tick(3_000)
    assert any(isinstance(event, CoverGapClosed) for event in scene.events)
    assert short in scene.picture.units


def test_a_muster_that_is_over_is_watched_no_more(scene: MusterTown) -> None:
    units = scene.order()
    scene.tick()
    scene.ask(LEADER, EndMuster(muster_id="M-0001", reason="false alarm"))
    said = [one for _ in range(12) for one in scene.tick().plans if isinstance(one, MusterForecast)]
    assert said == []
    assert scene.order_of(units[0]).state is OrderState.DISPATCHED
