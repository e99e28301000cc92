"""A report is erased in a running hub while somebody reads the journal: answered, and gone as soon as he has done.

T3, for the hub; what the store alone promises is in store/test_sql_store.py.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub.hub.store.opening import JOURNAL_FILE
from console.domain.base.refusals import Code
from console.domain.calls.commands import EraseReport
from console.wire import messages as m

from .house import House, eventually, is_in_a_file
from .scene import report_call

ERASE = EraseReport(call_id="C-000001", reason="asked")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as running:
        yield running


@pytest.fixture
def backup(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that reads the journal, and may take its time."""
    connection = sqlite3.connect(tmp_path / JOURNAL_FILE, isolation_level=None)
    yield connection
    connection.close()


def wrapped_key(house: House) -> bytes:
    """The key of the first report, as it is stored."""
    sealed = house.opened.hub.picture.calls["C-000001"].sealed
    assert sealed is not None
    wrapped = house.opened.store.read_key(sealed.key_id)
    assert wrapped is not None
    return wrapped


def begin_reading(backup: sqlite3.Connection) -> None:
    """A transaction that sees the journal as it is now, for as long as it lasts."""
    backup.execute("BEGIN")
    assert backup.execute("SELECT count(*) FROM report_keys").fetchone() == (1,)


@pytest.mark.expects_log("erased keys are still in a file")
def test_reader_with_an_open_transaction_holds_up_neither_the_answer_nor_others(
    house: House, backup: sqlite3.Connection
) -> None:
    operator, admin = house.person("li"), house.person("chen")
    assert isinstance(operator.submit(report_call()), m.Accepted)
    wrapped = wrapped_key(house)
    begin_reading(backup)
    assert isinstance(admin.submit(ERASE), m.Accepted)
    assert isinstance(operator.submit(report_call()), m.Accepted)
    opened = operator.ask(m.OpenReport(id="r", call_id="C-000001", purpose="x"))
    assert isinstance(opened, m.Refused)
    assert opened.code in (Code.NO_REPORT, Code.REPORT_ERASED)
    assert backup.execute("SELECT count(*) FROM report_keys").fetchone() == (1,)
    assert is_in_a_file(house.directory, wrapped)
    backup.execute("COMMIT")
    eventually(lambda: not is_in_a_file(house.directory, wrapped))
    assert isinstance(operator.submit(report_call()), m.Accepted)


@pytest.mark.expects_log("erased keys are still in a file")
def test_of_two_readers_the_one_who_takes_longer_is_waited_for(
    house: House, backup: sqlite3.Connection, tmp_path: Path
) -> None:
    operator, admin = house.person("li"), house.person("chen")
    assert isinstance(operator.submit(report_call()), m.Accepted)
    wrapped = wrapped_key(house)
    begin_reading(backup)
    other = sqlite3.connect(tmp_path / JOURNAL_FILE, isolation_level=None)
    begin_reading(other)
    assert isinstance(admin.submit(ERASE), m.Accepted)
    assert isinstance(admin.submit(ERASE), m.Accepted)  # nothing was said since; nobody need know that
    other.execute("COMMIT")
    other.close()
    for _ in range(3):
        assert isinstance(operator.submit(report_call()), m.Accepted)
        assert is_in_a_file(house.directory, wrapped)
    backup.execute("COMMIT")
    eventually(lambda: not is_in_a_file(house.directory, wrapped))


def test_hub_that_erased_nothing_warns_of_nothing_while_somebody_reads(
    house: House, backup: sqlite3.Connection
) -> None:
    """After a start it empties the log in case; a reader who is in the way of that is nobody's fault."""
    assert isinstance(house.person("li").submit(report_call()), m.Accepted)
    begin_reading(backup)
    house.stop()
    house.start()
    operator = house.person("li")
    for _ in range(3):
        assert isinstance(operator.submit(report_call()), m.Accepted)
    backup.execute("COMMIT")


def test_key_is_in_no_file_when_nobody_reads(house: House) -> None:
    operator, admin = house.person("li"), house.person("chen")
    assert isinstance(operator.submit(report_call()), m.Accepted)
    wrapped = wrapped_key(house)
    assert is_in_a_file(house.directory, wrapped)
    assert isinstance(admin.submit(ERASE), m.Accepted)
    eventually(lambda: not is_in_a_file(house.directory, wrapped))


@pytest.mark.expects_log("erased keys are still in a file")
def test_hub_that_is_stopped_while_somebody_reads_forgets_at_its_next_start(
    house: House, backup: sqlite3.Connection
) -> None:
    operator, admin = house.person("li"), house.person("chen")
    assert isinstance(operator.submit(report_call()), m.Accepted)
    wrapped = wrapped_key(house)
    begin_reading(backup)
    assert isinstance(admin.submit(ERASE), m.Accepted)
    house.stop()
    assert is_in_a_file(house.directory, wrapped)
    backup.execute("COMMIT")
    house.start()
    eventually(lambda: not is_in_a_file(house.directory, wrapped))
    assert isinstance(house.person("li").submit(report_call()), m.Accepted)
