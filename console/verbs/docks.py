"""The docks and the perspectives that arrange them, each in one table. Data only; used by the window and by verbs.

Train comes with the issue that makes it true; a tab that shows nothing is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets import theme
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N


@dataclass(frozen=True, slots=True)
class Dock:
    """One dock: its title, and how it is opened."""

    title: str
    opened_by: tuple[str, str, str] | None = None
    """Text, words and keys of a verb of its own that opens it; None: `open` does."""
    toggles: bool = False
    """Opening it while it is in front puts it away."""


DOCKS: Final = {
    "queue": Dock(_N("docks", "Queue")),
    "map": Dock(_N("docks", "Map")),
    "wall": Dock(_N("docks", "Wall")),
    "incident": Dock(_N("docks", "Incident")),
    "units": Dock(_N("docks", "Units"), (_N("verbs", "Open the units"), "units 警力", "F6"), toggles=True),
    "log": Dock(_N("docks", "Log"), (_N("verbs", "Open the log"), "log 日志", "F7"), toggles=True),
    "result": Dock(
        _N("docks", "Result"),
        (_N("verbs", "Open the result of the muster"), "result 结果", "F8"),
        toggles=True,
    ),
    "timeline": Dock(_N("docks", "Time line")),
    "board": Dock(_N("docks", "Command board")),
    "intake": Dock(_N("docks", "New call"), toggles=True),
}
"""By key. Keys stand in saved layouts and never change."""


def dock_title(key: str) -> str:
    """The dock's title in the language of the screen."""
    return QCoreApplication.translate("docks", DOCKS[key].title)


@dataclass(frozen=True, slots=True)
class DockPlace:
    """Where a dock goes: beside another (`left`, `right`, `top`, `bottom`, or `tab`), with `share` in 1/1000."""

    dock: str
    beside: str
    side: str
    share: int
    least_px: int = 0
    """Design pixels that it needs to be read; times the wall scale."""


@dataclass(frozen=True, slots=True)
class Perspective:
    """One tab of the header. `wall_tiles`: layout of the wall when the perspective is opened for the first time."""

    key: str
    name: str
    keys: str
    places: tuple[DockPlace, ...]
    wall_tiles: int
    past: bool = False
    """Only in windows that show the past."""

    @property
    def title(self) -> str:
        """Its name in the language of the screen."""
        return QCoreApplication.translate("perspectives", self.name)


PERSPECTIVES: Final = (
    Perspective(
        "operate",
        _N("perspectives", "Operate"),
        "Alt+1",
        (
            DockPlace("map", "", "", 1000),
            DockPlace("queue", "map", "left", 216, theme.QUEUE_WIDTH_PX),
            DockPlace("incident", "map", "right", 235, theme.INCIDENT_WIDTH_PX),
            DockPlace("wall", "map", "bottom", 360),
        ),
        6,
    ),
    Perspective(
        "command",
        _N("perspectives", "Command"),
        "Alt+2",
        (
            DockPlace("map", "", "", 1000),
            DockPlace("queue", "map", "left", 216, theme.QUEUE_WIDTH_PX),
            DockPlace("wall", "map", "right", 420),
            DockPlace("board", "map", "top", 460),
            DockPlace("log", "wall", "bottom", 300),
        ),
        9,
    ),
    Perspective(
        "review",
        _N("perspectives", "Review"),
        "Alt+4",
        (
            DockPlace("map", "", "", 1000),
            DockPlace("timeline", "map", "bottom", 230),
            DockPlace("log", "map", "left", 216, theme.QUEUE_WIDTH_PX),
            DockPlace("incident", "map", "right", 235, theme.INCIDENT_WIDTH_PX),
            DockPlace("queue", "log", "bottom", 330),
        ),
        6,
        past=True,
    ),
)


def perspectives(*, past: bool) -> tuple[Perspective, ...]:
    """Those of a window on the past, which begins with its own, or on the present."""
    return tuple(sorted((one for one in PERSPECTIVES if past or not one.past), key=lambda one: not one.past))
