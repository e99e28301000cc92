"""Commits stay short however much is written, and nothing of it is lost, whoever reads, erases or closes meanwhile."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub.hub.ports import AnswerRow, Batch, KeyRow
from backend_stub.hub.store.log_mover import ROWS
from backend_stub.hub.store.opening import JOURNAL_FILE
from backend_stub.hub.store.sql_store import SqlStore
from tests.backend_stub.hub.house import eventually

ROW_BYTES = 4_000
"""About a page."""
OF_ONE = 100
"""Rows of one commit."""


@pytest.fixture
def sql(tmp_path: Path) -> Iterator[SqlStore]:
    store = SqlStore.open(tmp_path)
    yield store
    store.close()


def answers(number: int) -> list[AnswerRow]:
    """Those of one commit."""
    return [AnswerRow("A", f"{number}-{row}", 0, bytes(ROW_BYTES)) for row in range(OF_ONE)]


def commit(store: SqlStore, batch: Batch) -> None:
    """Both steps of a commit."""
    store.prepare(batch)
    store.finish(batch)


def rows_without_the_log(directory: Path) -> int:
    """Answers that are in the database's own file, whatever the log beside it holds."""
    alone = directory / "alone.db"
    shutil.copyfile(directory / JOURNAL_FILE, alone)
    connection = sqlite3.connect(f"file:{alone}?immutable=1", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])
    except sqlite3.DatabaseError:  # copied while it was being written
        return 0
    finally:
        connection.close()


def written_bytes() -> int:
    """What this thread has written to files."""
    said = Path("/proc/thread-self/io").read_text(encoding="utf-8")
    return int(dict(line.split(": ") for line in said.splitlines())["wchar"])


@pytest.mark.skipif(
    not Path("/proc/thread-self/io").exists(), reason="the system does not say what a thread writes"
)
def test_no_commit_writes_more_than_its_own(sql: SqlStore) -> None:
    """Issue 8, the tail: one of some hundred moved the whole log, and all who asked meanwhile waited for it."""
    wrote = []
    for number in range(80):  # twice as much as made a commit empty the log
        batch = Batch(answers=answers(number))
        before = written_bytes()
        commit(sql, batch)
        wrote.append(written_bytes() - before)
    assert max(wrote) < 3 * OF_ONE * ROW_BYTES


def test_what_was_committed_comes_into_the_database_without_anybody_waiting_for_it(
    tmp_path: Path, sql: SqlStore
) -> None:
    for number in range(ROWS // OF_ONE):
        commit(sql, Batch(answers=answers(number)))
    eventually(lambda: rows_without_the_log(tmp_path) == ROWS)
    assert len(sql.read_answers(("A", row.id) for row in answers(0))) == OF_ONE


def test_reader_that_stays_is_in_the_way_of_nothing_and_loses_nothing(tmp_path: Path, sql: SqlStore) -> None:
    """The adversary: a backup that reads all the time, from before the first row."""
    reader = sqlite3.connect(tmp_path / JOURNAL_FILE, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    for number in range(3 * ROWS // OF_ONE):
        commit(sql, Batch(answers=answers(number)))
    assert reader.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    reader.close()
    for number in range(1_000, 1_000 + ROWS // OF_ONE):
        commit(sql, Batch(answers=answers(number)))
    eventually(lambda: rows_without_the_log(tmp_path) == 4 * ROWS)


def test_key_is_forgotten_while_the_log_is_being_moved(tmp_path: Path, sql: SqlStore) -> None:
    """The adversary: both want the log; erased is erased, now or at the next look."""
    secret = b"a wrapped key that must go" * 2
    commit(sql, Batch(answers=answers(0), keys=[KeyRow("C-000001.0", secret)]))
    for number in range(1, 1 + ROWS // OF_ONE):
        commit(sql, Batch(answers=answers(number)))
    commit(sql, Batch(answers=answers(9_999), erased_keys=["C-000001.0"]))
    eventually(sql.forget_erased)
    assert not any(secret in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


def test_forgetting_does_not_wait_for_ever_for_who_moves(sql: SqlStore) -> None:
    commit(sql, Batch(answers=answers(0), erased_keys=["C-000001.0"]))
    held, go = threading.Event(), threading.Event()

    def hold() -> None:
        with sql._mover.moving:
            held.set()
            go.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    assert not sql.forget_erased()
    go.set()
    thread.join()
    assert sql.forget_erased()


def test_store_that_is_closed_at_once_leaves_no_thread_and_has_everything(tmp_path: Path) -> None:
    """Too early: closed while the log is being moved, twice."""
    for start in range(3):
        store = SqlStore.open(tmp_path)
        for number in range(ROWS // OF_ONE):
            commit(store, Batch(answers=answers(100 * start + number)))
        store.close()
        store.close()
        assert not [one for one in threading.enumerate() if one.name == "log-mover"]
    assert rows_without_the_log(tmp_path) == 3 * ROWS
