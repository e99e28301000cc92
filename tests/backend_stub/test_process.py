"""Manners of children: the ready line, the parent's end, signals."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from backend_stub.process import Life
from console.child import Child, ChildError
from tests.backend_stub.town import demo_town

ROOT = Path(__file__).resolve().parents[2]


def test_stop_is_said_once_with_its_first_reason() -> None:
    life, called = Life("test"), []
    life.on_stop(lambda: called.append(1))
    life.stop("first")
    life.stop("second")
    assert (life.reason, called, life.stopping.is_set()) == ("first", [1], True)


def test_stop_that_comes_before_somebody_listens_is_told_to_him_and_told_once() -> None:
    """K3: a closed pipe or a signal while a child is still loading."""
    life, called = Life("test"), []
    life.stop("early")
    life.on_stop(lambda: called.append("first"))
    life.stop("again")
    life.on_stop(lambda: called.append("second"))
    assert (life.reason, called) == ("early", ["first", "second"])


def test_stops_from_all_sides_at_once_are_told_once() -> None:
    """K3: parent gone, signals and late listeners in any order, many times."""
    for _ in range(200):
        life, called, all_at_once = Life("test"), list[int](), threading.Barrier(4)

        def stop(life: Life = life, barrier: threading.Barrier = all_at_once) -> None:
            barrier.wait()
            life.stop("now")

        threads = [threading.Thread(target=stop) for _ in range(3)]
        for thread in threads:
            thread.start()
        all_at_once.wait()
        life.on_stop(partial(called.append, 1))
        for thread in threads:
            thread.join()
        assert called == [1]


def test_ready_line_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    Life("test").ready(port=5)
    line = capsys.readouterr().out
    assert line.startswith('{"ready": "test", "port": 5, "pid": ')
    assert line.endswith("}\n")


def test_a_person_at_a_terminal_reads_words() -> None:
    near, far = os.openpty()
    program = (
        "from backend_stub.process import Life; Life('hub').ready(commands=5, kind='live'); Life('x').ready()"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=far, check=True)
    os.close(far)
    said = os.read(near, 4096).decode().splitlines()
    os.close(near)
    assert said == ["hub is ready: commands 5 · kind live. Ctrl+C ends it.", "x is ready. Ctrl+C ends it."]


def test_child_that_ends_before_its_ready_line_is_an_error(tmp_path: Path) -> None:
    child = Child(["no-such-command"], log=tmp_path / "log")
    with pytest.raises(ChildError, match="ended with status 2"):
        child.wait_ready(30)
    assert child.stop() == 2


LOADING = """
import os, signal, sys, threading
from backend_stub.process import Life
life = Life.begin("loading")
done = threading.Event()
held = threading.Lock()
def end():
    with held:
        done.set()
with held:
    if sys.argv[1] == "late":
        life.on_stop(end)
    for name in sys.argv[2:]:
        os.kill(os.getpid(), getattr(signal, name))
    if sys.argv[1] == "early":
        life.stopping.wait()
        threading.Thread(target=life.on_stop, args=[end]).start()
sys.exit(0 if done.wait(60) else 1)
"""


@pytest.mark.parametrize("when", ["early", "late"])
@pytest.mark.parametrize("signals", [["SIGTERM"], ["SIGINT"], ["SIGTERM", "SIGINT", "SIGTERM"]])
def test_signal_while_a_child_loads_stops_it_whatever_lock_it_holds(when: str, signals: list[str]) -> None:
    """K3: before its service listens, after it, and again and again."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING, when, *signals],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0


@pytest.mark.slow
def test_hub_whose_parent_is_gone_before_it_is_ready_ends(tmp_path: Path) -> None:
    """K3: `: | main.py hub`."""
    child = Child(["hub", "--data", str(tmp_path / "data")], log=tmp_path / "log")
    child.close_stdin()
    assert child.process.wait(60) == 0
    child.stop()
    assert "the parent is gone" in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["beside", "town"])
def test_program_that_waits_for_its_hub_ends_when_it_is_told(tmp_path: Path, name: str) -> None:
    """K3: no hub is there; it ends well as told, instead of with the fault that nobody answers."""
    town = demo_town.directory()
    hub = Child(["hub", "--data", str(tmp_path / "hub"), "--demo-accounts"], log=tmp_path / "hub.log")
    access = hub.wait_ready(60)["access"]
    hub.stop(30)
    child = Child([name, "--access", access, "--town", str(town)], log=tmp_path / "log")
    child.close_stdin()
    assert child.process.wait(60) == 0
    child.stop()
    assert "does not answer" not in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("how", ["stdin", "sigterm"])
def test_child_ends_when_its_parent_is_gone_or_it_is_told(tmp_path: Path, how: str) -> None:
    child = Child(["hub", "--data", str(tmp_path / "data")], log=tmp_path / "log")
    facts = child.wait_ready(60)
    assert facts["pid"] == child.process.pid
    if how == "sigterm":
        child.process.terminate()
        assert child.process.wait(30) == 0
    assert child.stop(30) == 0
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert ("the parent is gone" if how == "stdin" else "SIGTERM") in log
