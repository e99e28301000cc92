"""Channels against small servers of their own."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from backend_stub.hub.notify.channels import Mail, Notification, Webhook

NOTE = Notification("000000000007", "INC-0001", "duty_leader", "【DEMO】重大警情", "火灾\n松亭路12号", 0)


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[int]:
    """Run a server on a thread; its port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        address: Any = server.server_address
        yield int(address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def robot(answer: dict[str, object], got: list[dict[str, Any]]) -> HTTPServer:
    """A webhook that answers so."""

    class Robot(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    return HTTPServer(("127.0.0.1", 0), Robot)


def test_webhook_posts_the_text_of_both_robots() -> None:
    got: list[dict[str, Any]] = []
    with served(robot({"errcode": 0}, got)) as port:
        Webhook(f"http://127.0.0.1:{port}/send").send(NOTE)
    assert got == [{"msgtype": "text", "text": {"content": f"{NOTE.subject}\n{NOTE.text}"}}]


def test_errcode_of_a_robot_is_an_error() -> None:
    with served(robot({"errcode": 310000}, [])) as port, pytest.raises(OSError, match="310000"):
        Webhook(f"http://127.0.0.1:{port}/send").send(NOTE)


def test_other_addresses_are_refused() -> None:
    with pytest.raises(ValueError, match="https"):
        Webhook("file:///etc/passwd")


def mail(port: int, *, starttls: bool = True) -> Mail:
    return Mail(host="127.0.0.1", port=port, sender="hub@example", to=("leader@example",), starttls=starttls)


def test_mail_hands_the_note_to_the_server() -> None:
    lines: list[str] = []

    class Server(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            in_data = False
            for raw in self.rfile:
                line = raw.decode().rstrip("\r\n")
                lines.append(line)
                word = line.upper()
                if in_data and line != ".":
                    continue
                if not in_data and word == "DATA":
                    in_data = True
                    self.wfile.write(b"354 go on\r\n")
                elif word == "QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    in_data = False
                    self.wfile.write(b"250 ok\r\n")

    with served(socketserver.TCPServer(("127.0.0.1", 0), Server)) as port:
        mail(port, starttls=False).send(NOTE)
    assert any("FROM:<hub@example>" in line for line in lines)
    assert any(line.startswith("To: leader@example") for line in lines)


def test_mail_without_a_server_is_an_error() -> None:
    with pytest.raises(OSError, match="refused"):
        mail(1).send(NOTE)
