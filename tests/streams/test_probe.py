from __future__ import annotations

from pathlib import Path

import pytest

from streams.probe import main, probe
from streams.sources import make_spec
from tests.streams.far_ends import HEIGHT, WIDTH, write_clip


def test_finds_size_rate_and_key_frames(tmp_path: Path) -> None:
    found = probe(make_spec("probe", str(write_clip(tmp_path / "a.mp4", seconds=2.0))), seconds=60.0)
    assert (found.width_px, found.height_px, found.codec) == (WIDTH, HEIGHT, "h264")
    assert (found.frames, found.key_frames) == (50, 2)
    assert found.faults == ["the source ended by itself"]


def test_prints_what_came_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_clip(tmp_path / "a.mp4")
    assert main([str(path), "--seconds", "60"]) == 1
    printed = capsys.readouterr().out
    assert "h264 320×180" in printed
    assert "the source ended by itself" in printed


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
