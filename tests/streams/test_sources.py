from __future__ import annotations

import json
from pathlib import Path

import pytest

from streams.errors import SourceFileError
from streams.sources import (
    COLUMNS,
    SourceKind,
    SourceSpec,
    environment_secret,
    guess_kind,
    lent,
    load_cameras,
    make_spec,
)

HEADER = "id,name_zh,name_en,lon,lat,bearing_deg,fov_deg,range_m,url,kind,user,secret\n"
GOOD = "CAM-1,人民路,Renmin Rd,118.05,36.81,90,60,80,rtsp://10.0.0.5/ch1,,viewer,env:CAM_PASSWORD\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("rtsp://cam/1", SourceKind.RTSP),
        ("http://cam/cam/CAM-1.ts", SourceKind.MPEGTS),
        ("https://cdn/live/index.m3u8?x=1", SourceKind.HLS),
        ("http://cam/video.mjpg", SourceKind.MJPEG),
        ("http://cam/axis-cgi/mjpg/video.cgi", SourceKind.MJPEG),
        ("http://files/clip.mp4", SourceKind.FILE),
        ("udp://239.0.0.1:5000", SourceKind.MPEGTS),
        ("rtmp://cam/live/1", SourceKind.RTMP),
        ("rtmps://cam/live/1", SourceKind.RTMP),
        ("clips/street.mp4", SourceKind.FILE),
        ("C:\\clips\\street.mp4", SourceKind.FILE),
    ],
)
def test_guesses_the_kind_of_an_address(url: str, kind: SourceKind) -> None:
    assert guess_kind(url) is kind


def test_a_spec_never_shows_its_secret() -> None:
    spec = make_spec("CAM-1", "rtsp://admin:hunter2@10.0.0.5/ch1?token=abc")
    assert "hunter2" not in repr(spec)
    assert "abc" not in repr(spec)
    assert "hunter2" not in spec.url
    assert spec.url_with_credentials() == "rtsp://admin:hunter2@10.0.0.5/ch1?token=abc"


def test_a_secret_may_lie_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAM_PASSWORD", "s3cret")
    assert environment_secret("env:CAM_PASSWORD") == "s3cret"
    assert environment_secret("env:CAM_NONE") == ""
    assert environment_secret("vault:other") == ""
    spec = SourceSpec("CAM-1", "rtsp://h/1", SourceKind.RTSP, user="viewer", secret_ref="env:CAM_PASSWORD")
    assert lent(spec, "s3cret").url_with_credentials() == "rtsp://viewer:s3cret@h/1"


def test_reads_a_csv_with_defaults(tmp_path: Path) -> None:
    path = write(tmp_path / "cameras.csv", "\ufeffid,lon,lat,url\nA,118,36,http://h/a.ts\n\nB,118,36,b.mp4\n")
    first, second = load_cameras(path)
    assert (first.name_zh, first.fov_deg, first.source.kind) == ("A", 60.0, SourceKind.MPEGTS)
    assert second.source.url == str(tmp_path / "b.mp4")


def test_reads_every_column_of_a_csv(tmp_path: Path) -> None:
    (entry,) = load_cameras(write(tmp_path / "c.csv", HEADER + GOOD))
    assert (entry.name_zh, entry.name_en, entry.lon_deg, entry.bearing_deg) == (
        "人民路",
        "Renmin Rd",
        118.05,
        90,
    )
    assert entry.source == SourceSpec(
        "CAM-1", "rtsp://10.0.0.5/ch1", SourceKind.RTSP, user="viewer", secret_ref="env:CAM_PASSWORD"
    )


@pytest.mark.parametrize("password", ["pa#ss", "pa/ss", "pa?ss", "#?/"])
def test_reads_a_password_that_people_choose(tmp_path: Path, password: str) -> None:
    """K5: it was taken without a word, and could not work."""
    row = f"id,url\nCAM-1,rtsp://viewer:{password}@10.0.0.5/ch1\n"
    (entry,) = load_cameras(write(tmp_path / "c.csv", row))
    assert (entry.source.url, entry.source.user, entry.source.secret) == (
        "rtsp://10.0.0.5/ch1",
        "viewer",
        password,
    )


