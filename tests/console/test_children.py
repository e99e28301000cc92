"""Children are started, heard, restarted and stopped; what goes wrong is said in words."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from console.child import Child, ChildError
from console.children import Children

GOOD = """
import json, os, sys
print("not json")
print(json.dumps({"ready": "good", "port": 7, "pid": os.getpid(), "argv": sys.argv[1:]}), flush=True)
sys.stdin.read()
sys.exit(3)
"""
BAD = """
import sys
sys.stderr.write("no room on the disk\\n")
sys.exit(5)
"""
TOLD = """
import sys
for line in sys.argv[1:]:
    sys.stderr.write(line + "\\n")
sys.exit(5)
"""
SILENT = """
import sys
sys.stdin.read()
"""
DEAF = """
import json, time
print(json.dumps({"ready": "deaf"}), flush=True)
time.sleep(60)
"""


def _script(tmp_path: Path, text: str) -> tuple[str, ...]:
    path = tmp_path / "child.py"
    path.write_text(text, encoding="utf-8")
    return sys.executable, str(path)


def _until(true: Callable[[], bool], within_s: float = 20.0) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


@contextmanager
def _children(logs: Path, door: Sequence[str]) -> Iterator[Children]:
    made = Children(logs, door)
    try:
        yield made
    finally:
        made.stop()


def _kill(child: Child) -> None:
    child.process.kill()
    child.process.wait()


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    return tmp_path / "logs"


def test_facts_of_the_ready_line_are_handed_on(tmp_path: Path, logs: Path) -> None:
    with _children(logs, _script(tmp_path, GOOD)) as children:
        facts = children.begin("good", ["--port", "0"]).wait_ready()
        assert facts["port"] == 7
        assert facts["argv"] == ["--port", "0"]
        assert children.pids() == {"good": facts["pid"]}
    assert children.pids() == {}


def test_child_that_ends_is_told_with_its_last_words(tmp_path: Path, logs: Path) -> None:
    with _children(logs, _script(tmp_path, BAD)) as children, pytest.raises(ChildError) as told:
        children.begin("bad", []).wait_ready()
    assert "bad ended with status 5" in str(told.value)
    assert "no room on the disk" in str(told.value)
    assert str(logs / "bad.log") in str(told.value)


@pytest.mark.parametrize("second", [[], ["the port is taken"], [f"line {n}" for n in range(20)]])
def test_failed_start_is_told_with_its_own_words_and_not_with_those_before(
    tmp_path: Path, logs: Path, second: list[str]
) -> None:
    """K16: two failed starts into one log."""
    door = _script(tmp_path, TOLD)
    for words in (["no room on the disk"], second):
        with _children(logs, door) as children, pytest.raises(ChildError) as told:
            children.begin("bad", words).wait_ready()
    assert "no room on the disk" not in str(told.value)
    assert all(line in str(told.value) for line in second[-6:])
    assert "line 13" not in str(told.value)
    assert (logs / "bad.log").read_text(encoding="utf-8").startswith("no room on the disk\n")


def test_silent_child_is_told_after_the_time_it_had(tmp_path: Path, logs: Path) -> None:
    with (
        _children(logs, _script(tmp_path, SILENT)) as children,
        pytest.raises(ChildError, match="not ready within"),
    ):
        children.begin("silent", []).wait_ready(0.3)


def test_program_that_is_not_there_is_told(logs: Path) -> None:
    with pytest.raises(ChildError, match="cannot be started"):
        Child([], logs / "nobody.log", name="nobody", door=[str(logs / "nothing-here")])


def test_child_stops_when_its_stdin_closes(tmp_path: Path, logs: Path) -> None:
    child = Child([], logs / "good.log", name="good", door=_script(tmp_path, GOOD))
    child.wait_ready()
    assert child.running
    assert child.stop() == 3


@pytest.mark.expects_log("did not stop within")
def test_child_that_will_not_stop_is_ended(tmp_path: Path, logs: Path) -> None:
    child = Child([], logs / "deaf.log", name="deaf", door=_script(tmp_path, DEAF))
    child.wait_ready()
    assert child.stop(within_s=0.2) != 0
    assert not child.running


@pytest.mark.slow
@pytest.mark.expects_log("is started again")
def test_killed_hub_comes_back_with_the_facts_of_before(tmp_path: Path, logs: Path) -> None:
    with _children(logs, _script(tmp_path, GOOD)) as children:
        first = children.begin("hub", ["0"])
        pid = first.wait_ready()["pid"]
        children.keep("hub", lambda before: [str(before.get("port", 0))])
        _kill(first)
        _until(lambda: children.child("hub").facts.get("pid", pid) != pid)
        assert children.child("hub").facts["argv"] == ["7"]
        assert children.pids()["hub"] == children.child("hub").facts["pid"]


def test_child_that_is_not_to_be_restarted_stays_gone(tmp_path: Path, logs: Path) -> None:
    with _children(logs, _script(tmp_path, GOOD)) as children:
        once = children.begin("once", [])
        once.wait_ready()
        _kill(once)
        assert children.pids() == {}
        assert children.child("once") is once
