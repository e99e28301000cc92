"""The docks: key, fixed object name and title, in one table. Data only; used by `docks`, verbs and saved layouts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets.translate_noop import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class DockSpec:
    """One dock. `object_name` stands in saved layouts and never changes."""

    key: str
    object_name: str
    title: str


DOCKS: Final = (
    DockSpec("queue", "dock.queue", QT_TRANSLATE_NOOP("docks", "Queue")),
    DockSpec("map", "dock.map", QT_TRANSLATE_NOOP("docks", "Map")),
    DockSpec("wall", "dock.wall", QT_TRANSLATE_NOOP("docks", "Wall")),
    DockSpec("incident", "dock.incident", QT_TRANSLATE_NOOP("docks", "Incident")),
    DockSpec("units", "dock.units", QT_TRANSLATE_NOOP("docks", "Units")),
    DockSpec("log", "dock.log", QT_TRANSLATE_NOOP("docks", "Log")),
    DockSpec("result", "dock.result", QT_TRANSLATE_NOOP("docks", "Result")),
    DockSpec("board", "dock.board", QT_TRANSLATE_NOOP("docks", "Command board")),
    DockSpec("intake", "dock.intake", QT_TRANSLATE_NOOP("docks", "New call")),
)


def dock_title(key: str) -> str:
    """The dock's title in the language of the screen."""
    spec = next(dock for dock in DOCKS if dock.key == key)
    return QCoreApplication.translate("docks", spec.title)
