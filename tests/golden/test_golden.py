"""Journals of before fold to the same pictures and are judged to the same bytes: golden, made before a redesign.

`expected.json` holds the picture's hash at every hundredth event (every twentieth of the small ones) and at the last,
and the SHA-256 of the judgement. `rules.tar.xz` holds small journals that together contain every type of event there
was. A difference here means that somebody's recorded incident would look different today: it needs a new version of
the event with an upcaster, never a new expectation.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import tarfile
from pathlib import Path
from typing import Any

import pytest

from console.domain.evolve import evolve
from console.domain.hashing import PictureHash
from console.domain.picture import Picture
from console.journal.reader import JournalReader
from console.review.score_cli import main as score

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
LARGE = sorted(path.name.partition(".")[0] for path in HERE.glob("*.muster-journal.xz"))


def hashes_at(journal: Path, wanted: set[int]) -> dict[int, str]:
    """The picture's hash after each of the wanted events."""
    picture = Picture()
    hashed = PictureHash(picture)
    found: dict[int, str] = {}
    with JournalReader(journal) as reader:
        for recorded in reader.events():
            hashed.touch(evolve(picture, recorded))
            if recorded.seq in wanted:
                found[recorded.seq] = hashed.hexdigest()
    return found


def expected_hashes(name: str) -> dict[int, str]:
    return {int(seq): digest for seq, digest in EXPECTED[name]["hashes"].items()}


@pytest.fixture
def unpacked(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / f"{request.param}.muster-journal"
    path.write_bytes(lzma.decompress((HERE / f"{request.param}.muster-journal.xz").read_bytes()))
    return path


@pytest.mark.parametrize(("unpacked", "name"), [(name, name) for name in LARGE], indirect=["unpacked"])
def test_a_demo_and_drills_of_before_fold_to_the_same_pictures(unpacked: Path, name: str) -> None:
    wanted = expected_hashes(name)
    assert hashes_at(unpacked, set(wanted)) == wanted


@pytest.mark.parametrize(("unpacked", "name"), [(name, name) for name in LARGE], indirect=["unpacked"])
def test_a_demo_and_drills_of_before_are_judged_to_the_same_bytes(
    unpacked: Path, name: str, tmp_path: Path
) -> None:
    out = tmp_path / "score.json"
    assert score([str(unpacked), "--json", "--out", str(out)]) == 0
    assert hashlib.sha256(out.read_bytes()).hexdigest() == EXPECTED[name]["score"]


def test_every_event_there_was_folds_to_the_same_picture(tmp_path: Path) -> None:
    with tarfile.open(HERE / "rules.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    journals = sorted(tmp_path.glob("rules-*.muster-journal"))
    assert len(journals) == sum(name.startswith("rules-") for name in EXPECTED)
    for journal in journals:
        wanted = expected_hashes(journal.name.partition(".")[0])
        assert hashes_at(journal, set(wanted)) == wanted, journal.name


def test_together_they_hold_most_kinds_of_events() -> None:
    """Large journals are there at all: an empty folder must not pass."""
    assert len(LARGE) == 3
    assert len(EXPECTED) == 36
