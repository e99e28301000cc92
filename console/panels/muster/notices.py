"""What an operator is told of a muster: one line that says what happened and what to do, and a sound.

Grouped by batch: several units that decline make one notice. Qt main thread; used by the shell's `MusterWarner`, which
keeps the notices from flooding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from console.domain.evolve import AnyEvent, Recorded
from console.domain.musters.clock import gate_status
from console.domain.musters.destinations import muster_of
from console.domain.musters.entities import Gate, Muster, MusterState
from console.domain.musters.events import (
    ControlDeclared,
    ControlRefuted,
    CoverGapOpened,
    GateDecided,
    MusterActivated,
    PhaseReached,
    SustainFailed,
    VoiceContradicted,
)
from console.domain.orders.events import ContactLost, OrderDeclined
from console.domain.registry.events import EarlyWarning
from console.words.muster_events import gate_word
from console.words.names import Names
from console.words.warnings import ARRIVE_LATE, MUSTER_CODES, RESOLVE_LATE, early_warning_words, incident_of
from widgets.durations import clock_text

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
    """One sound per kind; the setting that mutes it is `sound_` + its name."""

    STARTED = "muster_started"
    REACHED = "muster_reached"
    MISSED = "muster_missed"
    WARNING = "muster_warning"
    UNIT = "muster_unit"


LOUDEST: Final = (
    MusterSound.MISSED,
    MusterSound.WARNING,
    MusterSound.STARTED,
    MusterSound.REACHED,
    MusterSound.UNIT,
)
"""Of several at once only the first of these is played."""
MOST_NAMES: Final = 4


@dataclass(frozen=True, slots=True)
class Notice:
    """`topic` says what it is about: a newer notice of a topic takes the place of the older one."""

    topic: str
    words: str
    tone: NoticeTone
    sound: MusterSound


def notices(events: Iterable[Recorded], names: Names, keys: Keys) -> list[Notice]:
    """What a batch of events says aloud, in order."""
    made: list[Notice] = []
    lost: dict[str, list[str]] = {}
    for recorded in events:
        event = recorded.event
        if isinstance(event, OrderDeclined | ContactLost):
            _note_lost(event, names, lost)
            continue
        notice = _notice(event, names, keys)
        if notice is not None:
            made.append(notice)
    for incident_id, units in lost.items():
        made.append(_lost_notice(incident_id, units, keys))
    return made


def _notice(event: AnyEvent, names: Names, keys: Keys) -> Notice | None:
    if isinstance(event, EarlyWarning):
        return _early(event, names, keys)
    muster = names.picture.musters.get(getattr(event, "muster_id", ""))
    if muster is None:
        return None
    match event:
        case MusterActivated():
            words = tr("warnings", "{0}: the clock runs, T0. Give the muster order").format(
                muster.incident_id
            )
            told = (
                _with_key(words, keys, "muster")
                if muster.plan is None
                else tr("warnings", "{0}: muster begun").format(muster.incident_id)
            )
            return _made(muster, "phase", told, NoticeTone.INFO, MusterSound.STARTED)
        case PhaseReached():
            return _reached(muster, event, keys)
        case GateDecided() if not event.passed:
            return _missed(muster, event.gate, keys)
        case SustainFailed():
            words = tr("warnings", "{0}: strength was not kept up. Send a substitute").format(
                muster.incident_id
            )
            return _made(
                muster, "strength", _with_key(words, keys, "substitute"), NoticeTone.BAD, MusterSound.MISSED
            )
        case CoverGapOpened():
            return _gap(muster, event, names, keys)
        case ControlDeclared():
            words = tr("warnings", "{0}: declared under control. Somebody else verifies it")
            told = _with_key(words.format(muster.incident_id), keys, "verify")
            return _made(muster, "control", told, NoticeTone.INFO, MusterSound.STARTED)
        case ControlRefuted():
            words = tr("warnings", "{0}: the declaration was false, the clock runs on").format(
                muster.incident_id
            )
            return _made(muster, "control", words, NoticeTone.BAD, MusterSound.MISSED)
        case VoiceContradicted():
            words = tr("warnings", "{0}: position is {1} m away, it does not count. Ask it again")
            return _made(
                muster, f"voice {event.unit_id}", words.format(event.unit_id, event.away_m), NoticeTone.WARN,
                MusterSound.UNIT,
            )  # fmt: skip
        case _:
            return None


def _early(event: EarlyWarning, names: Names, keys: Keys) -> Notice | None:
    if event.code not in MUSTER_CODES:
        return None
    words = early_warning_words(event, names.picture)
    if not words:
        return None
    if event.code == ARRIVE_LATE:
        advice, verb = tr("warnings", "Send units to the posts"), "posts"
    elif event.code == RESOLVE_LATE:
        advice, verb = tr("warnings", "Work through the checklist"), "item"
    else:
        advice, verb = tr("warnings", "Send a substitute"), "substitute"
    told = _with_key(f"{words}. {advice}", keys, verb)
    topic = f"{incident_of(event, names.picture)} {'strength' if verb == 'substitute' else event.code}"
    return Notice(topic, told, NoticeTone.WARN, MusterSound.WARNING)


def _reached(muster: Muster, event: PhaseReached, keys: Keys) -> Notice:
    took = clock_text(event.at_ms - muster.t0_ms)
    match event.phase:
        case 1:
            words, verb = (
                tr("warnings", "{0}: {1} officers mustered, T1 {2}. Send them to the posts"),
                "posts",
            )
            told = words.format(muster.incident_id, muster.required, took)
        case 2:
            words, verb = (
                tr("warnings", "{0}: posts filled and handling begun, T2 {1}. Work through the checklist"),
                "item",
            )
            told = words.format(muster.incident_id, took)
        case _:
            words, verb = tr("warnings", "{0}: under control, T3 {1}. The result stands"), "result"
            told = words.format(muster.incident_id, took)
    return _made(muster, "phase", _with_key(told, keys, verb), NoticeTone.GOOD, MusterSound.REACHED)


def _missed(muster: Muster, gate: Gate, keys: Keys) -> Notice:
    words = tr("warnings", "{0}: gate {1} missed. Go on: a late end is still recorded")
    if gate is Gate.COVER:
        words = tr("warnings", "{0}: gate {1} missed, a gap had no reason in time")
    told = _with_key(words.format(muster.incident_id, gate_word(gate)), keys, "result")
    return _made(muster, f"gate {gate.value}", told, NoticeTone.BAD, MusterSound.MISSED)


def _gap(muster: Muster, event: CoverGapOpened, names: Names, keys: Keys) -> Notice | None:
    reasoned = {gap.grid_id for gap in muster.gaps if gap.reason}
    bare = [names.grid(grid_id) for grid_id in event.grid_ids if grid_id not in reasoned]
    if not bare or gate_status(muster, Gate.COVER) is not None:
        return None
    words = tr("warnings", "{0}: below minimum cover: {1}. Record a reason or send cover")
    told = _with_key(words.format(muster.incident_id, _some(bare)), keys, "cover")
    return _made(muster, "cover", told, NoticeTone.WARN, MusterSound.WARNING)


def _note_lost(event: OrderDeclined | ContactLost, names: Names, lost: dict[str, list[str]]) -> None:
    """A unit of a muster that will not come, as long as its strength is still wanted."""
    picture = names.picture
    unit = picture.units.get(event.unit_id)
    order_id = event.order_id if isinstance(event, OrderDeclined) else "" if unit is None else unit.order_id
    order = picture.orders.get(order_id)
    muster = None if order is None else muster_of(picture, order.incident_id)
    if muster is not None and muster.state is MusterState.ACTIVE and muster.t1_ms < 0:
        lost.setdefault(muster.incident_id, []).append(event.unit_id)


def _lost_notice(incident_id: str, units: list[str], keys: Keys) -> Notice:
    words = tr("warnings", "{0}: {1} will not come. Send a substitute").format(incident_id, _some(units))
    return Notice(
        f"{incident_id} units", _with_key(words, keys, "substitute"), NoticeTone.WARN, MusterSound.UNIT
    )


def _made(muster: Muster, about: str, words: str, tone: NoticeTone, sound: MusterSound) -> Notice:
    return Notice(f"{muster.incident_id} {about}", words, tone, sound)


def _with_key(words: str, keys: Keys, verb: str) -> str:
    key = keys(verb)
    return f"{words}  {key}" if key else words


def _some(things: list[str]) -> str:
    shown = ", ".join(things[:MOST_NAMES])
    rest = len(things) - MOST_NAMES
    return tr("warnings", "{0} and {1} more").format(shown, rest) if rest > 0 else shown
