"""The wall follows the selection, lends addresses with a purpose, and enters every look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.bridges.source_bridge import SourceBridge
from console.bridges.wall_bridge import WallBridge
from console.desk.seat import Seat, Thing
from console.desk.world import World
from console.domain.calls.commands import AcceptCall, ReportCall
from console.panels.wall.feed import WallFeed
from console.settings.store import SettingsStore
from console.wire.messages import CameraLent, Refused
from streams.pool import WorkerPool
from tests.console.domain.world import HERE, registry
from tests.console.in_process_hub import InProcessHub
from tests.console.panels import musters
from tests.streams.far_ends import write_clip
from widgets.wall.camera_window import CameraWindow


class Stand:
    """A desk with a wall and no window around them."""

    def __init__(self, parent: QWidget, home: Path) -> None:
        self.hub = InProcessHub(registry())
        self.session = SourceBridge(parent)
        self.hub.sink = self.session
        self.seat = Seat(World(self.hub, self.session, parent), parent)
        self.bridge = WallBridge(lambda on_news: WorkerPool(on_news, workers=1), parent)
        self.settings = SettingsStore(home, "operator")
        self.wall = WallFeed(self.seat, self.settings, self.bridge, parent)
        self.hub.start()
        self.session.drain_now()

    def accept(self) -> str:
        self.hub.give(ReportCall(channel="phone", place=HERE, type_code="theft"))  # type: ignore[arg-type]
        self.hub.submit(AcceptCall(call_id="C-000001", type_code="theft"))
        self.session.drain_now()
        return "INC-0001"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clips") / "street.mp4"
    write_clip(path)
    return path


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    parent = QWidget()
    made = Stand(parent, tmp_path)
    yield made
    made.wall.stop()
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_opens_the_nearest_camera_for_the_selected_incident(stand: Stand, qtbot: QtBot) -> None:
    incident = stand.accept()
    stand.seat.select(Thing.INCIDENT, incident)
    qtbot.waitUntil(lambda: bool(stand.hub.cameras_asked), timeout=5000)
    assert stand.hub.cameras_asked[-1] == ("CAM-001", incident, incident)
    assert stand.hub.looks == [], "the hub enters it itself when it lends the address"
    assert stand.wall.near() == {"CAM-001"}


def test_asks_for_a_purpose_outside_an_incident(stand: Stand) -> None:
    assert stand.hub.cameras_asked == []
    stand.wall.open("CAM-001", "traffic check")
    assert stand.hub.cameras_asked == [("CAM-001", "", "traffic check")]


def test_a_camera_that_is_not_lent_shows_why(stand: Stand) -> None:
    stand.wall.open("CAM-001", "traffic check")
    stand.session.on_reply(Refused(id="camera-1", code="not_allowed"))
    stand.session.drain_now()
    tile = stand.wall.view.tiles()[0]
    assert tile.camera_id == "CAM-001"
    assert len(stand.hub.cameras_asked) == 1


def test_a_hub_that_just_came_back_is_asked_again_and_the_look_is_entered_once(
    stand: Stand, qtbot: QtBot
) -> None:
    stand.wall.open("CAM-001", "traffic check")
    stand.session.on_reply(Refused(id="camera-1", code="not_signed_in"))
    stand.session.drain_now()
    qtbot.waitUntil(lambda: len(stand.hub.cameras_asked) == 2, timeout=10_000)
    assert stand.hub.looks == []


def test_remembers_the_layout_per_perspective(stand: Stand) -> None:
    stand.wall.use_perspective("command")
    assert stand.wall.view.capacity == 9
    stand.wall.set_tiles(4)
    stand.wall.use_perspective("operate")
    assert stand.wall.view.capacity == 6
    assert stand.settings.number("wall_tiles_command") == 4


def lent(stand: Stand, clip: Path) -> None:
    """CAM-001 is open on the wall for a check."""
    stand.hub.lends = str(clip)
    stand.wall.open("CAM-001", "check")
    stand.session.drain_now()


def ends(stand: Stand) -> list[tuple[str, str, str]]:
    return [(one.subject, one.purpose, one.user) for one in stand.hub.looks if one.what == "camera_closed"]


def test_closing_enters_the_end_of_every_look_once(stand: Stand, clip: Path) -> None:
    lent(stand, clip)
    stand.wall.stop()
    stand.wall.stop()
    assert ends(stand) == [("CAM-001", "check", "operator")]


def test_a_camera_that_was_not_lent_was_not_looked_at(stand: Stand) -> None:
    stand.wall.open("CAM-001", "check")
    stand.wall.stop()
    assert stand.hub.looks == []


def test_a_second_window_that_closes_ends_no_look_of_the_tile(stand: Stand, clip: Path) -> None:
    lent(stand, clip)
    stand.wall.view.window_requested.emit("CAM-001")
    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, CameraWindow)]
    window.close()
    assert ends(stand) == []
    stand.bridge.remove_camera("CAM-001")
    assert ends(stand) == [("CAM-001", "check", "operator")]


def test_a_tile_that_closes_ends_no_look_of_its_window(stand: Stand, clip: Path) -> None:
    lent(stand, clip)
    stand.wall.view.window_requested.emit("CAM-001")
    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, CameraWindow)]
    stand.bridge.remove_camera("CAM-001")
    assert ends(stand) == []
    window.close()
    assert ends(stand) == [("CAM-001", "check", "operator")]


def test_an_address_that_comes_too_late_is_a_look_that_ends_at_once(stand: Stand, clip: Path) -> None:
    stand.wall.open("CAM-001", "check")
    stand.bridge.remove_camera("CAM-001")
    stand.session.on_reply(CameraLent(id="camera-1", camera_id="CAM-001", url=str(clip), transport="file"))
    stand.session.drain_now()
    assert stand.wall.near() == frozenset()
    assert [subject for subject, _, _ in ends(stand)] == ["CAM-001"]


def test_no_camera_stays_open_for_the_next_person(stand: Stand, clip: Path) -> None:
    lent(stand, clip)
    stand.seat.sign_out()
    assert ends(stand) == [("CAM-001", "check", "operator")]
    assert stand.wall.near() == frozenset()
    assert stand.bridge.figures().cameras == 0


def test_follows_the_rally_point_until_the_posts_are_filled(stand: Stand, qtbot: QtBot) -> None:
    incident = stand.accept()
    picture = stand.seat.world.picture
    lens = picture.cameras.pop("CAM-001")
    for number in range(8):
        place, name = (HERE, "S") if number < 6 else (musters.RALLY, "R")
        moved = msgspec.structs.replace(
            lens, id=f"{name}{number}", lon_e7=place.lon_e7 + number * 1_000, lat_e7=place.lat_e7
        )
        picture.cameras[moved.id] = moved
    stand.seat.world.keys_changed.emit(frozenset({("cameras", "S0")}))
    stand.seat.select(Thing.INCIDENT, incident)
    qtbot.waitUntil(lambda: len(stand.bridge.shown) == 6, timeout=5_000)
    assert not {"R6", "R7"} & set(stand.bridge.shown)
    picture.musters["M-000001"] = musters.muster(incident_id=incident)
    stand.seat.case_changed.emit()
    qtbot.waitUntil(lambda: stand.bridge.shown[-2:] == ["R6", "R7"], timeout=5_000)
    picture.musters["M-000001"] = musters.mustered(incident_id=incident, t2_ms=musters.T0 + 900_000)
    stand.seat.case_changed.emit()
    qtbot.waitUntil(lambda: not {"R6", "R7"} & set(stand.bridge.shown), timeout=5_000)
