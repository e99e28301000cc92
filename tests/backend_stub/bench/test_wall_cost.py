from __future__ import annotations

import urllib.request

import pytest

from backend_stub.bench.harness import Row
from backend_stub.bench.wall_cost import _noted, ffmpeg_cost, served


@pytest.mark.slow
@pytest.mark.system("ffmpeg")
def test_serves_live_streams_that_ffmpeg_can_be_measured_on() -> None:
    with served(2, "160x90", 200) as urls:
        assert len(urls) == 2
        with urllib.request.urlopen(urls[0], timeout=10) as stream:
            assert stream.read(188)[:1] == b"G"
        assert 0 <= ffmpeg_cost(urls, 1.0) < 1


def test_notes_go_to_the_row_they_belong_to() -> None:
    rows = [
        Row.of("wall", 0.06, peer=0.07, peer_name=name, unit="s", n=1) for name in ("ffmpeg", "QMediaPlayer")
    ]
    notes = {"ours": "25.0 of 25 shown", "QMediaPlayer": "24.0 of 25 shown"}
    assert [_noted(row, notes).note for row in rows] == ["ours: 25.0 of 25 shown", "24.0 of 25 shown"]
