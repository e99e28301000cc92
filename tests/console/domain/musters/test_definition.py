"""The locked definition: what an order, a card or a redrawn area changes of it is said, and nothing gets easier unsaid.

Each J is a muster that passed though nobody would call it passed.
"""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from console.domain.base.message import Refusal
from console.domain.base.roles import Role
from console.domain.incidents.commands import DeclareMajor
from console.domain.judge.judging import judge
from console.domain.musters.commands import DeclareControl, EndMuster, ReportItem, SetWorkArea
from console.domain.musters.definition import (
    STANDARD,
    Difference,
    MusterDefinition,
    PostQuota,
    differences,
    eased,
    hash_of,
)
from console.domain.musters.entities import Activation, Area, Gate
from console.domain.musters.events import DefinitionChanged, ItemEvidenced, MusterActivated
from console.domain.musters.plan import (
    ChecklistItem,
    ClockModel,
    CountPolicy,
    MusterLimits,
    MusterMode,
    Post,
    PostKind,
)
from console.domain.orders.commands import CancelOrder
from console.domain.registry.commands import Register
from console.geo import circle_e7
from tests.console.domain.musters.muster_world import PATROLS, RALLY, MusterWorld, limits, plan
from tests.console.domain.world import HERE

FULL = tuple(
    Post(
        id=kind.value,
        kind=kind,
        name_zh="岗",
        name_en="post",
        lon_e7=HERE.lon_e7,
        lat_e7=HERE.lat_e7,
        officers=6,
    )
    for kind in PostKind
)
"""Five kinds of posts, thirty officers: what the general definition asks for."""


def told(world: MusterWorld) -> dict[str, tuple[str, str, bool]]:
    """What stands in the journal as different: field → (standard, given, easier)."""
    standard = world.picture.standards[world.muster.id]
    return {one.field: (one.standard, one.given, one.easier) for one in standard.differences}


def eased_by(**changes: Any) -> dict[str, bool]:
    given = plan(**{"posts": FULL, **changes})
    return {one.field: one.easier for one in differences(STANDARD, given)}


# -- the definition stands in the journal ------------------------------------------------------------------------------


def test_an_order_by_the_definition_differs_in_nothing() -> None:
    world = MusterWorld()
    world.order(posts=FULL)
    assert told(world) == {}
    assert world.picture.standards["M-0001"].definition == STANDARD
    result = judge(world.journal).musters[0].definition
    assert result is not None
    assert (result.card, result.hash, result.eased) == ("standard", hash_of(STANDARD), False)


def test_it_is_locked_whole_when_the_muster_begins_and_a_later_card_changes_nothing() -> None:
    mine = replace(STANDARD, id="CHEM", card="chem", version=3)
    world = MusterWorld()
    type_code = world.picture.incidents[world.incident_id].type_code
    world.must(Register(entities=(replace(mine, id=type_code),)), Role.ADMIN)
    world.activate()
    world.must(
        Register(entities=(replace(mine, id=type_code, version=4, limits=limits(strength=3)),)), Role.ADMIN
    )
    world.order(posts=FULL, limits=limits(strength=3))
    assert world.picture.standards["M-0001"].definition.version == 3
    assert told(world) == {"limits.strength": ("100", "3", True)}


def test_an_easier_card_says_so_itself() -> None:
    card = replace(
        STANDARD,
        card="easy",
        limits=limits(strength=30, arrive_ms=900_000),
        quotas=(PostQuota(kind=PostKind.CORDON, officers=2),),
        officers=2,
    )
    fields = {one.field for one in eased(card)}
    assert fields == {
        *("limits.strength", "limits.arrive_ms", "posts"),
        *(f"posts.{kind.value}" for kind in PostKind if kind is not PostKind.CORDON),
    }
    assert eased(replace(STANDARD, limits=limits(strength=120, muster_ms=300_000))) == ()


def test_the_hash_is_of_everything_a_pass_means() -> None:
    assert hash_of(STANDARD) == hash_of(
        MusterDefinition(**{n: getattr(STANDARD, n) for n in STANDARD.__struct_fields__})
    )
    others = (
        replace(STANDARD, limits=limits(strength=99)),
        replace(STANDARD, version=2),
        replace(STANDARD, work_area_m=501),
        replace(STANDARD, officers=29),
    )
    assert len({hash_of(STANDARD), *map(hash_of, others)}) == 5


