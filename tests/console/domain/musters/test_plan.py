"""What a muster order must say, and the strength that it may ask for (DOMAIN §3 "Order", "Edges")."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from console.domain.base.message import Refusal
from console.domain.base.place import Place
from console.domain.base.roles import Role
from console.domain.musters.checks import LIMIT_BOUNDS
from console.domain.musters.commands import RecallReserves, SetWorkArea
from console.domain.musters.plan import ChecklistItem, ClockModel, CountPolicy, MusterLimits, MusterMode
from console.domain.orders.commands import (
    DispatchUnits,
    LoseContact,
    ReturnToService,
    SetOutOfService,
    UnitChoice,
)
from console.domain.registry.commands import Register
from tests.console.domain.musters.muster_world import (
    PATROLS,
    RESERVES,
    RING,
    MusterWorld,
    baseline,
    limits,
    officer,
    plan,
)

POST = plan().posts[0]


ITEM = plan().checklist[0]


# -- what the order must say -------------------------------------------------------------------------------------------


def test_an_order_without_a_rally_point_is_refused_unless_units_go_directly_to_the_scene() -> None:
    world = MusterWorld()
    for mode in (MusterMode.RALLY_POINT, MusterMode.ROLL_CALL):
        command = world.command(*PATROLS, rally=None, mode=mode)
        assert world.refused(command, Role.DUTY_LEADER) == "rally_required"
    world.order(rally=None, mode=MusterMode.DIRECT_TO_SCENE)


def test_parallel_clocks_need_units_that_go_directly_to_the_scene() -> None:
    world = MusterWorld()
    command = world.command(*PATROLS, clock_model=ClockModel.PARALLEL)
    assert world.refused(command, Role.DUTY_LEADER) == "parallel_needs_direct"


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("rally", {"rally": Place(lon_e7=0, lat_e7=0)}),
    ("rally", {"rally": Place(lon_e7=1_900_000_000, lat_e7=0)}),
    ("work_area", {"work_area_e7": ()}),
    ("work_area", {"work_area_e7": RING[:-2]}),
    ("work_area", {"work_area_e7": (*RING[:-2], 5, 5)}),
    ("work_area", {"work_area_e7": (*RING[:-1],)}),
    ("work_area", {"work_area_e7": (1, 1, 2, 2, 1, 1, 1, 1)}),
    ("work_area", {"work_area_e7": RING[:2] * 300}),
    ("posts", {"posts": ()}),
    ("posts", {"posts": (POST, POST)}),
    ("posts", {"posts": tuple(replace(POST, id=f"p{i}") for i in range(21))}),
    ("posts", {"posts": (replace(POST, officers=0),)}),
    ("posts", {"posts": (replace(POST, id=""),)}),
    ("posts", {"posts": (replace(POST, id="scene"),)}),
    ("posts", {"posts": (replace(POST, lon_e7=0, lat_e7=0),)}),
    ("posts", {"posts": (replace(POST, radius_m=0),)}),
    ("posts", {"posts": (replace(POST, name_zh="长" * 201),)}),
    ("checklist", {"checklist": ()}),
    ("checklist", {"checklist": (ITEM, ITEM)}),
    ("checklist", {"checklist": tuple(replace(ITEM, id=f"i{i}") for i in range(31))}),
    ("checklist", {"checklist": (ChecklistItem(id="", text_zh="", text_en=""),)}),
    ("checklist", {"checklist": (replace(ITEM, text_en="x" * 201),)}),
    ("policy.tiers", {"policy": CountPolicy(tiers=())}),
    ("policy.tiers", {"policy": CountPolicy(tiers=(1, 4))}),
    ("policy.tiers", {"policy": CountPolicy(tiers=(1, 1))}),
    ("scene_commander", {"scene_commander": "nobody"}),
    ("roll_caller", {"roll_caller": "nobody"}),
    ("route", {"route": "x" * 2_001}),
    ("gear_zh", {"gear_zh": "x" * 2_001}),
    ("gear_en", {"gear_en": "x" * 2_001}),
    ("cover_reason", {"cover_reason": "x" * 2_001}),
    ("channel", {"channel": "x" * 201}),
    ("card", {"card": "x" * 201}),
    ("proposal", {"proposal": "x" * 201}),
]


@pytest.mark.parametrize(("field", "changes"), WRONG)
def test_a_wrong_order_is_refused_and_its_wrong_field_named(field: str, changes: dict[str, Any]) -> None:
    world = MusterWorld()
    outcome = world.ask(world.command(*PATROLS, **changes), Role.DUTY_LEADER)
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.fields["field"]) == ("bad_plan", field)
    assert not world.picture.musters


def test_every_limit_of_an_order_has_bounds() -> None:
    assert set(LIMIT_BOUNDS) == set(MusterLimits.__struct_fields__)


@pytest.mark.parametrize("name", MusterLimits.__struct_fields__)
def test_limits_out_of_bounds_are_refused(name: str) -> None:
    least, most = LIMIT_BOUNDS[name]
    assert least <= getattr(MusterLimits(), name) <= most
    for value in (least - 1, most + 1):
        world = MusterWorld()
        outcome = world.ask(world.command(*PATROLS, limits=limits(**{name: value})), Role.DUTY_LEADER)
        assert isinstance(outcome, Refusal)
        assert outcome.fields["field"] == f"limits.{name}"


def test_commander_and_roll_caller_are_officers_of_the_roster() -> None:
    world = MusterWorld()
    world.order(scene_commander="P-101/1", roll_caller="P-102/1")
    assert world.muster.plan is not None
    assert world.muster.plan.scene_commander == "P-101/1"


def test_the_work_area_may_be_drawn_anew_until_the_scene_is_under_control() -> None:
    world = MusterWorld()
    world.order()
    ring = (*RING[:-2], 1_178_980_000, 367_980_000, *RING[-2:])
    world.must(SetWorkArea(muster_id="M-0001", ring_e7=ring), Role.DUTY_LEADER)
    assert world.muster.plan is not None
    assert world.muster.plan.work_area_e7 == ring
    bad = SetWorkArea(muster_id="M-0001", ring_e7=(1, 1, 2, 2))
    assert world.refused(bad, Role.DUTY_LEADER) == "bad_plan"


# -- strength that is wanted, eligible, recalled -----------------------------------------------------------------------


def test_eligible_are_sworn_officers_of_tiers_1_and_2_on_duty_and_no_others() -> None:
    world = MusterWorld()
    off = officer("P-101/1", "P-101", on_duty=False)
    world.must(Register(entities=(off,)), Role.ADMIN)
    world.activate()
    assert world.muster.eligible == 30 * 4 - 1  # no auxiliaries, village teams, firemen, reserves


def test_not_eligible_are_units_elsewhere_out_of_service_out_of_contact_and_in_reserve() -> None:
    world = MusterWorld()
    world.dispatch(world.incident("theft"), "P-101")
    world.must(SetOutOfService(unit_id="P-102", reason="breakdown"))
    world.wait(600_001)
    world.must(LoseContact(unit_id="P-103", last_fix_ms=0), Role.TRACKER)
    world.dispatch(world.incident_id, "P-104")  # on this very incident: eligible
    world.activate()
    assert world.muster.eligible == 27 * 4


def test_the_strength_wanted_is_100_unless_fewer_were_eligible_at_t0() -> None:
    world = MusterWorld()
    world.order()
    assert (world.muster.eligible, world.muster.required) == (120, 100)


def test_with_under_100_eligible_the_gate_asks_for_all_who_were() -> None:
    world = MusterWorld()
    for unit_id in PATROLS[20:]:
        world.must(SetOutOfService(unit_id=unit_id, reason="night"))
    world.wait(600_001)
    world.order(*PATROLS[:20])
    assert (world.muster.eligible, world.muster.required) == (80, 80)


def test_j15_units_set_out_of_service_just_before_t0_are_eligible_all_the_same() -> None:
    world = MusterWorld()
    for unit_id in PATROLS[1:]:
        world.must(SetOutOfService(unit_id=unit_id, reason="x"))
    world.wait(600_000)
    world.order(PATROLS[0])
    assert (world.muster.eligible, world.muster.required) == (120, 100)


def test_eligible_at_t0_stays_what_it_was_when_the_order_comes_later() -> None:
    world = MusterWorld()
    for unit_id in PATROLS[20:]:
        world.must(SetOutOfService(unit_id=unit_id, reason="night"))
    world.wait(600_001)
    world.activate()
    for unit_id in PATROLS[20:]:
        world.must(ReturnToService(unit_id=unit_id))
    world.order()
    assert (world.muster.eligible, world.muster.required) == (80, 80)


def test_an_order_with_another_policy_counts_who_is_eligible_by_that_policy() -> None:
    world = MusterWorld()
    world.order(policy=CountPolicy(tiers=(1, 2, 3), auxiliaries=True, volunteers=True))
    assert world.muster.eligible == 30 * 4 + 30 * 2 + 2 * 8


def test_reserves_are_not_dispatched_before_they_are_recalled() -> None:
    world = MusterWorld()
    command = DispatchUnits(incident_id=world.incident_id, units=(UnitChoice(unit_id=RESERVES[0]),))
    assert world.refused(command) == "unit_reserved"
    world.activate()
    world.must(RecallReserves(muster_id="M-0001"))
    assert not any(world.picture.units[unit_id].reserved for unit_id in RESERVES)
    world.must(command)


def test_some_reserves_may_be_recalled_and_those_who_are_none_are_refused() -> None:
    world = MusterWorld()
    world.activate()
    world.must(RecallReserves(muster_id="M-0001", unit_ids=(RESERVES[1], "P-101")))
    assert world.picture.units[RESERVES[0]].reserved
    none = RecallReserves(muster_id="M-0001", unit_ids=("P-101",))
    assert world.refused(none) == "no_reserves"
    assert world.refused(RecallReserves(muster_id="M-0001", unit_ids=("X-1",))) == "unknown_unit"
    world.must(RecallReserves(muster_id="M-0001"))
    assert world.refused(RecallReserves(muster_id="M-0001")) == "no_reserves"


def test_recalled_reserves_count_and_change_no_strength_that_was_wanted() -> None:
    world = MusterWorld()
    for unit_id in PATROLS[20:]:
        world.must(SetOutOfService(unit_id=unit_id, reason="night"))
    world.wait(600_001)
    world.order(*PATROLS[:15])
    world.must(RecallReserves(muster_id="M-0001"))
    world.dispatch(world.incident_id, *RESERVES)
    world.rally(*PATROLS[:15])
    world.sign(*RESERVES, sworn=10)
    world.enter(*RESERVES)
    world.pass_time(10_000)
    assert (world.muster.required, world.muster.t1_ms) == (80, world.muster.t0_ms)


# -- the baseline ------------------------------------------------------------------------------------------------------


def test_the_baseline_is_recorded_once_by_the_planner() -> None:
    world = MusterWorld()
    world.order()
    world.must(baseline(), Role.PLANNER)
    assert (world.muster.best_ms, world.muster.best_anywhere_ms) == (400_000, 390_000)
    assert world.muster.baseline_gaps == ("G-03",)
    assert world.refused(baseline(300_000), Role.PLANNER) == "already_done"
    assert world.refused(baseline(), Role.OPERATOR) == "not_allowed"


def test_a_baseline_that_makes_no_sense_is_refused() -> None:
    world = MusterWorld()
    world.order()
    assert world.refused(baseline(-2, best_anywhere_ms=5), Role.PLANNER) == "bad_value"
    assert world.refused(baseline(muster_id="M-9"), Role.PLANNER) == "unknown_muster"
    flood = baseline(short_grids=("G",) * 5_001)
    assert world.refused(flood, Role.PLANNER) == "too_many"
