"""The demo's house: one per home, a fresh journal each time, children in their order, faults in words."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from console.demo_house import TOWN_GENERATOR, TOWN_SEED, DemoError, DemoHouse, DemoPlan, WrongFileError

CHILD = """
import json, sys
from pathlib import Path
from typing import Any
name, *words = sys.argv[1:]
log = Path(__file__).parent / "starts.jsonl"
with log.open("a") as file:
    file.write(json.dumps([name, *words]) + "\\n")
if name == BROKEN:
    sys.exit("the disk is full")
if name == "check" and WRONG:
    sys.stderr.write(WRONG + "\\n")
    sys.exit(2)
facts = {"ready": name}
if name == "hub":
    data = Path(words[words.index("--data") + 1])
    data.mkdir(parents=True, exist_ok=True)
    (data / "demo-access.json").write_text("{}")
    facts |= {"commands": 4711, "access": str(data / "demo-access.json")}
print(json.dumps(facts), flush=True)
sys.stdin.read()
"""


def _house(tmp_path: Path, *, broken: str = "", wrong: str = "", **plan: Any) -> DemoHouse:
    door = tmp_path / "door.py"
    text = CHILD.replace("BROKEN", repr(broken)).replace("WRONG", repr(wrong))
    door.write_text(text, encoding="utf-8")
    town = tmp_path / "towns" / f"songting-{TOWN_SEED}"
    town.mkdir(parents=True, exist_ok=True)
    (town / "town.json").write_text(json.dumps({"generator": TOWN_GENERATOR}), encoding="utf-8")
    return DemoHouse(DemoPlan(home=tmp_path, **plan), (sys.executable, str(door)))


def _starts(tmp_path: Path) -> dict[str, list[str]]:
    lines = (tmp_path / "starts.jsonl").read_text(encoding="utf-8").splitlines()
    return {words[0]: words[1:] for words in map(json.loads, lines)}


def test_home_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    house = DemoHouse(DemoPlan(home=taken), (sys.executable, "-c", ""))
    with pytest.raises(DemoError, match=r"cannot be used.*taken.*MUSTER_HOME"):
        house.open(lambda words: None)


def test_hub_beside_and_town_are_started_with_the_access_file(tmp_path: Path) -> None:
    house = _house(tmp_path, rate=8.0, autopilot=True, autopilot_pace=5.0, quiet_s=40.0, faults=True)
    access = house.open(lambda words: None)
    try:
        house.wait()
        assert access == house.data / "demo-access.json"
        starts = _starts(tmp_path)
        assert starts["hub"][-2:] == ["--rate", "8"]
        assert starts["beside"][:2] == ["--access", str(access)]
        assert starts["town"][4:6] == ["--kind", "demo"]
        assert starts["town"][6:] == ["--autopilot", "--autopilot-pace", "5", "--quiet", "40", "--faults"]
        assert set(house.children.pids()) == {"hub", "beside", "town"}
    finally:
        house.close()
    assert house.children.pids() == {}


def test_journal_is_made_anew_unless_it_is_to_be_kept(tmp_path: Path) -> None:
    old = tmp_path / "demo" / "hub" / "journal.db"
    for keep in (True, False):
        old.parent.mkdir(parents=True, exist_ok=True)
        old.write_text("old", encoding="utf-8")
        house = _house(tmp_path, keep=keep)
        house.open(lambda words: None)
        house.wait()
        house.close()
        assert old.exists() is keep


def test_second_demo_in_one_home_is_refused(tmp_path: Path) -> None:
    parent = psutil.Process(os.getppid())
    mark = tmp_path / "demo" / "running.json"
    mark.parent.mkdir(parents=True)
    mark.write_text(json.dumps({"pid": parent.pid, "started": parent.create_time()}), encoding="utf-8")
    with pytest.raises(DemoError, match=f"process {parent.pid}"):
        _house(tmp_path).open(lambda words: None)
    assert mark.exists()


def test_mark_of_a_demo_that_crashed_is_no_hindrance(tmp_path: Path) -> None:
    mark = tmp_path / "demo" / "running.json"
    mark.parent.mkdir(parents=True)
    mark.write_text(json.dumps({"pid": os.getppid(), "started": 5.0}), encoding="utf-8")
    house = _house(tmp_path)
    house.open(lambda words: None)
    house.wait()
    house.close()
    assert not mark.exists()


def test_hub_that_does_not_start_is_told_in_its_own_words(tmp_path: Path) -> None:
    house = _house(tmp_path, broken="hub")
    with pytest.raises(DemoError, match="the disk is full"):
        house.open(lambda words: None)
    assert house.children.pids() == {}


@pytest.mark.parametrize("keep", [True, False])
def test_wrong_file_is_told_as_it_is_before_anything_starts(tmp_path: Path, keep: bool) -> None:
    told = "plans/major-fire.toml:4: type_code: the town has no incident type 'ALIENS'"
    old = tmp_path / "demo" / "hub" / "journal.db"
    old.parent.mkdir(parents=True)
    old.write_text("old", encoding="utf-8")
    with pytest.raises(WrongFileError) as caught:
        _house(tmp_path, wrong=told, keep=keep).open(lambda words: None)
    assert (str(caught.value), caught.value.status) == (told, 2)
    assert set(_starts(tmp_path)) == {"check"}
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["hub"]
    assert old.exists()


def test_run_with_a_wrong_file_leaves_no_folder_and_asks_for_its_scenario(tmp_path: Path) -> None:
    folder, scenario = tmp_path / "drills" / "one", tmp_path / "wrong.toml"
    house = _house(tmp_path, wrong="wrong.toml:4: seed: no", folder=folder, scenario=scenario, kind="drill")
    with pytest.raises(WrongFileError):
        house.open(lambda words: None)
    assert _starts(tmp_path)["check"] == ["--town", str(house.town), "--scenario", str(scenario)]
    assert not folder.parent.exists()


def test_wrong_file_is_told_before_a_town_is_made(tmp_path: Path) -> None:
    house = _house(tmp_path, wrong="plans/major-fire.toml:4: no")
    (house.town / "town.json").unlink()
    said: list[str] = []
    with pytest.raises(WrongFileError):
        house.open(said.append)
    assert said == []
    assert _starts(tmp_path)["check"] == []


def test_check_that_cannot_be_done_is_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="cannot be checked: the disk is full") as caught:
        _house(tmp_path, broken="check").open(lambda words: None)
    assert caught.value.status == 1
    assert set(_starts(tmp_path)) == {"check"}


def test_town_that_does_not_start_is_told_later(tmp_path: Path) -> None:
    house = _house(tmp_path, broken="town")
    house.open(lambda words: None)
    try:
        with pytest.raises(DemoError, match="town ended with status 1"):
            house.wait()
    finally:
        house.close()


def test_own_cameras_are_given_to_the_hub(tmp_path: Path) -> None:
    words = _house(tmp_path, cameras=tmp_path / "own.csv").hub_arguments({})
    assert words[words.index("--cameras") + 1] == str(tmp_path / "own.csv")


def test_hub_comes_back_on_its_own_port(tmp_path: Path) -> None:
    house = _house(tmp_path)
    assert "4711" in house.hub_arguments({"commands": 4711})
    assert house.hub_arguments({})[house.hub_arguments({}).index("--port") + 1] == "0"


def test_town_asked_for_is_the_one_that_the_generator_makes() -> None:
    from backend_stub.town import generate

    assert generate.GENERATOR == TOWN_GENERATOR


@pytest.mark.slow
@pytest.mark.expects_log("town ended")
def test_a_town_that_dies_comes_back(tmp_path: Path) -> None:
    house = _house(tmp_path)
    house.open(lambda words: None)
    try:
        house.wait()
        first = house.children.pids()["town"]
        house.children.child("town").process.kill()
        end_s = time.monotonic() + 20.0
        while house.children.pids().get("town", first) == first:
            assert time.monotonic() < end_s, "the town stayed away"
            threading.Event().wait(0.05)
    finally:
        house.close()
