"""`main.py replay FILE --check`: whether every picture of the past is the one that was there. Main thread, no window.

The journal is folded plainly from its first event to its last, as hub and consoles folded it; then each of its pictures
is made again the way a replay makes it: forwards from where one stands, backwards step by step, and at random from
keyframes. All must have the same hash; where the first difference is is said.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from console.domain.evolve import evolve
from console.domain.hashing import PictureHash
from console.domain.picture import Picture
from console.journal.reader import JournalReader

from .past import Past

EVERY: Final = 20_000
"""Journals with more events are looked at backwards and at random at as many of their moments only."""
LAID_OUT_AT_ONCE: Final = 10_000


class OtherPictureError(Exception):
    """The picture at `seq` is not the one that was folded there."""

    def __init__(self, seq: int, way: str) -> None:
        super().__init__(f"at event {seq}, {way}: another picture than the one that was folded there")
        self.seq, self.way = seq, way


@dataclass(frozen=True, slots=True)
class Checked:
    """What was compared: events of the journal, and how many of its moments each way."""

    events: int
    moments: int


def check(path: Path, seed: int = 1, progress: Callable[[str, float], None] | None = None) -> Checked:
    """Compare. `progress` is told the way and the share that is done, 0 to 1.

    Raises OtherPictureError, JournalError or OSError.
    """
    tell = progress or (lambda way, share: None)
    hashes = list(_plain(path))
    past = Past(path)
    try:
        while past.layout.read_on(LAID_OUT_AT_ONCE):
            tell("laying out", past.layout.share)
        while past.survey(LAID_OUT_AT_ONCE):
            tell("chain", past.surveyed_to / max(1, past.count))
        if past.fault is not None:
            raise past.fault
        chance = random.Random(seed)
        moments = range(past.count + 1)
        some = moments if len(moments) <= EVERY else sorted(chance.sample(moments, EVERY))
        _forwards(past, hashes, tell)
        _at(past, hashes, list(reversed(some)), "backwards", tell)
        _at(past, hashes, chance.sample(list(some), len(some)), "at random", tell)
        return Checked(past.count, len(some))
    finally:
        past.close()


def _plain(path: Path) -> Iterator[str]:
    """The hash before the first event and after each, by the one fold and nothing else."""
    picture = Picture()
    hashed = PictureHash(picture)
    yield hashed.hexdigest()
    with JournalReader(path) as reader:
        for recorded in reader.events():
            hashed.touch(evolve(picture, recorded))
            yield hashed.hexdigest()


def _forwards(past: Past, hashes: list[str], tell: Callable[[str, float], None]) -> None:
    picture = past.picture_at(0)
    hashed = PictureHash(picture)
    for recorded in past.events(1, past.count):
        hashed.touch(past.fold(picture, recorded))
        if hashed.hexdigest() != hashes[recorded.seq]:
            raise OtherPictureError(recorded.seq, "forwards")
        if recorded.seq % LAID_OUT_AT_ONCE == 0:
            tell("forwards", recorded.seq / past.count)


def _at(
    past: Past, hashes: list[str], moments: list[int], way: str, tell: Callable[[str, float], None]
) -> None:
    """Each picture as a seek makes it. Only entities that are others than in the one before are hashed again."""
    hashed = PictureHash(past.picture_at(0))
    for done, seq in enumerate(moments):
        hashed.move(past.picture_at(seq))
        if hashed.hexdigest() != hashes[seq]:
            raise OtherPictureError(seq, way)
        if done % 100 == 0:
            tell(way, done / len(moments))
