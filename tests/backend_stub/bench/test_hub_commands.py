"""hub.commands: it runs, also where Redis is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.bench import hub_commands


def test_bare_loop_commits_everything(tmp_path: Path) -> None:
    assert hub_commands.sqlite_per_s(tmp_path, 600) > 0


def test_missing_redis_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with hub_commands.running_redis(tmp_path) as redis:
        assert redis is None


@pytest.mark.slow
@pytest.mark.serial
def test_hub_takes_a_load_without_refusing_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_commands, "CONNECTIONS", 4)
    monkeypatch.setattr(hub_commands, "INCIDENTS", 5)
    with hub_commands.loaded_hub(tmp_path) as hub:
        figures = hub.load(200)
        paced = hub.load(100, 500)
    assert (figures["n"], figures["refused"]) == (200, {})
    assert (paced["n"], paced["refused"]) == (100, {})
