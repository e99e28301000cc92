"""Catch-up: snapshots in parts, past events in chunks, and requests that make no sense."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import zmq

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.catchup import CHUNK_EVENTS, JOBS_PER_CONNECTION, CatchUp
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.sessions import Readings
from console.domain.base.refusals import Code
from console.domain.base.roles import Role, WorldKind
from console.domain.evolve import Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.picture import Picture, decode_picture
from console.wire import codec
from console.wire import messages as m

from .house import Client, House
from .scene import CAMERA, FIRE, OPERATOR, Scene, new_id, report_call

CALLS = 2 * CHUNK_EVENTS + 20


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose journal has more events than one chunk holds."""
    directory = tmp_path_factory.mktemp("catchup")
    opened = open_hub(directory, load_or_make_keys(directory))
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE, CAMERA))
    for _ in range(CALLS):
        opened.hub.submit(OPERATOR, new_id(), 60_000, report_call("x" * 400))
    opened.hub.flush()
    opened.access.close()
    opened.store.close()
    return directory


@pytest.fixture
def house(journal: Path) -> Iterator[House]:
    with House(journal) as running:
        yield running


def ask(client: Client, socket: zmq.Socket[bytes], message: m.ClientMessage) -> list[m.HubMessage]:
    """All frames of an answer."""
    socket.send(codec.encode(message))
    frames: list[m.HubMessage] = []
    while True:
        frame = client.receive(socket)
        assert frame is not None
        frames.append(frame)
        match frame:
            case m.SnapshotPart() if frame.part < frame.parts - 1:
                continue
            case m.EventsPart() if not frame.last_part:
                continue
            case _:
                return frames


def events_of(frames: list[m.HubMessage]) -> list[Recorded]:
    """The events of parts."""
    return [recorded for frame in frames if isinstance(frame, m.EventsPart) for recorded in frame.events]


def test_snapshot_and_events_give_the_hubs_picture(house: House) -> None:
    client = house.program("TOWN")
    socket, ticket = client.socket("catchup"), client.ticket
    answer = ask(client, socket, m.GetSnapshot(id="s", ticket=ticket))
    parts = [part for part in answer if isinstance(part, m.SnapshotPart)]
    taken = decode_picture(b"".join(part.body for part in parts))
    assert len(parts) == parts[0].parts > 1
    folded = Picture()
    frames = ask(client, socket, m.GetEvents(id="e", ticket=ticket, first=1, last=taken.seq))
    assert len(frames) == -(-taken.seq // CHUNK_EVENTS)
    for recorded in events_of(frames):
        evolve(folded, recorded)
    assert PictureHash(folded).hexdigest() == PictureHash(taken).hexdigest()
    assert PictureHash(taken).hexdigest() == house.opened.hub.picture_hash()


def test_snapshot_follows_what_was_published_meanwhile(house: House) -> None:
    operator = house.person("li")
    answer = operator.submit(report_call())
    assert isinstance(answer, m.Accepted)
    socket = operator.socket("catchup")
    part = ask(operator, socket, m.GetSnapshot(id="s", ticket=operator.ticket))[-1]
    assert isinstance(part, m.SnapshotPart)
    assert part.seq == answer.last_seq


def test_snapshot_at_an_earlier_seq_is_the_newest_stored_before_it(house: House) -> None:
    client = house.program("TOWN")
    socket = client.socket("catchup")
    part = ask(client, socket, m.GetSnapshot(id="s", ticket=client.ticket, at_seq=0))[-1]
    assert isinstance(part, m.SnapshotPart)
    assert (part.seq, decode_picture(part.body).seq) == (0, 0)


def test_range_is_cut_to_the_newest_event(house: House) -> None:
    client = house.program("TOWN")
    socket, ticket = client.socket("catchup"), client.ticket
    seq = house.opened.hub.picture.seq
    events = events_of(ask(client, socket, m.GetEvents(id="e", ticket=ticket, first=seq - 1, last=seq + 100)))
    assert [recorded.seq for recorded in events] == [seq - 1, seq]
    beyond = m.GetEvents(id="e", ticket=ticket, first=seq + 1, last=seq + 1)
    assert events_of(ask(client, socket, beyond)) == []


@pytest.mark.parametrize(("first", "last"), [(0, 1), (-5, 5), (9, 3), (1, 2_000_000)])
def test_ranges_that_make_no_sense_are_refused(house: House, first: int, last: int) -> None:
    client = house.program("TOWN")
    wrong = m.GetEvents(id="e", ticket=client.ticket, first=first, last=last)
    answer = ask(client, client.socket("catchup"), wrong)
    assert answer == [m.Refused(id="e", code=Code.NO_SUCH_EVENTS)]


def test_other_messages_and_bad_frames_are_refused(house: House) -> None:
    client = house.client()
    socket = client.socket("catchup")
    hello = m.Hello(protocol=1, fold_version=1, client="x")
    assert ask(client, socket, hello) == [m.Refused(id="", code=Code.WRONG_SOCKET)]
    socket.send(b"\xc1")
    assert client.receive(socket) == m.Refused(id="", code=Code.MALFORMED)
    socket.send_multipart([b"two", b"frames"])
    assert client.receive(socket) == m.Refused(id="", code=Code.MALFORMED)
    ping = ask(client, socket, m.Ping(sent_ns=1))
    assert ping == [m.Refused(id="", code=Code.WRONG_SOCKET)]  # and the thread goes on


def test_too_many_requests_of_one_client_are_refused_and_the_others_are_answered(house: House) -> None:
    client, other = house.program("TOWN"), house.program("BESIDE")
    socket, second = client.socket("catchup"), other.socket("catchup")
    many = 8 * JOBS_PER_CONNECTION
    for number in range(many):
        socket.send(codec.encode(m.GetEvents(id=f"{number}", ticket=client.ticket, first=1, last=CALLS)))
    few = m.GetEvents(id="o", ticket=other.ticket, first=1, last=3)
    assert len(events_of(ask(other, second, few))) == 3
    ended: set[str] = set()
    refused = 0
    while len(ended) < many:
        frame = client.receive(socket)
        assert frame is not None
        if isinstance(frame, m.Refused):
            assert frame.code == Code.BUSY
            refused += 1
            ended.add(frame.id)
        elif isinstance(frame, m.EventsPart) and frame.last_part:
            ended.add(frame.id)
    assert refused


@pytest.mark.timeout(30)
@pytest.mark.parametrize("waits", [False, True], ids=["idle", "somebody waits"])
def test_catch_up_ends_with_its_context_and_says_nothing(waits: bool) -> None:
    """Issue 8: it logged the same error without end, and the context waited for its socket for ever."""
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    router = context.socket(zmq.ROUTER)
    port = router.bind_to_random_port("tcp://127.0.0.1")
    scene = Scene(MemoryStore()).opened()
    readings = Readings()
    running = CatchUp(router, scene.store, readings, scene.hub.copies())
    running.start()
    with zmq.Context() as outside, outside.socket(zmq.DEALER) as client:
        client.linger = 0
        client.connect(f"tcp://127.0.0.1:{port}")
        for _ in range(20 if waits else 0):
            client.send(codec.encode(m.GetSnapshot(id="s", ticket=readings.grant("", [Role.GATEWAY]))))
        context.term()  # comes back when the socket is closed
    running.stop()
    running.stop()
    assert router.closed
