"""Following a stream: gaps are asked for, nothing is handed on twice, snapshots replace, nothing without a ticket."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.clock import SteppedClock
from console.domain.base.refusals import Code
from console.domain.base.roles import Stream
from console.domain.evolve import Recorded, evolve
from console.domain.picture import Picture, encode_picture
from console.link.following import ASK_AGAIN_NS, Following
from console.link.sequencer import MAX_CATCH_UP
from console.wire import messages as m
from tests.backend_stub.hub.scene import Scene, report_call

from .keeping_sink import KeepingSink

TICKET = "7" * 32


def make_events() -> list[Recorded]:
    """Some events of a journal from its beginning."""
    store = MemoryStore()
    scene = Scene(store, SteppedClock()).opened()
    for _ in range(12):
        scene.ask(report_call())
    return list(store.read_events(Stream.OPS, 1, 100))


EVENTS = make_events()


def snapshot(seq: int) -> bytes:
    """The picture after so many events."""
    picture = Picture()
    for recorded in EVENTS[:seq]:
        evolve(picture, recorded)
    return encode_picture(picture)


class Far:
    """A following that has joined, what it handed on and what it asked."""

    def __init__(self, upto: int = 0, hub_seq: int = 0) -> None:
        self.sink = KeepingSink()
        self.asked: list[m.GetSnapshot | m.GetEvents] = []
        self.following = Following(Stream.OPS, self.sink, self.asked.append)
        self.following.begin(TICKET, upto, same_journal=False, now_ns=0)
        if upto:
            self.give_snapshot(upto)
            self.asked.clear()
        if hub_seq:
            self.following.on_beat(hub_seq, 0)

    @property
    def handed_on(self) -> list[int]:
        """Numbers of the events handed on after the snapshot."""
        return self.sink.seqs()

    def give(self, first: int, last: int, *, last_part: bool = True, id_: str = "") -> bool:
        """A part of what was asked for last, or of another request."""
        part = m.EventsPart(
            id=id_ or self.asked[-1].id,
            stream=Stream.OPS,
            events=tuple(EVENTS[first - 1 : last]),
            last_part=last_part,
        )
        return self.following.on_caught(part, 0)

    def give_snapshot(self, seq: int, parts: int = 1) -> None:
        """The snapshot that was asked for."""
        body = snapshot(seq)
        size = -(-len(body) // parts)
        for part in range(parts):
            self.following.on_caught(
                m.SnapshotPart(
                    id=self.asked[-1].id,
                    stream=Stream.OPS,
                    seq=seq,
                    t_ms=0,
                    part=part,
                    parts=parts,
                    body=body[part * size : (part + 1) * size],
                ),
                0,
            )


def test_nothing_is_handed_on_or_asked_for_before_joining() -> None:
    sink = KeepingSink()
    asked: list[m.GetSnapshot | m.GetEvents] = []
    following = Following(Stream.OPS, sink, asked.append)
    following.on_events(EVENTS[:3], 0)
    following.on_beat(3, 0)
    following.resync(0)
    following.again_when_due(10**18)
    assert (asked, sink.events, following.seq, following.is_current) == ([], [], -1, False)


def test_next_events_are_handed_on() -> None:
    far = Far(upto=3)
    far.following.on_events(EVENTS[3:6], 0)
    assert far.handed_on == [4, 5, 6]
    assert far.asked == []


def test_events_handed_on_already_are_left_out() -> None:
    far = Far(upto=5)
    far.following.on_events(EVENTS[3:6], 0)
    assert far.handed_on == [6]


def test_gap_is_asked_for_with_the_ticket_and_what_was_behind_it_follows() -> None:
    far = Far(upto=3)
    far.following.on_events(EVENTS[6:8], 0)
    far.following.on_events(EVENTS[8:9], 0)
    (asked,) = far.asked
    assert isinstance(asked, m.GetEvents)
    assert (asked.ticket, asked.stream, asked.first, asked.last) == (TICKET, Stream.OPS, 4, 6)
    far.give(4, 5, last_part=False)
    assert not far.following.is_current
    far.give(6, 6)
    assert far.handed_on == [4, 5, 6, 7, 8, 9]
    assert far.following.is_current


def test_first_joining_asks_for_a_snapshot_and_goes_on_from_it_when_it_is_whole() -> None:
    far = Far()
    assert isinstance(far.asked[0], m.GetSnapshot)
    far.following.on_events(EVENTS[5:6], 0)
    assert far.sink.snapshots == []
    far.give_snapshot(5, parts=3)
    assert far.sink.snapshots == [Stream.OPS]
    assert far.handed_on == [6]


@pytest.mark.expects_log("cannot be read")
def test_snapshot_that_cannot_be_read_is_asked_for_again_when_it_is_due() -> None:
    far = Far()
    broken = m.SnapshotPart(
        id=far.asked[0].id, stream=Stream.OPS, seq=5, t_ms=0, part=0, parts=1, body=b"\xc1"
    )
    far.following.on_caught(broken, 0)
    far.following.again_when_due(ASK_AGAIN_NS + 1)
    assert [type(asked) for asked in far.asked] == [m.GetSnapshot, m.GetSnapshot]
    far.give_snapshot(5)
    assert far.following.seq == 5


def test_who_is_far_behind_asks_for_a_snapshot() -> None:
    far = Far(upto=3, hub_seq=MAX_CATCH_UP + 4)
    assert isinstance(far.asked[0], m.GetSnapshot)


@pytest.mark.expects_log("catch-up refused")
def test_refused_catch_up_is_asked_for_again_but_not_at_once() -> None:
    far = Far(upto=3, hub_seq=5)
    assert far.following.on_caught(m.Refused(id=far.asked[-1].id, code=Code.NO_SUCH_EVENTS), 0)
    far.following.on_beat(5, 1)
    far.following.again_when_due(1)
    assert len(far.asked) == 1
    far.following.again_when_due(ASK_AGAIN_NS + 1)
    assert isinstance(far.asked[1], m.GetSnapshot)


def test_catch_up_without_any_answer_is_asked_for_again() -> None:
    far = Far(upto=3, hub_seq=5)
    far.following.on_beat(5, 0)
    far.following.again_when_due(ASK_AGAIN_NS)
    assert len(far.asked) == 1
    far.following.again_when_due(ASK_AGAIN_NS + 1)
    assert len(far.asked) == 2
    assert far.asked[0].id != far.asked[1].id


def test_late_answer_to_an_earlier_question_is_dropped() -> None:
    far = Far(upto=3, hub_seq=5)
    assert not far.give(4, 5, id_="an older one")
    assert far.handed_on == []
    assert far.give(4, 5)
    assert far.handed_on == [4, 5]


def test_who_left_is_told_nothing_more_and_keeps_what_he_has() -> None:
    far = Far(upto=3, hub_seq=5)
    far.following.leave()
    assert not far.give(4, 5)
    far.following.on_events(EVENTS[3:5], 0)
    far.following.again_when_due(10**18)
    assert (far.handed_on, far.following.seq, len(far.asked)) == ([], 3, 1)


def test_who_comes_back_to_the_same_journal_asks_for_the_difference_with_the_new_ticket() -> None:
    far = Far(upto=3)
    far.following.leave()
    far.following.begin("8" * 32, 7, same_journal=True, now_ns=0)
    (asked,) = far.asked
    assert isinstance(asked, m.GetEvents)
    assert (asked.ticket, asked.first, asked.last) == ("8" * 32, 4, 7)
    assert far.give(4, 7)
    assert (far.handed_on, len(far.sink.snapshots)) == ([4, 5, 6, 7], 1)


def test_who_comes_back_to_another_journal_asks_for_a_snapshot() -> None:
    far = Far(upto=3)
    far.following.leave()
    far.following.begin(TICKET, 7, same_journal=False, now_ns=0)
    assert isinstance(far.asked[0], m.GetSnapshot)
    assert far.following.seq == -1


def test_resync_takes_a_snapshot_also_when_nothing_is_missing() -> None:
    far = Far(upto=3)
    far.following.resync(0)
    assert isinstance(far.asked[0], m.GetSnapshot)
    far.give_snapshot(5)
    assert (far.following.seq, len(far.sink.snapshots)) == (5, 2)


@given(st.lists(st.integers(0, len(EVENTS) - 1), max_size=30))
def test_whatever_arrives_is_handed_on_in_order_and_once(starts: list[int]) -> None:
    far = Far(upto=1)
    for start in starts:
        far.following.on_events(EVENTS[start : start + 3], 0)
        while far.asked:
            asked = far.asked[-1]
            assert isinstance(asked, m.GetEvents)
            far.give(asked.first, asked.last)
            far.asked.remove(asked)
    assert far.handed_on == list(range(2, 2 + len(far.handed_on)))