# -- J1 to J3: an order, an area ---------------------------------------------------------------------------------------


def test_j1_one_post_for_one_officer_is_said_and_unranked() -> None:
    post = replace(FULL[1], officers=1, radius_m=5_000)
    world = MusterWorld()
    world.order(posts=(post,))
    assert told(world) == {
        "posts": ("30", "1", True),
        **{f"posts.{kind.value}": ("1", "0", True) for kind in PostKind if kind is not post.kind},
        "posts.radius_m": ("60", "5000", True),
    }
    result = judge(world.journal).musters[0].definition
    assert result is not None
    assert result.eased


def test_j2_one_instead_of_a_hundred_within_9999_s_is_said_and_unranked() -> None:
    world = MusterWorld()
    world.order(posts=FULL, limits=limits(strength=1, muster_ms=9_999_000))
    assert told(world) == {
        "limits.strength": ("100", "1", True),
        "limits.muster_ms": ("600000", "9999000", True),
    }


def test_j3_a_work_area_is_bounded_and_never_holds_the_rally_point() -> None:
    world = MusterWorld()
    wide = world.command(*PATROLS, work_area_e7=circle_e7(HERE.lon_e7, HERE.lat_e7, 40_000))
    assert world.refused(wide, Role.DUTY_LEADER) == "work_area_too_large"
    near = replace(RALLY, lon_e7=HERE.lon_e7 + 1_000, lat_e7=HERE.lat_e7)
    held = world.command(*PATROLS, rally=near, work_area_e7=circle_e7(HERE.lon_e7, HERE.lat_e7, 300))
    assert world.refused(held, Role.DUTY_LEADER) == "rally_in_work_area"
    elsewhere = circle_e7(HERE.lon_e7 + 200_000, HERE.lat_e7, 200)
    assert world.refused(world.command(*PATROLS, work_area_e7=elsewhere), Role.DUTY_LEADER) == (
        "work_area_too_large"
    )


def test_j3_redrawing_in_mid_muster_is_bounded_said_and_the_duty_leaders() -> None:
    world = MusterWorld()
    world.order(posts=FULL)
    wide = SetWorkArea(muster_id="M-0001", ring_e7=circle_e7(HERE.lon_e7, HERE.lat_e7, 40_000))
    assert world.refused(wide, Role.DUTY_LEADER) == "work_area_too_large"
    larger = SetWorkArea(muster_id="M-0001", ring_e7=circle_e7(HERE.lon_e7, HERE.lat_e7, 400))
    assert world.refused(larger, Role.OPERATOR) == "not_allowed"
    assert world.refused(larger, Role.TRAINER) == "not_allowed"
    counted = world.muster.counted
    world.must(larger, Role.DUTY_LEADER)
    assert told(world)["work_area"][2] is True
    assert world.muster.counted == counted
    world.must(
        SetWorkArea(muster_id="M-0001", ring_e7=circle_e7(HERE.lon_e7, HERE.lat_e7, 100)), Role.DUTY_LEADER
    )
    changes = world.picture.standards["M-0001"].differences
    assert [one.easier for one in changes if one.field == "work_area"] == [True, False]


# -- J4: evidence and declaration --------------------------------------------------------------------------------------

LISTED = (
    ChecklistItem(id="cordon_closed", text_zh="封闭", text_en="closed", post=PostKind.CORDON.value),
    ChecklistItem(id="air_safe", text_zh="空气", text_en="air"),
)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.DUTY_LEADER, Role.FIELD])
def test_j4_nothing_is_ticked_while_nobody_is_there(role: Role) -> None:
    world = MusterWorld()
    world.mustered(posts=FULL, checklist=LISTED)
    for item in LISTED:
        assert world.refused(ReportItem(muster_id="M-0001", item_id=item.id), role) == "unit_not_there"


def test_j4_an_item_is_its_posts_after_that_post_was_filled() -> None:
    world = MusterWorld()
    world.mustered(posts=FULL, checklist=LISTED)
    item = ReportItem(muster_id="M-0001", item_id="cordon_closed")
    world.send(P_101="cordon", P_102="cordon", P_103="traffic")
    world.enter("P-103", area=Area.POST, post="traffic")
    assert world.refused(item, Role.OPERATOR) == "nobody_at_post"  # somebody is there, at another post
    world.enter("P-101", area=Area.POST, post="cordon")
    assert world.refused(item, Role.FIELD) == "nobody_at_post"  # four of six
    world.enter("P-102", area=Area.POST, post="cordon")
    other = replace(item, order_id=world.order_id("P-103"))
    assert world.refused(other, Role.FIELD) == "nobody_at_post"
    (event,) = world.must(replace(item, order_id=world.order_id("P-102")), Role.FIELD)
    assert isinstance(event, ItemEvidenced)
    assert (event.unit_id, event.order_id) == ("P-102", world.order_id("P-102"))
    world.must(ReportItem(muster_id="M-0001", item_id="air_safe"), Role.FIELD)


