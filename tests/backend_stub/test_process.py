"""Manners of children: the ready line, the parent's end, signals."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.process import Life
from console.child import Child, ChildError


def test_stop_is_said_once_with_its_first_reason() -> None:
    life, called = Life("test"), []
    life.on_stop(lambda: called.append(1))
    life.stop("first")
    life.stop("second")
    assert (life.reason, called, life.stopping.is_set()) == ("first", [1], True)


def test_ready_line_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    Life("test").ready(port=5)
    line = capsys.readouterr().out
    assert line.startswith('{"ready": "test", "port": 5, "pid": ')
    assert line.endswith("}\n")


def test_child_that_ends_before_its_ready_line_is_an_error(tmp_path: Path) -> None:
    child = Child(["no-such-command"], log=tmp_path / "log")
    with pytest.raises(ChildError, match="ended with status 2"):
        child.wait_ready(30)
    assert child.stop() == 2


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
