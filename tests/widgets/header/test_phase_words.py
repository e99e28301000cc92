"""Words of the three clocks: exact at the limit, a word beside every colour, both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from tests.widgets import clock_samples as samples
from tests.widgets.conftest import Language
from widgets.header.clock_view import MusterClockView, PhaseState, PhaseTime
from widgets.header.phase_words import (
    Part,
    Tone,
    left_text,
    no_muster_words,
    over_text,
    phase_words,
    seconds_text,
)


def texts(view: MusterClockView, phase: int) -> list[str]:
    return [part.text for part in phase_words(view, phase).parts]


def toned(view: MusterClockView, phase: int, tone: Tone) -> list[Part]:
    words = phase_words(view, phase)
    return [part for part in (words.clock, *words.count, *words.parts) if part.tone is tone]


@pytest.mark.parametrize(
    ("left_ms", "shown"),
    [
        (600_000, "10:00"),
        (369_000, "06:09"),
        (368_001, "06:09"),
        (1, "00:01"),
        (0, "00:00"),
        (-5_000, "00:00"),
    ],
)
def test_time_left_reads_zero_only_at_the_limit(left_ms: int, shown: str) -> None:
    assert left_text(left_ms) == shown


@pytest.mark.parametrize(
    ("over_ms", "shown"),
    [(1, "+0.1 s"), (40, "+0.1 s"), (9_950, "+10.0 s"), (12_400, "+00:12"), (72_000, "+01:12")],
)
def test_an_overrun_never_reads_zero(over_ms: int, shown: str) -> None:
    assert over_text(over_ms) == shown


def test_seconds_are_cut_off_and_never_rounded_up() -> None:
    assert seconds_text(600_000) == "600.0 s"
    assert seconds_text(599_999) == "599.9 s"


def test_elapsed_and_left_always_make_the_limit_together() -> None:
    for gone_ms in (0, 1, 999, 1_000, 231_400, 599_999):
        time = samples.running(gone_ms)
        left = phase_words(
            replace(samples.MUSTERING, phases=(time, samples.WAITING, samples.WAITING)), 1
        ).clock.text
        minutes, seconds = left.split(":")
        assert int(minutes) * 60 + int(seconds) + gone_ms // 1000 == 600


def test_a_running_muster_says_what_the_picture_says(qapp: QApplication) -> None:
    words = phase_words(samples.MUSTERING, 1)
    assert [part.text for part in words.count] == ["63", "/100"]
    assert words.clock_words == "06:09 left"
    assert texts(samples.MUSTERING, 1) == [
        "forecast 07:36",
        "(P90 08:50)",
        "42 under way",
        "civil defence 6 apart",
    ]
    assert texts(samples.MUSTERING, 2) == ["first on scene 03:19 V-302", "posts 1/5"]
    assert texts(samples.MUSTERING, 3) == ["checklist 0/6"]


def test_a_running_clock_is_neutral_until_a_forecast_misses() -> None:
    for tone in (Tone.WARN, Tone.GOOD, Tone.BAD):
        assert toned(samples.MUSTERING, 1, tone) == []
    amber = toned(samples.LATE, 1, Tone.WARN)
    assert [part.text for part in amber] == ["forecast 10:48, late by 00:48", "(P90 12:00, tight)"]
    assert amber[0].short == "forecast +00:48"


def test_an_unreachable_strength_is_said() -> None:
    assert "forecast: not reached with these units" in texts(samples.MISSED, 1)


def test_a_passed_phase_is_green_with_its_seconds() -> None:
    words = phase_words(samples.ARRIVING, 1)
    assert (words.clock.text, words.clock.tone) == ("✓ 07:36", Tone.GOOD)
    assert "passed in 456.0 s" in texts(samples.ARRIVING, 1)


def test_exactly_the_limit_passes_and_reads_ten_minutes() -> None:
    assert phase_words(samples.RESOLVED, 2).clock.text == "✓ 10:00"
    assert "passed in 600.0 s" in texts(samples.RESOLVED, 2)


def test_a_missed_phase_is_red_with_the_overrun() -> None:
    open_ended, late = phase_words(samples.MISSED, 1), phase_words(samples.RESOLVED, 3)
    assert (open_ended.clock.text, open_ended.clock.tone) == ("✗ +01:11", Tone.BAD)
    assert open_ended.parts[0].text == "missed, not reached"
    assert late.clock.text == "✗ +00:12"
    assert late.parts[0].text == "missed, reached after 10:12"


def test_a_phase_that_could_not_start_says_why_it_is_missed() -> None:
    never = PhaseTime(PhaseState.MISSED, 600_000, 0, 600_000)
    view = replace(
        samples.MISSED, phases=(samples.MISSED.phases[0], samples.missed(700_000, reached=False), never)
    )
    words = phase_words(view, 3)
    assert words.clock.text == "✗"
    assert "phase 2 was never reached" in texts(view, 3)


def test_too_few_eligible_reads_so_with_the_best_time() -> None:
    words = phase_words(samples.SHORT, 1)
    assert words.limit == "not eligible: 64 of 100, best achievable 11:05"
    assert words.limit_tone is Tone.WARN
    assert words.count[1].text == "/64"
    unknown = replace(samples.SHORT, muster=replace(samples.SHORT.muster, best_ms=-1))
    assert "best achievable unknown" in phase_words(unknown, 1).limit


def test_strength_that_stands_says_how_long_it_has_to_hold() -> None:
    assert "strength stands, hold 5 s" in texts(samples.HOLDING, 1)


def test_a_lasting_drop_after_the_muster_is_said() -> None:
    below = replace(samples.ARRIVING, muster=replace(samples.ARRIVING.muster, counted=90, below_ms=23_000))
    failed = replace(below, muster=replace(below.muster, sustain_failed=True))
    assert "below for 00:23" in texts(below, 1)
    assert [part.text for part in toned(failed, 1, Tone.BAD)] == ["not sustained"]


def test_what_is_over_says_no_strength_of_now() -> None:
    over = replace(samples.RESOLVED, muster=replace(samples.RESOLVED.muster, over=True))
    words = phase_words(over, 1)
    assert words.count == ()
    assert [part.text for part in words.parts] == ["passed in 456.0 s"]


def test_interrupted_and_stood_down_keep_their_time() -> None:
    stopped = replace(samples.running(244_000), state=PhaseState.STOOD_DOWN)
    assert phase_words(samples.INTERRUPTED, 2).parts[0].text == "interrupted"
    view = replace(samples.ARRIVING, phases=(samples.passed(1), stopped, samples.WAITING))
    assert phase_words(view, 2).clock.text == "■ 04:04"
    assert phase_words(view, 2).parts[0].text == "stood down"


def test_voice_and_auxiliaries_have_their_own_subtotals() -> None:
    found = texts(samples.LATE, 1)
    assert {"4 by voice", "auxiliaries 8 apart", "civil defence 6 apart"} <= set(found)


def test_an_old_forecast_looks_old() -> None:
    assert samples.MUSTERING.muster.forecast is not None
    old = replace(samples.MUSTERING.muster.forecast, old=True)
    view = replace(samples.MUSTERING, muster=replace(samples.MUSTERING.muster, forecast=old))
    assert phase_words(view, 1).parts[0] == Part("forecast 07:36, old", Tone.FAINT, 2)


def test_committed_strength_without_an_order_is_said() -> None:
    assert "no muster order yet" in texts(samples.UNORDERED, 1)


def test_declaration_verification_and_false_ones_are_told_apart() -> None:
    assert {"declared and verified", "false declarations 1"} <= set(texts(samples.RESOLVED, 3))
    waiting = replace(
        samples.RESOLVED,
        phases=(samples.passed(1), samples.passed(1), samples.running(100_000)),
        resolve=replace(samples.RESOLVED.resolve, verified=False),
    )
    assert "declared, to be verified by somebody else" in texts(waiting, 3)


def test_phases_have_their_words_in_chinese(language: Language) -> None:
    language.chinese()
    words = phase_words(samples.MUSTERING, 1)
    assert words.full() == (
        "1 集结 — 10:00 内集结 100 名警力 · 剩余 06:09 · 63/100 · 预计 07:36 · (P90 08:50) · 途中 42 · 群防 6 另计"
    )
    assert phase_words(samples.SHORT, 1).limit == "不具备条件：100 人中仅 64 人可集结，最快 11:05"
    assert [words.name for words in no_muster_words()] == ["1 集结", "2 到达", "3 处置"]


def test_a_decided_phase_says_its_one_reason_after_the_verdict(qapp: QApplication) -> None:
    missed = PhaseTime(PhaseState.MISSED, 600_000, 641_000, -41_000, True, True, "P-112 counted last")
    view = replace(samples.MUSTERING, phases=(missed, samples.WAITING, samples.WAITING))
    said = texts(view, 1)
    assert said[said.index("missed, reached after 10:41") + 1] == "P-112 counted last"
    assert "P-112 counted last" in phase_words(view, 1).full()
    assert "P-112 counted last" not in texts(
        replace(view, phases=(replace(missed, reason=""), *view.phases[1:])), 1
    )
