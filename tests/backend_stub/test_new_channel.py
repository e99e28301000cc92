"""A channel that Muster does not have: an SMS gateway, written here as a city would write it, beside the console.

It speaks to its modem over TCP, to the hub as a program with the gateway role, and to nothing else. Its reports stand
in the queue of another seat without a line of the console knowing of it.
"""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from backend_stub.intake import RawReport, to_command
from backend_stub.link import HubLink, LinkHooks
from console.desk.telemetry import TelemetryStore
from console.domain.calls.commands import RejectCall
from console.panels.queue.entries import row_of
from console.wire import messages as m
from console.words.names import Names
from tests.backend_stub.hub.house import PASSWORD, PROGRAMS, House, eventually
from widgets.queue.roles import QueueKind, QueueRow

FIRE = RawReport(
    channel="public",
    lon_deg=117.8,
    lat_deg=36.6,
    place_en="Gate 3, Songting Road",
    words="着火了\x07",
    number="138",
)


class SmsGateway:
    """Each line on the modem's connection is one report as JSON; the line that goes back says what became of it."""

    def __init__(self, link: HubLink) -> None:
        gateway = self

        class Modem(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in self.rfile:
                    self.wfile.write(gateway.take(line).encode() + b"\n")

        self._link = link
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Modem)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="sms")
        self._thread.start()

    def take(self, line: bytes) -> str:
        """What became of one report: a word that the modem understands."""
        try:
            command = to_command(msgspec.json.decode(line, type=RawReport))
        except (ValueError, msgspec.MsgspecError) as error:
            return f"not taken: {error}"
        answer = self._link.submit(command)
        return "taken" if isinstance(answer, m.Accepted) else f"refused: {answer.code}"

    def close(self) -> None:
        """No more reports."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Street:
    """The gateway's modem, and what an operator at another seat sees."""

    def __init__(self, house: House) -> None:
        house.account("li")
        self.gateway_link = HubLink(house.seat("GATE", PROGRAMS["GATE"]))
        config = replace(house.seat("D-01"), user="li", password=PASSWORD)
        self.operator = HubLink(config, LinkHooks(events=lambda picture, events: None))
        for link in (self.gateway_link, self.operator):
            link.start()
            link.wait_connected(20)
        self.gateway = SmsGateway(self.gateway_link)
        self._modem = socket.create_connection(("127.0.0.1", self.gateway.port), timeout=20)
        self._answers = self._modem.makefile("rb")

    def send(self, line: bytes) -> str:
        """What the gateway answers to one line."""
        self._modem.sendall(line + b"\n")
        return self._answers.readline().decode().strip()

    def report(self, report: RawReport) -> str:
        return self.send(msgspec.json.encode(report))

    def queue(self) -> list[QueueRow]:
        """The rows of waiting calls as the operator's console builds them."""
        names = Names(self.operator.picture, chinese=False)
        return [row_of(call, names, TelemetryStore(), False, "") for call in names.picture.calls.values()]

    def close(self) -> None:
        self._answers.close()
        self._modem.close()
        self.gateway.close()
        self.gateway_link.stop()
        self.operator.stop()


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    with House(tmp_path) as house:
        made = Street(house)
        yield made
        made.close()


@pytest.mark.usefixtures("qapp")
def test_its_report_stands_in_another_seats_queue(street: Street) -> None:
    assert street.report(FIRE) == "taken"
    eventually(lambda: len(street.operator.picture.calls) == 1)
    (row,) = street.queue()
    assert (row.kind, row.title, row.place) == (QueueKind.CALL, "Public report", "Gate 3, Songting Road")
    (call,) = street.operator.picture.calls.values()
    assert call.sealed is not None
    assert "着火了".encode() not in msgspec.msgpack.encode(call)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"not json", "not taken: "),
        (b'{"channel": "pigeon", "lon_deg": 117.8, "lat_deg": 36.6}', "not taken: 'pigeon'"),
        (b'{"channel": "public", "lon_deg": 999, "lat_deg": 36.6}', "not taken: no such place"),
        (b'{"channel": "public", "lon_deg": "x", "lat_deg": 36.6}', "not taken: "),
    ],
)
def test_what_it_can_not_use_is_answered_and_costs_nothing(street: Street, line: bytes, says: str) -> None:
    assert street.send(line).startswith(says)
    assert street.report(FIRE) == "taken"
    eventually(lambda: len(street.operator.picture.calls) == 1)


def test_it_may_report_and_nothing_else(street: Street) -> None:
    assert street.report(FIRE) == "taken"
    eventually(lambda: len(street.operator.picture.calls) == 1)
    (call_id,) = street.operator.picture.calls
    answer = street.gateway_link.submit(RejectCall(call_id=call_id, reason="joke"))
    assert isinstance(answer, m.Refused)
    assert answer.code == "not_allowed"
    assert not street.gateway_link.picture.calls
