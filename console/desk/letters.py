"""Commands of this desk on their way: not confirmed, refused, expired, and what can be undone. Qt main thread.

The session owns delivery; this keeps what people must see of it. Used by verbs (to submit) and by `ToastStrip`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from console.domain.base.refusals import Code
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.decide import AnyCommand
from console.domain.picture import Picture
from console.session.source import Answer, Source
from console.wire.messages import Accepted, Refused
from console.words.said import Words, always


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes a command back, where the rules allow it: made by the verbs, kept by `Letters`.

    Nothing is ever erased: an undo is commands of its own (a cancel, a correction, a return to the old value), which
    stand in the journal beside what they take back.
    """

    commands: Callable[[Picture], list[AnyCommand]]
    """The inverse at a picture; empty when there is nothing left to take back."""
    words: Words | None = None
    """What is taken back; None: what was asked."""


TakeBack = Callable[[Any, Picture], Undo | None]
"""How to take a command back, given the picture before it; None where no rule allows it."""
KEPT_UNDOS = 20


class Fate(StrEnum):
    """What became of a command."""

    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Letter:
    """One command on its way. `words` say what was asked."""

    id: str
    command: AnyCommand
    words: Words
    fate: Fate = Fate.SENT
    refusal: Refused | None = None
    take_back: TakeBack | None = None
    undo: Undo | None = None
    seqs: tuple[int, int] = (0, -1)
    """First and last event it made, once it is accepted; none before."""


class Letters(QObject):
    """What this seat sent, until it is answered, and what of it can be taken back."""

    changed = Signal(object)
    """A Letter whose fate changed; new ones too."""

    def __init__(
        self,
        session: Source,
        picture: Callable[[], Picture],
        allowed: Callable[[AnyCommand], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._picture = picture
        self._allowed = allowed
        self._open: dict[str, Letter] = {}
        self._accepted: list[Letter] = []
        self._undos: list[Undo] = []

    def submit(self, command: AnyCommand, words: Words, take_back: TakeBack | None = None) -> str:
        """Send a command; returns its id. `take_back`: how it could be taken back."""
        undo = None if take_back is None else take_back(command, self._picture())
        if undo is not None:
            undo = replace(undo, words=undo.words or words)
        command_id = self._session.submit(command)
        letter = Letter(command_id, command, words, take_back=take_back, undo=undo)
        self._open[command_id] = letter
        self.changed.emit(letter)
        return command_id

    def retry(self, letter: Letter) -> str:
        """Ask the same again, as a new command."""
        return self.submit(letter.command, letter.words, letter.take_back)

    def take_answer(self, answer: Answer) -> None:
        """From the bridge: what became of a command."""
        letter = self._open.pop(answer.id, None)
        if letter is None:
            return
        match answer.result:
            case Accepted():
                seqs = (answer.result.first_seq, answer.result.last_seq)
                self._accepted.append(replace(letter, seqs=seqs))
                self.take_events()
                return
            case Refused():
                letter = replace(letter, fate=Fate.REFUSED, refusal=answer.result)
            case None:
                letter = replace(letter, fate=Fate.EXPIRED)
        self.changed.emit(letter)

    def take_events(self) -> None:
        """From the bridge: events were folded. The answer may come before them; a letter is done with both."""
        seq = self._picture().seq
        done = [letter for letter in self._accepted if letter.seqs[1] <= seq]
        self._accepted = [letter for letter in self._accepted if letter.seqs[1] > seq]
        for letter in done:
            # Only what the rules and this role would really take back is offered.
            undo = letter.undo if letter.undo is not None and self._possible(letter.undo) else None
            if undo is not None:
                self._undos.append(undo)
                del self._undos[:-KEPT_UNDOS]
            self.changed.emit(replace(letter, fate=Fate.ACCEPTED, undo=undo))

    def forget(self) -> None:
        """The person leaves: nobody else takes back what was his."""
        self._undos.clear()

    def unconfirmed(self) -> list[Letter]:
        """Letters without an answer, oldest first."""
        return list(self._open.values())

    def last_undo(self) -> Undo | None:
        """The newest thing that can still be undone, None when there is none."""
        while self._undos:
            if self._possible(self._undos[-1]):
                return self._undos[-1]
            self._undos.pop()
        return None

    def undo(self) -> Undo | None:
        """Send the inverse of the newest thing that has one; returns what was undone."""
        undo = self.last_undo()
        if undo is None:
            return None
        self._undos.pop()
        for command in undo.commands(self._picture()):
            self.submit(command, undo.words or always(""))
        return undo

    def _possible(self, undo: Undo) -> bool:
        commands = undo.commands(self._picture())
        return bool(commands) and all(self._allowed(command) for command in commands)


def as_meant(letter: Letter) -> Letter | None:
    """A letter that was asked back, with the answer that it is meant; None for every other."""
    command, refused = letter.command, letter.refusal
    if refused is None or refused.code != Code.FAR_PLACE or not isinstance(command, ReportCall | AcceptCall):
        return None
    return replace(letter, command=msgspec.structs.replace(command, meant=True))
