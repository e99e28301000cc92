"""Addresses of cameras: files, what gateways tell, and who wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.hub.cameras import (
    CameraAddresses,
    CameraNotAllowedError,
    CameraSecretError,
    address_of,
    placed,
)
from console.domain.registry.entities import Camera
from console.wire.messages import CameraAddress
from streams.allowed import Allowed
from streams.errors import SourceFileError
from streams.sources import load_cameras


def addresses(path: Path) -> list[CameraAddress]:
    return [address_of(entry) for entry in load_cameras(path)]


def test_csv_gives_addresses(tmp_path: Path) -> None:
    path = tmp_path / "cameras.csv"
    path.write_text(
        "\ufeffid,url,transport\nCAM-1,rtsp://10.0.0.1/1,\nCAM-2,http://10.0.0.2/x,mjpeg\n", encoding="utf-8"
    )
    assert addresses(path) == [
        CameraAddress(camera_id="CAM-1", url="rtsp://10.0.0.1/1", transport="rtsp"),
        CameraAddress(camera_id="CAM-2", url="http://10.0.0.2/x", transport="mjpeg"),
    ]
    assert placed(load_cameras(path)) == []


def test_geojson_gives_addresses(tmp_path: Path) -> None:
    path = tmp_path / "cameras.geojson"
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null,'
        ' "properties": {"id": "CAM-1", "url": "rtsp://10.0.0.1/1"}}]}',
        encoding="utf-8",
    )
    assert [address.camera_id for address in addresses(path)] == ["CAM-1"]


def test_credentials_are_lent_with_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cameras.csv"
    path.write_text("id,url,user,secret\nCAM-1,rtsp://10.0.0.1/1,viewer,env:CAM_1\n", encoding="utf-8")
    monkeypatch.setenv("CAM_1", "s3cret")
    assert addresses(path)[0].url == "rtsp://viewer:s3cret@10.0.0.1/1"
    monkeypatch.delenv("CAM_1")
    with pytest.raises(CameraSecretError, match="no secret 'env:CAM_1'"):
        addresses(path)


def test_records_with_a_place_are_cameras_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "cameras.csv"
    path.write_text(
        "id,name_zh,name_en,lon,lat,bearing_deg,fov_deg,range_m,url\n"
        "GATE-1,东门,East gate,118.05,36.81,270,70,90,rtsp://10.0.0.1/1\n",
        encoding="utf-8",
    )
    assert placed(load_cameras(path)) == [
        Camera(
            id="GATE-1",
            name_zh="东门",
            name_en="East gate",
            lon_e7=1_180_500_000,
            lat_e7=368_100_000,
            bearing_deg=270,
            fov_deg=70,
            range_m=90,
        )
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("c.csv", "name,url\nx,y\n", "field 'id'"),
        ("c.csv", "id,url\nCAM-1,\n", "c.csv:2"),
        ("c.csv", "id,url,transport\nCAM-1,x,telepathy\n", "telepathy"),
        ("c.geojson", "[]", "GeoJSON"),
        ("c.geojson", '{"features": [{"properties": {"id": "x"}}]}', "c.geojson:1"),
    ],
)
def test_bad_files_say_what_is_wrong_where(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceFileError, match=said):
        load_cameras(path)
    with pytest.raises(SourceFileError):
        load_cameras(tmp_path / "none.csv")


def test_file_wins_over_what_is_told_and_telling_again_replaces() -> None:
    def address(camera_id: str, url: str, transport: str = "rtsp") -> CameraAddress:
        return CameraAddress(camera_id=camera_id, url=url, transport=transport)

    cameras = CameraAddresses([address("CAM-1", "given")])
    cameras.tell(
        "TOWN",
        [address("CAM-1", "rtsp://told/"), address("CAM-2", "rtsp://told/"), address("CAM-3", "x", "odd")],
    )
    found = {name: cameras.find(name) for name in ("CAM-1", "CAM-2", "CAM-3")}
    assert [each.url if each else None for each in found.values()] == ["given", "rtsp://told/", None]
    cameras.tell("TOWN", [])
    assert cameras.find("CAM-2") is None


def test_a_camera_of_the_file_is_mounted_as_it_says(tmp_path: Path) -> None:
    """K6."""
    path = tmp_path / "cameras.csv"
    path.write_text("id,lon,lat,url,kind\nCAM-9,118,36,http://h/x.ts,drone\nCAM-8,118,36,http://h/y.ts,\n")
    assert [(camera.id, camera.kind) for camera in placed(load_cameras(path))] == [
        ("CAM-9", "drone"),
        ("CAM-8", "fixed"),
    ]


def told(url: str, transport: str = "mpegts") -> list[CameraAddress]:
    return [CameraAddress(camera_id="CAM-1", url=url, transport=transport)]


LOCAL = "http://127.0.0.1:9000/metrics"


@pytest.mark.parametrize(
    ("url", "live", "rules", "taken"),
    [
        ("rtsp://10.0.0.1/1", True, None, True),
        (LOCAL, False, None, True),
        (LOCAL, True, None, False),
        ("file:///etc/passwd", False, None, False),
        ("/etc/passwd", False, None, False),
        ("rtsp://10.0.0.1/1", True, ["rtsp://10.0.0.0/8"], True),
        ("rtsp://10.0.0.1/1", True, ["rtsp://10.9.0.0/16"], False),
        (LOCAL, True, ["http://127.0.0.1"], True),
        ("file:///srv/clips/a.mp4", True, ["file://"], True),
    ],
)
@pytest.mark.expects_log("not allowed here")
def test_address_that_a_gateway_tells_is_lent_only_where_cameras_may_be(
    url: str, live: bool, rules: list[str] | None, taken: bool
) -> None:
    """T18"""
    cameras = CameraAddresses((), None if rules is None else Allowed(rules), live=live)
    cameras.tell("GATE", told(url))
    assert (cameras.find("CAM-1") is not None) is taken
    assert cameras.rules == tuple(rules or ())


@pytest.mark.expects_log("not allowed here")
def test_address_that_is_told_anew_and_is_not_allowed_takes_the_old_one_away() -> None:
    cameras = CameraAddresses(live=True)
    cameras.tell("GATE", told("rtsp://10.0.0.1/1"))
    cameras.tell("GATE", told(LOCAL))
    assert cameras.find("CAM-1") is None


def test_file_with_an_address_that_is_not_on_the_list_is_refused_without_its_password() -> None:
    """T18"""
    with pytest.raises(CameraNotAllowedError, match="camera CAM-1") as error:
        CameraAddresses(told("rtsp://viewer:s3cret@192.0.2.1/1"), Allowed(["rtsp://10.0.0.0/8"]))
    assert "s3cret" not in str(error.value)
    assert (
        CameraAddresses(told(LOCAL), live=True).find("CAM-1") is not None
    )  # the file is the site's own word
