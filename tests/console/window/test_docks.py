"""Docks are placed, opened, closed, torn off and restored."""

from __future__ import annotations

import PySide6QtAds
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.domain.base.roles import WorldKind
from console.verbs.docks import DOCKS
from console.window.docks import painting_held
from tests.console.window.whole_console import Console, Make
from widgets import theme

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


class Restyled(QObject):
    """Counts how often widgets inside docks are styled again."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.count = 0
        self.watched = 0
        for dock in console.window.docks.docks.values():
            for widget in dock.findChildren(QWidget):
                widget.installEventFilter(self)
                self.watched += 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_no_panel_is_styled_again_when_docks_move(console: Console) -> None:
    """A switch of the perspective took a second: each move of a dock styled its widgets anew, two or three times."""
    console.accept()
    for key in ("command", "operate"):
        console.window.open_perspective(key)
        console.settle()
    restyled = Restyled(console)
    for key in ("command", "operate", "command"):
        console.window.open_perspective(key)
        console.settle()
    console.window.reset_layout()
    console.window.docks.open("log")
    console.window.docks.tear_off("queue")
    console.settle()
    console.window.open_perspective("operate")
    assert restyled.watched > 300
    assert restyled.count == 0


def dressed(widget: QWidget) -> bool:
    """Whether a style sheet decides how it looks."""
    return widget.style().metaObject().className() == "QStyleSheetStyle"


@pytest.mark.parametrize("kind", WorldKind)
def test_nothing_above_a_dock_has_a_style_sheet(make_console: Make, kind: WorldKind) -> None:
    console = make_console(kind=kind)
    console.window.docks.tear_off("map")
    console.window.set_language("zh")
    console.window.open_perspective("command")
    console.settle()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert app.styleSheet() == ""
    for dock in console.window.docks.docks.values():
        above: QWidget | None = dock
        while above is not None:
            assert above.styleSheet() == ""
            assert not dressed(above)
            above = above.parentWidget()


def test_whatever_is_shown_is_dressed_all_the_same(console: Console) -> None:
    """Every widget that paints words or takes input stands under a sheet: bars, tabs, overlays, menus, own windows."""
    window = console.window
    window.docks.open("log")
    window.docks.tear_off("queue")
    window.toggle_mute()
    window.toggle_help()
    console.report()
    window.header.seat_menu_requested.emit()
    console.settle()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    shown = [
        widget
        for widget in QApplication.allWidgets()
        if widget.isVisible()
        and isinstance(widget, QLabel | QAbstractButton | QLineEdit | QMenu | QAbstractItemView)
    ]
    menu.close()
    bare = [widget for widget in shown if not dressed(widget)]
    assert {type(widget).__name__ for widget in shown} >= {"QLabel", "QPushButton", "QMenu", "KeyButton"}
    assert [(type(one).__name__, one.objectName(), type(one.parent()).__name__) for one in bare] == []


def test_lines_between_panels_are_hairlines_in_every_layout(console: Console) -> None:
    docks = console.window.docks
    for key in ("command", "operate", "command"):
        console.window.open_perspective(key)
        console.settle()
        splitters = docks.manager.findChildren(PySide6QtAds.CDockSplitter)
        assert splitters
        assert {one.handleWidth() for one in splitters} == {1}
        handles = [one.handle(at) for one in splitters for at in range(one.count())]
        assert {one.palette().color(QPalette.ColorRole.Window).name() for one in handles} == {theme.LINE}
