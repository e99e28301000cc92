"""One contract for everything that stores what the planner said; and what only a database on a disk can go through."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend_stub.recorder.sayings import (
    TOPICS,
    Saying,
    SayingError,
    SayingRow,
    SayingStore,
    row_of,
    said_at,
    saying_of,
)
from backend_stub.recorder.sql_sayings import SAYINGS_FILE, SqlSayings

from .said import INCIDENT, MemorySayings, advice, cover, forecast

Make = Callable[[int], SayingStore]
"""A store with room for about so many bytes."""


@pytest.fixture(params=["sql", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    made: list[SayingStore] = []

    def of_size(room_bytes: int) -> SayingStore:
        store: SayingStore = MemorySayings(room_bytes)
        if request.param == "sql":
            store = SqlSayings.open(tmp_path / "tracks", most_bytes=room_bytes)
        made.append(store)
        return store

    yield of_size
    for store in made:
        store.close()


@pytest.fixture
def store(make: Make) -> SayingStore:
    return make(1 << 30)


# -- the contract ------------------------------------------------------------------------------------------------------


def test_what_stood_at_a_time_is_the_newest_said_by_then(store: SayingStore) -> None:
    first, second = advice(1_000, "P-101"), advice(9_000, "P-102")
    store.append([row_of(first), row_of(second)])
    said = [said_at(store, "advice", INCIDENT, t_ms) for t_ms in (999, 1_000, 8_999, 9_000, 1 << 50)]
    assert said == [None, first, first, second, second]


def test_topics_and_incidents_are_kept_apart(store: SayingStore) -> None:
    other = advice(2_000, "P-103", incident_id="INC-0002")
    sayings: list[Saying] = [advice(1_000, "P-101"), other, forecast(3_000, 900), cover(4_000, "G-1")]
    store.append([row_of(one) for one in sayings])
    assert said_at(store, "advice", INCIDENT, 5_000) == sayings[0]
    assert said_at(store, "advice", "INC-0002", 5_000) == other
    assert said_at(store, "forecast", INCIDENT, 5_000) == sayings[2]
    assert said_at(store, "cover", "", 5_000) == sayings[3]
    assert said_at(store, "muster_plans", INCIDENT, 5_000) is None
    assert set(TOPICS) == {"advice", "muster_plans", "forecast", "cover"}


def test_of_two_said_in_one_millisecond_the_greater_number_is_the_newer(store: SayingStore) -> None:
    early, late = row_of(advice(1_000, "P-101")), row_of(advice(1_000, "P-102"))
    store.append([SayingRow(1_000, "advice", INCIDENT, 8, late.body)])
    store.append([SayingRow(1_000, "advice", INCIDENT, 7, early.body)])
    assert store.newest("advice", INCIDENT, 1_000) == SayingRow(1_000, "advice", INCIDENT, 8, late.body)


def test_a_full_disk_is_said_in_words_and_takes_nothing_of_the_batch(make: Make) -> None:
    full = make(40_960)
    full.append([row_of(advice(1_000, "P-101"))])
    large = SayingRow(2_000, "advice", INCIDENT, 2, b"x" * 60_000)
    with pytest.raises(SayingError, match="full"):
        full.append([row_of(advice(1_500, "P-102")), large])
    assert said_at(full, "advice", INCIDENT, 3_000) == advice(1_000, "P-101")
    full.append([row_of(cover(3_000))])
    assert said_at(full, "cover", "", 3_000) == cover(3_000)


@pytest.mark.parametrize("body", [b"", b"\x80", b"garbage", row_of(cover(1)).body[:-3]])
def test_what_is_no_saying_is_said_to_be_none(store: SayingStore, body: bytes) -> None:
    store.append([SayingRow(1_000, "advice", INCIDENT, 1, body)])
    with pytest.raises(SayingError, match="advice at 1000 ms"):
        said_at(store, "advice", INCIDENT, 1_000)


def test_a_row_is_its_frame_and_the_hubs_time() -> None:
    row = row_of(forecast(123_456, 900))
    assert (row.t_ms, row.topic, row.incident_id, row.number) == (123_456, "forecast", INCIDENT, 123_457)
    assert saying_of(row) == forecast(123_456, 900)


# -- on a disk ---------------------------------------------------------------------------------------------------------


def test_what_was_said_is_there_after_a_restart_and_goes_on(tmp_path: Path) -> None:
    for t_ms in (1_000, 2_000):
        store = SqlSayings.open(tmp_path)
        store.append([row_of(advice(t_ms, f"P-{t_ms}"))])
        store.close()
    again = SqlSayings.read(tmp_path)
    assert said_at(again, "advice", INCIDENT, 1_500) == advice(1_000, "P-1000")
    assert said_at(again, "advice", INCIDENT, 2_500) == advice(2_000, "P-2000")
    again.close()


def test_readers_see_what_is_written_while_the_writer_goes_on(tmp_path: Path) -> None:
    writer = SqlSayings.open(tmp_path)
    reader = SqlSayings.read(tmp_path)
    assert said_at(reader, "advice", INCIDENT, 9_000) is None
    writer.append([row_of(advice(1_000, "P-101"))])
    assert said_at(reader, "advice", INCIDENT, 9_000) == advice(1_000, "P-101")
    with pytest.raises(SayingError, match="readonly"):
        reader.append([row_of(advice(2_000, "P-102"))])
    reader.close()
    writer.close()


WRITER = """
import sys
from pathlib import Path
from backend_stub.recorder.sayings import row_of
from backend_stub.recorder.sql_sayings import SqlSayings
from tests.backend_stub.recorder.said import advice
store = SqlSayings.open(Path(sys.argv[1]))
for second in range(1, 1_000_000):
    store.append([row_of(advice(second * 1_000, f"P-{second}"))])
    print(second, flush=True)
