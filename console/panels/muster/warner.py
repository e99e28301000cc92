"""Tells the operator what a muster needs: a toast that says what to do and one sound per kind, never a flood.

A newer notice takes the place of the older one of its topic; the same words are not said again within a minute, and of
several sounds at once only the gravest is played. News that are old when they come (after a reconnect) are silent.
Qt main thread; used by `MusterScreen`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.desk.seat import Seat
from console.domain.evolve import Recorded
from console.panels.muster.notices import LOUDEST, Keys, MusterSound, Notice, NoticeTone, notices
from console.panels.sounds import SoundPort
from console.panels.toasts import ToastStrip
from console.settings.store import SettingsStore
from widgets import theme

AGAIN_MS = 60_000
"""Hub time within which the same words of a topic are not said again."""
OLD_MS = 20_000
"""An event older than this was not just now."""
STAY_MS = {NoticeTone.INFO: 8_000, NoticeTone.GOOD: 8_000, NoticeTone.WARN: 20_000, NoticeTone.BAD: 20_000}

_COLOURS = {
    NoticeTone.INFO: theme.ACCENT,
    NoticeTone.GOOD: theme.PASSED,
    NoticeTone.WARN: theme.WARNING,
    NoticeTone.BAD: theme.MISSED,
}


class MusterWarner(QObject):
    """See the module."""

    def __init__(
        self,
        seat: Seat,
        toasts: ToastStrip,
        sounds: SoundPort,
        settings: SettingsStore,
        keys: Keys,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seat, self._toasts, self._sounds = seat, toasts, sounds
        self._settings, self._keys = settings, keys
        self._said: dict[str, tuple[str, int]] = {}
        seat.world.recorded.connect(self._on_recorded)
        seat.world.picture_replaced.connect(self._said.clear)

    def _on_recorded(self, events: list[Recorded]) -> None:
        now_ms = self._seat.world.clock.now_ms()
        fresh = [one for one in events if now_ms - one.t_ms <= OLD_MS]
        told = [
            one for one in notices(fresh, self._seat.world.names, self._keys) if self._is_news(one, now_ms)
        ]
        for notice in told:
            self._said[notice.topic] = (notice.words, now_ms)
            self._toasts.say(notice.topic, notice.words, _COLOURS[notice.tone], STAY_MS[notice.tone])
        self._play({notice.sound for notice in told})

    def _is_news(self, notice: Notice, now_ms: int) -> bool:
        words, at_ms = self._said.get(notice.topic, ("", 0))
        return words != notice.words or now_ms - at_ms > AGAIN_MS

    def _play(self, wanted: set[MusterSound]) -> None:
        for sound in LOUDEST:
            if sound in wanted and self._settings.flag(f"sound_{sound.value}"):
                self._sounds.play(sound.value)
                return
