"""The contract of a store, held against the real one and those in memory; and what only the real one promises."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from backend_stub.drill import memory_store as drill
from backend_stub.hub.clock import ClockMark
from backend_stub.hub.ports import AnswerRow, Batch, KeyRow, Store, StoredSnapshot, StoreError
from backend_stub.hub.store.opening import JOURNAL_FILE
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.calls.commands import EraseReport
from console.domain.picture import FOLD_VERSION
from console.journal.chain import GENESIS
from tests.backend_stub.hub.memory_store import MemoryStore
from tests.backend_stub.hub.scene import ADMIN, OPERATOR, Scene, new_id, report_call

Open = Callable[[], Store]


def commit(store: Store, batch: Batch) -> None:
    """Both steps of a commit."""
    store.prepare(batch)
    store.finish(batch)


@pytest.fixture(params=["memory", "drill", "sql"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same store each time it is called."""
    opened: list[SqlStore] = []
    memory: Store = MemoryStore() if request.param == "memory" else drill.MemoryStore()

    def again() -> Store:
        if request.param != "sql":
            return memory
        while opened:
            opened.pop().close()
        opened.append(SqlStore.open(tmp_path))
        return opened[-1]

    yield again
    while opened:
        opened.pop().close()


def test_empty_store_begins_both_chains_and_has_no_time(reopen: Open) -> None:
    store = reopen()
    tail = store.tail()
    assert (tail.seq, tail.chain, tail.looks, tail.look_chain) == (0, GENESIS, 0, GENESIS)
    assert store.clock_mark() is None
    assert store.read_snapshot(FOLD_VERSION) is None


def test_committed_events_come_back_in_order_after_reopening(reopen: Open) -> None:
    scene = Scene(reopen()).opened()
    for _ in range(5):
        scene.ask(report_call())
    store = reopen()
    seqs = [recorded.seq for recorded in store.read_events(1, 100)]
    assert seqs == list(range(1, scene.hub.picture.seq + 1))
    assert [recorded.seq for recorded in store.read_events(3, 4)] == [3, 4]
    assert Scene(store, scene.clock).hub.picture_hash() == scene.hub.picture_hash()


def test_answers_come_back_by_seat_and_id(reopen: Open) -> None:
    store = reopen()
    commit(store, Batch(answers=[AnswerRow("A", "1", 0, b"a1"), AnswerRow("B", "1", 0, b"b1")]))
    found = reopen().read_answers([("A", "1"), ("A", "2")])
    assert found == {("A", "1"): b"a1"}


def test_many_answers_are_found_at_once(reopen: Open) -> None:
    store = reopen()
    commit(store, Batch(answers=[AnswerRow("A", f"{n}", 0, b"x") for n in range(1_200)]))
    assert len(store.read_answers([("A", f"{n}") for n in range(1_500)])) == 1_200


def test_keys_are_kept_until_erased(reopen: Open) -> None:
    store = reopen()
    commit(store, Batch(events=[], answers=[AnswerRow("A", "1", 0, b"")], keys=[KeyRow("K-1", b"wrapped")]))
    assert store.read_key("K-1") == b"wrapped"
    commit(store, Batch(answers=[AnswerRow("A", "2", 0, b"")], erased_keys=["K-1"]))
    assert reopen().read_key("K-1") is None


def test_clock_mark_comes_back(reopen: Open) -> None:
    store = reopen()
    commit(store, Batch(clock=ClockMark(5, 1_790_000_000_000)))
    commit(store, Batch(clock=ClockMark(9, 1_790_000_000_009)))
    assert reopen().clock_mark() == ClockMark(9, 1_790_000_000_009)


def test_snapshots_are_by_fold_version_and_seq(reopen: Open) -> None:
    store = reopen()
    store.write_snapshot(FOLD_VERSION, StoredSnapshot(7, 70, b"seven"))
    assert store.read_snapshot(FOLD_VERSION) == StoredSnapshot(7, 70, b"seven")
    assert store.read_snapshot(FOLD_VERSION, 6) is None
    assert store.read_snapshot(FOLD_VERSION + 1) is None


