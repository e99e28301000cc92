"""Binding: where others do not sit down meanwhile, and again where somebody still sits."""

from __future__ import annotations

import json
import socket as plain
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
import zmq

from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.sockets import FIRST_PORT, IO_THREADS, LAST_PORT, NAMES, PORTS_FILE, bind_all
from console.wire import codec
from console.wire import messages as m

from .house import Client, House
from .scene import report_call

HOST = "127.0.0.1"
CALLS = 40
PLANS = 16
READERS = 4


@contextmanager
def bound(directory: Path, port: int = 0, patience_s: float = 30.0) -> Iterator[dict[str, int]]:
    """The ports of bound sockets."""
    keys = load_or_make_keys(directory)
    with zmq.Context(IO_THREADS) as context:
        sockets = bind_all(context, keys, HOST, port, directory, patience_s=patience_s)
        try:
            yield sockets.ports
        finally:
            sockets.close()
            sockets.catchup.close(0)


def occupied(port: int) -> plain.socket:
    """Somebody else listens there."""
    other = plain.socket()
    other.setsockopt(plain.SOL_SOCKET, plain.SO_REUSEADDR, 1)
    other.bind((HOST, port))
    other.listen(1)
    return other


def free_row() -> int:
    """The first of as many free ports in a row as a hub has."""
    for first in range(FIRST_PORT, LAST_PORT, len(NAMES)):
        try:
            with ExitStack() as stack:
                for number in range(len(NAMES)):
                    stack.enter_context(closing(occupied(first + number)))
            return first
        except OSError:
            continue
    raise AssertionError("no ports are free")


def test_any_port_is_one_that_no_outgoing_connection_gets(tmp_path: Path) -> None:
    """T14: a killed hub's port was taken by a connection of the system's own choice."""
    with bound(tmp_path) as ports:
        assert sorted(ports) == sorted(NAMES)
        assert len(set(ports.values())) == len(NAMES)
        assert all(FIRST_PORT <= port <= LAST_PORT for port in ports.values())
        again = dict(ports)
    with bound(tmp_path) as ports:
        assert ports == again


@pytest.mark.parametrize("asked", [True, False])
def test_port_that_is_still_held_is_tried_until_it_is_let_go(tmp_path: Path, asked: bool) -> None:
    """T14: asked for, and of last time."""
    first = free_row()
    wanted = {name: first + number for number, name in enumerate(NAMES)}
    (tmp_path / PORTS_FILE).write_text(json.dumps(wanted), encoding="utf-8")
    holder = occupied(first + 3)
    release = threading.Timer(0.5, holder.close)
    release.start()
    with bound(tmp_path, first if asked else 0) as ports:
        assert ports == wanted
    release.join()


def test_port_asked_for_that_is_never_let_go_is_an_error(tmp_path: Path) -> None:
    first = free_row()
    with closing(occupied(first)), pytest.raises(zmq.ZMQError) as error, bound(tmp_path, first, 0.3):
        pass
    assert error.value.errno == zmq.EADDRINUSE


@pytest.mark.expects_log("of last time is taken")
def test_port_of_last_time_that_is_never_let_go_is_left_and_the_others_stay(tmp_path: Path) -> None:
    first = free_row()
    wanted = {name: first + number for number, name in enumerate(NAMES)}
    (tmp_path / PORTS_FILE).write_text(json.dumps(wanted), encoding="utf-8")
    with closing(occupied(first)), bound(tmp_path, 0, 0.3) as ports:
        moved = {name for name in NAMES if ports[name] != wanted[name]}
    assert moved == {"commands"}


def test_address_that_is_not_here_is_an_error_at_once(tmp_path: Path) -> None:
    keys = load_or_make_keys(tmp_path)
    with zmq.Context(IO_THREADS) as context, pytest.raises(zmq.ZMQError) as error:
        bind_all(context, keys, "203.0.113.1", free_row(), tmp_path, patience_s=1e9)
    assert error.value.errno != zmq.EADDRINUSE


def bulk_cpu_ns() -> int:
    """CPU that the second of libzmq's threads has used; only the hub's context has one."""
    tasks = [task for task in Path("/proc/self/task").iterdir() if "IO/1" in (task / "comm").read_text()]
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the system says no CPU of threads")
@pytest.mark.parametrize("bulk_first", [False, True])
def test_an_event_is_not_sent_by_the_thread_that_sends_in_bulk(tmp_path: Path, bulk_first: bool) -> None:
    """Issue 8, fan-out: an event waited until positions were encrypted for everybody, whichever came first."""

    def events() -> None:
        for _ in range(CALLS):
            assert isinstance(town.submit(report_call("x" * 400)), m.Accepted)
        heard = 0
        while heard < CALLS:
            message = leader.receive(ops)
            assert message is not None
            heard += len(message.events) if isinstance(message, m.EventBatch) else 0

    def bulk() -> None:
        plan = m.Rings(number=1, incident_id="INC-0001", minutes=(5,), rings_i32=((bytes(1 << 20),),))
        for _ in range(PLANS):
            planner.send(codec.encode(m.PutPlan(plan=plan)))
        for reader, socket in telemetry:
            assert [reader.receive(socket) for _ in range(PLANS)] == [plan] * PLANS

    with House(tmp_path) as house:
        town, planner, leader = house.program("TOWN"), house.program("BESIDE"), house.person("wang")
        ops = leader.join()
        readers: list[Client] = [house.program("BESIDE") for _ in range(READERS)]
        telemetry = [(reader, reader.join("telemetry")) for reader in readers]
        used_ns = {}
        for work in (bulk, events) if bulk_first else (events, bulk):
            before_ns = bulk_cpu_ns()
            work()
            used_ns[work] = bulk_cpu_ns() - before_ns
        assert used_ns[events] < 1_000_000 < used_ns[bulk]  # nothing, but for what may still end
