"""Who comes in is asked at each connection: enrolled, not disabled, by CURVE; a list not read lets nobody in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zmq
from zmq.utils import z85

from backend_stub.hub.gate import ENROLL_DOMAIN, SEAT_DOMAIN, KeyGate
from backend_stub.hub.store.access_list import AccessList

CURVE = b"CURVE"


class Door:
    """A gate in a thread of its own, asked as libzmq asks it (ZAP, RFC 27)."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], directory: Path) -> None:
        self.access = AccessList(directory)
        self.key = zmq.curve_keypair()[0]
        self.access.put_seat("D-01", self.key.decode())
        self.gate = KeyGate(context, self.access)
        self.gate.start()
        self._socket = context.socket(zmq.REQ)
        self._socket.linger = 0
        self._socket.connect("inproc://zeromq.zap.01")

    def ask(self, key: bytes, domain: bytes = SEAT_DOMAIN, mechanism: bytes = CURVE) -> list[bytes]:
        """Version, request id, status, text, user and metadata."""
        self._socket.send_multipart([b"1.0", b"7", domain, b"127.0.0.1", b"", mechanism, z85.decode(key)])
        return self._socket.recv_multipart()

    def say(self, *frames: bytes) -> list[bytes]:
        self._socket.send_multipart(frames)
        return self._socket.recv_multipart()

    def close(self) -> None:
        self._socket.close()
        self.gate.stop()
        self.access.close()


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with zmq.Context() as context:
        made = Door(context, tmp_path)
        yield made
        made.close()


def test_an_enrolled_key_comes_in_under_its_own_name(door: Door) -> None:
    version, request, status, _, user, _ = door.ask(door.key)
    assert (version, request, status, user) == (b"1.0", b"7", b"200", door.key)


@pytest.mark.expects_log("refused key")
def test_a_key_that_nobody_enrolled_is_refused_and_named_in_the_log(door: Door) -> None:
    assert door.ask(zmq.curve_keypair()[0])[2:5] == [b"400", b"refused", b""]


@pytest.mark.expects_log("refused key")
def test_a_seat_that_was_disabled_is_refused_from_the_next_connection_on_and_comes_back(door: Door) -> None:
    door.access.set_seat_disabled("D-01", True)
    assert door.ask(door.key)[2] == b"400"
    door.access.set_seat_disabled("D-01", False)
    assert door.ask(door.key)[2] == b"200"


@pytest.mark.expects_log("refused key")
def test_a_former_key_of_a_seat_opens_nothing_any_more(door: Door) -> None:
    door.access.put_seat("D-01", zmq.curve_keypair()[0].decode())
    assert door.ask(door.key)[2] == b"400"


def test_any_key_may_speak_where_seats_are_enrolled(door: Door) -> None:
    assert door.ask(zmq.curve_keypair()[0], domain=ENROLL_DOMAIN)[2] == b"200"


@pytest.mark.parametrize("mechanism", [b"NULL", b"PLAIN", b""])
def test_no_other_mechanism_comes_in_even_with_an_enrolled_key(door: Door, mechanism: bytes) -> None:
    assert door.ask(door.key, mechanism=mechanism)[2:5] == [b"400", b"refused", b""]


def test_a_question_cut_short_is_answered_and_the_gate_stays(door: Door) -> None:
    assert door.say(b"1.0")[2] == b"400"
    assert door.say(b"1.0", b"9", SEAT_DOMAIN, b"", b"", CURVE)[1:3] == [b"9", b"400"]
    assert door.ask(door.key)[2] == b"200"


@pytest.mark.expects_log("access list cannot be read")
def test_a_list_that_cannot_be_read_lets_nobody_in_and_the_gate_stays(door: Door, tmp_path: Path) -> None:
    door.access.close()
    for path in tmp_path.glob("access.db*"):
        path.unlink()
    (tmp_path / "access.db").mkdir()
    assert door.ask(door.key)[2] == b"400"
    assert door.ask(door.key)[2] == b"400"


def test_stopped_twice_is_stopped(door: Door) -> None:
    door.gate.stop()
    door.gate.stop()


@pytest.mark.timeout(30)
def test_gate_ends_with_its_context(tmp_path: Path) -> None:
    """Issue 8: its thread died of it, and the context waited for its socket for ever."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    access = AccessList(tmp_path)
    gate = KeyGate(context, access)
    gate.start()
    context.term()  # comes back when the socket is closed
    gate.stop()
    gate.stop()
    access.close()
