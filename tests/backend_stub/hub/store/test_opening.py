"""Opening databases: newer ones, broken ones, and those another hub has."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from backend_stub.hub.journal_cli import main as journal
from backend_stub.hub.store.opening import HubLock, HubRunsAlreadyError, open_access, open_journal
from backend_stub.hub.store.schema import JOURNAL_FORMAT
from backend_stub.hub.store.sql_store import SqlStore
from console.domain.base.roles import Stream
from console.domain.calls.commands import AcknowledgeCall
from console.domain.picture import FOLD_VERSION
from console.journal.chain import GENESIS
from console.journal.errors import NewerJournalError, NotAJournalError
from console.wire import messages as m
from tests.backend_stub.hub.forging import chain_anew
from tests.backend_stub.hub.scene import Scene, report_call


def test_journal_of_a_newer_version_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    open_journal(path).dispose()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'format'", (str(JOURNAL_FORMAT + 1).encode(),))
    connection.commit()
    connection.close()
    with pytest.raises(NewerJournalError, match="update"):
        open_journal(path)


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"not a database, but long enough to look at" * 50)
    with pytest.raises(NotAJournalError):
        open_journal(path)


def test_nothing_is_made_when_opened_for_reading(tmp_path: Path) -> None:
    with pytest.raises(NotAJournalError, match="no such file"):
        open_journal(tmp_path / "journal.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_access_list_is_private(tmp_path: Path) -> None:
    open_access(tmp_path / "access.db").dispose()
    assert stat.S_IMODE((tmp_path / "access.db").stat().st_mode) == 0o600


def test_second_lock_on_the_same_directory_is_refused_with_the_holder(tmp_path: Path) -> None:
    lock = HubLock(tmp_path)
    with pytest.raises(HubRunsAlreadyError, match=str(os.getpid())):
        HubLock(tmp_path)
    lock.close()
    HubLock(tmp_path).close()


def _hold_and_die(directory: str) -> None:
    HubLock(Path(directory))
    os._exit(0)


def test_lock_is_gone_with_its_process(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_hold_and_die, args=(str(tmp_path),))
    process.start()
    process.join(30)
    HubLock(tmp_path).close()


# -- journals of earlier versions --------------------------------------------------------------------------------------

BEFORE_STREAMS = """
DROP TABLE keyframes;
DROP TABLE keyframe_parts;
DROP INDEX looks_by_seat;
CREATE TABLE snapshots (
    fold_version INTEGER NOT NULL, seq BIGINT NOT NULL, t_ms BIGINT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (fold_version, seq)
);
INSERT INTO snapshots VALUES (4, 3, 0, x'80');
DELETE FROM streams WHERE name = 'control';
UPDATE meta SET value = '1' WHERE name = 'format';
"""
"""Makes of a journal, its chain apart, what the version before streams and keyframes by time would have left."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The data directory of a hub of that version, with some events."""
    store = SqlStore.open(tmp_path)
    scene = Scene(store).opened()
    for _ in range(3):
        scene.ask(report_call())
    store.close()
    connection = sqlite3.connect(tmp_path / "journal.db")
    connection.executescript(BEFORE_STREAMS)
    connection.close()
    chain_anew(tmp_path, former=True)
    return tmp_path


def names(directory: Path) -> set[str]:
    """Tables and indexes of our own making."""
    connection = sqlite3.connect(directory / "journal.db")
    rows = connection.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    connection.close()
    return {name for (name,) in rows}


def test_journal_of_before_gains_what_it_lacks_and_goes_on(old: Path) -> None:
    assert "keyframes" not in names(old)
    store = SqlStore.open(old)
    scene = Scene(store)
    assert len(scene.hub.picture.calls) == 3
    answer = scene.ask(AcknowledgeCall(call_id="C-000001"))
    assert isinstance(answer, m.Accepted)
    assert answer.first_seq == 7
    scene.hub.store_keyframes()
    assert not store.has_signed_in("D-01", "li")
    store.close()
    assert names(old) >= {"keyframes", "keyframe_parts", "keyframes_by_time", "looks_by_seat"}
    again = SqlStore.open(old)
    kept = again.read_keyframe(Stream.OPS, FOLD_VERSION)
    assert kept is not None
    assert kept.seq == 7
    assert again.tail().ends[Stream.CONTROL] == (0, GENESIS)
    again.close()


def test_pictures_kept_in_an_earlier_layout_are_thrown_away(tmp_path: Path) -> None:
    """T5: they had no seal. Nothing is lost: the events say the same."""
    store = SqlStore.open(tmp_path)
    scene = Scene(store).opened()
    scene.hub.store_keyframes()
    store.close()
    connection = sqlite3.connect(tmp_path / "journal.db")
    connection.execute("ALTER TABLE keyframes DROP COLUMN seal")
    connection.close()
    assert journal(["verify", str(tmp_path)]) == 0
    again = SqlStore.open(tmp_path)
    assert again.read_keyframe(Stream.OPS, FOLD_VERSION) is None
    after = Scene(again, scene.clock)
    assert after.hub.picture_hash() == scene.hub.picture_hash()
    after.hub.store_keyframes()
    assert again.read_keyframe(Stream.OPS, FOLD_VERSION) is not None
    again.close()


def test_journal_of_before_is_good_evidence_as_it_is_and_after_it_went_on(
    old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal(["verify", str(old)]) == 0
    assert journal(["info", str(old)]) == 0
    assert "good: 6 events" in capsys.readouterr().out
    assert "keyframes" not in names(old)  # looking at it changes nothing
    SqlStore.open(old).close()
    assert journal(["verify", str(old)]) == 0
    assert journal(["info", str(old)]) == 0
