"""Tracker and planner against a real hub: processes, sockets and all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_stub import beside
from backend_stub.link import HubLink, LinkHooks
from backend_stub.recorder.sayings import said_at
from backend_stub.recorder.sql_sayings import SAYINGS_FILE, SqlSayings
from backend_stub.recorder.tracks import read_tracks
from console.child import Child
from console.domain.base.place import Place
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.calls.entities import Channel, Report
from console.domain.calls.events import CallReported
from console.domain.evolve import Recorded
from console.domain.incidents.events import IncidentOpened
from console.domain.orders.commands import DispatchUnits, UnitChoice
from console.domain.orders.events import ArrivalSuggested
from console.domain.picture import Picture
from console.link.config import from_access_file
from console.link.view import Telemetry
from console.wire.messages import Accepted, Cover, EtaTable, Recommendation, Rings, Routes
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.town import demo_town

DEADLINE_S = 60.0


@pytest.fixture
def children() -> Iterator[list[Child]]:
    started: list[Child] = []
    yield started
    for child in reversed(started):
        child.stop()


class Desk:
    """A console's link that keeps what it hears."""

    def __init__(self, access: Path) -> None:
        self.plans: list[Telemetry] = []
        self.events: list[Recorded] = []
        self._news = threading.Condition()
        self._followed = threading.Event()
        hooks = LinkHooks(events=self._on_events, telemetry=self._on_telemetry)
        self.link = HubLink(from_access_file(access, "console"), hooks)

    def _on_telemetry(self, message: Telemetry) -> None:
        with self._news:
            self.plans.append(message)
            self._news.notify_all()

    def wait_following(self) -> None:
        """Until the snapshot is here: what it holds already would not be heard as events."""
        self.link.wait_connected(DEADLINE_S)
        assert self._followed.wait(DEADLINE_S), "no snapshot"

    def _on_events(self, picture: Picture, events: list[Recorded]) -> None:
        self._followed.set()
        with self._news:
            self.events += events
            self._news.notify_all()

    def wait_for(self, *kinds: type[object]) -> None:
        """Until one of each kind of plan or event was heard."""
        deadline = time.monotonic() + DEADLINE_S
        with self._news:
            while missing := [kind for kind in kinds if not self._heard(kind)]:
                left = deadline - time.monotonic()
                assert left > 0, f"never heard {missing}"
                self._news.wait(left)

    def _heard(self, kind: type[object]) -> bool:
        return any(isinstance(plan, kind) for plan in self.plans) or any(
            isinstance(recorded.event, kind) for recorded in self.events
        )


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_an_incident_is_planned_and_the_arrival_of_its_unit_suggested(
    tmp_path: Path, children: list[Child]
) -> None:
    directory = demo_town.directory()
    hub = Child(
        [
            *("hub", "--kind", "demo", "--data", str(tmp_path / "hub"), "--town", str(directory)),
            *("--port", "0", "--demo-accounts"),
        ],
        log=tmp_path / "hub.log",
    )
    children.append(hub)
    access = Path(hub.wait_ready(DEADLINE_S)["access"])
    helper = Child(["beside", "--access", str(access), "--town", str(directory)], log=tmp_path / "beside.log")
    children.append(helper)
    assert helper.wait_ready(DEADLINE_S)["ready"] == "beside"
    desk = Desk(access)
    field = HubLink(from_access_file(access, "town"))
    desk.link.start()
    field.start()
    try:
        desk.wait_following()
        field.wait_connected(DEADLINE_S)
        _play(desk, field)
    finally:
        desk.link.stop()
        field.stop()
    assert helper.stop() == 0
    assert "P-101" in read_tracks(access.parent / "tracks", 0, 10**9)
    heard = next(plan for plan in desk.plans if isinstance(plan, Recommendation))
    sayings = SqlSayings.read(access.parent / "tracks")
    for topic, incident_id, kind in (("advice", heard.incident_id, Recommendation), ("cover", "", Cover)):
        assert isinstance(said_at(sayings, topic, incident_id, 10**9), kind)
    sayings.close()


@pytest.mark.expects_log("not recorded")
def test_where_sayings_cannot_be_kept_that_is_said_and_planning_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / SAYINGS_FILE).write_bytes(b"no database" * 100)
    assert beside.open_sayings(tmp_path) is None
    assert "what the planner says is not recorded" in caplog.text
    assert "file is not a database" in caplog.text


def _play(desk: Desk, field: HubLink) -> None:
    """A call becomes an incident, is planned, and its unit stands there."""
    unit = demo_town.registry().units[0]
    place = Place(lon_e7=unit.home_lon_e7, lat_e7=unit.home_lat_e7, text_en="here")
    call = ReportCall(channel=Channel.PHONE, place=place, report=Report(words="a fight"), type_code="FIGHT")
    assert isinstance(desk.link.submit(call), Accepted)
    desk.wait_for(CallReported)
    call_id = next(r.event.call_id for r in desk.events if isinstance(r.event, CallReported))
    assert isinstance(desk.link.submit(AcceptCall(call_id=call_id, type_code="FIGHT")), Accepted)
    desk.wait_for(IncidentOpened, EtaTable, Rings, Recommendation, Cover)
    incident_id = next(r.event.incident_id for r in desk.events if isinstance(r.event, IncidentOpened))
    choice = UnitChoice(unit_id=unit.id, eta_ms=60_000, rank=1)
    assert isinstance(desk.link.submit(DispatchUnits(incident_id=incident_id, units=(choice,))), Accepted)
    desk.wait_for(Routes)
    stop = threading.Event()

    def drive() -> None:
        while not stop.wait(0.5):
            now_ms = field.now_ms()
            field.put_positions(town.positions(now_ms, (unit.id, place.lon_e7, place.lat_e7, 0.0)))

    driver = threading.Thread(target=drive)
    driver.start()
    try:
        desk.wait_for(ArrivalSuggested)
    finally:
        stop.set()
        driver.join()


def test_without_an_access_file_it_says_so_and_ends(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    missing = str(tmp_path / "demo-access.json")
    done = Child(["beside", "--access", missing, "--town", str(tmp_path)], log=tmp_path / "log")
    assert done.process.wait(30) == 2
    done.stop()
    assert "cannot start" in (tmp_path / "log").read_text(encoding="utf-8")
