"""Phase 3 处置完毕: the checklist, the declaration, its verification, T3 (DOMAIN §3 "Phases")."""

from __future__ import annotations

import pytest

from console.domain.base.message import Refusal
from console.domain.base.roles import Role
from console.domain.musters.commands import (
    DeclareControl,
    EndMuster,
    RefuteControl,
    ReportItem,
    VerifyControl,
    WithdrawItem,
)
from console.domain.musters.entities import Area, Gate, MusterState
from tests.console.domain.musters.muster_world import MusterWorld


def arrived() -> MusterWorld:
    """T1 at 300 s, T2 at 600 s."""
    world = MusterWorld()
    world.mustered()
    world.arrived()
    assert world.muster.t2_ms == 600_000
    return world


def test_t3_is_the_declaration_when_the_evidence_came_before_it() -> None:
    world = arrived()
    world.evidence()
    world.pass_time(50_000)
    world.declare()
    declared_ms = world.t_ms
    world.pass_time(30_000)
    world.verify()
    assert (world.muster.t3_ms, world.passed(Gate.RESOLVE)) == (declared_ms, True)


def test_t3_is_the_evidence_of_the_last_item_when_that_came_after_the_declaration() -> None:
    world = arrived()
    world.evidence()
    world.declare()
    world.must(WithdrawItem(muster_id="M-0001", item_id="fire_out", reason="flared up"))
    world.pass_time(50_000)
    world.evidence("fire_out")
    evidence_ms = world.t_ms
    world.pass_time(30_000)
    world.verify()
    assert world.muster.t3_ms == evidence_ms


def test_t3_is_not_the_verification() -> None:
    world = arrived()
    world.evidence()
    world.declare()
    declared_ms = world.t_ms
    world.pass_time(800_000)  # nobody looked in time
    assert world.gate(Gate.RESOLVE) is None
    world.verify()
    assert (world.muster.t3_ms, world.passed(Gate.RESOLVE)) == (declared_ms, True)


def test_whoever_declares_does_not_verify() -> None:
    world = arrived()
    world.evidence()
    world.must(DeclareControl(muster_id="M-0001"), Role.OPERATOR, "li")
    assert world.refused(VerifyControl(muster_id="M-0001"), Role.OPERATOR, "li") == "verifier_is_declarer"
    assert world.refused(VerifyControl(muster_id="M-0001"), Role.DUTY_LEADER, "li") == "verifier_is_declarer"
    assert world.refused(RefuteControl(muster_id="M-0001", reason="x"), Role.OPERATOR, "li") == (
        "verifier_is_declarer"
    )
    world.verify("wang")
    assert world.muster.verified_by == "wang"


def test_a_declaration_is_verified_only_with_evidence_of_every_item() -> None:
    world = arrived()
    world.evidence()
    world.declare()
    world.must(WithdrawItem(muster_id="M-0001", item_id="everybody_out", reason="one is missing"))
    outcome = world.ask(VerifyControl(muster_id="M-0001"))
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.fields) == ("checklist_open", {"open": 1})


def test_nothing_is_verified_or_refuted_that_was_not_declared() -> None:
    world = arrived()
    world.evidence()
    assert world.refused(VerifyControl(muster_id="M-0001")) == "not_declared"
    assert world.refused(RefuteControl(muster_id="M-0001", reason="x")) == "not_declared"


def test_a_declaration_with_an_item_open_is_false_by_itself_and_recorded() -> None:
    world = arrived()
    world.evidence("fire_out")
    world.declare()
    assert (world.muster.declared_ms, world.muster.false_declarations) == (-1, 1)
    assert world.refused(VerifyControl(muster_id="M-0001")) == "not_declared"
    world.evidence("everybody_out")
    world.declare()
    assert (world.muster.declared_ms, world.muster.false_declarations) == (world.t_ms, 1)


def test_a_declaration_is_made_once_unless_it_was_refuted() -> None:
    world = arrived()
    world.evidence()
    world.declare()
    assert world.refused(DeclareControl(muster_id="M-0001"), Role.FIELD) == "already_done"


def test_a_false_declaration_is_recorded_and_void() -> None:
    world = arrived()
    world.evidence()
    world.declare()
    assert world.refused(RefuteControl(muster_id="M-0001", reason=" ")) == "text_required"
    world.must(RefuteControl(muster_id="M-0001", reason="still burning"))
    assert (world.muster.false_declarations, world.muster.declared_ms) == (1, -1)
    world.pass_time(60_000)
    world.declare()
    second_ms = world.t_ms
    world.verify()
    assert (world.muster.t3_ms, world.muster.false_declarations) == (second_ms, 1)


def test_evidence_withdrawn_and_given_again_counts_from_then() -> None:
    world = arrived()
    world.evidence()
    world.declare()
    assert world.refused(WithdrawItem(muster_id="M-0001", item_id="fire_out", reason="")) == "text_required"
    world.must(WithdrawItem(muster_id="M-0001", item_id="fire_out", reason="flared up"))
    assert world.refused(VerifyControl(muster_id="M-0001")) == "checklist_open"
    world.pass_time(40_000)
    world.evidence("fire_out")
    world.verify()
    assert world.muster.t3_ms == world.t_ms