@pytest.mark.parametrize("kind", ["fixed", "body", "vehicle", "drone", "Fixed", ""])
def test_reads_how_a_camera_is_mounted_as_docs_say(tmp_path: Path, kind: str) -> None:
    """K6: `kind` was refused as a transport."""
    text = f"id,url,transport,kind\nCAM-1,http://h/x,mjpeg,{kind}\nCAM-2,rtsp://h/x,,{kind}\n"
    entries = load_cameras(write(tmp_path / "c.csv", text))
    assert [entry.kind for entry in entries] == [kind.lower() or "fixed"] * 2
    assert [entry.source.kind for entry in entries] == [SourceKind.MJPEG, SourceKind.RTSP]


def test_a_file_that_says_the_transport_in_kind_is_read_as_before(tmp_path: Path) -> None:
    (entry,) = load_cameras(write(tmp_path / "c.csv", "id,url,kind\nCAM-1,http://h/x,mjpeg\n"))
    assert (entry.kind, entry.source.kind) == ("fixed", SourceKind.MJPEG)
    with pytest.raises(SourceFileError, match="field 'kind'"):
        load_cameras(write(tmp_path / "c.csv", "id,url,kind,transport\nCAM-1,http://h/x,mjpeg,hls\n"))
    with pytest.raises(SourceFileError, match="field 'transport': 'webrtc' is not one of rtsp, hls"):
        load_cameras(write(tmp_path / "c.csv", "id,url,kind,transport\nCAM-1,http://h/x,body,webrtc\n"))


def test_every_column_of_the_docs_is_read() -> None:
    docs = (Path(__file__).resolve().parents[2] / "docs" / "cameras.md").read_text(encoding="utf-8")
    told = {
        name
        for row in docs.splitlines()
        if row.startswith("| `")
        for name in row.split("|")[1].split("`")[1::2]
    }
    assert told == set(COLUMNS)


@pytest.mark.parametrize("url", ["rtmp://u:p@h/live/1", "http://u:p@h/clip.mp4", "https://u:p@h/a.m3u8"])
def test_a_login_is_never_dropped(url: str) -> None:
    """K5: RTMP was opened without it."""
    assert make_spec("CAM-1", url).url_with_credentials() == url


