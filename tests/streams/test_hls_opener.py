"""V7, V10: what comes while an HLS stream plays has an end, and tells when it was taken."""

from __future__ import annotations

import http.server
import itertools
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from streams.errors import SourceError
from streams.hls_opener import SourceClock
from streams.opening import OpenSource, open_source
from streams.pool import WorkerPool
from streams.sources import make_spec
from tests.streams.far_ends import Chunk, _serving, file_server, sending_camera, wait_until, write_clip
from tests.streams.test_allowed import served


def written(folder: Path, **options: str) -> Path:
    """A playlist of five segments of a second without an end."""
    said = {"hls_time": "1", "hls_list_size": "0"} | options
    whole = write_clip(folder / "a.m3u8", seconds=5.0, options=said)
    whole.write_text(whole.read_text().replace("#EXT-X-ENDLIST\n", ""))
    return whole


def dated(path: Path, first: datetime) -> None:
    """Let the playlist's first segment begin at that moment."""
    lines = path.read_text().splitlines()
    numbers = itertools.count()
    path.write_text(
        "\n".join(
            f"#EXT-X-PROGRAM-DATE-TIME:{(first + timedelta(seconds=next(numbers))).isoformat()}"
            if line.startswith("#EXT-X-PROGRAM-DATE-TIME")
            else line
            for line in lines
        )
        + "\n"
    )


def pictures(source: OpenSource, count: int) -> int:
    """How many pictures come out, up to so many."""
    shown = 0
    for packet in source.container.demux(source.stream):
        shown += len(source.stream.codec_context.decode(packet))
        if shown >= count:
            break
    return shown


def most_kib(process_id: int) -> int:
    """The most memory that a process ever held (KiB)."""
    text = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM"))


class Turning:
    """A playlist with an end for the first `good` readers, and one without for all after them."""

    def __init__(self, text: bytes, good: int, piece: Chunk) -> None:
        self._text, self._good, self._piece = text, good, piece
        self.readers = 0

    def __iter__(self) -> Iterator[Chunk]:
        self.readers += 1
        if self.readers <= self._good:
            return iter([(self._text, 0.0)])
        return itertools.chain([(self._text, 0.0)], itertools.repeat(self._piece))


MANY = (b"#EXTINF:1,\nlater.ts\n" * 4000, 0.0)
DRIPS = (b"#EXTINF:1,\nlater.ts\n", 0.05)


@pytest.mark.slow
@pytest.mark.parametrize("piece", [MANY, DRIPS], ids=["floods", "drips"])
@pytest.mark.parametrize("good", [1, 2, 3])
def test_a_playlist_that_loses_its_end_while_it_plays_ends_the_camera(
    tmp_path: Path, good: int, piece: Chunk
) -> None:
    """V10: it had an end when we looked, and none when FFmpeg read it, at first or again."""
    text = written(tmp_path).read_text()
    with file_server(tmp_path) as base:
        absolute = re.sub(r"^a(\d+\.ts)$", rf"{base}/a\1", text, flags=re.MULTILINE).encode()
        turning = Turning(absolute, good, piece)
        with sending_camera(turning, path="/a.m3u8") as url:
            pool = WorkerPool(lambda handle: None, workers=1)
            handle = pool.open(make_spec("CAM-1", url), (160, 90))
            (worker,) = pool.worker_pids() if wait_until(lambda: bool(pool.worker_pids())) else (0,)
            assert wait_until(lambda: "no end" in handle.health().detail, 45.0), handle.health()
            assert most_kib(worker) < 250_000
            assert list(pool.worker_pids()) == [worker], "the worker lives"
            pool.shutdown()
        assert turning.readers > good


@pytest.mark.parametrize("options", [{}, {"hls_flags": "single_file"}, {"hls_segment_type": "fmp4"}])
def test_segments_come_whole_in_part_and_with_a_head(tmp_path: Path, options: dict[str, str]) -> None:
    written(tmp_path, **options)
    with file_server(tmp_path) as base:
        source = open_source(make_spec("CAM-1", f"{base}/a.m3u8"))
        assert pictures(source, 20) >= 20
        source.close()


def test_ciphered_segments_come_in_clear(tmp_path: Path) -> None:
    (tmp_path / "k.bin").write_bytes(bytes(range(16)))
    (tmp_path / "key").write_text(f"k.bin\n{tmp_path / 'k.bin'}\n")
    playlist = written(tmp_path, hls_key_info_file=str(tmp_path / "key"))
    assert "AES-128" in playlist.read_text()
    with file_server(tmp_path) as base:
        source = open_source(make_spec("CAM-1", f"{base}/a.m3u8"))
        assert pictures(source, 40) >= 40
        assert source.container.format.name == "hls"
        source.close()


@pytest.mark.parametrize(("ago_s", "known"), [(60.0, True), (-3600.0, False), (200_000.0, False)])
def test_a_camera_says_how_far_it_lies_behind_its_source(tmp_path: Path, ago_s: float, known: bool) -> None:
    """V7: "live 20 ms" at seconds behind."""
    playlist = written(tmp_path, hls_flags="program_date_time")
    dated(playlist, datetime.now(UTC) - timedelta(seconds=ago_s))
    pool = WorkerPool(lambda handle: None, workers=1)
    with file_server(tmp_path) as base:
        handle = pool.open(make_spec("CAM-1", f"{base}/a.m3u8"), (160, 90))
        assert wait_until(lambda: handle.health().last_frame_ms is not None, 30.0)
        if known:
            assert wait_until(lambda: handle.health().delay_s is not None, 30.0)
            delay_s = handle.health().delay_s
            assert delay_s is not None
            assert 40.0 < delay_s < 600.0
        else:
            before = handle.take()
            assert wait_until(lambda: handle.take() is not None, 30.0)
            assert before is None or handle.health().delay_s is None
            assert handle.health().delay_s is None
        pool.shutdown()


