from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from backend_stub.recorder.tracks import TrackWriter, read_tracks
from backend_stub.tracker.service import FLUSH_EVERY_MS, TrackerService, street_point_of
from console.domain.decide import AnyCommand
from console.domain.musters.commands import EnterFence
from console.domain.musters.entities import Area
from console.domain.orders.commands import SuggestArrival
from console.domain.picture import Picture
from tests.backend_stub.planner import town_picture as town
from tests.backend_stub.town import demo_town
from tests.backend_stub.tracker.watched_unit import Watched, rally_at
from tests.console.planning.lattice import LAT_DEG, LON_DEG, STEP_DEG, lattice

LON, LAT = 1_179_100_000, 368_050_000


@dataclass
class Recorder:
    """An outlet that keeps what it is given; its time is set by hand."""

    commands: list[AnyCommand] = field(default_factory=list)
    t_ms: int = 0

    def submit_soon(self, command: AnyCommand) -> None:
        self.commands.append(command)

    def now_ms(self) -> int:
        return self.t_ms


def test_positions_become_commands_and_tracks(tmp_path: Path) -> None:
    outlet = Recorder()
    service = TrackerService(demo_town.graph(), TrackWriter(tmp_path), outlet)
    picture = town.picture()
    incident = town.add_incident(picture)
    order = town.add_order(picture, "P-101")
    service.on_events(picture, [])
    kerb = street_point_of(demo_town.graph())(incident.place.lon_e7, incident.place.lat_e7)
    for outlet.t_ms in range(1_000, 12_000, 1_000):
        service.on_positions(town.positions(outlet.t_ms, ("P-101", *kerb, 0.0)))
        service.on_heartbeat()
    assert outlet.commands == [SuggestArrival(order_id=order.id)]
    assert FLUSH_EVERY_MS < 12_000
    assert set(read_tracks(tmp_path, 0, 20_000)) == {"P-101"}
    service.close()
    assert read_tracks(tmp_path, 0, 20_000)["P-101"].t_ms.tolist() == [1_000, 11_000]


def test_before_the_picture_is_there_nothing_happens(tmp_path: Path) -> None:
    outlet = Recorder()
    service = TrackerService(demo_town.graph(), None, outlet)
    service.on_positions(town.positions(0, ("P-101", LON, LAT, 0.0)))
    service.on_heartbeat()
    service.on_events(Picture(), [])
    service.on_heartbeat()
    assert outlet.commands == []


@pytest.mark.expects_log("tracks are recorded no more")
def test_a_full_disk_ends_recording_but_not_tracking(tmp_path: Path) -> None:
    outlet = Recorder()
    service = TrackerService(demo_town.graph(), TrackWriter(tmp_path / "tracks"), outlet)
    service.on_events(town.picture(), [])
    (tmp_path / "tracks").rmdir()
    for outlet.t_ms in range(1_000, 20_000, 1_000):
        service.on_positions(town.positions(outlet.t_ms, ("P-101", LON, LAT, 0.0)))
        service.on_heartbeat()
    assert service.core is not None
    assert service.core.heard["P-101"].fix_ms == 19_000
    service.close()


def test_the_street_point_of_a_place_far_from_streets_is_the_place() -> None:
    near = street_point_of(lattice(4, 4))
    assert near(0, 0) == (0, 0)
    lon_e7, lat_e7 = near(round((LON_DEG + STEP_DEG / 2) * 1e7), round((LAT_DEG + 0.0003) * 1e7))
    assert lat_e7 == pytest.approx(LAT_DEG * 1e7, abs=2)
    assert lon_e7 == pytest.approx((LON_DEG + STEP_DEG / 2) * 1e7, abs=2)


def test_a_muster_is_told_with_the_batch_and_not_a_heartbeat_later() -> None:
    outlet = Recorder()
    service = TrackerService(demo_town.graph(), None, outlet)
    watched = Watched()
    service.on_events(watched.core.picture, [])
    outlet.t_ms = 5_000
    service.on_positions(town.positions(5_000, ("P-101", *rally_at(10), 0.0)))
    assert outlet.commands == [EnterFence(muster_id="M-1", unit_id="P-101", area=Area.RALLY, fix_ms=5_000)]
    service.on_heartbeat()
    assert len(outlet.commands) == 1
