"""Worker pool → wall: opens the cameras that the wall shows and gives them as `TileFeed`s. Qt main thread.

The pool calls back on its feeder threads; here that becomes one queued signal, at most one per `FRAME_MS`, with the
cameras that have news. Addresses are lent by the hub: `address_wanted` asks, `lend` or `refuse` answers.
Used by the console, which wires it to `widgets.wall.WallView`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal

from console.bridges.camera_feed import CameraFeed
from console.bridges.wall_choice import Place, Showing, scene_cameras
from console.domain.registry.entities import Camera
from streams.handle import StreamHandle
from streams.pool import FrameCallback, PoolFigures, WorkerPool
from streams.sources import PATIENCE_S, SourceKind, SourceSpec, make_spec

FRAME_MS = 33
"""Shortest time between two repaints of the wall: every flush of a window costs, however little changed."""
RESIZE_MS = 250
TICK_MS = 500
UNSEEN_S = 5.0
"""How long a camera that cannot be seen stays open: a full tile is often left again at once."""
TOUR_S = 12.0
_PRIORITY_SELECTED = 1

PoolMaker = Callable[[FrameCallback], WorkerPool]


class WallBridge(QObject):
    """The cameras of one wall, and those that have a window of their own. Qt main thread."""

    feeds_changed = Signal(object)
    """The wall's cameras in reading order: list[CameraFeed]."""
    frames_came = Signal(object)
    """Ids of cameras with a newer frame or another state: set[str]; at most one per FRAME_MS."""
    figures_changed = Signal(object)
    """PoolFigures, twice a second; the wall's words should be brought up to date, too."""
    address_wanted = Signal(str)
    """This camera is to be opened: borrow its address from the hub and answer with `lend` or `refuse`."""
    camera_closed = Signal(str)
    """Neither tile nor window shows this camera any more: end of a look, for the audit."""
    following_changed = Signal(bool)
    """Whether the wall follows the selected incident."""
    touring_changed = Signal(bool)
    """Whether a tour through all cameras is on."""
    showing_changed = Signal(object)
    """What the wall shows: Showing."""
    _woken = Signal()

    def __init__(self, make_pool: PoolMaker = WorkerPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = make_pool(self._on_news)
        self._cameras: dict[str, Camera] = {}
        self._feeds: dict[str, CameraFeed] = {}
        self._windows: list[CameraFeed] = []
        self._shown: list[str] = []
        self._seen: set[str] = set()
        self._capacity = 6
        self._target: Place | None = None
        self._rally: Place | None = None
        self._at_rally: frozenset[str] = frozenset()
        self._own: tuple[str, ...] = ()
        self._showing = Showing.OWN
        self._following = True
        self._page = -1
        self._lock = threading.Lock()
        self._news: set[str] = set()
        self._asked = False
        self._stopped = False
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)
        self._flush_timer = self._timer(self._flush, single=True)
        self._resize_timer = self._timer(self._apply_boxes, single=True)
        self._tour_timer = self._timer(self._next_page, single=False)
        self._tick_timer = self._timer(self._tick, single=False)
        self._tick_timer.start(TICK_MS)
        self._last_flush_s = 0.0

    # -- what the console tells --------------------------------------------------------------------------------------

    def set_cameras(self, cameras: Iterable[Camera]) -> None:
        """All cameras of the picture; those that are gone leave the wall."""
        self._cameras = {camera.id: camera for camera in cameras}
        if any(camera_id not in self._cameras for camera_id in self._shown):
            self._show([camera_id for camera_id in self._shown if camera_id in self._cameras])
        elif not self._shown:
            self._follow()

    def set_capacity(self, tiles: int) -> None:
        """How many tiles the wall has."""
        self._capacity = tiles
        if self._page >= 0:
            self._page -= 1
            self._next_page()
        elif self._showing is Showing.HAND:
            self._show(self._shown)
        else:
            self._follow()

    def set_incident(self, place: Place | None, rally: Place | None = None) -> None:
        """The selected incident's (lon, lat) in degrees, None without one; its rally point while people muster."""
        if (place, rally) == (self._target, self._rally):
            return
        self._target, self._rally = place, rally
        self._follow()
        self._aim()

    def set_own(self, camera_ids: Sequence[str]) -> None:
        """The person's own view: what the wall shows while it follows nothing. More than it has tiles wait."""
        self._own = tuple(camera_ids)
        if self._showing is Showing.OWN:
            self._follow()

    def show_own(self) -> None:
        """Show the own view now; over an incident that is followed, the wall stops following."""
        self.set_touring(False)
        if self._following and self._target is not None:
            self._stop_following()
        self._show_own()

    def set_following(self, on: bool) -> None:
        """Let the wall follow the selected incident, which ends a tour, or stay as it is."""
        if not on:
            self._freeze()
        self._following = on
        self.following_changed.emit(on)
        if on:
            self.set_touring(False)
            self._follow()

    def set_touring(self, on: bool) -> None:
        """Go through all cameras page by page; following rests meanwhile."""
        if self._stopped or on is (self._page >= 0):
            return
        self._page = 0 if on else -1
        if on:
            self._stop_following()
            self._set_showing(Showing.HAND)
            self._page = -1
            self._next_page()
            self._tour_timer.start(int(TOUR_S * 1000))
        else:
            self._tour_timer.stop()
        self.touring_changed.emit(on)

    def show_cameras(self, camera_ids: Sequence[str]) -> None:
        """Put these cameras on the wall in this order; only as many as it has tiles are opened."""
        self._set_showing(Showing.HAND)
        self._show(camera_ids)

    def clear(self) -> None:
        """Nobody sits here: nothing is shown, and the next person begins with a view of his own."""
        self.set_touring(False)
        self._target = self._rally = None
        self._own = ()
        self._show_own()

    def add_camera(self, camera_id: str) -> None:
        """Bring one camera onto the wall, in the first free place, else in the last; the wall stops following."""
        self.set_touring(False)
        self._stop_following()
        if camera_id not in self._shown:
            self.show_cameras([*self._shown[: self._capacity - 1], camera_id])

    def remove_camera(self, camera_id: str) -> None:
        """Take a camera off the wall."""
        self.show_cameras([c for c in self._shown if c != camera_id])

    def lend(
        self,
        camera_id: str,
        url: str,
        transport: str,
        patience_s: float = PATIENCE_S,
        allowed: tuple[str, ...] = (),
    ) -> None:
        """The hub lent a camera's address; `transport` is a `SourceKind`, `allowed` the site's allow-list. An unusable
        address shows as refused. The camera may take `patience_s` to answer.
        """
        try:
            spec = make_spec(camera_id, url, SourceKind(transport))
            spec = replace(spec, patience_s=patience_s, allowed=allowed)
        except ValueError:
            self.refuse(camera_id)
            return
        self.open(camera_id, spec)

    def open(self, camera_id: str, spec: SourceSpec) -> None:
        """Open a camera that is on the wall from this source."""
        feed = self._feeds.get(camera_id)
        if feed is None or self._stopped:
            return
        feed.needs_purpose = feed.refused = feed.no_source = False
        if feed.handle is not None:
            if feed.spec == spec:
                return
            self._pool.close(feed.handle)  # another way to the same camera: the look goes on
        feed.spec = spec
        self._open(feed)
        self._note(camera_id)

    def open_window(self, camera_id: str, size: QSize) -> CameraFeed | None:
        """A second feed of a camera that is open on the wall, for a window of its own; None where it is not.

        News of it come as `frames_came` with the camera's id. Give it back with `close_window`.
        """
        feed = self._feeds.get(camera_id)
        if feed is None or feed.spec is None or self._stopped:
            return None
        window = CameraFeed(self._cameras[camera_id])
        self._aim_one(window)
        window.spec, window.box = feed.spec, (size, False)
        self._open(window)
        self._windows.append(window)
        return window

    def resize_window(self, window: CameraFeed, size: QSize, cover: bool = False) -> None:
        """The window's picture has this size in device pixels, and is to cover or to fit into it."""
        window.box = (size, cover)
        self._apply_boxes_soon()

    def close_window(self, window: CameraFeed) -> None:
        """End a window's feed."""
        if window in self._windows:
            self._windows.remove(window)
            self._close(window)

    def reconnect(self, camera_id: str) -> None:
        """Connect a camera of the wall anew now; one that was not lent is asked for again."""
        feed = self._feeds.get(camera_id)
        if feed is None or self._stopped:
            return
        if feed.handle is not None:
            self._pool.reconnect(feed.handle)
        else:
            self.address_wanted.emit(camera_id)

    def reconnect_window(self, window: CameraFeed) -> None:
        """Connect a window's camera anew now; not one that was closed."""
        if window.handle is not None and not self._stopped:
            self._pool.reconnect(window.handle)

    def refuse(self, camera_id: str, needs_purpose: bool = False, no_source: bool = False) -> None:
        """The hub does not lend the address; with `needs_purpose` it wants to know why first, with `no_source` it has
        none."""
        feed = self._feeds.get(camera_id)
        if feed is not None:
            self._close(feed)
            feed.spec = None
            feed.needs_purpose, feed.no_source = needs_purpose, no_source
            feed.refused = not (needs_purpose or no_source)
            self._note(camera_id)

    def set_boxes(self, boxes: Mapping[str, tuple[QSize, bool]]) -> None:
        """Sizes in device pixels of the tiles that can be seen; others are closed after a while."""
        now_s = time.monotonic()
        for camera_id, box in boxes.items():
            if camera_id in self._feeds:
                self._feeds[camera_id].box = box
                self._feeds[camera_id].seen_s = now_s
        self._seen = set(boxes)
        self._apply_boxes_soon()

    def set_selected(self, camera_id: str) -> None:
        """The selected tile keeps its quality longest."""
        for feed in self._feeds.values():
            if feed.handle is not None:
                self._pool.set_priority(feed.handle, _PRIORITY_SELECTED if feed.camera_id == camera_id else 0)

    def figures(self) -> PoolFigures:
        """Figures for the wall's header."""
        return self._pool.figures()

    @property
    def camera_count(self) -> int:
        """How many cameras there are in all."""
        return len(self._cameras)

    @property
    def showing(self) -> Showing:
        """What the wall shows."""
        return self._showing

    def is_own(self, camera_id: str) -> bool:
        """Whether the camera belongs to the own view."""
        return camera_id in self._own

    @property
    def shown(self) -> list[str]:
        """The cameras on the wall, in reading order."""
        return list(self._shown)

    def stop(self) -> None:
        """Close everything, end the workers and empty the wall, for good. Whatever is asked later opens nothing."""
        with self._lock:
            self._stopped = True
        for timer in (self._tick_timer, self._tour_timer, self._resize_timer, self._flush_timer):
            timer.stop()
        self._pool.shutdown()
        self._shown = []
        self._feeds.clear()
        self._windows.clear()
        self.feeds_changed.emit([])  # the tiles let go of their last pictures

    # -- feeder threads ------------------------------------------------------------------------------------------------

    def _on_news(self, handle: StreamHandle) -> None:
        """A newer frame or another state. A feeder thread."""
        self._note(handle.spec.camera_id)

    def _note(self, camera_id: str) -> None:
        with self._lock:
            self._news.add(camera_id)
            if self._asked or self._stopped:
                return
            self._asked = True
        self._woken.emit()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _timer(self, act: Callable[[], None], single: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.timeout.connect(act)
        return timer

    def _on_woken(self) -> None:
        if self._stopped:
            return
        left_ms = FRAME_MS - (time.monotonic() - self._last_flush_s) * 1000
        self._flush_timer.start(max(0, round(left_ms)))

    def _flush(self) -> None:
        with self._lock:
            news, self._news = self._news, set()
            self._asked = False
        self._last_flush_s = time.monotonic()
        self.frames_came.emit(news)

    def _show(self, camera_ids: Sequence[str]) -> None:
        if self._stopped:
            return
        wanted = [c for c in dict.fromkeys(camera_ids) if c in self._cameras][: self._capacity]
        if wanted == self._shown and all(c in self._feeds for c in wanted):
            return
        self._shown = wanted
        for gone in [c for c in self._feeds if c not in wanted]:
            self._close(self._feeds.pop(gone))
        asked = []
        for camera_id in wanted:
            if camera_id not in self._feeds:
                feed = self._feeds[camera_id] = CameraFeed(self._cameras[camera_id])
                self._aim_one(feed)
                asked.append(camera_id)
        self.feeds_changed.emit([self._feeds[camera_id] for camera_id in wanted])
        for camera_id in asked:
            self.address_wanted.emit(camera_id)

    def _follow(self) -> None:
        """What the wall shows by itself: the incident that it follows, else the own view."""
        if self._page >= 0:
            return
        if self._following and self._target is not None:
            scene, rally = scene_cameras(self._cameras.values(), self._target, self._rally, self._capacity)
            self._at_rally = frozenset(rally)
            self._set_showing(Showing.INCIDENT)
            self._show(scene + rally)
        elif self._following or self._showing is Showing.OWN:
            self._show_own()

    def _show_own(self) -> None:
        self._set_showing(Showing.OWN)
        self._show(self._own)

    def _set_showing(self, showing: Showing) -> None:
        if showing is not self._showing:
            self._showing = showing
            self.showing_changed.emit(showing)

    def _stop_following(self) -> None:
        if self._following:
            self.set_following(False)

    def _freeze(self) -> None:
        """The cameras of an incident stay, whatever is selected next."""
        if self._showing is Showing.INCIDENT:
            self._set_showing(Showing.HAND)

    def _aim(self) -> None:
        """Arrows and distances of the tiles lead to what they are there for."""
        for feed in self._feeds.values():
            self._aim_one(feed)

    def _aim_one(self, feed: CameraFeed) -> None:
        at_rally = self._rally is not None and feed.camera_id in self._at_rally
        feed.set_target(self._rally if at_rally else self._target, at_rally=at_rally)

    def _next_page(self) -> None:
        ids = sorted(self._cameras)
        pages = max(1, -(-len(ids) // self._capacity))
        self._page = (self._page + 1) % pages
        self._show(ids[self._page * self._capacity : (self._page + 1) * self._capacity])

    def _open(self, feed: CameraFeed) -> None:
        assert feed.spec is not None  # callers have one
        size, cover = feed.box
        feed.handle = self._pool.open(feed.spec, (size.width(), size.height()), cover)

    def _close(self, feed: CameraFeed) -> None:
        handle, feed.handle = feed.handle, None
        if handle is not None:
            self._pool.close(handle)
            if not self._is_looked_at(feed.camera_id):
                self.camera_closed.emit(feed.camera_id)

    def _is_looked_at(self, camera_id: str) -> bool:
        """Whether a tile or a window shows the camera."""
        feeds = (*self._feeds.values(), *self._windows)
        return any(one.camera_id == camera_id and one.handle is not None for one in feeds)

    def _apply_boxes_soon(self) -> None:
        if not self._stopped:
            self._resize_timer.start(RESIZE_MS)

    def _apply_boxes(self) -> None:
        for feed in self._feeds.values():
            size, cover = feed.box
            if feed.camera_id not in self._seen:
                continue
            if feed.handle is not None:
                self._pool.resize(feed.handle, (size.width(), size.height()), cover)
            elif feed.spec is not None and not self._stopped:
                self.address_wanted.emit(feed.camera_id)  # seen again: a new look, asked for again
        for window in self._windows:
            if window.handle is not None:
                size, cover = window.box
                self._pool.resize(window.handle, (size.width(), size.height()), cover)

    def _tick(self) -> None:
        now_s = time.monotonic()
        for feed in self._feeds.values():
            if feed.camera_id in self._seen:
                feed.seen_s = now_s
            elif feed.handle is not None and now_s - feed.seen_s > UNSEEN_S:
                self._close(feed)
        self.figures_changed.emit(self._pool.figures())
