"""A result in words: gates with their seconds, measures, units with reasons, and what it rests on."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from console.domain.base.roles import WorldKind
from console.domain.musters.entities import Activation, CoverGap, Muster, MusterState
from console.panels.result.builder import Shown, result_view
from console.panels.result.feed import judged_or_why
from console.panels.result.live import live_result
from console.result.gathering import facts_now
from console.result.page import page_of
from tests.console.domain.drill_world import DrillWorld, whole_run
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from widgets.header.clock_view import PhaseState
from widgets.result.view import Fact, FactTone, ResultView

NOW = T0 + 231_000


pytestmark = pytest.mark.usefixtures("qapp")


def shown(muster: Muster, now_ms: int = NOW, **changes: Any) -> Shown:
    picture = made.picture(muster)
    found = live_result(muster, picture, now_ms)
    assert found is not None
    found = replace(found, **changes)
    return Shown(facts_now(found, muster, picture, WorldKind.DRILL, now_ms), found)


def view(muster: Muster, now_ms: int = NOW, mark: str = "", **changes: Any) -> ResultView:
    return result_view(shown(muster, now_ms, **changes), False, now_ms, mark)


def fact(found: ResultView, name: str) -> Fact:
    return next(one for one in found.facts if one.name == name)


def test_running_gates_say_what_is_left() -> None:
    found = view(made.muster())
    assert [gate.name for gate in found.gates] == ["Muster", "Arrive", "Resolve", "Cover"]
    assert (found.gates[0].state, found.gates[0].left_ms) == (PhaseState.RUNNING, 369_000)
    assert found.gates[1].state is PhaseState.NOT_STARTED


def test_decided_gates_stand_apart_without_a_total() -> None:
    found = view(made.resolved(), T0 + 9_000_000)
    assert [gate.state for gate in found.gates] == [PhaseState.PASSED] * 3 + [PhaseState.MISSED]
    assert [gate.took_ms for gate in found.gates] == [456_040, 600_000, 443_960, -1]
    assert not any("total" in one.name.lower() for one in found.facts)


def test_measures_stand_beside_the_gates() -> None:
    found = view(made.resolved(), T0 + 9_000_000)
    assert fact(found, "First report → T0").value == "01:02"
    assert fact(found, "T1").value == "07:36 (456.0 s)"
    assert fact(found, "T*").value == "06:20 · from the T0 snapshot"
    assert fact(found, "T* best point").value == "05:50"
    assert fact(found, "Efficiency T*/T1").value == "0.93"
    assert fact(found, "Sustained").value == "held"
    assert fact(found, "Started").value == "by the duty leader"


def test_a_failed_hold_is_red_and_flips_no_gate() -> None:
    found = view(made.mustered(sustain_failed_ms=T0 + 560_000), T0 + 700_000)
    assert fact(found, "Sustained") == Fact("Sustained", "failed at 08:11:00", FactTone.BAD)
    assert found.gates[0].state is PhaseState.PASSED
    assert found.gates[0].note == "not sustained"


def test_false_declarations_are_shown() -> None:
    assert fact(view(made.mustered(false_declarations=2)), "False declarations").tone is FactTone.WARN


def test_what_the_picture_does_not_know_is_said_to_need_the_journal() -> None:
    live = view(made.muster())
    assert fact(live, "Double orders") == Fact("Double orders", "only from the journal", FactTone.FAINT)
    assert live.basis == "live, from this console's picture"
    assert not live.judged


def judged(world: DrillWorld) -> Shown:
    facts = judged_or_why(world.journal)
    assert not isinstance(facts, str)
    assert facts.judgement is not None
    return Shown(facts, facts.judgement.musters[0])


def test_a_judged_result_says_how_many_events_and_why_it_is_not_ranked() -> None:
    world = whole_run()
    found = result_view(judged(world), False, world.t_ms)
    assert found.judged
    assert found.basis == f"judged from all {len(world.journal)} events of the journal"
    assert found.warnings == ("Not ranked: not ended",)
    assert found.closing.startswith("The three 10 minutes were kept")


def test_each_gate_has_the_sentence_of_the_page() -> None:
    """One sentence for panel, page and file."""
    world = whole_run()
    found, facts = result_view(judged(world), True, world.t_ms), judged(world).facts
    page = page_of(facts, True)
    for gate in found.gates:
        assert gate.reason.endswith("。")
        assert gate.reason.partition("（")[0] in page.replace('<span class="id">', "").replace("</span>", "")


def test_a_live_gate_says_what_is_wanting_and_is_not_closed() -> None:
    found = view(made.muster())
    assert found.gates[0].reason.startswith("So far: 39 of 100 counted")
    assert found.closing == ""


def test_contradictions_of_a_journal_are_said() -> None:
    assert "The journal contradicts itself: t1" in view(made.mustered(), contradictions=("t1",)).warnings


def test_units_say_whether_they_count_and_why_not() -> None:
    standing = {row.unit_id: row.standing for row in view(made.muster()).units}
    assert standing["P-101"] == "counted"
    assert standing["C-201"] == "counted by voice"
    assert standing["P-103"] == "en route"
    assert standing["C-202"] == "no head-count"


def test_gaps_have_names_times_and_reasons() -> None:
    gaps = (
        CoverGap(grid_id="G-22", opened_ms=T0 + 120_000, closed_ms=T0 + 180_000),
        CoverGap(grid_id="G-07", opened_ms=T0 + 130_000, reason="all to the plant", reason_ms=T0 + 140_000),
    )
    found = view(made.muster(gaps=gaps))
    assert [(gap.grid, gap.opened, gap.lasted, gap.excused) for gap in found.gaps] == [
        ("G-22", "08:03:40", "01:00", False),
        ("G-07", "08:03:50", "01:41", True),
    ]
    assert found.gates[3].note == "gaps 2, unexplained 1"


def test_too_few_eligible_is_noted_at_the_gate() -> None:
    assert view(made.muster(eligible=64, required=64)).gates[0].note == "not eligible: 64"


def test_a_director_s_start_and_a_stand_down_are_said() -> None:
    found = view(made.muster(activation=Activation.DIRECTOR, state=MusterState.ENDED, ended_ms=T0 + 60_000))
    assert "T0 was set by the director, not by a player." in found.warnings
    assert found.state == "stood down"
    assert found.gates[0].state is PhaseState.STOOD_DOWN


def test_the_kind_marks_it(qapp: QApplication) -> None:
    assert view(made.muster(), mark="EXERCISE").mark == "EXERCISE"