def test_evidence_is_given_once_per_item_and_only_for_items_of_the_list() -> None:
    world = arrived()
    world.evidence("fire_out")
    again = ReportItem(muster_id="M-0001", item_id="fire_out")
    assert world.refused(again, Role.FIELD) == "already_done"
    unknown = ReportItem(muster_id="M-0001", item_id="tea")
    assert world.refused(unknown, Role.FIELD) == "unknown_item"
    never = WithdrawItem(muster_id="M-0001", item_id="everybody_out", reason="x")
    assert world.refused(never) == "already_done"
    nothing = WithdrawItem(muster_id="M-0001", item_id="tea", reason="x")
    assert world.refused(nothing) == "unknown_item"


def test_evidence_carries_who_gave_it_and_when() -> None:
    world = arrived()
    world.must(ReportItem(muster_id="M-0001", item_id="fire_out", note="foam"), Role.FIELD, "P-101")
    (item, _) = world.muster.items
    assert (item.evidence_ms, item.actor, item.note) == (world.t_ms, "P-101", "foam")


@pytest.mark.parametrize(("late_ms", "passed"), [(0, True), (1, False)])
def test_exactly_600_000_s_after_t2_passes_and_a_millisecond_more_does_not(
    late_ms: int, passed: bool
) -> None:
    world = arrived()
    world.wait(1_200_000 + late_ms - world.t_ms)
    world.evidence()
    world.declare()
    world.pass_time(1_000)
    world.verify()
    assert world.passed(Gate.RESOLVE) is passed
    assert world.muster.t3_ms == 1_200_000 + late_ms


def test_a_declaration_within_the_limit_that_is_refuted_beyond_it_misses_the_gate() -> None:
    world = arrived()
    world.evidence()
    world.declare()
    world.wait(1_300_000 - world.t_ms)
    world.must(RefuteControl(muster_id="M-0001", reason="still burning"))
    assert world.missed(Gate.RESOLVE)


def test_the_gate_is_missed_when_the_limit_passes_without_a_declaration() -> None:
    world = arrived()
    world.evidence()
    world.pass_time(1_200_000 - world.t_ms)
    assert world.gate(Gate.RESOLVE) is None
    world.pass_time(1_000)
    assert world.missed(Gate.RESOLVE)


def test_a_scene_under_control_before_the_posts_are_filled_is_judged_from_t2_on() -> None:
    world = MusterWorld()
    world.mustered()
    world.enter("P-130", area=Area.SCENE)
    world.evidence()
    world.declare()
    world.verify()
    assert (world.muster.t3_ms, world.muster.state) == (-1, MusterState.ACTIVE)
    world.arrived()
    assert (world.muster.t3_ms, world.clock(3).gone_ms) == (world.muster.t2_ms, 0)


def test_evidence_withdrawn_before_t2_voids_the_verification() -> None:
    world = MusterWorld()
    world.mustered()
    world.enter("P-130", area=Area.SCENE)
    world.evidence()
    world.declare()
    world.verify()
    world.must(WithdrawItem(muster_id="M-0001", item_id="fire_out", reason="flared up"))
    world.arrived()
    assert (world.muster.t3_ms, world.muster.verified_ms) == (-1, -1)
    world.evidence("fire_out")
    assert world.muster.t3_ms == -1
    world.verify("wang")
    assert world.muster.t3_ms == world.t_ms


def test_a_verification_is_given_once() -> None:
    world = MusterWorld()
    world.mustered()
    world.enter("P-130", area=Area.SCENE)
    world.evidence()
    world.declare()
    world.verify()
    assert world.refused(VerifyControl(muster_id="M-0001")) == "already_done"


def test_when_t2_is_never_reached_gate_3_is_never_started_and_missed_at_the_end() -> None:
    world = MusterWorld()
    world.mustered()
    world.enter("P-130", area=Area.SCENE)
    world.evidence()
    world.declare()
    world.verify()
    world.must(EndMuster(muster_id="M-0001", reason="over"))
    assert (world.missed(Gate.ARRIVE), world.missed(Gate.RESOLVE)) == (True, True)
    assert world.clock(3).started_ms == -1


def test_standing_down_misses_every_gate_that_was_not_reached_and_keeps_the_others() -> None:
    world = MusterWorld()
    world.mustered()
    world.must(EndMuster(muster_id="M-0001", reason="over"))
    verdicts = {status.gate: status.passed for status in world.muster.gates}
    assert verdicts == {Gate.MUSTER: True, Gate.ARRIVE: False, Gate.RESOLVE: False, Gate.COVER: True}


def test_after_t3_the_muster_is_resolved_and_nothing_is_withdrawn_or_refuted() -> None:
    world = arrived()
    world.resolved()
    assert world.muster.state is MusterState.RESOLVED
    for command in (
        WithdrawItem(muster_id="M-0001", item_id="fire_out", reason="x"),
        RefuteControl(muster_id="M-0001", reason="x"),
        VerifyControl(muster_id="M-0001"),
        DeclareControl(muster_id="M-0001"),
    ):
        assert world.refused(command, Role.OPERATOR, "wang") == "muster_over"


def test_the_four_gates_of_a_muster_that_went_well() -> None:
    world = arrived()
    world.resolved()
    gates = [(status.gate, status.passed, status.took_ms) for status in world.muster.gates]
    assert gates == [
        (Gate.MUSTER, True, 300_000),
        (Gate.ARRIVE, True, 300_000),
        (Gate.RESOLVE, True, 300_000),
        (Gate.COVER, True, -1),
    ]
