"""Crews under a muster order: head-count at signing, to the rally point, stand in the fence, to their posts, work."""

from __future__ import annotations

from itertools import combinations

import msgspec
from msgspec.structs import replace

from console.domain.base.roles import Role
from console.domain.musters.commands import RecallReserves, ReportHeadcount, ReportThere, VerifyControl
from console.domain.musters.entities import Area, MusterState
from console.domain.musters.plan import MusterMode
from console.domain.orders.commands import CancelOrder
from console.domain.orders.states import OrderState, UnitState
from console.domain.registry.entities import UnitKind
from console.geo import distance_m
from tests.backend_stub.town.muster_stand import PLAN, RALLY, UNITS, MusterStand
from tests.backend_stub.town.stand import SITES, unit

ALL = tuple(one.id for one in UNITS)


def _to_rally_m(stand: MusterStand, unit_id: str) -> float:
    fix = stand.town.crews[unit_id].body.fix_at(stand.t_ms)
    return distance_m(fix.lon_e7, fix.lat_e7, RALLY.lon_e7, RALLY.lat_e7)


def test_crews_confirm_their_head_count_when_they_sign() -> None:
    stand = MusterStand()
    stand.order(*ALL)
    stand.run(30)
    for unit_id in ALL:
        order = stand.picture.orders[stand.unit(unit_id).order_id]
        assert stand.unit(unit_id).headcount == 4
        assert order.acknowledged_ms < stand.unit(unit_id).headcount_ms <= order.acknowledged_ms + 12_000
    assert len(stand.of(ReportHeadcount)) == len(ALL)


def test_crews_stand_in_the_rally_fence_not_on_one_spot_until_they_are_sent() -> None:
    stand = MusterStand()
    stand.order(*ALL)
    stand.run_while(lambda: stand.muster.t1_ms < 0)
    stand.run(200)
    assert stand.muster.counted == 20
    for unit_id in ALL:
        assert _to_rally_m(stand, unit_id) <= 110.0
        assert stand.picture.orders[stand.unit(unit_id).order_id].state is OrderState.MUSTERED
    fixes = [stand.town.crews[unit_id].body.fix_at(stand.t_ms) for unit_id in ALL]
    assert all(a[:2] != b[:2] for a, b in combinations(fixes, 2))
    assert all(fix.speed_cmps == 0 for fix in fixes)


def test_crews_sent_to_posts_drive_there_and_confirm_on_scene() -> None:
    stand = MusterStand()
    stand.order(*ALL)
    stand.run_while(lambda: stand.muster.t1_ms < 0)
    stand.send(P_1="command", P_2="cordon")
    stand.run_while(lambda: stand.muster.t2_ms < 0)
    assert [status.officers for status in stand.muster.posts] == [4, 4]
    assert stand.picture.orders[stand.unit("P-1").order_id].state is OrderState.ONSCENE
    assert stand.muster.handling_ms >= 0
    assert stand.muster.sustain_failed_ms < 0
    assert _to_rally_m(stand, "P-3") <= 110.0


def test_a_unit_sent_to_another_post_goes_there() -> None:
    stand = MusterStand()
    stand.order(*ALL)
    stand.run_while(lambda: stand.muster.t1_ms < 0)
    stand.send(P_1="command")
    stand.run_while(lambda: stand.unit("P-1").at_post_ms < 0)
    stand.send(P_1="cordon")
    assert stand.unit("P-1").at_post_ms < 0
    stand.run_while(lambda: stand.unit("P-1").at_post_ms < 0)
    there = next(one for one in PLAN.posts if one.id == "cordon")
    fix = stand.town.crews["P-1"].body.fix_at(stand.t_ms)
    assert distance_m(fix.lon_e7, fix.lat_e7, there.lon_e7, there.lat_e7) <= 60.0