def test_reads_geojson_points(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "id": "CAM-7",
        "geometry": {"type": "Point", "coordinates": [118.05, 36.81, 7]},
        "properties": {"name_en": "East gate", "bearing_deg": -90, "url": "http://h/7.ts"},
    }
    collection = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (entry,) = load_cameras(write(tmp_path / "c.geojson", collection))
    assert (entry.id, entry.bearing_deg, entry.name_zh) == ("CAM-7", 270.0, "East gate")


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (GOOD.replace("CAM-1", ""), "id", "is empty"),
        (GOOD.replace("118.05", "east"), "lon", "'east' is not a number"),
        (GOOD.replace("36.81", "136.81"), "lat", "is not between -90 and 90"),
        (GOOD.replace("36.81", "nan"), "lat", "is not between"),
        (GOOD.replace(",60,", ",0,"), "fov_deg", "is not between 1 and 360"),
        (GOOD.replace("rtsp://", "gopher://"), "url", "scheme 'gopher'"),
        (GOOD.replace("rtsp://10.0.0.5/ch1", ""), "url", "is empty"),
        (GOOD.replace("rtsp://10.0.0.5", "rtsp://"), "url", "names no host"),
        (GOOD.replace("ch1,,", "ch1,webrtc,"), "kind", "'webrtc' is not one of fixed, body, vehicle, drone"),
        (GOOD.replace("env:CAM_PASSWORD", "hunter2"), "secret", "is not env:NAME"),
        (GOOD.replace("env:CAM_PASSWORD", "env:hunter 2"), "secret", "is not env:NAME"),
        (GOOD.replace("env:CAM_PASSWORD", "vault:hunter2"), "secret", "is not env:NAME"),
        (GOOD.replace("viewer", ""), "user", "is empty, but there is a secret"),
        (GOOD.replace("rtsp://", "rtsp://viewer:hunter2@"), "secret", "the address holds a password, too"),
        (GOOD.replace("rtsp://", "rtsp://other@"), "user", "is another than the address names"),
        (GOOD.replace("rtsp://", "rtsp://viewer:1/hunter2@"), "url", "write %40 for @"),
        (GOOD + GOOD, "id", "already given in line 2"),
        (GOOD.strip() + ",more\n", "", "more values than"),
        (HEADER.replace("range_m", "reach"), "reach", "is no known column"),
    ],
)
def test_names_line_and_field_of_a_fault(tmp_path: Path, row: str, field: str, words: str) -> None:
    text = row if row.startswith("id,") else HEADER + row
    with pytest.raises(SourceFileError) as caught:
        load_cameras(write(tmp_path / "c.csv", text))
    assert caught.value.field == field
    assert caught.value.line >= 1
    assert words in str(caught.value)
    assert "hunter" not in str(caught.value)
    assert "c.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a GeoJSON FeatureCollection"),
        ('{"features": [{"geometry": {"type": "Polygon"}}]}', "is not a Point"),
        (
            '{"features": [{"geometry": {"type": "Point", "coordinates": [1]}}]}',
            "needs longitude and latitude",
        ),
        ('{"features": [7]}', "is not a feature"),
        ('{"features": [{"properties": ["x"]}]}', "c.geojson:1, field 'properties': is not an object"),
        ('{"features": [{"properties": "x"}]}', "c.geojson:1, field 'properties': is not an object"),
        ('{"features": [' + "9" * 5000 + "]}", "is not JSON that can be read"),
        ("[" * 100_000, "is not JSON that can be read"),
    ],
)
def test_names_the_fault_of_a_geojson(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SourceFileError, match=words):
        load_cameras(write(tmp_path / "c.geojson", text))


@pytest.mark.parametrize(
    "text", ['id,"url', 'id,"url\n', '"id,url\nCAM-1,x\n', 'id,url\nCAM-1,"x', 'id,"ur"l\n']
)
def test_quotes_that_do_not_end_are_told_with_their_line(tmp_path: Path, text: str) -> None:
    """K15: in the header as well as below it."""
    with pytest.raises(SourceFileError, match="is not CSV: ") as told:
        load_cameras(write(tmp_path / "c.csv", text))
    assert told.value.line >= 1


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n"])
def test_empty_file_lacks_its_header(tmp_path: Path, text: str) -> None:
    """K15."""
    with pytest.raises(SourceFileError, match="this column is missing from the header line"):
        load_cameras(write(tmp_path / "c.csv", text))


def test_refuses_files_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="cannot be read"):
        load_cameras(tmp_path / "none.csv")
    (tmp_path / "gbk.csv").write_bytes("id,lon,lat,url\n人".encode("gbk"))
    with pytest.raises(SourceFileError, match="not UTF-8"):
        load_cameras(tmp_path / "gbk.csv")
    with pytest.raises(SourceFileError, match="this column is missing"):
        load_cameras(write(tmp_path / "short.csv", "id,lon,lat\n"))


def test_a_record_may_only_say_where_the_picture_comes_from(tmp_path: Path) -> None:
    (entry,) = load_cameras(write(tmp_path / "c.csv", "id,url,transport\nCAM-1,http://h/x,mjpeg\n"))
    assert (entry.lon_deg, entry.lat_deg, entry.source.kind) == (None, None, SourceKind.MJPEG)
    feature = '{"features": [{"geometry": null, "properties": {"id": "CAM-1", "url": "rtsp://h/1"}}]}'
    (other,) = load_cameras(write(tmp_path / "c.geojson", feature))
    assert other.lon_deg is None


def test_half_a_place_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="field 'lat'"):
        load_cameras(write(tmp_path / "c.csv", "id,lon,lat,url\nCAM-1,118,,http://h/x\n"))
