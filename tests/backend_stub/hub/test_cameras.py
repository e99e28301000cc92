"""Addresses of cameras: files, what gateways tell, and who wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.hub.cameras import CameraAddresses, CamerasFileError, load_cameras, transport_of
from console.wire.messages import CameraAddress


@pytest.mark.parametrize(
    ("url", "transport"),
    [
        ("rtsp://user:pw@10.0.0.1/1", "rtsp"),
        ("http://10.0.0.1/live/index.m3u8", "hls"),
        ("http://10.0.0.1/cam.mjpeg", "mjpeg"),
        ("http://10.0.0.1/cam/7.ts", "mpegts"),
        ("/clips/fire.mp4", "file"),
    ],
)
def test_transport_is_seen_from_the_address(url: str, transport: str) -> None:
    assert transport_of(url) == transport


def test_csv_gives_addresses(tmp_path: Path) -> None:
    path = tmp_path / "cameras.csv"
    path.write_text(
        "\ufeffid,url,transport\nCAM-1,rtsp://10.0.0.1/1,\nCAM-2,http://10.0.0.2/x,mjpeg\n", encoding="utf-8"
    )
    assert load_cameras(path) == [
        CameraAddress(camera_id="CAM-1", url="rtsp://10.0.0.1/1", transport="rtsp"),
        CameraAddress(camera_id="CAM-2", url="http://10.0.0.2/x", transport="mjpeg"),
    ]


def test_geojson_gives_addresses(tmp_path: Path) -> None:
    path = tmp_path / "cameras.geojson"
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null,'
        ' "properties": {"id": "CAM-1", "url": "rtsp://10.0.0.1/1"}}]}',
        encoding="utf-8",
    )
    assert [address.camera_id for address in load_cameras(path)] == ["CAM-1"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("c.csv", "name,url\nx,y\n", "columns id and url"),
        ("c.csv", "id,url\nCAM-1,\n", "line 2"),
        ("c.csv", "id,url,transport\nCAM-1,x,telepathy\n", "telepathy"),
        ("c.geojson", "[]", "GeoJSON"),
        ("c.geojson", '{"features": [{"properties": {"id": "x"}}]}', "feature 1"),
    ],
)
def test_bad_files_say_what_is_wrong_where(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CamerasFileError, match=said):
        load_cameras(path)
    with pytest.raises(CamerasFileError):
        load_cameras(tmp_path / "none.csv")


def test_file_wins_over_what_is_told_and_telling_again_replaces() -> None:
    def address(camera_id: str, url: str, transport: str = "rtsp") -> CameraAddress:
        return CameraAddress(camera_id=camera_id, url=url, transport=transport)

    cameras = CameraAddresses([address("CAM-1", "given")])
    cameras.tell("TOWN", [address("CAM-1", "told"), address("CAM-2", "told"), address("CAM-3", "x", "odd")])
    found = {name: cameras.find(name) for name in ("CAM-1", "CAM-2", "CAM-3")}
    assert [each.url if each else None for each in found.values()] == ["given", "told", None]
    cameras.tell("TOWN", [])
    assert cameras.find("CAM-2") is None
