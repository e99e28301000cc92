"""Bench `wall.cost`: CPU-seconds per stream-second of live H.264, decoded and painted in 480×270 tiles.

The streams come from one server process whose CPU is not counted. Peers in the same run, alternating: the `ffmpeg`
program decoding and scaling (no painting: the floor), QtMultimedia's QMediaPlayer painted alike, and OpenCV's
VideoCapture threads (decoded and scaled, not painted). Main thread of `main.py bench wall.cost`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psutil

from backend_stub.bench.harness import Peer, Row, child_json, compare, optional

TILE = (480, 270)
_WARM_UP_S = 3.0
_CLIPS = Path(__file__).resolve().parents[3] / "shared" / "data" / "video"


def run(quick: bool) -> list[Row]:
    """Eight streams of 704×576@25 and, in a full run, two of 1920×1080@25."""
    rounds, seconds = (1, 5.0) if quick else (3, 10.0)
    rows = _compare("wall.cost 704×576@25 ×8", 8, "704x576", 1500, seconds, rounds)
    if not quick:
        rows += _compare("wall.cost 1920×1080@25 ×2", 2, "1920x1080", 4000, seconds, rounds)
    return rows


def _compare(name: str, streams: int, size: str, kbps: int, seconds: float, rounds: int) -> list[Row]:
    notes: dict[str, str] = {}
    with served(streams, size, kbps) as urls:

        def ours() -> float:
            found = _meter("ours", urls, seconds)
            notes["ours"] = (
                f"{found['fps']:.1f} of 25 shown, console process {found['own_cpu_s'] / found['stream_s']:.4f}, "
                f"longest gap {found['longest_gap_ms']:.0f} ms"
            )
            return found["cpu_s"] / found["stream_s"]

        def player() -> float:
            found = _meter("qmediaplayer", urls, seconds)
            notes["QMediaPlayer"] = f"{found['fps']:.1f} of 25 shown"
            return found["cpu_s"] / found["stream_s"]

        def opencv() -> float:
            arguments = [str(seconds), str(TILE[0]), str(TILE[1]), *urls]
            found = cast("dict[str, float]", child_json("backend_stub.bench.opencv_wall", *arguments))
            notes["OpenCV VideoCapture"] = f"{found['fps']:.1f} of 25 read, not painted"
            return found["cpu_s"] / found["stream_s"]

        peers = [
            Peer("ffmpeg", (lambda: ffmpeg_cost(urls, seconds)) if shutil.which("ffmpeg") else None),
            Peer(
                "QMediaPlayer",
                player if optional("PySide6.QtMultimedia") else None,
                "Qt Multimedia's libraries",
            ),
            Peer("OpenCV VideoCapture", opencv if optional("cv2") else None),
        ]
        rows = compare(name, ours, peers, unit="CPU-s/stream-s", rounds=rounds)
    return [_noted(row, notes) for row in rows]


def _noted(row: Row, notes: dict[str, str]) -> Row:
    parts = [
        row.note,
        f"ours: {notes['ours']}" if row.peer_name == "ffmpeg" else notes.get(row.peer_name, ""),
    ]
    note = "; ".join(part for part in parts if part)
    return Row(row.name, row.ours, row.peer, row.peer_name, row.ratio, row.unit, row.n, row.machine, note)


def _meter(subject: str, urls: list[str], seconds: float) -> dict[str, float]:
    tile = f"{TILE[0]}x{TILE[1]}"
    arguments = [subject, *urls, "--seconds", str(seconds), "--tile", tile]
    found: Any = child_json(
        "console.bridges.wall_meter", *arguments, timeout_s=seconds + 60, env={"QT_QPA_PLATFORM": "offscreen"}
    )
    return cast("dict[str, float]", found)


@contextmanager
def served(streams: int, size: str, kbps: int) -> Iterator[list[str]]:
    """Start the server of the streams; gives their addresses."""
    clip = _CLIPS / "bikes.mp4"
    command = [
        sys.executable, "-m", "backend_stub.town.cameras.looping",
        "--streams", str(streams), "--size", size, "--kbps", str(kbps),
        *(["--clip", str(clip)] if clip.exists() else []),
    ]  # fmt: skip
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        yield [str(url) for url in json.loads(server.stdout.readline())]
    finally:
        server.stdin.close()
        try:
            server.wait(5.0)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()


def ffmpeg_cost(urls: list[str], seconds: float) -> float:
    """CPU-seconds per stream-second of one `ffmpeg` per stream, decoding and scaling to BGRA tiles."""
    programs = [
        subprocess.Popen(
            [
                "ffmpeg", "-v", "error", "-nostdin", "-threads", "1", "-i", url,
                "-vf", f"scale={TILE[0]}:{TILE[1]}:flags=fast_bilinear", "-pix_fmt", "bgra", "-f", "null", "-",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for url in urls
    ]  # fmt: skip
    try:
        time.sleep(_WARM_UP_S)
        processes = [psutil.Process(program.pid) for program in programs]
        before_s, began_s = _cpu_s(processes), time.monotonic()
        time.sleep(seconds)
        spent_s, lasted_s = _cpu_s(processes) - before_s, time.monotonic() - began_s
    finally:
        for program in programs:
            program.kill()
        for program in programs:
            program.wait()
    return spent_s / (lasted_s * len(urls))


def _cpu_s(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)
