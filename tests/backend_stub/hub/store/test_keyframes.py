"""Keyframes on disk: parts stored once, thinned by the hour, torn ones are none."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from backend_stub.hub.ports import AnswerRow, Batch, Keyframe, StoreError
from backend_stub.hub.store.keyframes import HOUR_MS, KEPT_ALL_MS, THIN_EVERY
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import Stream
from console.domain.picture import FOLD_VERSION
from tests.backend_stub.hub.scene import Scene, report_call

DAY_MS = 24 * HOUR_MS


def keyframe(seq: int, t_ms: int = 0, stream: Stream = Stream.OPS, **parts: bytes) -> Keyframe:
    """A keyframe with a head of its own and these parts."""
    return Keyframe(stream, FOLD_VERSION, seq, t_ms or seq, b"c", "0" * 32, {"head": b"%d" % seq, **parts})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore.open(tmp_path)
    yield opened
    opened.close()


def rows(store: SqlStore, what: str) -> list[tuple[object, ...]]:
    """What a table holds."""
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(what)).all()]


def change(store: SqlStore, what: str) -> None:
    """As a bad disk would."""
    with store.engine.begin() as connection:
        connection.execute(text(what))


def parts_of(store: SqlStore) -> int:
    """How many parts are stored."""
    return len(rows(store, "SELECT digest FROM keyframe_parts"))


def test_part_that_did_not_change_is_stored_once(store: SqlStore) -> None:
    for seq in range(1, 6):
        store.write_keyframe(keyframe(seq, grids=b"the same" * 100, calls=b"call %d" % (seq // 3)))
    assert parts_of(store) == 5 + 1 + 2  # five heads, the grids, two kinds of calls
    for seq in range(1, 6):
        kept = store.read_keyframe(Stream.OPS, FOLD_VERSION, at_seq=seq)
        assert kept == keyframe(seq, grids=b"the same" * 100, calls=b"call %d" % (seq // 3))


@pytest.mark.expects_log("cannot be read")
def test_part_that_was_found_torn_is_stored_again_with_the_next(store: SqlStore) -> None:
    """What is known to lie there is not read each time; whoever reads it and finds it torn says so."""
    grids = b"the same" * 100
    store.write_keyframe(keyframe(1, grids=grids))
    change(store, "UPDATE keyframe_parts SET body = x'00ff'")
    assert store.read_keyframe(Stream.OPS, FOLD_VERSION) is None
    store.write_keyframe(keyframe(2, grids=grids))
    assert store.read_keyframe(Stream.OPS, FOLD_VERSION) == keyframe(2, grids=grids)


def test_picture_of_a_core_keeps_its_registry_once(store: SqlStore) -> None:
    scene = Scene(store).opened()
    scene.hub.store_keyframes()
    before = parts_of(store)
    scene.ask(report_call())
    scene.hub.store_keyframes()
    assert parts_of(store) == before + 2  # its head and its calls
    assert Scene(store, scene.clock).hub.picture_hash() == scene.hub.picture_hash()


def test_young_keyframes_are_kept_all_and_of_older_ones_the_first_of_each_hour(store: SqlStore) -> None:
    now_ms = 30 * DAY_MS
    old_ms = now_ms - KEPT_ALL_MS - 3 * HOUR_MS
    old_ms -= old_ms % HOUR_MS
    young_ms = now_ms - KEPT_ALL_MS
    times = [
        *(old_ms + minute * 60_000 for minute in (1, 20, 59)),
        *(old_ms + HOUR_MS + minute * 60_000 for minute in (0, 30)),
        *(young_ms + minute * 60_000 for minute in (0, 1, 2)),
    ]
    for seq, t_ms in enumerate(times, start=1):
        store.write_keyframe(keyframe(seq, t_ms))
    store.write_keyframe(keyframe(7, old_ms + 60_000, Stream.CONTROL))
    for seq in range(len(times) + 1, THIN_EVERY + 3):
        store.write_keyframe(keyframe(seq, now_ms))
    left = [seq for (seq,) in rows(store, "SELECT seq FROM keyframes WHERE stream = 'ops' ORDER BY seq")]
    assert left[:5] == [1, 4, 6, 7, 8]
    assert rows(store, "SELECT seq FROM keyframes WHERE stream = 'control'") == [(7,)]
    assert parts_of(store) == len(
        {*left, 7}
    )  # nothing is left of those that went: the heads are all their parts


def test_keyframe_that_was_thinned_away_gives_way_to_the_one_before_it(store: SqlStore) -> None:
    store.write_keyframe(keyframe(1, 60_000))
    store.write_keyframe(keyframe(2, 120_000))
    for seq in range(3, THIN_EVERY + 3):
        store.write_keyframe(keyframe(seq, 30 * DAY_MS))
    kept = store.read_keyframe(Stream.OPS, FOLD_VERSION, at_ms=180_000)
    assert kept is not None
    assert kept.seq == 1


TORN = {
    "body": "UPDATE keyframe_parts SET body = x'00ff'",
    "another body": "UPDATE keyframe_parts SET body = (SELECT body FROM keyframe_parts ORDER BY digest LIMIT 1)",
    "empty body": "UPDATE keyframe_parts SET body = x''",
    "missing part": "DELETE FROM keyframe_parts WHERE digest = (SELECT min(digest) FROM keyframe_parts)",
    "list": "UPDATE keyframes SET parts = x'c1'",
    "empty list": "UPDATE keyframes SET parts = x'90'",
    "list of something else": "UPDATE keyframes SET parts = x'81a161a162'",
}


@pytest.mark.expects_log("cannot be read|not of this hub's making")
@pytest.mark.parametrize("damage", TORN)
def test_torn_or_missing_parts_are_no_error_but_no_keyframe_and_a_core_starts_without(
    store: SqlStore, damage: str
) -> None:
    scene = Scene(store).opened()
    scene.ask(report_call())
    scene.hub.store_keyframes()
    change(store, TORN[damage])
    assert store.read_keyframe(Stream.OPS, FOLD_VERSION) is None
    again = Scene(store, scene.clock)
    assert again.hub.picture_hash() == scene.hub.picture_hash()
    again.hub.store_keyframes()  # and what is torn does not stay
    assert store.read_keyframe(Stream.OPS, FOLD_VERSION) is not None


@pytest.mark.expects_log("cannot be read")
@pytest.mark.parametrize("parts", [{"head": b"\xc1"}, {"grids": b"\x90"}, {"head": b"\x80"}])
def test_keyframe_that_is_no_picture_is_passed_over(store: SqlStore, parts: dict[str, bytes]) -> None:
    scene = Scene(store).opened()
    store.write_keyframe(replace(keyframe(scene.hub.picture.seq), parts=parts))
    assert Scene(store, scene.clock).hub.picture_hash() == scene.hub.picture_hash()


def test_threads_that_keep_the_same_parts_at_once_do_not_quarrel(store: SqlStore) -> None:
    failed: list[StoreError] = []
    begin = threading.Barrier(4)

    def keep(first: int) -> None:
        begin.wait()
        for seq in range(first, 200, 4):
            try:
                store.write_keyframe(keyframe(seq, grids=b"x" * 10_000, calls=b"%d" % (seq // 8)))
            except StoreError as error:
                failed.append(error)

    threads = [threading.Thread(target=keep, args=(first,)) for first in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(rows(store, "SELECT seq FROM keyframes")) == 199


NORMAL, FULL = 1, 2


def test_keyframe_does_not_hold_the_lock_of_commands_until_the_disk_has_it(store: SqlStore) -> None:
    """Issue 8, the tail: a commit of commands waited for the sync of a keyframe; its own is synced as ever."""
    levels: list[int] = []

    def note(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        if raw.in_transaction:
            levels.append(raw.execute("PRAGMA synchronous").fetchone()[0])

    event.listen(store.engine, "commit", note)
    for number in range(3):
        store.write_keyframe(keyframe(number + 1, calls=b"call %d" % number))
        batch = Batch(answers=[AnswerRow("A", str(number), 0, b"")])
        store.prepare(batch)
        store.finish(batch)
    assert levels == [NORMAL, FULL] * 3


def test_connection_on_which_a_keyframe_failed_syncs_again(store: SqlStore) -> None:
    """The adversary: it goes back to the pool, and the next who gets it commits events on it."""
    change(store, "DROP TABLE keyframes")
    for seq in range(1, 4):
        with pytest.raises(StoreError):
            store.write_keyframe(keyframe(seq, calls=b"x"))
        assert rows(store, "PRAGMA synchronous") == [(FULL,)]
    assert parts_of(store) == 0
