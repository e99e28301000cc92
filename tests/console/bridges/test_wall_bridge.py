from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QThread
from pytestqt.qtbot import QtBot

from console.bridges.camera_feed import CameraFeed
from console.bridges.wall_bridge import WallBridge
from console.domain.registry.entities import Camera
from streams.pool import WorkerPool
from tests.console.bridges.cameras import camera
from tests.streams.far_ends import write_clip
from widgets.wall.feed import FeedState
from widgets.wall.wall_view import WallView

LON, LAT = 118.05, 36.81


def cameras(count: int) -> list[Camera]:
    return [camera(f"CAM-{n:03d}", LON + n * 0.001, LAT, 270) for n in range(1, count + 1)]


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[WallBridge]:
    made = WallBridge(lambda on_news: WorkerPool(on_news, workers=1))
    made.set_capacity(4)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def clip(tmp_path: Path) -> str:
    return str(write_clip(tmp_path / "clip.mp4"))


def test_the_cameras_nearest_to_the_incident_come_up_by_themselves(bridge: WallBridge) -> None:
    asked: list[str] = []
    bridge.address_wanted.connect(asked.append)
    bridge.set_incident((LON, LAT))
    bridge.set_cameras(cameras(9))
    assert bridge.shown == asked == ["CAM-001", "CAM-002", "CAM-003", "CAM-004"]
    bridge.set_incident((LON + 0.0095, LAT))
    assert "CAM-009" in bridge.shown
    assert "CAM-001" not in bridge.shown


def test_the_wall_stays_when_it_is_not_to_follow(bridge: WallBridge) -> None:
    bridge.set_incident((LON, LAT))
    bridge.set_cameras(cameras(9))
    bridge.set_following(False)
    bridge.set_incident((LON + 0.0095, LAT))
    assert bridge.shown[0] == "CAM-001"
    bridge.set_following(True)
    assert "CAM-009" in bridge.shown


def test_captions_lead_to_the_incident(bridge: WallBridge) -> None:
    given: list[list[CameraFeed]] = []
    bridge.feeds_changed.connect(given.append)
    bridge.set_incident((LON, LAT))
    bridge.set_cameras(cameras(1))
    caption = given[-1][0].caption()
    assert caption.bearing_deg == pytest.approx(270.0, abs=1)
    assert caption.distance_m == pytest.approx(89, rel=0.02)
    bridge.set_following(False)
    bridge.set_incident(None)
    assert given[-1][0].caption().distance_m is None


def test_a_tour_goes_through_all_cameras(bridge: WallBridge) -> None:
    bridge.set_cameras(cameras(9))
    told: list[bool] = []
    bridge.following_changed.connect(told.append)
    bridge.set_touring(True)
    assert told == [False]
    assert bridge.shown == ["CAM-001", "CAM-002", "CAM-003", "CAM-004"]
    bridge.set_capacity(8)
    assert len(bridge.shown) == 8
    bridge.set_touring(False)


def test_adding_a_camera_replaces_the_last_and_stops_following(bridge: WallBridge) -> None:
    bridge.set_incident((LON, LAT))
    bridge.set_cameras(cameras(9))
    bridge.add_camera("CAM-009")
    assert bridge.shown == ["CAM-001", "CAM-002", "CAM-003", "CAM-009"]
    bridge.set_incident((LON + 0.0095, LAT))
    assert bridge.shown[0] == "CAM-001"
    bridge.remove_camera("CAM-002")
    assert bridge.shown == ["CAM-001", "CAM-003", "CAM-009"]


def test_says_refused_or_asks_for_a_purpose(bridge: WallBridge) -> None:
    given: list[list[CameraFeed]] = []
    bridge.feeds_changed.connect(given.append)
    bridge.set_cameras(cameras(2))
    bridge.show_cameras(["CAM-001", "CAM-002"])
    bridge.refuse("CAM-001")
    bridge.refuse("CAM-002", needs_purpose=True)
    bridge.refuse("CAM-077")
    assert [feed.status().state for feed in given[-1]] == [FeedState.REFUSED, FeedState.PURPOSE]
    bridge.lend("CAM-001", "gopher://x", "mpegts", 5.0)
    assert given[-1][0].status().state is FeedState.REFUSED


def test_lent_addresses_become_pictures_on_the_wall(bridge: WallBridge, qtbot: QtBot, clip: str) -> None:
    wall = WallView()
    qtbot.addWidget(wall)
    wall.resize(700, 400)
    wall.set_tiles(4)
    batches: list[tuple[set[str], bool]] = []
    main = QThread.currentThread()
    bridge.frames_came.connect(lambda news: batches.append((news, QThread.currentThread() is main)))
    bridge.feeds_changed.connect(wall.set_feeds)
    bridge.frames_came.connect(wall.refresh)
    wall.boxes_changed.connect(lambda: bridge.set_boxes(wall.boxes()))
    bridge.address_wanted.connect(lambda camera: bridge.lend(camera, clip, "file"))
    wall.show()
    bridge.set_cameras(cameras(2))
    bridge.show_cameras(["CAM-001", "CAM-002"])
    qtbot.waitUntil(lambda: all(tile.painted_frames > 5 for tile in wall.tiles()[:2]), timeout=15000)
    assert all(on_main for _, on_main in batches)
    assert set().union(*(news for news, _ in batches)) == {"CAM-001", "CAM-002"}
    assert wall.tiles()[0].status.state is FeedState.LIVE
    assert bridge.figures().cameras == 2
    assert bridge.camera_count == 2
    closed: list[str] = []
    bridge.camera_closed.connect(closed.append)
    bridge.set_selected("CAM-002")
    bridge.remove_camera("CAM-001")
    assert closed == ["CAM-001"]
    assert [tile.camera_id for tile in wall.tiles()] == ["CAM-002", "", "", ""]


