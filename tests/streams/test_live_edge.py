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


def test_a_camera_clock_that_runs_slow_does_not_become_late() -> None:
    edge = LiveEdge()
    lag = 0.0
    for k in range(25 * 3600):
        lag = edge.lag_s(k * 0.04, k * 0.04 * 1.0002)
    assert lag < 0.01


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
