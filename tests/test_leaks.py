"""Leaks are found and named; what stops in time is none."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.leaks import Leaks, unexpected_warnings


def test_nothing_left_is_no_leak() -> None:
    assert Leaks.before(with_qt=False).after() == []


def test_surviving_thread_is_named() -> None:
    leaks = Leaks.before(with_qt=False)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="feeder")
    thread.start()
    try:
        assert leaks.after(grace_s=0.0) == ["thread 'feeder'"]
    finally:
        stop.set()
        thread.join()


def test_thread_that_is_just_stopping_is_no_leak() -> None:
    leaks = Leaks.before(with_qt=False)
    timer = threading.Timer(0.05, lambda: None)
    timer.start()
    assert leaks.after() == []


def test_surviving_process_is_named() -> None:
    leaks = Leaks.before(with_qt=False)
    with subprocess.Popen([sys.executable, "-c", "input()  # worker"], stdin=subprocess.PIPE) as child:
        left = leaks.after(grace_s=0.0)
        child.kill()
    assert len(left) == 1
    assert "# worker" in left[0]


def test_visible_window_and_running_timer_are_named(qtbot: QtBot) -> None:
    leaks = Leaks.before(with_qt=True)
    window = QWidget()
    window.setObjectName("sheet")
    timer = QTimer(window)
    timer.start(1000)
    window.show()
    qtbot.addWidget(window)
    try:
        assert leaks.after(grace_s=0.0) == ["window QWidget 'sheet'", "timer of QWidget, 1000 ms"]
    finally:
        timer.stop()


@pytest.mark.expects_log("^camera CAM-00[78]")
def test_only_log_warnings_that_match_no_pattern_are_kept() -> None:
    log = logging.getLogger("tests.leaks")
    with unexpected_warnings(["^camera CAM-007 gone$"]) as found:
        log.info("all is well")
        log.warning("camera %s gone", "CAM-007")
        log.warning("camera %s gone", "CAM-008")
    assert found == ["WARNING tests.leaks: camera CAM-008 gone"]
