"""Seals what somebody typed in the events of a decision, before they are recorded. The core's thread only.

One key for each call and incident, made with the first words about it and kept, wrapped, with the reports' keys;
after an erasure the next words get another. Standard phrases stay in the open. What is sealed already (a
reason that was taken over from the picture) stays as it is, where it opens. See `console.domain.sealing`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, count, takewhile
from typing import Final

from console.domain.base.message import Event
from console.domain.base.phrases import is_standard
from console.domain.base.sealed_text import read_sealed
from console.domain.picture import Picture
from console.domain.sealing import subjects, text_key, texts_of, with_texts

from .ports import KeyRow
from .vault import FormerKeyError, ReportVault, TextKey, VaultError

MOST: Final = 4_000
"""Unwrapped keys held in memory; others are read from the store."""


class TextSealer:
    """Seals events under the keys of what they are about."""

    def __init__(self, vault: ReportVault, find: Callable[[str], bytes | None]) -> None:
        """`find`: the wrapped key of an id, also one that is not on disk yet; may raise StoreError."""
        self._vault = vault
        self._find = find
        self._known: OrderedDict[str, TextKey] = OrderedDict()

    def forget(self) -> None:
        """Know nothing any more: keys were erased, or never came to be stored."""
        self._known.clear()

    def keys_of(self, key_id: str) -> list[str]:
        """The ids of all keys under this one, those of before and after the hub got new keys. May raise StoreError."""
        return list(takewhile(self._is_there, _names(key_id)))

    def seal(self, picture: Picture, events: Iterable[Event]) -> tuple[list[Event], list[KeyRow]]:
        """The events as they may be recorded, and the keys to be stored with them.

        Raises StoreError, and KeyError for events about an order or a muster that nobody knows.
        """
        fresh: list[KeyRow] = []
        events = list(events)
        if not any(True for event in events for _ in texts_of(event)):  # most decisions
            return events, fresh
        sealed = [
            with_texts(event, partial(self._sealed, text_key(picture, subject), fresh)) if subject else event
            for event, subject in subjects(picture, events)
        ]
        return sealed, fresh

    def _sealed(self, key_id: str, fresh: list[KeyRow], text: str) -> str:
        if is_standard(text) or self._opens(text):
            return text
        for one in _names(key_id):
            try:
                key = self._key(one)
            except FormerKeyError:  # it stays where it is: somebody may find the former keys of the hub
                continue
            if key is None:
                row = self._vault.new_key(one)
                fresh.append(row)
                key = self._keep(row.key_id, row.wrapped)
            return str(key.seal(text))
        raise AssertionError("names have no end")

    def _opens(self, text: str) -> bool:
        """Whether this is a sealed text, and not something typed that looks like one."""
        sealed = read_sealed(text)
        if sealed is None:
            return False
        try:
            key = self._key(sealed.key_id)
            if key is not None:
                key.open(sealed)
        except VaultError:
            return False
        return key is not None

    def _is_there(self, key_id: str) -> bool:
        return key_id in self._known or self._find(key_id) is not None

    def _key(self, key_id: str) -> TextKey | None:
        """The key of an id, None where there is none; raises FormerKeyError."""
        known = self._known.get(key_id)
        if known is not None:
            return known
        found = self._find(key_id)
        return None if found is None else self._keep(key_id, found)

    def _keep(self, key_id: str, wrapped: bytes) -> TextKey:
        key = self._known[key_id] = self._vault.text_key(key_id, wrapped)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return key


def _names(key_id: str) -> Iterator[str]:
    """Under which ids the keys of the same words stand, oldest first."""
    return chain((key_id,), (f"{key_id}.{number}" for number in count(1)))
