"""Sealed words that whoever sits here has open: asked for with a purpose, audited, closed at the end. Qt main thread.

Words of an incident and of its calls are opened together. While they are open, what is said about them later is asked
for at once, for the same purpose. The clear words stand in `World.opened`, where names read them; nothing else holds
them. See `console.domain.sealing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, Signal

from console.desk.world import World
from console.domain.base.sealed_text import read_sealed
from console.domain.calls.events import TextsErased
from console.domain.evolve import Recorded
from console.domain.incidents.entities import Incident
from console.domain.incidents.events import IncidentArchived
from console.domain.picture import Picture
from console.domain.sealing import is_erased, texts_of
from console.session.source import Looked
from console.wire.codec import SUBMIT_BOUND
from console.wire.messages import TextsOpened

HEARD: Final = 200
"""Texts kept of what was heard about one call or incident."""
_ROOM: Final = SUBMIT_BOUND - 4096
"""Bytes of texts in one request."""


class SealedWords(QObject):
    """What of a seat's world is sealed, and what of it is open."""

    changed = Signal(object)
    """Frozenset of sealed texts that are worded otherwise now."""

    def __init__(self, world: World, look: Callable[..., None], parent: QObject | None = None) -> None:
        """`look(what, subject, incident_id=…, result=…)` enters a look into the audit chain."""
        super().__init__(parent)
        self._world, self._look = world, look
        self._purposes: dict[str, str] = {}
        """Why each call or incident is open."""
        self._heard: dict[str, dict[str, None]] = {}
        world.recorded.connect(self._on_recorded)
        world.replied.connect(self._on_reply)
        world.picture_replaced.connect(self._on_picture)

    def waiting(self, incident_id: str) -> list[str]:
        """Texts about an incident and its calls that are sealed to this seat and could be opened."""
        picture = self._world.picture
        incident = picture.incidents.get(incident_id)
        if incident is None or Looked.REPORT not in self._world.source.offers.looks:
            return []
        heard = (text for about in (incident_id, *incident.calls) for text in self._heard.get(about, ()))
        found = dict.fromkeys((*filter(read_sealed, _said(picture, incident)), *heard))
        return [text for text in found if text not in self._world.opened and not is_erased(picture, text)]

    def open(self, incident_id: str, purpose: str) -> None:
        """Ask for the words about an incident and its calls, those to come as well."""
        incident = self._world.picture.incidents.get(incident_id)
        for subject in (incident_id, *(() if incident is None else incident.calls)):
            self._purposes[subject] = purpose
        self._ask(self.waiting(incident_id), purpose)

    def close(self, why: str) -> None:
        """Nothing is open any more, and the audit says so."""
        gone = frozenset(self._world.opened)
        subjects = {sealed.subject for sealed in map(read_sealed, gone) if sealed is not None}
        self._purposes.clear()
        self._world.opened.clear()
        for subject in sorted(subjects):
            self._note_closed(subject, why)
        if gone:
            self.changed.emit(gone)

    def _ask(self, texts: list[str], purpose: str) -> None:
        by_subject: dict[str, list[str]] = {}
        for text in texts:
            sealed = read_sealed(text)
            if sealed is not None:
                by_subject.setdefault(sealed.subject, []).append(text)
        for subject, of_it in by_subject.items():
            room, part = _ROOM, list[str]()
            for text in of_it:
                if part and room < len(text):
                    self._world.source.open_texts(subject, tuple(part), purpose)
                    room, part = _ROOM, []
                part.append(text)
                room -= len(text) + 5
            self._world.source.open_texts(subject, tuple(part), purpose)

    def _note_closed(self, subject: str, why: str) -> None:
        picture = self._world.picture
        call = picture.calls.get(subject)
        incident_id = subject if call is None else call.incident_id
        self._look("texts_closed", subject, incident_id=incident_id, result=why)

    # -- from the world ------------------------------------------------------------------------------------------------

    def _on_picture(self) -> None:
        self._heard.clear()

    def _on_recorded(self, events: list[Recorded]) -> None:
        fresh: list[str] = []
        for recorded in events:
            match recorded.event:
                case TextsErased(subject_id=subject):
                    self._forget(subject, "erased")
                case IncidentArchived(incident_id=subject):
                    self._forget(subject, "archived")
                    self._heard.pop(subject, None)
                case event:
                    fresh += self._hear(texts_of(event))
        for text in fresh:
            sealed = read_sealed(text)
            if sealed is not None and not is_erased(self._world.picture, text):
                self._ask([text], self._purposes[sealed.subject])

    def _hear(self, texts: Iterator[str]) -> list[str]:
        """Keep what is sealed; returns what of it is to be opened at once."""
        wanted = []
        for text in texts:
            sealed = read_sealed(text)
            if sealed is None:
                continue
            about = self._heard.setdefault(sealed.subject, {})
            about[text] = None
            if len(about) > HEARD:
                del about[next(iter(about))]
            if sealed.subject in self._purposes and text not in self._world.opened:
                wanted.append(text)
        return wanted

    def _forget(self, subject: str, why: str) -> None:
        opened = self._world.opened
        gone = [text for text in opened if (sealed := read_sealed(text)) and sealed.subject == subject]
        for text in gone:
            del opened[text]
        erased = [*gone, *self._heard.get(subject, ())]
        if gone:
            self._note_closed(subject, why)
        if erased:
            self.changed.emit(frozenset(erased))

    def _on_reply(self, message: object) -> None:
        if isinstance(message, TextsOpened) and message.subject_id in self._purposes:
            words = {text: clear for text, clear in message.texts.items() if clear}
            self._world.opened.update(words)
            if words:
                self.changed.emit(frozenset(words))


def _said(picture: Picture, incident: Incident) -> Iterator[str]:
    """What the picture holds of words about an incident: sealed, clear, or empty."""
    yield from (note.text for note in incident.notes)
    yield from (incident.feedback, incident.disposition, incident.extension_asked)
    yield from (picture.calls[one].reason for one in incident.calls if one in picture.calls)
    yield from (picture.orders[one].reason for one in incident.orders if one in picture.orders)
    for muster in picture.musters.values():
        if muster.incident_id == incident.id:
            yield from (muster.ended_reason, "" if muster.plan is None else muster.plan.cover_reason)
            yield from (item.note for item in muster.items)
            yield from (gap.reason for gap in muster.gaps)
