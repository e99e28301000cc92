"""A sink that folds like a console and remembers what it was told: for the tests of this folder."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from console.domain.base.roles import Stream
from console.domain.evolve import Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.picture import AnyPicture
from console.link.view import Answer, LinkState, LinkView, Telemetry
from console.wire import messages as m

DEADLINE_S = 30.0


class KeepingSink:
    """A `LinkSink`. Its methods run on the link's thread; `wait` on the test's."""

    def __init__(self) -> None:
        self.pictures: dict[Stream, AnyPicture] = {}
        self.hashes: dict[Stream, PictureHash] = {}
        self.snapshots: list[Stream] = []
        self.events: list[tuple[Stream, Recorded]] = []
        self.beats: list[m.Heartbeat] = []
        self.telemetry: list[Telemetry] = []
        self.views: list[LinkView] = []
        self.opened: list[m.StreamsOpened | None] = []
        self.lost: list[str] = []
        self.answers: dict[str, Answer] = {}
        self.replies: list[m.HubMessage] = []
        self._changed = threading.Condition()

    def _note(self, act: Callable[[], object]) -> None:
        with self._changed:
            act()
            self._changed.notify_all()

    def on_snapshot(self, stream: Stream, picture: AnyPicture) -> None:
        def act() -> None:
            self.pictures[stream], self.hashes[stream] = picture, PictureHash(picture)
            self.snapshots.append(stream)

        self._note(act)

    def on_events(self, stream: Stream, events: Sequence[Recorded]) -> None:
        def act() -> None:
            for recorded in events:
                self.hashes[stream].touch(evolve(self.pictures[stream], recorded))
                self.events.append((stream, recorded))

        self._note(act)

    def on_beat(self, beat: m.Heartbeat) -> None:
        self._note(lambda: self.beats.append(beat))

    def on_telemetry(self, message: Telemetry) -> None:
        self._note(lambda: self.telemetry.append(message))

    def on_link(self, view: LinkView) -> None:
        self._note(lambda: self.views.append(view))

    def on_open(self, welcome: m.Welcome, opened: m.StreamsOpened | None) -> None:
        self._note(lambda: self.opened.append(opened))

    def on_lost(self, reason: str) -> None:
        self._note(lambda: self.lost.append(reason))

    def on_answer(self, answer: Answer) -> None:
        self._note(lambda: self.answers.update({answer.id: answer}))

    def on_reply(self, message: m.HubMessage) -> None:
        self._note(lambda: self.replies.append(message))

    def seqs(self, stream: Stream = Stream.OPS) -> list[int]:
        """Numbers of the events that were handed on, in the order they were."""
        return [recorded.seq for one, recorded in self.events if one is stream]

    @property
    def state(self) -> LinkState | None:
        """The newest state."""
        return self.views[-1].state if self.views else None

    @property
    def reason(self) -> str:
        """Why it is so."""
        return self.views[-1].reason if self.views else ""

    def is_live(self) -> bool:
        """Whether everything that is read is current."""
        return self.state is LinkState.LIVE

    def has_the_hubs_picture(self, stream: Stream = Stream.OPS) -> bool:
        """Whether the newest heartbeat is of our seq and says our hash."""
        beat = next((one for one in reversed(self.beats) if one.stream is stream), None)
        picture = self.pictures.get(stream)
        if beat is None or picture is None or beat.seq != picture.seq:
            return False
        assert self.hashes[stream].hexdigest() == beat.picture_hash
        return True

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Until the condition holds; fails the test when it does not within the deadline."""
        end_s = time.monotonic() + DEADLINE_S
        with self._changed:
            while not condition():
                left_s = end_s - time.monotonic()
                assert left_s > 0, f"waited in vain for {what}; last state {self.state}"
                self._changed.wait(left_s)
