"""What takes long is worked out beside the window: one thing at a time, told on the Qt thread."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from console.bridges.beside import Background


def test_the_answer_comes_on_the_qt_thread_and_leaves_no_thread(qtbot: QtBot) -> None:
    beside = Background()
    told: list[tuple[int, int]] = []
    assert beside.ask(threading.get_ident, lambda worker: told.append((worker, threading.get_ident())))
    assert beside.is_busy
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told[0][0] != threading.get_ident() == told[0][1]
    assert not beside.is_busy


def test_one_question_at_a_time(qtbot: QtBot) -> None:
    beside, go = Background(), threading.Event()
    told: list[bool] = []
    assert beside.ask(lambda: go.wait(10.0), told.append)
    assert not beside.ask(lambda: True, told.append)
    go.set()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == [True]


def test_after_the_stop_nobody_is_told(qtbot: QtBot) -> None:
    beside = Background()
    told: list[bool] = []
    beside.ask(lambda: True, told.append)
    beside.stop()
    qtbot.wait(50)
    assert told == []


def test_stopping_without_a_question_is_nothing() -> None:
    Background().stop()
