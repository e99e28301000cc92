"""`HubLink`: the hub's client for our programs (tracker, planner, town, autopilot, benches). PROTOCOL.md is followed.

One thread per link owns its sockets; the public methods may be called from any thread and are safe together. Callbacks
run on the link's thread and must return soon: they may call `send`, `put_*` and `submit_soon`, but nothing that waits.
Reconnects by itself with jittered backoff; events arrive in order, without gaps, each once, across restarts of the hub.
"""

from __future__ import annotations

import json
import logging
import queue
import random
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

import zmq

from backend_stub.hub.enrolment import read_code
from console.domain import snapshot
from console.domain.commands import AnyCommand
from console.domain.events import Recorded
from console.domain.evolve import FOLD_VERSION, evolve
from console.domain.picture import Picture
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import WireError
from console.wire.ids import new_id

_log = logging.getLogger(__name__)

COMMAND_TTL_MS: Final = 15_000
PING_S: Final = 2.0
SILENCE_S: Final = 6.0
BACKOFF_S: Final = (0.2, 5.0)
MAX_OUTBOX: Final = 10_000
MAX_WAITING_EVENTS: Final = 50_000

Answer = m.Accepted | m.Refused
Planned = m.EtaTable | m.Rings | m.Routes | m.Recommendation | m.Cover
Telemetry = m.Positions | Planned


class LinkError(Exception):
    """The hub is not there, or did not answer in time, or refused the connection."""


@dataclass(frozen=True, slots=True)
class LinkConfig:
    """Where the hub is and who we are. Keys in Z85. `user` only for seats where persons sign in."""

    commands_port: int
    server_key: str
    public_key: str
    secret_key: str
    host: str = "127.0.0.1"
    client: str = "program"
    user: str = ""
    password: str = ""


def demo_config(path: Path, client: str, *, user: int = 0) -> LinkConfig:
    """The config of `client` (beside, town, autopilot, console …) out of a demo-access.json.

    `user` picks who signs in where the client has users. Raises OSError, ValueError, KeyError or IndexError.
    """
    access = json.loads(path.read_text(encoding="utf-8"))
    mine = access["clients"][client]
    person = mine["users"][user] if mine["users"] else {"user": "", "password": ""}
    return LinkConfig(
        commands_port=int(access["commands"]),
        server_key=str(access["server_key"]),
        public_key=str(mine["public_key"]),
        secret_key=str(mine["secret_key"]),
        host=str(access["host"]),
        client=client,
        user=str(person["user"]),
        password=str(person["password"]),
    )


@dataclass(slots=True)
class LinkHooks:
    """What to call, on the link's thread. Leave out what is not wanted: without `events` nothing is followed."""

    events: Callable[[Picture, list[Recorded]], None] | None = None
    """The folded picture and the events just folded into it; an empty list after a snapshot. Read it only here."""
    telemetry: Callable[[Telemetry], None] | None = None
    connected: Callable[[m.Welcome], None] | None = None
    """Hello (and sign-in) went well; after each reconnect again, before the first events."""
    lost: Callable[[str], None] | None = None
    heartbeat: Callable[[m.Heartbeat], None] | None = None
    topics: tuple[str, ...] = ("pos", "eta", "rings", "routes", "advice", "cover")
    """Telemetry topics to subscribe to."""


@dataclass(slots=True)
class _Pending:
    """A frame that wants an answer; sent again with the same id after a reconnect, until its time is over."""

    frame: bytes
    future: Future[m.HubMessage]
    not_after_s: float


@dataclass(slots=True)
class _Connection:
    """Sockets of one connection."""

    commands: zmq.Socket[bytes]
    welcome: m.Welcome
    events: zmq.Socket[bytes] | None = None
    telemetry: zmq.Socket[bytes] | None = None
    catchup: zmq.Socket[bytes] | None = None
    heard_s: float = 0.0
    pinged_s: float = 0.0
    catching_up: bool = False
    parts: list[bytes] = field(default_factory=list)
    waiting: list[Recorded] = field(default_factory=list)


