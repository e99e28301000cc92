"""H.264 in MPEG-TS, one key frame whenever somebody joins. An encoding thread at a time; owned by a channel.

No B-frames and no look-ahead, so that a picture leaves as soon as it is drawn; PES packets carry their length, so
that the receiver need not wait for the next picture to know that one is complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

CLOCK = 90_000
KEY_EVERY_S = 2.0
"""Bounds how long a joiner waits at worst."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One picture's transport packets, tables included; `is_key` = a watcher may begin here."""

    data: bytes
    is_key: bool


class TransportStream:
    """MPEG-TS of one H.264 stream, muxed into memory: `take` what was written so far."""

    def __init__(self, width_px: int, height_px: int, fps: int) -> None:
        self._parts: list[bytes] = []
        options = {"mpegts_flags": "pat_pmt_at_frames", "flush_packets": "1", "omit_video_pes_length": "0"}
        self.container = av.open(self, "w", format="mpegts", options=options)
        stream = self.container.add_stream("libx264", rate=fps)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuv420p"
        self.stream = stream

    def write(self, data: bytes) -> int:
        """For the muxer."""
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """What was written since the last call."""
        joined = b"".join(self._parts)
        self._parts.clear()
        return joined


class CameraEncoder:
    """An encoder of BGRA pictures of one size."""

    def __init__(self, width_px: int, height_px: int, fps: int) -> None:
        self._muxed = TransportStream(width_px, height_px, fps)
        self._stream = stream = self._muxed.stream
        stream.codec_context.time_base = Fraction(1, CLOCK)
        stream.codec_context.gop_size = max(1, round(fps * KEY_EVERY_S))
        stream.codec_context.max_b_frames = 0
        stream.codec_context.thread_count = 1
        stream.options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "crf": "27",
            "maxrate": "1600k",
            "bufsize": "1600k",
            "forced-idr": "1",
            "x264-params": "scenecut=0:sliced-threads=0",
        }
        self._scaler = VideoReformatter()

    def encode(self, pixels: NDArray[np.uint8], t_ms: int, force_key: bool = False) -> Chunk:
        """Encode a BGRA picture (h, w, 4) shown at `t_ms` (must grow from call to call)."""
        frame = VideoFrame.from_ndarray(pixels, format="bgra")
        planar = self._scaler.reformat(frame, format="yuv420p", interpolation="POINT", threads=1)
        planar.pts = t_ms * CLOCK // 1000
        planar.time_base = Fraction(1, CLOCK)
        planar.pict_type = PictureType.I if force_key else PictureType.NONE
        is_key = False
        for packet in self._stream.encode(planar):
            is_key = is_key or packet.is_keyframe
            self._muxed.container.mux_one(packet)
        return Chunk(self._muxed.take(), is_key)

    def close(self) -> None:
        """Flush and free the encoder."""
        for packet in self._stream.encode(None):
            self._muxed.container.mux_one(packet)
        self._muxed.container.close()
