"""What only the store on disk promises; what every store does is in test_store_contract.py."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from backend_stub.hub.ports import AnswerRow, Batch, StoreError
from backend_stub.hub.store.opening import JOURNAL_FILE
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import Stream
from console.domain.calls.commands import EraseReport
from console.domain.calls.entities import Sealed
from console.wire import messages as m
from tests.backend_stub.hub.scene import ADMIN, OPERATOR, Scene, new_id, report_call


def commit(store: SqlStore, batch: Batch) -> None:
    """Both steps of a commit."""
    store.prepare(batch)
    store.finish(batch)


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
    again = SqlStore.open(tmp_path)
    assert again.read_answers([("A", "1")]) == {}
    again.close()


def test_closed_store_holds_no_file(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path)
    scene = Scene(store).opened()
    scene.ask(report_call())
    store.prepare(Batch(answers=[AnswerRow("A", "1", 0, b"")]))
    assert any(str(tmp_path) in file.path for file in psutil.Process().open_files())
    store.close()
    assert not any(str(tmp_path) in file.path for file in psutil.Process().open_files())
    assert not (tmp_path / f"{JOURNAL_FILE}-wal").exists()


# -- erased keys -------------------------------------------------------------------------------------------------------


def with_report(store: SqlStore) -> tuple[Scene, Sealed, bytes]:
    """A core with a report, what is sealed of it, and its wrapped key, which is in a file."""
    scene = Scene(store).opened()
    scene.ask(report_call())
    sealed = scene.hub.picture.calls["C-000001"].sealed
    assert sealed is not None
    wrapped = store.read_key(sealed.key_id)
    assert wrapped is not None
    return scene, sealed, wrapped


def is_in_a_file(directory: Path, secret: bytes) -> bool:
    """Whether any file of a data directory holds these bytes."""
    return any(secret in path.read_bytes() for path in directory.iterdir())


ERASE = EraseReport(call_id="C-000001", reason="asked")


def test_erased_key_is_in_no_file_any_more(tmp_path: Path, sql: SqlStore) -> None:
    scene, _, wrapped = with_report(sql)
    assert is_in_a_file(tmp_path, wrapped)
    scene.ask(ERASE, ADMIN)
    assert sql.forget_erased()
    assert not is_in_a_file(tmp_path, wrapped)


def test_reader_in_the_way_delays_the_forgetting_and_nothing_else(tmp_path: Path, sql: SqlStore) -> None:
    scene, sealed, wrapped = with_report(sql)
    reader = sqlite3.connect(tmp_path / JOURNAL_FILE, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    assert isinstance(scene.ask(ERASE, ADMIN), m.Accepted)
    assert not sql.forget_erased()
    assert sql.read_key(sealed.key_id) is None
    assert is_in_a_file(tmp_path, wrapped)
    assert isinstance(scene.ask(report_call()), m.Accepted)
    assert not sql.forget_erased()
    reader.execute("COMMIT")
    reader.close()
    assert sql.forget_erased()
    assert not is_in_a_file(tmp_path, wrapped)
    assert isinstance(scene.ask(report_call()), m.Accepted)
    assert sql.tail().ends[Stream.OPS][0] == scene.hub.picture.seq


def test_key_erased_just_before_a_kill_is_forgotten_at_the_next_start(tmp_path: Path) -> None:
    """What a kill leaves is copied: the log still holds the page that the key was on."""
    data, left = tmp_path / "data", tmp_path / "left"
    data.mkdir()
    left.mkdir()
    store = SqlStore.open(data)
    scene, _, wrapped = with_report(store)
    scene.ask(ERASE, ADMIN)
    for path in data.iterdir():
        (left / path.name).write_bytes(path.read_bytes())
    store.close()
    assert is_in_a_file(left, wrapped)
    again = SqlStore.open(left)
    assert again.forget_erased()
    assert not is_in_a_file(left, wrapped)
    again.close()
