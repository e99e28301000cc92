"""The past is what was there: pictures at any event, and what is wrong with a journal is said where it begins."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.domain.evolve import evolve
from console.domain.hashing import PictureHash
from console.domain.picture import Picture
from console.journal.errors import EditedJournalError, JournalError, TruncatedJournalError
from console.journal.reader import JournalReader
from console.review import past as past_module
from console.review.past import KEYFRAME_EVENTS, STEPS_KEPT, Past

from .golden_files import unpack


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(tmp_path_factory.mktemp("golden"))


@pytest.fixture(scope="module")
def hashes(journal: Path) -> list[str]:
    """The hash before the first event and after each, plainly folded."""
    picture = Picture()
    hashed = PictureHash(picture)
    found = [hashed.hexdigest()]
    with JournalReader(journal) as reader:
        for recorded in reader.events():
            hashed.touch(evolve(picture, recorded))
            found.append(hashed.hexdigest())
    return found


def opened(path: Path, *, surveyed: bool = True) -> Past:
    past = Past(path)
    while past.layout.read_on(500):
        pass
    while surveyed and past.survey(500):
        pass
    return past


@pytest.fixture
def past(journal: Path) -> Iterator[Past]:
    made = opened(journal, surveyed=False)
    yield made
    made.close()


def digest(picture: Picture) -> str:
    return PictureHash(picture).hexdigest()


def broken(journal: Path, folder: Path, at: int, byte: int) -> Path:
    """The journal with one byte another."""
    data = bytearray(journal.read_bytes())
    data[at] ^= byte
    path = folder / "broken.muster-journal"
    path.write_bytes(data)
    return path


# -- pictures ----------------------------------------------------------------------------------------------------------


def test_a_picture_is_the_same_whatever_was_asked_for_before(past: Past, hashes: list[str]) -> None:
    chance = random.Random(3)
    for number in range(120):
        seq = chance.randint(0, past.count)
        assert digest(past.picture_at(seq)) == hashes[seq], (number, seq)
        if number % 10 == 0:
            past.survey(97)


def test_small_keyframes_change_nothing(
    journal: Path, hashes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Collections that did not change are shared between keyframes: many of them, with the survey ahead and behind."""
    monkeypatch.setattr(past_module, "KEYFRAME_EVENTS", 7)
    monkeypatch.setattr(past_module, "STEP_EVENTS", 3)
    past = opened(journal, surveyed=False)
    chance = random.Random(5)
    while past.survey(13):
        seq = chance.randint(0, past.count)
        assert digest(past.picture_at(seq)) == hashes[seq]
    for seq in range(0, past.count + 1, 7):
        assert digest(past.picture_at(seq)) == hashes[seq]
    past.close()


def test_who_changes_a_picture_that_he_was_given_changes_no_other(past: Past, hashes: list[str]) -> None:
    middle = past.count // 2
    mine = past.picture_at(middle)
    for collection in Picture.collections:
        getattr(mine, collection).clear()
    mine.counters.clear()
    assert digest(past.picture_at(middle)) == hashes[middle]
    for recorded in past.events(middle + 1, middle + 40):
        evolve(other := past.picture_at(recorded.seq - 1), recorded)
        assert digest(other) == hashes[recorded.seq]


def test_finer_frames_are_bounded(past: Past) -> None:
    for seq in range(past.count, 0, -10):
        past.picture_at(seq)
    assert 0 < len(past._steps) <= STEPS_KEPT
    assert len(past._frames) <= past.count // KEYFRAME_EVENTS + 1


def test_what_is_shared_is_not_hashed_again(past: Past, hashes: list[str]) -> None:
    hashed = PictureHash(past.picture_at(900))
    hashed.hexdigest()
    moved = hashed.move(past.picture_at(905))
    assert 0 < len(moved) < 200, "most entities are the very same ones"
    assert hashed.hexdigest() == hashes[905]


# -- what is wrong with a file ---------------------------------------------------------------------------------------


def test_a_whole_journal_is_found_to_be_whole(journal: Path) -> None:
    past = opened(journal)
    assert past.surveyed
    assert past.fault is None
    assert past.surveyed_to == past.count
    past.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_wherever_it_is_cut_off_the_rest_is_shown_and_it_is_said(
    journal: Path, hashes: list[str], tmp_path: Path, data: st.DataObject
) -> None:
    whole = journal.read_bytes()
    with JournalReader(journal) as reader:
        next(reader.entries())
        begin = reader._file.tell()
    cut = data.draw(st.integers(begin, len(whole) - 1))
    path = tmp_path / "cut.muster-journal"
    path.write_bytes(whole[:cut])
    past = opened(path)
    assert isinstance(past.fault, TruncatedJournalError)
    assert past.count >= 1
    assert digest(past.picture_at(past.count)) == hashes[past.count]
    past.close()


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_is_found_and_nothing_before_it_is_another(
    journal: Path, hashes: list[str], tmp_path: Path, data: st.DataObject
) -> None:
    """The adversary edits anything after the header; no picture before his edit changes, and it is called edited."""
    whole = journal.read_bytes()
    with JournalReader(journal) as reader:
        begin = reader._file.tell()
    at = data.draw(st.integers(begin, len(whole) - 1))
    past = opened(broken(journal, tmp_path, at, data.draw(st.integers(1, 255))))
    assert past.surveyed
    assert isinstance(past.fault, JournalError)
    good = past.surveyed_to
    assert digest(past.picture_at(good)) == hashes[good]
    past.close()


def test_an_entry_that_was_taken_out_is_missed(journal: Path, tmp_path: Path) -> None:
    past = opened(journal)
    data = journal.read_bytes()
    first, second = past.layout._offsets[700], past.layout._offsets[701]
    past.close()
    path = tmp_path / "shorter.muster-journal"
    path.write_bytes(data[:first] + data[second:])
    shorter = opened(path)
    assert isinstance(shorter.fault, EditedJournalError)
    assert shorter.fault.seq == 701
    assert shorter.count == 700
    shorter.close()


def test_entries_that_come_after_the_end_are_no_part_of_it(journal: Path, tmp_path: Path) -> None:
    path = tmp_path / "longer.muster-journal"
    path.write_bytes(journal.read_bytes() + b"\0")
    longer = opened(path)
    assert isinstance(longer.fault, EditedJournalError)
    longer.close()
