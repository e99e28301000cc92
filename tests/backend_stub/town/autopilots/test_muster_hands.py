"""A muster commander's hands: what they ask for next, by policy, and never twice in vain."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import Any

import pytest
from msgspec.structs import replace

from backend_stub.town.autopilots.muster_choices import ByPlanner, fill_posts
from backend_stub.town.autopilots.muster_hands import (
    COVER_REASON,
    TRY_AGAIN_MS,
    MusterHands,
    Policy,
    Sight,
    expected,
)
from console.domain.base.place import Place
from console.domain.base.roles import Role
from console.domain.decide import AnyCommand
from console.domain.musters.commands import (
    ActivateMuster,
    OrderMuster,
    OrderPhase,
    RecallReserves,
    RecordCoverReason,
    RefuteControl,
    SendToPosts,
    VerifyControl,
)
from console.domain.musters.entities import CoverGap, Muster, MusterState
from console.domain.musters.plan import ClockModel
from console.domain.orders.commands import (
    CancelOrder,
    DeclineOrder,
    DispatchUnits,
    SetOutOfService,
    UnitChoice,
)
from console.domain.orders.states import OrderState, UnitState
from console.planning.plan_cards import load_cards
from console.wire.muster_messages import (
    MusterForecast,
    MusterPlans,
    MusterProposal,
    PlannedUnit,
    RallyProposal,
)
from tests.backend_stub.town.muster_stand import PLAN, PRESENT, SCENE, MusterStand, crossing
from tests.backend_stub.town.stand import QUIET, unit

RALLY = crossing(3, 3)
"""Outside the work area of the card, whatever the wind."""
UNITS = tuple(replace(unit(f"P-{n:03d}", n % 6, n % 11), sworn=12) for n in range(101, 113))
"""Twelve patrols of twelve: 144 officers."""
CARDS = load_cards()
AT_ONCE = Policy(look_s=0.0, posts_after_s=0.0, verify_s=0.0, substitutes_every_s=5.0)


def plans(incident_id: str, *unit_ids: str, rally: Place = RALLY) -> MusterPlans:
    """What the planner says: one rally point, a balanced plan of these units, and a fastest one of nobody."""
    planned = tuple(PlannedUnit(unit_id=one, eta_s=60 + n, officers=12) for n, one in enumerate(unit_ids))
    return MusterPlans(
        number=1,
        t_ms=0,
        incident_id=incident_id,
        strength=100,
        eligible=144,
        reserves=0,
        rallies=(RallyProposal(place=rally, t_star_s=100, drive_s=60),),
        plans=(
            MusterProposal(kind="fastest", t_star_s=90, strength=0, units=(), uncovers=()),
            MusterProposal(kind="balanced", t_star_s=100, strength=108, units=planned, uncovers=()),
        ),
    )


def forecast(muster: Muster, *substitutes: str, t_ms: int, in_time: int = 950) -> MusterForecast:
    """What the forecast says."""
    return MusterForecast(
        number=1,
        t_ms=t_ms,
        muster_id=muster.id,
        incident_id=muster.incident_id,
        counted=0,
        en_route=0,
        p10_ms=0,
        p50_ms=0,
        p90_ms=0,
        in_time_permille=in_time,
        at_s_i32=b"",
        p10_i16=b"",
        p50_i16=b"",
        p90_i16=b"",
        substitutes=tuple(PlannedUnit(unit_id=one, eta_s=200, officers=12) for one in substitutes),
    )


class Desk:
    """A commander at a major incident of the small town, and what the planner tells it."""

    def __init__(self, policy: Policy = AT_ONCE, units: tuple[Any, ...] = UNITS, **manners: Any) -> None:
        self.stand = MusterStand(replace(QUIET, manners=replace(PRESENT, **manners)), units=units)
        self.stand.run(2)
        self.incident_id = self.stand.incident_id = self.stand.open_incident(SCENE, "CHEM")
        self.hands = MusterHands(policy, ByPlanner(policy.proposal))
        self.plans: dict[str, MusterPlans] = {}
        self.forecasts: dict[str, MusterForecast] = {}

    @property
    def sight(self) -> Sight:
        stand = self.stand
        return Sight(stand.t_ms, stand.picture, self.plans, self.forecasts, CARDS)

    def next(self) -> AnyCommand | None:
        """What the hands ask for now, not given."""
        return self.hands.next_command(self.sight, self.stand.picture.incidents[self.incident_id])

    def play(self, seconds: int = 1) -> list[AnyCommand]:
        """Live on; what the hands asked for. Nothing may be refused."""
        asked = []
        for _ in range(seconds):
            command = self.next()
            if command is not None:
                asked.append(command)
                refused = self.stand.ask("auto", command, Role.DUTY_LEADER)
                assert refused is None, (command, refused)
            self.stand.run(1)
        return asked

    def ordered(self, *unit_ids: str) -> Desk:
        """With the order given by the planner's plan."""
        self.plans[self.incident_id] = plans(self.incident_id, *unit_ids)
        (order,) = self.play()
        assert isinstance(order, OrderMuster)
        return self

    def set_muster(self, **change: Any) -> None:
        muster = self.stand.muster
        self.stand.picture.musters[muster.id] = replace(muster, **change)