def test_an_early_unit_goes_to_the_scene_and_to_its_post_when_it_is_sent() -> None:
    stand = MusterStand()
    stand.incident_id = stand.open_incident(SITES[1], "CHEM")
    (order_id,) = stand.dispatch(stand.incident_id, "P-5")
    stand.run_until("onscene", order_id)
    stand.order_again("P-1", "P-2", "P-3")
    stand.run(25)
    assert (stand.unit("P-5").area, stand.unit("P-5").why_not) == ("scene", "")
    assert len(stand.unit("P-5").officers) == 4
    stand.send(P_5="cordon")
    stand.run_while(lambda: stand.unit("P-5").at_post_ms < 0)


def test_directly_to_the_scene_nobody_stops_at_the_rally_point() -> None:
    stand = MusterStand()
    stand.order(*ALL, plan=replace(PLAN, mode=MusterMode.DIRECT_TO_SCENE))
    stand.run_while(lambda: stand.muster.t1_ms < 0)
    assert {one.area for one in stand.muster.units if not one.why_not} == {"scene"}


def test_at_a_roll_call_crews_confirm_again_at_the_rally_point() -> None:
    stand = MusterStand()
    stand.order(*ALL, plan=replace(PLAN, mode=MusterMode.ROLL_CALL))
    stand.run_while(lambda: stand.muster.t1_ms < 0)
    for one in stand.muster.units:
        if not one.why_not:
            assert one.headcount_ms >= one.first_rally_ms > 0


def test_some_are_absent_and_one_says_one_too_many() -> None:
    few = MusterStand(absent_share=1.0)
    few.order(*ALL)
    few.run(30)
    assert {one.headcount for one in few.muster.units} <= {2, 3}
    many = MusterStand(over_share=1.0)
    many.order(*ALL)
    many.run(30)
    assert {(one.headcount, one.over_roster) for one in many.muster.units} == {(5, 1)}
    many.run_while(lambda: many.muster.t1_ms < 0)
    assert many.muster.counted % 4 == 0


def test_a_terminal_whose_clock_is_off_is_flagged() -> None:
    stand = MusterStand(skew_share=1.0)
    stand.order(*ALL)
    stand.run(30)
    assert stand.muster.skewed >= len(ALL)
    assert all(stand.picture.orders[one.order_id].skew_ms > 2_000 for one in stand.muster.units)
    right = MusterStand()
    right.order(*ALL)
    right.run(30)
    assert right.muster.skewed == 0


def test_a_crew_without_a_roster_says_so_and_goes_to_the_scene() -> None:
    fire = replace(unit("F-1", 7, 7, UnitKind.DEPARTMENT), tier=0, sworn=0, capabilities=("fire",))
    stand = MusterStand(units=(*UNITS, fire))
    stand.order("P-1", "P-2", "P-3")
    (order_id,) = stand.dispatch(stand.incident_id, "F-1")
    assert not stand.picture.orders[order_id].to_rally
    stand.run_until("onscene", order_id)
    stand.run(20)
    assert (stand.unit("F-1").headcount, stand.unit("F-1").why_not) == (0, "wrong_tier")


def test_a_unit_that_broke_down_leaves_the_muster_and_says_nothing_more() -> None:
    stand = MusterStand(breakdown_share=1.0, breakdown_s=(2_000.0, 2_000.0))
    stand.order("P-1")
    stand.run_while(lambda: not stand.unit("P-1").ended)
    assert stand.unit_state("P-1") is UnitState.OUT_OF_SERVICE
    before = len(stand.said)
    stand.run(60)
    assert not [w for _, w, _ in stand.said[before:] if w.role is Role.FIELD]


def test_a_crew_may_sign_and_not_move_for_long() -> None:
    stand = MusterStand(stuck_share=1.0, stuck_s=(300.0, 300.0))
    stand.order("P-1", "P-2")
    stand.run(60)
    before = stand.town.crews["P-1"].body.fix_at(stand.t_ms)
    stand.run(200)
    order = stand.picture.orders[stand.unit("P-1").order_id]
    assert order.state is OrderState.ACKNOWLEDGED
    assert stand.unit("P-1").headcount == 4
    assert stand.town.crews["P-1"].body.fix_at(stand.t_ms)[:2] == before[:2]
    stand.run_while(lambda: stand.unit("P-1").area != "rally")