class HubLink:
    """A connection to a hub that mends itself."""

    def __init__(self, config: LinkConfig, hooks: LinkHooks | None = None) -> None:
        self._config = config
        self._hooks = hooks or LinkHooks()
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._outbox: queue.Queue[bytes] = queue.Queue(MAX_OUTBOX)
        self._pending: dict[str, _Pending] = {}
        self._pending_lock = threading.Lock()
        self._stop = threading.Event()
        self._ready = threading.Event()
        self._offset_ms = 0.0
        self._rate = 1.0
        self._wake_name = f"inproc://wake-{secrets.token_hex(4)}"
        self._wake_out = self._context.socket(zmq.PULL)
        self._wake_out.bind(self._wake_name)
        self._wake_in = self._context.socket(zmq.PUSH)
        self._wake_in.linger = 0
        self._wake_in.connect(self._wake_name)
        self._wake_lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=f"link-{config.client}", daemon=True)
        self.picture = Picture()
        self.welcome: m.Welcome | None = None
        self.refused = ""
        """Why the hub does not let us in (a refusal's code), else ""."""

    # -- any thread ----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to connect."""
        self._thread.start()

    def stop(self) -> None:
        """Close; waiting submits fail with LinkError."""
        self._stop.set()
        self._wake()
        if self._thread.ident is not None:
            self._thread.join(10.0)
        self._wake_in.close(0)
        self._wake_out.close(0)
        self._context.term()

    def wait_connected(self, timeout_s: float = 10.0) -> m.Welcome:
        """The hub's Welcome once we are in; raises LinkError."""
        if not self._ready.wait(timeout_s) or self.welcome is None:
            raise LinkError(f"not connected: {self.refused or 'the hub does not answer'}")
        return self.welcome

    @property
    def connected(self) -> bool:
        """Whether we are in just now."""
        return self._ready.is_set()

    def now_ms(self) -> int:
        """The hub's time as known here."""
        return round(self._offset_ms + time.monotonic() * 1000 * self._rate)

    def submit(self, command: AnyCommand, *, ttl_ms: int = COMMAND_TTL_MS, timeout_s: float = 20.0) -> Answer:
        """Ask for a command and wait for its answer. Not on the link's thread.

        Sent again with the same id over reconnects, until `ttl_ms` of hub time are over. Raises LinkError when no
        answer came: the command may or may not have been done.
        """
        future = self.submit_soon(command, ttl_ms=ttl_ms)
        try:
            return future.result(timeout_s)
        except TimeoutError:
            raise LinkError("no answer") from None

    def submit_soon(self, command: AnyCommand, *, ttl_ms: int = COMMAND_TTL_MS) -> Future[Answer]:
        """As `submit`, without waiting. Any thread, callbacks too; the future's callbacks run on the link's thread."""
        command_id = new_id()
        message = m.Submit(
            id=command_id, not_after_ms=self.now_ms() + ttl_ms, based_on=self.picture.seq, command=command
        )
        future = self._ask(command_id, message, ttl_ms / 1000 / max(self._rate, 0.001) + 5.0)
        return cast("Future[Answer]", future)

    def request(
        self, message: m.OpenReport | m.OpenCamera | m.LogLooks, timeout_s: float = 10.0
    ) -> m.HubMessage:
        """Send a request that has an id, and wait for its answer; raises LinkError. Not on the link's thread."""
        try:
            return self._ask(message.id, message, timeout_s).result(timeout_s)
        except TimeoutError:
            raise LinkError("no answer") from None

    def put_positions(self, batch: m.Positions) -> None:
        """Tell positions (seat with role FIELD); dropped while there is no hub."""
        self.send(m.PutPositions(batch=batch))

    def put_plan(self, plan: Planned) -> None:
        """Publish a plan (seat with role PLANNER); dropped while there is no hub."""
        self.send(m.PutPlan(plan=plan))

    def put_cameras(self, addresses: Sequence[m.CameraAddress]) -> None:
        """Tell where cameras are (seat with role GATEWAY); best in the `connected` hook."""
        self.send(m.PutCameras(addresses=tuple(addresses)))

    def send(self, message: m.PutPositions | m.PutPlan | m.PutCameras) -> None:
        """Send what has no answer; dropped while there is no hub or the outbox is full."""
        if not self._ready.is_set():
            return
        try:
            self._outbox.put_nowait(codec.encode(message))
        except queue.Full:
            _log.warning("the outbox is full: dropped %s", type(message).__name__)
            return
        self._wake()

    def _ask(self, request_id: str, message: m.ClientMessage, time_s: float) -> Future[m.HubMessage]:
        future: Future[m.HubMessage] = Future()
        frame = codec.encode(message)
        if self._stop.is_set():
            future.set_exception(LinkError("the link is stopped"))
            return future
        with self._pending_lock:
            self._pending[request_id] = _Pending(frame, future, time.monotonic() + time_s)
        if self._ready.is_set():
            try:
                self._outbox.put_nowait(frame)
            except queue.Full:
                pass  # it goes out with the next reconnect, or times out
            self._wake()
        return future

    def _wake(self) -> None:
        with self._wake_lock:
            try:
                self._wake_in.send(b"", zmq.NOBLOCK)
            except zmq.ZMQError:
                pass  # there are enough wake-ups waiting

    # -- the link's thread ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        wait_s = BACKOFF_S[0]
        while not self._stop.is_set():
            reason = "stopped"
            try:
                connection = self._connect()
                wait_s = BACKOFF_S[0]
                try:
                    reason = self._serve(connection)
                finally:
                    self._disconnect(connection)
            except LinkError as error:
                reason = str(error)
            except Exception as error:  # noqa: BLE001 - a callback's bug must not end the link
                _log.exception("the link stumbled")
                reason = repr(error)
            if self._hooks.lost is not None and not self._stop.is_set():
                self._hooks.lost(reason)
            self._expire()
            _log.info("not connected: %s", reason)
            self._stop.wait(wait_s * random.uniform(0.5, 1.5))
            wait_s = min(BACKOFF_S[1], wait_s * 2)
        with self._pending_lock:
            left = list(self._pending.values())
            self._pending.clear()
        for pending in left:
            pending.future.set_exception(LinkError("the link is stopped"))

    def _socket(self, kind: int, port: int) -> zmq.Socket[bytes]:
        socket = secure_socket(self._context, kind, self._config)
        socket.connect(f"tcp://{self._config.host}:{port}")
        return socket

    def _connect(self) -> _Connection:
        """Hello, sign-in, subscriptions; raises LinkError."""
        commands = self._socket(zmq.DEALER, self._config.commands_port)
        try:
            hello = m.Hello(
                protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client=self._config.client
            )
            welcome = self._ask_now(commands, hello, m.Welcome)
            if self._config.user:
                signing = m.SignIn(user=self._config.user, password=self._config.password)
                self._ask_now(commands, signing, m.SignedIn)
        except BaseException:
            commands.close(0)
            raise
        now_s = time.monotonic()
        connection = _Connection(commands, welcome, heard_s=now_s, pinged_s=now_s)
        self._offset_ms = welcome.t_ms - now_s * 1000 * self._rate
        if self.welcome is not None and self.welcome.epoch_ms != welcome.epoch_ms:
            self.picture = Picture()  # another journal
        if self._hooks.events is not None or self._hooks.heartbeat is not None:
            if not welcome.same_fold:
                commands.close(0)
                raise LinkError("this program's fold differs from the hub's: update it")
            connection.events = self._socket(zmq.SUB, welcome.events_port)
            connection.events.subscribe(b"ops")
            connection.events.subscribe(b"beat")
        if self._hooks.events is not None:
            connection.catchup = self._socket(zmq.DEALER, welcome.catchup_port)
        if self._hooks.telemetry is not None:
            connection.telemetry = self._socket(zmq.SUB, welcome.telemetry_port)
            for topic in self._hooks.topics:
                connection.telemetry.subscribe(topic.encode())
        self.welcome, self.refused = welcome, ""
        self._empty_outbox()
        with self._pending_lock:
            again = [pending.frame for pending in self._pending.values()]
        self._ready.set()
        for frame in again:
            commands.send(frame)
        if self._hooks.connected is not None:
            self._hooks.connected(welcome)
        if connection.catchup is not None:
            self._ask_catch_up(connection, welcome.seq)
        return connection

    def _ask_now(self, socket: zmq.Socket[bytes], message: m.ClientMessage, wanted: type[m.Message]) -> Any:
        socket.send(codec.encode(message))
        deadline_s = time.monotonic() + 5.0
        while not self._stop.is_set() and time.monotonic() < deadline_s:
            if not socket.poll(100):
                continue
            answer = codec.decode_hub(socket.recv())
            if isinstance(answer, wanted):
                return answer
            if isinstance(answer, m.Refused):
                self.refused = answer.code
                raise LinkError(f"refused: {answer.code} {answer.fields}")
        raise LinkError("the hub does not answer")

    def _disconnect(self, connection: _Connection) -> None:
        self._ready.clear()
        for socket in (connection.commands, connection.events, connection.telemetry, connection.catchup):
            if socket is not None:
                socket.close(0)

    def _empty_outbox(self) -> None:
        while True:
            try:
                self._outbox.get_nowait()
            except queue.Empty:
                return

    def _serve(self, connection: _Connection) -> str:
        """Until stopped, or the hub is silent; says why."""
        poller = zmq.Poller()
        poller.register(self._wake_out, zmq.POLLIN)
        for socket in (connection.commands, connection.events, connection.telemetry, connection.catchup):
            if socket is not None:
                poller.register(socket, zmq.POLLIN)
        while not self._stop.is_set():
            ready = dict(poller.poll(250))
            if self._wake_out in ready:
                _drain(self._wake_out)
            self._send_outbox(connection)
            if connection.commands in ready:
                self._read_answers(connection)
            if connection.events is not None and connection.events in ready:
                self._read_events(connection)
            if connection.catchup is not None and connection.catchup in ready:
                self._read_catch_up(connection)
            if connection.telemetry is not None and connection.telemetry in ready:
                self._read_telemetry(connection.telemetry)
            now_s = time.monotonic()
            if now_s - connection.pinged_s >= PING_S:
                connection.pinged_s = now_s
                connection.commands.send(codec.encode(m.Ping(sent_ns=time.monotonic_ns())))
                self._expire()
            if now_s - connection.heard_s > SILENCE_S:
                return "the hub is silent"
            if not self._ready.is_set():
                return "the hub has restarted"
        return "stopped"

    def _send_outbox(self, connection: _Connection) -> None:
        while True:
            try:
                frame = self._outbox.get_nowait()
            except queue.Empty:
                return
            try:
                connection.commands.send(frame, zmq.NOBLOCK)
            except zmq.Again:
                return

    def _read_answers(self, connection: _Connection) -> None:
        for frame in _drain(connection.commands):
            connection.heard_s = time.monotonic()
            try:
                answer = codec.decode_hub(frame[0])
            except WireError as error:
                _log.error("the hub sent what we cannot read: %s", error)
                continue
            match answer:
                case m.Pong():
                    rtt_ms = (time.monotonic_ns() - answer.sent_ns) / 1e6
                    self._offset_ms = answer.t_ms + rtt_ms / 2 - time.monotonic() * 1000 * self._rate
                case m.Refused(id="", code="hello_first") | m.SignedOut():
                    self._ready.clear()  # the hub restarted behind the same address: begin anew
                case m.Refused(id=""):
                    _log.warning("refused: %s %s", answer.code, answer.fields)
                case _:
                    self._settle(answer)

    def _settle(self, answer: m.HubMessage) -> None:
        request_id = str(getattr(answer, "id", ""))
        if isinstance(answer, m.Refused) and answer.code == "hello_first":
            self._ready.clear()  # it will be sent again after Hello
            return
        with self._pending_lock:
            pending = self._pending.pop(request_id, None)
        if pending is not None:
            pending.future.set_result(answer)

    def _expire(self) -> None:
        now_s = time.monotonic()
        with self._pending_lock:
            late = [key for key, pending in self._pending.items() if pending.not_after_s < now_s]
            futures = [self._pending.pop(key).future for key in late]
        for future in futures:
            future.set_exception(LinkError("no answer in time"))

    # -- events --------------------------------------------------------------------------------------------------------

    def _read_events(self, connection: _Connection) -> None:
        if connection.events is None:
            return
        for _, body in _drain(connection.events):
            connection.heard_s = time.monotonic()
            message = codec.decode_hub(body)
            if isinstance(message, m.Heartbeat):
                self._rate = message.rate_permille / 1000
                self._offset_ms = message.t_ms - time.monotonic() * 1000 * self._rate
                if message.boot != connection.welcome.boot:
                    self._ready.clear()
                    return
                if self._hooks.heartbeat is not None:
                    self._hooks.heartbeat(message)
                if self._hooks.events is not None and message.seq > self.picture.seq:
                    self._ask_catch_up(connection, message.seq)
            elif isinstance(message, m.EventBatch) and self._hooks.events is not None:
                self._take(connection, message.events)

    def _take(self, connection: _Connection, events: Sequence[Recorded]) -> None:
        """Fold what follows; keep for later what is behind a gap, and ask for the gap."""
        if connection.catching_up:
            if len(connection.waiting) < MAX_WAITING_EVENTS:
                connection.waiting += events
            return
        new = [recorded for recorded in events if recorded.seq > self.picture.seq]
        if not new:
            return
        if new[0].seq != self.picture.seq + 1:
            connection.waiting += new
            self._ask_catch_up(connection, new[0].seq - 1)
            return
        self._fold(new)

    def _fold(self, events: list[Recorded]) -> None:
        for recorded in events:
            evolve(self.picture, recorded)
        if self._hooks.events is not None:
            self._hooks.events(self.picture, events)

    def _ask_catch_up(self, connection: _Connection, last: int) -> None:
        if connection.catchup is None or connection.catching_up or last <= self.picture.seq:
            return
        connection.catching_up = True
        connection.parts = []
        far = last - self.picture.seq > 20_000
        message: m.GetSnapshot | m.GetEvents
        if self.picture.seq == 0 or far:
            message = m.GetSnapshot(id=secrets.token_hex(8))
        else:
            message = m.GetEvents(id=secrets.token_hex(8), first=self.picture.seq + 1, last=last)
        connection.catchup.send(codec.encode(message))

    def _read_catch_up(self, connection: _Connection) -> None:
        if connection.catchup is None:
            return
        for frame in _drain(connection.catchup):
            connection.heard_s = time.monotonic()
            match codec.decode_hub(frame[0]):
                case m.SnapshotPart() as part:
                    connection.parts.append(part.body)
                    if len(connection.parts) == part.parts:
                        self.picture = snapshot.decode(b"".join(connection.parts))
                        if self._hooks.events is not None:
                            self._hooks.events(self.picture, [])
                        self._caught_up(connection)
                case m.EventsPart() as chunk:
                    new = [recorded for recorded in chunk.events if recorded.seq > self.picture.seq]
                    if new:
                        self._fold(new)
                    if chunk.last_part:
                        self._caught_up(connection)
                case m.Refused() as refused:
                    _log.warning("catch-up refused: %s", refused.code)
                    connection.catching_up = False  # the next heartbeat asks again

    def _caught_up(self, connection: _Connection) -> None:
        connection.catching_up = False
        waiting, connection.waiting = connection.waiting, []
        self._take(connection, waiting)

    def _read_telemetry(self, socket: zmq.Socket[bytes]) -> None:
        if self._hooks.telemetry is None:
            return
        for _, body in _drain(socket):
            self._hooks.telemetry(cast("Telemetry", codec.decode_hub(body)))


