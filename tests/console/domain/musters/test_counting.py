"""How many of a unit count, whose people, and who stops counting (DOMAIN §3 "Counting")."""

from __future__ import annotations

from typing import Any

import pytest

from console.domain.base.roles import Role
from console.domain.musters.commands import ReportHandling, ReportHeadcount, ReportThere
from console.domain.musters.entities import Area
from console.domain.musters.events import UnitUncounted
from console.domain.musters.plan import CountPolicy
from console.domain.orders.commands import CancelOrder, DeclineOrder, DivertUnit, SetOutOfService
from console.domain.orders.events import UnitDiverted
from console.domain.orders.states import OrderState
from console.domain.registry.commands import Register
from console.domain.registry.entities import UnitKind
from tests.console.domain.musters.muster_world import (
    FIRE,
    PATROLS,
    VILLAGES,
    MusterWorld,
    officer,
    roster,
    unit,
)


def ordered(**changes: Any) -> MusterWorld:
    """A world in which the order has just been given to everybody."""
    world = MusterWorld()
    world.order(*PATROLS, *VILLAGES, FIRE, **changes)
    return world


# -- how many ----------------------------------------------------------------------------------------------------------


def test_nobody_counts_without_a_confirmed_head_count() -> None:
    world = ordered()
    world.enter("P-101")
    assert (world.muster.counted, world.why("P-101")) == (0, "no_headcount")
    world.sign("P-101")
    assert (world.muster.counted, world.why("P-101")) == (4, "")


def test_a_unit_counts_the_lesser_of_roster_and_confirmed_head_count() -> None:
    world = ordered()
    world.sign("P-101", sworn=3)
    world.sign("P-102", sworn=9)
    world.enter("P-101", "P-102")
    assert world.under("P-101").officers == roster("P-101")[:3]
    assert world.under("P-102").officers == roster("P-102")


def test_a_head_count_above_the_roster_is_taken_told_and_not_counted() -> None:
    world = ordered()
    world.sign("P-101", sworn=6, auxiliary=5, volunteers=1)
    world.enter("P-101")
    assert (world.under("P-101").headcount, world.under("P-101").over_roster) == (6, 2 + 3 + 1)
    assert (world.muster.counted, world.muster.counted_auxiliary, world.muster.counted_volunteers) == (
        4,
        2,
        0,
    )


@pytest.mark.parametrize("told", [(-1, 0, 0), (0, -1, 0), (0, 0, -1), (501, 0, 0)])
def test_a_head_count_that_cannot_be_is_refused(told: tuple[int, int, int]) -> None:
    world = ordered()
    command = ReportHeadcount(
        order_id=world.order_id("P-101"), sworn=told[0], auxiliary=told[1], volunteers=told[2]
    )
    assert world.refused(command, Role.FIELD) == "bad_headcount"


def test_a_head_count_corrected_at_the_rally_point_corrects_the_count() -> None:
    world = ordered()
    world.rally("P-101")
    world.sign("P-101", sworn=2)
    assert world.muster.counted == 2
    world.sign("P-101", sworn=4)
    assert world.under("P-101").officers == roster("P-101")


def test_a_head_count_of_nobody_counts_nobody() -> None:
    world = ordered()
    world.sign("P-101", sworn=0)
    world.enter("P-101")
    assert (world.muster.counted, world.why("P-101")) == (0, "nobody_new")


def test_officers_off_duty_do_not_count() -> None:
    world = ordered()
    world.must(Register(entities=(officer("P-101/1", "P-101", on_duty=False),)), Role.ADMIN)
    world.rally("P-101")
    assert world.under("P-101").officers == roster("P-101")[1:]


def test_an_officer_who_goes_off_duty_while_counted_stops_counting() -> None:
    world = ordered()
    world.rally("P-101")
    world.must(Register(entities=(officer("P-101/1", "P-101", on_duty=False),)), Role.ADMIN)
    assert world.muster.counted == 3


def test_j7_a_unit_without_registered_officers_counts_nobody() -> None:
    """Numbers are never made up, whatever strength the unit is said to have."""
    world = MusterWorld()
    world.must(Register(entities=(unit("P-900", sworn=5),)), Role.ADMIN)
    world.order("P-900")
    world.sign("P-900", sworn=4)
    world.enter("P-900")
    assert (world.under("P-900").officers, world.why("P-900")) == ((), "nobody_new")


def test_j7_eight_officers_on_two_rosters_count_as_eight() -> None:
    """All of P-101 registered with P-102 as well: P-101's own are not replaced by invented ones."""
    world = ordered()
    world.must(Register(entities=tuple(officer(each, "P-102") for each in roster("P-101"))), Role.ADMIN)
    world.sign("P-101", sworn=4)
    world.sign("P-102", sworn=8)
    world.enter("P-101", "P-102")
    assert (world.muster.counted, world.under("P-101").officers) == (8, ())


def test_an_officer_counts_once_even_when_he_is_registered_with_another_unit_meanwhile() -> None:
    world = ordered()
    world.rally("P-101")
    world.must(Register(entities=(officer("P-101/1", "P-102"),)), Role.ADMIN)
    assert "P-101/1" not in world.under("P-101").officers  # not on its roster any more
    world.sign("P-102", sworn=5)
    world.enter("P-102")
    counted = [each for under in world.muster.units for each in under.officers]
    assert counted.count("P-101/1") == 1
    assert world.muster.counted == len(counted) == len(set(counted)) == 8


