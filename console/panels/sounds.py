"""One short sound per level when a call or incident comes, and one for a lost hub; mutable per seat. Qt main thread.

Loaded when the first is played. Without an audio device (or QtMultimedia) nothing is played and nothing is said.
"""

from __future__ import annotations

import logging
from collections import deque
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, QUrl

_log = logging.getLogger(__name__)
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sounds"
WINDOW_MS: Final = 10 * 60_000
BEGINS_OVER: Final = 10
ENDS_UNDER: Final = 5


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


class AlarmFlood:
    """When alarms come in a flood (DOMAIN §5): over ten in ten minutes, until under five. Pure; hub milliseconds.

    In a flood an event sounds once, and again only when it becomes graver: whatever groups the calls in the queue
    groups their sounds. One for each console.
    """

    def __init__(self) -> None:
        self._times: deque[int] = deque()
        self._sounded: dict[str, int] = {}
        """Gravest level that each event has sounded with, in this flood and just before it."""
        self.flooded = False

    def count(self, now_ms: int) -> int:
        """Alarms of the last ten minutes."""
        while self._times and now_ms - self._times[0] >= WINDOW_MS:
            self._times.popleft()
        if len(self._times) < ENDS_UNDER:
            self.flooded = False
        return len(self._times)

    def admit(self, now_ms: int, event: str, level: int) -> bool:
        """Whether this alarm sounds. `event`: what it is about, the same for all calls of one group."""
        before = self.count(now_ms)
        if not before:
            self._sounded.clear()
        self._times.append(now_ms)
        self.flooded = self.flooded or before + 1 > BEGINS_OVER
        sounded = self._sounded.get(event, 0)
        graver = not sounded or 0 < level < sounded
        if graver:
            self._sounded[event] = level or 4
        return graver or not self.flooded
