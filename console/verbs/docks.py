"""The docks and the perspectives that arrange them, each in one table. Data only; used by the window and by verbs.

Train and Review come with the issues that make them true; a tab that shows nothing is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets import theme
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

DOCKS: Final = {
    "queue": _N("docks", "Queue"),
    "map": _N("docks", "Map"),
    "wall": _N("docks", "Wall"),
    "incident": _N("docks", "Incident"),
    "units": _N("docks", "Units"),
    "log": _N("docks", "Log"),
    "result": _N("docks", "Result"),
    "board": _N("docks", "Command board"),
    "intake": _N("docks", "New call"),
}
"""Titles by key. Keys stand in saved layouts and never change."""


def dock_title(key: str) -> str:
    """The dock's title in the language of the screen."""
    return QCoreApplication.translate("docks", DOCKS[key])


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
)
