"""The contract of the `Store` port, held against every implementation: on disk, in a drill's memory, and the tests'."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.clock import ClockMark
from backend_stub.hub.ports import AnswerRow, Batch, Keyframe, KeyRow, LookRow, Store, StoreError
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import Stream
from console.domain.exercise.commands import NoteExercise
from console.domain.picture import FOLD_VERSION
from console.domain.runs.commands import OpenRun
from console.journal.chain import GENESIS, LookLink
from console.wire import messages as m
from tests.backend_stub.hub.failing_store import FailingStore
from tests.backend_stub.hub.scene import TRAINER, Scene, report_call

Open = Callable[[], Store]
KEYFRAME = Keyframe(Stream.OPS, FOLD_VERSION, 7, 70, b"chain", "0" * 32, {"head": b"\x80", "grids": b"\x90"})
RUN = OpenRun(scenario="test", name_zh="测试", name_en="Test", seed=1)


def commit(store: Store, batch: Batch) -> None:
    """Both steps of a commit."""
    store.prepare(batch)
    store.finish(batch)


def answer(command_id: str, body: bytes = b"") -> Batch:
    """A batch that keeps one answer."""
    return Batch(answers=[AnswerRow("A", command_id, 0, body)])


@pytest.fixture(params=["sql", "drill", "test"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same store each time it is called: what is in memory is not opened anew."""
    opened: list[Store] = []

    def again() -> Store:
        if request.param == "sql":
            while opened:
                opened.pop().close()
            opened.append(SqlStore.open(tmp_path))
        elif not opened:
            opened.append(MemoryStore() if request.param == "drill" else FailingStore())
        return opened[-1]

    yield again
    while opened:
        opened.pop().close()


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_empty_store_begins_every_chain_and_has_no_time(reopen: Open) -> None:
    store = reopen()
    tail = store.tail()
    assert tail.ends == dict.fromkeys(Stream, (0, GENESIS))
    assert (tail.looks, tail.look_chain) == (0, GENESIS)
    assert store.clock_mark() is None
    assert store.read_keyframe(Stream.OPS, FOLD_VERSION) is None
    assert store.forget_erased()


def test_committed_events_come_back_in_order_after_reopening(reopen: Open) -> None:
    scene = Scene(reopen()).opened()
    for _ in range(5):
        scene.ask(report_call())
    store = reopen()
    seqs = [recorded.seq for recorded in store.read_events(Stream.OPS, 1, 100)]
    assert seqs == list(range(1, scene.hub.picture.seq + 1))
    assert [recorded.seq for recorded in store.read_events(Stream.OPS, 3, 4)] == [3, 4]
    assert list(store.read_events(Stream.OPS, 4, 3)) == []
    assert Scene(store, scene.clock).hub.picture_hash() == scene.hub.picture_hash()


def test_each_stream_has_its_own_numbers_and_chain(reopen: Open) -> None:
    scene = Scene(reopen())
    assert scene.hub.open_journal("drill", 0, "songting") is None
    assert scene.hub.system(RUN) is None
    scene.hub.flush()
    for text in ("first", "second"):
        assert isinstance(scene.ask(NoteExercise(text=text), TRAINER), m.Accepted)
    store = reopen()
    tail = store.tail()
    assert {stream: seq for stream, (seq, _) in tail.ends.items()} == {Stream.OPS: 2, Stream.CONTROL: 2}
    assert len({chain for _, chain in tail.ends.values()}) == 2
    assert [type(one.event).__name__ for one in store.read_events(Stream.CONTROL, 1, 9)] == [
        "ExerciseNoted"
    ] * 2
    again = Scene(store, scene.clock)
    assert again.hub.picture_hash(Stream.CONTROL) == scene.hub.picture_hash(Stream.CONTROL)


def test_answers_come_back_by_seat_and_id(reopen: Open) -> None:
    store = reopen()
    commit(store, Batch(answers=[AnswerRow("A", "1", 0, b"a1"), AnswerRow("B", "1", 0, b"b1")]))
    assert reopen().read_answers([("A", "1"), ("A", "2")]) == {("A", "1"): b"a1"}


def test_many_answers_are_found_at_once(reopen: Open) -> None:
    store = reopen()
    commit(store, Batch(answers=[AnswerRow("A", f"{n}", 0, b"x") for n in range(1_200)]))
    assert len(store.read_answers([("A", f"{n}") for n in range(1_500)])) == 1_200


def test_keys_are_kept_until_erased_and_then_forgotten(reopen: Open) -> None:
    store = reopen()
    commit(store, Batch(answers=answer("1").answers, keys=[KeyRow("K-1", b"wrapped")]))
    assert store.read_key("K-1") == b"wrapped"
    commit(store, Batch(answers=answer("2").answers, erased_keys=["K-1"]))
    assert store.read_key("K-1") is None
    assert store.forget_erased()
    assert reopen().read_key("K-1") is None


def test_clock_mark_comes_back(reopen: Open) -> None:
    store = reopen()
    commit(store, Batch(clock=ClockMark(5, 1_790_000_000_000)))
    commit(store, Batch(clock=ClockMark(9, 1_790_000_000_009)))
    assert reopen().clock_mark() == ClockMark(9, 1_790_000_000_009)


