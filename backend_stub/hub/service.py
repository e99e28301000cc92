"""The hub as a process: its sockets around the core (`main.py hub`). PROTOCOL.md says what it promises.

Main thread: commands, deciding, publishing, heartbeat. Beside it: gate (ZAP), writer (commits), catch-up, sign-in,
notifier. They speak to the main thread through one queue and one wake-up socket each; nothing else is shared.
"""

from __future__ import annotations

import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Final

import zmq

from console.domain.base.roles import Stream
from console.domain.evolve import Recorded
from console.domain.permissions import READING, Right
from console.domain.runs.commands import EndRun
from console.wire import codec
from console.wire import messages as m

from .anchor import ANCHOR_EVERY_S, write_anchor
from .cameras import CameraAddresses
from .catchup import CatchUp
from .core import MAX_BATCH
from .frame_desk import FrameDesk
from .gate import KeyGate
from .looking_desk import LookingDesk
from .notify.notifier import Notifier
from .opened import OpenedHub
from .ports import Batch, Released, Reply, StoreError
from .publisher import MAX_READERS, Publisher, event_frames
from .reception import EnrollDesk, Reception
from .run_clock import steers, why_over
from .sessions import Answers, Sessions
from .sign_in import SignInDesk
from .sockets import IO_THREADS, Sockets, bind_all, receive, send
from .town_files import TownFiles
from .writer import Writer

_log = logging.getLogger(__name__)

TICK_S: Final = 0.5
BEAT_S: Final = 1.0
SOON_S: Final = 0.2
"""A new reader gets a heartbeat within this time; many that join at once share it."""
PUBLISH_EVENTS: Final = 256
"""Events of one published frame."""


def _event_batch(stream: Stream, events: tuple[Recorded, ...], end: bool) -> m.EventBatch:
    return m.EventBatch(stream=stream, events=events)


