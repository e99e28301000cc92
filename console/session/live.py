"""The live source: one thread that owns the sockets to a hub and keeps a seat's events whole.

Threads: the public methods may be called from any thread and only put a request into a queue; everything else, and
every call of the sink, happens on the session thread. Used by `console.app` through `SessionBridge`.
"""

from __future__ import annotations

import logging
import queue
import threading
import time

import zmq

from console.domain.decide import AnyCommand
from console.wire.ids import new_id
from console.wire.messages import GetEvents, LookEntry, OpenCamera, OpenReport, SignIn, SignOut

from .config import LinkConfig
from .connection import RESYNC, Connection, Mailbox, Request
from .port import SessionSink

_log = logging.getLogger(__name__)

JOIN_S = 5.0


class LiveSession:
    """`start` once, `stop` once; between them the session reconnects by itself for ever."""

    def __init__(self, config: LinkConfig, sink: SessionSink) -> None:
        self._config = config
        self._sink = sink
        self._requests: Mailbox = queue.SimpleQueue()
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._wake_in = self._context.socket(zmq.PAIR)
        self._wake_port = self._wake_in.bind_to_random_port("tcp://127.0.0.1")
        self._wake_lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="session", daemon=True)

    def start(self) -> None:
        """Begin to connect."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and close every socket; answers still under way are not waited for."""
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)
        with self._wake_lock:
            self._wake_in.close(0)
        self._context.term()

    def submit(self, command: AnyCommand) -> str:
        """Hand a command to the hub; its answer comes to `sink.on_answer` under the returned id."""
        id_ = new_id()
        self._put((id_, command))
        return id_

    def open_report(self, call_id: str, purpose: str) -> str:
        """Ask for the clear text of a report; the reply carries the returned id."""
        id_ = new_id()
        self._put(OpenReport(id=id_, call_id=call_id, purpose=purpose))
        return id_

    def open_camera(self, camera_id: str, incident_id: str, purpose: str) -> str:
        """Ask for a camera's stream address; the reply carries the returned id."""
        id_ = new_id()
        self._put(OpenCamera(id=id_, camera_id=camera_id, incident_id=incident_id, purpose=purpose))
        return id_

    def get_events(self, first: int, last: int) -> str:
        """Ask for past events; the parts carry the returned id. A link that drops forgets the request."""
        id_ = new_id()
        self._put(GetEvents(id=id_, first=first, last=last))
        return id_

    def look(self, entry: LookEntry) -> None:
        """Note a look for the audit chain; spooled while the hub is away."""
        self._put(entry)

    def sign_in(self, user: str, password: str) -> None:
        """Sign in, now and after every reconnect, until `sign_out`."""
        self._put(SignIn(user=user, password=password))

    def sign_out(self) -> None:
        """Leave the seat; events stop until somebody signs in."""
        self._put(SignOut())

    def retry_now(self) -> None:
        """Do not wait for the rest of the backoff."""
        self._put(None)

    def resync(self) -> None:
        """Ask for a fresh snapshot: what was folded here is not what the hub has."""
        self._put(RESYNC)

    def _put(self, request: Request) -> None:
        self._requests.put(request)
        self._wake()

    def _wake(self) -> None:
        with self._wake_lock:
            if not self._wake_in.closed:
                try:
                    self._wake_in.send(b"", zmq.NOBLOCK)
                except zmq.Again:
                    _log.debug("the session thread is awake already")

    def _run(self) -> None:
        wake_out = self._context.socket(zmq.PAIR)
        wake_out.linger = 0
        wake_out.connect(f"tcp://127.0.0.1:{self._wake_port}")
        connection = Connection(self._context, self._config, self._sink, self._requests)
        try:
            while not self._stopping.is_set():
                try:
                    connection.turn(wake_out, time.monotonic_ns())
                except Exception:  # noqa: BLE001 - see below
                    # A fault of ours must not end the seat's session: it is logged, and the link made anew.
                    _log.exception("the session failed and starts anew")
                    connection.drop("fault", time.monotonic_ns())
        finally:
            connection.close()
            wake_out.close(0)