def test_last_event_gives_the_time_when_no_mark_is_later(reopen: Open) -> None:
    scene = Scene(reopen()).opened()
    scene.clock.advance(3_000)
    scene.ask(report_call())
    mark = reopen().clock_mark()
    assert mark is not None
    assert mark.t_ms == 3_000


def test_sign_in_is_known_by_seat_and_user_and_a_failed_one_is_none(reopen: Open) -> None:
    store = reopen()
    looks = [
        LookRow(LookLink(n, 0, 0, "li", "operator", seat, "sign_in", user, "", "", result), b"chain")
        for n, (seat, user, result) in enumerate(
            [("D-01", "li", "ok"), ("D-02", "wang", "bad_credentials")], start=1
        )
    ]
    commit(store, Batch(looks=looks))
    again = reopen()
    assert again.has_signed_in("D-01", "li")
    assert not again.has_signed_in("D-02", "li")
    assert not again.has_signed_in("D-02", "wang")
    assert again.tail().looks == 2


# -- keyframes ---------------------------------------------------------------------------------------------------------


def test_keyframe_is_read_by_number_and_by_time_whichever_is_earlier(reopen: Open) -> None:
    store = reopen()
    for seq, t_ms in ((7, 70), (9, 90), (12, 120)):
        store.write_keyframe(replace(KEYFRAME, seq=seq, t_ms=t_ms))
    store = reopen()

    def found(at_seq: int = -1, at_ms: int = -1) -> int:
        kept = store.read_keyframe(Stream.OPS, FOLD_VERSION, at_seq=at_seq, at_ms=at_ms)
        return -1 if kept is None else kept.seq

    assert [found(), found(12), found(11), found(9), found(6)] == [12, 12, 9, 9, -1]
    assert [found(at_ms=120), found(at_ms=119), found(at_ms=70), found(at_ms=69)] == [12, 9, 7, -1]
    assert [found(8, 119), found(12, 89)] == [7, 7]
    assert store.read_keyframe(Stream.OPS, FOLD_VERSION, at_seq=7) == KEYFRAME


def test_keyframe_of_another_stream_or_fold_version_is_not_given(reopen: Open) -> None:
    store = reopen()
    store.write_keyframe(KEYFRAME)
    assert store.read_keyframe(Stream.CONTROL, FOLD_VERSION) is None
    assert store.read_keyframe(Stream.OPS, FOLD_VERSION + 1) is None


def test_keyframe_takes_the_place_of_one_with_its_number_and_those_of_other_fold_versions_go(
    reopen: Open,
) -> None:
    store = reopen()
    store.write_keyframe(replace(KEYFRAME, fold_version=FOLD_VERSION - 1, seq=3))
    other = replace(KEYFRAME, stream=Stream.CONTROL, fold_version=FOLD_VERSION - 1)
    store.write_keyframe(other)
    store.write_keyframe(KEYFRAME)
    store.write_keyframe(replace(KEYFRAME, picture_hash="1" * 32))
    store = reopen()
    assert store.read_keyframe(Stream.OPS, FOLD_VERSION - 1) is None
    kept = store.read_keyframe(Stream.OPS, FOLD_VERSION)
    assert kept == replace(KEYFRAME, picture_hash="1" * 32)
    assert store.read_keyframe(Stream.CONTROL, FOLD_VERSION - 1) == other  # another stream's stay


# -- its end -----------------------------------------------------------------------------------------------------------


def uses(store: Store) -> list[Callable[[], object]]:
    """Everything that may be asked of a store."""
    return [
        store.tail,
        store.clock_mark,
        store.forget_erased,
        lambda: store.prepare(answer("9")),
        lambda: store.finish(answer("9")),
        lambda: store.read_answers([("A", "1")]),
        lambda: list(store.read_events(Stream.OPS, 1, 9)),
        lambda: store.read_key("K-1"),
        lambda: store.find_former_key("C-000001"),
        lambda: store.read_keyframe(Stream.OPS, FOLD_VERSION),
        lambda: store.write_keyframe(KEYFRAME),
        lambda: store.has_signed_in("D-01", "li"),
    ]


def must_be_closed(store: Store) -> None:
    """Whatever is asked is refused."""
    for use in uses(store):
        with pytest.raises(StoreError):
            use()


def test_closed_store_refuses_everything_and_may_be_closed_twice(reopen: Open) -> None:
    store = reopen()
    commit(store, answer("1"))
    store.close()
    must_be_closed(store)
    store.close()
    must_be_closed(store)


def test_closing_in_the_middle_of_a_commit_undoes_it(reopen: Open) -> None:
    store = reopen()
    store.prepare(answer("1"))
    store.close()
    must_be_closed(store)


def test_closing_while_events_are_being_read_ends_the_reading(reopen: Open) -> None:
    scene = Scene(reopen()).opened()
    scene.ask(report_call())
    reading = scene.store.read_events(Stream.OPS, 1, 100)
    next(reading)
    scene.store.close()
    came = 0
    with suppress(StoreError):
        came = sum(1 for _ in reading)
    assert came < scene.hub.picture.seq  # what had been read already may come, nothing else
    must_be_closed(scene.store)


def test_store_that_was_never_used_can_be_closed(reopen: Open) -> None:
    reopen().close()
