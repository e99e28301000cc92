"""The end of a run is told once, on the screen and on stderr, with the place of journal and result."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.domain.base.message import Stamp
from console.domain.base.roles import Role, WorldKind
from console.domain.runs.commands import EndRun, InterruptRun, OpenRun
from console.window.run_notice import RunNotice
from tests.console.in_process_hub import SYSTEM
from tests.console.window.whole_console import Make

DIRECTOR = Stamp(actor="trainer", role=Role.TRAINER, seat="D-02")


@pytest.mark.parametrize(
    ("command", "stamp"), [(EndRun(), SYSTEM), (InterruptRun(live_incident="LIVE-7"), DIRECTOR)]
)
def test_end_of_a_run_is_told_once_with_the_place(
    make_console: Make, command: EndRun | InterruptRun, stamp: Stamp
) -> None:
    console = make_console(kind=WorldKind.DRILL)
    console.window.set_language("en")
    console.hub.give(OpenRun(scenario="x", name_zh="x", name_en="x", seed=1), SYSTEM)
    said: list[str] = []
    RunNotice(console.seat, console.window.toasts, Path("runs") / "7", said.append)
    console.settle()
    assert said == []
    console.hub.give(command, stamp)
    console.settle()
    console.accept("gas")
    assert len(said) == 1
    assert str(Path("runs") / "7") in said[0]
    assert any("The run has ended" in words for words in console.window.toasts.words())
