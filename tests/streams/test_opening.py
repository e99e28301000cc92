from __future__ import annotations

import os
from pathlib import Path

import av.error
import pytest
from msgspec.structs import replace

from streams.errors import SourceError, SourceNotFoundError, SourceRefusedError, SourceUnusableError
from streams.faults import FaultCode, Nature
from streams.opening import as_source_error, fault_of, missing_decoders, open_source, options_for
from streams.sources import SourceKind, make_spec
from tests.streams.far_ends import (
    FPS,
    HEIGHT,
    WIDTH,
    answering,
    file_server,
    jpeg,
    mjpeg_camera,
    pictures_of,
    sending_camera,
    write_clip,
)
from tests.streams.rtmp_far_end import rtmp_far_end
from tests.streams.rtsp_far_end import RtspManners, rtsp_far_end


def test_opens_a_file_and_says_what_it_is(tmp_path: Path) -> None:
    source = open_source(make_spec("CAM-1", str(write_clip(tmp_path / "a.mp4"))))
    assert (source.codec, source.width_px, source.height_px, source.fps) == ("h264", WIDTH, HEIGHT, 25.0)
    source.close()


def test_opens_another_codec_by_a_longer_look(tmp_path: Path) -> None:
    write_clip(tmp_path / "a.ts", codec="mpeg2video")
    with file_server(tmp_path) as base:
        source = open_source(make_spec("CAM-1", f"{base}/a.ts"))
        assert (source.codec, source.width_px) == ("mpeg2video", WIDTH)
        source.close()


def test_opens_a_camera_that_pushes_jpegs() -> None:
    with mjpeg_camera() as base:
        source = open_source(make_spec("CAM-1", f"{base}/video.mjpg"))
        assert source.codec == "mjpeg"
        source.close()


def test_says_that_there_is_no_such_stream(tmp_path: Path) -> None:
    with file_server(tmp_path) as base, pytest.raises(SourceNotFoundError):
        open_source(make_spec("CAM-1", f"{base}/none.ts"))
    with pytest.raises(SourceNotFoundError, match="no such file"):
        open_source(make_spec("CAM-1", str(tmp_path / "none.mp4")))


def test_says_that_the_camera_refuses_us_without_naming_the_password() -> None:
    with mjpeg_camera() as base:
        with pytest.raises(SourceRefusedError) as caught:
            open_source(make_spec("CAM-1", f"{base}/locked", SourceKind.MJPEG))
        assert fault_of(caught.value)[0] is FaultCode.REFUSED
        address = base.replace("http://", "http://viewer:hunter2@")
        source = open_source(make_spec("CAM-1", f"{address}/locked", SourceKind.MJPEG))
        source.close()


def test_says_that_nobody_listens() -> None:
    with pytest.raises(SourceError) as caught:
        open_source(make_spec("CAM-1", "http://viewer:hunter2@127.0.0.1:9/a.ts"))
    assert fault_of(caught.value)[0] is FaultCode.UNREACHABLE
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_says_that_there_is_no_video(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(bytes(5000))
    with pytest.raises(SourceError) as caught:
        open_source(make_spec("CAM-1", str(tmp_path / "a.mp4")))
    assert fault_of(caught.value)[0] in (FaultCode.BROKEN, FaultCode.NO_VIDEO)


def test_rtsp_goes_over_tcp_first_and_never_drops_the_first_key_frame() -> None:
    options = options_for(make_spec("CAM-1", "rtsp://h/1"), fast=True)
    assert (options["rtsp_transport"], options["rtsp_flags"]) == ("tcp+udp", "prefer_tcp")
    assert "nobuffer" not in options.get("fflags", "")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (av.error.HTTPForbiddenError(0, "Forbidden"), SourceRefusedError),
        (av.error.HTTPNotFoundError(0, "Not found"), SourceNotFoundError),
        (av.error.DecoderNotFoundError(0, "Decoder not found"), SourceUnusableError),
        (av.error.InvalidDataError(0, "Invalid data"), SourceError),
    ],
)
def test_sorts_faults(error: Exception, kind: type[SourceError]) -> None:
    assert type(as_source_error(error)) is kind


def test_names_exactly_the_decoders_that_are_missing() -> None:
    assert missing_decoders(["h264", "no_such_codec", "mjpeg"]) == ["no_such_codec"]


def written(folder: Path, name: str) -> str:
    """A clip, a still, or a playlist without an end, by its name; returns its path."""
    path = folder / name
    if name == "still.jpg":
        path.write_bytes(jpeg(1))
    elif name == "live.m3u8":
        whole = write_clip(
            folder / "whole.m3u8", seconds=4.0, options={"hls_time": "1", "hls_list_size": "0"}
        )
        path.write_text(whole.read_text().replace("#EXT-X-ENDLIST\n", ""))
    elif name.endswith(".m3u8"):
        write_clip(path, seconds=4.0, options={"hls_time": "1", "hls_list_size": "0"})
    elif name == "still.png":
        write_clip(path, seconds=1 / FPS, codec="png", pix_fmt="rgb24")
    else:
        write_clip(path, seconds=1.0)
    return str(path)


