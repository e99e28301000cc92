"""Docks are placed, opened, closed, torn off and restored."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.verbs.docks import DOCKS
from console.window.docks import painting_held
from tests.console.window.whole_console import Console

pytestmark = pytest.mark.qt_log_ignore("window masks", r"lower\(\)", "qUncompress", extend=True)


def test_operate_shows_four_panels_without_tab_bars(console: Console) -> None:
    docks = console.window.docks
    shown = {key for key in docks.docks if docks.is_open(key)}
    assert shown == {"queue", "map", "wall", "incident"}
    assert all(
        not docks.docks[key].dockAreaWidget().titleBar().isVisible()  # type: ignore[union-attr]
        for key in shown
    )


def test_widths_follow_the_picture(console: Console) -> None:
    queue, incident = console.window.panels.queue.width(), console.window.panels.incident.width()
    assert 380 <= queue <= 440
    assert 420 <= incident <= 480


def test_a_second_panel_in_an_area_shows_tabs(console: Console) -> None:
    docks = console.window.docks
    docks.open("log")
    area = docks.docks["log"].dockAreaWidget()
    assert area is not None
    assert area.titleBar().isVisible()
    docks.close("log")
    assert not docks.is_open("log")


def test_a_layout_comes_back_with_its_floating_windows(console: Console) -> None:
    docks = console.window.docks
    docks.tear_off("map")
    saved = docks.save()
    console.window.reset_layout()
    assert not docks.docks["map"].isFloating()
    assert docks.restore(saved)
    QApplication.processEvents()
    assert docks.docks["map"].isFloating()


@pytest.mark.parametrize("how", ["at the start", "while it runs"])
def test_panel_on_a_screen_that_is_gone_is_seen_on_what_is_there(console: Console, how: str) -> None:
    """K11: torn off to a second monitor, then only one."""
    docks = console.window.docks
    docks.tear_off("wall")
    container = docks.docks["wall"].floatingDockContainer()
    assert container is not None
    container.setGeometry(5000, 40, 279, 129)
    if how == "at the start":
        saved = docks.save()
        console.window.reset_layout()
        assert docks.restore(saved)
    else:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.screenRemoved.emit(app.primaryScreen())
    QApplication.processEvents()
    found = docks.docks["wall"].floatingDockContainer()
    assert found is not None
    free = QApplication.primaryScreen().availableGeometry()
    assert free.contains(found.geometry())
    assert found.width() >= min(free.width(), 480)
    assert found.height() >= min(free.height(), 360)


def test_a_broken_layout_is_refused(console: Console) -> None:
    assert not console.window.docks.restore(b"not a layout")


def test_object_names_are_fixed(console: Console) -> None:
    names = {dock.objectName() for dock in console.window.docks.docks.values()}
    assert names == {f"dock.{key}" for key in DOCKS}


def test_opening_a_panel_that_was_torn_off_brings_it_home(console: Console) -> None:
    docks = console.window.docks
    docks.tear_off("map")
    QApplication.processEvents()
    console.window.open_dock("map")
    assert not docks.docks["map"].isFloating()


def test_nothing_is_painted_while_docks_move(console: Console) -> None:
    seen: list[bool] = []
    console.window.docks.manager.dockAreasAdded.connect(lambda: seen.append(console.window.updatesEnabled()))
    console.window.open_perspective("command")
    console.window.reset_layout()
    assert seen
    assert not any(seen)
    assert console.window.updatesEnabled()
    assert console.window.docks.manager.updatesEnabled()


def test_painting_goes_on_after_a_fault(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    try:
        with painting_held(widget), painting_held(widget):
            raise ValueError
    except ValueError:
        pass
    assert widget.updatesEnabled()


def test_the_perspective_that_is_shown_is_not_opened_again(console: Console) -> None:
    assert console.window.perspective == "operate"
    assert not console.window.layouts.open("operate")
    assert console.window.layouts.open("command")
    assert console.settings.text("perspective") == "command"
