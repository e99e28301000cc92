"""An exercise is never taken for live: band, frame, titles, the word over map and wall, also in torn-off windows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from console.domain.base.message import Stamp
from console.domain.base.roles import Role, WorldKind
from console.domain.runs.commands import EndRun, InterruptRun, OpenRun
from console.domain.runs.entities import Run, RunState
from console.panels.kind import mark_of, run_words
from console.window.kind_signs import RunNotice
from tests.console.in_process_hub import SYSTEM
from tests.console.window.whole_console import Console, Make
from widgets import theme
from widgets.header.kind_banner import KindBanner
from widgets.states.watermark import Watermark

RUN = OpenRun(
    scenario="chemical-plant", name_zh="化工厂爆燃", name_en="Explosion", seed=7, autopilot="greedy"
)


@pytest.fixture
def drill(make_console: Make) -> Console:
    console = make_console(kind=WorldKind.DRILL)
    console.hub.give(RUN, SYSTEM)
    console.settle()
    return console


def band(console: Console) -> KindBanner:
    return console.window.signs._banner


def marks(widget: QWidget) -> list[str]:
    return [mark.words for mark in widget.findChildren(Watermark)]


def test_drill_has_band_frame_title_and_the_word_over_map_and_wall(drill: Console) -> None:
    drill.window.set_language("en")
    assert not band(drill).isHidden()
    assert band(drill).words == ("EXERCISE", "Explosion · simulated · autopilot greedy")
    assert theme.EXERCISE in band(drill).styleSheet()
    assert drill.window._root.grab().toImage().pixelColor(0, 0).name() == theme.EXERCISE
    assert drill.window.windowTitle().startswith("EXERCISE · MUSTER")
    assert marks(drill.map) == ["EXERCISE"]
    assert marks(drill.wall.widget) == ["EXERCISE"]


def test_band_and_word_follow_the_language(drill: Console) -> None:
    drill.window.set_language("zh")
    assert band(drill).words == ("演练", "化工厂爆燃 · 推演 · 自动驾驶 贪心")
    assert marks(drill.map) == ["演练"]
    assert drill.window.windowTitle().startswith("演练")


def test_band_says_when_the_clocks_stand_still_and_when_it_is_over(drill: Console) -> None:
    drill.window.set_language("en")
    drill.window.switch_seat("trainer")
    drill.settle()
    assert drill.line("pause a question from the desk") == ""
    assert "PAUSED: the clocks stand still" in band(drill).words[1]
    assert drill.line("unpause") == ""
    assert "PAUSED" not in band(drill).words[1]
    assert drill.line("endrun seen enough") == ""
    assert "the run has ended" in band(drill).words[1]


def test_panel_that_was_torn_off_wears_the_band_and_loses_it_at_home(drill: Console) -> None:
    drill.window.set_language("en")
    docks = drill.window.docks
    docks.tear_off("log")
    drill.settle()
    dock = docks.docks["log"]
    worn = dock.findChildren(KindBanner)[0]
    assert worn.words == ("EXERCISE", "Log")
    assert not worn.isHidden()
    assert dock.windowTitle().startswith("EXERCISE")
    docks.open("log", home=True)
    drill.settle()
    assert worn.isHidden()


def test_demo_has_no_band_and_no_word_over_its_pictures(console: Console) -> None:
    assert band(console).isHidden()
    assert marks(console.map) == [""]
    assert console.window.windowTitle().startswith(("DEMO", "演示"))


@pytest.mark.parametrize(
    ("kind", "marked"), [(WorldKind.LIVE, False), (WorldKind.DEMO, False), (WorldKind.DRILL, True)]
)
def test_only_exercises_and_replays_mark_what_leaves_the_desk(kind: WorldKind, marked: bool) -> None:
    assert bool(mark_of(kind)) is marked


def test_words_of_a_quick_and_an_interrupted_run() -> None:
    run = Run(
        id="run",
        scenario="x",
        name_zh="",
        name_en="",
        seed=1,
        rate_permille=2_500,
        autopilot="",
        started_ms=0,
        state=RunState.INTERRUPTED,
        live_incident="LIVE-7",
    )
    assert run_words(run) == "simulated · ×2.5 · INTERRUPTED by the real emergency LIVE-7"


def test_log_that_leaves_an_exercise_says_so_in_its_first_line(drill: Console) -> None:
    drill.window.set_language("en")
    drill.accept("gas")
    log = drill.window.panels.log
    log.export_requested.emit("", "")
    (path,) = (drill.home / "exports").iterdir()
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["【EXERCISE】", *log.shown_lines()]


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
