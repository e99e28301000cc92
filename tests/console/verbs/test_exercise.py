"""What the director of a drill does from the command line, and that nobody else can."""

from __future__ import annotations

import pytest

from console.domain.base.roles import WorldKind
from console.domain.orders.states import OrderState
from console.domain.runs.commands import OpenRun, PauseRun
from console.domain.runs.entities import RunState
from tests.console.in_process_hub import SYSTEM
from tests.console.window.whole_console import Console, Make

RUN = OpenRun(scenario="chemical-plant", name_zh="化工厂爆燃", name_en="Explosion", seed=7)


@pytest.fixture
def drill(make_console: Make) -> Console:
    console = make_console(kind=WorldKind.DRILL)
    console.hub.give(RUN, SYSTEM)
    console.window.set_language("en")
    console.settle()
    return console


def direct(console: Console) -> None:
    """The director signs in at this desk."""
    assert console.window.switch_seat("trainer")
    console.settle()


def run_state(console: Console) -> RunState:
    return console.hub.picture.runs["run"].state


@pytest.mark.parametrize("line", ["pause the desk has a question", "暂停 席位有疑问"])
def test_director_pauses_with_a_reason_and_goes_on(drill: Console, line: str) -> None:
    direct(drill)
    assert drill.line(line) == ""
    assert run_state(drill) is RunState.PAUSED
    assert drill.line("unpause") == ""
    assert run_state(drill) is RunState.RUNNING


def test_pause_asks_for_its_reason(drill: Console) -> None:
    direct(drill)
    drill.line("pause")
    assert drill.hub.submitted[-1:] != [PauseRun(reason="")]
    assert run_state(drill) is RunState.RUNNING


def test_director_sets_the_speed_and_nonsense_is_refused_in_words(drill: Console) -> None:
    direct(drill)
    assert drill.line("speed x4") == ""
    assert drill.hub.picture.runs["run"].rate_permille == 4_000
    drill.line("speed fast")
    assert drill.hub.picture.runs["run"].rate_permille == 4_000
    assert any("Speed of the exercise" in words for words in drill.window.toasts.words())


def test_real_emergency_frees_everybody_with_one_line(drill: Console) -> None:
    incident_id = drill.accept("gas")
    drill.line(f"dispatch {incident_id} P-101 P-102")
    direct(drill)
    assert drill.line("interrupt LIVE-20261122-7") == ""
    assert run_state(drill) is RunState.INTERRUPTED
    assert {order.state for order in drill.hub.picture.orders.values()} == {OrderState.CANCELLED}


def test_operator_is_told_that_only_the_director_pauses(drill: Console) -> None:
    drill.line("pause I am tired")
    assert run_state(drill) is RunState.RUNNING
    assert any("Pause the exercise" in words for words in drill.window.toasts.words())


def test_demo_is_never_paused(console: Console) -> None:
    console.window.set_language("en")
    direct(console)
    console.line("pause a moment")
    assert isinstance(console.hub.submitted[-1], PauseRun)
    assert console.hub.picture.runs == {}
    assert any("Pause the exercise" in words for words in console.window.toasts.words())
