from __future__ import annotations

from pathlib import Path

import pytest

from streams.probe import main, probe
from streams.sources import make_spec
from tests.streams.far_ends import HEIGHT, WIDTH, file_server, pictures_of, sending_camera, write_clip


def test_finds_size_rate_and_key_frames(tmp_path: Path) -> None:
    """K14: a good file had 2,907 frames a second and a fault."""
    found = probe(make_spec("probe", str(write_clip(tmp_path / "a.mp4", seconds=4.0))), seconds=60.0)
    assert (found.width_px, found.height_px, found.codec) == (WIDTH, HEIGHT, "h264")
    assert (found.frames, found.key_frames) == (100, 4)
    assert found.fps == pytest.approx(25.0)
    assert found.watched_s == pytest.approx(3.96)
    assert found.faults == []


def test_reads_no_more_of_a_recording_than_was_asked_for(tmp_path: Path) -> None:
    found = probe(make_spec("probe", str(write_clip(tmp_path / "a.mp4", seconds=4.0))), seconds=1.0)
    assert 25 <= found.frames <= 30
    assert found.fps == pytest.approx(25.0)


@pytest.mark.parametrize("name", ["a.ts", "a.mp4", "still.png"])
def test_a_recording_or_a_still_that_ends_is_no_fault(tmp_path: Path, name: str) -> None:
    seconds, codec, pix_fmt = (0.04, "png", "rgb24") if name == "still.png" else (1.0, "libx264", "yuv420p")
    write_clip(tmp_path / name, seconds=seconds, codec=codec, pix_fmt=pix_fmt)
    assert main([str(tmp_path / name)]) == 0
    with file_server(tmp_path) as base:
        assert main([f"{base}/{name}"]) == 0


def test_a_live_stream_that_ends_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = [(piece, 0.0) for piece in pictures_of(write_clip(tmp_path / "a.ts"))]
    with sending_camera(sent) as url:
        assert main([url, "--seconds", "60"]) == 1
    printed = capsys.readouterr().out
    assert "source       live\n" in printed
    assert "the source ended by itself" in printed


def test_prints_what_came_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_clip(tmp_path / "a.mp4")
    assert main([str(path), "--seconds", "60"]) == 0
    printed = capsys.readouterr().out
    assert "h264 320×180" in printed
    assert "source       a recording\n" in printed
    assert "frames       25.0/s" in printed
    assert "fault" not in printed


def test_says_why_an_address_cannot_be_opened(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["http://viewer:hunter2@127.0.0.1:9/a.ts"]) == 2
    printed = capsys.readouterr()
    assert "unreachable" in printed.out
    assert "hunter2" not in printed.out + printed.err


@pytest.mark.parametrize("password", ["hun#ter2", "hun/ter2", "hun?ter2", "1/hunter2", "h@un/ter2"])
@pytest.mark.parametrize("scheme", ["http", "rtsp", "rtmp"])
def test_never_prints_a_password(capsys: pytest.CaptureFixture[str], scheme: str, password: str) -> None:
    """K5."""
    assert main([f"{scheme}://viewer:{password}@127.0.0.1:9/a.ts"]) == 2
    printed = capsys.readouterr()
    assert "un" not in (printed.out + printed.err).replace("understood", "").replace("unreachable", "")
    assert "ter2" not in printed.out + printed.err


def test_refuses_what_is_no_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gopher://host/"]) == 2
    assert "scheme 'gopher'" in capsys.readouterr().err
