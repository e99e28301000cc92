"""The order that the chord would give: card, plan, rally point, what was left out, what it uncovers."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from console.desk.drafts import Edits
from console.desk.offer import Offer
from console.domain.base.roles import Role
from console.domain.musters.commands import EndMuster
from console.domain.musters.plan import ClockModel, CountPolicy, MusterLimits
from tests.console.domain.musters.muster_world import PATROLS, RALLY, MusterWorld
from tests.console.panels.muster_fixture import CARD, Sight


@pytest.fixture
def sight(qapp: QApplication) -> Sight:
    return Sight(MusterWorld())


def offer(sight: Sight) -> Offer:
    found = sight.must().offer
    assert found is not None
    return found


def test_the_order_is_the_card_with_the_planners_layout_and_plan(sight: Sight) -> None:
    plans = sight.plans()
    plan = offer(sight).plan
    assert (plan.posts, plan.work_area_e7, plan.rally) == (plans.posts, plans.work_area_e7, RALLY)
    assert (plan.card, plan.channel, plan.gear_zh, plan.proposal) == (CARD.id, "CH 7", "面具", "balanced")
    assert plan.checklist == CARD.items


def test_the_rules_take_what_is_offered(sight: Sight) -> None:
    sight.plans()
    command = offer(sight).command
    sight.world.must(command, Role.DUTY_LEADER)
    assert sight.world.muster.ordered_ms == 0
    assert sight.must().view.ordered


def test_the_time_is_that_of_the_chosen_units(sight: Sight) -> None:
    sight.plans()
    assert offer(sight).t_star_s == 440
    sight.draft.toggle(PATROLS[0])
    sight.draft.toggle(PATROLS[1])
    assert offer(sight).t_star_s == -1  # 96 officers never make 100
    sight.draft.toggle(PATROLS[1])
    assert offer(sight).t_star_s == 450


def test_at_another_rally_point_only_the_earliest_time_is_known(sight: Sight) -> None:
    plans = sight.plans()
    sight.draft.rally = plans.rallies[1].place
    found = offer(sight)
    assert (found.t_star_s, found.exact) == (500, False)
    view = sight.must().view.offer
    assert view is not None
    assert sight.buttons()["muster"].teal_words == "Muster 26 units · 104 officers"
    assert view.rally_note == "earliest 08:20 · 01:30 to the scene · downwind!"


def test_a_unit_that_was_taken_meanwhile_is_not_offered(sight: Sight) -> None:
    sight.plans()
    other = sight.world.incident("theft")
    sight.world.dispatch(other, PATROLS[0])
    assert PATROLS[0] not in [row.unit_id for row in offer(sight).rows]


def test_a_plan_without_the_unit_that_strips_a_grid_uncovers_nothing(sight: Sight) -> None:
    sight.plans(bare=("G-01",))
    assert offer(sight).uncovers == ("G-01",)
    sight.draft.toggle(PATROLS[0])
    assert offer(sight).uncovers == ()
    assert offer(sight).plan.proposal == ""


def test_without_a_planner_the_nearest_units_are_offered_and_it_says_so(sight: Sight) -> None:
    found = offer(sight)
    assert found.officers == 100
    assert found.plan.posts[0].id == "command"
    assert found.plan.rally is None
    view = sight.must().view.offer
    assert view is not None
    assert view.warns
    assert view.note.startswith("No plan from the planner yet")


def test_too_few_eligible_is_said_with_the_reserves(sight: Sight) -> None:
    sight.plans(eligible=60)
    view = sight.must().view.offer
    assert view is not None
    assert view.note == "Only 60 of 100 officers are free; 20 in reserve, ⇧B recalls them"


def test_edits_of_the_form_are_in_the_order(sight: Sight) -> None:
    sight.plans()
    sight.draft.edits = Edits(
        route="by the ring road",
        gear="shields",
        clock_model=ClockModel.PER_ORDER,
        policy=CountPolicy(auxiliaries=True),
        limits=MusterLimits(strength=60),
    )
    plan = offer(sight).plan
    assert (plan.route, plan.gear_zh, plan.gear_en) == ("by the ring road", "shields", "shields")
    assert (plan.clock_model, plan.policy.auxiliaries, plan.limits.strength) == (
        ClockModel.PER_ORDER,
        True,
        60,
    )
    assert offer(sight).required == 60


def test_nothing_is_offered_for_what_is_not_major(sight: Sight) -> None:
    theft = sight.world.incident("theft")
    sight.world.incident_id = theft
    assert sight.part() is None


def test_an_order_that_was_stood_down_can_be_given_again(sight: Sight) -> None:
    sight.plans()
    sight.world.must(offer(sight).command)
    assert sight.must().offer is None
    sight.world.must(EndMuster(muster_id="M-0001", reason="ordered by mistake"))
    part = sight.must()
    assert part.view.over
    assert part.view.offer is not None
    assert "ordered by mistake" in part.view.offer.note
