"""What a drill leaves behind, out of a world that was stepped a little: whole, readable, and the same each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend_stub.drill.reference import Reference
from backend_stub.drill.report import JOURNAL, RESULT, leave, result_of
from backend_stub.drill.world import DrillWorld
from console.result.facts import Name
from console.result.files import read_json
from console.review.score_cli import judge_file
from tests.backend_stub.drill.short_drill import world

pytestmark = pytest.mark.slow


def stepped(seconds: int = 8) -> DrillWorld:
    made = world()
    for _ in range(seconds):
        made.step()
    made.end("time")
    return made


def test_a_run_without_a_muster_says_what_was_run_and_that_there_was_none() -> None:
    found = result_of(stepped(), None)
    assert found.run is not None
    assert (found.run.scenario, found.run.seed, found.run.autopilot) == ("chemical-plant", 7, "nobody")
    assert found.run.ended == "time"
    assert found.musters == ()
    assert (found.signature, found.ranked) == ("unsigned", False)


def test_t_star_of_a_run_without_a_muster_is_nobodys() -> None:
    found = result_of(stepped(), Reference(100_000, Name(zh="东门", en="East gate")))
    assert found.judgement is not None
    assert found.judgement.musters == ()


@pytest.mark.parametrize(("chinese", "words"), [(False, "No muster was activated"), (True, "没有启动集结")])
def test_everything_is_left_and_the_journal_is_what_was_judged(
    tmp_path: Path, chinese: bool, words: str
) -> None:
    made = stepped()
    result = result_of(made, None)
    first, second, *others = leave(tmp_path / "new" / "folder", made, result, chinese)
    assert (first.name, second.name) == (RESULT, JOURNAL)
    assert read_json(first.read_bytes()) == result
    assert judge_file(second) == result.judgement
    page = next(path for path in others if path.suffix == ".html")
    assert words in page.read_text("utf-8")
    assert not list(first.parent.glob("*.part"))


def test_the_same_run_leaves_the_same_bytes_wherever_and_twice_in_one_folder(tmp_path: Path) -> None:
    left = []
    for folder in (tmp_path / "a", tmp_path / "b", tmp_path / "a"):
        made = stepped()
        paths = leave(folder, made, result_of(made, None), False)
        left.append({path.name: path.read_bytes() for path in paths})
    assert left[0] == left[1] == left[2]
    text = json.dumps(sorted(str(body) for body in left[0].values()))
    assert str(tmp_path) not in text


def test_a_folder_that_cannot_be_made_is_an_error_before_anything_is_written(tmp_path: Path) -> None:
    made = stepped(2)
    (tmp_path / "taken").write_text("a file", "utf-8")
    with pytest.raises(OSError):
        leave(tmp_path / "taken", made, result_of(made, None), False)
    assert (tmp_path / "taken").read_text("utf-8") == "a file"
