"""Far ends to test against: clips made here, and small servers for them. Used by the tests of this room."""

from __future__ import annotations

import base64
import functools
import http.server
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

WIDTH, HEIGHT, FPS = 320, 180, 25


def wait_until(condition: Callable[[], bool], timeout_s: float = 15.0) -> bool:
    """Poll `condition` until it holds; False where it does not within the time."""
    deadline_s = time.monotonic() + timeout_s
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline_s:
            return False
        pause.wait(0.02)
    return True


def corner_picture(width: int = WIDTH, height: int = HEIGHT) -> VideoFrame:
    """Black, with a white corner at the upper left."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = 255
    return VideoFrame.from_ndarray(pixels, format="rgb24")


def picture(number: int, width: int = WIDTH, height: int = HEIGHT) -> VideoFrame:
    """A picture that differs from frame to frame everywhere."""
    x = np.arange(width)[None, :] + number * 5
    y = np.arange(height)[:, None] + number * 3
    pixels = np.stack([(x + y) % 256, (x * 2 + number) % 256 + 0 * y, (y * 2) % 256 + 0 * x], axis=-1)
    return VideoFrame.from_ndarray(pixels.astype(np.uint8), format="rgb24")


def write_clip(
    path: Path,
    seconds: float = 2.0,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    fps: int = FPS,
    size_px: tuple[int, int] = (WIDTH, HEIGHT),
    gop: int = 0,
    pix_fmt: str = "yuv420p",
    turned_deg: int = 0,
    pixel: Fraction = Fraction(1),
) -> Path:
    """Encode a moving test picture; the container follows the file's ending (.m3u8: segments beside it)."""
    form = "hls" if path.suffix == ".m3u8" else None
    with av.open(str(path), "w", format=form, options=options or {}) as container:
        stream = container.add_stream(codec, rate=fps)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = size_px
        stream.pix_fmt = pix_fmt
        stream.codec_context.gop_size = gop or fps
        stream.codec_context.max_b_frames = 0
        stream.codec_context.sample_aspect_ratio = pixel
        if turned_deg:
            stream.set_display_rotation(turned_deg)
        if codec == "libx264":
            stream.options = {"preset": "ultrafast", "tune": "zerolatency"}
        for number in range(round(seconds * fps)):
            frame = picture(number, *size_px)
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def jpeg(number: int) -> bytes:
    """One picture as JPEG."""
    context = av.CodecContext.create("mjpeg", "w")
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuvj420p"
    context.time_base = Fraction(1, FPS)
    frame = picture(number).reformat(format="yuvj420p")
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)])


class _MjpegHandler(http.server.BaseHTTPRequestHandler):
    """A camera that pushes JPEGs; wants user and password where the path says so."""

    def do_GET(self) -> None:
        if self.path.startswith("/locked") and "Authorization" not in self.headers:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="camera"')
            self.end_headers()
            return
        if self.path not in ("/", "/stream", "/video", "/video.mjpg", "/locked"):
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        pictures = [jpeg(number) for number in range(10)]
        pause = threading.Event()
        try:
            for number in range(10_000):
                data = pictures[number % 10]
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
                self.wfile.write(head.encode() + data + b"\r\n")
                pause.wait(0.05)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def mjpeg_camera() -> Iterator[str]:
    """An MJPEG camera; gives its base address."""
    with _serving(_MjpegHandler) as base:
        yield base


Chunk = tuple[bytes, float]
"""What is sent, and how long to wait after it (seconds)."""


class _SendingHandler(http.server.BaseHTTPRequestHandler):
    """A camera that sends its chunks one after the other, and ends."""

    chunks: Iterable[Chunk] = ()
    held: threading.Event
    over: threading.Event
    wakes_s = 0.0
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if len(self.asked) > 1:
            self.held.wait()
        self.over.wait(self.wakes_s)
        self.send_response(200)
        self.send_header("Content-Type", "video/mp2t")
        self.end_headers()
        try:
            for data, wait_s in self.chunks:
                self.wfile.write(data)
                if self.over.wait(wait_s):
                    return
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def sending_camera(
    chunks: Iterable[Chunk],
    held: threading.Event | None = None,
    wakes_s: float = 0.0,
    path: str = "/cam.ts",
) -> Iterator[str]:
    """Send the same chunks of a transport stream to whoever asks; gives the address.

    Where there is `held`, only the first is answered before it is set: a server that stands still. The first waits for
    `wakes_s`.
    """
    if held is None:
        held = threading.Event()
        held.set()
    over = threading.Event()
    about = {"chunks": chunks, "held": held, "over": over, "wakes_s": wakes_s, "asked": []}
    with _serving(type("Handler", (_SendingHandler,), about)) as base:
        try:
            yield f"{base}{path}"
        finally:
            over.set()
            held.set()


def pictures_of(clip: Path) -> list[bytes]:
    """A transport stream of video alone, picture by picture."""
    data = clip.read_bytes()
    packets = [data[start : start + 188] for start in range(0, len(data), 188)]
    pictures = [b""]
    for packet in packets:
        begins, stream_id = packet[1] & 0x40, (packet[1] & 0x1F) << 8 | packet[2]
        if begins and stream_id == 0x100:
            pictures.append(b"")
        pictures[-1] += packet
    return [pictures[0] + pictures[1], *pictures[2:]]


def hesitant_camera(clip: Path) -> AbstractContextManager[str]:
    """Serve a transport stream live for a second, hold it up for two, then send all the rest."""
    sent = pictures_of(clip)
    live = [(piece, 1.0 / FPS) for piece in sent[:FPS]]
    return sending_camera([*live, (b"", 2.0), *((piece, 0.0) for piece in sent[FPS:]), (b"", 0.5)])


class _AnsweringHandler(http.server.BaseHTTPRequestHandler):
    """Answers by path: the content's type, and the body by how often it was asked for."""

    answers: Mapping[str, tuple[str, Callable[[int], bytes]]] = {}
    login = ""
    asked: list[str]

    def do_GET(self) -> None:
        wanted = f"Basic {base64.b64encode(self.login.encode()).decode()}"
        if self.login and self.headers.get("Authorization") != wanted:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="camera"')
            self.end_headers()
            return
        self.asked.append(self.path)
        kind, body = self.answers[self.path]
        data = body(self.asked.count(self.path))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def answering(answers: Mapping[str, tuple[str, Callable[[int], bytes]]], login: str = "") -> Iterator[str]:
    """Answer by path, to `user:password` only where there is one; gives the base address."""
    about = {"answers": answers, "login": login, "asked": []}
    with _serving(type("Handler", (_AnsweringHandler,), about)) as base:
        yield base


class _QuietFiles(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """Serve a folder over HTTP; gives its base address."""
    with _serving(functools.partial(_QuietFiles, directory=str(folder))) as base:
        yield base


@contextmanager
def _serving(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="far-end", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5.0)