class HubService:
    """One running hub. Built, run and closed on the main thread; `stop` may be called from anywhere."""

    def __init__(
        self,
        opened: OpenedHub,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        town: TownFiles | None = None,
        cameras: CameraAddresses | None = None,
        notifier: Notifier | None = None,
        sessions: Sessions | None = None,
        run_lasts_ms: int = 0,
        most_readers: int = MAX_READERS,
    ) -> None:
        """Bind everything; raises zmq.ZMQError when a port is taken. `run_lasts_ms` is a drill's, 0 = none.

        Each stream, and the telemetry, has at most `most_readers`.
        """
        self._opened = opened
        self._hub = opened.hub
        self._clock = opened.clock
        self._notifier = notifier
        self._run_lasts_ms = run_lasts_ms
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context(IO_THREADS)
        self._context.max_sockets = 16_000
        self._gate = KeyGate(self._context, opened.access)
        self._gate.start()
        self._sockets = self._bind(host, port)
        self.ports = self._sockets.ports
        self.boot = secrets.token_hex(8)
        self._done: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._wake_in = self._context.socket(zmq.PULL)
        self._wake_in.bind("inproc://wake")
        self._wakers = threading.local()
        self._waker_sockets: list[zmq.Socket[bytes]] = []
        self._sessions = Sessions() if sessions is None else sessions
        self._sign_in = SignInDesk(
            opened.access, lambda outcome: self._later(lambda: self._reception.signed_in(outcome))
        )
        self._reception, self._desk = self._open_desks(
            cameras or CameraAddresses(), "" if town is None else town.hash
        )
        self._enroll_desk = EnrollDesk(self._sockets.enroll, opened.access, self.ports["commands"])
        self._writer = Writer(opened.store, self._on_written)
        self._published_seq = {stream: self._hub.seq(stream) for stream in Stream}
        self._streams, self._telemetry = self._open_publishers(most_readers)
        self._catchup = CatchUp(
            self._sockets.catchup, opened.store, self._sessions.readings, self._hub.copies(), town=town
        )
        self._catchup.start()
        self._stop = threading.Event()
        self._published = 0
        self._published_at_beat = (0, time.monotonic())
        self._next_tick_s = self._next_beat_s = time.monotonic()
        self._last_beat_s = 0.0
        self._beat_due = False
        self._beats_after_batch: list[m.Heartbeat] = []
        self._forgetting = self._has_erased = False
        self._next_anchor_s = 0.0
        self._said_ahead = False
        self.failure = ""

    def _bind(self, host: str, port: int) -> Sockets:
        opened = self._opened
        try:
            return bind_all(self._context, opened.keys, host, port, opened.directory)
        except zmq.ZMQError:
            self._gate.stop()
            self._context.term()
            raise

    def _open_publishers(self, most: int) -> tuple[dict[Stream, Publisher], Publisher]:
        readings = self._sessions.readings
        streams = {
            stream: Publisher(
                socket,
                READING[stream],
                readings,
                partial(self._published_seq.__getitem__, stream),
                most=most,
            )
            for stream, socket in self._sockets.streams.items()
        }
        telemetry = Publisher(self._sockets.telemetry, Right.READ_TELEMETRY, readings, lambda: 0, most=most)
        return streams, telemetry

    def _open_desks(self, cameras: CameraAddresses, town: str) -> tuple[Reception, FrameDesk]:
        answers = Answers(self._send)
        looking = LookingDesk(
            self._hub,
            answers,
            store=self._opened.store,
            vault=self._opened.vault,
            cameras=cameras,
        )
        reception = Reception(
            self._hub,
            answers,
            looking,
            access=self._opened.access,
            sessions=self._sessions,
            boot=self.boot,
            town=town,
            ports=self.ports,
            sign_in=self._sign_in,
        )
        desk = FrameDesk(
            self._hub,
            answers,
            reception,
            looking,
            cameras=cameras,
            sessions=self._sessions,
            relay=lambda topic, frame: self._telemetry.publish(frame, topic),
        )
        return reception, desk

    def lost_frames(self, stream: Stream) -> int:
        """How many frames of a stream its readers had no room for; any thread."""
        return self._streams[stream].lost

    def stop(self) -> None:
        """End `run` soon; any thread and signal handlers."""
        self._stop.set()

    def run(self) -> None:
        """Serve until stopped; then finish what was begun. `failure` says why when the store left for good."""
        self._hub.checkpoint_now()
        poller = zmq.Poller()
        publishers = (*self._streams.values(), self._telemetry)
        for socket in (self._wake_in, self._sockets.enroll, *(one.socket for one in publishers)):
            poller.register(socket, zmq.POLLIN)
        reading = False
        while not self._stop.is_set():
            if self._may_read() != reading:
                reading = not reading
                if reading:
                    poller.register(self._sockets.commands, zmq.POLLIN)
                else:
                    poller.unregister(self._sockets.commands)
            ready = dict(poller.poll(self._wait_ms()))
            self._serve(ready)
        self._finish()

    def close(self) -> None:
        """Close everything; the store stays open (its owner closes it)."""
        self._catchup.stop()
        self._sign_in.stop()
        self._writer.stop()
        self._gate.stop()
        self._sockets.close()
        self._wake_in.close(0)
        for socket in self._waker_sockets:
            socket.close(0)
        self._context.term()

    # -- one round -----------------------------------------------------------------------------------------------------

    def _serve(self, ready: dict[zmq.Socket[bytes], int]) -> None:
        sockets = self._sockets
        if self._wake_in in ready:
            self._drain(self._wake_in)
        self._reception.look_at_list()
        if self._run_done():
            self._reception.look_at_list()  # somebody may have come in by what the list said before
        if sockets.commands in ready:
            self._read_commands()
        for publisher in (*self._streams.values(), self._telemetry):
            if publisher.socket in ready and publisher.read() and publisher is not self._telemetry:
                self._next_beat_s = min(self._next_beat_s, self._last_beat_s + SOON_S)
        if sockets.enroll in ready:
            self._enroll_desk.read()
        now_s = time.monotonic()
        if now_s >= self._next_tick_s:
            self._next_tick_s = now_s + TICK_S
            self._hub.tick()
            over = self._run_lasts_ms and why_over(
                self._hub.picture, self._clock.now_ms(), self._run_lasts_ms
            )
            if over:
                self._hub.system(EndRun(reason=over))
            self._sessions.drop_idle(now_s)
            self._forget_erased()
            self._watch_clock()
        if now_s >= self._next_anchor_s:
            self._next_anchor_s = now_s + ANCHOR_EVERY_S
            self._put_anchor()
        if now_s >= self._next_beat_s:
            self._next_beat_s, self._last_beat_s = now_s + BEAT_S, now_s
            self._beat_due = True
        self._commit()
        self._desk.relay_gathered()

    def _wait_ms(self) -> int:
        soonest_s = min(self._next_tick_s, self._next_beat_s) - time.monotonic()
        return max(0, min(100, int(soonest_s * 1000) + 1))

    def _may_read(self) -> bool:
        return self._hub.pending < MAX_BATCH or not self._hub.in_flight

    def _read_commands(self) -> None:
        most = MAX_BATCH - min(self._hub.pending, MAX_BATCH - 1)
        self._desk.handle(receive(self._sockets.commands, most))

    # -- committing and publishing -------------------------------------------------------------------------------------

    def _commit(self) -> None:
        """Commit the gathered batch when no other is under way. A heartbeat that is due is of the picture then, and
        leaves behind the events that made it so."""
        if self._hub.in_flight:
            return
        batch = self._hub.take()
        if batch is not None:
            if self._beat_due:
                self._beats_after_batch = self._make_beats()
            try:
                self._opened.store.prepare(batch)
            except StoreError as error:
                self._written(batch, str(error) or "failed")
                return
            if self._writer.is_quick:
                self._written(batch, self._writer.finish(batch))
            else:
                self._writer.put(batch)
        elif self._beat_due:
            self._publish_beats(self._make_beats())

    def _on_written(self, batch: Batch, error: str) -> None:
        """On the writer's thread."""
        self._later(lambda: self._written(batch, error))

    def _written(self, batch: Batch, error: str) -> None:
        if error:
            self._beats_after_batch = []
            self._desk.store_failed()
            try:
                self._answer(self._hub.failed())
            except StoreError as failure:
                self.failure = f"the store can neither be written nor read: {failure}"
                self._stop.set()
                return
            return
        released = self._hub.committed(batch)
        self._answer(released.replies)
        self._publish(released)
        if batch.erased_keys:
            self._has_erased = True
            self._forget_erased()
        if self._beats_after_batch:
            self._publish_beats(self._beats_after_batch)
            self._beats_after_batch = []

    def _forget_erased(self) -> None:
        """Erased keys leave every file, now or as soon as no reader is in the way."""
        if self._hub.in_flight:
            return
        forgotten = self._opened.store.forget_erased()
        if not forgotten and self._has_erased and not self._forgetting:
            _log.warning(
                "erased keys are still in a file: a reader of the journal is in the way; tried again"
            )
        self._forgetting = not forgotten and self._has_erased

    def _watch_clock(self) -> None:
        """Say once that the machine's clock and the hub's differ, and once that they do no more."""
        ahead_s = self._clock.ahead_ms // 1000
        if bool(ahead_s) == self._said_ahead:
            return
        self._said_ahead = bool(ahead_s)
        if not ahead_s:
            _log.warning("the machine's clock is that of the hub again")
            return
        where = f"{ahead_s} s ahead of" if ahead_s > 0 else f"{-ahead_s} s behind"
        _log.warning(
            "the machine's clock is %s the hub's: nothing falls due by it; set it right, or look and start with"
            " --take-clock",
            where,
        )

    def _put_anchor(self) -> None:
        """Write down where the chains end on disk, one after the other on the writer's thread."""
        self._writer.do(partial(write_anchor, self._opened.directory, self._hub.signed_ends()))

    def _publish(self, released: Released) -> None:
        for stream, publisher in self._streams.items():
            recorded = released.recorded(stream)
            for start in range(0, len(recorded), PUBLISH_EVENTS):
                some = tuple(recorded[start : start + PUBLISH_EVENTS])
                for frame in event_frames(some, partial(_event_batch, stream)):
                    publisher.publish(frame)
            if recorded:
                self._published_seq[stream] = recorded[-1].seq
        self._catchup.published(released.events)
        ops = released.recorded()
        self._published += len(ops)
        if steers([one.event for one in ops]):
            self._next_beat_s = 0.0  # everybody's clock stands or runs with ours, at once
        if self._notifier is not None and ops:
            self._notifier.events(ops, self._hub.picture)

    def _make_beats(self) -> list[m.Heartbeat]:
        """The heartbeat of each stream for its picture as it is now."""
        now_s = time.monotonic()
        self._beat_due = False
        count, at_s = self._published_at_beat
        per_s = (self._published - count) / max(0.001, now_s - at_s)
        if now_s - at_s >= BEAT_S / 2:
            self._published_at_beat = (self._published, now_s)
        return [
            m.Heartbeat(
                stream=stream,
                boot=self.boot,
                seq=self._hub.seq(stream),
                t_ms=self._clock.now_ms(),
                utc_ms=self._clock.utc_ms(),
                rate_permille=self._clock.rate_permille,
                paused=self._clock.paused,
                picture_hash=self._hub.picture_hash(stream),
                events_per_s=round(per_s) if stream is Stream.OPS else 0,
            )
            for stream in Stream
        ]

    def _publish_beats(self, beats: list[m.Heartbeat]) -> None:
        for beat in beats:
            self._streams[beat.stream].publish(codec.encode(beat))

    # -- ends ----------------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        """Answer what was read, sign the chains' ends, keep the pictures."""
        self._desk.stopping = True
        deadline_s = time.monotonic() + 20.0
        while (self._hub.in_flight or self._hub.pending) and time.monotonic() < deadline_s:
            self._commit()
            if self._wake_in.poll(50):
                self._drain(self._wake_in)
            self._run_done()
        if self.failure:
            return
        try:
            self._hub.checkpoint_now()
            released = self._hub.flush(last=True)
            self._answer(released.replies)
            self._publish(released)
            self._forget_erased()
            self._hub.store_keyframes()
            self._put_anchor()
        except StoreError as error:
            self.failure = f"not stored at the end: {error}"

    def _later(self, work: Callable[[], None]) -> None:
        """Have `work` done on the main thread; from any other."""
        self._done.put(work)
        socket = getattr(self._wakers, "socket", None)
        if socket is None:
            socket = self._wakers.socket = self._context.socket(zmq.PUSH)
            socket.linger = 0
            socket.connect("inproc://wake")
            self._waker_sockets.append(socket)
        try:
            socket.send(b"", zmq.NOBLOCK)
        except zmq.ZMQError:
            pass  # it is awake already, or closing

    def _run_done(self) -> bool:
        """Do what other threads left; whether there was anything."""
        done = False
        while True:
            try:
                work = self._done.get_nowait()
            except queue.Empty:
                return done
            work()
            done = True

    def _drain(self, socket: zmq.Socket[bytes]) -> None:
        try:
            while True:
                socket.recv_multipart(zmq.NOBLOCK)
        except zmq.Again:
            pass

    def _send(self, identity: bytes, frame: bytes) -> None:
        if not send(self._sockets.commands, identity, frame):
            _log.debug("an answer could not be sent")

    def _answer(self, replies: list[Reply]) -> None:
        for ticket, _, frame in replies:
            if isinstance(ticket, bytes):
                self._send(ticket, frame)
