"""The docks of the window: made once, placed by perspective, torn off to any monitor, remembered. Qt main thread.

A dock area with a single panel hides its tab bar, since the panel has its own heading: dragging that heading (or the
verb `tear`) tears the panel off. `Layouts` remembers per user and perspective. Used by `ConsoleWindow`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import PySide6QtAds as ads  # noqa: N813
from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QIcon, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from console.panels.ports import WallPort
from console.settings.store import SettingsStore
from console.verbs.docks import DOCKS, PERSPECTIVES, DockPlace, Perspective, dock_title
from console.window.screens import readable
from widgets import parts, theme
from widgets.header.kind_banner import KindBanner

_SIDES = {
    "left": ads.LeftDockWidgetArea,
    "right": ads.RightDockWidgetArea,
    "top": ads.TopDockWidgetArea,
    "bottom": ads.BottomDockWidgetArea,
    "tab": ads.CenterDockWidgetArea,
}

_SIDEWAYS = Qt.Orientation.Horizontal

TEAR_PX = 48
LEAST_FLOATING_PX = (480, 360)
"""A panel in a window of its own is not read below this."""
CROSS_PX = 16
LEAST_REST = 0.28
"""What the panels without a share of their own (the map) keep at least."""
LAYOUT_VERSION = len(DOCKS) - 7
"""Grows with the table of docks (2 with nine): a layout that knows nothing of a dock would hide it for good."""


class Docks(QObject):
    """All docks of one window, by key."""

    def __init__(self, container: QWidget, panels: Mapping[str, QWidget]) -> None:
        """`panels`: a widget for every key of DOCKS."""
        super().__init__(container)
        flag = ads.CDockManager.eConfigFlag
        for on in (
            flag.OpaqueSplitterResize,
            flag.FloatingContainerForceQWidgetTitleBar,
            flag.XmlCompressionEnabled,
        ):
            ads.CDockManager.setConfigFlag(on, True)
        for off in (
            flag.FocusHighlighting,
            flag.DockAreaHasCloseButton,
            flag.DockAreaHasTabsMenuButton,
            flag.AlwaysShowTabs,
            flag.FloatingContainerHasWidgetIcon,
        ):
            ads.CDockManager.setConfigFlag(off, False)
        self.manager = ads.CDockManager(container)
        self.manager.setStyleSheet("")  # see `theme.dress`
        # The stubs know neither the provider nor the names of its icons.
        untyped = cast(Any, ads)
        cast(Any, self.manager).iconProvider().registerCustomIcon(untyped.TabCloseIcon, _cross())
        self.docks: dict[str, ads.CDockWidget] = {}
        self._prefix = ""
        self._band = ("", "")
        self._bands: dict[str, KindBanner] = {}
        for key in DOCKS:
            self._make(key, panels[key])
        self.manager.dockAreasAdded.connect(self.tidy)
        self.manager.dockAreasRemoved.connect(self.tidy)
        app = cast(QGuiApplication, QGuiApplication.instance())
        app.screenRemoved.connect(self.bring_into_sight)
        self.retranslate()

    def arrange(self, perspective: Perspective) -> None:
        """Place the docks as the perspective has them at first; those it does not name are closed."""
        for dock in self.docks.values():
            if dock.dockAreaWidget() is not None:
                self.manager.removeDockWidget(dock)
        for place in perspective.places:
            self._put(self.docks[place.dock], place)
        placed = {place.dock for place in perspective.places}
        first = self.docks[perspective.places[0].dock].dockAreaWidget()
        for key, dock in self.docks.items():
            if key not in placed and first is not None:
                # Closed, but known to the manager: a saved layout names all docks.
                self.manager.addDockWidgetTabToArea(dock, first)
                dock.toggleView(False)
        self.docks[perspective.places[0].dock].setAsCurrentTab()
        self._share(perspective)
        self.tidy()

    def save(self) -> bytes:
        """The present layout."""
        return bytes(self.manager.saveState(LAYOUT_VERSION).data())

    def restore(self, state: bytes) -> bool:
        """A saved layout; False where it does not fit this version."""
        done = bool(self.manager.restoreState(QByteArray(state), LAYOUT_VERSION))
        self.bring_into_sight()
        self.tidy()
        return done

    def bring_into_sight(self, *_: object) -> None:
        """Move panels in windows of their own to where they can be read: a screen may be gone, or another one."""
        own = self.manager.screen()
        screens = [own, *(one for one in QGuiApplication.screens() if one is not own)]
        areas = [one.availableGeometry() for one in screens]
        least = QSize(*map(theme.px, LEAST_FLOATING_PX))
        for container in self.manager.floatingWidgets():
            wanted = readable(container.geometry(), areas, least)
            if wanted != container.geometry():
                container.setGeometry(wanted)

    def open(self, key: str, beside: str = "wall", *, home: bool = False) -> None:
        """Bring a dock to the front, wherever it stands; a closed one opens as a tab beside `beside`.

        With `home` one that was torn off comes back into the window, too.
        """
        dock = self.docks[key]
        if dock.isClosed() or (home and dock.isFloating()):
            anchor = self.docks[beside if beside != key else "map"]
            area = None if anchor.isClosed() else anchor.dockAreaWidget()
            if area is not None:
                self.manager.addDockWidgetTabToArea(dock, area)
        dock.toggleView(True)
        dock.setAsCurrentTab()
        dock.raise_()
        self.tidy()

    def bring_to_front(self, key: str) -> None:
        """Show a dock that stands behind another tab; a closed one stays closed."""
        dock = self.docks[key]
        if not dock.isClosed() and not dock.isCurrentTab():
            dock.setAsCurrentTab()

    def reveal(self, key: str) -> None:
        """Show a dock whose keys are about to be used: in front of its tabs, its window active, opened if closed."""
        dock = self.docks[key]
        if dock.isClosed():
            self.open(key, beside="units" if self.is_open("units") else "wall")
        self.bring_to_front(key)
        if dock.isFloating():
            dock.window().activateWindow()

    def close(self, key: str) -> None:
        """Put a dock away."""
        self.docks[key].toggleView(False)
        self.tidy()

    def put_back(self, key: str) -> None:
        """Put a dock away that shares its place with others; one with a place of its own stays."""
        dock = self.docks[key]
        area = None if dock.isClosed() else dock.dockAreaWidget()
        if area is not None and len(area.openedDockWidgets()) > 1:
            self.close(key)

    def is_open(self, key: str) -> bool:
        """Whether the dock is shown, as a front tab or floating."""
        dock = self.docks[key]
        return not dock.isClosed() and dock.isCurrentTab()

    def tear_off(self, key: str, at: QPoint | None = None) -> None:
        """Make a dock a window of its own."""
        dock = self.docks[key]
        if dock.isFloating():
            return
        self.open(key)
        size = dock.size()
        dock.setFloating()
        container = dock.floatingDockContainer()
        if container is not None:
            container.resize(size)
            where = at if at is not None else QCursor.pos()
            container.move(where - QPoint(theme.px(60), theme.px(10)))
        self.tidy()

    def show_kind(self, prefix: str, word: str, colour: str) -> None:
        """The kind (演练, DEMO) in every window's title, and in a band over panels in windows of their own.

        Without a `word` there is no band.
        """
        self._prefix, self._band = prefix, (word, colour)
        self.retranslate()

    def retranslate(self) -> None:
        """Titles in the language of the screen."""
        word, colour = self._band
        for key, dock in self.docks.items():
            # A window of its own says what kind of world it shows; a tab inside the console need not.
            alone = self._prefix if dock.isInFloatingContainer() else ""
            dock.setWindowTitle(" · ".join(part for part in (alone, dock_title(key)) if part))
            self._bands[key].show_words(word if dock.isInFloatingContainer() else "", dock_title(key), colour)
        self.manager.setFloatingContainersTitle(" · ".join(part for part in (self._prefix, "MUSTER") if part))

    def tidy(self, *_: object) -> None:
        """Hide the tab bar of areas with one panel; show it where there are several. New frames get their look."""
        self.retranslate()
        for container in self.manager.floatingWidgets():
            docked = container.dockContainer()
            for bar in container.findChildren(QFrame, "", Qt.FindChildOption.FindDirectChildrenOnly):
                if bar is not docked:
                    _frame(bar)
        for dock in self.docks.values():
            area = None if dock.isClosed() else dock.dockAreaWidget()
            if area is not None:
                bar, shown = area.titleBar(), len(area.openedDockWidgets()) > 1
                if shown:
                    _frame(bar)
                bar.setVisible(shown)
                above = area.parentWidget()
                while isinstance(above, ads.CDockSplitter):
                    _line(above)
                    above = above.parentWidget()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _make(self, key: str, panel: QWidget) -> None:
        dock = ads.CDockWidget(self.manager, f"dock.{key}")
        dock.setObjectName(f"dock.{key}")
        dock.setWidget(self._under_band(key, panel), ads.CDockWidget.eInsertMode.ForceNoScrollArea)
        dock.setMinimumSizeHintMode(ads.CDockWidget.eMinimumSizeHintMode.MinimumSizeHintFromDockWidget)
        dock.viewToggled.connect(self.tidy)
        dock.topLevelChanged.connect(self.tidy)
        self.docks[key] = dock
        handle = panel.findChild(QFrame, "", Qt.FindChildOption.FindDirectChildrenOnly)
        if handle is not None and handle.property("part") == "heading":
            handle.installEventFilter(_TearFilter(self, key, handle))

    def _under_band(self, key: str, panel: QWidget) -> QWidget:
        """The panel below the band that it wears when it stands alone."""
        whole = QWidget()
        parts.panel(whole)
        theme.dress(whole)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bands[key] = KindBanner(whole)
        column.addWidget(self._bands[key])
        column.addWidget(panel, 1)
        return whole

    def _put(self, dock: ads.CDockWidget, place: DockPlace) -> None:
        anchor = self.docks.get(place.beside)
        area = None if anchor is None else anchor.dockAreaWidget()
        if area is None:
            self.manager.addDockWidget(ads.CenterDockWidgetArea, dock)
        else:
            self.manager.addDockWidget(_SIDES[place.side], dock, area)
        dock.toggleView(True)

    def _share(self, perspective: Perspective) -> None:
        """Give each splitter's named docks their shares; the others take what is left."""
        size = self.manager.size()
        wanted: dict[QSplitter, dict[int, int]] = {}
        for place in perspective.places:
            area = self.docks[place.dock].dockAreaWidget()
            if area is None or place.side in ("", "tab"):
                continue
            sideways = place.side in ("left", "right")
            child, splitter = cast(QWidget, area), area.parentWidget()
            # What was put above or below it since shares its place, and its share.
            while isinstance(splitter, QSplitter) and (splitter.orientation() is _SIDEWAYS) is not sideways:
                child, splitter = splitter, splitter.parentWidget()
            if isinstance(splitter, QSplitter):
                whole = size.width() if sideways else size.height()
                needed = max(whole * place.share // 1000, theme.px(place.least_px))
                wanted.setdefault(splitter, {})[splitter.indexOf(child)] = needed
        for splitter, shares in wanted.items():
            horizontal = splitter.orientation() is Qt.Orientation.Horizontal
            whole = size.width() if horizontal else size.height()
            free = splitter.count() - len(shares)
            most = int(whole * (1 - LEAST_REST)) if free else whole
            if sum(shares.values()) > most:
                scale = most / sum(shares.values())
                shares = {index: int(size * scale) for index, size in shares.items()}
            rest = max(1, whole - sum(shares.values())) // max(1, free)
            splitter.setSizes([shares.get(index, rest) for index in range(splitter.count())])


class _TearFilter(QObject):
    """Dragging a panel's heading tears the panel off."""

    def __init__(self, docks: Docks, key: str, handle: QWidget) -> None:
        super().__init__(handle)
        self._docks, self._key = docks, key
        self._pressed: QPoint | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() is Qt.MouseButton.LeftButton:
                self._pressed = event.globalPosition().toPoint()
            case QEvent.Type.MouseMove if self._pressed is not None:
                moved = event.globalPosition().toPoint() - self._pressed
                far = max(TEAR_PX, QApplication.startDragDistance())
                if moved.manhattanLength() > theme.px(far):
                    self._pressed = None
                    self._docks.tear_off(self._key, event.globalPosition().toPoint())
                    return True
            case QEvent.Type.MouseButtonRelease:
                self._pressed = None
            case _:
                pass
        return False


def _cross() -> QIcon:
    """The cross that closes a tab, in the console's own lines."""
    pixmap = QPixmap(CROSS_PX, CROSS_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.DIM), 1.4))
    painter.drawLine(4, 4, CROSS_PX - 4, CROSS_PX - 4)
    painter.drawLine(4, CROSS_PX - 4, CROSS_PX - 4, 4)
    painter.end()
    return QIcon(pixmap)


