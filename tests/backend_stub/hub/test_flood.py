"""An enrolled seat that asks without end and never reads: the hub lives, and serves the others meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import zmq
from msgspec.structs import replace
from zmq.utils import z85

from backend_stub.hub.gate import CONNECTIONS_AT_ONCE, SEAT_DOMAIN, KeyGate
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.store.access_list import AccessList
from console.child import Child
from console.domain.base.refusals import Code
from console.domain.base.roles import WorldKind
from console.domain.registry.commands import Register
from console.link.config import LinkConfig
from console.wire import codec
from console.wire import messages as m

from .house import PASSWORD, PERSONS, PROGRAMS, Client, House
from .scene import CAMERA, FIRE, OPERATOR, UNIT, new_id, report_call

CALLS = 300


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Child, dict[str, LinkConfig]]]:
    """A hub process with a journal of some hundred events, and seats enrolled there."""
    data = tmp_path / "data"
    data.mkdir()
    keys = load_or_make_keys(data)
    opened = open_hub(data, keys)
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE, CAMERA))
    for _ in range(CALLS):
        opened.hub.submit(OPERATOR, new_id(), 60_000, report_call("x" * 400))
    opened.hub.flush()
    configs = {}
    opened.access.add_user("chen", "", PERSONS["chen"], PASSWORD)
    for name, roles in (*PROGRAMS.items(), ("D-01", ())):
        public, secret = (key.decode() for key in zmq.curve_keypair())
        opened.access.put_seat(name, public, roles)
        configs[name] = LinkConfig("127.0.0.1", 0, keys.curve_public, public, secret)
    opened.access.close()
    opened.store.close()
    child = Child(["hub", "--data", str(data)], log=tmp_path / "hub.log")
    child.wait_ready(60)
    yield child, configs
    child.stop(30)


def ports_of(child: Child) -> dict[str, int]:
    return {name: port for name, port in child.facts.items() if isinstance(port, int)}


@pytest.mark.slow
def test_hub_outlives_clients_that_ask_for_everything_read_nothing_and_close(
    running: tuple[Child, dict[str, LinkConfig]],
) -> None:
    """T1: with ZMTP's heartbeat libzmq ended the process."""
    child, configs = running
    town = Client(configs["TOWN"], ports_of(child))
    town.hello()
    for _ in range(4):
        bad = Client(configs["BESIDE"], ports_of(child))
        bad.hello()
        ticket = bad.ticket
        deaf = [bad.socket("catchup", small=True) for _ in range(60)]
        for socket in deaf:
            socket.sndhwm = 400
            for number in range(300):
                ask = m.GetEvents(id=f"e{number}", ticket=ticket, first=1, last=CALLS)
                socket.send(codec.encode(ask))
        assert isinstance(town.ask(m.Ping(sent_ns=1)), m.Pong)
        bad.close()
        assert isinstance(town.ask(m.Ping(sent_ns=1)), m.Pong)
    assert child.running
    town.close()
    assert child.stop(30) == 0


@pytest.mark.slow
def test_hub_answers_others_and_stays_small_while_somebody_sends_the_largest_frames(
    running: tuple[Child, dict[str, LinkConfig]],
) -> None:
    """T7: 4.1 GB, and twenty seconds without an answer."""
    child, configs = running
    town, bad = Client(configs["TOWN"], ports_of(child)), Client(configs["D-01"], ports_of(child))
    town.hello()
    bad.sign_in("chen")
    units = tuple(
        replace(UNIT, id=f"U-{number}", name_zh="巡警" * 10, name_en="Patrol" * 10, station="S" * 150)
        for number in range(5_000)
    )
    bad.commands.sndhwm = 4
    bodies = [codec.encode(bad.frame(Register(entities=units))) for _ in range(5)]
    assert len(bodies[0]) > 2_500_000
    answers: list[m.HubMessage] = []
    for number in range(120):
        bad.commands.send(bodies[number % 5])
        while (answer := bad.receive(timeout_ms=0)) is not None:
            answers.append(answer)
        if number % 10 == 0:
            assert isinstance(town.ask(m.Ping(sent_ns=1)), m.Pong)
    while len(answers) < 120:
        answer = bad.receive()
        assert answer is not None
        answers.append(answer)
    assert {answer.code for answer in answers if isinstance(answer, m.Refused)} == {Code.TOO_FAST}
    assert 0 < sum(isinstance(answer, m.Accepted) for answer in answers) < 60
    assert psutil.Process(child.process.pid).memory_info().rss < 1_500_000_000
    town.close()
    bad.close()


def test_seat_has_so_many_requests_open_over_all_its_connections(tmp_path: Path) -> None:
    """T1: the others find room, however many connections one seat opens."""
    with House(tmp_path, town=_town(tmp_path)) as house:
        bad, good = house.program("BESIDE"), house.program("TOWN")
        (file,) = house.service_town().files
        sockets = [bad.socket("catchup", small=True) for _ in range(12)]
        for number, socket in enumerate(sockets):
            for more in range(3):
                ask = m.GetTownFile(id=f"{number}-{more}", ticket=bad.ticket, sha256=file.sha256)
                socket.send(codec.encode(ask))
        codes = [_refusal(bad, socket) for socket in sockets]
        assert codes.count(Code.BUSY) >= 5
        manifest = good.ask(m.GetTown(id="t", ticket=good.ticket), good.socket("catchup"))
        assert isinstance(manifest, m.TownManifest)


def _town(directory: Path) -> Path:
    folder = directory / "a-town"
    folder.mkdir()
    with (folder / "base.bin").open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    return folder


def _refusal(client: Client, socket: zmq.Socket[bytes]) -> str:
    """The refusal among the first answers; "" where there is none."""
    for _ in range(3):
        message = client.receive(socket, 2_000)
        if isinstance(message, m.Refused):
            return message.code
    return ""


@pytest.mark.expects_log("connects over and over")
def test_connections_of_one_seat_are_put_off_when_they_come_too_fast_and_nobody_elses(tmp_path: Path) -> None:
    """T1: at the gate, before a connection costs anything."""
    access = AccessList(tmp_path)
    keys = {name: zmq.curve_keypair()[0] for name in ("D-01", "D-02")}
    for name, key in keys.items():
        access.put_seat(name, key.decode())
    now_s = [0.0]
    with zmq.Context() as context:
        gate = KeyGate(context, access, monotonic_s=lambda: now_s[0])
        gate.start()
        with context.socket(zmq.REQ) as ask:
            ask.linger = 0
            ask.connect("inproc://zeromq.zap.01")

            def status(name: str) -> bytes:
                raw = z85.decode(keys[name])
                ask.send_multipart([b"1.0", b"1", SEAT_DOMAIN, b"127.0.0.1", b"", b"CURVE", raw])
                return ask.recv_multipart()[2]

            many = [status("D-01") for _ in range(int(CONNECTIONS_AT_ONCE) + 3)]
            assert many == [b"200"] * int(CONNECTIONS_AT_ONCE) + [b"300"] * 3
            assert status("D-02") == b"200"
            now_s[0] += 1.0
            assert status("D-01") == b"200"
        gate.stop()
    access.close()
