from __future__ import annotations

import io

import av
import numpy as np

from backend_stub.town.cameras.encoder import CameraEncoder, Chunk


def picture(number: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    pixels = np.zeros((180, 320, 4), np.uint8)
    pixels[..., 0] = number * 7 % 256
    pixels[:, number % 300 : number % 300 + 20, 1] = 255
    return pixels


def encoded(count: int, force: tuple[int, ...] = ()) -> list[Chunk]:
    encoder = CameraEncoder(320, 180, fps=12)
    chunks = [encoder.encode(picture(k), 1 + k * 83, k in force) for k in range(count)]
    encoder.close()
    return chunks


def test_every_picture_leaves_at_once() -> None:
    assert all(chunk.data and len(chunk.data) % 188 == 0 for chunk in encoded(30))


def test_a_key_frame_comes_every_two_seconds_and_when_asked_for() -> None:
    keys = [k for k, chunk in enumerate(encoded(60, force=(30,))) if chunk.is_key]
    assert keys == [0, 24, 30, 54]


def test_a_watcher_may_begin_at_any_key_frame() -> None:
    chunks = encoded(40, force=(17,))
    data = io.BytesIO(b"".join(chunk.data for chunk in chunks[17:]))
    with av.open(data, "r", format="mpegts") as container:
        frames = list(container.decode(video=0))
    assert len(frames) == 23
    assert (frames[0].width, frames[0].height) == (320, 180)
    assert frames[0].key_frame


def test_there_are_no_b_frames() -> None:
    data = io.BytesIO(b"".join(chunk.data for chunk in encoded(30)))
    with av.open(data, "r", format="mpegts") as container:
        packets = [packet for packet in container.demux(video=0) if packet.pts is not None]
    assert [packet.pts for packet in packets] == [packet.dts for packet in packets]
