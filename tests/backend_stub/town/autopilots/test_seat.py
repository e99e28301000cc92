"""The autopilot's seat against a real hub: it signs in as itself, and what it does is signed by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from backend_stub.intake import RawReport, to_command
from backend_stub.link import HubLink, LinkHooks
from backend_stub.town.autopilots.drill_players import DEMO, make_player
from backend_stub.town.autopilots.player_seat import PlayerSeat
from backend_stub.town.generate import main as generate
from console.child import Child
from console.domain.evolve import Recorded
from console.domain.incidents.events import IncidentOpened
from console.domain.picture import Picture
from console.link.config import from_access_file
from console.wire.messages import Accepted


def _until(true: Callable[[], bool], within_s: float = 40.0) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


@pytest.mark.slow
def test_call_is_taken_at_the_autopilots_own_seat(tmp_path: Path) -> None:
    town, data = tmp_path / "town", tmp_path / "hub"
    assert generate(["--out", str(town)]) == 0
    words = ["hub", "--data", str(data), "--town", str(town), "--demo-accounts", "--rate", "10"]
    hub = Child(words, log=tmp_path / "hub.log")
    opened: list[Recorded] = []

    def look(picture: Picture, events: list[Recorded]) -> None:
        opened.extend(one for one in events if isinstance(one.event, IncidentOpened))

    try:
        hub.wait_ready()
        access = data / "demo-access.json"
        gateway = HubLink(from_access_file(access, "town"), LinkHooks(events=look))
        seat = PlayerSeat(from_access_file(access, "autopilot", user=1), make_player(DEMO, 1))
        gateway.start()
        seat.start()
        try:
            gateway.wait_connected()
            _until(lambda: bool(gateway.picture.units))
            raw = RawReport(channel="phone", lon_deg=117.9, lat_deg=36.8, type_code="FIRE", words="着火了")
            assert isinstance(gateway.submit(to_command(raw)), Accepted)
            _until(lambda: bool(opened))
            assert opened[0].stamp.seat == "AUTO-01"
            assert opened[0].stamp.actor == "autopilot-leader"
        finally:
            seat.stop()
            gateway.stop()
    finally:
        hub.stop()
