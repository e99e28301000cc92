"""The town of a journal is found by its id, wherever it lies below the data home."""

from __future__ import annotations

import os
from pathlib import Path

from console.review.towns import find_town, id_of


def make(folder: Path, id_: str, at: float = 1.0) -> Path:
    folder.mkdir(parents=True)
    info = folder / "town.json"
    info.write_text(f'{{"id": "{id_}", "more": 1}}', encoding="utf-8")
    os.utime(info, (at, at))
    return folder


def test_made_and_fetched_towns_are_found_the_newest_first(tmp_path: Path) -> None:
    make(tmp_path / "songting-1", "songting", 1.0)
    newest = make(tmp_path / "fetched" / "abc", "songting", 9.0)
    make(tmp_path / "other", "other", 99.0)
    assert find_town(tmp_path, "songting") == newest


def test_another_town_is_not_taken_for_it(tmp_path: Path) -> None:
    make(tmp_path / "songting-1", "songting")
    assert find_town(tmp_path, "zhangdian") is None
    assert find_town(tmp_path, "") is None
    assert find_town(tmp_path / "nowhere", "songting") is None


def test_a_folder_whose_file_cannot_be_read_is_no_town(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "town.json").write_bytes(b"\xff{")
    assert id_of(broken) == ""
    assert find_town(tmp_path, "songting") is None
