"""Everything that a console's window gets from outside. Data only; made by `console.app.build`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.desk.access import Access
from console.desk.letters import Letters
from console.desk.seat import Seat
from console.panels.panels import Models
from console.panels.ports import WallPort
from console.panels.sounds import SoundPort
from console.settings.store import SettingsStore
from console.verbs.invoker import Invoker
from console.window.language import LanguageSwitch


@dataclass(frozen=True, slots=True)
class WindowParts:
    """Everything that comes from outside the window."""

    seat: Seat
    models: Models
    invoker: Invoker
    letters: Letters
    settings: SettingsStore
    language: LanguageSwitch
    sounds: SoundPort
    access: Access
    home: Path
    """The data home; exports go below it."""
    make_map: Callable[[QWidget], QWidget]
    """Makes the map widget, a `MapPort`."""
    make_wall: Callable[[Seat, SettingsStore, QWidget], WallPort]
