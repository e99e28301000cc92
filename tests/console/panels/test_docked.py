"""Strip, result, board, warnings and map picks of a real window: what an operator sees and reaches by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.domain.base.message import Stamp
from console.domain.base.roles import Role
from console.domain.evolve import Recorded
from console.domain.musters.entities import Muster
from console.domain.registry.events import EarlyWarning
from console.verbs.catalogue import CATALOGUE
from tests.console.panels import musters as made
from tests.console.panels.musters import T0
from tests.console.window.whole_console import Console


def put(console: Console, muster: Muster) -> None:
    """As if events had made this muster, its incident and its units; the incident is selected."""
    source = made.picture(muster)
    picture = console.seat.world.picture
    for name in ("musters", "incidents", "orders", "units", "incident_types"):
        getattr(picture, name).update(getattr(source, name))
    console.seat.world.keys_changed.emit(
        frozenset({("musters", muster.id), ("incidents", muster.incident_id)})
    )
    console.seat.select_case(muster.incident_id)
    console.settle()


def test_the_strip_of_the_window_shows_the_muster(console: Console) -> None:
    put(console, made.muster())
    shown = console.window.strip.view.muster
    assert shown is not None
    assert shown.muster.counted == 39


def test_the_strip_names_the_real_key_of_the_order(console: Console) -> None:
    assert CATALOGUE.key_of("muster")
    assert console.window.strip.view.start_keys == CATALOGUE.key_of("muster")
    with pytest.raises(KeyError):
        CATALOGUE.key_of("nothing of the kind")


def test_the_result_opens_and_closes_with_its_key_and_with_a_click_on_a_phase(console: Console) -> None:
    put(console, made.muster())
    console.key(Qt.Key.Key_F8)
    assert console.window.docks.is_open("result")
    panel = console.window.docked.result.widget
    assert panel.view is not None
    assert panel.view.incident_id == "INC-0417"
    console.key(Qt.Key.Key_F8)
    assert not console.window.docks.is_open("result")
    console.window.strip.details_requested.emit()
    assert console.window.docks.is_open("result")
    assert QApplication.activeModalWidget() is None


def test_the_command_perspective_has_the_board(console: Console) -> None:
    put(console, made.muster())
    console.window.open_perspective("command")
    console.settle()
    board = console.window.docked.board.widget
    assert board.isVisible()
    assert board.view.clocks is not None
    assert board.view.tiers
    board.incident_chosen.emit("INC-0417")
    assert console.seat.case_id == "INC-0417"
    board.grid_chosen.emit("G-01")
    assert console.map.flights


def test_a_warning_of_the_planner_is_told(console: Console) -> None:
    put(console, made.muster())
    late = EarlyWarning(subject="INC-0417", code="muster_late", detail="648/600")
    stamp = Stamp(actor="planner", role=Role.PLANNER, seat="PLAN")
    event = Recorded(seq=1, t_ms=console.seat.world.clock.now_ms(), stamp=stamp, event=late)
    console.seat.world.recorded.emit([event])
    assert console.sounds.played == ["muster_warning"]
    words = console.window.toasts.words()
    assert words[-1].startswith("INC-0417: muster forecast 10:48, limit 10:00. Send a substitute")
    assert words[-1].endswith(CATALOGUE.key_of("substitute"))


def test_the_map_has_rally_point_count_posts_and_area(console: Console) -> None:
    put(console, made.muster())
    assert console.map.rally is not None
    assert console.map.rally.label == "Rally point Liuquan Rd N · 25 + 14 on scene / 100"
    assert console.map.scene is not None
    assert [post.filled for post in console.map.scene.posts] == [True, False, False, False, False]
    assert console.map.proposals == []


def test_another_selection_takes_the_scene_off_the_map(console: Console) -> None:
    put(console, made.muster())
    console.accept()
    assert console.map.rally is None
    assert console.map.scene is None


def test_words_follow_the_language(console: Console) -> None:
    put(console, made.resolved())
    console.key(Qt.Key.Key_F8)
    console.window.set_language("zh")
    console.settle()
    view = console.window.docked.result.widget.view
    assert view is not None
    assert [gate.name for gate in view.gates] == ["集结", "到达", "处置", "留守"]
    assert console.window.strip.words()[0].name == "1 集结"


@pytest.mark.parametrize("perspective", ["operate", "command"])
def test_nothing_ticks_once_the_window_is_gone(console: Console, perspective: str) -> None:
    put(console, made.muster(t0_ms=T0))
    console.window.open_perspective(perspective)
    console.window.shut_down()
    assert not console.window.docked._tick.isActive()
