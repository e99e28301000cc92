"""Activation (T0), the muster order and its end: who may, whom it sends (DOMAIN §3 "Order", "Phases")."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.domain.base.message import Refusal
from console.domain.base.roles import Role, WorldKind
from console.domain.decide import AnyCommand, due
from console.domain.incidents.commands import ArchiveIncident, CloseIncident
from console.domain.musters.commands import (
    ActivateMuster,
    CloseCoverGap,
    DeclareControl,
    EndMuster,
    OpenCoverGap,
    OrderMuster,
    OrderPhase,
    RecallReserves,
    RecordCoverReason,
    RefuteControl,
    ReportItem,
    SendToPosts,
    SetWorkArea,
    VerifyControl,
    WithdrawItem,
)
from console.domain.musters.entities import Activation, MusterState
from console.domain.musters.events import (
    DefinitionChanged,
    DefinitionLocked,
    MusterActivated,
    MusterOrdered,
    PostAssignment,
)
from console.domain.musters.plan import MusterMode, Post, PostKind
from console.domain.orders.commands import CancelOrder, DivertUnit, SetOutOfService, UnitChoice
from console.domain.orders.events import UnitDispatched
from console.domain.orders.states import OrderState, UnitState
from tests.console.domain.musters.muster_world import (
    FIRE,
    PATROLS,
    RALLY,
    RESERVES,
    RING,
    MusterWorld,
    baseline,
    plan,
)

DEMO, DRILL, LIVE, REPLAY = WorldKind.DEMO, WorldKind.DRILL, WorldKind.LIVE, WorldKind.REPLAY


# -- T0 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(WorldKind))
def test_t0_is_the_activation_by_the_duty_leader_in_every_kind_of_journal(kind: WorldKind) -> None:
    world = MusterWorld(kind)
    world.wait(7_000)
    world.activate()
    assert (world.muster.t0_ms, world.muster.activation) == (7_000, Activation.LEADER)
    assert (world.muster.state, world.muster.activated_by) == (MusterState.ACTIVE, "li")


@pytest.mark.parametrize("kind", [DEMO, DRILL])
def test_a_player_activates_in_demo_and_drill(kind: WorldKind) -> None:
    world = MusterWorld(kind)
    world.activate(Role.OPERATOR)
    assert world.muster.activation is Activation.PLAYER


@pytest.mark.parametrize("kind", [LIVE, REPLAY])
def test_outside_demo_and_drill_only_the_duty_leader_activates_and_orders(kind: WorldKind) -> None:
    world = MusterWorld(kind)
    assert world.refused(ActivateMuster(incident_id=world.incident_id)) == "needs_leader"
    assert world.refused(world.command(*PATROLS)) == "needs_leader"


def test_an_operator_orders_in_live_once_a_leader_has_activated() -> None:
    world = MusterWorld(LIVE)
    world.activate()
    world.order(role=Role.OPERATOR)
    assert world.muster.activation is Activation.LEADER


def test_strength_alone_does_not_let_an_operator_give_the_order_in_live() -> None:
    world = MusterWorld(LIVE)
    world.dispatch(world.incident_id, *PATROLS[:6])
    assert world.muster.activation is Activation.STRENGTH
    assert world.refused(world.command(*PATROLS)) == "needs_leader"


def test_an_activation_by_the_director_of_a_drill_is_marked() -> None:
    world = MusterWorld(DRILL)
    world.activate(Role.TRAINER)
    assert world.muster.activation is Activation.DIRECTOR


@pytest.mark.parametrize("kind", [LIVE, DEMO, REPLAY])
def test_a_director_activates_only_in_drills(kind: WorldKind) -> None:
    world = MusterWorld(kind)
    command = ActivateMuster(incident_id=world.incident_id)
    assert world.refused(command, Role.TRAINER) == "only_drills"


def test_the_order_that_takes_committed_sworn_strength_above_20_sets_t0() -> None:
    world = MusterWorld(LIVE)
    world.dispatch(world.incident_id, *PATROLS[:5])  # 20 officers: not above
    assert not world.picture.musters
    world.wait(30_000)
    world.dispatch(world.incident_id, PATROLS[5])
    assert (world.muster.t0_ms, world.muster.activation) == (30_000, Activation.STRENGTH)
    assert [unit.unit_id for unit in world.muster.units] == list(PATROLS[:6])


def test_a_diversion_that_takes_committed_strength_above_20_sets_t0() -> None:
    world = MusterWorld()
    world.dispatch(world.incident_id, *PATROLS[:5])
    world.dispatch(world.incident("theft"), PATROLS[5])
    world.must(DivertUnit(unit_id=PATROLS[5], incident_id=world.incident_id))
    assert world.muster.activation is Activation.STRENGTH


def test_committed_strength_is_that_of_orders_which_are_still_open() -> None:
    world = MusterWorld()
    orders = world.dispatch(world.incident_id, *PATROLS[:5])
    world.must(CancelOrder(order_id=orders[0]))
    world.dispatch(world.incident_id, PATROLS[5])  # 20 again
    assert not world.picture.musters


def test_strength_activates_only_for_a_major_incident() -> None:
    world = MusterWorld()
    world.dispatch(world.incident("theft"), *PATROLS[:10])
    assert not world.picture.musters


def test_strength_activates_once_and_not_again_after_standing_down() -> None:
    world = MusterWorld()
    world.dispatch(world.incident_id, *PATROLS[:6])
    world.must(EndMuster(muster_id="M-0001", reason="false alarm"))
    world.dispatch(world.incident_id, PATROLS[6])
    assert list(world.picture.musters) == ["M-0001"]


def test_whichever_comes_first_sets_t0_and_the_other_changes_nothing() -> None:
    world = MusterWorld()
    world.activate()
    world.wait(5_000)
    world.dispatch(world.incident_id, *PATROLS[:10])
    assert (world.muster.t0_ms, world.muster.activation) == (0, Activation.LEADER)


def test_the_order_activates_when_nobody_has() -> None:
    world = MusterWorld()
    world.wait(4_000)
    names = [type(event).__name__ for event in world.order()]
    assert names == [
        *("MusterActivated", "DefinitionLocked", "MusterOrdered", "DefinitionChanged"),
        *["UnitDispatched"] * 30,
    ]
    assert (world.muster.t0_ms, world.muster.ordered_ms) == (4_000, 4_000)


def test_an_order_after_the_activation_does_not_move_t0() -> None:
    world = MusterWorld()
    world.activate()
    world.wait(20_000)
    world.order()
    assert (world.muster.t0_ms, world.muster.ordered_ms) == (0, 20_000)
    assert (world.muster.ordered_by, world.muster.ordered_seat) == ("li", "desk-3")


def test_only_major_incidents_are_mustered_for() -> None:
    world = MusterWorld()
    theft = world.incident("theft")
    assert world.refused(ActivateMuster(incident_id=theft), Role.DUTY_LEADER) == "not_major"
    ordered = replace(world.command(*PATROLS), incident_id=theft)
    assert world.refused(ordered, Role.DUTY_LEADER) == "not_major"


def test_a_closed_incident_is_not_mustered_for() -> None:
    world = MusterWorld()
    world.must(CloseIncident(incident_id=world.incident_id, disposition="nothing"))
    command = ActivateMuster(incident_id=world.incident_id)
    assert world.refused(command, Role.DUTY_LEADER) == "incident_closed"


def test_one_muster_of_an_incident_at_a_time() -> None:
    world = MusterWorld()
    world.activate()
    command = ActivateMuster(incident_id=world.incident_id)
    assert world.refused(command, Role.DUTY_LEADER) == "muster_active"
    world.must(EndMuster(muster_id="M-0001", reason="practice"))
    world.activate()
    assert list(world.picture.musters) == ["M-0001", "M-0002"]


# -- the order ---------------------------------------------------------------------------------------------------------


def test_the_order_given_twice_is_refused_and_names_who_gave_it_from_where_and_when() -> None:
    world = MusterWorld()
    world.wait(9_000)
    world.order()
    world.wait(1_000)
    outcome = world.ask(world.command(*PATROLS), Role.DUTY_LEADER, "zhao", "desk-1")
    assert isinstance(outcome, Refusal)
    assert outcome.code == "muster_already_ordered"
    assert outcome.fields == {"muster": "M-0001", "seat": "desk-3", "by": "li", "at": 9_000}


def test_of_two_seats_that_order_at_once_the_first_at_the_hub_is_obeyed() -> None:
    world = MusterWorld()
    first = world.ask(world.command(*PATROLS[:10]), Role.DUTY_LEADER, "wang", "desk-1")
    second = world.ask(world.command(*PATROLS[10:]), Role.OPERATOR, "li", "desk-2")
    assert isinstance(first, list)
    assert isinstance(second, Refusal)
    assert second.fields["seat"] == "desk-1"
    assert {order.unit_id for order in world.picture.orders.values()} == set(PATROLS[:10])


def test_ordered_units_go_to_the_rally_point_and_carry_what_the_plan_showed() -> None:
    world = MusterWorld()
    world.order("P-101")
    order = world.picture.orders[world.order_id("P-101")]
    assert (order.to_rally, order.eta_ms, order.recommended_rank) == (True, 120_000, 1)
    assert world.under("P-101").eta_ms == 120_000


def test_direct_to_scene_sends_nobody_to_a_rally_point() -> None:
    world = MusterWorld()
    world.order("P-101", mode=MusterMode.DIRECT_TO_SCENE, rally=None)
    assert not world.picture.orders[world.order_id("P-101")].to_rally


def test_crews_of_other_departments_go_straight_to_the_scene() -> None:
    world = MusterWorld()
    world.order("P-101", FIRE)
    assert not world.picture.orders[world.order_id(FIRE)].to_rally


def test_units_that_are_not_free_any_more_are_skipped_and_named() -> None:
    world = MusterWorld()
    world.dispatch(world.incident("theft"), "P-102")
    world.must(SetOutOfService(unit_id="P-103", reason="breakdown"))
    events = world.order("P-101", "P-102", "P-103", RESERVES[0])
    ordered = next(event for event in events if isinstance(event, MusterOrdered))
    assert ordered.skipped == ("P-102", "P-103", RESERVES[0])
    assert [unit.unit_id for unit in world.muster.units] == ["P-101"]


def test_an_order_to_units_none_of_which_is_free_is_refused() -> None:
    world = MusterWorld()
    world.dispatch(world.incident("theft"), "P-102")
    assert world.refused(world.command("P-102"), Role.DUTY_LEADER) == "unit_busy"
    assert not world.picture.musters


def test_units_on_this_incident_already_stay_on_their_way_to_the_scene_under_the_order() -> None:
    world = MusterWorld()
    world.dispatch(world.incident_id, "P-101")
    events = world.order("P-101", "P-102")
    ordered = next(event for event in events if isinstance(event, MusterOrdered))
    assert ordered.skipped == ()
    assert {unit.unit_id for unit in world.muster.units} == {"P-101", "P-102"}
    assert not world.picture.orders[world.order_id("P-101")].to_rally


def test_an_order_names_units_each_once_and_known_ones() -> None:
    world = MusterWorld()
    assert world.refused(world.command("P-101", "P-101"), Role.DUTY_LEADER) == "duplicate_unit"
    assert world.refused(world.command("X-1"), Role.DUTY_LEADER) == "unknown_unit"
    none = OrderMuster(incident_id=world.incident_id, plan=plan(), units=())
    assert world.refused(none, Role.DUTY_LEADER) == "no_units"
    many = tuple(UnitChoice(unit_id="P-101") for _ in range(201))
    flood = OrderMuster(incident_id=world.incident_id, plan=plan(), units=many)
    assert world.refused(flood, Role.DUTY_LEADER) == "too_many"


def test_units_sent_after_the_order_go_to_the_rally_point_until_t1_and_to_the_scene_after_it() -> None:
    world = MusterWorld()
    world.order(*PATROLS[:26])
    world.dispatch(world.incident_id, "P-127")
    assert world.picture.orders[world.order_id("P-127")].to_rally
    world.rally(*PATROLS[:26])
    world.wait(10_000)  # T1 has held, though no timer has run yet
    world.dispatch(world.incident_id, "P-128")
    assert not world.picture.orders[world.order_id("P-128")].to_rally
    assert world.muster.t1_ms == 0


def test_a_unit_diverted_to_a_mustering_incident_goes_to_the_rally_point_under_its_order() -> None:
    world = MusterWorld()
    world.dispatch(world.incident("theft"), "P-130")
    world.order(*PATROLS[:10])
    world.must(DivertUnit(unit_id="P-130", incident_id=world.incident_id))
    assert world.picture.orders[world.order_id("P-130")].to_rally
    assert world.under("P-130").order_id == world.order_id("P-130")


# -- the end -----------------------------------------------------------------------------------------------------------


def test_standing_down_before_t3_needs_a_reason() -> None:
    world = MusterWorld()
    world.order()
    assert world.refused(EndMuster(muster_id="M-0001")) == "text_required"
    world.must(EndMuster(muster_id="M-0001", reason="gas was off"))
    assert (world.muster.state, world.muster.ended_reason) == (MusterState.ENDED, "gas was off")


def test_after_t3_a_muster_ends_without_a_reason() -> None:
    world = MusterWorld()
    world.mustered()
    world.arrived()
    world.resolved()
    resolved = world.muster.state
    world.must(EndMuster(muster_id="M-0001"))
    assert (resolved, world.muster.state) == (MusterState.RESOLVED, MusterState.ENDED)


def test_a_muster_ends_with_its_incident() -> None:
    world = MusterWorld()
    world.order("P-101")
    world.must(CancelOrder(order_id=world.order_id("P-101")))
    world.must(CloseIncident(incident_id=world.incident_id, disposition="handled"))
    assert (world.muster.state, world.muster.ended_ms) == (MusterState.ENDED, world.t_ms)


def test_a_muster_leaves_the_picture_with_its_incident() -> None:
    world = MusterWorld()
    world.activate()
    world.must(CloseIncident(incident_id=world.incident_id, disposition="handled"))
    world.wait(1_800_000)
    assert ArchiveIncident(incident_id=world.incident_id) in due(world.picture, world.t_ms)
    world.settle()
    assert not world.picture.musters


OVER: list[tuple[AnyCommand, Role]] = [
    (SendToPosts(muster_id="M-0001", assignments=(PostAssignment(unit_id="P-101"),)), Role.OPERATOR),
    (OrderPhase(muster_id="M-0001", phase=2), Role.OPERATOR),
    (ReportItem(muster_id="M-0001", item_id="fire_out"), Role.FIELD),
    (WithdrawItem(muster_id="M-0001", item_id="fire_out", reason="no"), Role.OPERATOR),
    (DeclareControl(muster_id="M-0001"), Role.FIELD),
    (VerifyControl(muster_id="M-0001"), Role.OPERATOR),
    (RefuteControl(muster_id="M-0001", reason="no"), Role.OPERATOR),
    (OpenCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER),
    (CloseCoverGap(muster_id="M-0001", grid_ids=("G-01",)), Role.PLANNER),
    (RecordCoverReason(muster_id="M-0001", reason="x"), Role.DUTY_LEADER),
    (RecallReserves(muster_id="M-0001"), Role.OPERATOR),
    (SetWorkArea(muster_id="M-0001", ring_e7=RING), Role.DUTY_LEADER),
    (EndMuster(muster_id="M-0001", reason="again"), Role.OPERATOR),
    (baseline(), Role.PLANNER),
]


@pytest.mark.parametrize(("command", "role"), OVER)
def test_nothing_is_done_in_a_muster_that_is_over(command: AnyCommand, role: Role) -> None:
    world = MusterWorld()
    world.order()
    world.must(EndMuster(muster_id="M-0001", reason="stood down"))
    assert world.refused(command, role) == "muster_over"


@pytest.mark.parametrize(("command", "role"), OVER)
def test_nothing_is_done_in_a_muster_that_is_not_there(command: AnyCommand, role: Role) -> None:
    assert MusterWorld().refused(command, role) == "unknown_muster"


NEEDS_ORDER = [each for each in OVER if type(each[0]) in (SendToPosts, OrderPhase, ReportItem)]


@pytest.mark.parametrize(
    ("command", "role"), [*NEEDS_ORDER, (DeclareControl(muster_id="M-0001"), Role.FIELD)]
)
def test_posts_phases_and_checklist_wait_for_the_order(command: AnyCommand, role: Role) -> None:
    world = MusterWorld()
    world.activate()
    assert world.refused(command, role) == "muster_not_ordered"


def test_cancelling_an_ordered_unit_frees_it_and_a_new_order_takes_it_again() -> None:
    world = MusterWorld()
    world.order(*PATROLS[:5])
    world.must(CancelOrder(order_id=world.order_id("P-101")))
    assert world.picture.units["P-101"].state is UnitState.AVAILABLE
    assert (world.under("P-101").ended, world.why("P-101")) == (True, "order_ended")
    world.dispatch(world.incident_id, "P-101")
    assert (world.under("P-101").ended, world.why("P-101")) == (False, "en_route")
    assert world.picture.orders[world.order_id("P-101")].state is OrderState.DISPATCHED


def test_the_order_is_in_the_journal_before_the_units_it_sends() -> None:
    world = MusterWorld()
    events = world.order("P-101", "P-102")
    assert [type(each) for each in events] == [
        MusterActivated,
        DefinitionLocked,
        MusterOrdered,
        DefinitionChanged,
        UnitDispatched,
        UnitDispatched,
    ]


def test_an_order_says_its_rally_point_route_gear_and_channel() -> None:
    world = MusterWorld()
    world.order(route="via ring road", gear_en="masks", gear_zh="面具", channel="350.1")
    assert world.muster.plan is not None
    said = world.muster.plan
    assert (said.rally, said.route, said.gear_en, said.channel) == (RALLY, "via ring road", "masks", "350.1")


def test_a_post_is_a_place_with_a_kind_and_a_quota() -> None:
    post = Post(
        id="x", kind=PostKind.RESCUE_LANE, name_zh="", name_en="", lon_e7=1_179_000_000, lat_e7=368_000_000,
        officers=3,
    )  # fmt: skip
    world = MusterWorld()
    world.order(posts=(post,))
    assert [(status.post_id, status.filled_ms) for status in world.muster.posts] == [("x", -1)]