# -- the real one only -------------------------------------------------------------------------------------------------


@pytest.fixture
def sql(tmp_path: Path) -> Iterator[SqlStore]:
    store = SqlStore.open(tmp_path)
    yield store
    store.close()


def test_every_commit_is_synced_to_the_disk(sql: SqlStore) -> None:
    with sql.engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_row_that_is_there_already_refuses_the_whole_batch_and_the_next_is_taken(sql: SqlStore) -> None:
    commit(sql, Batch(answers=[AnswerRow("A", "1", 0, b"first")]))
    with pytest.raises(StoreError):
        sql.prepare(Batch(answers=[AnswerRow("A", "2", 0, b""), AnswerRow("A", "1", 0, b"second")]))
    commit(sql, Batch(answers=[AnswerRow("A", "3", 0, b"third")]))
    assert sql.read_answers([("A", "1"), ("A", "2"), ("A", "3")]) == {
        ("A", "1"): b"first",
        ("A", "3"): b"third",
    }


def test_full_disk_refuses_and_what_was_committed_stays(sql: SqlStore) -> None:
    scene = Scene(sql).opened()
    kept = scene.ask(report_call())
    seq = scene.hub.picture.seq
    with sql.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    sql._writer.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    sql._writer.commit()
    for _ in range(300):
        scene.hub.submit(OPERATOR, new_id(), 15_000, report_call("x" * 500))
    with pytest.raises(StoreError, match="full"):
        scene.hub.flush()
    assert scene.hub.picture.seq == seq
    sql._writer.exec_driver_sql("PRAGMA max_page_count=1000000")
    sql._writer.commit()
    answer = scene.ask(report_call())
    assert (type(answer), scene.hub.picture.seq) == (type(kept), seq + 1)


def test_only_the_newest_snapshots_of_this_fold_are_kept(sql: SqlStore) -> None:
    sql.write_snapshot(FOLD_VERSION + 1, StoredSnapshot(1, 1, b"of another fold"))
    for seq in range(1, 8):
        sql.write_snapshot(FOLD_VERSION, StoredSnapshot(seq, seq, b"x"))
    sql.write_snapshot(FOLD_VERSION, StoredSnapshot(7, 7, b"again"))
    with sql.engine.connect() as connection:
        rows = connection.execute(text("SELECT fold_version, seq FROM snapshots ORDER BY seq")).all()
    assert [tuple(row) for row in rows] == [(FOLD_VERSION, seq) for seq in (5, 6, 7)]


def test_erased_key_is_in_no_file_any_more(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path)
    scene = Scene(store).opened()
    scene.ask(report_call())
    sealed = scene.hub.picture.calls["C-000001"].sealed
    assert sealed is not None
    wrapped = store.read_key(sealed.key_id)
    assert wrapped is not None
    assert any(wrapped in path.read_bytes() for path in tmp_path.iterdir())
    scene.ask(EraseReport(call_id="C-000001", reason="asked"), ADMIN)
    assert not any(wrapped in path.read_bytes() for path in tmp_path.iterdir())
    store.close()


def test_last_event_gives_the_time_when_no_mark_is_later(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path)
    scene = Scene(store).opened()
    scene.clock.advance(3_000)
    scene.ask(report_call())
    mark = store.clock_mark()
    store.close()
    assert mark is not None
    assert mark.t_ms == 3_000


def test_journal_has_an_id_that_stays(tmp_path: Path) -> None:
    first = SqlStore.open(tmp_path)
    first.close()
    second = SqlStore.open(tmp_path)
    second.close()
    assert first.journal_id == second.journal_id
    assert len(first.journal_id) == 32


def test_what_is_not_committed_is_not_there_after_a_crash(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path)
    store.prepare(Batch(answers=[AnswerRow("A", "1", 0, b"")]))
    other = sqlite3.connect(tmp_path / JOURNAL_FILE)
    assert other.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    other.close()
    store.close()
