"""Settings and layouts are kept per user; a broken file is as good as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.settings.store import VARIABLE, SettingsStore, data_home


def test_keeps_values_per_user(tmp_path: Path) -> None:
    SettingsStore(tmp_path, "li").set("language", "zh")
    assert SettingsStore(tmp_path, "li").text("language") == "zh"
    assert SettingsStore(tmp_path, "wang").text("language") == ""


def test_refuses_what_the_table_does_not_allow(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path, "li")
    with pytest.raises(ValueError, match="wall_scale"):
        store.set("wall_scale", 9.0)
    with pytest.raises(KeyError):
        store.set("colour", "red")


def test_a_broken_file_gives_the_defaults(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path, "li")
    store.set("muted", True)
    path = next(tmp_path.rglob("settings.json"))
    path.write_text("{", encoding="utf-8")
    assert not SettingsStore(tmp_path, "li").flag("muted")
    path.write_text('{"muted": "yes", "sound_volume": 30}', encoding="utf-8")
    again = SettingsStore(tmp_path, "li")
    assert (again.flag("muted"), again.number("sound_volume")) == (False, 30)


def test_keeps_layouts_and_forgets_them(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path, "../li")
    assert store.layout("operate") is None
    store.save_layout("operate", b"state")
    assert store.layout("operate") == b"state"
    store.forget_layout("operate")
    assert store.layout("operate") is None
    assert all(tmp_path in path.parents for path in tmp_path.rglob("*"))


def test_a_home_that_cannot_be_written_loses_only_the_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    store = SettingsStore(blocked, "li")
    store.set("muted", True)
    assert store.flag("muted")


def test_the_environment_decides_where_things_are_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert data_home() == tmp_path
    monkeypatch.delenv(VARIABLE)
    assert data_home().name == "muster"


def test_each_person_at_a_screen_has_settings_of_his_own(tmp_path: Path) -> None:
    mine = SettingsStore(tmp_path, "operator")
    leaders = mine.of("leader")
    leaders.set("wall_view", "CAM-001")
    mine.set("muted", True)
    assert mine.of("operator") is mine, "two over one file would lose each other's values"
    assert mine.of("leader") is leaders
    assert mine.text("wall_view") == ""
    assert SettingsStore(tmp_path, "leader").text("wall_view") == "CAM-001"
    assert SettingsStore(tmp_path, "operator").flag("muted")
