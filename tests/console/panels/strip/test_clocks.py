"""The clocks read out of the picture: every state, every second, and which muster is shown."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from console.domain.incidents.entities import IncidentState
from console.domain.musters.counting import standing_strength
from console.domain.musters.definition import STANDARD, Difference, Standard
from console.domain.musters.entities import Activation, Gate, GateStatus, Muster, MusterState, NotCounted
from console.domain.musters.plan import ClockModel, CountPolicy, MusterLimits, MusterMode
from console.domain.runs.entities import Run, RunState
from console.panels.strip.clocks import (
    choices,
    clock_view,
    muster_to_show,
    musters_going_on,
    under_way,
    until_next_second_ms,
)
from console.wire.muster_messages import MusterForecast
from console.words.names import Names
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from widgets.header.clock_view import MusterClockView, PhaseState, StripMark

LATER = T0 + 231_000


def view(muster: Muster, now_ms: int = LATER, forecast: MusterForecast | None = None) -> MusterClockView:
    return clock_view(muster, Names(made.picture(muster), chinese=False), forecast, now_ms)


def states(muster: Muster, now_ms: int = LATER) -> list[str]:
    return [time.state.value for time in view(muster, now_ms).phases]


def missed(gate: Gate, **changes: Any) -> GateStatus:
    status = GateStatus(gate=gate, passed=False, took_ms=-1, limit_ms=600_000, decided_ms=T0 + 600_000)
    return msgspec.structs.replace(status, **changes)


def test_a_running_muster_is_read_whole(qapp: QApplication) -> None:
    found = view(made.muster(), forecast=made.forecast())
    assert (found.incident_id, found.title) == ("INC-0417", "Chemical plant explosion")
    assert (found.gone_ms, found.before_ms, found.alarm_ms) == (231_000, 21_000, 62_000)
    assert states(made.muster()) == ["running", "not_started", "not_started"]
    assert (found.phases[0].gone_ms, found.phases[0].left_ms) == (231_000, 369_000)
    assert (found.muster.counted, found.muster.required, found.muster.by_voice) == (39, 100, 13)
    assert (found.muster.auxiliary, found.muster.volunteers) == (6, 0)
    assert found.muster.forecast is not None
    assert (found.muster.forecast.p50_ms, found.muster.forecast.p90_ms) == (456_000, 530_000)
    assert not found.muster.forecast.late
    assert not found.muster.forecast.old
    assert (found.arrive.first_on_scene_ms, found.arrive.first_unit) == (199_000, "P-102")
    assert (found.arrive.posts_filled, found.arrive.posts) == (1, 5)
    assert (found.resolve.done, found.resolve.items) == (1, 3)


@pytest.mark.parametrize("easier", [False, True])
def test_only_a_change_that_makes_it_easier_takes_the_name_away(easier: bool) -> None:
    muster = made.muster()
    picture = made.picture(muster)
    change = Difference(field="limits.strength", standard="100", given="99", easier=easier)
    picture.standards[muster.id] = Standard(id=muster.id, definition=STANDARD, differences=(change,))
    assert clock_view(muster, Names(picture, chinese=False), None, LATER).eased is easier


def test_officers_under_way_are_those_ordered_and_not_counted() -> None:
    muster = made.muster()
    picture = made.picture(muster)
    assert (
        under_way(muster, picture) == 10 + picture.units["C-202"].sworn
    )  # confirmed ten, roster of the other
    capped = msgspec.structs.replace(muster, units=(*made.UNITS[:3], made.member("P-103", 4, headcount=99)))
    assert under_way(capped, picture) == picture.units["P-103"].sworn  # never above the roster
    ended = msgspec.structs.replace(muster, units=(*made.UNITS[:3], made.member("P-103", 4, ended=True)))
    assert under_way(ended, picture) == 0
    picture.units["P-103"] = msgspec.structs.replace(picture.units["P-103"], tier=3)
    assert under_way(muster, picture) == picture.units["C-202"].sworn  # tier 3 never could count


def test_a_forecast_that_misses_is_late_and_one_with_a_long_tail_tight() -> None:
    late = view(
        made.muster(), forecast=made.forecast(p50_ms=T0 + 600_001, p90_ms=T0 + 700_000)
    ).muster.forecast
    tight = view(made.muster(), forecast=made.forecast(p90_ms=T0 + 600_001)).muster.forecast
    exact = view(
        made.muster(), forecast=made.forecast(p50_ms=T0 + 600_000, p90_ms=T0 + 600_000)
    ).muster.forecast
    never = view(made.muster(), forecast=made.forecast(p50_ms=-1, p90_ms=-1)).muster.forecast
    assert late is not None
    assert late.late
    assert tight is not None
    assert tight.tight
    assert not tight.late
    assert exact is not None
    assert not exact.late
    assert not exact.tight
    assert never is not None
    assert never.late
    assert never.p50_ms == -1


def test_a_forecast_is_old_after_half_a_minute_and_gone_once_mustered() -> None:
    old = view(made.muster(), T0 + 260_001, made.forecast()).muster.forecast
    assert old is not None
    assert old.old
    assert view(made.mustered(), T0 + 500_000, made.forecast()).muster.forecast is None
    assert view(made.muster(), forecast=made.forecast(muster_id="M-000009")).muster.forecast is None


def test_a_passed_phase_keeps_its_time_while_the_next_one_runs() -> None:
    found = view(made.mustered(), T0 + 700_000)
    assert [time.state.value for time in found.phases] == ["passed", "running", "not_started"]
    assert found.phases[0].gone_ms == 456_040
    assert found.phases[1].gone_ms == 700_000 - 456_040
    assert found.gone_ms == 700_000


def test_a_missed_phase_goes_on_to_count_its_overrun() -> None:
    muster = made.muster(counted=82, gates=(missed(Gate.MUSTER),))
    found = view(muster, T0 + 671_500).phases[0]
    assert (found.state, found.left_ms, found.reached) == (PhaseState.MISSED, -71_500, False)
    late = msgspec.structs.replace(muster, t1_ms=T0 + 612_400)
    found = view(late, T0 + 900_000).phases[0]
    assert (found.state, found.left_ms, found.reached) == (PhaseState.MISSED, -12_400, True)


def test_a_resolved_muster_stands_still() -> None:
    found = view(made.resolved(), T0 + 9_000_000)
    assert found.mark is StripMark.RESOLVED
    assert found.gone_ms == 1_500_000
    assert [time.gone_ms for time in found.phases] == [456_040, 600_000, 443_960]
    assert found.resolve.verified


def test_an_interrupted_run_says_so_and_finished_phases_stay(qapp: QApplication) -> None:
    muster = made.mustered(state=MusterState.INTERRUPTED, ended_ms=T0 + 700_000)
    found = view(muster, T0 + 999_000)
    assert found.mark is StripMark.INTERRUPTED
    assert [time.state.value for time in found.phases] == ["passed", "interrupted", "not_started"]
    assert found.phases[1].gone_ms == 700_000 - 456_040


def test_a_muster_that_was_stood_down_says_so() -> None:
    found = view(made.mustered(state=MusterState.ENDED, ended_ms=T0 + 700_000), T0 + 999_000)
    assert found.mark is StripMark.STOOD_DOWN
    assert found.phases[1].state is PhaseState.STOOD_DOWN
    assert view(made.resolved(state=MusterState.ENDED, ended_ms=T0 + 1_600_000)).mark is StripMark.RESOLVED


def test_a_pause_is_shown() -> None:
    muster = made.muster()
    picture = made.picture(muster)
    picture.runs["run"] = Run(
        id="run", scenario="s", name_zh="", name_en="", seed=1, rate_permille=1000, autopilot="", started_ms=0,
        state=RunState.PAUSED,
    )  # fmt: skip
    assert clock_view(muster, Names(picture, chinese=False), None, LATER).mark is StripMark.PAUSED


def test_too_few_eligible_are_judged_against_what_is_achievable() -> None:
    found = view(made.muster(eligible=64, required=64, best_ms=665_000))
    assert found.muster.short
    assert (found.muster.required, found.muster.eligible, found.muster.best_ms) == (64, 64, 665_000)
    assert found.phases[0].limit_ms == 665_000 + 45_000


def test_strength_that_stands_counts_down_its_hold() -> None:
    found = view(made.muster(counted=101, reached_ms=LATER - 5_700)).muster
    assert found.hold_left_ms == 4_300
    assert view(made.muster()).muster.hold_left_ms == -1


def test_ordered_departures_still_stand_once_mustered() -> None:
    sent = made.member(
        "P-103", 4, headcount=10, officers=tuple(f"A-{seat}" for seat in range(10)), post="POST-1",
        why_not=NotCounted.DEPARTED.value,
    )  # fmt: skip
    muster = made.mustered(counted=94, units=(*made.UNITS[:3], sent))
    assert view(muster, T0 + 700_000).muster.counted == standing_strength(muster)
    assert standing_strength(muster) >= 94


def test_what_the_policy_adds_counts_and_is_no_subtotal_any_more() -> None:
    policy = made.plan(policy=CountPolicy(auxiliaries=True))
    found = view(made.muster(plan=policy)).muster
    assert (found.counted, found.auxiliary) == (45, 0)


def test_posts_of_a_latched_phase_were_filled_whoever_has_left_since() -> None:
    assert view(made.resolved()).arrive.posts_filled == 5


def test_strength_says_nothing_once_it_is_over() -> None:
    assert view(made.resolved()).muster.over
    assert not view(made.muster()).muster.over


def test_a_drop_after_the_muster_is_counted_until_control() -> None:
    below = view(made.mustered(counted=90, below_since_ms=T0 + 500_000), T0 + 523_000).muster
    assert (below.below_ms, below.sustain_failed) == (23_000, False)
    failed = view(made.mustered(sustain_failed_ms=T0 + 560_000), T0 + 700_000).muster
    assert failed.sustain_failed


def test_without_an_order_there_are_no_posts_and_that_is_said() -> None:
    found = view(made.muster(plan=None, ordered_ms=-1, posts=(), items=(), units=()))
    assert not found.muster.ordered
    assert (found.arrive.posts, found.resolve.items) == (0, 0)


def test_a_directors_start_is_marked() -> None:
    assert view(made.muster(activation=Activation.DIRECTOR)).by_director
    assert not view(made.muster()).by_director


def test_parallel_phases_run_together() -> None:
    parallel = made.plan(mode=MusterMode.DIRECT_TO_SCENE, clock_model=ClockModel.PARALLEL)
    assert states(made.muster(plan=parallel)) == ["running", "running", "not_started"]


def test_limits_and_strength_come_from_the_order() -> None:
    shorter = made.plan(limits=MusterLimits(strength=40, muster_ms=300_000, arrive_ms=240_000))
    found = view(made.muster(plan=shorter, required=40))
    assert (found.muster.strength, found.phases[0].limit_ms, found.phases[1].limit_ms) == (
        40,
        300_000,
        240_000,
    )


@pytest.mark.parametrize("now_ms", [T0, T0 + 1, T0 + 999, T0 + 1_000, T0 + 230_500])
def test_the_next_tick_is_due_when_a_second_turns(now_ms: int) -> None:
    wait = until_next_second_ms(made.muster(), now_ms)
    assert (now_ms + wait - T0) % 1000 == 0
    assert 0 < wait <= 1000


def test_the_next_tick_heeds_every_running_clock() -> None:
    muster = made.mustered()  # phase 2 began 40 ms after a full second of the total clock
    assert until_next_second_ms(muster, T0 + 700_000) == 40
    assert until_next_second_ms(muster, T0 + 700_040) == 960


def test_nothing_ticks_once_a_muster_is_over() -> None:
    assert until_next_second_ms(made.resolved(), T0 + 9_000_000) == 0
    assert until_next_second_ms(made.muster(state=MusterState.ENDED, ended_ms=T0 + 5), T0 + 10) == 0


def other(**changes: Any) -> Muster:
    return made.muster(id="M-000002", incident_id="INC-0421", t0_ms=T0 + 50_000, **changes)


def test_the_selected_incidents_muster_is_shown() -> None:
    picture = made.picture(made.muster(), other())
    assert muster_to_show(picture, "INC-0417", "") == picture.musters["M-000001"]
    assert muster_to_show(picture, "INC-0421", "M-000001") == picture.musters["M-000002"]


def test_another_selection_keeps_the_clocks_that_were_shown() -> None:
    picture = made.picture(made.muster(), other())
    assert muster_to_show(picture, "INC-0001", "M-000001") == picture.musters["M-000001"]
    assert muster_to_show(picture, "", "") == picture.musters["M-000002"]


def test_a_muster_that_is_over_is_shown_only_with_its_incident() -> None:
    picture = made.picture(made.muster(state=MusterState.ENDED, ended_ms=T0 + 9_000))
    assert muster_to_show(picture, "INC-0417", "") is not None
    assert muster_to_show(picture, "INC-0001", "M-000001") is None


def test_there_is_a_choice_only_among_several_going_on() -> None:
    one, two = made.muster(), other()
    assert choices(made.picture(one), Names(made.picture(one), chinese=False), LATER) == ()
    picture = made.picture(one, two)
    found = choices(picture, Names(picture, chinese=False), LATER)
    assert [(choice.incident_id, choice.gone_ms) for choice in found] == [
        ("INC-0417", 231_000),
        ("INC-0421", 181_000),
    ]
    picture.incidents["INC-0421"] = made.incident("INC-0421", state=IncidentState.CLOSED)
    assert [muster.id for muster in musters_going_on(picture)] == ["M-000001"]
