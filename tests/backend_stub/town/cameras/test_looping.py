from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import av

from backend_stub.town.cameras.looping import textured_frames


def test_serves_one_clip_as_many_cameras() -> None:
    root = Path(__file__).resolve().parents[4]
    server = subprocess.Popen(
        [sys.executable, "-m", "backend_stub.town.cameras.looping", "--streams", "2", "--size", "160x90"],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    urls = json.loads(server.stdout.readline())
    assert len(urls) == 2
    for url in urls:
        with av.open(url, format="mpegts", timeout=10) as container:
            frame = next(container.decode(video=0))
            assert (frame.width, frame.height) == (160, 90)
    server.stdin.close()
    assert server.wait(10) == 0
    server.stdout.close()


def test_made_up_pictures_move() -> None:
    first, second = (frame.to_ndarray() for frame in textured_frames(160, 90, 2))
    assert (first != second).mean() > 0.5