NINE = tuple(one.id for one in UNITS[:9])


def test_the_order_is_the_planners_plan_with_the_cards_words() -> None:
    desk = Desk()
    desk.plans[desk.incident_id] = plans(desk.incident_id, *NINE)
    (order,) = desk.play()
    assert isinstance(order, OrderMuster)
    assert order.plan.rally == RALLY
    assert [(one.unit_id, one.rank) for one in order.units] == list(zip(NINE, range(1, 10), strict=True))
    assert order.units[2].eta_ms == 62_000
    assert (order.plan.proposal, order.plan.card) == ("balanced", "chemical-explosion")
    assert order.plan.channel
    assert {post.kind for post in order.plan.posts} >= {post.kind for post in CARDS["CHEM"].posts}
    assert desk.stand.muster.plan == order.plan


def test_the_planners_posts_and_work_area_are_taken_where_it_tells_them() -> None:
    desk = Desk()
    told = replace(plans(desk.incident_id, *NINE), posts=PLAN.posts, work_area_e7=PLAN.work_area_e7)
    desk.plans[desk.incident_id] = told
    (order,) = desk.play()
    assert isinstance(order, OrderMuster)
    assert (order.plan.posts, order.plan.work_area_e7) == (PLAN.posts, PLAN.work_area_e7)


def test_the_commander_looks_before_it_orders() -> None:
    desk = Desk(Policy(look_s=5.0))
    desk.plans[desk.incident_id] = plans(desk.incident_id, *NINE)
    assert desk.play(5) == []
    assert len(desk.play(1)) == 1


def test_without_a_planner_the_nearest_go_to_the_nearest_station_after_a_while() -> None:
    desk = Desk()
    assert desk.play(24) == []
    (order,) = desk.play(3)
    assert isinstance(order, OrderMuster)
    assert order.plan.rally is not None
    assert len(order.units) == 9


def test_units_that_were_taken_meanwhile_are_left_out() -> None:
    desk = Desk()
    desk.stand.dispatch(desk.stand.open_incident(), NINE[0])
    desk.plans[desk.incident_id] = plans(desk.incident_id, *NINE)
    (order,) = desk.play()
    assert isinstance(order, OrderMuster)
    assert [one.unit_id for one in order.units] == list(NINE[1:])


def test_a_commander_may_activate_before_it_orders() -> None:
    desk = Desk(changed(AT_ONCE, activate=True, look_s=3.0))
    desk.plans[desk.incident_id] = plans(desk.incident_id, *NINE)
    assert [type(one) for one in desk.play(5)] == [ActivateMuster, OrderMuster]


def test_ordinary_incidents_and_types_without_a_card_are_left_alone() -> None:
    desk = Desk()
    ordinary = desk.stand.picture.incidents[desk.stand.open_incident()]
    assert desk.hands.next_command(desk.sight, ordinary) is None
    bare = Sight(desk.stand.t_ms, desk.stand.picture)
    assert desk.hands.next_command(bare, desk.stand.picture.incidents[desk.incident_id]) is None


