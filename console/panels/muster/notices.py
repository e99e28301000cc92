"""What an operator is told of a muster: one line that says what happened and what to do, and a sound; never a flood.

Notices are grouped by batch: several units that decline make one. A newer notice takes the place of the older one of
its topic; the same words are not said again within a minute, and of several sounds at once only the gravest is played.
News that are old when they come (after a reconnect) are silent. Qt main thread; used by `DockedPanels`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject

from console.desk.seat import Seat
from console.domain.evolve import AnyEvent, Recorded
from console.domain.musters import events as musters
from console.domain.musters.clock import gate_status
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Gate, Muster, MusterState
from console.domain.orders.events import ContactLost, OrderDeclined
from console.domain.registry.events import EarlyWarning
from console.panels.sounds import SoundPort
from console.panels.toasts import ToastStrip
from console.settings.store import SettingsStore
from console.words.muster_events import gate_word
from console.words.names import Names
from console.words.said import Words, always, joined, said
from console.words.warnings import ARRIVE_LATE, MUSTER_CODES, RESOLVE_LATE, early_warning_words, incident_of
from widgets import theme
from widgets.durations import clock_text
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

tr = QCoreApplication.translate
Keys = Callable[[str], str]
"""Keys of a verb by its id, empty where it has none."""


class NoticeTone(StrEnum):
    """How grave: amber = will go wrong, red = has gone wrong, green = reached."""

    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class MusterSound(StrEnum):
    """One sound per kind, the gravest first; the setting that mutes it is `sound_` + its name."""

    MISSED = "muster_missed"
    WARNING = "muster_warning"
    STARTED = "muster_started"
    REACHED = "muster_reached"
    UNIT = "muster_unit"


_TONES: Final = {
    MusterSound.MISSED: NoticeTone.BAD,
    MusterSound.WARNING: NoticeTone.WARN,
    MusterSound.STARTED: NoticeTone.INFO,
    MusterSound.REACHED: NoticeTone.GOOD,
    MusterSound.UNIT: NoticeTone.WARN,
}
_TOASTS: Final = {
    NoticeTone.INFO: (theme.ACCENT, 8_000),
    NoticeTone.GOOD: (theme.PASSED, 8_000),
    NoticeTone.WARN: (theme.WARNING, 20_000),
    NoticeTone.BAD: (theme.MISSED, 20_000),
}
"""Colour, and for how many milliseconds it is shown."""
AGAIN_MS = 60_000
"""Hub time within which the same words of a topic are not said again."""
OLD_MS = 20_000
"""An event older than this was not just now."""
MOST_NAMES: Final = 4


@dataclass(frozen=True, slots=True)
class Notice:
    """`topic` says what it is about: a newer notice of a topic takes the place of the older one."""

    topic: str
    say: Words
    sound: MusterSound

    @property
    def words(self) -> str:
        """In the language of the screen."""
        return self.say()

    @property
    def tone(self) -> NoticeTone:
        return _TONES[self.sound]


class MusterWarner(QObject):
    """Shows the notices of each batch as toasts and plays their sound."""

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
        self._said: dict[str, tuple[Words, int]] = {}
        seat.world.recorded.connect(self._on_recorded)
        seat.world.picture_replaced.connect(self._said.clear)

    def _on_recorded(self, events: list[Recorded]) -> None:
        now_ms = self._seat.world.clock.now_ms()
        fresh = [one for one in events if now_ms - one.t_ms <= OLD_MS]
        told = [
            one for one in notices(fresh, self._seat.world.names, self._keys) if self._is_news(one, now_ms)
        ]
        for notice in told:
            self._said[notice.topic] = (notice.say, now_ms)
            self._toasts.say(notice.topic, notice.say, *_TOASTS[notice.tone])
        self._play({notice.sound for notice in told})

    def _is_news(self, notice: Notice, now_ms: int) -> bool:
        say, at_ms = self._said.get(notice.topic, (always(""), 0))
        return say() != notice.words or now_ms - at_ms > AGAIN_MS

    def _play(self, wanted: set[MusterSound]) -> None:
        for sound in MusterSound:
            if sound in wanted and self._settings.flag(f"sound_{sound.value}"):
                self._sounds.play(sound.value)
                return


def notices(events: Iterable[Recorded], names: Names, keys: Keys) -> list[Notice]:
    """What a batch of events says aloud, in order."""
    found = _Found(names, keys)
    lost: dict[str, list[str]] = {}
    for recorded in events:
        event = recorded.event
        if isinstance(event, OrderDeclined | ContactLost):
            _note_lost(event, names, lost)
        elif isinstance(event, EarlyWarning):
            _early(event, found)
        elif (muster := names.picture.musters.get(getattr(event, "muster_id", ""))) is not None:
            _of_muster(event, muster, found)
    for incident_id, units in lost.items():
        words = said("warnings", "{0}: {1} will not come. Send a substitute", incident_id, _some(units))
        found.add(f"{incident_id} units", words, "substitute", MusterSound.UNIT)
    return found.made


class _Found:
    """Notices being gathered."""

    def __init__(self, names: Names, keys: Keys) -> None:
        self.names, self._keys = names, keys
        self.made: list[Notice] = []

    def add(self, topic: str, words: Words, verb: str, sound: MusterSound) -> None:
        """`verb`: what helps; its keys stand behind the words."""
        key = self._keys(verb) if verb else ""
        self.made.append(Notice(topic, joined("  ", words, always(key)), sound))


def _of_muster(event: AnyEvent, muster: Muster, found: _Found) -> None:
    incident_id = muster.incident_id
    match event:
        case musters.MusterActivated():
            words, verb = said("warnings", "{0}: muster begun", incident_id), ""
            if muster.plan is None:
                words = said("warnings", "{0}: the clock runs, T0. Give the muster order", incident_id)
                verb = "muster"
            found.add(f"{incident_id} phase", words, verb, MusterSound.STARTED)
        case musters.PhaseReached():
            _reached(muster, event, found)
        case musters.GateDecided() if not event.passed:
            says = (incident_id, partial(gate_word, event.gate))
            words = said("warnings", "{0}: gate {1} missed. Go on: a late end is still recorded", *says)
            if event.gate is Gate.COVER:
                words = said("warnings", "{0}: gate {1} missed, a gap had no reason in time", *says)
            found.add(f"{incident_id} gate {event.gate.value}", words, "result", MusterSound.MISSED)
        case musters.SustainFailed():
            words = said("warnings", "{0}: strength was not kept up. Send a substitute", incident_id)
            found.add(f"{incident_id} strength", words, "substitute", MusterSound.MISSED)
        case musters.CoverGapOpened():
            _gap(muster, event, found)
        case musters.ControlDeclared():
            words = said("warnings", "{0}: declared under control. Somebody else verifies it", incident_id)
            found.add(f"{incident_id} control", words, "verify", MusterSound.STARTED)
        case musters.ControlRefuted():
            words = said("warnings", "{0}: the declaration was false, the clock runs on", incident_id)
            found.add(f"{incident_id} control", words, "", MusterSound.MISSED)
        case musters.VoiceContradicted():
            source = _N("warnings", "{0}: position is {1} m away, it does not count. Ask it again")
            words = said("warnings", source, event.unit_id, event.away_m)
            found.add(f"{incident_id} voice {event.unit_id}", words, "", MusterSound.UNIT)
        case _:
            pass


def _early(event: EarlyWarning, found: _Found) -> None:
    picture = found.names.picture
    if event.code not in MUSTER_CODES or not early_warning_words(event, picture):
        return
    words = partial(early_warning_words, event, picture)
    topic = event.code
    if event.code == ARRIVE_LATE:
        advice, verb = said("warnings", "Send units to the posts"), "posts"
    elif event.code == RESOLVE_LATE:
        advice, verb = said("warnings", "Work through the checklist"), "item"
    else:
        advice, verb, topic = said("warnings", "Send a substitute"), "substitute", "strength"
    found.add(
        f"{incident_of(event, picture)} {topic}", joined(". ", words, advice), verb, MusterSound.WARNING
    )


def _reached(muster: Muster, event: musters.PhaseReached, found: _Found) -> None:
    says: tuple[object, ...] = (muster.incident_id, clock_text(event.at_ms - muster.t0_ms))
    match event.phase:
        case 1:
            words = _N("warnings", "{0}: {1} officers mustered, T1 {2}. Send them to the posts")
            verb, says = "posts", (says[0], muster.required, says[1])
        case 2:
            words = _N("warnings", "{0}: posts filled and handling begun, T2 {1}. Work through the checklist")
            verb = "item"
        case _:
            words, verb = _N("warnings", "{0}: under control, T3 {1}. The result stands"), "result"
    found.add(f"{muster.incident_id} phase", said("warnings", words, *says), verb, MusterSound.REACHED)


def _gap(muster: Muster, event: musters.CoverGapOpened, found: _Found) -> None:
    reasoned = {gap.grid_id for gap in muster.gaps if gap.reason}
    picture = found.names.picture
    bare = [grid_id for grid_id in event.grid_ids if grid_id not in reasoned]
    if bare and gate_status(muster, Gate.COVER) is None:
        some = _some(bare, lambda grid_id: Names(picture).grid(grid_id))
        words = said(
            "warnings",
            "{0}: below minimum cover: {1}. Record a reason or send cover",
            muster.incident_id,
            some,
        )
        found.add(f"{muster.incident_id} cover", words, "cover", MusterSound.WARNING)


def _note_lost(event: OrderDeclined | ContactLost, names: Names, lost: dict[str, list[str]]) -> None:
    """A unit of a muster that will not come, as long as its strength is still wanted."""
    picture = names.picture
    unit = picture.units.get(event.unit_id)
    order_id = event.order_id if isinstance(event, OrderDeclined) else "" if unit is None else unit.order_id
    order = picture.orders.get(order_id)
    muster = None if order is None else muster_of(picture, order.incident_id)
    if muster is not None and muster.state is MusterState.ACTIVE and muster.t1_ms < 0:
        lost.setdefault(muster.incident_id, []).append(event.unit_id)


def _some(things: list[str], name: Callable[[str], str] = str) -> Words:
    def again() -> str:
        shown = ", ".join(map(name, things[:MOST_NAMES]))
        rest = len(things) - MOST_NAMES
        return tr("warnings", "{0} and {1} more").format(shown, rest) if rest > 0 else shown

    return again
