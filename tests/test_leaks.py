"""Leaks are found and named; what stops in time is none."""

from __future__ import annotations

import logging
import os
import select
import socket
import subprocess
import sys
import threading
import warnings
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from streams.segment import make_segment, unlink_segment
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
    assert len(left) == 2
    assert "# worker" in left[0]
    assert "pipe:" in left[1]


def test_descriptors_that_stay_open_are_named_by_what_they_lead_to(tmp_path: Path) -> None:
    leaks = Leaks.before(with_qt=False)
    reading, writing = os.pipe()
    with socket.socket(), open(tmp_path / "journal.db", "w", encoding="utf-8"):
        left = leaks.after(grace_s=0.0)
    os.close(writing)
    assert sum("pipe:" in line for line in left) == 2
    assert sum("socket:" in line for line in left) == 1
    assert sum("journal.db" in line for line in left) == 1
    assert len(left) == 4
    os.close(reading)


def test_a_descriptor_that_waits_to_be_collected_is_no_leak() -> None:
    leaks = Leaks.before(with_qt=False)
    reading, writing = os.pipe()
    knot: list[object] = [os.fdopen(reading, "rb"), os.fdopen(writing, "wb")]
    knot.append(knot)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        del knot
        assert leaks.after() == []


def test_what_libraries_open_once_and_for_good_is_no_leak() -> None:
    leaks = Leaks.before(with_qt=False)
    with select.epoll(), open(os.devnull, "rb"), open(sys.executable, "rb"):
        resource_tracker.ensure_running()
        assert leaks.after(grace_s=0.0) == []


def test_shared_memory_that_stays_is_named_with_and_without_its_name() -> None:
    leaks = Leaks.before(with_qt=False)
    name, whole = make_segment(1000)
    left = leaks.after(grace_s=0.0)
    assert [line for line in left if line.startswith("shared memory")] == [f"shared memory /dev/shm/{name}"]
    assert len([line for line in left if line.startswith("descriptor")]) == 1
    unlink_segment(name)
    assert len(leaks.after(grace_s=0.0)) == 1
    del whole
    assert leaks.after(grace_s=0.0) == []


_ATTACHES = """
import sys
from streams.segment import open_segment
for line in sys.stdin:
    whole = open_segment(line.strip()) if line.strip() else None
    print("done", flush=True)
"""


def test_shared_memory_that_a_process_of_several_tests_keeps_is_named() -> None:
    name, _ = make_segment(1000)
    command = [sys.executable, "-c", _ATTACHES]
    root = Path(__file__).resolve().parents[1]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=root) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        leaks = Leaks.before(with_qt=False)
        for line, kept in ((f"{name}\n", 1), ("\n", 0)):
            child.stdin.write(line)
            child.stdin.flush()
            assert child.stdout.readline() == "done\n"
            left = leaks.after(grace_s=0.0)
            assert len(left) == kept
            assert all(f"process {child.pid}: /dev/shm/{name}" in line for line in left)
        child.stdin.close()
    unlink_segment(name)


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