def test_what_befalls_a_unit_does_not_depend_on_what_else_was_ordered() -> None:
    fates = []
    for first in (("P-1",), ("P-4", "P-2", "P-1")):
        stand = MusterStand(decline_share=0.5, delay_share=0.5, breakdown_share=0.3)
        stand.order(*first)
        stand.run(300)
        order = stand.picture.orders[stand.unit("P-1").order_id]
        fates.append((order.reason, order.acknowledged_ms - order.dispatched_ms, order.delayed))
    assert fates[0] == fates[1]


def test_voice_proxy_to_the_rally_point_does_not_stop_the_drive() -> None:
    stand = MusterStand()
    stand.order("P-5", "P-1")
    stand.run(12)
    said = ReportThere(order_id=stand.unit("P-5").order_id, area=Area.RALLY)
    assert stand.ask("desk", said, Role.OPERATOR) is None
    stand.run(3)
    assert stand.unit("P-5").contradicted
    stand.run_while(lambda: stand.unit("P-5").area != "rally")
    assert not stand.unit("P-5").contradicted


def test_an_interrupted_run_or_a_cancelled_order_sends_everybody_home() -> None:
    stand = MusterStand()
    stand.order(*ALL)
    stand.run_while(lambda: stand.muster.t1_ms < 0)
    for one in stand.muster.units:
        if not one.ended:
            assert stand.ask("desk", CancelOrder(order_id=one.order_id, reason="stood down")) is None
    stand.run(900)
    assert all(stand.unit_state(unit_id) is UnitState.AVAILABLE for unit_id in ALL)


def test_reserves_stay_at_their_station_until_they_are_recalled() -> None:
    reserve = replace(unit("R-501", 2, 2), reserved=True)
    stand = MusterStand(units=(*UNITS, reserve))
    stand.run(600)
    fix = stand.town.crews["R-501"].body.fix_at(stand.t_ms)
    assert (fix.lon_e7, fix.lat_e7) == (reserve.home_lon_e7, reserve.home_lat_e7)
    stand.order("P-1")
    assert stand.ask("leader", RecallReserves(muster_id=stand.muster.id), Role.DUTY_LEADER) is None
    (order_id,) = stand.dispatch(stand.incident_id, "R-501")
    stand.run_until("mustered", order_id)


def test_the_muster_ends_with_everybody_clearing_after_control() -> None:
    stand = MusterStand()
    stand.order(*ALL)
    stand.run_while(lambda: stand.muster.t1_ms < 0)
    stand.send(P_1="command", P_2="cordon")
    stand.run_while(lambda: stand.muster.declared_ms < 0, 1_500)
    assert stand.ask("leader", VerifyControl(muster_id=stand.muster.id), Role.DUTY_LEADER) is None
    assert stand.muster.state is MusterState.RESOLVED
    order_id = stand.unit("P-1").order_id
    stand.run_until("cleared", order_id)
    assert stand.picture.orders[order_id].ended_ms >= stand.muster.t3_ms + 40_000


def _course(seed: int) -> bytes:
    """Everything asked and every position of a muster up to its posts."""
    stand = MusterStand(seed=seed, decline_share=0.2, breakdown_share=0.2, delay_share=0.3, absent_share=0.5)
    stand.order(*ALL)
    out = []
    for _ in range(500):
        stand.run(1)
        out.append(msgspec.msgpack.encode(stand.town.positions(stand.t_ms)))
    out += [msgspec.msgpack.encode((t_ms, wish.role, wish.command, ok)) for t_ms, wish, ok in stand.said]
    return b"".join(out)


def test_the_same_seed_gives_the_same_muster_byte_for_byte() -> None:
    assert _course(5) == _course(5)
    assert _course(5) != _course(6)
