"""`main.py demo`: a muster is played from alarm to close offscreen, and a killed hub comes back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from console import demo
from tests.backend_stub.town import demo_town

ROOT = Path(__file__).resolve().parents[2]


def _environment(tmp_path: Path) -> dict[str, str]:
    hidden = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**hidden, "QT_QPA_PLATFORM": "offscreen", "MUSTER_HOME": str(tmp_path / "home")}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_muster_is_played_from_alarm_to_close_without_a_display(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "main.py", "demo", "--out", str(out), "--rate", "12"],
        cwd=ROOT,
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["played"]
    assert summary["units"]
    assert summary["journal"].startswith("good:")
    assert summary["same_hash_as_hub"] is not False
    times = summary["times_ms"]
    assert (
        times["alarm"]
        <= times["accepted"]
        <= times["first_dispatch"]
        <= times["T1_mustered"]
        <= times["T2_posts_filled_and_handling"]
        <= times["T3_under_control"]
        <= times["closed"]
    )
    assert times["T0_muster_order"] <= times["T1_mustered"]
    assert {gate["gate"] for gate in summary["muster"]["gates"]} >= {"muster", "arrive", "resolve"}
    pictures = {path.name for path in out.glob("*.png")}
    assert {
        f"{n}-{stage}-{lang}.png" for n, stage in enumerate(_stages(), 1) for lang in ("zh", "en")
    } == pictures
    assert f"are in {out}" in done.stderr


def _stages() -> tuple[str, ...]:
    from console.demo_stages import STAGES

    return STAGES


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_killed_hub_comes_back_and_nothing_is_left_behind(tmp_path: Path) -> None:
    words = ["demo", "--quit-after", "40", "--screenshot", str(tmp_path / "shots"), "--after", "34"]
    with (tmp_path / "stderr.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "main.py", *words], cwd=ROOT, env=_environment(tmp_path), stderr=log
        )
        try:
            _child_of(process.pid, "town")  # which is started when the hub is ready
            first = _child_of(process.pid, "hub")
            first.kill()
            second = _child_of(process.pid, "hub", not_pid=first.pid)
            family = psutil.Process(process.pid).children(recursive=True)
            assert process.wait(150) == 0
        finally:
            process.kill()
            process.wait()
    assert second.pid != first.pid
    _gone, left = psutil.wait_procs(family, timeout=15)
    assert not left, [one.cmdline() for one in left]
    assert list((tmp_path / "shots").glob("*.png"))


@pytest.mark.slow
@pytest.mark.timeout(200)
@pytest.mark.parametrize("words", [["demo"], ["drill", "resources/scenarios/chemical-plant.toml"]])
@pytest.mark.parametrize("when", ["children start", "all is up"])
def test_ctrl_c_in_the_terminal_ends_everything_cleanly(tmp_path: Path, words: list[str], when: str) -> None:
    """K4: the whole group of the terminal gets SIGINT; the children are not of it, and end with the console."""
    log = tmp_path / "stderr.log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "main.py", *words, "--screenshot", str(tmp_path / "shots"), "--after", "1"],
            cwd=ROOT,
            env=_environment(tmp_path),
            stderr=stderr,
            start_new_session=True,
        )
        try:
            town = _child_of(process.pid, "town")
            if when == "all is up":
                _until(lambda: any((tmp_path / "shots").glob("*.png")))
            family = psutil.Process(process.pid).children(recursive=True)
            assert town in family
            os.killpg(process.pid, signal.SIGINT)
            status = process.wait(60)
        finally:
            process.kill()
            process.wait()
    _gone, left = psutil.wait_procs(family, timeout=15)
    assert not left, [one.cmdline() for one in left]
    said = log.read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert "started again" not in said
    assert "ended with status" not in said
    ours = ("demo: ", "drill: ", "screenshot: ", "WARNING console.")
    assert all(line.startswith(ours) for line in said.splitlines()), said
    assert status in ((0,) if when == "all is up" else (0, 130)), said
    for hub_log in (tmp_path / "home").rglob("hub.log"):
        assert "stopping: the parent is gone" in hub_log.read_text(encoding="utf-8")


def _until(true: Callable[[], bool], within_s: float = 90.0) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def _child_of(pid: int, name: str, not_pid: int = -1, within_s: float = 60.0) -> psutil.Process:
    """One of a process's children by its sub-command, once it is there."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        for child in psutil.Process(pid).children():
            try:
                words = child.cmdline()
            except psutil.Error:
                continue
            if words[2:3] == [name] and child.pid != not_pid:
                return child
        time.sleep(0.1)
    raise AssertionError(f"no {name} was started")


def test_second_demo_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MUSTER_HOME", str(tmp_path))
    parent = psutil.Process(os.getppid())
    mark = tmp_path / "demo" / "running.json"
    mark.parent.mkdir(parents=True)
    mark.write_text(json.dumps({"pid": parent.pid, "started": parent.create_time()}), encoding="utf-8")
    assert demo.main([]) == 1
    assert "runs already" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.timeout(200)
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("format = 1", "format = 2", "2: format: format 2 is not 1"),
        (
            'type_code = "FIRE"',
            'type_code = "ALIENS"',
            "4: type_code: the town has no incident type 'ALIENS'",
        ),
        ("cordon = 4", "levitation = 4", "21: quotas.levitation: the town has no capability 'levitation'"),
    ],
)
def test_wrong_plan_card_is_told_before_anything_starts(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    """In a copy of the program, since the card is one of its own."""
    program, home = tmp_path / "program", tmp_path / "home"
    for room in ("console", "backend_stub", "streams", "widgets", "resources"):
        shutil.copytree(ROOT / room, program / room)
    shutil.copy2(ROOT / "main.py", program)
    town = demo_town.directory()
    shutil.copytree(town, home / "towns" / town.name)
    card = program / "resources" / "plans" / "major-fire.toml"
    text = card.read_text("utf-8")
    assert old in text
    card.write_text(text.replace(old, new, 1), "utf-8")
    drill = ["drill", "resources/scenarios/chemical-plant.toml"]
    for words in (
        ["demo"],
        ["demo", "--keep"],
        drill,
        [*drill, "--headless", "--report", str(tmp_path / "out")],
    ):
        done = subprocess.run(
            [sys.executable, "main.py", *words],
            cwd=program,
            env=_environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (2, f"{words[0]}: {card}:{told}\n")
        assert [path.name for path in home.iterdir()] == ["towns"]
    assert not (tmp_path / "out").exists()
