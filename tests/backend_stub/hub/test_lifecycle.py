"""Parts of a hub that hold something: opened, used, closed in the middle of things, closed twice, and all is gone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import zmq

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.catchup import CatchUp
from backend_stub.hub.gate import SEAT_DOMAIN, KeyGate
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.notify.channels import FileOutbox
from backend_stub.hub.notify.notifier import Notifier
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.ports import AnswerRow, Batch
from backend_stub.hub.service import HubService
from backend_stub.hub.sessions import Readings
from backend_stub.hub.sign_in import SignInDesk
from backend_stub.hub.store.access_list import AccessList
from backend_stub.hub.store.opening import HubLock
from backend_stub.hub.store.sql_store import SqlStore
from backend_stub.hub.writer import Writer
from backend_stub.link import HubLink, LinkHooks
from console.domain.base.roles import Role, WorldKind
from console.link.config import LinkConfig
from console.wire import codec
from console.wire import messages as m

from .scene import Scene, report_call


@dataclass(frozen=True)
class Part:
    """Something open: how to put it in the middle of things, and how to close it."""

    use: Callable[[], object]
    close: Callable[[], object]


Open = Callable[[Path, ExitStack], Part]
"""Opens a part in a directory; what it stands on is closed by the stack, after it."""


def held(directory: Path) -> set[str]:
    """Threads, files under the directory, and listening ports of this process."""
    process = psutil.Process()
    return {
        *(f"thread {thread.name}" for thread in threading.enumerate()),
        *(file.path for file in process.open_files() if file.path.startswith(str(directory))),
        *(f"port {one.laddr.port}" for one in process.net_connections() if one.status == psutil.CONN_LISTEN),
    }


def access_list(directory: Path, stack: ExitStack) -> Part:
    access = AccessList(directory)
    return Part(lambda: access.add_user("li", "", Role.OPERATOR, "correct horse"), access.close)


def sql_store(directory: Path, stack: ExitStack) -> Part:
    store = SqlStore.open(directory)

    def use() -> None:
        Scene(store).opened().ask(report_call())
        store.prepare(Batch(answers=[AnswerRow("A", "1", 0, b"")]))

    return Part(use, store.close)


def lock(directory: Path, stack: ExitStack) -> Part:
    held_lock = HubLock(directory)
    return Part(lambda: None, held_lock.close)


def writer(directory: Path, stack: ExitStack) -> Part:
    store = MemoryStore()
    opened = Writer(store, lambda batch, error: None)
    return Part(lambda: opened.put(Batch()), opened.stop)


def sign_in_desk(directory: Path, stack: ExitStack) -> Part:
    access = AccessList(directory)
    stack.callback(access.close)
    desk = SignInDesk(access, lambda outcome: None)
    return Part(lambda: [desk.put(b"1", "li", "wrong horse") for _ in range(5)], desk.stop)


def notifier(directory: Path, stack: ExitStack) -> Part:
    opened = Notifier(directory, [FileOutbox(directory / "out.jsonl")])
    scene = Scene(MemoryStore()).opened()

    def use() -> None:
        scene.ask(report_call())
        opened.events([], scene.hub.picture)

    return Part(use, opened.stop)


def gate(directory: Path, stack: ExitStack) -> Part:
    access = AccessList(directory)
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    stack.callback(access.close)
    stack.callback(context.term)
    opened = KeyGate(context, access)
    opened.start()

    def use() -> None:
        with context.socket(zmq.REQ) as ask:
            ask.linger = 0
            ask.connect("inproc://zeromq.zap.01")
            ask.send_multipart([b"1.0", b"1", SEAT_DOMAIN, b"127.0.0.1", b"", b"NULL"])
            assert ask.recv_multipart()[2] == b"400"

    return Part(use, opened.stop)


def catch_up(directory: Path, stack: ExitStack) -> Part:
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    stack.callback(context.term)
    router = context.socket(zmq.ROUTER)
    port = router.bind_to_random_port("tcp://127.0.0.1")
    scene = Scene(MemoryStore()).opened()
    opened = CatchUp(router, scene.store, Readings(), scene.hub.copies())
    opened.start()

    def use() -> None:
        scene.ask(report_call())
        opened.published([])
        with context.socket(zmq.DEALER) as ask:
            ask.linger = 0
            ask.connect(f"tcp://127.0.0.1:{port}")
            ask.send(codec.encode(m.Ping(sent_ns=1)))
            assert isinstance(codec.decode_hub(ask.recv()), m.Refused)

    return Part(use, opened.stop)


def service(directory: Path, stack: ExitStack) -> Part:
    opened = open_hub(directory, load_or_make_keys(directory))
    stack.callback(opened.store.close)
    stack.callback(opened.access.close)
    begin_journal(opened, WorldKind.DEMO, "songting", ())
    running = HubService(opened)
    thread = threading.Thread(target=running.run, name="hub-main")
    thread.start()

    def close() -> None:
        running.stop()
        thread.join(20)
        running.close()

    return Part(lambda: opened.access.add_user("li", "", Role.OPERATOR, "correct horse"), close)


def service_that_never_ran(directory: Path, stack: ExitStack) -> Part:
    opened = open_hub(directory, load_or_make_keys(directory))
    stack.callback(opened.store.close)
    stack.callback(opened.access.close)
    running = HubService(opened)
    return Part(lambda: None, running.close)


def hub_link(directory: Path, stack: ExitStack) -> Part:
    """A link to where nobody is: connecting, with a command that waits."""
    public, secret = (key.decode() for key in zmq.curve_keypair())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    link = HubLink(
        LinkConfig("127.0.0.1", port, public, public, secret), LinkHooks(heartbeat=lambda beat: None)
    )
    link.start()
    return Part(lambda: link.submit_soon(report_call()), link.stop)


PARTS: tuple[Open, ...] = (
    access_list,
    sql_store,
    lock,
    writer,
    sign_in_desk,
    notifier,
    gate,
    catch_up,
    service,
    service_that_never_ran,
    hub_link,
)


@pytest.fixture(params=PARTS, ids=lambda part: part.__name__)
def opening(request: pytest.FixtureRequest) -> Open:
    part: Open = request.param
    return part


def test_part_that_is_closed_in_the_middle_of_things_holds_nothing_any_more(
    opening: Open, tmp_path: Path
) -> None:
    before = held(tmp_path)
    with ExitStack() as stack:
        part = opening(tmp_path, stack)
        part.use()
        part.close()
    assert held(tmp_path) <= before


def test_part_that_was_not_used_holds_nothing_after_closing(opening: Open, tmp_path: Path) -> None:
    before = held(tmp_path)
    with ExitStack() as stack:
        opening(tmp_path, stack).close()
    assert held(tmp_path) <= before


def test_closing_twice_is_as_good_as_once(opening: Open, tmp_path: Path) -> None:
    before = held(tmp_path)
    with ExitStack() as stack:
        part = opening(tmp_path, stack)
        part.use()
        part.close()
        part.close()
    assert held(tmp_path) <= before


def test_part_can_be_opened_again_where_it_was_closed(opening: Open, tmp_path: Path) -> None:
    for _ in range(2):
        with ExitStack() as stack:
            opening(tmp_path, stack).close()


def test_hub_whose_port_is_taken_leaves_nothing(tmp_path: Path) -> None:
    opened = open_hub(tmp_path, load_or_make_keys(tmp_path))
    before = held(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(zmq.ZMQError):
        HubService(opened, port=taken.getsockname()[1] - 2)  # two of its sockets find room before that
    assert held(tmp_path) <= before
    opened.access.close()
    opened.store.close()
