"""Signals that stop the program reach Qt's loop: from the terminal, twice, before the loop turns, and never after."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from console.bridges.stop_signals import STOPS, StopSignals


@pytest.fixture
def stops(qapp: QCoreApplication) -> Iterator[StopSignals]:
    made = StopSignals()
    yield made
    made.restore()


@pytest.mark.parametrize("number", STOPS)
def test_signal_is_told_once_and_the_handler_of_before_is_back(
    qtbot: QtBot, number: signal.Signals, qapp: QCoreApplication
) -> None:
    """K4."""
    before = {one: signal.getsignal(one) for one in STOPS}
    stops, told = StopSignals(), list[int]()
    stops.asked.connect(lambda: told.append(1))
    with qtbot.waitSignal(stops.asked):
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
    qapp.processEvents()
    assert told == [1]
    assert {one: signal.getsignal(one) for one in STOPS} == before
    stops.restore()


def test_signal_in_the_middle_of_a_slot_ends_the_loop_and_raises_nothing(
    qtbot: QtBot, stops: StopSignals
) -> None:
    """K4: Python's own handler would raise KeyboardInterrupt in the slot, and Qt would go on."""
    loop, done = QEventLoop(), list[str]()
    stops.asked.connect(loop.quit)

    class Busy(QObject):
        @Slot()
        def work(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            done.append("to its end")

    busy = Busy()
    QTimer.singleShot(0, busy, busy.work)
    loop.exec()
    assert done == ["to its end"]


def test_signal_before_the_loop_turns_is_told_when_it_does(qtbot: QtBot, stops: StopSignals) -> None:
    """K4: too early."""
    os.kill(os.getpid(), signal.SIGTERM)
    with qtbot.waitSignal(stops.asked):
        pass


def test_a_stop_that_nobody_listened_to_is_kept(qtbot: QtBot, stops: StopSignals) -> None:
    """K4: the loop turned while the window was still being built."""
    assert not stops.heard
    os.kill(os.getpid(), signal.SIGINT)
    qtbot.waitUntil(lambda: stops.heard)


def test_another_signal_is_not_a_stop(
    qtbot: QtBot, stops: StopSignals, qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: heard.append(number))
    try:
        with qtbot.assertNotEmitted(stops.asked):
            os.kill(os.getpid(), signal.SIGUSR1)
            qapp.processEvents()
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert heard == [signal.SIGUSR1]
