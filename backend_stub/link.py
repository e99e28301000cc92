"""`HubLink`: the hub's client for our programs (tracker, planner, town, autopilot, benches). PROTOCOL.md is followed.

One thread per link owns its sockets; the public methods may be called from any thread and are safe together. Callbacks
run on the link's thread and must return soon: they may call `send`, `put_*` and `submit_soon`, but nothing that waits.
Reconnects by itself with jittered backoff; events arrive in order, without gaps, each once, across restarts of the hub.
"""

from __future__ import annotations

import logging
import queue
import random
import secrets
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any, Final, cast

import zmq

from backend_stub.link_config import (
    LinkConfig,
    LinkError,
    LinkHooks,
    Planned,
    Telemetry,
    demo_config,
    enroll,
    secure_socket,
)
from backend_stub.link_connection import Connection, drain
from backend_stub.link_follower import Follower
from backend_stub.link_pending import PendingRequests
from console.domain.decide import AnyCommand
from console.domain.picture import FOLD_VERSION, Picture
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import WireError
from console.wire.ids import new_id

__all__ = [
    "Answer",
    "HubLink",
    "LinkConfig",
    "LinkError",
    "LinkHooks",
    "Planned",
    "Telemetry",
    "demo_config",
    "enroll",
    "secure_socket",
]

_log = logging.getLogger(__name__)

COMMAND_TTL_MS: Final = 15_000
PING_S: Final = 2.0
SILENCE_S: Final = 6.0
BACKOFF_S: Final = (0.2, 5.0)
MAX_OUTBOX: Final = 10_000

Answer = m.Accepted | m.Refused


class HubLink:
    """A connection to a hub that mends itself."""

    def __init__(self, config: LinkConfig, hooks: LinkHooks | None = None) -> None:
        self._config = config
        self._hooks = hooks or LinkHooks()
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._outbox: queue.Queue[bytes] = queue.Queue(MAX_OUTBOX)
        self._pending = PendingRequests()
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
        self._follower = Follower(self._hooks.events)
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

    @property
    def picture(self) -> Picture:
        """The folded picture; changes on the link's thread."""
        return self._follower.picture

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
        time_s = ttl_ms / 1000 / (self._rate or 1.0) + 5.0
        return cast("Future[Answer]", self._ask(command_id, message, time_s))

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
        self._pending.add(request_id, frame, future, time_s)
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
            self._pending.expire()
            _log.info("not connected: %s", reason)
            self._stop.wait(wait_s * random.uniform(0.5, 1.5))
            wait_s = min(BACKOFF_S[1], wait_s * 2)
        self._pending.fail_all("the link is stopped")

    def _socket(self, kind: int, port: int) -> zmq.Socket[bytes]:
        socket = secure_socket(self._context, kind, self._config)
        socket.connect(f"tcp://{self._config.host}:{port}")
        return socket

    def _connect(self) -> Connection:
        """Hello, sign-in, subscriptions; raises LinkError."""
        commands = self._socket(zmq.DEALER, self._config.commands_port)
        try:
            hello = m.Hello(
                protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client=self._config.client
            )
            welcome = self._ask_now(commands, hello, m.Welcome)
            self.refused = self._config.complaint(welcome)
            if self.refused:
                raise LinkError(self.refused)
            if self._config.user:
                signing = m.SignIn(user=self._config.user, password=self._config.password)
                self._ask_now(commands, signing, m.SignedIn)
        except BaseException:
            commands.close(0)
            raise
        now_s = time.monotonic()
        connection = Connection(commands, welcome, heard_s=now_s, pinged_s=now_s)
        self._offset_ms = welcome.t_ms - now_s * 1000 * self._rate
        if self.welcome is not None and self.welcome.epoch_ms != welcome.epoch_ms:
            self._follower.forget()  # another journal
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
        self._outbox = queue.Queue(MAX_OUTBOX)
        self._ready.set()
        for frame in self._pending.frames():
            commands.send(frame)
        if self._hooks.connected is not None:
            self._hooks.connected(welcome)
        if connection.catchup is not None:
            self._follower.begin(connection.catchup.send)
            self._follower.heard_of(welcome.seq)
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

    def _disconnect(self, connection: Connection) -> None:
        self._ready.clear()
        for socket in (connection.commands, connection.events, connection.telemetry, connection.catchup):
            if socket is not None:
                socket.close(0)

    def _serve(self, connection: Connection) -> str:
        """Until stopped, or the hub is silent; says why."""
        poller = zmq.Poller()
        poller.register(self._wake_out, zmq.POLLIN)
        for socket in (connection.commands, connection.events, connection.telemetry, connection.catchup):
            if socket is not None:
                poller.register(socket, zmq.POLLIN)
        while not self._stop.is_set():
            ready = dict(poller.poll(250))
            if self._wake_out in ready:
                drain(self._wake_out)
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
                self._pending.expire()
            if now_s - connection.heard_s > SILENCE_S:
                return "the hub is silent"
            if not self._ready.is_set():
                return "the hub has restarted"
        return "stopped"

    def _send_outbox(self, connection: Connection) -> None:
        while True:
            try:
                frame = self._outbox.get_nowait()
            except queue.Empty:
                return
            try:
                connection.commands.send(frame, zmq.NOBLOCK)
            except zmq.Again:
                return

    def _read_answers(self, connection: Connection) -> None:
        for frame in drain(connection.commands):
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
        self._pending.settle(request_id, answer)

    def _read_events(self, connection: Connection) -> None:
        if connection.events is None:
            return
        for _, body in drain(connection.events):
            connection.heard_s = time.monotonic()
            message = codec.decode_hub(body)
            if isinstance(message, m.Heartbeat):
                self._rate = 0.0 if message.paused else message.rate_permille / 1000
                self._offset_ms = message.t_ms - time.monotonic() * 1000 * self._rate
                if message.boot != connection.welcome.boot:
                    self._ready.clear()
                    return
                if self._hooks.heartbeat is not None:
                    self._hooks.heartbeat(message)
                if connection.catchup is not None:
                    self._follower.heard_of(message.seq)
            elif isinstance(message, m.EventBatch) and connection.catchup is not None:
                self._follower.take(message.events)

    def _read_catch_up(self, connection: Connection) -> None:
        if connection.catchup is None:
            return
        for frame in drain(connection.catchup):
            connection.heard_s = time.monotonic()
            self._follower.caught(codec.decode_hub(frame[0]))

    def _read_telemetry(self, socket: zmq.Socket[bytes]) -> None:
        if self._hooks.telemetry is None:
            return
        for _, body in drain(socket):
            self._hooks.telemetry(cast("Telemetry", codec.decode_hub(body)))