def test_a_refused_order_is_not_given_again_at_once() -> None:
    desk = Desk()
    desk.plans[desk.incident_id] = plans(desk.incident_id, *NINE)
    assert desk.next() is not None
    desk.stand.run(TRY_AGAIN_MS // 1_000 - 1)
    assert desk.next() is None
    desk.stand.run(2)
    assert desk.next() is not None


# -- substitutes -------------------------------------------------------------------------------------------------------


def test_who_declined_is_replaced_by_the_forecasts_first_substitute() -> None:
    desk = Desk().ordered(*NINE)
    muster = desk.stand.muster
    assert expected(desk.sight, muster) == 108
    desk.stand.ask("desk", DeclineOrder(order_id=muster.units[0].order_id, reason="flat tyre"))
    desk.forecasts[muster.id] = forecast(muster, UNITS[10].id, UNITS[11].id, t_ms=desk.stand.t_ms)
    assert expected(desk.sight, desk.stand.muster) == 96
    (sent,) = desk.play()
    assert sent == DispatchUnits(
        incident_id=desk.incident_id, units=(UnitChoice(unit_id=UNITS[10].id, eta_ms=200_000),)
    )
    assert desk.play(10) == []


def test_without_a_forecast_the_nearest_replaces() -> None:
    desk = Desk().ordered(*NINE)
    desk.stand.ask("desk", DeclineOrder(order_id=desk.stand.muster.units[0].order_id, reason="flat tyre"))
    (sent,) = desk.play()
    assert isinstance(sent, DispatchUnits)
    assert sent.units[0].unit_id in {one.id for one in UNITS[9:]} | {NINE[0]}


def test_the_silent_the_lost_and_the_broken_down_are_not_expected() -> None:
    desk = Desk(silent_share=1.0, silent_s=(300.0, 300.0)).ordered(*NINE)
    assert expected(desk.sight, desk.stand.muster) == 108
    desk.stand.run(65)
    assert expected(desk.sight, desk.stand.muster) == 0
    lost = Desk().ordered(*NINE)
    first = lost.stand.muster.units[0].unit_id
    known = lost.stand.picture.units[first]
    lost.stand.picture.units[first] = replace(known, contact_lost=True)
    assert expected(lost.sight, lost.stand.muster) == 96


def test_a_forecast_that_will_be_late_sends_more_and_a_good_one_does_not() -> None:
    desk = Desk(changed(AT_ONCE, hurry_permille=800)).ordered(*NINE)
    muster = desk.stand.muster
    desk.forecasts[muster.id] = forecast(muster, UNITS[11].id, t_ms=desk.stand.t_ms, in_time=900)
    assert desk.play(8) == []
    desk.forecasts[muster.id] = forecast(muster, UNITS[11].id, t_ms=desk.stand.t_ms, in_time=700)
    (sent,) = desk.play(1)
    assert isinstance(sent, DispatchUnits)
    assert [one.unit_id for one in sent.units] == [UNITS[11].id]


def test_a_margin_is_kept() -> None:
    desk = Desk(changed(AT_ONCE, margin=20)).ordered(*NINE)
    (sent,) = desk.play()
    assert isinstance(sent, DispatchUnits)
    assert len(sent.units) == 1


def test_reserves_are_recalled_when_too_few_are_eligible() -> None:
    few = (*UNITS[:7], replace(UNITS[8], reserved=True))
    desk = Desk(changed(AT_ONCE, activate=True), units=few)
    desk.plans[desk.incident_id] = plans(desk.incident_id, *(one.id for one in few[:7]))
    asked = desk.play(20)
    assert [type(one) for one in asked][:2] == [ActivateMuster, RecallReserves]
    assert not desk.stand.picture.units[UNITS[8].id].reserved


# -- posts, control, afterwards ----------------------------------------------------------------------------------------


def test_units_at_the_rally_point_fill_the_posts_after_t1_and_the_rest_stays() -> None:
    desk = Desk().ordered(*NINE)
    desk.stand.run_while(lambda: desk.stand.muster.t1_ms < 0)
    (sent,) = desk.play()
    assert isinstance(sent, SendToPosts)
    plan = desk.stand.muster.plan
    assert plan is not None
    quota = {post.id: post.officers for post in plan.posts}
    assert {one.post_id for one in sent.assignments} == set(quota)
    assert len(sent.assignments) == len(quota) < 9
    assert desk.play(10) == []


def test_everybody_goes_to_a_post_where_the_policy_wants_it() -> None:
    desk = Desk(changed(AT_ONCE, everybody_to_posts=True)).ordered(*NINE)
    desk.stand.run_while(lambda: desk.stand.muster.t1_ms < 0)
    sent = [
        one for command in desk.play(200) if isinstance(command, SendToPosts) for one in command.assignments
    ]
    assert {one.unit_id for one in sent} == set(NINE)


def test_a_post_whose_unit_broke_down_gets_another() -> None:
    desk = Desk().ordered(*NINE)
    desk.stand.run_while(lambda: desk.stand.muster.t1_ms < 0)
    (sent,) = desk.play()
    assert isinstance(sent, SendToPosts)
    lost = sent.assignments[0]
    broken = SetOutOfService(unit_id=lost.unit_id, reason="vehicle breakdown")
    assert desk.stand.ask("desk", broken) is None
    desk.stand.run(TRY_AGAIN_MS // 1_000)
    (again,) = desk.play()
    assert isinstance(again, SendToPosts)
    assert [one.post_id for one in again.assignments] == [lost.post_id]


def test_units_on_scene_are_sent_before_those_at_the_rally_point() -> None:
    desk = Desk().ordered(*NINE)
    desk.stand.run_while(lambda: desk.stand.muster.t1_ms < 0)
    muster = desk.stand.muster
    units = tuple(replace(one, area="scene") if one.unit_id == NINE[-1] else one for one in muster.units)
    first = fill_posts(desk.stand.picture, replace(muster, units=units), everybody=False)[0]
    assert first.unit_id == NINE[-1]


def test_a_declaration_is_verified_with_every_item_and_refuted_without() -> None:
    desk = Desk(changed(AT_ONCE, verify_s=10.0)).ordered(*NINE)
    now = desk.stand.t_ms
    items = desk.stand.muster.items
    desk.set_muster(t1_ms=1, t2_ms=2, posts_filled_ms=2, declared_ms=now, declared_by="town")
    desk.stand.t_ms = now + 9_000
    assert desk.next() is None
    desk.stand.t_ms = now + 10_000
    refuted = desk.next()
    assert isinstance(refuted, RefuteControl)
    desk.set_muster(items=tuple(replace(one, evidence_ms=now) for one in items))
    assert desk.next() == VerifyControl(muster_id=desk.stand.muster.id)
    trusting = MusterHands(changed(AT_ONCE, refutes=False), ByPlanner())
    desk.set_muster(items=items)
    incident = desk.stand.picture.incidents[desk.incident_id]
    assert trusting.next_command(desk.sight, incident) is None


def test_where_phases_start_by_order_phase_three_is_ordered() -> None:
    desk = Desk().ordered(*NINE)
    plan = desk.stand.muster.plan
    assert plan is not None
    desk.set_muster(t1_ms=1, t2_ms=2, posts_filled_ms=2, plan=replace(plan, clock_model=ClockModel.PER_ORDER))
    assert desk.next() == OrderPhase(muster_id=desk.stand.muster.id, phase=3)


@pytest.mark.parametrize("reason", ["", COVER_REASON])
def test_gaps_get_their_reason_where_the_policy_has_one(reason: str) -> None:
    desk = Desk(changed(AT_ONCE, cover_reason=reason)).ordered(*NINE)
    desk.set_muster(gaps=(CoverGap(grid_id="G-01", opened_ms=desk.stand.t_ms),))
    command = desk.next()
    assert isinstance(command, RecordCoverReason) is bool(reason)
    if isinstance(command, RecordCoverReason):
        assert command.grid_ids == ("G-01",)


def test_after_control_those_left_at_the_rally_point_are_stood_down_one_by_one() -> None:
    desk = Desk().ordered(*NINE)
    desk.stand.run_while(lambda: desk.stand.muster.t1_ms < 0)
    desk.set_muster(state=MusterState.RESOLVED, t3_ms=desk.stand.t_ms)
    asked = desk.play(12)
    assert [type(one) for one in asked] == [CancelOrder] * 9
    assert all(desk.stand.unit_state(one) is not UnitState.MUSTERED for one in NINE)
    assert desk.play(5) == []


def test_a_muster_is_played_from_order_to_control_with_losses_on_the_way() -> None:
    desk = Desk(
        changed(AT_ONCE, look_s=5.0, verify_s=8.0),
        decline_share=0.15,
        breakdown_share=0.1,
        delay_share=0.2,
        silent_share=0.1,
    )
    desk.plans[desk.incident_id] = plans(desk.incident_id, *NINE, rally=crossing(5, 4))
    for _ in range(2_400):
        desk.play()
        if desk.stand.picture.musters and desk.stand.muster.state is MusterState.RESOLVED:
            break
    muster = desk.stand.muster
    assert muster.state is MusterState.RESOLVED
    assert 0 < muster.t1_ms < muster.t2_ms <= muster.t3_ms
    assert len(muster.units) > 9
    assert any(desk.stand.picture.orders[o].state is OrderState.DECLINED for o in desk.stand.picture.orders)