@pytest.mark.parametrize("name", ["a.mp4", "a.ts", "still.jpg", "still.png", "vod.m3u8"])
def test_what_has_an_end_is_a_recording(tmp_path: Path, name: str) -> None:
    """V16: a still, a looping file and a recording said "live"."""
    source = open_source(make_spec("CAM-1", written(tmp_path, name)))
    assert source.nature is Nature.RECORDED
    source.close()


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("a.ts", Nature.RECORDED),
        ("a.mp4", Nature.RECORDED),
        ("vod.m3u8", Nature.RECORDED),
        ("live.m3u8", Nature.DELAYED),
    ],
)
def test_over_http_too(tmp_path: Path, name: str, nature: Nature) -> None:
    """V7: HLS said "live 20 ms" seconds behind."""
    written(tmp_path, name)
    with file_server(tmp_path) as base:
        source = open_source(make_spec("CAM-1", f"{base}/{name}"))
        assert source.nature is nature
        source.close()


def test_a_stream_without_an_end_is_live(tmp_path: Path) -> None:
    sent = pictures_of(write_clip(tmp_path / "a.ts"))
    with sending_camera([(piece, 0.0) for piece in sent] + [(b"", 1.0)]) as url:
        source = open_source(make_spec("CAM-1", url))
        assert source.nature is Nature.LIVE
        source.close()
    with mjpeg_camera() as base:
        source = open_source(make_spec("CAM-1", f"{base}/video.mjpg"))
        assert source.nature is Nature.LIVE
        source.close()


@pytest.mark.parametrize("method", ["OPTIONS", "DESCRIBE", "SETUP", "PLAY"])
def test_an_rtsp_camera_that_falls_silent_does_not_answer(method: str) -> None:
    """V9: it was called damaged, or said to refuse our sign-in."""
    with rtsp_far_end(RtspManners(silent_at=method)) as url, pytest.raises(SourceError) as caught:
        open_source(replace(make_spec("CAM-1", url), patience_s=1.0))
    assert fault_of(caught.value)[0] is FaultCode.TIMEOUT


@pytest.mark.parametrize("method", ["OPTIONS", "DESCRIBE", "SETUP", "PLAY"])
def test_an_rtsp_camera_that_hangs_up_breaks_off(method: str) -> None:
    """V9."""
    manners = RtspManners(hangs_up_at=method)
    with rtsp_far_end(manners) as url, pytest.raises(SourceError) as caught:
        open_source(make_spec("CAM-1", url))
    assert method in manners.asked
    assert fault_of(caught.value)[0] is FaultCode.BROKE_OFF


@pytest.mark.parametrize(
    ("method", "answer", "code"),
    [
        ("DESCRIBE", "401 Unauthorized", FaultCode.REFUSED),
        ("DESCRIBE", "403 Forbidden", FaultCode.REFUSED),
        ("PLAY", "403 Forbidden", FaultCode.REFUSED),
        ("DESCRIBE", "404 Not Found", FaultCode.NOT_FOUND),
        ("DESCRIBE", "503 Service Unavailable", FaultCode.UNREACHABLE),
        ("DESCRIBE", "200 OK\r\nContent-Type: text/html\r\n", FaultCode.BROKE_OFF),
    ],
)
def test_what_an_rtsp_camera_says_is_told_as_it_is(method: str, answer: str, code: FaultCode) -> None:
    with rtsp_far_end(RtspManners(answers={method: answer})) as url, pytest.raises(SourceError) as caught:
        open_source(make_spec("CAM-1", url))
    assert fault_of(caught.value)[0] is code


def test_a_file_that_may_not_be_read_is_refused_as_before() -> None:
    error = av.error.PermissionError(13, "Permission denied", "file")
    assert fault_of(as_source_error(error))[0] is FaultCode.REFUSED


@pytest.mark.parametrize("address", ["{}", "file://{}"])
def test_a_pipe_or_a_folder_is_no_source(tmp_path: Path, address: str) -> None:
    """V11: a fifo as address took one thread more every 15 s."""
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "fifo", tmp_path):
        with pytest.raises(SourceUnusableError, match="no regular file"):
            open_source(make_spec("CAM-1", address.format(path)))
    with pytest.raises(SourceNotFoundError):
        open_source(make_spec("CAM-1", address.format(tmp_path / "none.mp4")))
    source = open_source(make_spec("CAM-1", address.format(write_clip(tmp_path / "a b.mp4"))))
    source.close()


def test_a_link_to_a_file_is_one(tmp_path: Path) -> None:
    (tmp_path / "link.mp4").symlink_to(write_clip(tmp_path / "a.mp4"))
    open_source(make_spec("CAM-1", str(tmp_path / "link.mp4"))).close()


