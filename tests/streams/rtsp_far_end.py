"""A small RTSP far end over real sockets that falls silent, hangs up or answers oddly where it is told to.

Used by the tests of this room. It describes an H.264 stream, and sends pictures over UDP only, where it has a clip.
"""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import av

SDP = (
    "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=cam\r\nt=0 0\r\na=control:*\r\nm=video 0 RTP/AVP 96\r\n"
    "a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\na=control:track1\r\n"
)


@dataclass
class RtspManners:
    """At which method it falls silent or hangs up; what else it answers to a method."""

    silent_at: str = ""
    hangs_up_at: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    """Status line and further header lines by method."""
    udp_clip: Path | None = None
    """What is sent over UDP; TCP is refused then."""
    endless_at: str = ""
    """A method that is answered with a length of 2 GB, and as much."""
    over: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)


class _RtspHandler(socketserver.StreamRequestHandler):
    manners: RtspManners
    port = 0

    def handle(self) -> None:
        try:
            while self._answer_one():
                pass
        except OSError:
            pass

    def _answer_one(self) -> bool:
        lines: list[str] = []
        while (line := self.rfile.readline().decode().strip()) or not lines:
            if not line:
                return False
            lines.append(line)
        method, manners = lines[0].split()[0], self.manners
        manners.asked.append(method)
        if method == manners.silent_at:
            manners.over.wait()
            return False
        if method == manners.hangs_up_at:
            return False
        number = next(line for line in lines if line.lower().startswith("cseq"))
        if method == manners.endless_at:
            self.wfile.write(f"RTSP/1.0 200 OK\r\n{number}\r\nContent-Type: application/sdp\r\n".encode())
            self.wfile.write(b"Content-Length: 2000000000\r\n\r\n")
            for _ in range(2000):
                self.wfile.write(bytes(1_000_000))
            return False
        if method == "SETUP" and manners.udp_clip is not None:
            self._set_up_udp(next(line for line in lines if line.lower().startswith("transport")), number)
            return True
        self.wfile.write(self._reply(method, number).encode())
        if method == "PLAY" and manners.udp_clip is not None:
            self._send(manners.udp_clip)
        return True

    def _set_up_udp(self, wanted: str, number: str) -> None:
        ports = re.search(r"client_port=(\d+)-(\d+)", wanted)
        if ports is None:
            self.wfile.write(f"RTSP/1.0 461 Unsupported Transport\r\n{number}\r\n\r\n".encode())
            return
        self.port = int(ports[1])
        transport = f"Transport: RTP/AVP;unicast;client_port={ports[1]}-{ports[2]}\r\nSession: 1\r\n"
        self.wfile.write(f"RTSP/1.0 200 OK\r\n{number}\r\n{transport}\r\n".encode())

    def _send(self, clip: Path) -> None:
        with (
            av.open(str(clip)) as source,
            av.open(f"rtp://127.0.0.1:{self.port}", "w", format="rtp") as wire,
        ):
            stream = wire.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.dts is None or self.manners.over.wait(0.02):
                    return
                packet.stream = stream
                wire.mux(packet)

    def _reply(self, method: str, number: str) -> str:
        body, more = (
            "",
            {
                "OPTIONS": "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n",
                "DESCRIBE": f"Content-Type: application/sdp\r\nContent-Length: {len(SDP)}\r\n",
                "SETUP": "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n",
                "PLAY": "Session: 1\r\n",
            }.get(method, ""),
        )
        if method in self.manners.answers:
            status, _, more = self.manners.answers[method].partition("\r\n")
            return f"RTSP/1.0 {status}\r\n{number}\r\n{more}\r\n"
        if method == "DESCRIBE":
            body = SDP
        return f"RTSP/1.0 200 OK\r\n{number}\r\n{more}\r\n{body}"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def rtsp_far_end(manners: RtspManners) -> Iterator[str]:
    """Serve with these manners; gives the address."""
    server = _Server(("127.0.0.1", 0), type("Handler", (_RtspHandler,), {"manners": manners}))
    thread = threading.Thread(target=server.serve_forever, name="rtsp-far-end", daemon=True)
    thread.start()
    try:
        yield f"rtsp://127.0.0.1:{server.server_address[1]}/cam"
    finally:
        manners.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5.0)
