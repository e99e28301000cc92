"""What the panel shows of a muster: counts with reasons, posts, checklist, curve, substitutes, actions by the rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from console.desk.offer import PlanBook
from console.domain.base.roles import Role, WorldKind
from console.domain.musters.commands import DeclareControl, OpenCoverGap, RecordCoverReason, ReportItem
from console.domain.musters.entities import Area
from console.panels.muster.curve import curve_view
from console.panels.muster.rows import as_reserve, reserve_of, with_counts
from console.wire.muster_messages import PlannedUnit
from tests.console.domain.musters.muster_world import PATROLS, RALLY, MusterWorld
from tests.console.panels.muster_fixture import Sight
from widgets.incident.view import (
    AssignedUnit,
    Counts,
    Proposal,
    ProposalState,
    RecommendedUnit,
)
from widgets.muster.view import Page

NOTHING_PLAIN = Proposal(ProposalState.READY, 1)


@pytest.fixture
def sight(qapp: QApplication) -> Sight:
    return Sight(MusterWorld())


def ordered(sight: Sight, *units: str) -> MusterWorld:
    sight.world.order(*units)
    return sight.world


def row(world: MusterWorld, unit: str) -> AssignedUnit:
    return AssignedUnit(world.order_id(unit), unit, 1, "Patrol", 4, "mustered", 0)


def counts(sight: Sight, unit: str) -> AssignedUnit:
    world = sight.world
    return with_counts((row(world, unit),), world.muster, sight.names)[0]


def test_a_unit_counts_or_says_why_not(sight: Sight) -> None:
    world = ordered(sight)
    one, two, three = PATROLS[:3]
    world.rally(one)
    world.enter(two)
    world.sign(three, sworn=6)
    world.say(three)
    assert counts(sight, one).counts is Counts.YES
    assert (counts(sight, two).counts, counts(sight, two).why_not) == (Counts.NO, "no head-count")
    third = counts(sight, three)
    assert (third.counts, third.confirmed, third.note) == (Counts.BY_VOICE, 6, "2 above the roster")


def test_why_a_unit_on_its_way_does_not_count_is_said_by_its_state_alone(sight: Sight) -> None:
    ordered(sight)
    found = counts(sight, PATROLS[0])
    assert (found.counts, found.why_not) == (Counts.NO, "")


def test_a_contradicted_voice_is_said(sight: Sight) -> None:
    world = ordered(sight)
    world.sign(PATROLS[0])
    world.say(PATROLS[0])
    world.contradict(PATROLS[0])
    assert counts(sight, PATROLS[0]).why_not == "position contradicts"


def test_posts_show_who_is_there_and_who_is_coming(sight: Sight) -> None:
    world = ordered(sight)
    world.rally(*PATROLS)
    world.send(P_101="cordon", P_102="cordon")
    world.enter("P-101", area=Area.POST, post="cordon")
    posts = {post.id: post for post in sight.must().view.posts}
    assert (posts["cordon"].officers, posts["cordon"].quota, posts["cordon"].filled) == (4, 8, False)
    assert posts["cordon"].who == "P-101 · P-102 …"
    assert posts["lane"].who == ""


def test_the_checklist_has_numbers_evidence_and_what_is_wanted_next(sight: Sight) -> None:
    world = ordered(sight)
    world.enter("P-101", area=Area.SCENE)
    world.must(ReportItem(muster_id=world.muster.id, item_id="fire_out"), Role.FIELD, "P-101")
    view = sight.must().view
    assert [(item.number, item.done) for item in view.items] == [(1, True), (2, False)]
    assert view.items[0].evidence.endswith("P-101")
    assert view.control.next == "Open: 1 — I ticks an item when it is true"
    world.evidence("everybody_out")
    assert "⇧D enters" in sight.must().view.control.next
    world.must(DeclareControl(muster_id=world.muster.id), Role.FIELD, "P-101")
    assert "somebody else than P-101" in sight.must().view.control.next


def test_the_panel_opens_at_the_card_before_and_at_the_units_after_the_order(sight: Sight) -> None:
    sight.plans()
    assert sight.must().view.page is Page.CARD
    ordered(sight)
    assert sight.must().view.page is Page.ASSIGNED
    assert sight.must().view.offer is None


def test_the_card_is_in_words_and_begins_with_the_order_once_it_is_given(sight: Sight) -> None:
    before = {block.title: block.lines for block in sight.must().view.card.blocks}
    assert before["Tasks"] == ("1 Close off",)
    assert before["Posts"] == ("Command 2", "2 officers")
    assert "Order" not in before
    ordered(sight)
    first = sight.must().view.card.blocks[0]
    assert first.title == "Order"
    assert first.lines[0] == f"Rally point: {RALLY.text_en}"


@pytest.mark.expects_log("plan cards")
def test_a_wrong_card_file_is_said_where_the_card_would_be(sight: Sight, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text('format = 1\nid = "Not an id"\n', encoding="utf-8")
    sight.book = PlanBook(tmp_path)
    fault = sight.must().view.card.fault
    assert "wrong.toml" in fault
    assert "id" in fault


def test_actions_are_dim_for_the_rules_own_reason(sight: Sight) -> None:
    world = ordered(sight)
    assert sight.against()["verify"].startswith("Nobody has declared the scene under control")
    world.enter("P-101", area=Area.SCENE)
    world.evidence()
    world.must(DeclareControl(muster_id=world.muster.id), Role.OPERATOR, "li")
    assert sight.against()["verify"].startswith("Somebody else than the declarer must verify")
    assert "muster" not in sight.against()


def test_in_live_an_operator_is_told_to_ask_the_leader(qapp: QApplication) -> None:
    sight = Sight(MusterWorld(WorldKind.LIVE))
    sight.plans()
    assert "ask the duty leader" in sight.against()["muster"]
    sight.role = Role.DUTY_LEADER
    assert sight.against()["muster"] == ""


def test_the_curve_has_what_was_counted_promised_and_expected(sight: Sight) -> None:
    world = ordered(sight)
    world.wait(100_000)
    world.rally(*PATROLS[:10])
    sight.forecast()
    view = sight.must().view.curve
    assert view is not None
    assert view.actual[0] == (0.0, 0)
    assert view.actual[-1] == (100.0, 40)
    assert view.planned[-1] == (120.0, 120)
    assert view.band[0][0] == 100.0
    assert view.band[-1][0] <= 900.0
    assert view.words == "forecast 07:36 (P90 08:50)"
    assert not view.warns


def test_a_forecast_that_misses_warns(sight: Sight) -> None:
    world = ordered(sight)
    sight.forecast(p50_s=640, p90_s=700)
    late = curve_view(world.muster, world.picture, sight.telemetry.forecasts[world.incident_id], 0)
    assert late.warns
    assert late.words.endswith("will be missed")
    sight.forecast(p50_s=560, p90_s=640)
    tight = curve_view(world.muster, world.picture, sight.telemetry.forecasts[world.incident_id], 0)
    assert tight.words.endswith("tight")


def test_the_curve_says_when_the_strength_stood(sight: Sight) -> None:
    world = ordered(sight)
    world.wait(60_000)
    world.rally(*PATROLS)
    world.pass_time(11_000)
    assert world.muster.t1_ms == 60_000
    view = sight.must().view.curve
    assert view is not None
    assert (view.words, view.band) == ("100 after 01:00", ())


def test_the_due_step_is_posts_then_declaration_then_verification(sight: Sight) -> None:
    world = ordered(sight)
    assert sight.must().due == ""
    world.rally(*PATROLS)
    world.pass_time(11_000)
    assert sight.must().due == "posts"
    world.send(P_101="command", P_102="cordon", P_103="lane")
    assert sight.must().due == ""
    world.enter("P-101", area=Area.POST, post="command")
    world.evidence("fire_out", "everybody_out")
    assert sight.must().due == "declare"
    world.must(DeclareControl(muster_id=world.muster.id), Role.FIELD, "P-101")
    assert sight.must().due == "verify"


def test_substitutes_keep_their_places_and_only_what_lacks_is_ticked(sight: Sight) -> None:
    world = ordered(sight, *PATROLS[:20])
    spare = [PlannedUnit(unit_id=unit, eta_s=300, officers=4) for unit in PATROLS[20:24]]
    sight.forecast(*spare)
    first = reserve_of(world.muster, sight.names, sight.telemetry, sight.draft, NOTHING_PLAIN)
    assert first is not None
    assert [one.call_sign for one in first.units] == list(PATROLS[20:24])
    assert [one.chosen for one in first.units] == [True] * 4  # 80 of 100 are under way
    sight.forecast(*reversed(spare))
    again = reserve_of(world.muster, sight.names, sight.telemetry, sight.draft, NOTHING_PLAIN)
    assert again is not None
    assert [one.call_sign for one in again.units] == list(PATROLS[20:24])
    world.dispatch(world.incident_id, PATROLS[20])
    less = reserve_of(world.muster, sight.names, sight.telemetry, sight.draft, NOTHING_PLAIN)
    assert less is not None
    assert [one.call_sign for one in less.units] == list(PATROLS[21:24])


def test_who_is_still_wanted_for_what_it_can_do_comes_before_substitutes_that_nothing_lacks(
    sight: Sight,
) -> None:
    def unit(sign: str, strength: int, *, chosen: bool) -> RecommendedUnit:
        return RecommendedUnit(sign, 1, "", strength, 100.0, chosen=chosen)

    plain = replace(NOTHING_PLAIN, units=(unit("F-2", 0, chosen=True), unit("P-9", 4, chosen=True)))

    def shown() -> list[tuple[str, bool]]:
        found = reserve_of(world.muster, sight.names, sight.telemetry, sight.draft, plain)
        assert found is not None
        return [(one.call_sign, one.chosen) for one in found.units]

    world = ordered(sight, *PATROLS[:24])
    sight.forecast(*(PlannedUnit(unit_id=one, eta_s=300, officers=4) for one in PATROLS[24:26]))
    assert shown() == [(PATROLS[24], True), ("F-2", True), (PATROLS[25], False)]  # 96 of 100 are under way
    world.dispatch(world.incident_id, PATROLS[24])
    assert shown() == [("F-2", True), (PATROLS[25], False)]


def test_bare_grids_without_a_reason_are_named(sight: Sight) -> None:
    world = ordered(sight)
    world.must(OpenCoverGap(muster_id=world.muster.id, grid_ids=("G-01", "G-02")), Role.PLANNER)
    assert sight.must().view.gaps == "Below cover without a reason: G-01, G-02 — ⇧C gives one"
    reason = RecordCoverReason(muster_id=world.muster.id, reason="reserves")
    world.must(reason, Role.DUTY_LEADER)
    assert sight.must().view.gaps == "Below cover without a reason: G-02 — ⇧C gives one"
    world.must(reason, Role.DUTY_LEADER)
    assert sight.must().view.gaps == ""


def test_the_same_picture_gives_an_equal_view(sight: Sight) -> None:
    sight.plans()
    assert sight.must().view == sight.must().view
    ordered(sight)
    first, second = sight.must().view, sight.must().view
    assert replace(first, curve=None) == replace(second, curve=None)


def test_beside_a_muster_the_plain_recommendation_keeps_who_brings_officers_or_is_still_wanted() -> None:
    def unit(sign: str, strength: int, *, chosen: bool) -> RecommendedUnit:
        return RecommendedUnit(sign, 1, "", strength, 100.0, chosen=chosen)

    units = (unit("F-1", 0, chosen=False), unit("F-2", 0, chosen=True), unit("P-1", 4, chosen=False))
    kept = as_reserve(Proposal(ProposalState.READY, 1, units))
    assert [one.call_sign for one in kept.units] == ["F-2", "P-1"]
    assert kept.reserve
    assert as_reserve(Proposal(ProposalState.READY, 1, units[:1])).state is ProposalState.NONE
