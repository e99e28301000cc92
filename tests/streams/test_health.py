from __future__ import annotations

import pytest

from streams.faults import FaultCode
from streams.health import TileHealth, TileState
from streams.signature import SIGNATURE_COLUMNS, SIGNATURE_ROWS

CELLS = SIGNATURE_COLUMNS * SIGNATURE_ROWS


def live(frames: int = 10, every_s: float = 0.1) -> tuple[TileHealth, float]:
    health = TileHealth(0.0)
    health.on_connecting(0.0, 1)
    health.on_opened(0.2)
    now_s = 0.2
    for _ in range(frames):
        now_s += every_s
        health.on_frame(now_s, int(now_s * 1000))
    return health, now_s


def test_is_connecting_until_the_first_frame() -> None:
    health = TileHealth(0.0)
    health.on_connecting(0.0, 1)
    health.on_opened(0.5)
    view = health.view(1.0)
    assert view.state is TileState.CONNECTING
    assert view.age_s is None
    assert view.last_frame_ms is None


def test_is_live_with_the_age_of_its_newest_frame() -> None:
    health, now_s = live()
    view = health.view(now_s + 0.08)
    assert view.state is TileState.LIVE
    assert view.age_s == pytest.approx(0.08)
    assert view.last_frame_ms == int(now_s * 1000)


def test_two_seconds_of_silence_are_a_stall() -> None:
    health, now_s = live()
    assert health.view(now_s + 1.9).state is TileState.LIVE
    assert health.view(now_s + 2.1).state is TileState.STALLED


def test_a_slow_camera_gets_five_frame_times() -> None:
    health, now_s = live(frames=30, every_s=1.0)
    assert health.view(now_s + 4.5).state is TileState.LIVE
    assert health.view(now_s + 5.5).state is TileState.STALLED


def test_a_changed_rate_of_our_own_making_forgets_the_measured_one() -> None:
    health, _ = live(frames=30, every_s=1.0)
    health.on_interval_unknown()
    assert health.stall_limit_s == 2.0


def test_a_camera_that_is_stepped_down_is_not_stalled_while_data_come() -> None:
    """V15: the slowest rung shows a picture every four seconds, and a stall was two without one."""
    health, now_s = live()
    health.on_interval_unknown()
    for tick in range(1, 40):
        health.on_data(now_s + tick * 0.5)
        assert health.view(now_s + tick * 0.5 + 0.4).state is TileState.LIVE
    assert health.view(now_s + 19.5 + 2.1).state is TileState.STALLED
    health.on_data(now_s + 22.0)
    assert health.view(now_s + 22.0).state is TileState.STALLED


def test_a_stall_ends_with_the_next_frame() -> None:
    health, now_s = live()
    assert health.view(now_s + 3.0).state is TileState.STALLED
    health.on_frame(now_s + 3.1, 0)
    assert health.view(now_s + 3.1).state is TileState.LIVE


def test_damage_is_said_until_none_came_for_a_while() -> None:
    """V6: a grey picture was green and "live"."""
    health, now_s = live()
    health.on_damage(now_s + 0.1)
    assert health.view(now_s + 0.1).state is TileState.DAMAGED
    for tick in range(1, 10):
        health.on_frame(now_s + tick * 0.3, 0)
        assert health.view(now_s + tick * 0.3).state is TileState.DAMAGED
    health.on_frame(now_s + 3.2, 0)
    assert health.view(now_s + 3.2).state is TileState.LIVE


def test_a_stream_that_is_damaged_from_the_beginning_is_no_slow_connection() -> None:
    health = TileHealth(0.0)
    health.on_connecting(0.0, 1)
    health.on_opened(0.5)
    health.on_damage(0.6)
    assert health.view(0.6).state is TileState.DAMAGED
    health.on_damage(5.0)
    health.on_frame(5.1, 0)
    assert health.view(5.1).state is TileState.DAMAGED


def test_a_damaged_stream_that_ends_or_stalls_says_so() -> None:
    health, now_s = live()
    health.on_damage(now_s)
    assert health.view(now_s).state is TileState.DAMAGED
    assert health.view(now_s + 2.1).state is TileState.STALLED
    health.on_lost(now_s + 3.0, FaultCode.ENDED, "")
    health.on_damage(now_s + 3.0)
    assert health.view(now_s + 3.0).state is TileState.RECONNECTING


def test_a_new_connection_is_not_damaged_by_the_old_one() -> None:
    health, now_s = live()
    health.on_damage(now_s)
    health.on_lost(now_s + 0.1, FaultCode.ENDED, "")
    health.on_connecting(now_s + 0.2, 1)
    health.on_opened(now_s + 0.3)
    health.on_frame(now_s + 0.4, 0)
    assert health.view(now_s + 0.4).state is TileState.LIVE


def test_what_was_held_up_on_the_line_ends_no_stall() -> None:
    """V8: five seconds into a stall the last picture came out, and the tile was live for two seconds."""
    health, now_s = live()
    assert health.view(now_s + 3.0).state is TileState.STALLED
    health.on_frame(now_s + 5.0, 1_000_000, lag_s=5.0)
    view = health.view(now_s + 5.1)
    assert view.state is TileState.STALLED
    assert view.age_s == pytest.approx(5.1)
    assert view.last_frame_ms == 995_000
    assert view.since_s == now_s + 3.0
    health.on_frame(now_s + 5.2, 1_000_200, lag_s=0.1)
    assert health.view(now_s + 5.2).state is TileState.LIVE


