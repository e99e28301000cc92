"""Where the entries of a journal lie: found without reading what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.journal.errors import NewerJournalError, NotAJournalError
from console.journal.file_format import FORMAT, MAGIC
from console.journal.reader import JournalReader
from console.review.layout import Layout

from .golden_files import unpack


@pytest.fixture
def layout(tmp_path: Path) -> Iterator[Layout]:
    made = Layout(unpack(tmp_path))
    yield made
    made.close()


def test_lays_out_what_the_reader_reads(layout: Layout) -> None:
    with JournalReader(layout.path) as reader:
        entries = list(reader.entries())
    while layout.read_on(100):
        assert layout.count <= len(entries)
    assert layout.whole
    assert layout.share == 1.0
    assert [layout.entry(seq) for seq in range(1, layout.count + 1)] == entries
    assert [layout.t_ms(one.seq) for one in entries] == [one.t_ms for one in entries]
    assert [layout.type_of(one.seq) for one in entries] == [one.type for one in entries]


def test_a_part_can_be_used_before_the_rest_is_laid_out(layout: Layout) -> None:
    assert layout.read_on(10) == 10
    assert not layout.whole
    assert 0 < layout.share < 1
    assert layout.entry(10).seq == 10


def test_finds_a_moment_between_before_and_after_all(layout: Layout) -> None:
    while layout.read_on(1000):
        pass
    times = [layout.t_ms(seq) for seq in range(1, layout.count + 1)]
    for t_ms in {-1, 0, times[0], times[500], times[500] + 1, times[-1], times[-1] + 1}:
        assert layout.seq_at(t_ms) == sum(one <= t_ms for one in times)
        assert layout.first_at(t_ms) == 1 + sum(one < t_ms for one in times)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MUSTER",
        b"something else altogether",
        MAGIC + bytes((0,)),
        MAGIC + bytes((FORMAT,)) + b"\4\0\0\0abcd",
    ],
)
def test_another_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(data)
    with pytest.raises(NotAJournalError):
        Layout(path)


def test_a_newer_format_is_named(tmp_path: Path) -> None:
    path = tmp_path / "newer"
    path.write_bytes(MAGIC + bytes((FORMAT + 1,)) + b"\0" * 20)
    with pytest.raises(NewerJournalError, match="update"):
        Layout(path)


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        Layout(tmp_path / "nowhere")
