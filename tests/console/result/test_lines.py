"""Beside the gates: who, where, when, what makes a result doubtful; each in the reader's language."""

from __future__ import annotations

import msgspec
import pytest

from console.domain.musters.entities import Activation
from console.result.facts import UnitFacts
from console.result.lines import Lines, number
from tests.console.result.runs import ending

EN, ZH = Lines(chinese=False), Lines(chinese=True)


def head(name: str, words: Lines = EN) -> dict[str, str]:
    found = ending(name)
    return dict(words.head_lines(found, found.musters[-1]))


def test_what_where_when_who_and_seed() -> None:
    lines = head("whole")
    assert lines["Exercise"] == "Test · seed 1"
    assert lines["When"] == "2026-09-21 22:13:30 – 22:21:30 (UTC+08:00)"
    assert lines["First report"] == "22:13:20 → T0 22:13:30"
    assert lines["Ordered by"] == "duty_leader"
    assert lines["Started"].startswith("by the duty leader")


def test_a_live_muster_has_no_exercise() -> None:
    found = msgspec.structs.replace(ending("whole"), run=None)
    assert "Exercise" not in dict(EN.head_lines(found, found.musters[0]))


def test_an_autopilot_is_called_so_and_a_person_who_is_called_like_one_is_not() -> None:
    found = ending("whole")
    run = found.run
    assert run is not None
    played = msgspec.structs.replace(found, run=msgspec.structs.replace(run, autopilot="greedy"))
    assert ZH.person(played, "autopilot-leader") == "自动指挥（贪心）"
    assert EN.person(found, "autopilot-leader") == "autopilot-leader"
    assert EN.person(played, "li\u202e") == "li"


def test_a_whole_run_has_no_warning() -> None:
    assert EN.warnings(ending("whole").musters[0]) == []


def test_what_was_changed_who_was_inside_and_who_started_it_are_said() -> None:
    muster = ending("eased").musters[0]
    changed = msgspec.structs.replace(
        muster,
        stood_inside=("P-101",),
        just_out=("P-102",),
        contradictions=("t1",),
        activation=Activation.DIRECTOR.value,
        eligible_short=True,
        sustain_failed_at="2026-09-21T22:20:00.000+08:00",
    )
    lines = EN.warnings(changed)
    assert lines[0].startswith("Differs from the plan card (▼ easier): ▼ strength: 1 instead of 100")
    assert [line.partition(":")[0] for line in lines[1:]] == [
        "In the work area at T0 already",
        "Set out of service within ten minutes before T0",
        "Too few were eligible at T0",
        "The strength was not sustained",
        "T0 was set by the director, not by a player.",
        "The journal contradicts itself",
    ]


def test_the_first_order_s_fate_comes_before_everything_else() -> None:
    lines = EN.warnings(ending("again").musters[-1])
    assert [line[:33] for line in lines[:3]] == [f"Ordered again after M-000{n} was st" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("late_s", "there_s", "came"),
    [
        (None, None, "never there"),
        (None, 120.0, "there"),
        (-20.0, 100.0, "on time"),
        (0.0, 120.0, "on time"),
        (0.999, 121.0, "on time"),
        (1.0, 121.0, "+00:01 late"),
    ],
)
def test_a_unit_is_late_from_a_whole_second_on(
    late_s: float | None, there_s: float | None, came: str
) -> None:
    unit = msgspec.structs.replace(ending("whole").musters[0].units[0], late_s=late_s, there_s=there_s)
    assert EN.came(unit) == came


def test_why_a_unit_does_not_count_is_said() -> None:
    unit: UnitFacts = ending("whole").musters[0].units[0]
    assert EN.standing(unit) == "counted"
    assert EN.standing(msgspec.structs.replace(unit, by_voice=True)) == "counted by voice"
    out = msgspec.structs.replace(unit, counted=False, why_not="wrong_tier")
    assert ZH.standing(out) == "该级不计"
    assert EN.standing(msgspec.structs.replace(out, why_not="")) == "not under this order"


def test_required_stands_first_and_what_is_not_known_is_a_dash() -> None:
    numbers = EN.numbers(ending("under way").musters[0])
    assert numbers[0] == ("required", "100")
    assert ("at T1", "—") in numbers
    assert number(-1) == "—"
    assert number(0) == "0"


def test_a_reason_that_came_too_late_is_called_so() -> None:
    gap = ending("bare").musters[0].gaps[0]
    assert EN.gap_reason(gap) == "no reason recorded"
    late = msgspec.structs.replace(gap, reason="lives at stake, the strength comes first")
    assert EN.gap_reason(late) == f"{late.reason} (recorded too late)"
    assert "生命优先" in ZH.gap_reason(late)
    assert EN.gap_reason(msgspec.structs.replace(late, excused=True)) == late.reason