@pytest.mark.parametrize("fault", list(FaultCode))
def test_a_stall_that_ends_with_the_connection_is_never_live_between(fault: FaultCode) -> None:
    health, now_s = live()
    states = [health.view(now_s + 3.0).state]
    health.on_frame(now_s + 5.0, 0, lag_s=5.0)
    states.append(health.view(now_s + 5.0).state)
    health.on_lost(now_s + 5.0, fault, "")
    states.append(health.view(now_s + 9.0).state)
    health.on_connecting(now_s + 9.0, 1)
    states.append(health.view(now_s + 20.0).state)
    assert TileState.LIVE not in states


def test_a_late_picture_of_a_stream_that_flows_is_live_and_old() -> None:
    health, now_s = live()
    health.on_frame(now_s + 0.1, 0, lag_s=3.0)
    view = health.view(now_s + 0.1)
    assert view.state is TileState.LIVE
    assert view.age_s == pytest.approx(3.0)


def test_a_lost_stream_reconnects_with_its_number_of_tries_and_last_frame() -> None:
    health, now_s = live()
    health.on_lost(now_s + 1, FaultCode.ENDED, "")
    health.on_connecting(now_s + 2, 3)
    view = health.view(now_s + 60)
    assert (view.state, view.attempt) == (TileState.RECONNECTING, 3)
    assert view.last_frame_ms == int(now_s * 1000)
    assert view.fault is FaultCode.ENDED


def test_silence_while_reconnecting_is_no_stall() -> None:
    health, now_s = live()
    health.on_lost(now_s + 1, FaultCode.UNREACHABLE, "refused")
    assert health.view(now_s + 30).state is TileState.RECONNECTING


def test_frames_after_reconnecting_count_from_the_new_connection() -> None:
    health, now_s = live()
    health.on_lost(now_s + 1, FaultCode.ENDED, "")
    health.on_connecting(now_s + 2, 1)
    health.on_opened(now_s + 20)
    health.on_frame(now_s + 20.5, 5)
    assert health.view(now_s + 20.6).state is TileState.LIVE


@pytest.mark.parametrize("fault", [FaultCode.BROKEN, FaultCode.BROKE_OFF])
def test_a_camera_is_called_broken_when_it_failed_twice(fault: FaultCode) -> None:
    """V13: one that failed at the first try only was called broken."""
    health = TileHealth(0.0)
    health.on_connecting(0.0, 1)
    health.on_lost(1.0, fault, "words")
    health.on_connecting(1.5, 2)
    view = health.view(2.0)
    assert (view.state, view.fault) == (TileState.CONNECTING, None)
    health.on_lost(3.0, fault, "words")
    view = health.view(4.0)
    assert (view.state, view.fault, view.detail) == (TileState.RECONNECTING, fault, "words")
    health.on_connecting(5.0, 3)
    assert health.view(5.0).fault is fault


def test_a_camera_that_was_live_and_breaks_off_reconnects() -> None:
    health, now_s = live()
    health.on_lost(now_s + 1, FaultCode.BROKEN, "words")
    view = health.view(now_s + 1)
    assert (view.state, view.fault) == (TileState.RECONNECTING, None)


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (FaultCode.REFUSED, TileState.REFUSED),
        (FaultCode.NOT_FOUND, TileState.FAILED),
        (FaultCode.NO_VIDEO, TileState.FAILED),
    ],
)
def test_keeps_a_final_reason_on_the_screen_through_later_tries(fault: FaultCode, state: TileState) -> None:
    health = TileHealth(0.0)
    health.on_connecting(0.0, 1)
    health.on_lost(1.0, fault, "words")
    health.on_connecting(30.0, 2)
    view = health.view(31.0)
    assert (view.state, view.fault, view.detail) == (state, fault, "words")
    health.on_frame(32.0, 1)
    assert health.view(32.0).state is TileState.LIVE


def test_a_frozen_tile_is_live_again_when_the_picture_moves() -> None:
    health, now_s = live()
    for _ in range(20):
        now_s += 1.0
        health.on_frame(now_s, 0)
        health.on_signature(now_s, bytes([90] * CELLS))
    assert health.view(now_s).state is TileState.FROZEN
    health.on_frame(now_s + 0.1, 0)
    health.on_signature(now_s + 0.1, bytes([130] * CELLS))
    assert health.view(now_s + 0.1).state is TileState.LIVE


def test_a_new_connection_is_not_judged_by_the_time_without_pictures() -> None:
    health, now_s = live()
    health.on_signature(now_s, bytes([90] * CELLS))
    health.on_lost(now_s + 1, FaultCode.ENDED, "")
    health.on_connecting(now_s + 2, 1)
    health.on_opened(now_s + 29)
    health.on_frame(now_s + 30, 0)
    health.on_signature(now_s + 30, bytes([90] * CELLS))
    assert health.view(now_s + 30).state is TileState.LIVE


def test_a_picture_that_is_the_same_after_each_reopening_is_frozen() -> None:
    """V16: each reopening began to watch anew, so that a looping still was live for ever."""
    health, now_s = live()
    states: set[TileState] = set()
    for second in range(1, 60):
        if second % 5 == 0:
            health.on_lost(now_s + second - 0.5, FaultCode.ENDED, "")
            health.on_connecting(now_s + second - 0.4, 1)
            health.on_opened(now_s + second - 0.3)
        health.on_frame(now_s + second, 0)
        health.on_signature(now_s + second, bytes([90] * CELLS))
        states = {health.view(now_s + second).state} if second > 20 else states
        assert second <= 20 or states == {TileState.FROZEN}