def test_a_delay_follows_the_pictures_and_begins_anew_with_a_segment() -> None:
    clock = SourceClock()
    assert clock.delay_s(10.0, 1000.0) is None, "nobody has told"
    clock.begin(1000.0, 10.0)
    assert clock.delay_s(10.0, 1006.0) == pytest.approx(6.0)
    assert clock.delay_s(12.0, 1009.0) == pytest.approx(7.0)
    assert clock.delay_s(12.0, 1001.0) == 0.0, "a clock a second ahead is no picture out of the future"
    assert clock.delay_s(12.0, 900.0) is None
    assert clock.delay_s(12.0, 1e9) is None
    clock.begin(2000.0, 0.0)
    assert clock.delay_s(1.0, 2003.0) == pytest.approx(2.0)


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    """Sends whoever asks to another host."""

    place = ""

    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", self.place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_a_playlist_that_lies_elsewhere_is_played_from_there(tmp_path: Path) -> None:
    written(tmp_path)
    with (
        file_server(tmp_path) as base,
        _serving(type("Handler", (_Elsewhere,), {"place": f"{base}/a.m3u8"})) as first,
    ):
        source = open_source(make_spec("CAM-1", f"{first.replace('//', '//viewer:hunter2@')}/x.m3u8"))
        assert pictures(source, 20) >= 20
        source.close()


class _Asked(http.server.BaseHTTPRequestHandler):
    """Wants a login for everything. `moved`: where what is asked for lies by now; `asked`: (path, login) that came."""

    moved: Mapping[str, str]
    asked: list[tuple[str, str]]
    files: Path

    def do_GET(self) -> None:
        login = self.headers.get("Authorization", "")
        self.asked.append((self.path, login))
        body = b""
        if self.path in self.moved:
            self.send_response(302)
            self.send_header("Location", self.moved[self.path])
        elif self.path.startswith("/in/") and not login:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="cameras"')
        else:
            found = self.files / self.path.rpartition("/")[2]
            good = found.is_file() and "/lost/" not in self.path
            self.send_response(200 if good else 404)
            body = found.read_bytes() if good else b""
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def variants(folder: Path, moved: Mapping[str, str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A host with a playlist of one variant, `lost/a.m3u8`: beside that address lie no segments."""
    text = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=100000,NAME="a"\nlost/a.m3u8\n'
    (folder / "master.m3u8").write_text(text)
    asked: list[tuple[str, str]] = []
    with _serving(type("Host", (_Asked,), {"moved": moved, "asked": asked, "files": folder})) as base:
        yield base, asked


@pytest.mark.parametrize("ciphered", [False, True])
@pytest.mark.parametrize("elsewhere", [False, True], ids=["own-host", "other-host"])
def test_a_variant_that_lies_elsewhere_is_played_from_there(
    tmp_path: Path, ciphered: bool, elsewhere: bool
) -> None:
    """Its segments, its head and its key lie where it ended, not where it was asked for; a login stays at home."""
    options = {"hls_segment_type": "fmp4"}
    if ciphered:
        (tmp_path / "key").write_bytes(bytes(range(16)))
        (tmp_path / "keys").write_text(f"key\n{tmp_path / 'key'}\n")
        options = {"hls_key_info_file": str(tmp_path / "keys")}
    written(tmp_path, **options)
    with variants(tmp_path, {}) as (other, beyond):
        place = f"{other}/out/a.m3u8" if elsewhere else "/in/deep/a.m3u8"
        with variants(tmp_path, {"/in/lost/a.m3u8": place}) as (own, asked):
            login = own.replace("//", "//viewer:hunter2@")
            source = open_source(make_spec("CAM-1", f"{login}/in/master.m3u8"))
            assert pictures(source, 20) >= 20
            source.close()
    came = [path for path, _ in (beyond if elsewhere else asked)]
    assert len([path for path in came if path.startswith("/out/" if elsewhere else "/in/deep/")]) > 2
    assert any(login for _, login in asked)
    assert not any(login for _, login in beyond)
    assert not [path for path, _ in asked if path.startswith("/in/lost/") and path != "/in/lost/a.m3u8"]


@pytest.mark.parametrize("how", ["in circles", "beyond the list"])
def test_a_variant_that_leads_nowhere_allowed_ends_the_camera_in_words(tmp_path: Path, how: str) -> None:
    """Adversary: it is sent round and round, or to a host that the site has not allowed and that nobody asks."""
    written(tmp_path)
    with served(tmp_path, "127.0.0.2") as (other, beyond):
        place = "/in/lost/a.m3u8" if how == "in circles" else f"{other}/out/a.m3u8"
        with variants(tmp_path, {"/in/lost/a.m3u8": place}) as (own, _):
            spec = make_spec("CAM-1", f"{own.replace('//', '//viewer:hunter2@')}/in/master.m3u8")
            with pytest.raises(SourceError) as error:
                open_source(msgspec.structs.replace(spec, allowed=("http://127.0.0.1",)))
    assert "hunter2" not in str(error.value)
    assert beyond == []
