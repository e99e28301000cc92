"""A hub with real sockets in this process, on a thread of its own, and clients that speak the protocol by hand."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import zmq

from backend_stub.hub.cameras import CameraAddresses
from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.opened import begin_journal, open_hub
from backend_stub.hub.publisher import MAX_READERS
from backend_stub.hub.service import HubService
from backend_stub.hub.sessions import Sessions
from backend_stub.hub.store.sql_store import SqlStore
from backend_stub.hub.town_files import TownFiles
from console.domain.base.roles import Role, WorldKind
from console.domain.decide import AnyCommand
from console.domain.picture import FOLD_VERSION
from console.domain.runs.commands import OpenRun
from console.link.config import LinkConfig
from console.link.sockets import secure_socket
from console.wire import codec
from console.wire import messages as m

from .scene import CAMERA, FIRE, UNIT

PASSWORD = "correct horse"
PERSONS = {
    "li": Role.OPERATOR,
    "wang": Role.DUTY_LEADER,
    "zhao": Role.AUDITOR,
    "chen": Role.ADMIN,
    "zhou": Role.TRAINER,
    "sun": Role.EVALUATOR,
}
PROGRAMS = {
    "TOWN": (Role.FIELD, Role.GATEWAY),
    "BESIDE": (Role.TRACKER, Role.PLANNER),
    "GATE": (Role.GATEWAY,),
}
_numbers = itertools.count(1)


def is_in_a_file(directory: Path, secret: bytes) -> bool:
    """Whether any file of a hub's directory holds these bytes; one that is gone by the time it is read holds none."""

    def held(path: Path) -> bool:
        try:
            return secret in path.read_bytes()
        except FileNotFoundError:
            return False

    return any(held(path) for path in directory.iterdir())


def eventually(holds: Callable[[], bool], timeout_s: float = 30.0) -> None:
    """Wait for a condition; AssertionError when it does not come."""
    deadline_s = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline_s, "it did not happen in time"
        time.sleep(0.005)


class Client:
    """One seat's sockets. Every method is called on the test's thread."""

    def __init__(self, config: LinkConfig, ports: dict[str, int]) -> None:
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._config = config
        self._ports = ports
        self._sockets: list[zmq.Socket[bytes]] = []
        self.commands = self.socket("commands")
        self.t_ms = 0
        self.opened: m.StreamsOpened | None = None
        """What the hub last said may be read."""

    def socket(self, name: str, identity: bytes = b"", *, small: bool = False) -> zmq.Socket[bytes]:
        """A connected DEALER with this seat's keys; closed with the client. `small`: what is not read stays outside."""
        socket = secure_socket(self._context, self._config)
        self._sockets.append(socket)
        if identity:
            socket.setsockopt(zmq.IDENTITY, identity)
        if small:
            socket.rcvhwm = 1
            socket.setsockopt(zmq.RCVBUF, 4096)
        socket.connect(f"tcp://127.0.0.1:{self._ports[name]}")
        return socket

    def send(self, *frames: bytes) -> None:
        """Raw frames."""
        self.commands.send_multipart(list(frames))

    def receive(
        self, socket: zmq.Socket[bytes] | None = None, timeout_ms: int = 10_000
    ) -> m.HubMessage | None:
        """The next message, None when there is none in time."""
        socket = socket or self.commands
        return codec.decode_hub(socket.recv_multipart()[-1]) if socket.poll(timeout_ms) else None

    def ask(self, message: m.ClientMessage, socket: zmq.Socket[bytes] | None = None) -> m.HubMessage | None:
        """Send and wait."""
        (socket or self.commands).send(codec.encode(message))
        return self.receive(socket)

    def hello(self) -> m.Welcome:
        """Begin."""
        welcome = self.ask(m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client="test"))
        assert isinstance(welcome, m.Welcome), welcome
        self.t_ms = welcome.t_ms
        return welcome

    def sign_in(self, user: str) -> Client:
        """Begin, and sign in."""
        self.hello()
        self.sign_in_here(user)
        return self

    def sign_in_here(self, user: str) -> m.SignedIn:
        """Sign in on the connection as it is, whoever sits there."""
        signed = self.ask(m.SignIn(user=user, password=PASSWORD))
        assert isinstance(signed, m.SignedIn), signed
        return signed

    def open_streams(self) -> m.StreamsOpened:
        """A fresh ticket for whatever this session may read."""
        opened = self.ask(m.OpenStreams(id=f"open-{next(_numbers)}"))
        assert isinstance(opened, m.StreamsOpened), opened
        self.opened = opened
        return opened

    @property
    def ticket(self) -> str:
        """The ticket of `open_streams`, which is called where nobody did."""
        return (self.opened or self.open_streams()).ticket

    def join(
        self, name: str = "ops", topics: tuple[str, ...] = (), *, small: bool = False
    ) -> zmq.Socket[bytes]:
        """A socket on which everything new of a stream, or of the telemetry, is heard from now on."""
        socket = self.socket(name, small=small)
        joined = self.ask(m.Join(ticket=self.ticket, topics=topics), socket)
        assert isinstance(joined, m.Joined), joined
        return socket

    def beat(self, socket: zmq.Socket[bytes]) -> m.Heartbeat:
        """The next heartbeat of a stream that was joined; events before it are passed over."""
        while not isinstance(message := self.receive(socket), m.Heartbeat):
            assert message is not None, "no heartbeat came"
        return message

    def submit(self, command: AnyCommand, command_id: str = "", ttl_ms: int = 60_000) -> m.HubMessage | None:
        """Ask for a command."""
        return self.ask(self.frame(command, command_id, ttl_ms))

    def frame(self, command: AnyCommand, command_id: str = "", ttl_ms: int = 60_000) -> m.Submit:
        """A submit with an id that is never the same."""
        command_id = command_id or f"{next(_numbers):032x}"
        return m.Submit(id=command_id, not_after_ms=self.t_ms + ttl_ms, based_on=0, command=command)

    def close(self) -> None:
        """Close all sockets."""
        for socket in self._sockets:
            socket.close(0)
        self._context.term()


