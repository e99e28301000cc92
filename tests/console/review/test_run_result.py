"""A run's result without its T* says so, and gets it later by a command; bad folders are refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.drill.report import JOURNAL, result_of
from backend_stub.drill.report import leave as leave_report
from backend_stub.drill.runner import run
from backend_stub.drill.world import DrillWorld
from backend_stub.town.autopilots.drill_players import GREEDY, make_player
from backend_stub.town.scenario import load
from console.result.files import read_json
from console.review.run_result import RunError, is_pending, journal_of, keep_scenario, leave, look_again
from tests.backend_stub.drill.short_drill import ground
from tests.backend_stub.drill.test_commandline import calm, short
from tests.backend_stub.town import demo_town

TOWN = demo_town.directory


def run_folder(tmp_path: Path, scenario: Path) -> Path:
    """Somebody ordered a muster and the run ended: its journal alone."""
    world = DrillWorld(
        ground(), load(scenario, ground().gazetteer), scenario.stem, 7, make_player(GREEDY, 7), ""
    )
    run(world, 60_000)
    folder = tmp_path / "run"
    for path in leave_report(folder, world, result_of(world, None), False):
        if path.name != JOURNAL:
            path.unlink()
    return folder


def refused(scenario: Path | None, folder: Path, town: Path) -> str:
    with pytest.raises(RunError) as caught:
        look_again(scenario, folder, town, {}, "en", lambda done: None)
    return str(caught.value)


def test_folder_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    scenario = short(tmp_path)
    assert "is no run's folder" in refused(scenario, tmp_path / "absent", TOWN())
    assert "there are 0" in refused(scenario, tmp_path, TOWN())


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_t_star_comes_later_to_a_result_that_says_that_it_has_none(tmp_path: Path) -> None:
    """J6: the window was closed before T* was found."""
    scenario = short(tmp_path, 60)
    folder = run_folder(tmp_path, scenario)
    judgement, path = leave(journal_of(folder), {}, None, "en")
    assert is_pending(judgement)
    assert read_json(path.read_bytes()).judgement == judgement
    (one,) = judgement.musters
    assert (one.t_star_ms, one.t_star_source, one.efficiency_permille) == (-1, "pending", -1)
    (told,) = read_json(path.read_bytes()).musters
    assert (told.t_star_s, told.t_star_source, told.efficiency) == (None, "pending", None)
    assert "looked for after the run" in (folder / "result.txt").read_text("utf-8")

    scenario = calm(tmp_path)  # as if it were the same: to look for T* in a whole world takes a minute
    before = (folder / JOURNAL).read_bytes()
    done: list[int] = []
    later = look_again(scenario, folder, TOWN(), {}, "zh", done.append)
    assert not is_pending(later)
    found = read_json(path.read_bytes())
    assert found.judgement == later
    assert found.musters[0].t_star_source == "autopilot"
    assert found.musters[0].t_star_place.zh in (folder / "result.txt").read_text("utf-8")
    assert done[-1] == 1_000
    assert (folder / JOURNAL).read_bytes() == before
    assert leave(journal_of(folder), {}, None, "en")[0] == judgement


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_run_keeps_its_scenario_and_t_star_is_looked_for_in_its_world(tmp_path: Path) -> None:
    """The file that was played may be edited or gone by then; the folder may not be made to hold another one."""
    scenario = calm(tmp_path)
    folder = run_folder(tmp_path, scenario)
    assert "has kept no scenario" in refused(None, folder, TOWN())
    played = scenario.read_bytes()
    kept = keep_scenario(scenario, folder)
    assert kept.read_bytes() == played
    scenario.write_bytes(played + b"\n# edited since\n")
    assert "is not what was played: leave it out" in refused(scenario, folder, TOWN())
    scenario.unlink()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    judged = look_again(None, folder, TOWN(), {}, "en", lambda done: None)
    assert judged.town_id
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name in before} == before

    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    kept.write_bytes(played + b"\n")  # adversary: it was touched
    assert "is not what was played: its SHA-256" in refused(None, folder, TOWN())
    kept.write_bytes(played)
    sums = kept.with_name(f"{kept.name}.sha256")
    sums.write_bytes(b"\xff")  # adversary: the hash was touched, or is gone
    assert "is not what was played: its SHA-256" in refused(None, folder, TOWN())
    sums.unlink()
    assert "is not what was played: its SHA-256" in refused(None, folder, TOWN())
    keep_scenario(short(tmp_path, 100, "flash-flood"), folder)  # adversary: two, then only another one
    assert "has kept 'chemical-plant', 'flash-flood'" in refused(None, folder, TOWN())
    kept.unlink()
    assert "the run played 'chemical-plant'; its folder has kept 'flash-flood'" in refused(
        None, folder, TOWN()
    )
    assert {name: (folder / name).read_bytes() for name in after if name not in (kept.name, sums.name)} == {
        name: body for name, body in after.items() if name not in (kept.name, sums.name)
    }


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_another_scenario_a_broken_one_and_two_journals_are_refused_and_change_nothing(
    tmp_path: Path,
) -> None:
    scenario = short(tmp_path, 60)
    folder = run_folder(tmp_path, scenario)
    _, path = leave(journal_of(folder), {}, None, "en")
    before = path.read_bytes()
    assert "not 'flash-flood'" in refused(short(tmp_path, 100, "flash-flood"), folder, TOWN())
    broken = tmp_path / "broken" / scenario.name
    broken.parent.mkdir()
    broken.write_text("format = 1", "utf-8")
    assert str(broken) in refused(broken, folder, TOWN())
    assert "town.json" in refused(scenario, folder, tmp_path)
    (folder / f"second-{JOURNAL}").write_bytes((folder / JOURNAL).read_bytes())
    assert "there are 2" in refused(scenario, folder, TOWN())
    assert path.read_bytes() == before
