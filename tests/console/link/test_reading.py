"""Reading begins with a ticket, waits for every line, ends with the sign-out; what comes too late does not count."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import zmq

from console.domain.base.refusals import Code
from console.domain.base.roles import Stream
from console.link.config import LinkConfig
from console.link.lines import AGAIN_NS
from console.link.reading import Reading
from console.link.sockets import CATCHUP, COMMANDS, TELEMETRY, HubSockets, Line
from console.link.view import ALL, Wants
from console.wire import messages as m

from .keeping_sink import KeepingSink

NOBODY = 9
"""A port where nobody listens: what is sent there waits."""
HEARTBEAT = m.Heartbeat(
    stream=Stream.OPS, boot="b", seq=0, t_ms=1, utc_ms=1, rate_permille=1000, paused=False,
    picture_hash="0" * 32, events_per_s=0,
)  # fmt: skip


class Far:
    """A reading, what it sent, and the real sockets that it opens."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], wants: Wants) -> None:
        public, secret = zmq.curve_keypair()
        config = LinkConfig("127.0.0.1", NOBODY, public.decode(), public.decode(), secret.decode())
        self.sockets = HubSockets(context, config)
        self.sent: list[tuple[m.ClientMessage, Line]] = []
        self.sink = KeepingSink()
        self.reading = Reading(wants, self.sink, lambda message, line: self.sent.append((message, line)))

    def opened(self, *streams: Stream, telemetry: bool = False, journal: str = "j1") -> m.StreamsOpened:
        """What the hub gives, under the id that was asked."""
        (asked, _) = next(one for one in reversed(self.sent) if isinstance(one[0], m.OpenStreams))
        assert isinstance(asked, m.OpenStreams)
        return m.StreamsOpened(
            id=asked.id,
            ticket="7" * 32,
            journal=journal,
            epoch_ms=0,
            town_id="t",
            town="",
            streams=tuple(m.StreamGrant(stream=one, port=NOBODY) for one in streams),
            telemetry_port=NOBODY if telemetry else 0,
            catchup_port=NOBODY,
        )

    def open(self, *streams: Stream, telemetry: bool = False) -> bool:
        """Asked and answered."""
        self.reading.ask()
        return self.reading.on_opened(self.opened(*streams, telemetry=telemetry), self.sockets, 0)

    def lines(self, kind: type[m.ClientMessage]) -> list[Line]:
        """Where messages of a kind were sent."""
        return [line for message, line in self.sent if isinstance(message, kind)]


@pytest.fixture
def context() -> Iterator[zmq.Context[zmq.Socket[bytes]]]:
    made: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    yield made
    made.destroy(linger=0)


@pytest.fixture
def far(context: zmq.Context[zmq.Socket[bytes]]) -> Far:
    return Far(context, ALL)


def test_asks_at_the_commands_and_knows_its_newest_id_only(far: Far) -> None:
    assert not far.reading.is_asked_for
    assert not far.reading.was_asked("")
    far.reading.ask()
    first = far.opened().id
    far.reading.ask()
    assert far.lines(m.OpenStreams) == [COMMANDS, COMMANDS]
    assert far.reading.was_asked(far.opened().id)
    assert not far.reading.was_asked(first)


def test_nothing_is_left_to_wait_for_once_every_line_has_joined_in_any_order(far: Far) -> None:
    assert not far.open(Stream.OPS, Stream.CONTROL, telemetry=True)
    assert far.lines(m.Join) == [Stream.OPS, Stream.CONTROL, TELEMETRY]
    joined = m.Joined(seq=0)
    assert not far.reading.on_joined(TELEMETRY, joined, 0)
    assert not far.reading.on_joined(Stream.CONTROL, joined, 0)
    assert not far.reading.on_joined(Stream.CONTROL, joined, 0)  # the same one twice
    assert far.reading.on_joined(Stream.OPS, joined, 0)
    assert far.lines(m.GetSnapshot) == [CATCHUP] * 3
    assert far.reading.is_behind


def test_with_nothing_given_there_is_nothing_to_wait_for(far: Far) -> None:
    assert far.open()
    assert not far.reading.is_behind
    assert far.lines(m.Join) == []


def test_what_is_not_wanted_is_not_joined(context: zmq.Context[zmq.Socket[bytes]]) -> None:
    far = Far(context, Wants(frozenset({Stream.OPS})))
    assert not far.open(Stream.OPS, Stream.CONTROL, telemetry=True)
    assert far.lines(m.Join) == [Stream.OPS]


def test_heartbeats_alone_follow_nothing(context: zmq.Context[zmq.Socket[bytes]]) -> None:
    far = Far(context, Wants(frozenset({Stream.OPS}), beats_only=True))
    far.open(Stream.OPS)
    assert far.reading.on_joined(Stream.OPS, m.Joined(seq=50), 0)
    far.reading.on_beat(HEARTBEAT, 0)
    assert far.reading.beats == {Stream.OPS: (0, "0" * 32)}
    assert far.sink.beats == [HEARTBEAT]
    assert far.lines(m.GetSnapshot) == far.lines(m.GetEvents) == []
    assert not far.reading.is_behind


def test_what_comes_after_leaving_begins_nothing(far: Far) -> None:
    far.open(Stream.OPS)
    opened = far.opened(Stream.OPS)
    far.reading.on_beat(HEARTBEAT, 0)
    far.reading.leave()
    assert (far.reading.ticket, far.reading.opened, far.reading.beats) == ("", None, {})
    assert not far.reading.was_asked(opened.id)
    assert not far.reading.on_joined(Stream.OPS, m.Joined(seq=3), 0)
    assert not far.reading.resync(Stream.OPS, 0)
    assert far.lines(m.GetSnapshot) == []
    far.reading.leave()  # twice is once


@pytest.mark.expects_log("not let in at ops")
def test_a_line_that_is_not_let_in_tries_again_later_and_no_other_line_does(far: Far) -> None:
    refused = m.Refused(id="", code=Code.BUSY.value)
    assert not far.reading.on_refused(Stream.OPS, refused, 0)  # before anything was opened
    far.open(Stream.OPS)
    assert not far.reading.on_refused(TELEMETRY, refused, 0)
    assert far.reading.on_refused(Stream.OPS, refused, 0)
    far.reading.join_again(AGAIN_NS[0] - 1)
    assert far.lines(m.Join) == [Stream.OPS]
    far.reading.join_again(AGAIN_NS[1])
    assert far.lines(m.Join) == [Stream.OPS, Stream.OPS]


def test_a_stream_is_read_anew_only_where_it_is_read(far: Far) -> None:
    assert not far.reading.resync(Stream.OPS, 0)
    far.open(Stream.OPS)
    far.reading.on_joined(Stream.OPS, m.Joined(seq=0), 0)
    assert far.reading.resync(Stream.OPS, 0)
    assert far.lines(m.GetSnapshot) == [CATCHUP, CATCHUP]
    assert (far.reading.has_any, far.reading.seq(Stream.OPS)) == (False, -1)
