"""`main.py drill --headless` as a user meets it: reports, refusals, Ctrl-C; the same seed leaves the same bytes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from backend_stub.drill.commandline import main
from backend_stub.drill.report import JOURNAL, RESULT
from backend_stub.hub.journal_cli import main as journal_main
from console.domain.judge.judging import verdict_bytes, with_t_star
from console.planning import plan_cards
from console.review.score_cli import judge_file
from tests.backend_stub.drill.short_drill import SCENARIOS
from tests.backend_stub.town import demo_town

ROOT = SCENARIOS.parents[1]


def short(tmp_path: Path, lasts_s: int = 160, name: str = "chemical-plant") -> Path:
    """A scenario of the program, cut short."""
    path = tmp_path / f"{name}.toml"
    text = (SCENARIOS / path.name).read_text("utf-8")
    text = text.replace("lasts_s = 2100", f"lasts_s = {lasts_s}")
    tables = re.split(r"^(?=\[\[)", text, flags=re.MULTILINE)
    path.write_text("".join(one for one in tables if not _comes_after(one, lasts_s)), "utf-8")
    return path


def calm(tmp_path: Path) -> Path:
    """The shortest scenario there may be: a minute in which nothing happens that wants a muster."""
    path = short(tmp_path, 60)
    tables = re.split(r"^(?=\[\[)", path.read_text("utf-8"), flags=re.MULTILINE)
    kept = [one for one in tables if not (one.startswith("[[openings]]") and '"CHEM"' in one)]
    assert len(kept) < len(tables)
    path.write_text("".join(kept), "utf-8")
    return path


def _comes_after(table: str, lasts_s: int) -> bool:
    """Whether a table is something that would come after the end."""
    at_s = re.search(r"^at_s = (\d+)", table, flags=re.MULTILINE)
    return at_s is not None and int(at_s.group(1)) >= lasts_s


def drill(scenario: Path, report: Path, *more: str) -> int:
    """Run it in this process."""
    town = str(demo_town.directory())
    return main([str(scenario), "--headless", "--town", town, "--report", str(report), *more])


def left(report: Path) -> tuple[bytes, ...]:
    """Result and journal, then the pages and tables."""
    first = (report / RESULT, report / JOURNAL)
    others = sorted(path for path in report.iterdir() if path not in first)
    return tuple(path.read_bytes() for path in (*first, *others))


def refused(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Status and words."""
    try:
        status = main(list(arguments))
    except SystemExit as stop:
        status = int(stop.code or 0)
    return status, capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_same_seed_leaves_the_same_bytes(tmp_path: Path) -> None:
    scenario = short(tmp_path)
    assert drill(scenario, tmp_path / "a", "--autopilot", "greedy", "--seed", "7") == 0
    assert drill(scenario, tmp_path / "b", "--autopilot", "--seed", "7", "--speed", "1000") == 0
    assert left(tmp_path / "a") == left(tmp_path / "b")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_another_process_leaves_the_same_bytes(tmp_path: Path) -> None:
    scenario = short(tmp_path, 100)
    assert drill(scenario, tmp_path / "a") == 0
    command = [
        sys.executable,
        "main.py",
        "drill",
        str(scenario),
        "--headless",
        "--report",
        str(tmp_path / "b"),
    ]
    done = subprocess.run(
        [*command, "--town", str(demo_town.directory())],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "12345"},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert left(tmp_path / "a") == left(tmp_path / "b")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_another_seed_is_another_world(tmp_path: Path) -> None:
    scenario = short(tmp_path, 70)
    assert drill(scenario, tmp_path / "a", "--seed", "7") == 0
    assert drill(scenario, tmp_path / "b", "--seed", "8") == 0
    assert left(tmp_path / "a")[1] != left(tmp_path / "b")[1]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_judgement_is_what_the_exported_journal_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert drill(short(tmp_path), tmp_path / "a") == 0
    result: dict[str, Any] = json.loads((tmp_path / "a" / RESULT).read_text("utf-8"))
    judged = judge_file(tmp_path / "a" / JOURNAL)
    first = result["judgement"]["musters"][0]
    star = with_t_star(judged, first["muster_id"], first["t_star_ms"])
    assert result["judgement"] == json.loads(verdict_bytes(star))
    # J6, J8: one T*, one efficiency
    assert first["t_star_source"] == "autopilot"
    assert first["t_star_anywhere_ms"] == first["t_star_ms"]
    muster, efficiency = result["musters"][0], first["efficiency_permille"]
    assert muster["efficiency"] == (efficiency / 1000 if efficiency >= 0 else None)
    assert muster["t_star_s"] == (first["t_star_ms"] / 1000 if first["t_star_ms"] >= 0 else None)
    assert muster["t_star_place"]["zh"]
    assert result["format"] == "result/1"
    assert (result["run"]["scenario"], result["run"]["autopilot"]) == ("chemical-plant", "greedy")
    assert result["chain"] == judged.chain
    assert result["ranked"] is False
    assert result["unranked"] == ["autopilot"]
    assert muster["strength"]["at_limit"] == first["measures"]["strength_at_limit"]
    written = {"gates.csv", "units.csv", "curve.csv", "result.html", "result.txt", RESULT, JOURNAL}
    assert {path.name for path in (tmp_path / "a").iterdir()} == written
    assert "Songtai Chemical Plant" in (tmp_path / "a" / "result.html").read_text("utf-8")
    capsys.readouterr()
    assert journal_main(["verify", str(tmp_path / "a" / JOURNAL)]) == 0
    assert f"root {judged.chain}" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent by signal")
