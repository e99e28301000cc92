"""Serves one clip as many live cameras: encoded once, sent at its own pace, for benches and soak runs.

    python -m backend_stub.town.cameras.looping --streams 8 --size 704x576 --fps 25

Prints one JSON line with the addresses, then serves until its standard input closes. Sending an encoded clip costs
next to nothing, so that what is measured is the receiving end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from aiohttp import web
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream

from backend_stub.town.cameras.encoder import CLOCK, TransportStream

_SECONDS = 8


def textured_frames(width: int, height: int, count: int) -> Iterator[VideoFrame]:
    """Moving pictures with detail and noise, where no real clip is at hand."""
    random = np.random.default_rng(5)
    ground = random.integers(40, 200, (height // 8 + 8, width // 8 + count, 3)).repeat(8, 0).repeat(8, 1)
    for number in range(count):
        shot = ground[8 : 8 + height, number * 3 : number * 3 + width].astype(np.int16)
        noise = random.integers(-6, 7, (height, width, 1))
        yield VideoFrame.from_ndarray(np.clip(shot + noise, 0, 255).astype(np.uint8), format="rgb24")


def clip_frames(path: Path, count: int) -> Iterator[VideoFrame]:
    """The pictures of a real clip, begun again at its end."""
    given = 0
    while given < count:
        with av.open(str(path)) as container:
            for frame in container.decode(video=0):
                yield frame
                given += 1
                if given == count:
                    return


class LoopingClip:
    """A clip's packets as annexed H.264, and how a watcher gets them."""

    def __init__(self, width: int, height: int, fps: int, clip: Path | None, kbps: int) -> None:
        self.fps = fps
        count = _SECONDS * fps
        frames = clip_frames(clip, count) if clip is not None else textured_frames(width, height, count)
        self._units: list[tuple[bytes, bool]] = []
        context = av.CodecContext.create("libx264", "w")
        context.width, context.height, context.pix_fmt = width, height, "yuv420p"
        context.time_base = Fraction(1, fps)
        context.gop_size, context.max_b_frames = 2 * fps, 0
        context.options = {
            "preset": "veryfast", "tune": "zerolatency", "forced-idr": "1",
            "b": f"{kbps}k", "maxrate": f"{kbps}k", "bufsize": f"{kbps}k",
        }  # fmt: skip
        scaler = VideoReformatter()
        for number, frame in enumerate(frames):
            planar = scaler.reformat(frame, width, height, "yuv420p", interpolation="BILINEAR")
            planar.pts, planar.time_base = number, Fraction(1, fps)
            self._take(context.encode(planar))
        self._take(context.encode(None))
        self.width, self.height = width, height

    def _take(self, packets: list[Packet[VideoStream]]) -> None:
        self._units += [(bytes(packet), packet.is_keyframe) for packet in packets]

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Send at the clip's pace, for ever, with times that never jump."""
        response = web.StreamResponse(headers={"Content-Type": "video/mp2t"})
        await response.prepare(request)
        muxed = TransportStream(self.width, self.height, self.fps)
        began_s = time.monotonic()
        number = 0
        try:
            while True:
                data, is_key = self._units[number % len(self._units)]
                packet = Packet(data)
                packet.stream = muxed.stream
                packet.pts = packet.dts = number * CLOCK // self.fps
                packet.time_base = Fraction(1, CLOCK)
                packet.is_keyframe = is_key
                muxed.container.mux_one(packet)
                await response.write(muxed.take())
                number += 1
                await asyncio.sleep(max(0.0, began_s + number / self.fps - time.monotonic()))
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            muxed.container.close()
        return response


async def serve(clip: LoopingClip, streams: int) -> None:
    """Listen, say where, and serve until standard input closes."""
    app = web.Application()
    app.router.add_get("/{name}.ts", clip.send)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    sys.stdout.write(json.dumps([f"http://127.0.0.1:{port}/cam{k}.ts" for k in range(streams)]) + "\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    gone = asyncio.Event()

    def watch() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(gone.set)

    threading.Thread(target=watch, daemon=True).start()
    await gone.wait()
    await runner.cleanup()


def main(argv: list[str]) -> int:
    """Encode the clip, then serve it."""
    parser = argparse.ArgumentParser(
        prog="cameras.looping", description="Serve one clip as many live cameras."
    )
    parser.add_argument("--streams", type=int, default=8)
    parser.add_argument("--size", default="704x576")
    parser.add_argument("--fps", type=int, default=25)
    parser.add_argument("--kbps", type=int, default=1500)
    parser.add_argument("--clip", type=Path, default=None, help="a real clip; default: made-up texture")
    chosen = parser.parse_args(argv)
    width, height = (int(part) for part in chosen.size.split("x"))
    asyncio.run(serve(LoopingClip(width, height, chosen.fps, chosen.clip, chosen.kbps), chosen.streams))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
