"""The decode worker process: several cameras, one thread each. Spawned and watched by `streams.pool`.

Threads: main takes commands, watches for hangs and beats; one sender puts messages on the link; one thread
per camera. A camera for which this computer has no descriptor, memory or thread left fails alone. Ends when told,
or when the link closes or its parent is no longer the one that started it: a worker must not outlive its console.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection

import av.logging

from streams.camera_thread import CameraThread
from streams.errors import LinkClosedError, StreamsError, as_exhausted
from streams.faults import FaultCode
from streams.governor import Quality
from streams.link import (
    CloseCamera,
    Frames,
    NotOpened,
    NotResized,
    OpenCamera,
    Ready,
    ResizeCamera,
    RetryCamera,
    SetQuality,
    Stop,
    ToConsole,
    ToWorker,
    WorkerBeat,
    WorkerEnd,
)
from streams.memory import bound_allocations

_TICK_S = 0.25
_BEAT_S = 0.5


class LinkOutbox:
    """Collects what camera threads say and sends it from one thread; newest frame notices replace older.

    What a camera says stays in order: a frame before the end of its stream is not told after it.
    """

    def __init__(self, link: WorkerEnd) -> None:
        self._link = link
        self._ready = threading.Condition()
        self._messages: deque[ToConsole] = deque()
        self._news: dict[int, tuple[int, int]] = {}
        self.closed = threading.Event()

    def post(self, message: ToConsole) -> None:
        """Queue a message. Any thread."""
        key = getattr(message, "key", 0)
        with self._ready:
            if key in self._news:
                self._messages.append(Frames([(key, *self._news.pop(key))]))
            self._messages.append(message)
            self._ready.notify()

    def frame(self, key: int, ring_no: int, lag_ms: int) -> None:
        """Note a newer frame. Any camera thread."""
        with self._ready:
            self._news[key] = (ring_no, lag_ms)
            self._ready.notify()

    def run(self) -> None:
        """Send until the link closes. The sender thread."""
        try:
            while not self.closed.is_set():
                with self._ready:
                    while not self._messages and not self._news and not self.closed.is_set():
                        self._ready.wait()
                    messages, self._messages = self._messages, deque()
                    news, self._news = self._news, {}
                for message in messages:
                    self._link.send(message)
                if news:
                    self._link.send(Frames([(key, *where) for key, where in news.items()]))
        except LinkClosedError:
            self.closed.set()

    def stop(self) -> None:
        """Let the sender end. Any thread."""
        self.closed.set()
        with self._ready:
            self._ready.notify_all()


class Worker:
    """The main thread's state."""

    def __init__(self, link: WorkerEnd, parent_pid: int) -> None:
        self._link = link
        self._parent_pid = parent_pid
        self._outbox = LinkOutbox(link)
        self._cameras: dict[int, CameraThread] = {}

    def run(self) -> None:
        """Serve until told to stop or the console is gone."""
        threading.Thread(target=self._outbox.run, name="sender", daemon=True).start()
        self._outbox.post(Ready())
        try:
            self._serve()
        finally:
            for camera in self._cameras.values():
                camera.close()
            self._outbox.stop()

    def _serve(self) -> None:
        beat_s = 0.0
        while not self._outbox.closed.is_set() and os.getppid() == self._parent_pid:
            try:
                command = self._link.receive(_TICK_S)
            except LinkClosedError:
                return
            if isinstance(command, Stop):
                return
            if command is not None:
                self._obey(command)
            now_s = time.monotonic()
            for camera in list(self._cameras.values()):
                self._guarded(camera.key, partial(camera.look_after, now_s))
            if now_s - beat_s >= _BEAT_S:
                beat_s = now_s
                beats = [camera.beat() for camera in self._cameras.values()]
                self._outbox.post(WorkerBeat(time.process_time(), beats))

    def _obey(self, command: ToWorker) -> None:
        match command:
            case OpenCamera():
                self._close(command.key)
                self._guarded(command.key, partial(self._open, command))
            case CloseCamera():
                self._close(command.key)
            case ResizeCamera():
                if command.key in self._cameras:
                    try:
                        self._cameras[command.key].request_resize(command)
                    except StreamsError:  # no descriptor is left, or the console replaced that ring already
                        self._outbox.post(NotResized(command.key, command.ring_no))
            case SetQuality():
                if command.key in self._cameras:
                    self._cameras[command.key].request_quality(Quality(command.quality))
            case RetryCamera():
                if command.key in self._cameras:
                    self._guarded(command.key, self._cameras[command.key].request_retry)
            case Stop():
                pass

    def _open(self, command: OpenCamera) -> None:
        camera = self._cameras[command.key] = CameraThread(command, self._outbox)
        camera.start()

    def _close(self, key: int) -> None:
        gone = self._cameras.pop(key, None)
        if gone is not None:
            gone.close()

    def _guarded(self, key: int, act: Callable[[], None]) -> None:
        """Do something for a camera; where it fails, that camera ends and says why."""
        try:
            act()
        except (StreamsError, OSError) as error:
            self._close(key)
            limit = as_exhausted(error)
            code = FaultCode.WORKER if limit is None else FaultCode.EXHAUSTED
            self._outbox.post(NotOpened(key, code, str(limit or error)))


def worker_main(connection: Connection, parent_pid: int) -> None:
    """The process's entry, called by multiprocessing's spawn."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the console decides
    bound_allocations()
    av.logging.set_level(av.logging.PANIC)  # FFmpeg's own lines may hold addresses with passwords
    Worker(WorkerEnd(connection), parent_pid).run()
    # Camera threads may sit in a read that FFmpeg ends only seconds later; nothing of ours needs flushing.
    os._exit(0)
