"""The perspectives: key, name, shortcut and which docks stand where at first. Data only; used by header and `docks`.

Train and Review come with the issues that make them true; a tab that shows nothing is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets import theme
from widgets.translate_noop import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Place:
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
    places: tuple[Place, ...]
    wall_tiles: int


PERSPECTIVES: Final = (
    Perspective(
        "operate",
        QT_TRANSLATE_NOOP("perspectives", "Operate"),
        "Alt+1",
        (
            Place("map", "", "", 1000),
            Place("queue", "map", "left", 216, theme.QUEUE_WIDTH_PX),
            Place("incident", "map", "right", 235, theme.INCIDENT_WIDTH_PX),
            Place("wall", "map", "bottom", 360),
        ),
        6,
    ),
    Perspective(
        "command",
        QT_TRANSLATE_NOOP("perspectives", "Command"),
        "Alt+2",
        (
            Place("map", "", "", 1000),
            Place("queue", "map", "left", 216, theme.QUEUE_WIDTH_PX),
            Place("wall", "map", "right", 420),
            Place("board", "map", "top", 460),
            Place("log", "wall", "bottom", 300),
        ),
        9,
    ),
)


def perspective_name(key: str) -> str:
    """The perspective's name in the language of the screen."""
    one = next(perspective for perspective in PERSPECTIVES if perspective.key == key)
    return QCoreApplication.translate("perspectives", one.name)
