"""The one reason that decided a gate, out of real journals: who was last, what was wanting, who stood it down."""

from __future__ import annotations

import pytest

from console.domain.base.roles import Role, WorldKind
from console.domain.judge.judgement import MusterResult
from console.domain.judge.judging import judge
from console.domain.musters.commands import (
    DeclareControl,
    EndMuster,
    ReportHandling,
    ReportHeadcount,
    ReportItem,
    SendToPosts,
)
from console.domain.musters.entities import Area
from console.domain.musters.events import PostAssignment
from console.panels.result.live import live_result
from console.result.facts import Reason
from console.result.gathering import facts_now
from tests.console.domain.drill_world import ITEMS, POSTS, UNITS, DrillWorld, whole_run
from tests.console.result import runs
from tests.console.result.runs import gate, only


def reason(world: DrillWorld, name: str) -> Reason:
    return gate(only(world), name).reason


def test_the_unit_that_made_the_strength_full_is_named_with_how_late_it_was() -> None:
    muster = only(runs.late(41_000))
    decided = gate(muster, "muster")
    assert (decided.state, decided.over_s, decided.took_s) == ("missed", 41.0, 641.0)
    assert decided.reason == Reason(code="counted_last", units=("P-120",), late_s=521.0)


def test_exactly_at_the_limit_is_in_time_and_a_thousandth_later_is_not() -> None:
    assert gate(only(runs.late(0)), "muster").state == "passed"
    missed = gate(only(runs.late(1)), "muster")
    assert (missed.state, missed.over_s, missed.reason.code) == ("missed", 0.001, "counted_last")


def test_a_head_count_that_came_last_decides_it_and_not_the_arrival() -> None:
    world = runs.began()
    for unit in UNITS[:20]:
        world.enter(unit, Area.RALLY)
    world.pass_time(60_000)
    for unit in UNITS[:20]:
        world.must(ReportHeadcount(order_id=world.order_of(unit), sworn=5), Role.FIELD)
        world.pass_time(1_000)
    world.pass_time(15_000)
    assert reason(world, "muster") == Reason(code="head_count_last", units=("P-120",), late_s=-120.0)


def test_two_that_came_at_one_instant_are_both_named() -> None:
    world = runs.short_of(18)
    for unit in UNITS[18:20]:
        world.enter(unit, Area.RALLY)
    world.pass_time(15_000)
    assert reason(world, "muster").units == ("P-119", "P-120")


def test_who_moved_on_later_is_still_the_one_that_was_last() -> None:
    world = runs.late(41_000)
    world.posts_filled()
    assert reason(world, "muster").units == ("P-120",)


def test_too_few_says_how_many_and_who_is_not_there() -> None:
    short = reason(runs.short_of(7), "muster")
    assert (short.code, short.count, short.wanted) == ("short", 35, 100)
    assert short.units[0] == "P-108"
    assert len(short.units) == 13


def test_what_is_wanting_is_of_the_instant_of_the_limit_not_of_later() -> None:
    world = runs.short_of(7)
    for unit in UNITS[7:12]:
        world.enter(unit, Area.RALLY)
    assert reason(world, "muster").count == 35


@pytest.mark.parametrize("name", ["muster", "arrive", "resolve"])
def test_standing_down_misses_every_gate_and_says_why(name: str) -> None:
    decided = gate(only(runs.stood_down()), name)
    assert decided.state == "missed"
    assert decided.reason == Reason(code="stood_down", text="ordered by mistake")


def test_standing_down_after_the_limit_hides_no_late_unit() -> None:
    world = runs.short_of(7)
    world.must(EndMuster(muster_id=world.muster.id, reason="over"), Role.DUTY_LEADER)
    assert reason(world, "muster").code == "short"
    assert reason(world, "arrive").code == "stood_down"


