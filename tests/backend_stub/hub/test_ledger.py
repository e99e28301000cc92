"""Keyframes of what was published: from one of them to any past moment it is never further than between two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.clock import SteppedClock
from backend_stub.hub.ledger import Keeper
from backend_stub.hub.ports import EventRow, Keyframe, StoreError
from console.domain.base.roles import Stream
from console.domain.evolve import evolve
from console.domain.exercise.commands import NoteExercise
from console.domain.hashing import PictureHash
from console.domain.picture import FOLD_VERSION, Picture, decode_picture, join_parts
from console.domain.runs.commands import OpenRun

from .scene import OPERATOR, TRAINER, Scene, new_id, report_call

EVERY = 5
RUN = OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1)
STEPS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 17), st.booleans()), min_size=1, max_size=12)


def published(scene: Scene, calls: int) -> list[EventRow]:
    """So many reports in one batch, as they are published."""
    for _ in range(calls):
        scene.hub.submit(OPERATOR, new_id(), scene.clock.t_ms + 15_000, report_call())
    return scene.hub.flush().events


def keeper_of(scene: Scene) -> Keeper:
    """Beside this core, as at the start of a hub."""
    return Keeper(scene.store, scene.hub.copies(), every=EVERY)


@given(steps=STEPS, at=st.integers(0, 500))
@settings(max_examples=150)
def test_any_past_moment_is_one_keyframe_and_fewer_events_away_than_there_are_between_two(
    steps: list[tuple[int, int, bool]], at: int
) -> None:
    """Time passes, batches of any size come, and the hub is killed now and then without a word."""
    store = MemoryStore()
    scene = Scene(store, SteppedClock()).opened()
    keeper = keeper_of(scene)
    for wait_ms, calls, killed in steps:
        scene.clock.advance(wait_ms)
        keeper.fold(published(scene, calls))
        if killed:
            scene = Scene(store, scene.clock)
            keeper = keeper_of(scene)
    events = list(store.read_events(Stream.OPS, 1, 10_000))
    until = [event for event in events if event.t_ms <= at]
    kept = store.read_keyframe(Stream.OPS, FOLD_VERSION, at_ms=at)
    picture = Picture() if kept is None else decode_picture(join_parts(kept.parts))
    following = until[picture.seq :]
    assert len(following) < EVERY
    for event in following:
        evolve(picture, event)
    whole = Picture()
    for event in until:
        evolve(whole, event)
    assert PictureHash(picture).hexdigest() == PictureHash(whole).hexdigest()
    if kept is not None:
        assert kept.t_ms <= at


def test_keyframe_lies_within_a_batch_that_is_larger_than_the_distance() -> None:
    scene = Scene(MemoryStore()).opened()
    keeper = keeper_of(scene)
    keeper.fold(published(scene, 4 * EVERY))
    kept = [scene.store.read_keyframe(Stream.OPS, FOLD_VERSION, at_seq=seq) for seq in range(1, 21)]
    assert [0 if one is None else one.seq for one in kept] == [seq - seq % EVERY for seq in range(1, 21)]


def test_rows_that_are_in_the_picture_already_are_passed_over() -> None:
    scene = Scene(MemoryStore()).opened()
    rows = published(scene, EVERY - 1)
    keeper = keeper_of(scene)
    keeper.fold(rows)
    assert keeper.picture(Stream.OPS).seq == scene.hub.picture.seq
    keeper.fold(published(scene, 1))
    assert keeper.picture(Stream.OPS).seq == scene.hub.picture.seq


def test_streams_are_counted_by_themselves() -> None:
    scene = Scene(MemoryStore())
    assert scene.hub.open_journal("drill", 0, "songting") is None
    assert scene.hub.system(RUN) is None
    keeper = keeper_of(scene)
    keeper.fold(scene.hub.flush().events)
    for number in range(EVERY):
        scene.hub.submit(TRAINER, new_id(), 15_000, NoteExercise(text=f"{number}"))
        keeper.fold(scene.hub.flush().events)
    kept = scene.store.read_keyframe(Stream.CONTROL, FOLD_VERSION)
    assert kept is not None
    assert (kept.seq, kept.picture_hash) == (EVERY, scene.hub.picture_hash(Stream.CONTROL))
    assert kept.chain == scene.store.tail().ends[Stream.CONTROL][1]
    assert scene.store.read_keyframe(Stream.OPS, FOLD_VERSION) is None
    assert keeper.picture(Stream.CONTROL).seq == EVERY


class NoRoom(MemoryStore):
    """A disk on which no keyframe fits."""

    def write_keyframe(self, keyframe: Keyframe) -> None:
        """Full."""
        raise StoreError("disk full")


@pytest.mark.expects_log("no keyframe kept")
def test_keyframe_that_cannot_be_kept_costs_nothing_but_itself() -> None:
    scene = Scene(NoRoom()).opened()
    keeper = keeper_of(scene)
    keeper.fold(published(scene, 3 * EVERY))
    assert keeper.picture(Stream.OPS).seq == scene.hub.picture.seq
