"""One short sound per level when a call or incident comes, and one for a lost hub; mutable per seat. Qt main thread.

Loaded when the first is played. Without an audio device (or QtMultimedia) nothing is played and nothing is said.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl

_log = logging.getLogger(__name__)
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"


class SoundPort(Protocol):
    """Who plays sounds; tests note them instead."""

    muted: bool

    def play(self, name: str) -> None: ...


class Sounds(QObject):
    """Plays `resources/sounds/<name>.wav`."""

    def __init__(self, volume_percent: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.muted = False
        self._volume = volume_percent / 100
        self._effects: dict[str, object] = {}
        self.usable: bool | None = None
        """Whether there is a device; None until it was looked for."""

    def play(self, name: str) -> None:
        """Play a sound by name: `level1` … `level4`, `lost`."""
        if self.muted or not self._has_device():
            return
        from PySide6.QtMultimedia import QSoundEffect

        effect = self._effects.get(name)
        if not isinstance(effect, QSoundEffect):
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(FOLDER / f"{name}.wav")))
            effect.setVolume(self._volume)
            self._effects[name] = effect
        effect.play()

    def _has_device(self) -> bool:
        if self.usable is None:
            # Imported here: it costs memory and half a second, which a silent seat should not pay.
            try:
                from PySide6.QtMultimedia import QMediaDevices
            except ImportError as error:
                _log.info("no sounds: %s", error)
                self.usable = False
            else:
                self.usable = bool(QMediaDevices.audioOutputs())
        return self.usable