def _line(splitter: QSplitter) -> None:
    """Handles are hairlines. By palette: a splitter holds docks, so it may have no sheet."""
    if splitter.handleWidth() != 1:
        splitter.setHandleWidth(1)
    for index in range(splitter.count()):
        handle = splitter.handle(index)
        if not handle.autoFillBackground():
            handle.setAutoFillBackground(True)
            handle.setPalette(QColor(theme.LINE))


def _frame(bar: QWidget) -> None:
    """Give a bar with tabs, or of a panel in a window of its own, the look; once, since it is made with its area."""
    if not bar.styleSheet():
        theme.dress(bar, _bar_rules())


def _bar_rules() -> str:
    return f"""
ads--CDockAreaTitleBar {{ background: {theme.BG1}; border: 0; border-bottom: 1px solid {theme.LINE}; padding: 0; }}
ads--CDockWidgetTab {{ background: {theme.BG1}; border: 0; padding: 3px 6px; }}
ads--CDockWidgetTab QLabel {{ color: {theme.DIM}; font-size: {theme.px(12)}px; }}
ads--CDockWidgetTab[activeTab="true"] {{ border-bottom: 2px solid {theme.ACCENT}; }}
ads--CDockWidgetTab[activeTab="true"] QLabel {{ color: {theme.TEXT}; }}
ads--CDockWidgetTab QPushButton, ads--CDockAreaTitleBar QPushButton, ads--CDockAreaTitleBar QToolButton {{
    border: 0; padding: 1px; }}
"""


