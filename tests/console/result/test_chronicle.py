"""The chronicle sees what befell units, roads and the run, each once, while the journal is folded once."""

from __future__ import annotations

from console.domain.base.roles import Role
from console.domain.judge.judging import judge, verdict_bytes
from console.domain.orders.commands import DeclineOrder
from console.domain.registry.commands import CloseRoad
from console.result.chronicle import CODES, Chronicle, grid_at
from console.result.facts import Name
from tests.console.domain.drill_world import RALLY, DrillWorld, whole_run
from tests.console.result import runs


def chronicle_of(world: DrillWorld) -> Chronicle:
    chronicle = Chronicle()
    judge(world.journal, seen=chronicle.see)
    return chronicle


def test_looking_on_changes_no_byte_of_the_judgement() -> None:
    world = whole_run()
    assert verdict_bytes(judge(world.journal, seen=Chronicle().see)) == verdict_bytes(judge(world.journal))


def test_declines_and_closures_stand_with_their_instants_and_words() -> None:
    world = runs.began()
    world.pass_time(7_000)
    world.must(DeclineOrder(order_id=world.order_of("P-103"), reason="flat tyre"), Role.FIELD)
    closed = CloseRoad(lon_e7=RALLY.lon_e7, lat_e7=RALLY.lat_e7, radius_m=50, reason="debris")
    world.must(closed, Role.OPERATOR)
    came = [one for one in chronicle_of(world).came if one.code != "silent"]
    assert [(one.code, one.unit_id, one.text) for one in came] == [
        ("declined", "P-103", "flat tyre"),
        ("road_closed", "", "debris"),
    ]
    assert {one.t_ms for one in came} == {world.t_ms}


def test_everything_that_can_come_has_a_word() -> None:
    seen = {
        one.code
        for name in ("paused", "interrupted", "stood down")
        for one in chronicle_of(runs.ENDINGS[name]()).came
    }
    assert seen <= set(CODES)
    assert {"paused", "resumed", "real_emergency", "silent"} <= seen


def test_what_befell_others_or_came_later_is_not_of_this_muster() -> None:
    world = runs.stood_down()
    world.pass_time(5_000)
    closed = CloseRoad(lon_e7=RALLY.lon_e7, lat_e7=RALLY.lat_e7, radius_m=50, reason="later")
    world.must(closed, Role.OPERATOR)
    assert not [one for one in runs.only(world).happenings if one.code == "road_closed"]
    assert [one.text for one in chronicle_of(world).came if one.code == "road_closed"] == ["later"]


def test_an_end_by_time_is_kept_apart_from_an_interruption() -> None:
    assert chronicle_of(runs.ended_by_time()).ended == "time"
    assert chronicle_of(runs.interrupted()).ended == "interrupted"
    assert chronicle_of(runs.began()).ended == ""


def test_a_place_outside_every_grid_has_no_name() -> None:
    assert grid_at(DrillWorld().picture, 10, 1_000_000) == Name()
