"""Where a site's cameras may be, and what an address may lead to."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import pytest

from streams.allowed import Allowed, is_of_this_machine
from streams.errors import SourceError, SourceRefusedError
from streams.opening import open_source
from streams.sources import SourceKind, SourceSpec

SITE = Allowed(["rtsp://10.20.0.0/16", "https://*.media.example", "http://gate.example", "rtsp://[fd00::]/8"])


@pytest.mark.parametrize(
    "url",
    [
        "rtsp://10.20.3.4/stream",
        "RTSP://viewer:pw@10.20.3.4:554/stream",
        "https://a.media.example/x.m3u8",
        "https://B.Media.Example./x",
        "http://gate.example:8080/",
        "rtsp://[fd00::12]/1",
        "rtsp://[::ffff:10.20.0.1]/1",
    ],
)
def test_what_is_on_the_list_is_permitted(url: str) -> None:
    assert SITE.permits(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.20.3.4/stream",
        "rtsp://10.21.0.1/",
        "rtsp://10.20.3.4.evil.example/",
        "rtsp://10.20.3.4@evil.example/",
        "https://media.example/",
        "https://evilmedia.example/",
        "https://media.example.evil.example/",
        "http://127.0.0.1/admin",
        "http://169.254.169.254/latest",
        "http://2130706433/",
        "http://0x7f.1/",
        "rtsp://169086980/",
        "file:///etc/passwd",
        "/etc/passwd",
        "concat:a|b",
        "",
        "http://[",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    """T18"""
    assert not SITE.permits(url)
    assert not Allowed([]).permits(url)


@pytest.mark.parametrize(
    "rule", ["", "10.0.0.1", "gopher://x", "http://", "http://a b", "http://*", "http://10.0.0.1/33"]
)
def test_rule_that_is_none_is_refused_in_words(rule: str) -> None:
    with pytest.raises(ValueError, match="is no rule"):
        Allowed([rule])


@pytest.mark.parametrize(
    ("url", "is_so"),
    [
        ("http://127.8.9.1/", True),
        ("http://localhost./", True),
        ("http://x.localhost/", True),
        ("http://[::1]/", True),
        ("http://[::ffff:127.0.0.1]/", True),
        ("http://169.254.169.254/", True),
        ("http://0/", True),
        ("http://2130706433/", True),
        ("http://0x7f000001/", True),
        ("http://127.1/", True),
        ("clip.mp4", True),
        ("http://10.0.0.1/", False),
        ("http://cam.example/", False),
        ("http://1and1.example/", False),
    ],
)
def test_addresses_of_the_machine_itself_are_known_however_they_are_written(url: str, is_so: bool) -> None:
    assert is_of_this_machine(url) is is_so


# -- what an address leads to ------------------------------------------------------------------------------------------


class _Site(http.server.SimpleHTTPRequestHandler):
    """Files, and `/moved?URL`, which leads there. `asked` are the paths that came."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/moved?"):
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2])
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, host: str) -> Iterator[tuple[str, list[str]]]:
    """(address, what was asked there)."""
    asked: list[str] = []
    handler = type("Site", (_Site,), {"asked": asked})
    server = http.server.ThreadingHTTPServer((host, 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playlist of a few segments, made by FFmpeg."""
    made = tmp_path_factory.mktemp("hls")
    options = {"hls_time": "1", "hls_list_size": "0", "hls_segment_filename": str(made / "part%d.ts")}
    with av.open(str(made / "x.m3u8"), "w", format="hls", options=options) as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = 160, 120, "yuv420p", 10
        for number in range(40):
            frame = av.VideoFrame(160, 120, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([number * 5]) * plane.buffer_size)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return made


def playlist(folder: Path, name: str, segments: str) -> None:
    """The playlist with its segments somewhere else."""
    text = (folder / "x.m3u8").read_text(encoding="utf-8").replace("part", f"{segments}/part")
    (folder / name).write_text(text, encoding="utf-8")


def frames(url: str, rules: list[str]) -> int:
    """How many pictures come."""
    spec = SourceSpec("CAM-1", url, SourceKind.HLS, allowed=tuple(rules))
    source = open_source(spec)
    try:
        return sum(1 for _ in source.container.decode(source.stream))
    finally:
        source.close()


def test_playlist_that_stays_where_it_may_is_played(folder: Path) -> None:
    with served(folder, "127.0.0.1") as (here, asked):
        assert frames(f"{here}/x.m3u8", ["http://127.0.0.1"]) > 20
        assert frames(f"{here}/moved?{here}/x.m3u8", ["http://127.0.0.1"]) > 20
    assert "/part0.ts" in asked or "/part1.ts" in asked


@pytest.mark.parametrize("how", ["segments", "redirect", "itself"])
def test_nothing_is_fetched_from_where_a_playlist_or_a_redirect_leads_beyond_the_list(
    folder: Path, how: str
) -> None:
    """T18: fetched blind."""
    with served(folder, "127.0.0.1") as (here, _), served(folder, "127.0.0.2") as (beyond, asked):
        playlist(folder, "led.m3u8", beyond)
        url = {
            "segments": f"{here}/led.m3u8",
            "redirect": f"{here}/moved?{beyond}/x.m3u8",
            "itself": f"{beyond}/x.m3u8",
        }[how]
        with pytest.raises(SourceError) as error:
            frames(url, ["http://127.0.0.1"])
    assert isinstance(error.value, SourceRefusedError)
    assert "the site does not allow" in str(error.value)
    assert asked == []


def test_without_a_list_everything_is_opened_as_before(folder: Path) -> None:
    with served(folder, "127.0.0.1") as (here, _):
        assert frames(f"{here}/x.m3u8", []) > 20