def test_j4_a_unit_that_stands_elsewhere_or_is_not_under_this_order_bears_no_witness() -> None:
    world = MusterWorld()
    world.mustered(posts=FULL, checklist=LISTED)
    world.enter("P-101", area=Area.SCENE)
    item = ReportItem(muster_id="M-0001", item_id="air_safe")
    assert world.refused(replace(item, order_id=world.order_id("P-102")), Role.FIELD) == "unit_not_there"
    assert world.refused(replace(item, order_id="O-9999"), Role.FIELD) == "unit_not_there"
    world.leave("P-101", area=Area.SCENE)
    assert world.refused(item, Role.FIELD) == "unit_not_there"


def test_j4_the_declaration_is_the_commanders_who_is_there() -> None:
    world = MusterWorld()
    world.mustered(posts=FULL, scene_commander="P-101/1")
    declare = DeclareControl(muster_id="M-0001")
    for role in (Role.OPERATOR, Role.DUTY_LEADER, Role.FIELD):
        assert world.refused(declare, role) == "not_the_commander"
    world.enter("P-102", area=Area.SCENE)
    assert world.refused(declare, Role.FIELD) == "not_the_commander"
    world.enter("P-101", area=Area.SCENE)
    world.evidence()
    world.must(declare, Role.FIELD)
    assert world.muster.declared_ms == world.t_ms


def test_j4_without_a_name_the_declaration_is_of_who_holds_the_command_post() -> None:
    world = MusterWorld()
    world.mustered(posts=FULL)
    world.enter("P-102", area=Area.SCENE)
    assert world.refused(DeclareControl(muster_id="M-0001"), Role.FIELD) == "nobody_at_post"
    world.send(P_101="scene_command")
    world.enter("P-101", area=Area.POST, post="scene_command")
    world.evidence()
    world.declare()
    assert world.muster.declared_ms == world.t_ms


# -- J5: T0 ------------------------------------------------------------------------------------------------------------


def committed_before_it_was_major(world: MusterWorld) -> str:
    """Twenty-four officers are sent to a theft at 10 s; it turns out to be an explosion ten minutes later."""
    incident_id = world.incident("theft")
    world.wait(10_000 - world.t_ms)
    world.dispatch(incident_id, *PATROLS[:3])
    world.wait(5_000)
    world.dispatch(incident_id, *PATROLS[3:6])
    world.wait(600_000)
    return incident_id


def test_j5_t0_is_when_the_strength_was_committed_whatever_it_was_called_then() -> None:
    world = MusterWorld()
    incident_id = committed_before_it_was_major(world)
    world.must(DeclareMajor(incident_id=incident_id), Role.DUTY_LEADER)
    assert (world.muster.incident_id, world.muster.t0_ms) == (incident_id, 15_000)
    assert world.muster.activation is Activation.STRENGTH
    world.pass_time(1_000)
    assert world.missed(Gate.MUSTER)
    assert judge(world.journal).musters[0].contradictions == ()


def test_j5_nor_does_it_help_when_some_were_taken_back_before_it_became_major() -> None:
    world = MusterWorld()
    incident_id = committed_before_it_was_major(world)
    for unit_id in PATROLS[:2]:
        world.must(CancelOrder(order_id=world.order_id(unit_id), reason="not needed"))
    world.must(DeclareMajor(incident_id=incident_id), Role.DUTY_LEADER)
    assert world.muster.t0_ms == 15_000


def test_j5_up_to_twenty_officers_are_no_muster_whatever_it_becomes() -> None:
    world = MusterWorld()
    incident_id = world.incident("theft")
    world.dispatch(incident_id, *PATROLS[:5])
    world.wait(60_000)
    world.must(DeclareMajor(incident_id=incident_id), Role.DUTY_LEADER)
    assert not world.picture.musters


