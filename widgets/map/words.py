"""The words that the map page shows, through Qt's translation. Qt main thread; used by `MapView`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from widgets.map.items import Layer


def page_words() -> dict[str, str]:
    """The page's words by key, in the language that is installed now."""
    translate = QCoreApplication.translate
    return {
        Layer.UNITS.value: translate("MapView", "Units"),
        Layer.INCIDENTS.value: translate("MapView", "Incidents"),
        Layer.CAMERAS.value: translate("MapView", "Cameras"),
        Layer.RINGS.value: translate("MapView", "Travel time"),
        Layer.GRIDS.value: translate("MapView", "Grids"),
        Layer.SENSORS.value: translate("MapView", "Sensors"),
        Layer.CLOSURES.value: translate("MapView", "Closures"),
        "layers": translate("MapView", "Layers"),
        "minutes": translate("MapView", "{0} min"),
        "lost": translate("MapView", "lost contact"),
        "stale": translate("MapView", "Positions are old: no link"),
    }
