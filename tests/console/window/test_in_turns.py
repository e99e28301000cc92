"""Long work of a window: one step a turn, nothing painted before the last, whatever comes in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.window.in_turns import InTurns


class Painted(QWidget):
    """Counts its paints."""

    count = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.count += 1


class Shown:
    """A window with something in it, and what was done in which turn."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.inside = Painted()
        QVBoxLayout(self.window).addWidget(self.inside)
        qtbot.addWidget(self.window)
        self.window.resize(200, 100)
        self.window.show()
        qtbot.waitExposed(self.window)
        qtbot.waitUntil(lambda: self.inside.count > 0)
        self.turns = InTurns(self.window)
        self.done: list[str] = []

    def step(self, name: str) -> Callable[[], None]:
        def do() -> None:
            self.inside.update()
            self.done.append(name)

        return do

    def steps(self, names: str) -> list[Callable[[], None]]:
        return [self.step(name) for name in names]

    def run_out(self) -> None:
        while self.turns.is_busy:
            QApplication.processEvents()


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_each_step_has_a_turn_and_nothing_is_painted_before_the_last(shown: Shown, qtbot: QtBot) -> None:
    others: list[int] = []
    beat = QTimer()
    beat.timeout.connect(lambda: others.append(len(shown.done)))
    beat.start(0)
    before = shown.inside.count
    shown.turns.begin(shown.steps("abcd"))
    assert shown.done == []
    while shown.turns.is_busy:
        assert shown.inside.count == before
        QApplication.processEvents()
    beat.stop()
    assert shown.done == list("abcd")
    assert {1, 2, 3} <= set(others)
    qtbot.waitUntil(lambda: shown.inside.count > before)


def test_a_work_that_begins_before_the_last_is_done_drops_the_rest(shown: Shown) -> None:
    shown.turns.begin(shown.steps("abc"))
    while not shown.done:
        QApplication.processEvents()
    shown.turns.begin(shown.steps("xyz"))
    shown.run_out()
    assert shown.done == [*"a", *"xyz"]
    assert shown.window.updatesEnabled()


def test_a_step_may_begin_another_work(shown: Shown) -> None:
    shown.turns.begin([lambda: shown.turns.begin(shown.steps("xy")), *shown.steps("ab")])
    shown.run_out()
    assert shown.done == ["x", "y"]
    assert shown.window.updatesEnabled()


def test_a_last_step_may_begin_another_work(shown: Shown) -> None:
    shown.turns.begin([lambda: shown.turns.begin(shown.steps("xy"))])
    shown.run_out()
    assert shown.done == ["x", "y"]
    assert shown.window.updatesEnabled()


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_step_that_fails_costs_neither_the_others_nor_the_paint(
    shown: Shown, qtbot: QtBot, at: int
) -> None:
    def fail() -> None:
        raise ValueError("on purpose")

    steps = shown.steps("ab")
    steps.insert(at, fail)
    with qtbot.captureExceptions() as caught:
        shown.turns.begin(steps)
        shown.run_out()
    assert [str(one[1]) for one in caught] == ["on purpose"]
    assert shown.done == ["a", "b"]
    assert shown.window.updatesEnabled()


@pytest.mark.parametrize("after", [0, 1, 3])
def test_stopped_early_late_or_twice_the_window_is_painted(shown: Shown, after: int) -> None:
    shown.turns.begin(shown.steps("abc"))
    while len(shown.done) < after:
        QApplication.processEvents()
    shown.turns.stop()
    shown.turns.stop()
    for _ in range(5):
        QApplication.processEvents()
    assert len(shown.done) == after
    assert not shown.turns.is_busy
    assert shown.window.updatesEnabled()


def test_stopping_what_never_began_paints_nothing_that_others_hold(shown: Shown) -> None:
    shown.window.setUpdatesEnabled(False)
    shown.turns.stop()
    assert not shown.window.updatesEnabled()
    shown.turns.begin([])
    assert not shown.turns.is_busy
    assert not shown.window.updatesEnabled()
