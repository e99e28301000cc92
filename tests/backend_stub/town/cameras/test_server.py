from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import av
import pytest

from backend_stub.town.cameras.channel import LINGER_S
from backend_stub.town.cameras.server import CameraServerThread
from tests.backend_stub.town.cameras.synthetic import SyntheticScene, quarter, sites
from tests.streams.far_ends import wait_until

CAMERA = sites()[0].id


@pytest.fixture
def server() -> Iterator[CameraServerThread]:
    made = CameraServerThread(sites(), SyntheticScene(14.0), quarter(), faults=True)
    made.start()
    yield made
    made.stop()


def base(server: CameraServerThread) -> str:
    return f"http://127.0.0.1:{server.server.port}"


def post_fault(server: CameraServerThread, **body: object) -> Any:
    request = urllib.request.Request(f"{base(server)}/fault", data=json.dumps(body).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


def test_serves_h264_without_waiting_for_the_next_key_frame(server: CameraServerThread) -> None:
    with av.open(server.server.url(CAMERA), format="mpegts", timeout=10) as container:
        frames = []
        for frame in container.decode(video=0):
            frames.append(frame)
            if len(frames) == 5:
                break
        assert (frames[0].width, frames[0].height) == (640, 360)
        assert frames[0].key_frame
        assert container.streams.video[0].codec_context.name == "h264"


def test_encodes_once_for_many_and_only_while_somebody_watches(server: CameraServerThread) -> None:
    assert server.server.encoding == 0
    watchers = [urllib.request.urlopen(server.server.url(CAMERA), timeout=10) for _ in range(3)]
    for watcher in watchers:
        assert watcher.read(188)[:1] == b"G"
    assert server.server.encoding == 1
    for watcher in watchers:
        watcher.close()
    assert wait_until(lambda: server.server.encoding == 0, LINGER_S + 5)


def test_lists_its_cameras(server: CameraServerThread) -> None:
    with urllib.request.urlopen(base(server), timeout=5) as answer:
        rows = json.load(answer)
    assert [row["id"] for row in rows] == [site.id for site in sites()]
    assert rows[0]["url"] == server.server.url(CAMERA)


@pytest.mark.parametrize("path", ["/cam/CAM-999.ts", "/cam/CAM-031.mp4", "/cam/../etc"])
def test_knows_no_other_paths(server: CameraServerThread, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(base(server) + path, timeout=5)


def test_a_dead_camera_refuses_and_hangs_up(server: CameraServerThread) -> None:
    watcher = urllib.request.urlopen(server.server.url(CAMERA), timeout=10)
    watcher.read(188)
    assert post_fault(server, camera=CAMERA, mode="die", seconds=60) == {"ok": True}

    def hung_up() -> bool:
        try:
            return not watcher.read(65536)
        except (OSError, http.client.IncompleteRead):
            return True

    assert wait_until(hung_up)
    watcher.close()
    with pytest.raises(urllib.error.HTTPError, match="503"):
        urllib.request.urlopen(server.server.url(CAMERA), timeout=5)


@pytest.mark.parametrize(
    "body", [{}, {"camera": CAMERA, "mode": "explode"}, {"camera": "CAM-999", "mode": "die"}, {"camera": 1}]
)
def test_refuses_faults_it_does_not_know(server: CameraServerThread, body: dict[str, object]) -> None:
    with pytest.raises(urllib.error.HTTPError, match="400"):
        post_fault(server, **body)


def test_takes_no_faults_unless_allowed() -> None:
    server = CameraServerThread(sites(), SyntheticScene(14.0), quarter())
    server.start()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        post_fault(server, camera=CAMERA, mode="die", seconds=1)
    server.stop()
