"""The wall: header, tiles in a layout, selection, full tile, keyboard and menu. Main thread only.

It takes `TileFeed`s and emits what the operator wants; who opens cameras and where snapshots go is not its
business. Used by the console.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from widgets import parts, theme
from widgets.states.state_panel import StatePanel
from widgets.states.view import StateKind, StateView
from widgets.wall.camera_tile import RECONNECT_KEY, WHOLE_KEY, CameraTile
from widgets.wall.feed import FeedState, TileFeed
from widgets.wall.layouts import DEFAULT, GAP_PX, LAYOUTS, layout_for
from widgets.wall.wall_header import WallHeader

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class WallView(QWidget):
    """The tiles of one layout; one of them is selected."""

    tile_selected = Signal(str)
    """Camera of the tile that became the selected one; "" for an empty place."""
    layout_changed = Signal(str)
    """Name of the layout chosen by the operator."""
    follow_toggled = Signal(bool)
    """The wall should follow the selected incident, or stay as it is."""
    own_requested = Signal()
    """The person's own view should be shown."""
    tour_toggled = Signal(bool)
    """A tour through the cameras begins or ends."""
    snapshot_requested = Signal(str)
    """Save this camera's picture beside the incident."""
    window_requested = Signal(str)
    """Show this camera in a window of its own."""
    remove_requested = Signal(str)
    """Take this camera off the wall."""
    reconnect_requested = Signal(str)
    """Connect this camera anew now."""
    purpose_requested = Signal(str)
    """The operator wants to look at a camera that needs a purpose first."""
    boxes_changed = Signal()
    """Sizes, visibility or fitting of tiles changed: see `boxes`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts.panel(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._header = WallHeader(self)
        self._canvas = _Canvas(self)
        self._panel = StatePanel(self._canvas)
        self._state: StateView | None = None
        parts.column(self, self._header, (self._canvas, 1), gap=0)
        self._layout = LAYOUTS[DEFAULT]
        self._tiles: list[CameraTile] = []
        self._feeds: list[TileFeed | None] = []
        self._selected = 0
        self._full = False
        self._chinese = False
        self._header.follow_toggled.connect(self.follow_toggled)
        self._header.own_requested.connect(self.own_requested)
        self._header.tour_toggled.connect(self.tour_toggled)
        self._header.layout_chosen.connect(self._on_layout_chosen)
        self._canvas.resized.connect(self._arrange)
        self.set_layout_name(DEFAULT)

    @property
    def header(self) -> WallHeader:
        """The heading, for figures and the state of its chips."""
        return self._header

    @property
    def capacity(self) -> int:
        """How many cameras the layout has places for."""
        return self._layout.tiles

    @property
    def selected_camera(self) -> str:
        """The selected tile's camera, "" for none."""
        return self._tiles[self._selected].camera_id

    @property
    def is_full(self) -> bool:
        """True while one tile fills the wall."""
        return self._full

    def tiles(self) -> list[CameraTile]:
        """The tiles in reading order."""
        return list(self._tiles)

    def set_feeds(self, feeds: Sequence[TileFeed | None]) -> None:
        """Show these cameras in reading order; those beyond the layout's places stay unseen.

        A camera that was selected stays selected wherever it goes.
        """
        kept = self.selected_camera
        self._feeds = list(feeds)
        self._hand_out()
        self._arrange()
        for index, tile in enumerate(self._tiles):
            if kept and tile.camera_id == kept:
                self._select(index, tell=False)

    def set_state(self, state: StateView | None) -> None:
        """Show a state (loading, disconnected before the first picture) while there are no cameras."""
        self._state = state
        self._arrange()

    def picture_of(self, camera_id: str) -> QImage | None:
        """A copy of the picture that is on the wall, without labels; None where there is none."""
        return next((tile.picture() for tile in self._tiles if tile.camera_id == camera_id), None)

    def set_layout_name(self, name: str) -> None:
        """Use a layout of `layouts.LAYOUTS`. Raises KeyError for another name."""
        self._layout = LAYOUTS[name]
        self._full = False
        while len(self._tiles) < self._layout.tiles:
            self._tiles.append(self._new_tile())
        while len(self._tiles) > self._layout.tiles:
            gone = self._tiles.pop()
            gone.set_feed(None)
            gone.deleteLater()
        self._selected = min(self._selected, len(self._tiles) - 1)
        self._header.set_layout_name(name)
        self._hand_out()
        self._select(self._selected, tell=False)
        self._arrange()

    def set_tiles(self, count: int) -> None:
        """Use the smallest grid with at least `count` tiles."""
        self.set_layout_name(layout_for(count).name)

    def layout_name(self) -> str:
        """The layout's name."""
        return self._layout.name

    def set_chinese(self, chinese: bool) -> None:
        """Show names in Chinese or English."""
        self._chinese = chinese
        for tile in self._tiles:
            tile.setProperty("chinese", chinese)
            tile.tick()

    def select_camera(self, camera_id: str) -> bool:
        """Select a camera's tile; False where it is not on the wall."""
        for index, tile in enumerate(self._tiles):
            if tile.camera_id == camera_id:
                self._select(index, tell=False)
                return True
        return False

    def boxes(self) -> dict[str, tuple[QSize, bool]]:
        """For each camera that can be seen: its tile's size in device pixels, and whether the picture covers it."""
        return {
            tile.camera_id: (tile.wanted_px(), not tile.shows_whole_picture)
            for tile in self._tiles
            if tile.camera_id and tile.isVisible()
        }

    def refresh(self, camera_ids: Iterable[str]) -> None:
        """Paint the tiles of these cameras: they have a newer frame. At most once per display frame."""
        wanted = set(camera_ids)
        for tile in self._tiles:
            if tile.camera_id in wanted and tile.isVisible():
                tile.update()

    def tick(self) -> None:
        """Bring states and ages up to date; about twice a second."""
        for tile in self._tiles:
            if tile.isVisible():
                tile.tick()

    def toggle_full(self) -> None:
        """Let the selected tile fill the wall, or go back to the layout."""
        if self._full or self.selected_camera:
            self._full = not self._full
            self._arrange()

    def _new_tile(self) -> CameraTile:
        tile = CameraTile(self._canvas)
        tile.setProperty("chinese", self._chinese)
        tile.pressed.connect(lambda: self._on_tile_pressed(tile))
        tile.activated.connect(self._on_tile_activated)
        tile.menu_requested.connect(self._on_menu_requested)
        tile.box_changed.connect(self.boxes_changed)
        return tile

    def _hand_out(self) -> None:
        for index, tile in enumerate(self._tiles):
            tile.set_feed(self._feeds[index] if index < len(self._feeds) else None)

    def _arrange(self) -> None:
        size = self._canvas.size()
        is_empty = not any(self._feeds)
        self._panel.setGeometry(self._canvas.rect())
        self._panel.setVisible(is_empty)
        if is_empty:
            self._panel.show_state(self._state or self._empty_state())
        rects = self._layout.rects(size.width(), size.height(), theme.px(GAP_PX))
        for index, (tile, rect) in enumerate(zip(self._tiles, rects, strict=True)):
            gap = theme.px(GAP_PX)
            full = (gap, gap, size.width() - 2 * gap, size.height() - 2 * gap)
            tile.setVisible(not is_empty and (not self._full or index == self._selected))
            tile.setGeometry(*(full if self._full and index == self._selected else rect))
        self.boxes_changed.emit()

    def _empty_state(self) -> StateView:
        return StateView(
            StateKind.EMPTY,
            self.tr("No cameras on the wall"),
            self.tr("Select an incident and the cameras nearest to it come up here."),
        )

    def _select(self, index: int, tell: bool = True) -> None:
        self._selected = index
        for number, tile in enumerate(self._tiles):
            tile.set_selected(number == index and bool(tile.camera_id))
        if self._full:
            self._arrange()
        if tell:
            self.tile_selected.emit(self.selected_camera)

    def _on_tile_pressed(self, tile: CameraTile) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._select(self._tiles.index(tile))

    def _on_tile_activated(self) -> None:
        if self._tiles[self._selected].status.state is FeedState.PURPOSE:
            self.purpose_requested.emit(self.selected_camera)
        else:
            self.toggle_full()

    def _on_layout_chosen(self, name: str) -> None:
        self.set_layout_name(name)
        self.layout_changed.emit(name)

    def _on_menu_requested(self, place: QPoint) -> None:
        menu = self.tile_menu(self._tiles[self._selected])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def tile_menu(self, tile: CameraTile) -> QMenu:
        """The context menu of a tile; the caller shows it and lets it go."""
        menu = QMenu(self)
        camera_id = tile.camera_id
        entries = (
            (self.tr("Back to all tiles") if self._full else self.tr("Full size"), self.toggle_full),
            (self.tr("Copy picture"), lambda: self._copy(tile)),
            (self.tr("Save picture to the incident"), lambda: self.snapshot_requested.emit(camera_id)),
            (self.tr("Open in a window"), lambda: self.window_requested.emit(camera_id)),
            (self.tr("Reconnect now (F5)"), lambda: self.reconnect_requested.emit(camera_id)),
            (self.tr("Take off the wall"), lambda: self.remove_requested.emit(camera_id)),
        )
        for words, act in entries:
            action = menu.addAction(words)
            action.setEnabled(bool(camera_id))
            action.triggered.connect(lambda _=False, act=act: act())
        whole = menu.addAction(self.tr("Show the whole picture (F9)"))
        whole.setCheckable(True)
        whole.setChecked(tile.shows_whole_picture)
        whole.triggered.connect(lambda on: tile.set_whole_picture(bool(on)))
        return menu

    def _copy(self, tile: CameraTile) -> None:
        picture = tile.picture()
        if picture is not None:
            QGuiApplication.clipboard().setImage(picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._select(self._layout.neighbour(self._selected, *_STEPS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_tile_activated()
        elif key is Qt.Key.Key_Escape and self._full:
            self.toggle_full()
        elif key is Qt.Key.Key_Delete and self.selected_camera:
            self.remove_requested.emit(self.selected_camera)
        elif key is RECONNECT_KEY and self.selected_camera:
            self.reconnect_requested.emit(self.selected_camera)
        elif key is WHOLE_KEY and self.selected_camera:
            tile = self._tiles[self._selected]
            tile.set_whole_picture(not tile.shows_whole_picture)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.boxes_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.boxes_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self._arrange()
        super().changeEvent(event)


class _Canvas(QWidget):
    """The ground that tiles lie on."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(theme.px(160), theme.px(90))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.BG1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.emit()
