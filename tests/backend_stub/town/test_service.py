"""The town as a process against a real hub: positions, calls and cameras arrive, and a killed hub finds it again."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from backend_stub.link import HubLink, LinkHooks
from backend_stub.town import service
from backend_stub.town.generate import main as generate
from console.child import Child
from console.domain.incidents.entities import IncidentState
from console.link.config import from_access_file
from console.link.view import Telemetry
from console.wire.messages import CameraLent, OpenCamera, Positions

FIRE = """
format = 1
name_zh = "一场火"
name_en = "One fire"
[[openings]]
at_s = 2
type_code = "FIRE"
[[happens]]
type_code = "FIRE"
sites = ["mall"]
effect = "smoke"
handle_s = [20, 30]
"""


def until(true: Callable[[], bool], within_s: float = 40.0) -> None:
    """Wait for something to come about."""
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def town_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town, generated once."""
    directory = tmp_path_factory.mktemp("town")
    assert generate(["--out", str(directory)]) == 0
    return directory


@dataclass
class House:
    """A hub and a town as children; how to start the hub again where it was."""

    data: Path
    town_dir: Path
    rate: float
    children: list[Child] = field(default_factory=list)

    def start_hub(self, port: int = 0) -> Child:
        words = ["hub", "--data", str(self.data), "--town", str(self.town_dir), "--demo-accounts"]
        hub = Child([*words, "--port", str(port), "--rate", str(self.rate)], log=self.data.parent / "hub.log")
        self.children.append(hub)
        hub.wait_ready()
        return hub

    def start_town(self, *more: str) -> Child:
        words = ["town", "--access", str(self.access), "--town", str(self.town_dir), *more]
        town = Child(words, log=self.data.parent / "town.log")
        self.children.append(town)
        town.wait_ready()
        return town

    @property
    def access(self) -> Path:
        return self.data / "demo-access.json"

    def close(self) -> None:
        for child in reversed(self.children):
            if child.process.poll() is None:
                child.stop()
            else:
                child.kill()


@pytest.fixture
def house(tmp_path: Path, town_dir: Path) -> Iterator[House]:
    opened = House(tmp_path / "hub", town_dir, rate=8.0)
    yield opened
    opened.close()


class Watcher:
    """A console seat that only watches."""

    def __init__(self, access: Path) -> None:
        self.positions: list[Positions] = []
        hooks = LinkHooks(events=lambda picture, events: None, telemetry=self._hear, topics=("pos",))
        self.link = HubLink(from_access_file(access, "console"), hooks)
        self.link.start()
        self.link.wait_connected()

    def _hear(self, message: Telemetry) -> None:
        if isinstance(message, Positions):
            self.positions.append(message)


@pytest.mark.slow
def test_positions_calls_and_cameras_reach_the_hub(house: House) -> None:
    house.start_hub()
    town = house.start_town("--faults")
    watcher = Watcher(house.access)
    try:
        until(lambda: len(watcher.positions) >= 3 and len(watcher.link.picture.calls) >= 4)
        batch = watcher.positions[-1]
        assert len(batch.unit_ids) > 100
        assert np.frombuffer(batch.speed_cmps_i16, "<i2").max() > 100
        lent = watcher.link.request(
            OpenCamera(id="1" * 32, camera_id="CAM-001", incident_id="", purpose="test")
        )
        assert isinstance(lent, CameraLent)
        assert lent.transport == "mpegts"
        with urllib.request.urlopen(lent.url, timeout=10) as stream:
            assert stream.read(188)[:1] == b"G"
        url = f"http://127.0.0.1:{town.facts['cameras']}/"
        with urllib.request.urlopen(url, timeout=10) as listed:
            assert len(json.load(listed)) == 168
    finally:
        watcher.link.stop()


@pytest.mark.slow
def test_town_goes_on_when_a_killed_hub_returns(house: House) -> None:
    hub = house.start_hub()
    port = int(hub.facts["commands"])
    town = house.start_town()
    watcher = Watcher(house.access)
    try:
        until(lambda: len(watcher.positions) >= 2)
        hub.kill()
        until(lambda: not watcher.link.connected)
        heard = len(watcher.positions)
        house.start_hub(port)
        until(lambda: len(watcher.positions) >= heard + 3)
        assert watcher.positions[-1].t_ms > watcher.positions[heard - 1].t_ms
        lent = watcher.link.request(
            OpenCamera(id="2" * 32, camera_id="CAM-002", incident_id="", purpose="test")
        )
        assert isinstance(lent, CameraLent), "the town tells a new hub its cameras again"
        assert town.process.poll() is None
    finally:
        watcher.link.stop()


@pytest.mark.slow
def test_autopilot_plays_incidents_from_alarm_to_close(house: House, tmp_path: Path) -> None:
    house.rate = 20.0
    house.start_hub()
    course = tmp_path / "course.toml"
    course.write_text(FIRE, encoding="utf-8")
    house.start_town("--autopilot", "--scenario", str(course))
    watcher = Watcher(house.access)
    try:

        def closed() -> bool:
            incidents = list(watcher.link.picture.incidents.values())
            return any(i.state is IncidentState.CLOSED and i.first_onscene_ms > 0 for i in incidents)

        until(closed, within_s=90.0)
    finally:
        watcher.link.stop()


@pytest.mark.slow
def test_town_ends_with_its_parent(house: House) -> None:
    house.start_hub()
    assert house.start_town().stop() == 0


def test_access_file_that_is_not_there_is_told(
    tmp_path: Path, town_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = service.main(["--access", str(tmp_path / "none.json"), "--town", str(town_dir)])
    assert status == 1
    assert "none.json" in capsys.readouterr().err


def test_town_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert service.main(["--access", str(tmp_path / "a.json"), "--town", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err.startswith("town: ")