def test_j5_a_journal_with_another_t0_is_named() -> None:
    world = MusterWorld()
    incident_id = committed_before_it_was_major(world)
    world.must(DeclareMajor(incident_id=incident_id), Role.DUTY_LEADER)
    forged = [
        replace(one, event=replace(one.event, t0_ms=-1)) if isinstance(one.event, MusterActivated) else one
        for one in world.journal
    ]
    assert "t0" in judge(forged).musters[0].contradictions


# -- J16: again --------------------------------------------------------------------------------------------------------


def test_j16_standing_down_and_ordering_again_is_one_chain_whose_first_fate_stands_first() -> None:
    world = MusterWorld()
    world.order(*PATROLS[:10], posts=FULL)
    world.pass_time(590_000)
    world.must(EndMuster(muster_id="M-0001", reason="again"), Role.DUTY_LEADER)
    world.order(*PATROLS[10:], posts=FULL)
    first, second = judge(world.journal).musters
    assert first.earlier == ()
    assert [one.muster_id for one in second.earlier] == ["M-0001"]
    assert second.earlier[0].gates == first.gates
    assert second.earlier[0].gates[0].state == "missed"


# -- every field -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MusterLimits.__struct_fields__)
def test_every_limit_is_easier_one_way_and_harder_the_other(name: str) -> None:
    known = getattr(STANDARD.limits, name)
    ways = [eased_by(limits=limits(**{name: known + step}))[f"limits.{name}"] for step in (-1, 1)]
    assert sorted(ways) == [False, True]


@pytest.mark.parametrize(
    ("changes", "field", "easier"),
    [
        ({"mode": MusterMode.DIRECT_TO_SCENE}, "mode", True),
        ({"mode": MusterMode.ROLL_CALL}, "mode", False),
        ({"clock_model": ClockModel.PER_ORDER}, "clock_model", True),
        ({"clock_model": ClockModel.PARALLEL}, "clock_model", False),
        ({"policy": CountPolicy(tiers=(1, 2, 3))}, "policy.tiers", True),
        ({"policy": CountPolicy(tiers=(1,))}, "policy.tiers", False),
        ({"policy": CountPolicy(auxiliaries=True)}, "policy.auxiliaries", True),
        ({"policy": CountPolicy(volunteers=True)}, "policy.volunteers", True),
    ],
)
def test_modes_clocks_and_policies(changes: dict[str, Any], field: str, easier: bool) -> None:
    assert eased_by(**changes) == {field: easier}


def test_an_item_left_out_or_given_to_anybody_is_easier_and_one_more_is_not() -> None:
    card = replace(STANDARD, checklist=LISTED)
    free = replace(LISTED[0], post="")
    more = ChecklistItem(id="more", text_zh="更多", text_en="more")
    given = plan(posts=FULL, checklist=(free, more))
    assert differences(card, given) == (
        Difference(field="checklist.cordon_closed", standard="cordon", given="any", easier=True),
        Difference(field="checklist.air_safe", standard="any", given="", easier=True),
        Difference(field="checklist.more", standard="", given="any", easier=False),
    )


def test_a_journal_whose_differences_were_taken_out_is_named() -> None:
    world = MusterWorld()
    world.order(posts=FULL, limits=limits(strength=1))
    kept = [one for one in world.journal if not isinstance(one.event, DefinitionChanged)]
    numbered = [replace(one, seq=seq) for seq, one in enumerate(kept, start=1)]
    assert judge(world.journal).musters[0].contradictions == ()
    assert "definition" in judge(numbered).musters[0].contradictions


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"version": 0}, "version"),
        ({"officers": 0}, "officers"),
        ({"work_area_m": 2**62}, "work_area_m"),
        ({"post_radius_m": 0}, "post_radius_m"),
        ({"card": ""}, "card"),
        ({"id": "x" * 41}, "card"),
        ({"limits": MusterLimits(strength=2**62)}, "limits.strength"),
        ({"policy": CountPolicy(tiers=())}, "policy.tiers"),
        ({"quotas": (PostQuota(kind=PostKind.CORDON, officers=-1),)}, "posts"),
        ({"checklist": (LISTED[0], LISTED[0])}, "checklist"),
    ],
)
def test_a_definition_has_its_bounds(changes: dict[str, Any], field: str) -> None:
    world = MusterWorld()
    wrong = replace(STANDARD, **{"id": "explosion", **changes})
    refused = world.ask(Register(entities=(wrong,)), Role.ADMIN)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.fields["field"]) == ("bad_plan", field)
