"""Voice reports against positions, and clocks: time that runs fast, devices that run ahead."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backend_stub.tracker.muster_fences import (
    REACH_MPS,
    VOICE_M,
)
from console.domain.decide import AnyCommand
from console.domain.musters.commands import ContradictVoice, EnterFence
from console.domain.musters.entities import Area
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.tracker.watched_unit import LAT, LON, START, Watched, kinds, rally_at


def _contradicted(commands: list[AnyCommand]) -> list[int]:
    return [one.away_m for one in commands if isinstance(one, ContradictVoice)]


def test_a_position_far_from_where_the_voice_says_contradicts_it_within_a_second() -> None:
    watched = Watched(voice_ms=START, voice_area="rally")
    assert _contradicted(watched.at(rally_at(1_000), 10.0)) == [850]
    assert _contradicted(watched.at(rally_at(1_000), 10.0, seconds=30)) == []


@pytest.mark.parametrize(("north_m", "said"), [(150 + VOICE_M - 2, False), (150 + VOICE_M + 2, True)])
def test_a_position_a_little_outside_does_not_contradict(north_m: float, said: bool) -> None:
    watched = Watched(voice_ms=START, voice_area="rally")
    assert bool(_contradicted(watched.at(rally_at(north_m)))) is said


def test_a_unit_driving_inside_the_fence_does_not_contradict_itself() -> None:
    watched = Watched(voice_ms=START, voice_area="rally")
    assert watched.at(rally_at(50), 8.0) == []


def test_an_old_fix_contradicts_only_what_nobody_could_have_driven() -> None:
    watched = Watched()
    watched.at(rally_at(150 + VOICE_M + 8 * REACH_MPS - 20))
    watched.others(9)
    watched.set(voice_ms=watched.t_ms, voice_area="rally")
    assert watched.others(1) == []
    stale = Watched()
    stale.at(rally_at(3_000))
    stale.others(110)
    stale.set(voice_ms=stale.t_ms, voice_area="rally")
    assert stale.others(5) == []


@pytest.mark.parametrize("old_s", [29, 31, 90, 500])
def test_j11_a_fix_eighteen_kilometres_away_contradicts_at_any_age_that_does_not_explain_it(
    old_s: int,
) -> None:
    watched = Watched()
    watched.at(rally_at(18_000))
    watched.others(old_s)
    watched.set(voice_ms=watched.t_ms, voice_area="rally")
    assert _contradicted(watched.others(1)) == [17_850]


def test_on_scene_and_at_a_post_by_voice_are_measured_there() -> None:
    scene = Watched(voice_ms=START, voice_area="scene")
    assert _contradicted(scene.at(rally_at(0))) == [778]
    post = Watched(voice_ms=START, voice_area="post", post="cordon", sent_ms=90_000)
    assert _contradicted(post.at((LON, LAT))) == [340]
    assert _contradicted(Watched(voice_ms=START, voice_area="scene").at((LON, LAT))) == []


def test_a_voice_report_said_again_is_contradicted_again() -> None:
    watched = Watched(voice_ms=START, voice_area="rally")
    watched.at(rally_at(1_000))
    watched.set(voice_ms=watched.t_ms, voice_area="rally", contradicted=False)
    assert _contradicted(watched.at(rally_at(1_000))) == [850]


def test_at_sixty_times_the_speed_a_minute_between_fixes_is_no_staleness() -> None:
    watched = Watched()
    commands = watched.at(rally_at(0), seconds=10, step_ms=60_000)
    assert kinds(commands) == [("enter", "rally")]
    assert kinds(watched.at(rally_at(-900), 10.0, step_ms=60_000)) == [("left", "rally")]


def test_at_sixty_times_the_speed_a_silent_unit_is_stale_after_two_batches() -> None:
    watched = Watched()
    watched.at(rally_at(0), seconds=3, step_ms=60_000)
    commands = [
        command
        for _ in range(3)
        for command in (
            watched.core.positions(
                town.positions(watched.t_ms + 60_000, ("C-201", LON, LAT, 0.0)), watched.t_ms + 60_000
            ),
            watched.tick(60_000),
        )[1]
    ]
    assert kinds(commands) == [("stale_fix", "rally")]


def test_a_device_clock_that_runs_ahead_is_not_believed_forever() -> None:
    watched = Watched()
    now_ms = watched.t_ms + 1_000
    watched.core.positions(town.positions(now_ms + 4_000, ("P-101", *rally_at(0), 0.0)), now_ms)
    assert kinds(watched.tick()) == [("enter", "rally")]
    assert kinds(watched.others(33)) == []
    assert kinds(watched.others(2)) == [("stale_fix", "rally")]


def test_two_musters_are_watched_apart() -> None:
    watched = Watched()
    other = replace(watched.muster, id="M-2", units=(replace(watched.muster.units[0], unit_id="C-201"),))
    watched.core.picture.musters["M-2"] = other
    commands = watched.at(rally_at(0))
    assert [(one.muster_id, one.unit_id, one.area) for one in commands if isinstance(one, EnterFence)] == [
        ("M-1", "P-101", Area.RALLY),
        ("M-2", "C-201", Area.SCENE),
    ]