def test_news_of_many_threads_become_one_signal(bridge: WallBridge, qtbot: QtBot) -> None:
    batches: list[set[str]] = []
    bridge.frames_came.connect(batches.append)

    def tell(name: str) -> None:
        for _ in range(200):
            bridge.refuse(name)

    bridge.set_cameras(cameras(3))
    bridge.show_cameras(["CAM-001", "CAM-002", "CAM-003"])
    threads = [threading.Thread(target=tell, args=(f"CAM-00{n}",)) for n in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: bool(batches))
    assert batches[0] == {"CAM-001", "CAM-002", "CAM-003"}
    assert len(batches) <= 2


def test_a_camera_is_connected_anew_or_asked_for_again(
    bridge: WallBridge, qtbot: QtBot, tmp_path: Path, clip: str
) -> None:
    """V17."""
    asked: list[str] = []
    given: list[list[CameraFeed]] = []
    bridge.feeds_changed.connect(given.append)
    bridge.address_wanted.connect(asked.append)
    bridge.set_cameras(cameras(1))
    bridge.show_cameras(["CAM-001"])
    bridge.reconnect("CAM-001")
    bridge.reconnect("CAM-099")
    assert asked == ["CAM-001", "CAM-001"]
    late = tmp_path / "late.mp4"
    bridge.lend("CAM-001", str(late), "file")
    feed = given[-1][0]
    qtbot.waitUntil(lambda: feed.status().state is FeedState.FAILED, timeout=15000)
    late.write_bytes(Path(clip).read_bytes())
    bridge.reconnect("CAM-001")
    qtbot.waitUntil(lambda: feed.status().state is FeedState.LIVE, timeout=15000)
    assert len(asked) == 2


def test_a_camera_is_waited_for_as_long_as_is_set(bridge: WallBridge, clip: str) -> None:
    """V13."""
    given: list[list[CameraFeed]] = []
    bridge.feeds_changed.connect(given.append)
    bridge.set_cameras(cameras(1))
    bridge.show_cameras(["CAM-001"])
    bridge.lend("CAM-001", clip, "file", 33.0)
    assert given[-1][0].spec is not None
    assert given[-1][0].spec.patience_s == 33.0


def test_sizes_of_tiles_reach_the_workers(bridge: WallBridge, qtbot: QtBot, clip: str) -> None:
    given: list[list[CameraFeed]] = []
    bridge.feeds_changed.connect(given.append)
    bridge.set_cameras(cameras(1))
    bridge.show_cameras(["CAM-001"])
    bridge.lend("CAM-001", clip, "file")
    bridge.set_boxes({"CAM-001": (QSize(80, 45), True)})
    feed = given[-1][0]

    def is_small() -> bool:
        frame = feed.frame()
        return frame is not None and frame.width_px == 80

    qtbot.waitUntil(is_small, timeout=15000)


def test_without_an_incident_nothing_is_looked_at(bridge: WallBridge) -> None:
    asked: list[str] = []
    bridge.address_wanted.connect(asked.append)
    bridge.set_cameras(cameras(9))
    assert asked == []
    assert bridge.shown == []


def test_a_window_has_a_feed_of_its_own(bridge: WallBridge, qtbot: QtBot, clip: str) -> None:
    bridge.set_cameras(cameras(1))
    bridge.show_cameras(["CAM-001"])
    assert bridge.open_window("CAM-001", QSize(320, 180)) is None
    bridge.lend("CAM-001", clip, "file")
    window = bridge.open_window("CAM-001", QSize(320, 180))
    assert window is not None
    qtbot.waitUntil(lambda: window.frame() is not None, timeout=15000)
    bridge.remove_camera("CAM-001")
    qtbot.waitUntil(lambda: window.frame() is not None, timeout=5000)
    bridge.close_window(window)
    assert window.frame() is None


def test_camera_without_a_source_says_so_until_there_is_one(bridge: WallBridge) -> None:
    """T17: "Connecting…" for ever."""
    given: list[list[CameraFeed]] = []
    bridge.feeds_changed.connect(given.append)
    bridge.set_cameras(cameras(1))
    bridge.show_cameras(["CAM-001"])
    bridge.refuse("CAM-001", no_source=True)
    assert given[-1][0].status().state is FeedState.NO_SOURCE
    bridge.lend("CAM-001", "gopher://x", "mpegts")
    assert given[-1][0].status().state is FeedState.REFUSED
    bridge.refuse("CAM-001", no_source=True)
    assert given[-1][0].status().state is FeedState.NO_SOURCE


def test_sites_list_goes_with_the_address_to_whoever_opens_it(bridge: WallBridge) -> None:
    """T18"""
    given: list[list[CameraFeed]] = []
    bridge.feeds_changed.connect(given.append)
    bridge.set_cameras(cameras(1))
    bridge.show_cameras(["CAM-001"])
    bridge.lend("CAM-001", "rtsp://192.0.2.1/1", "rtsp", allowed=("rtsp://192.0.2.0/24",))
    spec = given[-1][0].spec
    assert spec is not None
    assert spec.allowed == ("rtsp://192.0.2.0/24",)