"""


def test_a_writer_that_is_killed_loses_nothing_that_it_had_written(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(20)]
        child.kill()
    again = SqlSayings.open(tmp_path)
    for second in told:
        said = said_at(again, "advice", INCIDENT, second * 1_000)
        assert said == advice(second * 1_000, f"P-{second}")
    again.append([row_of(cover(1 << 40))])
    again.close()


@pytest.mark.parametrize("torn", [1, 100, 3_000])
def test_a_machine_that_lost_power_keeps_whole_rows_only(tmp_path: Path, torn: int) -> None:
    """The log of the database is cut in the middle of its last pages: what is left is a beginning of what was said."""
    running = SqlSayings.open(tmp_path / "running")
    for second in range(1, 30):
        running.append([row_of(advice(second * 1_000, f"P-{second}"))])
    shutil.copytree(tmp_path / "running", tmp_path / "after")
    running.close()
    log = tmp_path / "after" / f"{SAYINGS_FILE}-wal"
    log.write_bytes(log.read_bytes()[:-torn])
    (tmp_path / "after" / f"{SAYINGS_FILE}-shm").unlink()
    after = SqlSayings.open(tmp_path / "after")
    left = said_at(after, "advice", INCIDENT, 1 << 50)
    assert left is not None
    assert 20_000 <= left.t_ms < 29_000
    for second in range(1, left.t_ms // 1_000 + 1):
        assert said_at(after, "advice", INCIDENT, second * 1_000) == advice(second * 1_000, f"P-{second}")
    after.append([row_of(advice(40_000, "P-40"))])
    after.close()


def test_what_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / SAYINGS_FILE).write_bytes(b"something else entirely" * 100)
    with pytest.raises(SayingError, match=rf"{SAYINGS_FILE} cannot be opened: file is not a database"):
        SqlSayings.open(tmp_path)
    with pytest.raises(SayingError, match="there is no such file"):
        SqlSayings.read(tmp_path / "nowhere")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SayingError, match="cannot be opened"):
        SqlSayings.open(tmp_path / "file")
