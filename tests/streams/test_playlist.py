"""V10: a playlist without an end took 0.8 GB of its worker."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from streams.errors import SourceError, SourceUnusableError
from streams.faults import Nature
from streams.opening import open_source
from streams.playlist import MOST_BYTES, dates_of, is_playlist, made_whole
from streams.sources import SourceKind, make_spec
from tests.streams.far_ends import answering, file_server, mjpeg_camera, sending_camera, write_clip

HEAD = b"#EXTM3U\n#EXT-X-TARGETDURATION:2\n"
SEGMENT = b"#EXTINF:2.0,\nsegment.ts\n"


class Endless:
    """Segments for ever, to whoever asks."""

    def __init__(self, segments: int = 1000, pause_s: float = 0.0) -> None:
        self.more = (SEGMENT * segments, pause_s)

    def __iter__(self) -> Iterator[tuple[bytes, float]]:
        return itertools.chain([(HEAD, 0.0)], itertools.repeat(self.more))


@pytest.mark.parametrize("path", ["/index.m3u8", "/index", "/cam.ts"])
def test_a_playlist_without_an_end_is_no_source(path: str) -> None:
    with sending_camera(Endless(), path=path) as url, pytest.raises(SourceUnusableError, match="no end"):
        open_source(make_spec("CAM-1", url))


def test_one_that_drips_for_ever_is_none_either() -> None:
    with (
        sending_camera(Endless(1, 0.05), path="/index.m3u8") as url,
        pytest.raises(SourceUnusableError, match="no end"),
    ):
        is_playlist(replace(make_spec("CAM-1", url), patience_s=1.0))


def test_one_that_another_names_is_looked_at_too() -> None:
    with sending_camera(Endless(), path="/low.m3u8") as url:
        whole = f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{url}\n".encode()
        with (
            answering({"/a.m3u8": ("text/plain", lambda number: whole)}) as base,
            pytest.raises(SourceUnusableError, match="no end"),
        ):
            open_source(make_spec("CAM-1", f"{base}/a.m3u8"))


def test_a_long_one_with_an_end_is_a_playlist() -> None:
    long = HEAD + SEGMENT * ((MOST_BYTES - 100) // len(SEGMENT))
    with answering({"/a.m3u8": ("text/plain", lambda number: long)}) as base:
        assert is_playlist(make_spec("CAM-1", f"{base}/a.m3u8"))


@pytest.mark.parametrize("name", ["a.m3u8", "a"])
def test_a_playlist_is_played_whatever_its_address_ends_with(tmp_path: Path, name: str) -> None:
    whole = write_clip(tmp_path / "w.m3u8", seconds=4.0, options={"hls_time": "1", "hls_list_size": "0"})
    (tmp_path / name).write_text(whole.read_text().replace("#EXT-X-ENDLIST\n", ""))
    with file_server(tmp_path) as base:
        source = open_source(make_spec("CAM-1", f"{base}/{name}"))
        assert (source.comes_in_pieces, source.nature) == (True, Nature.DELAYED)
        source.close()


def test_what_is_none_or_is_not_there_is_none(tmp_path: Path) -> None:
    assert not is_playlist(make_spec("CAM-1", "http://127.0.0.1:9/a.m3u8"))
    with mjpeg_camera() as base:
        assert not is_playlist(make_spec("CAM-1", f"{base}/video.mjpg"))
        assert not is_playlist(make_spec("CAM-1", f"{base}/none.m3u8"))
        assert not is_playlist(make_spec("CAM-1", f"{base}/locked"))
        with pytest.raises(SourceError):
            open_source(make_spec("CAM-1", f"{base}/none.m3u8", SourceKind.HLS))


def test_is_read_with_the_login_of_its_camera() -> None:
    text = HEAD + SEGMENT
    with answering({"/a.m3u8": ("text/plain", lambda number: text)}, login="viewer:hunter2") as base:
        assert not is_playlist(make_spec("CAM-1", f"{base}/a.m3u8"))
        assert is_playlist(make_spec("CAM-1", base.replace("//", "//viewer:hunter2@") + "/a.m3u8"))


NOON = 1_796_040_000.0
DATED = "#EXT-X-PROGRAM-DATE-TIME:2026-11-30T12:00:00.000Z\n"
A, B = "#EXTINF:2.5,\na.ts\n", "#EXTINF:1,\nsub/b.ts\n"
AT = "http://h/live/x.m3u8?k=1"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (DATED + A + B, {"http://h/live/a.ts": NOON, "http://h/live/sub/b.ts": NOON + 2.5}),
        (A + DATED + B, {"http://h/live/sub/b.ts": NOON}),
        (DATED.replace("Z", "+0800") + A, {"http://h/live/a.ts": NOON - 8 * 3600}),
        (DATED + A + "#EXT-X-DISCONTINUITY\n" + B, {"http://h/live/a.ts": NOON}),
        (DATED.replace("Z", "") + A, {}),
        (DATED.replace("2026", "0000") + A, {}),
        (DATED.replace("2026", "x\U0001f600") + A, {}),
        (DATED + "#EXT-X-BYTERANGE:10@0\n" + A + B, {"http://h/live/sub/b.ts": NOON + 2.5}),
        (DATED + A.replace("2.5", "1e400") + B, {"http://h/live/a.ts": NOON, "http://h/live/sub/b.ts": NOON}),
        (DATED.replace("\n", "\r\n") + A.replace("\n", "\r\n"), {"http://h/live/a.ts": NOON}),
        (A + B, {}),
        ("", {}),
    ],
)
def test_a_playlist_tells_when_its_segments_were_taken(text: str, dates: dict[str, float]) -> None:
    """V7."""
    assert dates_of(b"#EXTM3U\n" + text.encode(), AT) == dates


def test_addresses_of_a_playlist_are_made_whole_as_they_are_meant_where_it_lies() -> None:
    """Adversary: ends of lines, names beside, without a scheme, of another host, no text at all, what is no address."""
    text = (
        b'#EXTM3U\r\n#EXT-X-KEY:METHOD=AES-128,URI="k?a=1",IV=0x1\r\n#EXT-X-MAP:URI="/head.mp4"\r\n'
        b'#EXT-X-MEDIA:TYPE=AUDIO,NAME="x",URI="en/a.m3u8"\n#EXT-X-TITLE:MYURI="k"\n#EXTINF:1,\xff\n'
        b"one.ts\n\n../two.ts\n//cdn.example/three.ts\nhttps://far.example/four.ts\n  five.ts  "
    )
    assert made_whole(text, "http://cam.example:81/live/deep/a.m3u8?token=1").splitlines() == [
        b"#EXTM3U",
        b'#EXT-X-KEY:METHOD=AES-128,URI="http://cam.example:81/live/deep/k?a=1",IV=0x1',
        b'#EXT-X-MAP:URI="http://cam.example:81/head.mp4"',
        b'#EXT-X-MEDIA:TYPE=AUDIO,NAME="x",URI="http://cam.example:81/live/deep/en/a.m3u8"',
        b'#EXT-X-TITLE:MYURI="k"',
        b"#EXTINF:1,\xff",
        b"http://cam.example:81/live/deep/one.ts",
        b"",
        b"http://cam.example:81/live/two.ts",
        b"http://cdn.example/three.ts",
        b"https://far.example/four.ts",
        b"http://cam.example:81/live/deep/five.ts",
    ]
    assert made_whole(b"", "http://cam.example/a.m3u8").strip() == b""
