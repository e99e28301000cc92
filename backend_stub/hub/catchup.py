"""Catch-up: snapshots and past events on a thread and socket of its own, so that it never delays a command.

Owned by the service. It folds a picture of its own from the batches the service published, and sends events in chunks,
one per waiting client in turn; a client that does not read is left waiting, not buffered for.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import zmq

from console.domain.base.refusals import Code
from console.domain.evolve import Recorded, evolve
from console.domain.picture import FOLD_VERSION, Picture, encode_picture
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import WireError

from .ports import Store, StoredSnapshot, StoreError

_log = logging.getLogger(__name__)

CHUNK_EVENTS: Final = 250
PART_BYTES: Final = 256 * 1024
MAX_EVENTS: Final = 1_000_000
MAX_JOBS: Final = 256
JOBS_PER_CLIENT: Final = 4
FOLD_AT_ONCE: Final = 64
SNAPSHOT_EVERY: Final = 50_000


@dataclass(slots=True)
class _Job:
    """Frames still to send to one client; `next` is the one that did not fit yet."""

    identity: bytes
    frames: Iterator[bytes]
    next: bytes | None = None
    stuck_since_s: float = 0.0


class CatchUp:
    """The catch-up server."""

    def __init__(self, socket: zmq.Socket[bytes], store: Store, picture: Picture) -> None:
        """Takes over the bound ROUTER socket. `picture` is a private copy at the last published seq."""
        self._socket = socket
        self._store = store
        self._picture = picture
        self._published: queue.SimpleQueue[list[Recorded]] = queue.SimpleQueue()
        self._jobs: deque[_Job] = deque()
        self._stop = threading.Event()
        self._stored_seq = picture.seq
        self._thread = threading.Thread(target=self._run, name="catch-up", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def published(self, recorded: list[Recorded]) -> None:
        """Events that are on disk and out; from the service's thread."""
        self._published.put(recorded)

    def stop(self) -> None:
        """End the thread and its socket."""
        self._stop.set()
        self._thread.join(10.0)

    # -- on the catch-up thread ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                waiting = all(job.next is not None for job in self._jobs)
                if self._socket.poll(20 if waiting else 0):
                    self._receive()
                self._fold()
                self._send_some()
            except Exception:  # noqa: BLE001 - one bad request must not end catch-up for the others
                _log.exception("catch-up stumbled")
        self._socket.close(0)

    def _receive(self) -> None:
        for _ in range(64):
            try:
                frames = self._socket.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            if len(frames) != 2:
                self._refuse(frames[0], "", Code.MALFORMED)
                continue
            identity, body = frames
            try:
                message = codec.decode_client(body)
            except WireError as error:
                self._refuse(identity, error.id, error.code)
                continue
            match message:
                case m.GetSnapshot() | m.GetEvents():
                    self._accept(identity, message)
                case m.Ping():
                    self._send(
                        identity, codec.encode(m.Pong(sent_ns=message.sent_ns, t_ms=self._picture.t_ms))
                    )
                case _:
                    self._refuse(identity, str(getattr(message, "id", "")), Code.WRONG_SOCKET)

    def _accept(self, identity: bytes, message: m.GetSnapshot | m.GetEvents) -> None:
        own = sum(job.identity == identity for job in self._jobs)
        if len(self._jobs) >= MAX_JOBS or own >= JOBS_PER_CLIENT:
            self._refuse(identity, message.id, Code.BUSY)
            return
        if isinstance(message, m.GetSnapshot):
            self._jobs.append(_Job(identity, self._snapshot_frames(message)))
            return
        self._fold()
        if not 1 <= message.first <= message.last or message.last - message.first >= MAX_EVENTS:
            self._refuse(identity, message.id, Code.NO_SUCH_EVENTS)
            return
        self._jobs.append(_Job(identity, self._event_frames(message)))

    def _snapshot_frames(self, message: m.GetSnapshot) -> Iterator[bytes]:
        if message.at_seq < 0:
            self._fold_all()
            stored = StoredSnapshot(self._picture.seq, self._picture.t_ms, encode_picture(self._picture))
        else:
            found = self._store.read_snapshot(FOLD_VERSION, message.at_seq)
            # an empty picture is always true to begin from
            stored = found or StoredSnapshot(0, 0, encode_picture(Picture()))
        parts = max(1, -(-len(stored.body) // PART_BYTES))
        for part in range(parts):
            body = stored.body[part * PART_BYTES : (part + 1) * PART_BYTES]
            yield codec.encode(
                m.SnapshotPart(
                    id=message.id, seq=stored.seq, t_ms=stored.t_ms, part=part, parts=parts, body=body
                )
            )

    def _event_frames(self, message: m.GetEvents) -> Iterator[bytes]:
        last = min(message.last, self._picture.seq)
        events = self._store.read_events(message.first, last)
        chunk = tuple(islice(events, CHUNK_EVENTS))
        while True:
            following = tuple(islice(events, CHUNK_EVENTS))
            yield codec.encode(m.EventsPart(id=message.id, events=chunk, last_part=not following))
            if not following:
                return
            chunk = following

    def _send_some(self) -> None:
        """One frame for each waiting client."""
        for _ in range(len(self._jobs)):
            job = self._jobs.popleft()
            try:
                frame = job.next if job.next is not None else next(job.frames, None)
            except StoreError:
                self._refuse(job.identity, "", Code.STORE_FAILED)
                continue
            if frame is None:
                continue
            now_s = time.monotonic()
            sent = self._send(job.identity, frame)
            if sent is None:
                continue
            if sent:
                job.next, job.stuck_since_s = None, 0.0
            else:
                job.next, job.stuck_since_s = frame, job.stuck_since_s or now_s
                if now_s - job.stuck_since_s > 30.0:
                    _log.warning("a client does not read its catch-up: given up")
                    continue
            self._jobs.append(job)

    def _send(self, identity: bytes, frame: bytes) -> bool | None:
        """True = sent, False = its queue is full, None = it is gone."""
        try:
            self._socket.send_multipart([identity, frame], zmq.NOBLOCK)
        except zmq.Again:
            return False
        except zmq.ZMQError as error:
            if error.errno == zmq.EHOSTUNREACH:
                return None
            raise
        return True

    def _refuse(self, identity: bytes, message_id: str, code: Code) -> None:
        self._send(identity, codec.encode(m.Refused(id=message_id, code=code)))

    def _fold(self) -> None:
        """Some of what was published, in small bites: the interpreter is shared with the deciding thread."""
        for _ in range(FOLD_AT_ONCE):
            if not self._fold_one():
                break
        if self._picture.seq - self._stored_seq >= SNAPSHOT_EVERY:
            self._stored_seq = self._picture.seq
            body = encode_picture(self._picture)
            try:
                self._store.write_snapshot(
                    FOLD_VERSION, StoredSnapshot(self._picture.seq, self._picture.t_ms, body)
                )
            except StoreError as error:
                _log.warning("no snapshot stored: %s", error)

    def _fold_all(self) -> None:
        while self._fold_one():
            pass

    def _fold_one(self) -> bool:
        try:
            batch = self._published.get_nowait()
        except queue.Empty:
            return False
        for recorded in batch:
            evolve(self._picture, recorded)
        return True
