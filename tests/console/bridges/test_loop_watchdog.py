"""The watchdog notices a blocked event loop and says where it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from console.bridges.loop_watchdog import KEPT, LoopWatchdog


@pytest.fixture
def watchdog(qtbot: QtBot) -> Iterator[LoopWatchdog]:
    made = LoopWatchdog()
    made.start()
    yield made
    made.stop()


def hold_the_loop(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(1000))


def test_reports_a_block_with_the_place_that_held_the_loop(watchdog: LoopWatchdog, qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: hold_the_loop(0.4))
    qtbot.waitUntil(lambda: watchdog.longest_ms > 200, timeout=5000)
    assert watchdog.count >= 1
    assert any("hold_the_loop" in block.stack for block in watchdog.blocks)
    assert "longest block" in watchdog.summary()


def test_excuses_a_block_that_was_wanted(watchdog: LoopWatchdog) -> None:
    hold_the_loop(0.2)
    watchdog.excuse()
    watchdog._on_beat()
    assert watchdog.longest_ms < 150


def test_may_be_stopped_twice(watchdog: LoopWatchdog) -> None:
    watchdog.stop()
    watchdog.stop()


def test_work_is_told_apart_from_waiting_for_a_processor(watchdog: LoopWatchdog, qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: hold_the_loop(0.4))
    qtbot.waitUntil(lambda: watchdog.longest_ms > 200, timeout=5000)
    held = max(watchdog.blocks, key=lambda block: block.lasted_ms)
    assert held.own_ms > 0
    assert held.own_ms + held.queued_ms > held.lasted_ms / 2, (
        "it worked, or stood in the queue; it never slept"
    )


def test_sleeping_is_neither_work_nor_the_queue(watchdog: LoopWatchdog, qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: threading.Event().wait(0.4))
    qtbot.waitUntil(lambda: watchdog.longest_ms > 200, timeout=5000)
    held = max(watchdog.blocks, key=lambda block: block.lasted_ms)
    assert held.own_ms < held.lasted_ms / 2
    assert watchdog.own_count >= 1


def test_the_longest_are_kept(watchdog: LoopWatchdog, qtbot: QtBot) -> None:
    watchdog.limit_ms = -1000.0
    QTimer.singleShot(0, lambda: hold_the_loop(0.3))
    qtbot.waitUntil(lambda: watchdog.count > 2 * KEPT, timeout=20_000)
    assert len(watchdog.blocks) == KEPT
    assert any(block.lasted_ms > 200 for block in watchdog.blocks)
