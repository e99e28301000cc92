"""A client that is written from PROTOCOL.md alone: msgpack, ZeroMQ and hashlib, and none of our types."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zmq

from console.domain.picture import FOLD_VERSION
from console.link.config import LinkConfig
from console.wire.protocol_tables import DOCUMENT

from .house import PASSWORD, House
from .scene import report_call

Map = dict[str, Any]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as running:
        yield running


class Stranger:
    """Sockets by port; messages are maps."""

    def __init__(self, config: LinkConfig) -> None:
        self._config = config
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._sockets: list[zmq.Socket[bytes]] = []
        self.commands = self.connect(config.port)

    def connect(self, port: int) -> zmq.Socket[bytes]:
        socket = self._context.socket(zmq.DEALER)
        socket.linger = 0
        socket.curve_serverkey = self._config.server_key.encode()
        socket.curve_publickey = self._config.public_key.encode()
        socket.curve_secretkey = self._config.secret_key.encode()
        socket.connect(f"tcp://127.0.0.1:{port}")
        self._sockets.append(socket)
        return socket

    def say(self, socket: zmq.Socket[bytes], **message: Any) -> None:
        socket.send(msgspec.msgpack.encode(message))

    def hear(self, socket: zmq.Socket[bytes], kind: str) -> Map:
        """The next message, which must be of this type."""
        assert socket.poll(10_000), f"no {kind}"
        message: Map = msgspec.msgpack.decode(socket.recv())
        assert message["type"] == kind, message
        return message

    def close(self) -> None:
        for socket in self._sockets:
            socket.close(0)
        self._context.term()


@pytest.fixture
def stranger(house: House) -> Iterator[Stranger]:
    house.account("li")
    opened = Stranger(house.seat("D-01"))
    yield opened
    opened.close()


def collections() -> list[str]:
    """The collections of ops, out of the document's table."""
    text = DOCUMENT.read_text(encoding="utf-8").partition("### Pictures")[2]
    row = next(line for line in text.splitlines() if line.startswith("| `ops` |"))
    return re.findall(r"`(\w+)`", row.split("|")[3])


def hash_of(snapshot: Map) -> str:
    """As the document says under "The picture"."""
    total = 0
    for name in collections():
        for entity in snapshot[name]:
            body = msgspec.msgpack.encode([name, entity["id"], entity])
            total += int.from_bytes(hashlib.blake2b(body, digest_size=16).digest(), "big")
    return f"{total % 2**128:032x}"


def test_it_gets_in_has_the_hubs_hash_and_hears_what_it_asked_for(house: House, stranger: Stranger) -> None:
    commands = stranger.commands
    stranger.say(commands, type="hello", protocol=2, fold_version=FOLD_VERSION, client="stranger")
    welcome = stranger.hear(commands, "welcome")
    assert (welcome["same_fold"], welcome["signs_in"]) == (True, True)
    stranger.say(commands, type="sign_in", user="li", password=PASSWORD)
    stranger.hear(commands, "signed_in")
    stranger.say(commands, type="open_streams", id="o")
    opened = stranger.hear(commands, "streams_opened")
    (grant,) = opened["streams"]
    assert grant["stream"] == "ops"

    ops = stranger.connect(grant["port"])
    stranger.say(ops, type="join", ticket=opened["ticket"])
    joined = stranger.hear(ops, "joined")
    catchup = stranger.connect(opened["catchup_port"])
    stranger.say(catchup, type="get_snapshot", id="s", ticket=opened["ticket"])
    body = b""
    part: Map = {"part": -1, "parts": 1}
    while part["part"] + 1 < part["parts"]:
        part = stranger.hear(catchup, "snapshot_part")
        body += part["body"]
    snapshot: Map = msgspec.msgpack.decode(body)
    assert snapshot["seq"] == part["seq"] == joined["seq"]
    beat = stranger.hear(ops, "heartbeat")
    assert (beat["seq"], beat["picture_hash"]) == (snapshot["seq"], hash_of(snapshot))

    command = {
        "type": "report_call",
        "channel": "phone",
        "place": {"lon_e7": 1_178_000_000, "lat_e7": 366_000_000},
        "report": {"words": "a fire"},
    }
    late = welcome["t_ms"] + 15_000
    stranger.say(commands, type="submit", id="0" * 32, not_after_ms=late, based_on=0, command=command)
    accepted = stranger.hear(commands, "accepted")
    assert (accepted["stream"], accepted["first_seq"]) == ("ops", joined["seq"] + 1)
    while (message := msgspec.msgpack.decode(ops.recv()))["type"] == "heartbeat":
        pass
    assert (message["type"], message["stream"]) == ("event_batch", "ops")
    (event,) = message["events"]
    assert (event["seq"], event["event"]["type"]) == (accepted["first_seq"], "call_reported")
    assert "a fire" not in str(event)


def test_it_shows_a_past_moment_from_a_keyframe_and_the_events_after_it(
    house: House, stranger: Stranger
) -> None:
    house.person("li", "D-02").submit(report_call())
    house.restart()  # a clean end keeps a keyframe
    house.person("li", "D-02").submit(report_call())
    past_ms = house.opened.hub.picture.t_ms
    commands = stranger.commands
    stranger.say(commands, type="hello", protocol=2, fold_version=FOLD_VERSION, client="stranger")
    stranger.hear(commands, "welcome")
    stranger.say(commands, type="sign_in", user="li", password=PASSWORD)
    stranger.hear(commands, "signed_in")
    stranger.say(commands, type="open_streams", id="o")
    opened = stranger.hear(commands, "streams_opened")
    catchup = stranger.connect(opened["catchup_port"])
    stranger.say(catchup, type="get_snapshot", id="k", ticket=opened["ticket"], at_ms=past_ms)
    keyframe = stranger.hear(catchup, "snapshot_part")
    assert 0 < keyframe["seq"] < house.opened.hub.picture.seq
    assert keyframe["t_ms"] <= past_ms
    wanted = {"first": keyframe["seq"] + 1, "last": keyframe["seq"] + 4_000}
    stranger.say(catchup, type="get_events", id="e", ticket=opened["ticket"], **wanted)
    part = stranger.hear(catchup, "events_part")
    assert part["last_part"]
    assert [event["seq"] for event in part["events"] if event["t_ms"] <= past_ms] == [keyframe["seq"] + 1]
