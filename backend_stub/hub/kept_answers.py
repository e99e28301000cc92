"""Answers under the id of what was asked, in memory: whoever asks the same again gets the same. The core's thread only.

What is kept, here and in the store, is the answer's frame and after it a mark of what was asked, so that an id under
which something else is asked is told so. Answers of earlier versions have no mark and fit everything.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from console.domain.base.message import Command
from console.domain.base.refusals import Code
from console.domain.calls.commands import ReportCall
from console.domain.musters.commands import OrderMuster
from console.wire import codec
from console.wire import messages as m

from .ports import AnswerKey, Store

MOST: Final = 20_000
"""Answers held in memory; older ones are read from the store."""
_BEFORE_MARK: Final = b"\xc1of\xc1"
"""No msgpack has the byte 0xC1 outside of texts and numbers."""
_MARK_BYTES: Final = 8
_WORDS: Final = ("reason", "text", "note", "disposition", "feedback", "action", "override_reason")
"""Fields of commands that become what `console.domain.sealing` seals."""
_encoder = msgspec.msgpack.Encoder(order="deterministic")


def mark_of(asked: Command | tuple[m.LookEntry, ...]) -> bytes:
    """What tells this from anything else asked, but for words that are sealed: once erased, nobody may guess them."""
    if isinstance(asked, Command):
        asked = _wordless(asked)
    return hashlib.blake2b(_encoder.encode(asked), digest_size=_MARK_BYTES).digest()


def _wordless(command: Command) -> Command:
    said = {name: empty for name, empty in _said_in(type(command)) if getattr(command, name)}
    if isinstance(command, OrderMuster) and command.plan.cover_reason:
        said["plan"] = replace(command.plan, cover_reason="")
    return replace(command, **said) if said else command


@cache
def _said_in(kind: type[Command]) -> tuple[tuple[str, Any], ...]:
    """Fields of such a command that are words, and what stands there without any."""
    words = tuple((name, "") for name in _WORDS if name in kind.__struct_fields__)
    return (*words, ("report", None), ("sealed", None)) if kind is ReportCall else words


def marked(frame: bytes, mark: bytes) -> bytes:
    """An answer as it is kept."""
    return frame + _BEFORE_MARK + mark


def read_kept(body: bytes) -> tuple[bytes, bytes]:
    """(frame, mark) of a kept answer; the mark is empty where there is none."""
    end = len(body) - _MARK_BYTES - len(_BEFORE_MARK)
    if end > 0 and body[end : end + len(_BEFORE_MARK)] == _BEFORE_MARK:
        return body[:end], body[-_MARK_BYTES:]
    return body, b""


@dataclass(slots=True)
class _Waiting:
    mark: bytes
    tickets: list[object] = field(default_factory=list)


class KeptAnswers:
    """What was answered, what waits for its commit, and what is known to be new."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[AnswerKey, bytes] = OrderedDict()
        self._unseen: set[AnswerKey] = set()
        self._waiting: dict[AnswerKey, _Waiting] = {}

    def preload(self, keys: Iterable[AnswerKey]) -> None:
        """Look up many ids at once; raises StoreError."""
        wanted = [key for key in keys if key not in self._kept and key not in self._waiting]
        if not wanted:
            return
        found = self._store.read_answers(wanted)
        for key in wanted:
            body = found.get(key)
            if body is None:
                self._unseen.add(key)
            else:
                self.keep(key, body)

    def is_new(self, key: AnswerKey) -> bool:
        """Whether nothing was asked under this id so far; raises StoreError where the store cannot say."""
        if key in self._kept or key in self._waiting:
            return False
        if key not in self._unseen:
            self.preload((key,))
        if key in self._kept:
            return False
        self._unseen.discard(key)
        return True

    def again(self, key: AnswerKey, mark: bytes, ticket: object) -> bytes | None:
        """For an id that is not new: the answer's frame, or None where it comes with the first one's commit.

        Refused where something else was asked under it.
        """
        waiting = self._waiting.get(key)
        frame, of = read_kept(self._kept[key]) if waiting is None else (b"", waiting.mark)
        if of and of != mark:
            return codec.encode(m.Refused(id=key[1], code=Code.REPLAYED))
        if waiting is None:
            return frame
        waiting.tickets.append(ticket)
        return None

    def wait(self, key: AnswerKey, mark: bytes, ticket: object) -> None:
        """It is being decided: who asks again meanwhile gets the same answer with it."""
        self._waiting[key] = _Waiting(mark, [ticket])

    def body(self, key: AnswerKey, frame: bytes) -> bytes:
        """The answer to what waits, as it is kept."""
        return marked(frame, self._waiting[key].mark)

    def keep(self, key: AnswerKey, body: bytes) -> None:
        """It is on disk."""
        self._kept[key] = body
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def end_wait(self, key: AnswerKey) -> list[object]:
        """Whoever waits for this answer."""
        waiting = self._waiting.pop(key, None)
        return [] if waiting is None else waiting.tickets

    def forget_waiting(self) -> None:
        """A commit failed: nothing is known of what is not on disk."""
        self._unseen.clear()
        self._waiting.clear()
