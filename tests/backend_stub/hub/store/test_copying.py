"""A database copied while it is in use, and a journal cut."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backend_stub.hub.store.copying import copy_database, cut
from backend_stub.hub.store.evidence import JournalEvidence
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import Stream
from console.journal.errors import NotAJournalError
from tests.backend_stub.hub.scene import Scene, report_call


def test_copy_is_one_file_with_what_was_committed_and_nothing_else(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path)
    scene = Scene(store).opened()
    scene.ask(report_call())
    batch_seq = scene.hub.picture.seq
    writer = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM events")
    (tmp_path / "copy").mkdir()
    copy_database(tmp_path / "journal.db", tmp_path / "copy" / "journal.db")
    writer.execute("ROLLBACK")
    writer.close()
    store.close()
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["journal.db"]
    with closing(JournalEvidence(tmp_path / "copy")) as journal:
        assert [entry.seq for entry in journal.entries()] == list(range(1, batch_seq + 1))


def test_what_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"not a database, but long enough to look at" * 50)
    with pytest.raises(NotAJournalError, match="cannot be copied"):
        copy_database(tmp_path / "journal.db", tmp_path / "copy.db")


def test_cut_leaves_each_stream_up_to_its_end(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path)
    scene = Scene(store).opened()
    scene.ask(report_call())
    scene.hub.store_keyframes()
    store.close()
    cut(tmp_path / "journal.db", {Stream.OPS: 2})
    with closing(JournalEvidence(tmp_path)) as journal:
        assert [entry.seq for entry in journal.entries()] == [1, 2]
        assert journal.counts()["keyframes"] == 0
