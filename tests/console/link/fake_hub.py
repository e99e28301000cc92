"""A hub played by hand: the sockets of PROTOCOL.md, on which the test says what a hub would say. The test's thread."""

from __future__ import annotations

import time
from collections import deque
from typing import TypeVar

import zmq

from console.domain.base.roles import Role, Stream, WorldKind
from console.domain.picture import FOLD_VERSION, Picture, encode_picture
from console.link.config import LinkConfig
from console.link.sockets import CATCHUP, COMMANDS, TELEMETRY, Line
from console.wire import codec
from console.wire import messages as m

DEADLINE_S = 30.0
TICKET = "1" * 32
LINES: tuple[Line, ...] = (COMMANDS, Stream.OPS, Stream.CONTROL, TELEMETRY, CATCHUP)
M = TypeVar("M", bound=m.Message)


class FakeHub:
    """Answers pings by itself while `pongs` is set; everything else is expected and said by the test."""

    def __init__(self) -> None:
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        public, self._secret = zmq.curve_keypair()
        own_public, own_secret = (key.decode() for key in zmq.curve_keypair())
        self._ports: dict[Line, int] = {}
        self._sockets: dict[Line, zmq.Socket[bytes]] = {}
        self._clients: dict[Line, bytes] = {}
        self._came: dict[Line, deque[m.ClientMessage]] = {line: deque() for line in LINES}
        self.pongs = True
        self.t_ms = 1_000_000_000
        self.boot = "first"
        for line in LINES:
            self._open(line)
        self.config = LinkConfig(
            "127.0.0.1", self._ports[COMMANDS], public.decode(), own_public, own_secret, client="test"
        )

    def _open(self, line: Line) -> None:
        socket = self._context.socket(zmq.ROUTER)
        socket.linger = 0
        socket.curve_server = True
        socket.curve_secretkey = self._secret
        try:
            if line in self._ports:
                socket.bind(f"tcp://127.0.0.1:{self._ports[line]}")
            else:
                self._ports[line] = socket.bind_to_random_port("tcp://127.0.0.1")
        except zmq.ZMQError:
            socket.close(0)
            raise
        self._sockets[line] = socket

    def leave(self, *lines: Line) -> None:
        """Close these sockets (all when none is named): who is connected loses his connection."""
        for line in lines or LINES:
            self._sockets[line].close(0)

    def come_back(self, *lines: Line) -> None:
        """Open them again where they were."""
        for line in lines or LINES:
            deadline_s = time.monotonic() + DEADLINE_S
            while True:
                try:
                    self._open(line)
                    break
                except zmq.ZMQError:  # closing takes a moment
                    assert time.monotonic() < deadline_s

    def close(self) -> None:
        """The end."""
        self.leave()
        self._context.term()

    # -- speaking ------------------------------------------------------------------------------------------------------

    def _listen(self, for_ms: int) -> None:
        """Take in what comes on any line; pings are answered."""
        poller = zmq.Poller()
        for socket in self._sockets.values():
            if not socket.closed:
                poller.register(socket, zmq.POLLIN)
        ready = dict(poller.poll(for_ms))
        for line, socket in self._sockets.items():
            if socket in ready:
                identity, body = socket.recv_multipart()
                self._clients[line] = identity
                message = codec.decode_client(body)
                if isinstance(message, m.Ping):
                    self._on_ping(message)
                else:
                    self._came[line].append(message)

    def expect(self, kind: type[M], line: Line = COMMANDS) -> M:
        """The next message on a line, which must be of this kind."""
        deadline_s = time.monotonic() + DEADLINE_S
        while not self._came[line]:
            assert time.monotonic() < deadline_s, f"no {kind.__name__} came on {line}"
            self._listen(100)
        message = self._came[line].popleft()
        assert isinstance(message, kind), message
        return message

    def hears_nothing(self, line: Line = COMMANDS, for_ms: int = 300) -> bool:
        """Whether nothing but pings comes on a line for a while."""
        deadline_s = time.monotonic() + for_ms / 1000
        while not self._came[line] and (left_ms := int((deadline_s - time.monotonic()) * 1000)) > 0:
            self._listen(left_ms)
        return not self._came[line]

    def _on_ping(self, ping: m.Ping) -> None:
        if self.pongs:
            self.say(m.Pong(sent_ns=ping.sent_ns, t_ms=self.t_ms, boot=self.boot))

    def say(self, message: m.HubMessage, line: Line = COMMANDS) -> None:
        """To whoever spoke last on a line."""
        self._sockets[line].send_multipart([self._clients[line], codec.encode(message)])

    def say_raw(self, body: bytes, line: Line = COMMANDS) -> None:
        """Whatever bytes."""
        self._sockets[line].send_multipart([self._clients[line], body])

    # -- what every connection begins with -----------------------------------------------------------------------------

    def welcome(self, *, signs_in: bool = False) -> None:
        """Take a hello."""
        self.expect(m.Hello)
        self.say(
            m.Welcome(
                protocol=m.PROTOCOL_VERSION,
                fold_version=FOLD_VERSION,
                same_fold=True,
                kind=WorldKind.DEMO,
                seat="D-01",
                boot=self.boot,
                t_ms=self.t_ms,
                signs_in=signs_in,
            )
        )

    def sign_in(self, user: str = "li") -> None:
        """Take a sign-in."""
        assert self.expect(m.SignIn).user == user
        self.say(m.SignedIn(user=user, name=user, role=Role.OPERATOR))

    def open_streams(self, *streams: Stream, ticket: str = TICKET, telemetry: bool = False) -> None:
        """Give a ticket to these streams."""
        asked = self.expect(m.OpenStreams)
        self.say(
            m.StreamsOpened(
                id=asked.id,
                ticket=ticket,
                journal="journal",
                epoch_ms=0,
                town_id="",
                town="",
                streams=tuple(m.StreamGrant(stream=one, port=self._ports[one]) for one in streams),
                telemetry_port=self._ports[TELEMETRY] if telemetry else 0,
                catchup_port=self._ports[CATCHUP] if streams else 0,
            )
        )

    def let_join(self, line: Line, seq: int = 0, ticket: str = TICKET) -> m.Join:
        """Take a join."""
        join = self.expect(m.Join, line)
        assert join.ticket == ticket
        self.say(m.Joined(seq=seq), line)
        return join

    def give_snapshot(self, seq: int = 0, ticket: str = TICKET) -> None:
        """Take a request for the picture of ops: an empty one at this seq."""
        asked = self.expect(m.GetSnapshot, CATCHUP)
        assert (asked.stream, asked.ticket) == (Stream.OPS, ticket)
        body = encode_picture(Picture(seq=seq))
        part = m.SnapshotPart(id=asked.id, stream=Stream.OPS, seq=seq, t_ms=0, part=0, parts=1, body=body)
        self.say(part, CATCHUP)

    def beat(self, stream: Stream, seq: int, picture_hash: str = "0" * 32) -> None:
        """A heartbeat on a stream's line."""
        self.say(
            m.Heartbeat(
                stream=stream,
                boot=self.boot,
                seq=seq,
                t_ms=self.t_ms,
                utc_ms=0,
                rate_permille=1000,
                paused=False,
                picture_hash=picture_hash,
                events_per_s=0,
            ),
            stream,
        )
