"""What the page says is checked before anybody hears it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMetaMethod
from pytestqt.qtbot import QtBot

from widgets.map.items import ItemKind, Layer
from widgets.map.port import PageChannel


class _Listener:
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[Any, ...]] = []

    def page_ready(self) -> None:
        self.heard.append(("ready",))

    def page_drawn(self) -> None:
        self.heard.append(("drawn",))

    def page_picked(self, kind: ItemKind, item_id: str) -> None:
        self.heard.append(("picked", kind, item_id))

    def page_clicked(self, lon_e7: int, lat_e7: int, button: int) -> None:
        self.heard.append(("clicked", lon_e7, lat_e7, button))

    def page_context(
        self, kind: ItemKind, item_id: str, lon_e7: int, lat_e7: int, x_px: int, y_px: int
    ) -> None:
        self.heard.append(("context", kind, item_id, lon_e7, lat_e7, x_px, y_px))

    def page_viewed(self, lon_e7: int, lat_e7: int, zoom: float) -> None:
        self.heard.append(("viewed", lon_e7, lat_e7, zoom))

    def page_layer_switched(self, layer: Layer, visible: bool) -> None:
        self.heard.append(("layer", layer, visible))

    def page_answered(self, number: int) -> None:
        self.heard.append(("answered", number))

    def page_erred(self, code: str, text: str) -> None:
        self.heard.append(("erred", code, text))


def test_passes_on_what_is_well_formed(qtbot: QtBot) -> None:
    listener = _Listener()
    port = PageChannel(listener)
    port.ready()
    port.drawn()
    port.picked("unit", "P-101")
    port.map_clicked(1_180_500_000, 368_100_000, 0)
    port.context("", "", 0, 0, 5, 6)
    port.view_changed(1, 2, 13_500)
    port.layer_switched("grids", False)
    port.answered(3)
    port.error("script", "x" * 1000)
    assert listener.heard == [
        ("ready",),
        ("drawn",),
        ("picked", ItemKind.UNIT, "P-101"),
        ("clicked", 1_180_500_000, 368_100_000, 0),
        ("context", ItemKind.NONE, "", 0, 0, 5, 6),
        ("viewed", 1, 2, 13.5),
        ("layer", Layer.GRIDS, False),
        ("answered", 3),
        ("erred", "script", "x" * 400),
    ]


def test_drops_what_is_not(qtbot: QtBot) -> None:
    listener = _Listener()
    port = PageChannel(listener)
    port.picked("person", "x")
    port.picked("unit", "x" * 65)
    port.map_clicked(1_900_000_000, 0, 0)
    port.map_clicked(0, 0, 9)
    port.context("unit", "P-101", 0, 950_000_000, 0, 0)
    port.view_changed(0, 0, -1)
    port.layer_switched("windows", True)
    assert listener.heard == []


def test_shows_the_page_only_its_few_methods(qtbot: QtBot) -> None:
    meta = PageChannel(_Listener()).metaObject()
    own = [meta.method(i) for i in range(meta.methodOffset(), meta.methodCount())]
    signals = [m.name().toStdString() for m in own if m.methodType() == QMetaMethod.MethodType.Signal]
    assert signals == ["post"]
    assert len(own) == 10
