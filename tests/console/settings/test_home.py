"""Where the console keeps things."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.settings.home import VARIABLE, data_home


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert data_home() == tmp_path
    monkeypatch.delenv(VARIABLE)
    assert data_home().name == "muster"
