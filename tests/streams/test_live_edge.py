from __future__ import annotations

import pytest

from streams.live_edge import LATE_S, LiveEdge, Pacer


def test_prompt_frames_are_not_late() -> None:
    edge = LiveEdge()
    lags = [edge.lag_s(k * 0.04, 100.0 + k * 0.04) for k in range(100)]
    assert max(lags) < 0.01


def test_a_backlog_after_a_stall_is_late_until_caught_up() -> None:
    edge = LiveEdge()
    for k in range(50):
        edge.lag_s(k * 0.04, 100.0 + k * 0.04)
    # Ten seconds of pictures arrive at once, ten seconds late.
    lags = [edge.lag_s(2.0 + k * 0.04, 112.0 + k * 0.001) for k in range(250)]
    assert lags[0] == pytest.approx(10.0, abs=0.1)
    assert lags[-1] < LATE_S + 0.3
    assert edge.lag_s(12.04, 112.3) < LATE_S


def test_a_jump_of_the_cameras_clock_starts_anew() -> None:
    edge = LiveEdge()
    edge.lag_s(5000.0, 100.0)
    assert edge.lag_s(0.0, 100.04) == 0.0
    assert edge.lag_s(90000.0, 100.08) == 0.0


def test_a_burst_within_a_second_is_a_pile_and_steady_frames_are_none() -> None:
    edge = LiveEdge()
    edge.lag_s(0.0, 10.0)
    edge.lag_s(0.04, 10.04)
    assert not edge.catches_up
    edge.lag_s(0.08, 10.05)
    assert edge.catches_up


@pytest.mark.parametrize("rate", [1.001, 1.0002, 0.8, 0.999])
def test_a_camera_clock_of_a_wrong_rate_does_not_become_late(rate: float) -> None:
    """V3: a clock that is 0.1 % slow was late after eleven minutes, for good."""
    edge = LiveEdge()
    for k in range(25 * 1800):
        assert edge.lag_s(k * 0.04, k * 0.04 * rate) < 0.01
        assert not edge.catches_up


def test_a_camera_clock_that_is_a_fifth_slow_is_hardly_late_and_hides_nothing() -> None:
    """V3: with 20 % every second picture was called late, and all cameras were stepped down for it."""
    edge = LiveEdge()
    for k in range(25 * 600):
        assert edge.lag_s(k * 0.04, k * 0.05) < 0.45
        assert not edge.catches_up


@pytest.mark.parametrize("step_s", [0.2, 1.0, 3.0, 4.9, 5.1, 86_400.0])
@pytest.mark.parametrize("times", [1, 2])
def test_times_that_step_back_begin_anew_at_once(step_s: float, times: int) -> None:
    """K2, V4: after a step of 1 to 4.9 s the tile was at two pictures a second for hours."""
    edge = LiveEdge()
    for k in range(200):
        pts_s = 1e6 + k * 0.04 - step_s * min(times, k // 50)
        assert edge.lag_s(pts_s, k * 0.04) == pytest.approx(0.0, abs=1e-6)
        assert not edge.catches_up


def test_a_step_forth_and_back_leaves_no_trace() -> None:
    edge = LiveEdge()
    lags = [edge.lag_s(k * 0.04 + (3.0 if k == 50 else 0.0), k * 0.04) for k in range(100)]
    assert max(lags) < 1e-6


def test_a_step_back_in_the_middle_of_a_pile_begins_anew() -> None:
    edge = LiveEdge()
    for k in range(50):
        edge.lag_s(k * 0.04, k * 0.04)
    assert edge.lag_s(2.0, 8.0) == pytest.approx(6.0)
    assert edge.lag_s(1.0, 8.001) == 0.0


def test_a_slow_camera_remembers_its_promptest_frame_too() -> None:
    edge = LiveEdge()
    for k in range(20):
        assert edge.lag_s(float(k), float(k)) == 0.0
    assert edge.lag_s(20.0, 21.5) == pytest.approx(1.5)


def test_a_file_is_played_at_its_own_pace() -> None:
    pacer = Pacer()
    assert pacer.wait_s(0.0, 50.0) == 0.0
    assert pacer.wait_s(0.04, 50.001) == pytest.approx(0.039)
    assert pacer.wait_s(0.08, 50.5) == 0.0


def test_a_file_that_begins_again_does_not_wait() -> None:
    pacer = Pacer()
    pacer.wait_s(9.96, 50.0)
    assert pacer.wait_s(0.0, 50.04) == 0.0
    assert pacer.wait_s(0.04, 50.04) == pytest.approx(0.04)


def test_segments_are_smoothed_by_the_buffer() -> None:
    pacer = Pacer(buffer_s=0.5)
    assert pacer.wait_s(0.0, 10.0) == pytest.approx(0.5)
    assert pacer.wait_s(0.04, 10.0) == pytest.approx(0.54)
