"""Fences of a muster: who enters and leaves, at the border, in tunnels, at speed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backend_stub.tracker.muster_fences import (
    ASK_AGAIN_MS,
    FAST_HOLD_MS,
    LEAVE_HOLD_MS,
    LEAVE_M,
    STAND_MS,
)
from console.domain.musters.commands import EnterFence, LeaveFence
from console.domain.musters.entities import Area, MusterState
from console.domain.musters.plan import MusterLimits, MusterMode
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.tracker.watched_unit import LAT, LON, PLAN, POST, START, M, Watched, kinds, rally_at


def test_a_unit_that_stands_inside_the_rally_fence_enters_it_once() -> None:
    watched = Watched()
    assert watched.at(rally_at(100), seconds=60) == [
        EnterFence(muster_id="M-1", unit_id="P-101", area=Area.RALLY, fix_ms=START + 1_000)
    ]


@pytest.mark.parametrize(("north_m", "inside"), [(149.5, True), (150.5, False)])
def test_the_border_of_the_rally_fence_is_the_plans_radius(north_m: float, inside: bool) -> None:
    assert bool(Watched().at(rally_at(north_m))) is inside


def test_the_radius_is_the_plans() -> None:
    plan = replace(PLAN, limits=MusterLimits(rally_radius_m=50))
    assert Watched(plan).at(rally_at(100)) == []


@pytest.mark.parametrize(("mps", "inside"), [(1.38, True), (1.39, False), (1.40, False)])
def test_only_under_five_kilometres_an_hour_enters(mps: float, inside: bool) -> None:
    assert bool(Watched().at(rally_at(0), mps)) is inside


def test_driving_through_the_fence_at_speed_counts_nowhere() -> None:
    watched = Watched()
    for north_m in range(300, -300, -15):
        assert watched.at(rally_at(north_m), 15.0) == []


def test_a_fix_older_than_the_limit_lets_nobody_in() -> None:
    watched = Watched()
    now_ms = watched.t_ms + 1_000
    watched.core.positions(town.positions(now_ms, ("P-101", *rally_at(0), 0.0), age_ms=30_001), now_ms)
    assert watched.tick() == []


def test_a_fix_as_old_as_the_limit_lets_in() -> None:
    watched = Watched()
    now_ms = watched.t_ms + 1_000
    watched.core.positions(town.positions(now_ms, ("P-101", *rally_at(0), 0.0), age_ms=30_000), now_ms)
    assert kinds(watched.tick()) == [("enter", "rally")]


def test_noise_at_the_border_is_no_leaving() -> None:
    watched = Watched()
    watched.at(rally_at(145))
    for north_m in (152, 148, 150 + LEAVE_M - 0.5, 149, 200, 148, 210, 149):
        assert watched.at(rally_at(north_m)) == []


def test_a_unit_outside_for_some_seconds_has_left() -> None:
    watched = Watched()
    watched.at(rally_at(100))
    commands = watched.at(rally_at(150 + LEAVE_M + 2), seconds=1 + LEAVE_HOLD_MS // 1_000)
    assert kinds(commands) == [("left", "rally")]
    assert kinds(watched.at(rally_at(100))) == [("enter", "rally")]


def test_too_fast_inside_the_fence_leaves_only_when_it_lasts() -> None:
    watched = Watched()
    watched.at(rally_at(0))
    assert watched.at(rally_at(10), 3.0, seconds=FAST_HOLD_MS // 1_000) == []
    assert watched.at(rally_at(10)) == []
    assert kinds(watched.at(rally_at(10), 3.0, seconds=1 + FAST_HOLD_MS // 1_000)) == [("too_fast", "rally")]


def test_in_a_tunnel_a_unit_leaves_by_the_age_of_its_fix() -> None:
    watched = Watched()
    watched.at(rally_at(0))
    assert watched.others(30) == []
    commands = watched.others(1)
    assert kinds(commands) == [("stale_fix", "rally")]
    assert isinstance(commands[0], LeaveFence)
    assert commands[0].fix_ms == START + 1_000
    assert kinds(watched.at(rally_at(0))) == [("enter", "rally")]


def test_after_a_gap_in_time_nobody_is_stale_before_positions_had_their_time() -> None:
    watched = Watched()
    watched.at(rally_at(0))
    assert watched.tick(600_000) == []
    assert watched.at(rally_at(0), seconds=60) == []


def test_a_tracker_started_anew_forgets_nobody_at_once_and_nobody_for_good() -> None:
    watched = Watched(area="rally", area_ms=50_000)
    assert watched.tick() == []
    commands = [command for _ in range(31) for command in watched.tick()]
    assert kinds(commands) == [("stale_fix", "rally")]


def test_the_work_area_is_a_ring_and_posts_belong_to_it() -> None:
    watched = Watched()
    assert watched.at((LON + 20_100, LAT)) == []
    assert kinds(watched.at((LON + 19_900, LAT))) == [("enter", "scene")]
    watched.others(9)
    assert watched.at((POST.lon_e7, POST.lat_e7)) == []
    assert kinds(watched.at((LON, LAT + round(600 * M)), seconds=4)) == [("left", "scene")]


def test_driving_through_the_work_area_is_no_arrival() -> None:
    for to_rally in (True, False):
        watched = Watched()
        watched.set_order(to_rally=to_rally)
        for east_e7 in range(-30_000, 30_000, 1_500):
            assert watched.at((LON + east_e7, LAT), 13.0) == []


def test_who_is_on_scene_may_drive_about_there() -> None:
    watched = Watched()
    watched.at((LON, LAT))
    assert watched.at((LON + 100, LAT), 8.0, seconds=40) == []


def test_a_traffic_light_in_the_work_area_on_the_way_to_the_rally_point_is_no_arrival() -> None:
    watched = Watched()
    watched.set_order(to_rally=True)
    assert watched.at((LON, LAT), seconds=STAND_MS // 1_000) == []
    assert watched.at((LON + 100, LAT), 8.0) == []
    assert watched.at((LON, LAT), seconds=STAND_MS // 1_000) == []


def test_who_stands_long_on_scene_on_the_way_to_the_rally_point_is_there_until_it_drives_on() -> None:
    watched = Watched()
    watched.set_order(to_rally=True)
    assert kinds(watched.at((LON, LAT), seconds=1 + STAND_MS // 1_000)) == [("enter", "scene")]
    commands = watched.at((LON + 100, LAT), 8.0, seconds=1 + FAST_HOLD_MS // 1_000)
    assert kinds(commands) == [("too_fast", "scene")]
    assert watched.at((LON + 100, LAT), 8.0, seconds=30) == []


def test_a_unit_at_a_post_that_is_not_its_own_is_on_scene() -> None:
    assert kinds(Watched().at((POST.lon_e7, POST.lat_e7 + round(59 * M)))) == [("enter", "scene")]


def test_a_unit_enters_the_post_it_was_sent_to_and_no_other_area_after_it() -> None:
    watched = Watched(post="cordon", sent_ms=90_000)
    commands = watched.at((POST.lon_e7, POST.lat_e7 + round(59 * M)), seconds=30)
    assert commands == [
        EnterFence(muster_id="M-1", unit_id="P-101", area=Area.POST, fix_ms=START + 1_000, post_id="cordon")
    ]


def test_from_its_post_into_the_work_area_is_on_scene_still() -> None:
    watched = Watched(post="cordon", sent_ms=90_000)
    watched.at((POST.lon_e7, POST.lat_e7))
    watched.others(9)
    assert kinds(watched.at((LON, LAT))) == [("enter", "scene")]
    watched.others(9)
    assert kinds(watched.at((POST.lon_e7, POST.lat_e7))) == [("enter", "post")]


def test_leaving_a_post_names_it() -> None:
    watched = Watched(post="cordon", sent_ms=90_000)
    watched.at((POST.lon_e7, POST.lat_e7))
    (left,) = watched.at((LON, LAT + round(600 * M)), seconds=4)
    assert isinstance(left, LeaveFence)
    assert (left.area, left.post_id, left.why) == (Area.POST, "cordon", "left")


def test_a_unit_sent_again_enters_its_new_post() -> None:
    near = replace(POST, id="lane", lat_e7=POST.lat_e7 + round(50 * M))
    watched = Watched(replace(PLAN, posts=(POST, near)), post="cordon", sent_ms=90_000)
    watched.at((POST.lon_e7, POST.lat_e7 + round(25 * M)))
    watched.set(post="lane", sent_ms=watched.t_ms, at_post_ms=-1, area="scene")
    (entered,) = watched.at((POST.lon_e7, POST.lat_e7 + round(25 * M)))
    assert isinstance(entered, EnterFence)
    assert entered.post_id == "lane"


def test_a_unit_on_its_way_to_a_post_leaves_the_rally_fence_and_does_not_enter_it_again() -> None:
    watched = Watched()
    watched.at(rally_at(0))
    watched.set(post="cordon", sent_ms=watched.t_ms)
    assert watched.at(rally_at(0), seconds=5) == []
    assert watched.at(rally_at(100), 12.0, seconds=20) == []
    assert kinds(watched.at(rally_at(200), 12.0, seconds=5)) == [("left", "rally")]
    assert watched.at(rally_at(0), seconds=5) == []


def test_directly_to_the_scene_there_is_no_rally_fence() -> None:
    assert Watched(replace(PLAN, mode=MusterMode.DIRECT_TO_SCENE)).at(rally_at(0)) == []
    assert Watched(replace(PLAN, mode=MusterMode.DIRECT_TO_SCENE, rally=None)).at((LON, LAT)) != []


def test_what_the_hub_did_not_take_is_asked_again_but_not_at_once() -> None:
    watched = Watched()
    watched.deaf = True
    commands = watched.at(rally_at(0), seconds=2 * ASK_AGAIN_MS // 1_000)
    assert len(commands) == 2


@pytest.mark.parametrize("state", [MusterState.RESOLVED, MusterState.ENDED, MusterState.INTERRUPTED])
def test_a_muster_that_is_over_has_no_fences(state: MusterState) -> None:
    watched = Watched()
    watched.set_muster(state=state)
    assert watched.at(rally_at(0)) == []


def test_a_muster_without_an_order_and_a_unit_off_it_have_no_fences() -> None:
    watched = Watched()
    watched.set_muster(plan=None)
    assert watched.at(rally_at(0)) == []
    assert Watched(ended=True).at(rally_at(0)) == []
