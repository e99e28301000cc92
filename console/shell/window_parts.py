"""Everything that a console's window gets from outside. Data only; made by `console.app.build`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.settings.store import SettingsStore
from console.shell.desk import Desk
from console.shell.language import LanguageSwitch
from console.shell.operator import Operator
from console.shell.outbox import Outbox
from console.shell.panel_ports import WallPort
from console.shell.panels import Models
from console.shell.seats import Access
from console.shell.sounds import SoundPort


@dataclass(frozen=True, slots=True)
class WindowParts:
    """Everything that comes from outside the window."""

    desk: Desk
    models: Models
    operator: Operator
    outbox: Outbox
    settings: SettingsStore
    language: LanguageSwitch
    sounds: SoundPort
    access: Access
    home: Path
    """The data home; exports go below it."""
    make_map: Callable[[QWidget], QWidget]
    """Makes the map widget, a `MapPort`."""
    make_wall: Callable[[Desk, SettingsStore, QWidget], WallPort]