def _drain(socket: zmq.Socket[bytes], most: int = 500) -> list[list[bytes]]:
    frames: list[list[bytes]] = []
    try:
        while len(frames) < most:
            frames.append(socket.recv_multipart(zmq.NOBLOCK))
    except zmq.Again:
        pass
    return frames


def secure_socket(
    context: zmq.Context[zmq.Socket[bytes]], kind: int, config: LinkConfig
) -> zmq.Socket[bytes]:
    """A client socket with our CURVE keys and the pinned server key, not connected yet."""
    socket = context.socket(kind)
    socket.linger = 0
    socket.curve_serverkey = config.server_key.encode()
    socket.curve_publickey = config.public_key.encode()
    socket.curve_secretkey = config.secret_key.encode()
    socket.setsockopt(zmq.MAXMSGSIZE, codec.MAX_HUB_FRAME)
    socket.setsockopt(zmq.RECONNECT_IVL, 100)
    socket.setsockopt(zmq.RECONNECT_IVL_MAX, 2_000)
    return socket


def enroll(
    host: str, port: int, code: str, *, client: str = "program", timeout_s: float = 10.0
) -> LinkConfig:
    """Redeem a one-time code at the hub's enrolment port: makes a key pair and has it enrolled.

    The server key comes out of the code, so nobody in between can pose as the hub. Keep the result private: it is the
    seat. Raises LinkError when refused or not answered, BadCodeError when the code is mistyped.
    """
    found = read_code(code)
    public, secret = (key.decode() for key in zmq.curve_keypair())
    config = LinkConfig(0, found.server_key, public, secret, host=host, client=client)
    context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
    socket = secure_socket(context, zmq.DEALER, config)
    try:
        socket.connect(f"tcp://{host}:{port}")
        socket.send(codec.encode(m.Enroll(secret=found.secret, client=client)))
        if not socket.poll(int(timeout_s * 1000)):
            raise LinkError("the hub does not answer: is this its enrolment port?")
        answer = codec.decode_hub(socket.recv())
    finally:
        socket.close(0)
        context.term()
    if not isinstance(answer, m.Enrolled):
        raise LinkError(f"refused: {getattr(answer, 'code', type(answer).__name__)}")
    return LinkConfig(answer.commands_port, found.server_key, public, secret, host=host, client=client)
