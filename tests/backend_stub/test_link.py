"""HubLink against a running hub: answers, events, telemetry, restarts, enrolment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backend_stub.link import HubLink, LinkHooks
from console.domain.base.refusals import Code
from console.domain.calls.commands import AcknowledgeCall
from console.domain.evolve import Recorded
from console.domain.hashing import PictureHash
from console.domain.picture import Picture
from console.link.config import LinkError
from console.link.view import Telemetry
from console.wire import messages as m
from tests.backend_stub.hub.house import PASSWORD, PERSONS, PROGRAMS, House, eventually
from tests.backend_stub.hub.scene import HEARD, report_call
from tests.console.wire.samples import ETA


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path, units=True) as running:
        yield running


class Programs:
    """Links that are stopped at the end."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._links: list[HubLink] = []

    def open(self, seat: str, hooks: LinkHooks | None = None, user: str = "") -> HubLink:
        """A connected link."""
        config = self._house.seat(seat, PROGRAMS.get(seat, ()))
        if user:
            if self._house.opened.access.account(user) is None:
                self._house.opened.access.add_user(user, user, PERSONS[user], PASSWORD)
            config = replace(config, user=user, password=PASSWORD)
        link = HubLink(config, hooks)
        self._links.append(link)
        link.start()
        link.wait_connected(20)
        return link

    def stop(self) -> None:
        """Stop all."""
        for link in self._links:
            link.stop()


@pytest.fixture
def programs(house: House) -> Iterator[Programs]:
    opened = Programs(house)
    yield opened
    opened.stop()


def test_program_gets_answers(programs: Programs) -> None:
    town = programs.open("TOWN")
    assert isinstance(town.submit(report_call()), m.Accepted)
    refused = town.submit(AcknowledgeCall(call_id="C-000001"))
    assert isinstance(refused, m.Refused)
    assert refused.code == Code.NOT_ALLOWED


def test_person_is_signed_in_by_the_link(programs: Programs) -> None:
    operator = programs.open("D-01", user="li")
    operator.submit(report_call())
    assert isinstance(operator.submit(AcknowledgeCall(call_id="C-000001")), m.Accepted)
    opened = operator.request(m.OpenReport(id="r", call_id="C-000001", purpose="x"))
    assert isinstance(opened, m.ReportOpened)


def test_events_are_folded_in_order_and_the_hash_is_the_hubs(programs: Programs, house: House) -> None:
    seqs: list[int] = []
    hashes: dict[int, str] = {}
    same = threading.Event()

    def fold(picture: Picture, events: list[Recorded]) -> None:
        seqs.extend(recorded.seq for recorded in events)
        hashes[picture.seq] = PictureHash(picture).hexdigest()

    def beat(heartbeat: m.Heartbeat) -> None:
        if heartbeat.seq == last and hashes.get(last) == heartbeat.picture_hash:
            same.set()

    last = -1
    town = programs.open("TOWN", LinkHooks(events=fold, heartbeat=beat))
    answers = [town.submit(report_call()) for _ in range(20)]
    last = max(answer.last_seq for answer in answers if isinstance(answer, m.Accepted))
    assert same.wait(10)
    assert seqs == sorted(set(seqs))
    assert town.picture.seq == last


def test_positions_and_plans_reach_who_asked_for_their_topic(programs: Programs) -> None:
    heard: list[Telemetry] = []
    programs.open("D-01", LinkHooks(telemetry=heard.append, topics=("pos",)), user="li")
    town, beside = programs.open("TOWN"), programs.open("BESIDE")

    def put() -> bool:
        beside.put_plan(ETA)
        town.put_positions(HEARD)
        return bool(heard)

    eventually(put)
    assert set(map(type, heard)) == {m.Positions}


def test_cameras_told_by_a_program_are_lent(programs: Programs, house: House) -> None:
    town = programs.open("TOWN")
    town.put_cameras([m.CameraAddress(camera_id="CAM-001", url="rtsp://10.0.0.1/1", transport="rtsp")])
    eventually(lambda: house.cameras.find("CAM-001") is not None)


def test_link_comes_back_after_a_restart_and_misses_nothing(programs: Programs, house: House) -> None:
    seqs: list[int] = []
    connected: list[str] = []
    hooks = LinkHooks(
        events=lambda picture, events: seqs.extend(each.seq for each in events),
        connected=lambda welcome: connected.append(welcome.boot),
    )
    town = programs.open("TOWN", hooks)
    first = town.submit(report_call())
    eventually(lambda: town.picture.seq >= 3)
    house.restart()
    answer = town.submit(report_call(), ttl_ms=60_000, timeout_s=30)
    assert isinstance(first, m.Accepted)
    assert isinstance(answer, m.Accepted)
    assert answer.first_seq == first.last_seq + 1
    eventually(lambda: town.picture.seq == answer.last_seq)
    assert len(set(connected)) == 2
    assert seqs == sorted(set(seqs))


def test_wrong_password_is_said(house: House) -> None:
    link = HubLink(replace(house.seat("D-01"), user="li", password="wrong password"))
    link.start()
    with pytest.raises(LinkError, match=Code.BAD_CREDENTIALS):
        link.wait_connected(5)
    link.stop()


def test_stopped_link_fails_what_waits(house: House) -> None:
    config = replace(house.seat("D-01"), port=1)
    link = HubLink(config)
    link.start()
    future = link.submit_soon(report_call())
    link.stop()
    with pytest.raises(LinkError, match="stopped"):
        future.result(1)
    with pytest.raises(LinkError, match="stopped"):
        link.submit_soon(report_call()).result(1)