def test_a_unit_all_of_whose_officers_are_counted_elsewhere_has_nobody_new() -> None:
    world = MusterWorld()
    world.must(Register(entities=(unit("P-900", sworn=4),)), Role.ADMIN)
    world.order("P-900", "P-101")
    world.rally("P-101")
    moved = tuple(officer(each, "P-900") for each in roster("P-101"))
    left_behind = officer("P-101/5", "P-101", on_duty=False)
    world.sign("P-900")
    world.must(Register(entities=(*moved, left_behind)), Role.ADMIN)
    world.enter("P-900")
    assert sorted(world.under("P-900").officers) == sorted(roster("P-101"))
    assert (world.muster.counted, world.why("P-101")) == (4, "nobody_new")


# -- whose -------------------------------------------------------------------------------------------------------------


def test_sworn_officers_of_tiers_1_and_2_count() -> None:
    world = ordered()
    tiers = {world.picture.units[u].tier: u for u in PATROLS}
    world.rally(tiers[1], tiers[2])
    assert world.muster.counted == 8


def test_auxiliaries_stand_in_a_subtotal_of_their_own() -> None:
    world = ordered()
    world.sign("P-101", auxiliary=2)
    world.enter("P-101")
    assert (world.muster.counted, world.muster.counted_auxiliary) == (4, 2)
    assert world.muster.curve[-1] == 4


def test_tier_3_stands_in_a_subtotal_of_its_own() -> None:
    world = ordered()
    world.sign("V-1", sworn=0, volunteers=8)
    world.enter("V-1")
    assert (world.muster.counted, world.muster.counted_volunteers) == (0, 8)
    assert world.why("V-1") == "wrong_tier"


def test_auxiliaries_and_volunteers_are_added_only_where_the_policy_says_so() -> None:
    world = ordered(policy=CountPolicy(auxiliaries=True, volunteers=True))
    world.sign("P-101", auxiliary=2)
    world.sign("V-1", sworn=0, volunteers=8)
    world.enter("P-101", "V-1")
    assert world.muster.counted == 4
    assert (world.muster.curve[-1], world.why("V-1")) == (4 + 2 + 8, "")


def test_tier_3_counts_where_the_policy_names_it() -> None:
    world = MusterWorld()
    team = (officer(f"V-9/{number}", "V-9") for number in range(3))
    world.must(Register(entities=(unit("V-9", UnitKind.VILLAGE, 3, sworn=3), *team)), Role.ADMIN)
    world.order("V-9", policy=CountPolicy(tiers=(1, 2, 3)))
    world.sign("V-9", sworn=3)
    world.enter("V-9")
    assert world.muster.counted == 3


def test_crews_of_other_departments_do_not_count() -> None:
    world = ordered()
    world.sign(FIRE, sworn=6)
    world.enter(FIRE, area=Area.SCENE)
    assert (world.muster.counted, world.why(FIRE)) == (0, "wrong_tier")


# -- who stops counting ------------------------------------------------------------------------------------------------


def test_a_unit_whose_order_ends_stops_counting_at_that_instant() -> None:
    world = ordered()
    world.rally("P-101", "P-102", "P-103")
    world.must(CancelOrder(order_id=world.order_id("P-101"), reason="not needed"))
    assert (world.muster.counted, world.why("P-101")) == (8, "order_ended")
    world.must(SetOutOfService(unit_id="P-102", reason="breakdown"))
    world.must(DeclineOrder(order_id=world.order_id("P-103"), reason="sick"), Role.FIELD)
    assert world.muster.counted == 0


def test_a_diverted_unit_stops_counting_at_that_instant() -> None:
    world = MusterWorld()
    world.order()
    second = world.incident("explosion")
    world.rally(*PATROLS[:2])
    events = world.must(
        DivertUnit(unit_id="P-101", incident_id=second, reason="second explosion"), Role.DUTY_LEADER
    )
    assert [type(event) for event in events] == [UnitDiverted, UnitUncounted]
    assert (world.muster.counted, world.why("P-101")) == (4, "order_ended")


def test_a_cleared_unit_stops_counting() -> None:
    world = ordered()
    world.sign("P-101")
    world.enter("P-101", area=Area.SCENE)
    world.progress(world.order_id("P-101"), OrderState.ONSCENE, OrderState.CLEARED)
    assert (world.muster.counted, world.why("P-101")) == (0, "order_ended")


def test_reports_of_an_order_that_has_ended_are_refused() -> None:
    world = ordered()
    order_id = world.order_id("P-101")
    world.must(CancelOrder(order_id=order_id))
    for command in (
        ReportHeadcount(order_id=order_id, sworn=4),
        ReportThere(order_id=order_id, area=Area.RALLY),
        ReportHandling(order_id=order_id, action="x"),
    ):
        assert world.refused(command) == "order_ended"


def test_reports_without_a_muster_are_refused() -> None:
    world = MusterWorld()
    (order_id,) = world.dispatch(world.incident_id, "P-101")
    command = ReportHeadcount(order_id=order_id, sworn=4)
    assert world.refused(command, Role.FIELD) == "unknown_muster"


def test_the_curve_says_at_every_instant_how_many_stood() -> None:
    world = ordered()
    world.rally("P-101")
    world.wait(1_000)
    world.rally("P-102", "P-103")
    world.wait(1_000)
    world.leave("P-101")
    assert world.muster.curve == (0, 4, 1_000, 12, 2_000, 8)