class House:
    """A running hub. Use as a context manager; `restart` is a clean stop and start on the same journal."""

    def __init__(
        self,
        directory: Path,
        *,
        kind: WorldKind = WorldKind.DEMO,
        run: OpenRun | None = None,
        units: bool = False,
        sessions: Callable[[], Sessions] = Sessions,
        open_store: Callable[[Path], SqlStore] = SqlStore.open,
        town: Path | None = None,
        most_readers: int = MAX_READERS,
    ) -> None:
        self.directory = directory
        self.kind = kind
        self._run_command = run
        self._registry = (FIRE, CAMERA, UNIT) if units else (FIRE, CAMERA)
        self._sessions = sessions
        self._open_store = open_store
        self._town = town
        self._most_readers = most_readers
        self.keys = load_or_make_keys(directory)
        self.configs: dict[str, LinkConfig] = {}
        self._clients: list[Client] = []
        self.start()

    def start(self) -> None:
        """Open the journal, and run on it."""
        self.opened = open_hub(self.directory, self.keys, open_store=self._open_store)
        begin_journal(self.opened, self.kind, "songting", self._registry)
        if self._run_command is not None and not self.opened.hub.picture.runs:
            assert self.opened.hub.system(self._run_command) is None
            self.opened.hub.flush()
        self.cameras = CameraAddresses()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="hub-main")
        self._thread.start()
        assert ready.wait(20)

    def _run(self, ready: threading.Event) -> None:
        self.service = HubService(
            self.opened,
            cameras=self.cameras,
            sessions=self._sessions(),
            town=None if self._town is None else TownFiles(self._town),
            most_readers=self._most_readers,
        )
        ready.set()
        try:
            self.service.run()
        finally:
            self.service.close()

    def seat(self, name: str, roles: tuple[Role, ...] = (), *, autopilot: bool = False) -> LinkConfig:
        """An enrolled seat."""
        if name not in self.configs:
            public, secret = (key.decode() for key in zmq.curve_keypair())
            self.opened.access.put_seat(name, public, roles, autopilot=autopilot)
            self.configs[name] = LinkConfig(
                "127.0.0.1",
                self.service.ports["commands"],
                self.keys.curve_public,
                public,
                secret,
                client="test",
            )
        return self.configs[name]

    def client(self, name: str = "D-01", roles: tuple[Role, ...] = ()) -> Client:
        """A client at an enrolled seat."""
        return self.connect(self.seat(name, roles or PROGRAMS.get(name, ())))

    def connect(self, config: LinkConfig) -> Client:
        """A client with these keys."""
        client = Client(config, self.service.ports)
        self._clients.append(client)
        return client

    def person(self, user: str, seat: str = "") -> Client:
        """A client with somebody signed in, at a seat of that name or another one."""
        self.account(user)
        return self.client(seat or f"D-{user}").sign_in(user)

    def account(self, user: str) -> None:
        """Somebody who may sign in."""
        if self.opened.access.account(user) is None:
            self.opened.access.add_user(user, user.title(), PERSONS[user], PASSWORD)

    def program(self, name: str) -> Client:
        """A client of a program that said hello."""
        client = self.client(name)
        client.hello()
        return client

    def service_town(self) -> TownFiles:
        """The town whose files are served."""
        assert self._town is not None
        return TownFiles(self._town)

    def stop(self) -> None:
        """End the hub cleanly."""
        self.service.stop()
        self._thread.join(30)
        self.opened.access.close()
        self.opened.store.close()

    def restart(self) -> None:
        """Stop and start."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, clients first."""
        for client in self._clients:
            client.close()
        self.stop()
