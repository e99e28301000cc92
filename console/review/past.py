"""The past as an exported journal tells it: the picture at any of its events. One thread at a time, no Qt.

Pictures are folded from kept ones on the way, keyframes. Their entities are frozen and shared with every other
keyframe, and a collection that did not change between two of them is the same dictionary: a keyframe costs what
changed, and to start from it nothing is decoded. `survey` goes through the whole journal once, follows its chain and
leaves keyframes behind; what is asked for before it has come there is folded from what there is.

Used by `console.review.past_source` and `main.py replay --check`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from console.domain.base.errors import DomainError
from console.domain.evolve import Recorded, evolve
from console.domain.picture import Key, Picture, copy_picture
from console.journal.checkpoint import SignedCheckpoint
from console.journal.errors import EditedJournalError, JournalError
from console.journal.reader import ChainCheck, check_end, recorded_of

from .layout import Layout
from .spans import Spans

KEYFRAME_EVENTS: Final = 2_000
"""Events between two keyframes: a seek folds half as many on average."""
STEP_EVENTS: Final = 100
"""Events between the finer frames, left where one has looked: who looks somewhere looks beside it next."""
STEPS_KEPT: Final = 2 * KEYFRAME_EVENTS // STEP_EVENTS
_BEGINNINGS: Final = {
    "incident_opened": "incident_id",
    "call_reported": "call_id",
    "muster_activated": "muster_id",
}
"""Events in which something comes up, and the field that names it."""


class Past:
    """One file. Entries are numbered 1 to `count`; moment 0 is before the first of them."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises NotAJournalError, NewerJournalError or OSError."""
        self.layout = Layout(path)
        self._frames: list[Picture] = [Picture()]
        """By seq, each as it was there; never changed."""
        self._steps: dict[int, Picture] = {}
        """Finer frames by seq, oldest first."""
        self._survey = Picture()
        self._touched: set[str] = set()
        """Collections that the survey has changed since its last keyframe."""
        self._chain = ChainCheck()
        self.spans = Spans()
        """The musters as far as the survey has come."""
        self.fault: JournalError | None = None
        """What the survey found wrong; what comes after it is shown all the same, as far as it can be folded."""
        self.surveyed = False
        """Whether the survey has come to the end, or to a fault."""

    def close(self) -> None:
        """Let go of the file."""
        self.layout.close()

    @property
    def count(self) -> int:
        """Entries that can be shown so far; grows until `layout.whole`."""
        return self.layout.count

    @property
    def signed(self) -> SignedCheckpoint | None:
        """The hub's signature under the whole journal, once it was come to; checked when `surveyed`."""
        end = self.layout.end
        return None if end is None else end.checkpoint

    # -- pictures ------------------------------------------------------------------------------------------------------

    def picture_at(self, seq: int) -> Picture:
        """A private picture after the entry `seq`, 0 to `count`.

        Raises JournalError where an entry on the way is unreadable or does not fold.
        """
        picture = copy_picture(self._nearest(seq))
        for recorded in self.events(picture.seq + 1, seq):
            self.fold(picture, recorded)
            if recorded.seq % STEP_EVENTS == 0:
                self._keep(picture)
        return picture

    def _nearest(self, seq: int) -> Picture:
        """The last frame that is not after `seq`."""
        frame = self._frames[bisect_right(self._frames, seq, key=_seq) - 1]
        for step in range(seq - seq % STEP_EVENTS, frame.seq, -STEP_EVENTS):
            if step in self._steps:
                return self._steps[step]
        return frame

    def _keep(self, picture: Picture) -> None:
        """Leave a frame of a picture that passes."""
        if picture.seq % KEYFRAME_EVENTS:
            self._steps[picture.seq] = copy_picture(picture)
            if len(self._steps) > STEPS_KEPT:
                del self._steps[next(iter(self._steps))]
            return
        at = bisect_right(self._frames, picture.seq, key=_seq)
        if self._frames[at - 1].seq != picture.seq:
            self._frames.insert(at, copy_picture(picture))

    def events(self, first: int, last: int) -> Iterator[Recorded]:
        """The events of the entries `first` to `last`, lifted. Raises JournalError."""
        for seq in range(first, last + 1):
            yield self.event(seq)

    def event(self, seq: int) -> Recorded:
        """The event of the entry `seq`, lifted. Raises JournalError."""
        try:
            return recorded_of(self.layout.entry(seq))
        except ValueError as error:
            raise EditedJournalError(seq, str(error)) from error

    def first_of(self, id_: str) -> int:
        """The entry in which an incident, call or muster comes up; 0 where none does so far. Raises JournalError."""
        wanted = {number for number, name in enumerate(self.layout.types) if name in _BEGINNINGS}
        for seq, number in enumerate(self.layout.part(1, self.count)[1], 1):
            if (
                number in wanted
                and getattr(self.event(seq).event, _BEGINNINGS[self.layout.types[number]]) == id_
            ):
                return seq
        return 0

    @staticmethod
    def fold(picture: Picture, recorded: Recorded) -> list[Key]:
        """`evolve`, with a journal's error for what does not fold."""
        try:
            return evolve(picture, recorded)
        except (DomainError, KeyError, ValueError, TypeError) as error:
            raise EditedJournalError(recorded.seq, f"cannot be folded: {error}") from error

    # -- survey --------------------------------------------------------------------------------------------------------

    def survey(self, most: int) -> bool:
        """Go on by up to `most` entries: whether there is more to be done, now or once more is laid out."""
        if self.surveyed:
            return False
        last = min(self.count, self._chain.seq + most)
        try:
            while self._chain.seq < last:
                entry = self.layout.entry(self._chain.seq + 1)
                self._chain.follow(entry)
                self._fold_survey(self.event(entry.seq))
            if self.layout.whole and self._chain.seq == self.count:
                self._end()
        except JournalError as fault:
            self.fault, self.surveyed = fault, True
        return not self.surveyed

    @property
    def surveyed_to(self) -> int:
        """The last entry whose link was found good."""
        return self._chain.seq

    def _fold_survey(self, recorded: Recorded) -> None:
        self._touched.update(collection for collection, _ in self.fold(self._survey, recorded))
        self.spans.see(recorded)
        if recorded.seq % KEYFRAME_EVENTS:
            return
        at = bisect_right(self._frames, recorded.seq, key=_seq)
        before = self._frames[at - 1]
        if before.seq == recorded.seq - KEYFRAME_EVENTS:
            frame = copy_picture(self._survey)
            for collection in set(Picture.collections) - self._touched:
                setattr(frame, collection, getattr(before, collection))
            self._frames.insert(at, frame)
        self._touched.clear()

    def _end(self) -> None:
        if self.layout.fault is not None:
            raise self.layout.fault
        if self.layout.end is not None:
            check_end(self.layout.end, self._chain)
        self.surveyed = True


def _seq(picture: Picture) -> int:
    return picture.seq
