"""Codes in words, clock times and durations: exact where it decides, never a code in a sentence."""

from __future__ import annotations

import pytest

from console.domain.musters.definition import STANDARD, Difference, differences
from console.domain.musters.entities import NotCounted
from console.domain.musters.plan import CountPolicy, MusterLimits, MusterMode, PostKind
from console.result.terms import Terms, clock_of, seconds_between, took
from tests.console.domain.drill_world import plan

EN, ZH = Terms(chinese=False), Terms(chinese=True)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "—"),
        (0.0, "00:00"),
        (0.001, "0.001"),
        (0.999, "0.999"),
        (1.0, "00:01"),
        (599.999, "09:59"),
        (600.0, "10:00"),
        (3_599.0, "59:59"),
        (3_600.0, "1:00:00"),
        (-61.0, "01:01"),
    ],
)
def test_durations_are_cut_off_and_never_rounded_up(seconds: float | None, said: str) -> None:
    assert took(seconds) == said


def test_instants_are_read_as_they_stand() -> None:
    assert clock_of("2026-06-18T20:50:10.000+08:00") == "20:50:10"
    assert clock_of(None) == "—"
    assert seconds_between("2026-06-18T23:59:59.500+08:00", "2026-06-19T00:00:00.000+08:00") == 0.5
    assert seconds_between("2026-06-18T20:00:00.000+08:00", "2026-06-18T12:00:01.000+00:00") == 1.0
    assert seconds_between(None, "2026-06-18T20:00:00.000+08:00") is None


@pytest.mark.parametrize("code", [one.value for one in NotCounted])
def test_every_reason_for_not_counting_has_a_word(code: str) -> None:
    assert "_" not in EN.not_counted(code)
    assert ZH.not_counted(code) != EN.not_counted(code)


@pytest.mark.parametrize("kind", [one.value for one in PostKind])
def test_every_kind_of_post_has_a_word(kind: str) -> None:
    assert ZH.post_kind(kind) != kind


def test_everything_that_an_order_can_change_is_said_without_a_code() -> None:
    limits = MusterLimits(**dict.fromkeys(MusterLimits.__struct_fields__, 7))
    policy = CountPolicy(tiers=(1, 2, 3), auxiliaries=True, volunteers=True)
    changed = differences(
        STANDARD, plan(limits=limits, policy=policy, mode=MusterMode.DIRECT_TO_SCENE, posts=())
    )
    assert len(changed) > 20
    for one in changed:
        for words in (EN.difference(one), ZH.difference(one)):
            assert "." not in one.field or one.field not in words
            assert "_" not in words


def test_what_makes_it_easier_is_marked_and_what_does_not_is_not() -> None:
    harder = Difference(field="limits.strength", standard="100", given="120", easier=False)
    assert EN.difference(harder) == "strength: 120 instead of 100"
    area = Difference(field="work_area", standard="1000", given="2500", easier=True)
    assert EN.difference(area) == "▼ work area: 2,500 m² instead of 1,000 m²"


def test_a_code_of_tomorrow_is_shown_as_it_is() -> None:
    assert EN.unranked("moonlight") == "moonlight"
    assert EN.not_counted("moonlight") == "moonlight"
    assert EN.difference(Difference(field="limits.x", standard="1", given="2", easier=False)).startswith(
        "limits.x"
    )