@contextmanager
def painting_held(window: QWidget) -> Iterator[None]:
    """Paint nothing of the window inside; the whole of it once, afterwards."""
    if not window.updatesEnabled():
        yield
        return
    window.setUpdatesEnabled(False)
    try:
        yield
    finally:
        window.setUpdatesEnabled(True)
        window.update()


class Layouts:
    """Which docks stand where, for this user: perspectives opened, remembered and put back.

    While docks move the window paints nothing, so that no piece of the old layout is seen; one repaint follows.
    """

    def __init__(self, window: QWidget, docks: Docks, wall: WallPort, settings: SettingsStore) -> None:
        self._window, self._docks, self._wall, self._settings = window, docks, wall, settings
        self.current = ""
        """Key of the perspective that is shown, empty before the first."""

    def open(self, key: str) -> bool:
        """Another set of docks; what it looked like for this user comes back. False: it is shown already."""
        if key == self.current:
            return False
        with painting_held(self._window):
            self.save()
            first = not self.current
            self.current = key
            saved = self._settings.layout(key)
            # Each move of a dock styles its widgets again, so a known layout is restored without arranging before.
            if first or saved is None or not self._docks.restore(saved):
                self._docks.arrange(_perspective(key))
                if first and saved is not None:
                    self._docks.restore(saved)
            self._wall.use_perspective(key)
        self._settings.set("perspective", key)
        return True

    def reset(self) -> None:
        """The perspective as it was at first."""
        self._settings.forget_layout(self.current)
        perspective = _perspective(self.current)
        with painting_held(self._window):
            self._docks.arrange(perspective)
            self._wall.set_tiles(perspective.wall_tiles)

    def save(self) -> None:
        """Remember how it looks now."""
        if self.current:
            self._settings.save_layout(self.current, self._docks.save())


def _perspective(key: str) -> Perspective:
    return next(one for one in PERSPECTIVES if one.key == key)
