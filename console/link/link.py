"""`Link`: one thread that owns the sockets to a hub, mends itself, and keeps what is read whole and in order.

The public methods may be called from any thread and only put an order into a queue; everything else, and every call of
the sink, happens on the link's thread. Used by `console.session.live` for the console and by `backend_stub.link` for
our programs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

import zmq

from console.domain.base.roles import Stream
from console.domain.decide import AnyCommand
from console.wire import codec
from console.wire import messages as m
from console.wire.ids import new_id

from .config import LinkConfig
from .connection import Connection
from .outbox import DEFAULT_LIFE_MS
from .view import LinkSink, Request, Wants

_log = logging.getLogger(__name__)

JOIN_S = 10.0
MAX_PENDING_FRAMES = 10_000
"""Frames without an answer that wait to be sent; more are dropped, as they are while the hub is away."""


class Link:
    """`start` once, `stop` once; between them it reconnects by itself for ever."""

    def __init__(self, config: LinkConfig, wants: Wants, sink: LinkSink) -> None:
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._connection = Connection(self._context, config, wants, sink)
        self._wake_in = self._context.socket(zmq.PAIR)
        self._wake_in.linger = 0
        self._wake_in.bind("inproc://wake")
        self._wake_lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"link-{config.client}", daemon=True)

    def start(self) -> None:
        """Begin to connect."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and close every socket; answers under way are not waited for. May be called twice."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)
        with self._wake_lock:
            self._wake_in.close(0)
        self._context.term()

    @property
    def stopping(self) -> bool:
        """Whether the end has come."""
        return self._stopping.is_set()

    def now_ms(self) -> int:
        """The hub's time as known here; 0 before it was heard."""
        return self._connection.clock.t_ms(time.monotonic_ns())

    def submit(self, command: AnyCommand, life_ms: int = DEFAULT_LIFE_MS, id_: str = "") -> str:
        """Hand a command over; its answer comes to `on_answer` under the returned id, at the latest when it expires.

        It is sent again with the same id over reconnects, for `life_ms` of real time.
        """
        id_ = id_ or new_id()
        self._put(partial(self._connection.submit, id_, command, life_ms))
        return id_

    def request(self, request: Request) -> str:
        """Ask something that is answered under the request's id; refused with NOT_SIGNED_IN when the link is lost."""
        self._put(partial(self._connection.request, request))
        return request.id

    def send(self, message: m.PutPositions | m.PutPlan | m.PutCameras) -> None:
        """Send what has no answer; dropped while there is no hub. Raises TooLargeError."""
        if self._connection.orders.qsize() < MAX_PENDING_FRAMES:
            self._put(partial(self._connection.send_frame, codec.encode(message)))

    def sign_in(self, user: str, password: str) -> None:
        """Sign in, now and after every reconnect, until `sign_out`."""
        self._put(partial(self._connection.sign_in, m.SignIn(user=user, password=password)))

    def sign_out(self) -> None:
        """Leave the seat; nothing is read until somebody signs in."""
        self._put(self._connection.sign_out)

    def retry_now(self) -> None:
        """Do not wait for the rest of the backoff."""
        self._put(self._connection.retry)

    def resync(self, stream: Stream = Stream.OPS) -> None:
        """Ask for a fresh snapshot: what was folded here is not what the hub has."""
        self._put(partial(self._connection.resync, stream))

    def call(self, work: Callable[[], None]) -> None:
        """Have something done on the link's thread, in order with everything else."""
        self._put(lambda now_ns: work())

    def _put(self, order: Callable[[int], None]) -> None:
        self._connection.orders.put(order)
        self._wake()

    def _wake(self) -> None:
        with self._wake_lock:
            if not self._wake_in.closed:
                try:
                    self._wake_in.send(b"", zmq.NOBLOCK)
                except zmq.Again:
                    pass  # it is awake already

    def _run(self) -> None:
        wake_out = self._context.socket(zmq.PAIR)
        wake_out.linger = 0
        wake_out.connect("inproc://wake")
        connection = self._connection
        try:
            while not self._stopping.is_set():
                try:
                    connection.turn(wake_out, time.monotonic_ns())
                except Exception:  # noqa: BLE001 - see below
                    # A fault of ours, or of the sink, must not end the link: it is logged, and the link made again.
                    _log.exception("the link failed and starts anew")
                    now_ns = time.monotonic_ns()
                    self._whatever_the_sink_does(partial(connection.drop, "fault", now_ns))
        finally:
            self._whatever_the_sink_does(connection.close)
            wake_out.close(0)

    def _whatever_the_sink_does(self, end: Callable[[], None]) -> None:
        try:
            end()
        except Exception:  # noqa: BLE001 - the sockets are closed by now, and that is what matters
            _log.exception("the link's end was not taken note of")
