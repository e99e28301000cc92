"""`main.py drill SCENARIO`: bad use in words, a folder for each run, and a whole run with a window offscreen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import psutil
import pytest

from console import drill
from console.domain.judge.judging import judge, verdict_bytes
from console.domain.runs.events import RunOpened
from console.journal.reader import JournalReader
from console.result.files import RESULT
from console.review.score_cli import judge_file
from console.review.t_star import starred
from tests.backend_stub.town import demo_town

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "resources" / "scenarios" / "chemical-plant.toml"


def test_scenario_that_is_not_there_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drill.main([str(tmp_path / "nothing.toml")]) == 2
    assert "there is no scenario" in capsys.readouterr().err


def test_folder_that_is_no_run_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MUSTER_HOME", str(tmp_path / "home"))
    assert drill.main([str(SCENARIO), "--reference", str(tmp_path)]) == 2
    assert "is no run's folder" in capsys.readouterr().err


def test_no_scenario_and_no_run_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        drill.main([])
    assert refused.value.code == 2
    assert "a scenario is wanted" in capsys.readouterr().err


def test_run_of_which_no_scenario_was_kept_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MUSTER_HOME", str(tmp_path / "home"))
    assert drill.main(["--reference", str(tmp_path)]) == 2
    assert "is no run's folder" in capsys.readouterr().err


@pytest.mark.parametrize("speed", ["0", "60", "-1"])
def test_speed_that_no_desk_can_follow_is_refused_in_words(
    speed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        drill.main([str(SCENARIO), "--speed", speed])
    assert refused.value.code == 2
    assert "faster only with --headless" in capsys.readouterr().err


def test_every_run_has_a_folder_of_its_own(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, 1, 2, 3).astimezone()
    first = drill.run_folder(tmp_path, "chemical plant/1", now)
    assert first.name == "20261122-010203-chemical-plant-1"
    first.mkdir()
    assert drill.run_folder(tmp_path, "chemical plant/1", now).name == f"{first.name}-2"


def test_result_without_a_muster_is_said_so() -> None:
    assert drill.in_one_line(judge([])) == "no muster was activated"


def test_journal_that_is_not_there_leaves_no_result_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drill.leave_result(tmp_path / "hub", tmp_path, Path("x.toml"), "en") == 1
    assert "the run cannot be judged" in capsys.readouterr().err
    assert not (tmp_path / RESULT).exists()


def environment(home: Path) -> dict[str, str]:
    hidden = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**hidden, "QT_QPA_PLATFORM": "offscreen", "MUSTER_HOME": str(home)}


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_wrong_scenario_is_told_with_file_line_and_field(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('format = 1\nname_zh = "x"\nname_en = "x"\nseed = "many"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "main.py", "drill", str(wrong)],
        cwd=ROOT,
        env=environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"drill: {wrong}:4: seed: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "home").exists()


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_scenario_with_a_unit_that_the_town_does_not_have_leaves_no_run(tmp_path: Path) -> None:
    home, wrong = tmp_path / "home", tmp_path / "wrong.toml"
    shutil.copytree(demo_town.directory(), home / "towns" / demo_town.directory().name)
    wrong.write_text(SCENARIO.read_text("utf-8").replace('"C-202"', '"P-999"', 1), "utf-8")
    done = subprocess.run(
        [sys.executable, "main.py", "drill", str(wrong)],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"drill: {wrong}:")
    assert done.stderr.endswith(": injects[3].units[0]: the town has no unit 'P-999'\n")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in home.iterdir()] == ["towns"]


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_drill_with_a_window_is_of_kind_drill_and_leaves_journal_and_result(tmp_path: Path) -> None:
    home, shots = tmp_path / "home", tmp_path / "shots"
    words = ["drill", str(SCENARIO), "--speed", "4", "--seed", "11", "--lang", "en", "--autopilot"]
    words += ["--screenshot", str(shots), "--after", "30", "--quit-after", "34"]
    with (tmp_path / "stderr.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "main.py", *words], cwd=ROOT, env=environment(home), stderr=log
        )
        try:
            kinds = _kinds_of_children(process.pid)
            family = psutil.Process(process.pid).children(recursive=True)
            assert process.wait(360) == 0
        finally:
            process.kill()
            process.wait()
    assert kinds == {"hub": "drill", "beside": "drill", "town": "drill"}
    _gone, left = psutil.wait_procs(family, timeout=15)
    assert not left, [one.cmdline() for one in left]

    (run,) = (home / drill.RUNS).iterdir()
    assert "chemical-plant" in run.name
    assert not (home / "demo").exists()
    journal, result = run / "chemical-plant.muster-journal", run / RESULT
    judged = judge_file(journal)
    whole = json.loads(result.read_bytes())
    # J6: the window was closed before T* was found; that of the T0 snapshot is none
    assert whole["judgement"] == json.loads(verdict_bytes(starred(judged, None)))
    assert judged.musters
    assert (whole["format"], whole["kind"], whole["signature"]) == ("result/1", "drill", "signed")
    assert (run / "result.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert {path.name for path in run.iterdir()} >= {"result.txt", "gates.csv", "units.csv", "curve.csv"}
    assert {"autopilot", "rate", "unfinished"} <= set(judged.unranked)
    with JournalReader(journal) as reader:
        opened = [one.event for one in reader.events() if isinstance(one.event, RunOpened)]
    assert [(one.scenario, one.seed, one.autopilot) for one in opened] == [("chemical-plant", 11, "greedy")]
    said = (tmp_path / "stderr.log").read_text(encoding="utf-8", errors="replace")
    assert f"drill: journal and result are in {run}" in said
    assert f"main.py drill --reference {run}" in said
    assert (run / SCENARIO.name).read_bytes() == SCENARIO.read_bytes()
    assert list(shots.glob("operate-en.png"))
    assert not secrets_in(run, home / drill.HUBS / run.name)  # J18


def secrets_in(folder: Path, hub: Path) -> set[Path]:
    """Files of a run's folder that hold a secret of its hub or of anybody who was there."""
    access = json.loads((hub / "demo-access.json").read_bytes())
    own = json.loads((hub / "hub-keys.json").read_bytes())
    secrets = {own["curve_secret"], own["signing"], own["vault"]}
    for client in access["clients"].values():
        secrets.add(client["secret_key"])
        secrets.update(user["password"] for user in client.get("users", ()))
    assert len(secrets) > 10
    return {
        path
        for path in folder.rglob("*")
        if path.is_file() and any(secret.encode() in path.read_bytes() for secret in secrets)
    }


def _kinds_of_children(pid: int, within_s: float = 120.0) -> dict[str, str]:
    """What kind each child was started with, once all three are there."""
    deadline = time.monotonic() + within_s
    found: dict[str, str] = {}
    while len(found) < 3:
        assert time.monotonic() < deadline, f"only {found} were started"
        for child in psutil.Process(pid).children():
            try:
                words = child.cmdline()
            except psutil.Error:
                continue
            if words[2:3] and words[2] in ("hub", "beside", "town") and "--kind" in words:
                found[words[2]] = words[words.index("--kind") + 1]
        time.sleep(0.1)
    return found
