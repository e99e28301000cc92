"""A small RTMP far end over real sockets: it lets in whoever asks and sends a clip. Used by the tests of this room."""

from __future__ import annotations

import re
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ASKED = re.compile(rb"\x02\x00.(connect|createStream|play)\x00(.{8})", re.DOTALL)
_CHUNK = 1 << 20


def _string(words: str) -> bytes:
    return b"\x02" + struct.pack(">H", len(words)) + words.encode()


def _number(value: float) -> bytes:
    return b"\x00" + struct.pack(">d", value)


def _named(values: dict[str, str]) -> bytes:
    pairs = (struct.pack(">H", len(name)) + name.encode() + _string(value) for name, value in values.items())
    return b"\x03" + b"".join(pairs) + b"\x00\x00\x09"


def _message(kind: int, body: bytes, at_ms: int = 0, stream: int = 0) -> bytes:
    head = at_ms.to_bytes(3, "big") + len(body).to_bytes(3, "big") + bytes([kind]) + struct.pack("<I", stream)
    return b"\x03" + head + body


def _tags(flv: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(kind, time in ms, body) of each tag of a file."""
    at = 13
    while at + 11 <= len(flv):
        size, at_ms = int.from_bytes(flv[at + 1 : at + 4], "big"), int.from_bytes(flv[at + 4 : at + 7], "big")
        yield flv[at], at_ms, flv[at + 11 : at + 11 + size]
        at += 11 + size + 4


class _RtmpHandler(socketserver.StreamRequestHandler):
    clip = b""
    over: threading.Event

    def handle(self) -> None:
        try:
            self.rfile.read(1537)
            self.wfile.write(b"\x03" + bytes(1536) + bytes(1536))
            self.rfile.read(1536)
            self.wfile.write(_message(1, struct.pack(">I", _CHUNK)))
            self._converse()
        except OSError:
            pass

    def _converse(self) -> None:
        heard, answered = b"", 0
        while data := self.request.recv(4096):
            heard += data
            asked = _ASKED.findall(heard)
            for word, number in asked[answered:]:
                if word == b"play":
                    self._play()
                    return
                result = (
                    _named({"code": "NetConnection.Connect.Success"}) if word == b"connect" else _number(1)
                )
                number_sent = _number(struct.unpack(">d", number)[0])
                self.wfile.write(_message(20, _string("_result") + number_sent + b"\x05" + result))
            answered = len(asked)

    def _play(self) -> None:
        started = _named({"level": "status", "code": "NetStream.Play.Start"})
        self.wfile.write(_message(20, _string("onStatus") + _number(0) + b"\x05" + started, stream=1))
        for kind, at_ms, body in _tags(self.clip):
            self.wfile.write(_message(kind, body, at_ms, stream=1))
            if self.over.wait(0.02):
                return
        self.over.wait(5.0)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def rtmp_far_end(clip: Path) -> Iterator[str]:
    """Send a clip (.flv) to each caller; gives the address."""
    over = threading.Event()
    handler = type("Handler", (_RtmpHandler,), {"clip": clip.read_bytes(), "over": over})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, name="rtmp-far-end", daemon=True)
    thread.start()
    try:
        yield f"rtmp://127.0.0.1:{server.server_address[1]}/live/cam"
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(5.0)
