"""A journal is judged beside the window: one at a time, with the judge's own words when it cannot be."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from console.bridges.judge_bridge import JudgeBridge
from console.domain.judge.judging import judge, verdict_bytes
from tests.console.domain.world import World


def test_a_judgement_comes_as_a_signal_and_is_the_judges_own(qtbot: QtBot) -> None:
    world = World()
    bridge = JudgeBridge()
    with qtbot.waitSignal(bridge.judged, timeout=10_000) as signal:
        assert bridge.judge(world.journal)
    bridge.stop()
    assert verdict_bytes(signal.args[0]) == verdict_bytes(judge(world.journal))
    assert not bridge.is_busy


def test_a_journal_that_does_not_fit_is_refused_in_words(qtbot: QtBot) -> None:
    world = World()
    bridge = JudgeBridge()
    with qtbot.waitSignal(bridge.failed, timeout=10_000) as signal:
        bridge.judge(world.journal[1:])
    bridge.stop()
    assert "does not fit" in signal.args[0]


def test_stopping_without_a_judgement_is_nothing() -> None:
    JudgeBridge().stop()
