"""The one object the map page can talk to: few typed methods, every value checked. Qt main thread.

QWebChannel shows every signal and slot of this object to the page, so it has nothing else on it. What the
page says goes to a `PageListener`; what we say to the page goes out by `post` as one JSON text per message.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from widgets.map.items import ItemKind, Layer

MAX_ID = 64
MAX_TEXT = 400
_KINDS = frozenset(ItemKind)
_LAYERS = frozenset(Layer)


class PageListener(Protocol):
    """Who hears the page. Every value has been checked for type, range and length."""

    def page_ready(self) -> None: ...
    def page_drawn(self) -> None: ...
    def page_picked(self, kind: ItemKind, item_id: str) -> None: ...
    def page_clicked(self, lon_e7: int, lat_e7: int, button: int) -> None: ...
    def page_context(
        self, kind: ItemKind, item_id: str, lon_e7: int, lat_e7: int, x_px: int, y_px: int
    ) -> None: ...
    def page_viewed(self, lon_e7: int, lat_e7: int, zoom: float) -> None: ...
    def page_layer_switched(self, layer: Layer, visible: bool) -> None: ...
    def page_answered(self, number: int) -> None: ...
    def page_erred(self, code: str, text: str) -> None: ...


class PageChannel(QObject):
    """Registered in the channel as `port`."""

    post = Signal(str)
    """To the page: one message, JSON `{"v":1,"t":…}`."""

    def __init__(self, listener: PageListener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener

    @Slot()
    def ready(self) -> None:
        """The page has its channel and waits for messages."""
        self._listener.page_ready()

    @Slot()
    def drawn(self) -> None:
        """The first complete map of this town is on the screen."""
        self._listener.page_drawn()

    @Slot(str, str)
    def picked(self, kind: str, item_id: str) -> None:
        """The user clicked a thing; kind and id empty: nothing."""
        if kind in _KINDS and len(item_id) <= MAX_ID:
            self._listener.page_picked(ItemKind(kind), item_id)

    @Slot(int, int, int)
    def map_clicked(self, lon_e7: int, lat_e7: int, button: int) -> None:
        """The user clicked the ground; button 0 left, 1 middle, 2 right."""
        if _on_earth(lon_e7, lat_e7) and 0 <= button <= 2:
            self._listener.page_clicked(lon_e7, lat_e7, button)

    @Slot(str, str, int, int, int, int)
    def context(self, kind: str, item_id: str, lon_e7: int, lat_e7: int, x_px: int, y_px: int) -> None:
        """The user asked for the menu at a place of the page."""
        if kind in _KINDS and len(item_id) <= MAX_ID and _on_earth(lon_e7, lat_e7):
            self._listener.page_context(ItemKind(kind), item_id, lon_e7, lat_e7, x_px, y_px)

    @Slot(int, int, int)
    def view_changed(self, lon_e7: int, lat_e7: int, zoom_milli: int) -> None:
        """The view has come to rest: its centre and 1000 × zoom."""
        if _on_earth(lon_e7, lat_e7) and 0 <= zoom_milli <= 24_000:
            self._listener.page_viewed(lon_e7, lat_e7, zoom_milli / 1000)

    @Slot(str, bool)
    def layer_switched(self, layer: str, visible: bool) -> None:
        """The user switched a layer in the box."""
        if layer in _LAYERS:
            self._listener.page_layer_switched(Layer(layer), visible)

    @Slot(int)
    def answered(self, number: int) -> None:
        """The page's answer to `ping`."""
        self._listener.page_answered(number)

    @Slot(str, str)
    def error(self, code: str, text: str) -> None:
        """Something went wrong in the page; `code` is one of fatal, town, message, script."""
        self._listener.page_erred(code[:MAX_ID], text[:MAX_TEXT])


def _on_earth(lon_e7: int, lat_e7: int) -> bool:
    return abs(lon_e7) <= 1_800_000_000 and abs(lat_e7) <= 900_000_000