def test_ctrl_c_ends_the_run_cleanly_with_what_there_is(tmp_path: Path) -> None:
    command = [sys.executable, "main.py", "drill", str(short(tmp_path, 2000)), "--headless", "--speed", "10"]
    child = subprocess.Popen(
        [*command, "--town", str(demo_town.directory()), "--report", str(tmp_path / "out")],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stderr is not None
    line = child.stderr.readline()
    assert "incidents" in line
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=300)
    assert child.returncode == 130, errors
    result = json.loads((tmp_path / "out" / RESULT).read_text("utf-8"))
    assert result["run"]["ended"] == "stopped"
    assert judge_file(tmp_path / "out" / JOURNAL).last_seq == result["events"]


def test_wrong_scenario_file_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = short(tmp_path)
    path.write_text(path.read_text("utf-8").replace("factor = 0.3", 'factor = "some"'), "utf-8")
    status, words = refused(
        [str(path), "--headless", "--town", str(demo_town.directory()), "--report", "r"], capsys
    )
    assert status == 2
    assert words.startswith(f"drill: {path}:")
    assert "injects[0].factor" in words


def test_wrong_card_is_told_in_one_line_and_leaves_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    card = folder / "card.toml"
    text = (plan_cards.PLANS / "chemical-explosion.toml").read_text("utf-8")
    monkeypatch.setattr(plan_cards, "PLANS", folder)
    words = [str(short(tmp_path)), "--headless", "--town", str(demo_town.directory())]
    words += ["--report", str(tmp_path / "report")]
    for old, new, told in (
        ("format = 1", "format = 2", "3: format: format 2 is not 1"),
        ("cordon = 6", "levitation = 6", "22: quotas.levitation: the town has no capability 'levitation'"),
    ):
        card.write_text(text.replace(old, new, 1), "utf-8")
        assert refused(words, capsys) == (2, f"drill: {card}:{told}\n")
    assert not (tmp_path / "report").exists()


def test_scenario_that_names_what_the_town_does_not_have_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = short(tmp_path)
    path.write_text(path.read_text("utf-8").replace('"C-202"', '"P-999"'), "utf-8")
    words = [str(path), "--headless", "--town", str(demo_town.directory())]
    status, told = refused([*words, "--report", str(tmp_path / "report")], capsys)
    assert status == 2
    assert told.startswith(f"drill: {path}:")
    assert told.endswith(": injects[3].units[0]: the town has no unit 'P-999'\n")
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--report", "r"], "add --headless"),
        (["--headless"], "--report"),
        (["--headless", "--report", "r", "--speed", "soon"], "speed 'soon'"),
        (["--headless", "--report", "r", "--autopilot", "lucky"], "invalid choice"),
    ],
)
def test_wrong_use_is_refused_in_words(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, words = refused([str(SCENARIOS / "chemical-plant.toml"), *more], capsys)
    assert status == 2
    assert said in words


def test_scenario_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "absent.toml"
    status, words = refused(
        [str(path), "--headless", "--town", str(demo_town.directory()), "--report", "r"], capsys
    )
    assert status == 2
    assert f"{path}:1: No such file" in words


def test_report_that_cannot_be_written_is_told_before_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", "utf-8")
    status, words = refused(
        [
            *(str(short(tmp_path)), "--headless", "--town", str(demo_town.directory())),
            *("--report", str(taken)),
        ],
        capsys,
    )
    assert status == 1
    assert words.count("\n") == 1
    assert "the report cannot be written" in words


def test_town_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, words = refused(
        [str(short(tmp_path)), "--headless", "--town", str(tmp_path), "--report", "r"], capsys
    )
    assert status == 1
    assert "town.json" in words
