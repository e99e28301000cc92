"""Everything that a console's window gets from outside. Data only; handed to `console.app.build`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.bridges.source_bridge import SourceBridge
from console.desk.access import Access
from console.desk.seat import Rules, Seat
from console.domain.decide import refusal
from console.panels.ports import WallPort
from console.panels.sounds import SoundPort
from console.session.source import Source
from console.settings.store import SettingsStore
from console.verbs.catalogue import CATALOGUE, Catalogue
from console.window.language import LanguageSwitch


@dataclass(frozen=True, slots=True)
class Outside:
    """What the program brings, and a test replaces."""

    bridge: SourceBridge
    source: Source
    settings: SettingsStore
    language: LanguageSwitch
    sounds: SoundPort
    access: Access
    home: Path
    """The data home; exports go below it."""
    make_map: Callable[[QWidget], QWidget]
    """Makes the map widget, a `MapPort`."""
    make_wall: Callable[[Seat, SettingsStore, QWidget], WallPort]
    verbs: Catalogue = CATALOGUE
    rules: Rules = refusal
    """Says why the hub would refuse a command."""
