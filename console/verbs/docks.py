"""The docks, a declaration each: title, and the verb that opens it. Data only; used by verbs, window, saved layouts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from widgets.translate_noop import QT_TRANSLATE_NOOP as _N


@dataclass(frozen=True, slots=True)
class DockSpec:
    """One dock. Its key stands in saved layouts and never changes."""

    key: str
    title: str
    opened_by: tuple[str, str, str] | None = None
    """Text, words and keys of a verb of its own that opens it; None: `open` does."""
    toggles: bool = False
    """Opening it while it is in front puts it away."""

    @property
    def object_name(self) -> str:
        return f"dock.{self.key}"


DOCKS: Final = (
    DockSpec("queue", _N("docks", "Queue")),
    DockSpec("map", _N("docks", "Map")),
    DockSpec("wall", _N("docks", "Wall")),
    DockSpec("incident", _N("docks", "Incident")),
    DockSpec(
        "units", _N("docks", "Units"), (_N("verbs", "Open the units"), "units 警力", "F6"), toggles=True
    ),
    DockSpec("log", _N("docks", "Log"), (_N("verbs", "Open the log"), "log 日志", "F7"), toggles=True),
    DockSpec(
        "result",
        _N("docks", "Result"),
        (_N("verbs", "Open the result of the muster"), "result 结果", "F8"),
        toggles=True,
    ),
    DockSpec("board", _N("docks", "Command board")),
    DockSpec("intake", _N("docks", "New call"), toggles=True),
)


def dock_of(key: str) -> DockSpec:
    """The dock of a key. Raises StopIteration where there is none."""
    return next(dock for dock in DOCKS if dock.key == key)


def dock_title(key: str) -> str:
    """The dock's title in the language of the screen."""
    return QCoreApplication.translate("docks", dock_of(key).title)