def test_the_last_post_is_named_with_who_came_to_it_last() -> None:
    world = DrillWorld()
    world.mustered()
    world.pass_time(15_000)
    posts = [post for post in POSTS for _ in range(2)]
    sent = tuple(PostAssignment(unit_id=u, post_id=p) for u, p in zip(UNITS, posts, strict=False))
    world.must(SendToPosts(muster_id=world.muster.id, assignments=sent))
    assert reason(world, "arrive") == Reason(
        code="post_open", post="command", count=0, wanted=10, units=("P-101", "P-102")
    )
    for one in reversed(sent):
        world.pass_time(3_000)
        world.enter(one.unit_id, Area.POST, one.post_id)
    world.pass_time(12_000)
    assert reason(world, "arrive").code == "no_handling"
    world.must(ReportHandling(order_id=world.order_of("P-105"), action="hoses out"), Role.FIELD)
    world.pass_time(2_000)
    assert reason(world, "arrive") == Reason(code="handling_last", units=("P-105",))


def test_posts_that_were_last_decide_though_the_handling_came_before() -> None:
    assert reason(whole_run(), "arrive").code == "post_last"


def test_nobody_sent_is_the_reason_where_nobody_was() -> None:
    assert reason(runs.no_post_filled(), "arrive").code == "nobody_sent"
    assert reason(runs.no_post_filled(), "resolve").code == "not_begun"


def test_the_item_or_the_declaration_whichever_was_later() -> None:
    world = DrillWorld()
    world.mustered()
    world.pass_time(15_000)
    world.posts_filled()
    world.pass_time(20_000)
    assert reason(world, "resolve") == Reason(code="items_open", item=ITEMS[0], count=2, wanted=2)
    for item in ITEMS:
        world.must(ReportItem(muster_id=world.muster.id, item_id=item), Role.FIELD)
    assert reason(world, "resolve").code == "not_declared"
    world.must(DeclareControl(muster_id=world.muster.id), Role.FIELD, actor="commander")
    assert reason(world, "resolve") == Reason(code="not_verified", text="commander")
    assert reason(whole_run(), "resolve").code == "declared_last"


@pytest.mark.parametrize(
    ("given", "after_ms", "code", "state"),
    [
        ("", 0, "gap_bare", "missed"),
        ("lives at stake", 100_000, "gaps_excused", "passed"),
        ("lives at stake", 120_001, "gap_late_reason", "missed"),
    ],
)
def test_cover_is_decided_by_its_first_gap_without_a_reason_in_time(
    given: str, after_ms: int, code: str, state: str
) -> None:
    decided = gate(only(runs.bare(given, after_ms)), "cover")
    assert (decided.state, decided.reason.code) == (state, code)


def test_an_interrupted_run_decides_nothing_and_says_so() -> None:
    muster = only(runs.interrupted())
    assert [one.state for one in muster.gates] == ["passed", "interrupted", "not_started", "interrupted"]
    assert gate(muster, "arrive").reason.text == "INC-9001"
    assert gate(muster, "resolve").reason.code == "never_begun"


@pytest.mark.parametrize("name", sorted(set(runs.ENDINGS) - {"no muster"}))
def test_a_picture_gives_the_reason_of_the_journal_or_none_but_no_other(name: str) -> None:
    world = runs.ENDINGS[name]()
    judged = only_newest(world)
    live = live_result(world.muster, world.picture, world.t_ms)
    assert live is not None
    now = facts_now(live, world.muster, world.picture, WorldKind.DRILL, world.t_ms).musters[0]
    for known, judged_gate in zip(now.gates, runs.facts(world).musters[-1].gates, strict=True):
        assert known.state == judged_gate.state
        if known.reason.code == "short" and judged_gate.state == "missed":
            continue  # how many there were at the limit, the picture has forgotten
        assert known.reason.code in (judged_gate.reason.code, "reached")
        if judged_gate.reason.units and known.reason.units:
            assert set(known.reason.units) <= set(judged_gate.reason.units)
    assert judged.muster_id == now.muster


def only_newest(world: DrillWorld) -> MusterResult:
    return judge(world.journal).musters[-1]
