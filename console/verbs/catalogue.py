"""All verbs of the console, in the order of menus and of the `?` overlay. Data only.

A window on the past has verbs of its own besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from console.verbs import (
    calls,
    cases,
    console,
    exercise,
    incidents,
    muster_order,
    muster_reports,
    musters,
    past,
    units,
    view,
)
from console.verbs.declaration import Button, Entry, Spot, Verb


class Catalogue:
    """All verbs of a console. Raises ValueError where two mean the same word, key or id."""

    def __init__(self, verbs: Iterable[Verb]) -> None:
        self._by_id: dict[str, Verb] = {}
        self._by_word: dict[str, Verb] = {}
        by_key: dict[str, Verb] = {}
        for verb in verbs:
            _enter(self._by_id, verb.id, verb)
            for word in verb.words:
                _enter(self._by_word, word.lower(), verb)
            for key in verb.keys:
                _enter(by_key, key, verb)
        buttons = [(verb, verb.button) for verb in self if verb.button is not None]
        entries = [(verb, one) for verb in self for one in verb.entries]
        self._buttons = {spot: sorted((p for p in buttons if spot in p[1].at), key=_order) for spot in Spot}
        self._entries = {spot: sorted((p for p in entries if spot in p[1].at), key=_order) for spot in Spot}

    def __iter__(self) -> Iterator[Verb]:
        return iter(self._by_id.values())

    def __getitem__(self, verb_id: str) -> Verb:
        return self._by_id[verb_id]

    def of_word(self, word: str) -> Verb | None:
        """The verb of a word of the command line, in either language."""
        return self._by_word.get(word.lower())

    def key_of(self, verb_id: str) -> str:
        """The first key of a verb, empty where it has none."""
        return next(iter(self._by_id[verb_id].keys), "")

    def heirs(self, verb: Verb) -> list[Verb]:
        """Verbs that may take over a key of this one."""
        return [one for one in self if one.takes_over is not None and set(one.local_keys) & set(verb.keys)]

    def buttons(self, spot: Spot) -> list[tuple[Verb, Button]]:
        """Buttons of the incident panel, in their order."""
        return self._buttons[spot]

    def entries(self, spot: Spot) -> list[tuple[Verb, Entry]]:
        """Entries of menus, in their order."""
        return self._entries[spot]


def _order(pair: tuple[Verb, Button | Entry]) -> int:
    return pair[1].order


def _enter(known: dict[str, Verb], name: str, verb: Verb) -> None:
    if known.setdefault(name, verb) is not verb:
        raise ValueError(f"{name!r} is said by two verbs: {known[name].id} and {verb.id}")


_MUSTERS = (*muster_order.VERBS, *muster_reports.VERBS, *musters.VERBS)
_FLOW = chain(calls.VERBS, incidents.VERBS, units.VERBS, cases.VERBS)

_PRESENT = (*_FLOW, *_MUSTERS, *exercise.VERBS, *view.VERBS, *console.VERBS)

CATALOGUE: Final = Catalogue(_PRESENT)
PAST_CATALOGUE: Final = Catalogue((*past.VERBS, *_PRESENT))
"""Of a window on the past: what cannot be done there is refused in words, by the one place that asks."""
