"""`main.py check`: right files are said to be good, wrong ones told as cards and scenarios tell it; nothing starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub import check
from backend_stub.town.scenario import DEMO
from console.planning import plan_cards
from console.planning.plan_cards import PLANS
from tests.backend_stub.town import demo_town

DRILL = DEMO.parent / "chemical-plant.toml"


def cards(tmp_path: Path, old: str, new: str) -> Path:
    """A folder with one card, in which `old` became `new`."""
    folder = tmp_path / "plans"
    folder.mkdir()
    text = (PLANS / "chemical-explosion.toml").read_text("utf-8")
    assert old in text
    (folder / "card.toml").write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize("town", [False, True])
def test_files_of_the_program_are_good(town: bool, capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--town", str(demo_town.directory())] if town else []
    assert check.main(["--scenario", str(DRILL), *more]) == 0
    assert capsys.readouterr().out == f"good: 7 plan cards, {DRILL}\n"


def test_wrong_card_is_told_without_a_town(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = cards(tmp_path, "format = 1", "format = 2")
    monkeypatch.setattr(plan_cards, "PLANS", folder)
    assert check.main([]) == 2
    assert capsys.readouterr().err == f"{folder / 'card.toml'}:3: format: format 2 is not 1\n"


def test_card_of_a_type_that_the_town_does_not_have_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = cards(tmp_path, 'type_code = "CHEM"', 'type_code = "ALIENS"')
    monkeypatch.setattr(plan_cards, "PLANS", folder)
    assert check.main(["--town", str(demo_town.directory())]) == 2
    told = capsys.readouterr().err
    assert told == f"{folder / 'card.toml'}:5: type_code: the town has no incident type 'ALIENS'\n"


def test_scenario_with_a_unit_that_the_town_does_not_have_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(DRILL.read_text("utf-8").replace('"C-202"', '"P-999"', 1), "utf-8")
    assert check.main(["--scenario", str(path)]) == 0
    assert check.main(["--scenario", str(path), "--town", str(demo_town.directory())]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"{path}:")
    assert told.endswith(": injects[3].units[0]: the town has no unit 'P-999'\n")


def test_folder_that_is_no_town_is_no_fault_of_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.main(["--town", str(tmp_path)]) == 1
    assert "registry.json" in capsys.readouterr().err
