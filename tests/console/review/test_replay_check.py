"""`main.py replay FILE --check`: true journals pass, and a replay that shows anything else is caught."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from console.domain.picture import Picture
from console.journal.errors import EditedJournalError
from console.replay import main
from console.review.past import Past
from console.review.replay_check import OtherPictureError, check

from .golden_files import GOLDEN, NAMES, unpack


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_golden_journals_are_shown_as_they_were(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(unpack(tmp_path, name)), "--check"]) == 0
    assert "are the same" in capsys.readouterr().out


def test_every_kind_of_event_is_shown_as_it_was(tmp_path: Path) -> None:
    with tarfile.open(GOLDEN / "rules.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    journals = sorted(tmp_path.glob("rules-*.muster-journal"))
    assert len(journals) > 20
    for journal in journals:
        checked = check(journal)
        assert checked.moments == checked.events + 1


@pytest.mark.parametrize("way", ["forwards", "backwards"])
def test_a_replay_that_forgets_something_is_caught_at_the_first_difference(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The adversary: a past whose pictures lack one unit from entry 1500 on."""
    true = Past.picture_at

    def false(self: Past, seq: int) -> Picture:
        picture = true(self, seq)
        if seq >= 1500 or (way == "forwards" and seq == 0):
            picture.units.pop(next(iter(picture.units), ""), None)
            if seq == 0:
                picture.counters["incident"] = 5
        return picture

    monkeypatch.setattr(Past, "picture_at", false)
    if way == "forwards":
        monkeypatch.setattr(Past, "fold", staticmethod(_folds_none))
    with pytest.raises(OtherPictureError) as caught:
        check(unpack(tmp_path))
    assert caught.value.way == way
    assert caught.value.seq >= (1 if way == "forwards" else 1500)


def _folds_none(picture: Picture, recorded: object) -> list[tuple[str, str]]:
    return []


def test_an_edited_journal_is_no_journal_to_compare_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = unpack(tmp_path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(EditedJournalError):
        check(path)
    assert main([str(path), "--check"]) == 2
    assert "entry" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none"), "--check"]) == 2
    assert main([str(tmp_path / "none")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_town_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(unpack(tmp_path)), "--town", str(tmp_path)]) == 2
    assert "town.json" in capsys.readouterr().err