@pytest.mark.slow
def test_a_source_that_needs_long_to_start_is_waited_for(tmp_path: Path) -> None:
    """V13: a source that needs ten seconds to start was called broken after five."""
    sent = [(piece, 0.0) for piece in pictures_of(write_clip(tmp_path / "a.ts"))]
    with sending_camera([*sent, (b"", 10.0)], wakes_s=8.0) as url:
        spec = make_spec("CAM-1", url)
        with pytest.raises(SourceError) as caught:
            open_source(replace(spec, patience_s=1.0))
        assert fault_of(caught.value)[0] is FaultCode.TIMEOUT
        open_source(spec).close()


@pytest.mark.parametrize("path", ["/", "/stream", "/video", "/video.mjpg"])
def test_jpegs_that_are_pushed_are_known_by_what_comes(path: str) -> None:
    """K7, V14: without an ending that says so the camera was blamed."""
    with mjpeg_camera() as base:
        source = open_source(make_spec("CAM-1", base + path))
        assert (source.codec, source.nature, source.has_times, source.is_still) == (
            "mjpeg",
            Nature.LIVE,
            False,
            False,
        )
        source.close()


@pytest.mark.parametrize("path", ["/cam/x.live.flv", "/cam", "/cam.ts", "/cam?format=mjpg", "/index.m3u8"])
def test_flv_over_http_is_known_by_what_comes(tmp_path: Path, path: str) -> None:
    """K7."""
    data = write_clip(tmp_path / "a.flv").read_bytes()
    with sending_camera([(data, 1.0)], path=path) as url:
        source = open_source(make_spec("CAM-1", url))
        assert (source.codec, source.width_px, source.nature) == ("h264", WIDTH, Nature.LIVE)
        source.close()


def test_a_stream_is_known_by_what_comes_though_its_transport_is_given_wrongly(tmp_path: Path) -> None:
    sent = [(piece, 0.0) for piece in pictures_of(write_clip(tmp_path / "a.ts"))]
    with sending_camera([*sent, (b"", 1.0)]) as url:
        for kind in (SourceKind.MJPEG, SourceKind.HLS, SourceKind.MPEGTS):
            source = open_source(make_spec("CAM-1", url, kind))
            assert source.codec == "h264"
            source.close()


def test_a_camera_that_speaks_rtmp_is_live_with_a_delay_that_nobody_tells(tmp_path: Path) -> None:
    """K7, V7."""
    with rtmp_far_end(write_clip(tmp_path / "a.flv")) as url:
        source = open_source(make_spec("CAM-1", url))
        assert (source.codec, source.width_px, source.nature) == ("h264", WIDTH, Nature.DELAYED)
        source.close()


@pytest.mark.parametrize(("name", "kind"), [("jpeg", "image/jpeg"), ("png", "image/png")])
def test_a_still_is_known_as_one(tmp_path: Path, name: str, kind: str) -> None:
    """V14."""
    still = Path(written(tmp_path, "still.png")).read_bytes() if name == "png" else jpeg(1)
    with answering({"/snap": (kind, lambda number: still)}) as base:
        source = open_source(make_spec("CAM-1", f"{base}/snap"))
        assert source.is_still
        assert source.nature is Nature.LIVE
        source.close()


@pytest.mark.parametrize("path", ["/a.ts", "/", "/a.m3u8", "/a.mjpg", "/a.mp4"])
def test_a_web_page_is_no_video_and_no_damage(path: str) -> None:
    page = b"<html><body>Please sign in" + b" " * 5000 + b"</body></html>"
    with answering({path: ("text/html", lambda number: page)}) as base, pytest.raises(SourceError) as caught:
        open_source(make_spec("CAM-1", base + path))
    assert fault_of(caught.value)[0] is FaultCode.NO_VIDEO


def test_a_list_of_other_files_is_not_followed(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4")
    text = f"ffconcat version 1.0\nfile '{clip}'\n".encode()
    with answering({"/a": ("text/plain", lambda number: text)}) as base, pytest.raises(SourceError):
        open_source(make_spec("CAM-1", f"{base}/a"))


def test_a_camera_that_sends_over_udp_only_is_shown(tmp_path: Path) -> None:
    """V18: it was called damaged."""
    clip = write_clip(tmp_path / "a.ts", seconds=4.0)
    manners = RtspManners(udp_clip=clip)
    with rtsp_far_end(manners) as url:
        source = open_source(make_spec("CAM-1", url))
        packet = next(packet for packet in source.container.demux(source.stream) if packet.is_keyframe)
        assert packet.size > 0
        source.close()
    assert manners.asked.count("SETUP") >= 2


def test_a_camera_that_takes_tcp_is_not_asked_for_udp() -> None:
    manners = RtspManners(hangs_up_at="PLAY")
    with rtsp_far_end(manners) as url, pytest.raises(SourceError):
        open_source(make_spec("CAM-1", url))
    assert manners.asked.count("SETUP") == 1
