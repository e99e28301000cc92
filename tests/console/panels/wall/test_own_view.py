"""The wall is never empty: with nothing selected it shows the seat's own view, each look of it with its purpose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.bridges.camera_feed import CameraFeed
from console.bridges.source_bridge import SourceBridge
from console.bridges.wall_bridge import WallBridge
from console.bridges.wall_choice import Showing
from console.desk.seat import Seat, Thing
from console.desk.world import Gathering, World
from console.domain.calls.commands import AcceptCall, ReportCall
from console.domain.registry.entities import Camera
from console.panels.wall.feed import WallFeed
from console.settings.store import SettingsStore
from console.wire.messages import LookEntry, Refused
from streams.pool import WorkerPool
from tests.console.bridges.cameras import camera
from tests.console.domain.world import HERE, registry
from tests.console.in_process_hub import USERS, InProcessHub
from tests.streams.far_ends import write_clip

LON, LAT = HERE.lon_e7 / 1e7, HERE.lat_e7 / 1e7
HALL = (LON + 0.2, LAT)
"""Where the town hall stands, far from the incident."""


def town() -> list[Camera]:
    """Three at the incident, and three at the town hall."""
    near = [camera(f"CAM-{number}", LON + number * 0.0002, LAT) for number in (11, 12, 13)]
    return near + [camera(f"CAM-{number}", HALL[0] + number * 0.0001, HALL[1]) for number in (21, 22, 23)]


class Stand:
    """A desk with a wall of four tiles in a town of six cameras that all play."""

    def __init__(self, parent: QWidget, home: Path, clip: Path) -> None:
        entries = tuple(one for one in registry() if not isinstance(one, Camera))
        self.hub = InProcessHub((*entries, *town()))
        self.hub.lends = str(clip)
        self.session = SourceBridge(parent)
        self.hub.sink = self.session
        self.seat = Seat(World(self.hub, self.session, parent), parent)
        folder = home / "town"
        folder.mkdir(exist_ok=True)
        hall = {"name_zh": "区政府", "name_en": "Hall", "lon": HALL[0], "lat": HALL[1], "kind": "government"}
        (folder / "gazetteer.json").write_text(json.dumps([hall]), encoding="utf-8")
        self.seat.places.load(folder)
        self.bridge = WallBridge(lambda on_news: WorkerPool(on_news, workers=1), parent)
        self.feeds: dict[str, CameraFeed] = {}
        self.bridge.feeds_changed.connect(
            lambda feeds: self.feeds.update({one.camera_id: one for one in feeds})
        )
        self.settings = SettingsStore(home, "operator")
        self.settings.set("wall_tiles_operate", 4)
        self.wall = WallFeed(self.seat, self.settings, self.bridge, parent)

    def start(self, qtbot: QtBot, tiles: int = 4) -> list[str]:
        """Somebody signs in; the cameras of his wall."""
        self.hub.start()
        self.session.drain_now()
        return self.shows(qtbot, tiles)

    def shows(self, qtbot: QtBot, tiles: int) -> list[str]:
        qtbot.waitUntil(lambda: len(self.bridge.shown) == tiles, timeout=5_000)
        self.session.drain_now()
        return self.bridge.shown

    def incident(self) -> str:
        self.hub.give(ReportCall(channel="phone", place=HERE, type_code="theft"))  # type: ignore[arg-type]
        self.hub.submit(AcceptCall(call_id="C-000001", type_code="theft"))
        self.session.drain_now()
        return "INC-0001"

    def settle(self, qtbot: QtBot) -> None:
        """What the wall waits for has come."""
        waits = self.wall.findChildren(Gathering)
        qtbot.waitUntil(lambda: not any(one.isActive() for one in waits), timeout=5_000)
        self.session.drain_now()

    def becomes(self, qtbot: QtBot, showing: Showing) -> list[str]:
        qtbot.waitUntil(lambda: self.bridge.showing is showing, timeout=5_000)
        self.session.drain_now()
        return self.bridge.shown

    def ended(self) -> list[LookEntry]:
        return [one for one in self.hub.looks if one.what == "camera_closed"]

    def pairs(self) -> dict[tuple[str, str, str], int]:
        """Looks by (camera, purpose, incident): begun less ended."""
        counts: dict[tuple[str, str, str], int] = {}
        for camera_id, incident_id, purpose in self.hub.cameras_asked:
            key = (camera_id, purpose, incident_id)
            counts[key] = counts.get(key, 0) + 1
        for one in self.ended():
            counts[one.subject, one.purpose, one.incident_id] -= 1
        return {key: count for key, count in counts.items() if count}


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clips") / "street.mp4")


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path, clip: Path) -> Iterator[Stand]:
    parent = QWidget()
    made = Stand(parent, tmp_path, clip)
    yield made
    made.wall.stop()
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_nothing_selected_shows_the_towns_key_places_for_a_standing_purpose(
    stand: Stand, qtbot: QtBot
) -> None:
    shown = stand.start(qtbot)
    assert shown[0] == "CAM-21", "the camera at the town hall comes first"
    purposes = {(incident, purpose) for _, incident, purpose in stand.hub.cameras_asked}
    assert len(purposes) == 1
    ((incident_id, purpose),) = purposes
    assert incident_id == ""
    assert purpose.strip()


def test_an_incident_comes_over_the_own_view_and_goes_again(stand: Stand, qtbot: QtBot) -> None:
    own = stand.start(qtbot)
    feeds = dict(stand.feeds)
    stand.seat.select(Thing.INCIDENT, stand.incident())
    scene = stand.becomes(qtbot, Showing.INCIDENT)
    assert {"CAM-11", "CAM-12", "CAM-13"} <= set(scene)
    both = set(own) & set(scene)
    assert both, "without one this test shows nothing"
    handles = {one: feeds[one].handle for one in both}
    stand.seat.select_nothing()
    assert stand.becomes(qtbot, Showing.OWN) == own, "the same tiles in the same places"
    for camera_id in both:
        assert stand.feeds[camera_id] is feeds[camera_id]
        assert stand.feeds[camera_id].handle is handles[camera_id] is not None, "its stream went on"


def test_each_look_is_entered_for_what_it_was(stand: Stand, qtbot: QtBot) -> None:
    own = stand.start(qtbot)
    standing = stand.hub.cameras_asked[0][2]
    incident = stand.incident()
    stand.seat.select(Thing.INCIDENT, incident)
    scene = stand.becomes(qtbot, Showing.INCIDENT)
    assert stand.pairs() == {(one, incident, incident): 1 for one in scene}
    stand.seat.select_nothing()
    stand.becomes(qtbot, Showing.OWN)
    assert stand.pairs() == {(one, standing, ""): 1 for one in own}
    stand.wall.stop()
    assert stand.pairs() == {}


def test_a_selection_that_only_passes_moves_nothing(stand: Stand, qtbot: QtBot) -> None:
    own = stand.start(qtbot)
    asked = len(stand.hub.cameras_asked)
    stand.seat.select(Thing.INCIDENT, stand.incident())
    stand.seat.select_nothing()
    stand.settle(qtbot)
    assert stand.bridge.shown == own
    assert len(stand.hub.cameras_asked) == asked
    assert stand.ended() == []


def test_the_wall_as_it_is_becomes_the_own_view_of_this_person_only(
    stand: Stand, qtbot: QtBot, tmp_path: Path
) -> None:
    default = list(stand.start(qtbot))
    stand.bridge.show_cameras(["CAM-13", "CAM-23"])
    assert stand.wall.keep_own("  school \n run ")
    stand.session.drain_now()
    assert stand.bridge.showing is Showing.OWN
    assert stand.pairs() == {(one, "school run", ""): 1 for one in ("CAM-13", "CAM-23")}
    kept = SettingsStore(tmp_path, "operator")
    assert (kept.text("wall_view"), kept.text("wall_view_purpose")) == ("CAM-13\nCAM-23", "school run")
    stand.seat.sign_out()
    stand.session.drain_now()
    assert stand.bridge.shown == []
    assert stand.pairs() == {}
    stand.seat.sign_in("leader", USERS["leader"][0])
    stand.session.drain_now()
    assert stand.shows(qtbot, 4) == default
    stand.seat.sign_out()
    stand.seat.sign_in("operator", USERS["operator"][0])
    stand.session.drain_now()
    assert stand.shows(qtbot, 2) == ["CAM-13", "CAM-23"]


def test_the_towns_view_comes_back_when_the_own_is_given_up_or_its_cameras_are_gone(
    stand: Stand, qtbot: QtBot
) -> None:
    default = list(stand.start(qtbot))
    stand.bridge.show_cameras(["CAM-13"])
    assert stand.wall.keep_own("check")
    stand.wall.forget_own()
    assert stand.bridge.shown == default
    stand.settings.set("wall_view", "CAM-99\nCAM-98")
    stand.wall.show_own()
    assert stand.bridge.shown == default


def test_an_empty_wall_or_no_purpose_makes_no_view(stand: Stand, qtbot: QtBot) -> None:
    default = list(stand.start(qtbot))
    assert not stand.wall.keep_own(" \t")
    stand.bridge.show_cameras([])
    assert not stand.wall.keep_own("check")
    stand.wall.show_own()
    assert stand.bridge.shown == default


def test_who_may_not_look_at_cameras_has_no_view(stand: Stand, qtbot: QtBot) -> None:
    refused: list[Refused] = []
    stand.seat.reply_refused.connect(refused.append)
    stand.start(qtbot)
    for user, (password, _, role) in USERS.items():
        stand.seat.sign_out()
        asked = len(stand.hub.cameras_asked)
        stand.seat.sign_in(user, password)
        stand.session.drain_now()
        stand.settle(qtbot)
        looks = role.value in ("operator", "duty_leader")
        assert bool(stand.bridge.shown) is looks, role
        assert (len(stand.hub.cameras_asked) > asked) is looks, role
    assert refused == []


def test_nobody_sits_there_and_nothing_is_opened(stand: Stand, qtbot: QtBot) -> None:
    stand.seat.identity_changed.emit()
    stand.settle(qtbot)
    assert stand.hub.cameras_asked == []


def test_a_wall_that_does_not_follow_keeps_its_view_whatever_is_selected(stand: Stand, qtbot: QtBot) -> None:
    stand.bridge.set_following(False)
    own = stand.start(qtbot)
    asked = len(stand.hub.cameras_asked)
    stand.seat.select(Thing.INCIDENT, stand.incident())
    stand.settle(qtbot)
    assert stand.bridge.shown == own
    assert len(stand.hub.cameras_asked) == asked, "they are looked at for the standing purpose still"
    stand.wall.follow()
    assert stand.bridge.showing is Showing.INCIDENT
    stand.wall.show_own()
    assert (stand.bridge.shown, stand.settings.flag("wall_follows")) == (own, False)


def test_a_camera_that_is_refused_for_the_incident_is_looked_at_no_longer(stand: Stand, qtbot: QtBot) -> None:
    own = list(stand.start(qtbot))
    stand.hub.refuses = "not_allowed"
    stand.seat.select(Thing.INCIDENT, stand.incident())
    scene = stand.becomes(qtbot, Showing.INCIDENT)
    assert set(own) & set(scene), "without one this test shows nothing"
    assert sorted(one.subject for one in stand.ended()) == sorted(own)
    assert all(stand.feeds[one].handle is None for one in scene)


def test_a_hub_that_is_away_costs_no_picture_that_is_looked_at(stand: Stand, qtbot: QtBot) -> None:
    own = list(stand.start(qtbot))
    stand.hub.refuses = "busy"
    stand.seat.select(Thing.INCIDENT, stand.incident())
    scene = stand.becomes(qtbot, Showing.INCIDENT)
    for camera_id in set(own) & set(scene):
        assert stand.feeds[camera_id].handle is not None
        assert camera_id not in [one.subject for one in stand.ended()]


@pytest.mark.parametrize("showing", ["own", "scene"])
def test_a_wall_that_is_hidden_for_a_while_looks_again_for_the_same_thing(
    stand: Stand, qtbot: QtBot, showing: str
) -> None:
    stand.start(qtbot)
    if showing == "scene":
        stand.seat.select(Thing.INCIDENT, stand.incident())
        stand.becomes(qtbot, Showing.INCIDENT)
    before = stand.pairs()
    for camera_id in stand.bridge.shown:
        stand.bridge.refuse(camera_id)  # closes it, as an unseen one is closed
    assert stand.pairs() == {}
    for camera_id in stand.bridge.shown:
        stand.bridge.reconnect(camera_id)
    stand.session.drain_now()
    assert stand.pairs() == before
