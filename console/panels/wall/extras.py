"""What a tile's menu asks for beyond the wall: a window for one camera, its picture saved. Qt main thread.

Pictures go to `<home>/pictures/<incident or date>/`, each entered into the audit of looking; those of an exercise to a
folder of their own, with the word over them. Used by `WallFeed`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize

from console.bridges.camera_feed import CameraFeed
from console.bridges.wall_bridge import WallBridge
from console.desk.seat import Seat
from console.panels.kind import FRAME_COLOURS, MARKED, mark_of
from console.settings.store import data_home
from console.words.said import said
from widgets.states.watermark import stamp
from widgets.wall.camera_window import CameraWindow
from widgets.wall.wall_view import WallView
from widgets.words import is_chinese

FIRST_SIZE = QSize(960, 540)


class WallExtras(QObject):
    """Camera windows, and pictures saved."""

    def __init__(
        self,
        seat: Seat,
        view: WallView,
        bridge: WallBridge,
        why: Callable[[str], tuple[str, str]],
        parent: QObject,
    ) -> None:
        """`why` tells the purpose and incident that a camera is looked at for."""
        super().__init__(parent)
        self._seat, self._view, self._bridge, self._why = seat, view, bridge, why
        self._windows: dict[CameraWindow, CameraFeed] = {}
        view.window_requested.connect(self.open_window)
        view.snapshot_requested.connect(self.save_picture)
        bridge.frames_came.connect(self._on_frames)
        bridge.figures_changed.connect(self._on_figures)

    def open_window(self, camera_id: str) -> CameraWindow | None:
        """Show a camera of the wall in a window of its own; None where it is not open."""
        feed = self._bridge.open_window(camera_id, FIRST_SIZE)
        if feed is None:
            self._view.header.say(said("WallExtras", "{0} is not open", camera_id))
            return None
        bridge, window = self._bridge, CameraWindow(feed, is_chinese())
        window.set_mark(mark_of(self._seat.world.kind), FRAME_COLOURS[self._seat.world.kind])
        self._windows[window] = feed
        window.box_changed.connect(partial(bridge.resize_window, feed))
        window.reconnect_requested.connect(partial(bridge.reconnect_window, feed))
        window.closed.connect(lambda: self._on_closed(window))
        window.show()
        self._look("camera_window", camera_id)
        return window

    def save_picture(self, camera_id: str) -> Path | None:
        """Save the picture on the wall as PNG; None where there is none or it cannot be written."""
        picture = self._view.picture_of(camera_id)
        if picture is None:
            self._view.header.say(said("WallExtras", "{0} has no picture", camera_id))
            return None
        now = datetime.now().astimezone()
        incident = self._seat.incident
        kind = self._seat.world.kind
        shelf = data_home() / "pictures"
        shelf = shelf / kind.value if kind in MARKED else shelf
        folder = shelf / (incident.id if incident is not None else f"{now:%Y-%m-%d}")
        path = folder / f"{camera_id}_{now:%Y%m%d-%H%M%S}.png"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            saved = False
        else:
            saved = stamp(picture, mark_of(kind), FRAME_COLOURS[kind]).save(str(path))
        done = said("WallExtras", "Picture of {0} saved", camera_id)
        failed = said("WallExtras", "The picture of {0} cannot be saved", camera_id)
        self._view.header.say(done if saved else failed)
        if not saved:
            return None
        self._look("camera_picture", camera_id)
        return path

    def retranslate(self) -> None:
        """Windows of their own in the language of the screen."""
        for window in self._windows:
            window.set_chinese(is_chinese())
            window.set_mark(mark_of(self._seat.world.kind), FRAME_COLOURS[self._seat.world.kind])

    def stop(self) -> None:
        """Close the windows."""
        for window in list(self._windows):
            window.close()

    def _look(self, what: str, camera_id: str) -> None:
        self._seat.look(what, camera_id, *self._why(camera_id))

    def _on_closed(self, window: CameraWindow) -> None:
        self._bridge.close_window(self._windows.pop(window))

    def _on_frames(self, news: set[str]) -> None:
        for window in self._windows:
            if window.camera_id in news:
                window.refresh()

    def _on_figures(self) -> None:
        for window in self._windows:
            window.tick()
