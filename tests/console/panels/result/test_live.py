"""The live result: the judge's own arithmetic on the picture, and honest about what only the journal knows."""

from __future__ import annotations

import msgspec

from console.domain.judge.judgement import MusterResult
from console.domain.musters.entities import CoverGap, Muster, MusterState
from console.panels.result.live import UNKNOWN, live_result
from tests.console.panels import musters as made
from tests.console.panels.musters import T0


def result(muster: Muster, now_ms: int = T0 + 231_000) -> MusterResult:
    found = live_result(muster, made.picture(muster), now_ms)
    assert found is not None
    return found


def test_a_running_muster_has_running_gates_and_its_strength() -> None:
    found = result(made.muster())
    assert [(gate.gate, gate.state) for gate in found.gates] == [
        ("muster", "running"),
        ("arrive", "not_started"),
        ("resolve", "not_started"),
        ("cover", "running"),
    ]
    assert (found.measures.final_strength, found.measures.by_voice) == (39, 13)
    assert found.before_ms == 62_000
    assert found.measures.strength_at_limit == -1


def test_decided_gates_have_their_seconds() -> None:
    found = result(made.resolved(), T0 + 9_000_000)
    assert [(gate.state, gate.took_ms) for gate in found.gates] == [
        ("passed", 456_040),
        ("passed", 600_000),
        ("passed", 443_960),
        ("missed", -1),
    ]
    assert found.efficiency_permille == (380_000 + 45_000) * 1000 // 456_040


def test_strength_at_the_limit_comes_from_the_curve() -> None:
    curve = (T0, 0, T0 + 180_000, 39, T0 + 590_000, 97, T0 + 610_000, 103)
    assert result(made.muster(curve=curve, counted=103), T0 + 700_000).measures.strength_at_limit == 97


def test_what_only_the_journal_knows_is_not_made_up() -> None:
    measures = result(made.muster()).measures
    unknown = (
        measures.wrong_orders,
        measures.double_orders,
        measures.alarms_unacknowledged,
        measures.commands_per_minute_permille,
    )
    assert set(unknown) == {UNKNOWN}
    assert result(made.mustered()).measures.by_voice == UNKNOWN  # at T1; the picture knows only of now


def test_every_order_has_its_row_with_counted_or_why_not() -> None:
    rows = {row.unit_id: row for row in result(made.muster()).units}
    assert set(rows) == {"P-101", "P-102", "C-201", "P-103", "C-202"}
    assert (rows["P-101"].counted, rows["P-101"].officers) == (True, 12)
    assert rows["C-201"].by_voice
    assert (rows["C-202"].counted, rows["C-202"].why_not) == (False, "no_headcount")


def test_gaps_keep_their_reasons() -> None:
    gaps = (
        CoverGap(grid_id="G-01", opened_ms=T0 + 100_000, reason="muster", reason_ms=T0 + 150_000),
        CoverGap(grid_id="G-02", opened_ms=T0 + 100_000, reason="late", reason_ms=T0 + 300_000),
        CoverGap(grid_id="G-03", opened_ms=T0 + 120_000, closed_ms=T0 + 200_000),
    )
    found = result(made.muster(gaps=gaps))
    assert [gap.excused for gap in found.gaps] == [True, False, False]
    assert found.measures.minimum_cover == -3


def test_the_picture_itself_stays_as_it_is() -> None:
    muster = made.muster()
    picture = made.picture(muster)
    before = picture.t_ms
    assert live_result(muster, picture, T0 + 231_000) is not None
    assert picture.t_ms == before


def test_there_is_no_result_without_the_incident() -> None:
    muster = made.muster()
    picture = made.picture(muster)
    del picture.incidents["INC-0417"]
    assert live_result(muster, picture, T0) is None


def test_an_interrupted_phase_is_judged_as_interrupted() -> None:
    muster = msgspec.structs.replace(made.mustered(), state=MusterState.INTERRUPTED, ended_ms=T0 + 700_000)
    found = result(muster, T0 + 900_000)
    assert [gate.state for gate in found.gates] == ["passed", "interrupted", "not_started", "interrupted"]
