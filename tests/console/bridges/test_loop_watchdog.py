"""The watchdog notices a blocked event loop and says where it was."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from console.bridges.loop_watchdog import LoopWatchdog


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
