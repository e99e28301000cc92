"""Catch-up: snapshots, past events and the town's files, on a thread and socket of its own: it delays no command.

Owned by the service. It folds pictures of its own from what the service published (`keeper`), and sends in parts, one
per waiting client in turn; a client that does not read is left waiting, not buffered for. Each request shows a ticket,
and each part is sent only while that ticket is good.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

import zmq

from console.domain.base.refusals import Code
from console.domain.base.roles import Stream
from console.domain.evolve import Recorded
from console.domain.permissions import READING, Right
from console.domain.picture import FOLD_VERSION, encode_picture, join_parts, new_picture
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import WireError

from .ledger import Keeper, Ledger
from .ports import EventRow, Store, StoreError
from .publisher import event_frames
from .sessions import Readings
from .sockets import receive, refusal, send
from .town_files import TownFiles

_log = logging.getLogger(__name__)

CHUNK_EVENTS: Final = 250
PART_BYTES: Final = 256 * 1024
MAX_EVENTS: Final = 1_000_000
MAX_JOBS: Final = 256
JOBS_PER_CONNECTION: Final = 4
JOBS_PER_SEAT: Final = 16
FOLD_AT_ONCE: Final = 64

Request = m.GetSnapshot | m.GetEvents | m.GetTown | m.GetTownFile


def _events_part(id_: str, stream: Stream, events: tuple[Recorded, ...], end: bool) -> m.EventsPart:
    return m.EventsPart(id=id_, stream=stream, events=events, last_part=end)


@dataclass(slots=True)
class _Job:
    """Frames still to send to one client; `next` is the one that did not fit yet."""

    identity: bytes
    key: str
    id: str
    ticket: str
    frames: Iterator[bytes]
    next: bytes | None = None
    stuck_since_s: float = 0.0
    ended: bool = False
    """Its ticket has ended: only the refusal is left to send."""


class CatchUp:
    """The catch-up server."""

    def __init__(
        self,
        socket: zmq.Socket[bytes],
        store: Store,
        readings: Readings,
        ledgers: Iterable[Ledger],
        *,
        town: TownFiles | None = None,
    ) -> None:
        """Takes over the bound ROUTER socket. `ledgers` are private copies at the last published events."""
        self._socket = socket
        self._store = store
        self._readings = readings
        self._keeper = Keeper(store, ledgers)
        self._town = town
        self._published: queue.SimpleQueue[list[EventRow]] = queue.SimpleQueue()
        self._jobs: deque[_Job] = deque()
        self._encoded: dict[Stream, tuple[int, int, bytes]] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="catch-up", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def published(self, rows: list[EventRow]) -> None:
        """Events that are on disk and out; from the service's thread."""
        if rows:
            self._published.put(rows)

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
                if not self._jobs:
                    self._encoded.clear()
            except zmq.ContextTerminated:
                break  # nobody can be answered any more, and whoever ends the context waits for this socket
            except Exception:  # noqa: BLE001 - one bad request must not end catch-up for the others
                _log.exception("catch-up stumbled")
        self._socket.close(0)

    def _receive(self) -> None:
        for incoming in receive(self._socket, 64):
            identity = incoming.identity
            try:
                message = codec.decode_client(incoming.body)
            except WireError as error:
                self._refuse(identity, error.id, error.code)
                continue
            match message:
                case m.GetSnapshot() | m.GetEvents() | m.GetTown() | m.GetTownFile():
                    self._accept(identity, incoming.key, message)
                case _:
                    self._refuse(identity, str(getattr(message, "id", "")), Code.WRONG_SOCKET)

    def _accept(self, identity: bytes, key: str, message: Request) -> None:
        right = (
            READING[message.stream] if isinstance(message, m.GetSnapshot | m.GetEvents) else Right.READ_TOWN
        )
        refused = self._readings.refusal(message.ticket, key, right)
        if refused is not None:
            self._refuse(identity, message.id, refused)
            return
        of_seat = [job.identity for job in self._jobs if job.key == key]
        full = len(self._jobs) >= MAX_JOBS or len(of_seat) >= JOBS_PER_SEAT
        if full or of_seat.count(identity) >= JOBS_PER_CONNECTION:
            self._refuse(identity, message.id, Code.BUSY)
            return
        frames = self._frames(message)
        if isinstance(frames, Code):
            self._refuse(identity, message.id, frames)
        else:
            self._jobs.append(_Job(identity, key, message.id, message.ticket, frames))

    def _frames(self, message: Request) -> Iterator[bytes] | Code:
        match message:
            case m.GetSnapshot():
                return self._snapshot_frames(message)
            case m.GetEvents():
                self._fold()
                if not 1 <= message.first <= message.last or message.last - message.first >= MAX_EVENTS:
                    return Code.NO_SUCH_EVENTS
                return self._event_frames(message)
            case m.GetTown():
                if self._town is None:
                    return Code.NO_SUCH_FILE
                return self._manifest_frames(message.id, self._town)
            case m.GetTownFile():
                parts = None if self._town is None else self._town.parts(message.sha256)
                return Code.NO_SUCH_FILE if parts is None else self._file_frames(message.id, parts)

    def _snapshot_frames(self, message: m.GetSnapshot) -> Iterator[bytes]:
        stream = message.stream
        if message.at_seq < 0 and message.at_ms < 0:
            self._fold_all()
            seq, t_ms, whole = self._newest(stream)
        else:
            kept = self._store.read_keyframe(stream, FOLD_VERSION, at_seq=message.at_seq, at_ms=message.at_ms)
            if kept is None:  # an empty picture is always true to begin from
                seq, t_ms, whole = 0, 0, encode_picture(new_picture(stream))
            else:
                seq, t_ms, whole = kept.seq, kept.t_ms, join_parts(kept.parts)
        parts = max(1, -(-len(whole) // PART_BYTES))
        for part in range(parts):
            body = whole[part * PART_BYTES : (part + 1) * PART_BYTES]
            yield codec.encode(
                m.SnapshotPart(
                    id=message.id, stream=stream, seq=seq, t_ms=t_ms, part=part, parts=parts, body=body
                )
            )

    def _newest(self, stream: Stream) -> tuple[int, int, bytes]:
        """(seq, t_ms, snapshot) of the present picture; encoded once for all who ask before the next event."""
        picture = self._keeper.picture(stream)
        kept = self._encoded.get(stream)
        if kept is None or kept[0] != picture.seq:
            kept = self._encoded[stream] = (picture.seq, picture.t_ms, self._keeper.snapshot(stream))
        return kept

    def _event_frames(self, message: m.GetEvents) -> Iterator[bytes]:
        stream = message.stream
        last = min(message.last, self._keeper.picture(stream).seq)
        events = self._store.read_events(stream, message.first, last)
        chunk = tuple(islice(events, CHUNK_EVENTS))
        while True:
            following = tuple(islice(events, CHUNK_EVENTS))
            yield from event_frames(chunk, partial(_events_part, message.id, stream), end=not following)
            if not following:
                return
            chunk = following

    def _manifest_frames(self, id_: str, town: TownFiles) -> Iterator[bytes]:
        yield codec.encode(m.TownManifest(id=id_, town=town.hash, files=town.files))

    def _file_frames(self, id_: str, parts: Iterator[tuple[int, int, bytes]]) -> Iterator[bytes]:
        for part, count, body in parts:
            yield codec.encode(m.TownFilePart(id=id_, part=part, parts=count, body=body))

    def _send_some(self) -> None:
        """One frame for each waiting client."""
        for _ in range(len(self._jobs)):
            job = self._jobs.popleft()
            if not self._readings.is_good(job.ticket) and not job.ended:
                job.frames, job.next, job.ended = iter(()), refusal(job.id, Code.NOT_SIGNED_IN), True
            try:
                frame = job.next if job.next is not None else next(job.frames, None)
            except StoreError:
                self._refuse(job.identity, job.id, Code.STORE_FAILED)
                continue
            except OSError as error:
                _log.error("a file of the town cannot be read: %s", error)
                self._refuse(job.identity, job.id, Code.NO_SUCH_FILE)
                continue
            except Exception:  # noqa: BLE001 - a bug in one request must be said, and costs that request only
                _log.exception("catch-up failed on a request")
                self._refuse(job.identity, job.id, Code.INTERNAL)
                continue
            if frame is None:
                continue
            now_s = time.monotonic()
            sent = send(self._socket, job.identity, frame)
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

    def _refuse(self, identity: bytes, message_id: str, code: Code) -> None:
        send(self._socket, identity, refusal(message_id, code))

    def _fold(self) -> None:
        """Some of what was published, in small bites: the interpreter is shared with the deciding thread."""
        for _ in range(FOLD_AT_ONCE):
            if not self._fold_batch():
                break

    def _fold_all(self) -> None:
        while self._fold_batch():
            pass

    def _fold_batch(self) -> bool:
        try:
            rows = self._published.get_nowait()
        except queue.Empty:
            return False
        self._keeper.fold(rows)
        return True
