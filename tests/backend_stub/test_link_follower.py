"""Following events: gaps are asked for, nothing is folded twice, snapshots replace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_stub import link_follower
from backend_stub.hub.clock import SteppedClock
from backend_stub.link_follower import FAR_BEHIND, Follower
from console.domain.evolve import Recorded, evolve
from console.domain.picture import Picture, encode_picture
from console.wire import codec
from console.wire import messages as m
from tests.backend_stub.hub.memory_store import MemoryStore
from tests.backend_stub.hub.scene import Scene, report_call


def make_events() -> list[Recorded]:
    """Some events of a journal from its beginning."""
    store = MemoryStore()
    scene = Scene(store, SteppedClock()).opened()
    for _ in range(12):
        scene.ask(report_call())
    return list(store.read_events(1, 100))


EVENTS = make_events()


class Far:
    """A follower, what it folded and what it asked."""

    def __init__(self, upto: int = 0) -> None:
        self.folded: list[int] = []
        self.asked: list[m.ClientMessage] = []
        self.follower = Follower(lambda picture, events: self.folded.extend(each.seq for each in events))
        self.follower.begin(lambda frame: self.asked.append(codec.decode_client(frame)))
        for recorded in EVENTS[:upto]:
            evolve(self.follower.picture, recorded)

    def last_id(self) -> str:
        """Id of what was asked for last."""
        message = self.asked[-1]
        assert isinstance(message, m.GetSnapshot | m.GetEvents)
        return message.id


def test_next_events_are_folded() -> None:
    far = Far(upto=3)
    far.follower.take(EVENTS[3:6])
    assert far.folded == [4, 5, 6]
    assert far.asked == []


def test_events_folded_already_are_left_out() -> None:
    far = Far(upto=5)
    far.follower.take(EVENTS[3:6])
    assert far.folded == [6]


def test_gap_is_asked_for_and_what_was_behind_it_folded_afterwards() -> None:
    far = Far(upto=3)
    far.follower.take(EVENTS[6:8])
    far.follower.take(EVENTS[8:9])
    (asked,) = far.asked
    assert isinstance(asked, m.GetEvents)
    assert (asked.first, asked.last) == (4, 6)
    far.follower.caught(m.EventsPart(id=asked.id, events=tuple(EVENTS[3:5]), last_part=False))
    far.follower.caught(m.EventsPart(id=asked.id, events=tuple(EVENTS[5:6]), last_part=True))
    assert far.folded == [4, 5, 6, 7, 8, 9]


def test_empty_picture_asks_for_a_snapshot_and_goes_on_from_it() -> None:
    far = Far()
    far.follower.heard_of(5)
    assert isinstance(far.asked[0], m.GetSnapshot)
    picture = Picture()
    for recorded in EVENTS[:5]:
        evolve(picture, recorded)
    body = encode_picture(picture)
    far.follower.take(EVENTS[5:6])
    far.follower.caught(m.SnapshotPart(id=far.last_id(), seq=5, t_ms=0, part=0, parts=2, body=body[:50]))
    assert far.folded == []
    far.follower.caught(m.SnapshotPart(id=far.last_id(), seq=5, t_ms=0, part=1, parts=2, body=body[50:]))
    assert far.folded == [6]


def test_who_is_far_behind_asks_for_a_snapshot() -> None:
    far = Far(upto=3)
    far.follower.heard_of(FAR_BEHIND + 4)
    assert isinstance(far.asked[0], m.GetSnapshot)


@pytest.mark.expects_log("catch-up refused")
def test_refused_catch_up_is_asked_for_again() -> None:
    far = Far(upto=3)
    far.follower.heard_of(5)
    far.follower.caught(m.Refused(id=far.last_id(), code="busy"))
    far.follower.heard_of(5)
    assert len(far.asked) == 2


@given(st.lists(st.integers(0, len(EVENTS) - 1), max_size=30))
def test_whatever_arrives_is_folded_in_order_and_once(starts: list[int]) -> None:
    far = Far(upto=1)
    for start in starts:
        far.follower.take(EVENTS[start : start + 3])
        while far.asked:
            asked = far.asked.pop()
            assert isinstance(asked, m.GetEvents)
            events = tuple(EVENTS[asked.first - 1 : asked.last])
            far.follower.caught(m.EventsPart(id=asked.id, events=events, last_part=True))
    assert far.folded == list(range(2, 2 + len(far.folded)))


def test_late_answer_to_an_earlier_question_is_dropped() -> None:
    far = Far(upto=3)
    far.follower.heard_of(5)
    far.follower.caught(m.EventsPart(id="an older one", events=tuple(EVENTS[3:5]), last_part=True))
    assert far.folded == []
    far.follower.caught(m.EventsPart(id=far.last_id(), events=tuple(EVENTS[3:5]), last_part=True))
    assert far.folded == [4, 5]


def test_catch_up_without_any_answer_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    far = Far(upto=3)
    far.follower.heard_of(5)
    far.follower.heard_of(5)
    assert len(far.asked) == 1
    monkeypatch.setattr(link_follower, "ASK_AGAIN_S", 0.0)
    far.follower.heard_of(5)
    assert len(far.asked) == 2
