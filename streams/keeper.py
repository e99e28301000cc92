"""Keeps one decode worker process alive. Its thread is the *feeder* of that worker's cameras.

Owned by `streams.pool`. The feeder thread starts the process, reads its messages, and starts it again when it
dies or says nothing for `HUNG_S`; cameras that were open in it come back by themselves. What this computer has no
descriptor or memory for, a camera or the whole process, is said as `FaultCode.EXHAUSTED` and tried again after
`AGAIN_S`.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess

from streams.backoff import Backoff
from streams.errors import LinkClosedError, StreamsError, as_exhausted
from streams.faults import FaultCode, Nature
from streams.handle import StreamHandle
from streams.health import TileState
from streams.link import (
    CameraOpened,
    CloseCamera,
    Connecting,
    ConsoleEnd,
    Frames,
    Lost,
    NotOpened,
    NotResized,
    Ready,
    Stop,
    ToConsole,
    ToWorker,
    WorkerBeat,
)
from streams.worker import worker_main

HUNG_S = 3.0
SUSPECT_S = 60.0
AGAIN_S = 3.0
_STARTING_S = 15.0  # a loaded machine needs a while to import FFmpeg
_POLL_S = 0.25


class Meter:
    """A worker's rates, smoothed over about a second. Written by the feeder, read by anybody."""

    def __init__(self) -> None:
        self.cpu_cores = 0.0
        self.shown_per_s = 0.0
        self.late_per_s = 0.0
        self._last: tuple[float, float, int, int] | None = None

    def reset(self) -> None:
        """A fresh process counts from zero."""
        self.cpu_cores = self.shown_per_s = self.late_per_s = 0.0
        self._last = None

    def take(self, now_s: float, beat: WorkerBeat) -> None:
        """Take a beat's counters."""
        shown = sum(camera.shown for camera in beat.cameras)
        late = sum(camera.late for camera in beat.cameras)
        last, self._last = self._last, (now_s, beat.cpu_s, shown, late)
        if last is None or now_s - last[0] < 0.05:
            return
        span = now_s - last[0]
        self.cpu_cores += 0.5 * ((beat.cpu_s - last[1]) / span - self.cpu_cores)
        self.shown_per_s += 0.5 * (max(0, shown - last[2]) / span - self.shown_per_s)
        self.late_per_s += 0.5 * (max(0, late - last[3]) / span - self.late_per_s)


class WorkerKeeper:
    """One worker process and its feeder thread."""

    def __init__(
        self,
        number: int,
        on_news: Callable[[StreamHandle], None],
        on_beat: Callable[[], None],
        on_crashing: Callable[[WorkerKeeper], None],
        suspect_s: float = SUSPECT_S,
    ) -> None:
        """`on_news`, `on_beat` and `on_crashing` (it died again within `suspect_s`) run on the feeder thread."""
        self._number = number
        self._on_news = on_news
        self._on_beat = on_beat
        self._on_crashing = on_crashing
        self._suspect_s = suspect_s
        self._crashed_s = -suspect_s
        self._lock = threading.Lock()
        self._handles: dict[int, StreamHandle] = {}
        self._states: dict[int, TileState] = {}
        self._resizing: set[int] = set()
        self._again_s: dict[int, float] = {}
        self._link: ConsoleEnd | None = None
        self._pid: int | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"feeder-{number}", daemon=True)
        self.meter = Meter()
        self.restarts = 0

    @property
    def pid(self) -> int | None:
        """The process id while it runs, None once it is gone and its cameras were told."""
        return self._pid

    def handles(self) -> list[StreamHandle]:
        """The cameras of this worker."""
        with self._lock:
            return list(self._handles.values())

    def inherit_suspicion(self, other: WorkerKeeper) -> None:
        """Take over cameras of a worker that keeps dying: the next death counts as a repeated one."""
        self._crashed_s = other._crashed_s

    @property
    def is_suspect(self) -> bool:
        """True where the process died within the last `suspect_s`: one of its cameras may be the reason."""
        return time.monotonic() - self._crashed_s < self._suspect_s

    @property
    def is_running(self) -> bool:
        """True until the feeder has ended."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Start the feeder thread, which starts the process. Raises RuntimeError where no thread can be had."""
        self._thread.start()

    def stop(self) -> None:
        """Ask worker and feeder to end."""
        self._stopping.set()
        self.send(Stop())

    def join(self, timeout_s: float) -> None:
        """Wait for the feeder, which kills a process that does not go."""
        self._thread.join(timeout_s)

    def add(self, handle: StreamHandle) -> None:
        """Open a camera here. Any thread."""
        with self._lock:
            self._handles[handle.key] = handle
            link = self._link
        if link is not None:
            self._open_one(handle)

    def adopt(self, handle: StreamHandle) -> None:
        """Take over a camera that another worker gave up; the feeder opens it shortly. Any thread."""
        with self._lock:
            self._handles[handle.key] = handle
            self._again_s[handle.key] = 0.0

    def give_up(self, handle: StreamHandle) -> None:
        """Stop a camera here, since another worker takes it. Any thread."""
        self._forget(handle)
        self.send(CloseCamera(handle.key))

    def remove(self, handle: StreamHandle) -> None:
        """Close a camera. Any thread."""
        handle.release()
        self.give_up(handle)

    def resize(self, handle: StreamHandle) -> None:
        """Have the feeder send a camera's new size: reserving memory for a large picture takes a while. Any thread."""
        with self._lock:
            if handle.key in self._handles:
                self._resizing.add(handle.key)

    def send(self, message: ToWorker) -> None:
        """Send a command; a worker that is gone gets everything again when it is back. Any thread."""
        with self._lock:
            link = self._link
        if link is not None:
            try:
                link.send(message)
            except LinkClosedError:
                pass

    def _run(self) -> None:
        backoff = Backoff(first_s=0.05, factor=3.0, cap_s=5.0)
        while not self._stopping.is_set():
            began_s = time.monotonic()
            try:
                process, link = self._start_process()
            except OSError as error:  # nothing ran, so that nothing crashed
                self._lose_all(FaultCode.EXHAUSTED, str(as_exhausted(error) or error.strerror))
                self._stopping.wait(AGAIN_S)
                continue
            self._live_once(process, link)
            if not self._stopping.is_set():
                self._lose_all(FaultCode.WORKER, "")
            self._pid = (
                None  # after its cameras were told: who sees no process sees no live camera of it either
            )
            if self._stopping.is_set():
                return
            self.restarts += 1
            self.meter.reset()
            now_s = time.monotonic()
            if now_s - began_s > 30.0:
                backoff.reset()
            if self.is_suspect:
                self._on_crashing(self)
            self._crashed_s = now_s
            self._stopping.wait(backoff.next_s())

    def _lose_all(self, fault: FaultCode, detail: str) -> None:
        for handle in self.handles():
            handle.note_unserved(fault, detail)
            self._tell(handle)

    def _start_process(self) -> tuple[SpawnProcess, ConsoleEnd]:
        """Start a process; leaves nothing where it raises OSError."""
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        name = f"muster-worker-{self._number}"
        process = spawn.Process(target=worker_main, args=(theirs, os.getpid()), name=name, daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()  # so that our end sees the worker's death
        return process, ConsoleEnd(ours)

    def _live_once(self, process: SpawnProcess, link: ConsoleEnd) -> None:
        """Serve a process until it ends, hangs or we stop; then it is gone."""
        self._pid = process.pid
        try:
            self._serve(link)
        finally:
            with self._lock:
                self._link = None
            link.close()
            process.join(0.5)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()

    def _serve(self, link: ConsoleEnd) -> None:
        heard_s, patience_s = time.monotonic(), _STARTING_S
        ticked_s = 0.0
        while True:
            try:
                message = link.receive(_POLL_S)
            except LinkClosedError:
                return
            now_s = time.monotonic()
            if message is not None:
                heard_s = now_s
                if isinstance(message, Ready):
                    patience_s = HUNG_S
                    self._open_all(link)
                else:
                    self._take(message)
            elif self._stopping.is_set() or now_s - heard_s > patience_s:
                return
            self._send_resizes()
            if now_s - ticked_s >= _POLL_S:
                ticked_s = now_s
                self._open_again(now_s)
                self._note_silent_changes()

    def _open_all(self, link: ConsoleEnd) -> None:
        with self._lock:
            self._link = link
            self._resizing.clear()
            self._again_s.clear()
            handles = list(self._handles.values())
        for handle in handles:
            self._open_one(handle)
        if self._stopping.is_set():
            self.send(Stop())

    def _open_one(self, handle: StreamHandle) -> None:
        try:
            message = handle.open_message()
        except StreamsError as error:
            self._put_off(handle, FaultCode.EXHAUSTED, str(error))
            return
        if message is not None:
            self.send(message)
        with self._lock:
            known = handle.key in self._handles
        if message is None or not known:
            self.give_up(handle)  # closed by another thread meanwhile, whose command may have overtaken ours

    def _put_off(self, handle: StreamHandle, fault: FaultCode, detail: str) -> None:
        """A camera could not be begun: it holds nothing meanwhile, and is tried again after a while."""
        handle.note_unserved(fault, detail)
        with self._lock:
            if handle.key in self._handles:
                self._again_s[handle.key] = time.monotonic() + AGAIN_S

    def _open_again(self, now_s: float) -> None:
        with self._lock:
            due = [key for key, again_s in self._again_s.items() if again_s <= now_s]
            for key in due:
                del self._again_s[key]
            handles = [self._handles[key] for key in due]
        for handle in handles:
            self._open_one(handle)

    def _send_resizes(self) -> None:
        if not self._resizing:
            return
        with self._lock:
            wanted, self._resizing = self._resizing, set()
            handles = [self._handles[key] for key in wanted]
        for handle in handles:
            message = handle.resize_message()
            if message is not None:
                self.send(message)

    def _forget(self, handle: StreamHandle) -> None:
        with self._lock:
            self._handles.pop(handle.key, None)
            self._states.pop(handle.key, None)
            self._again_s.pop(handle.key, None)
            self._resizing.discard(handle.key)

    def _tell(self, handle: StreamHandle) -> None:
        if not handle.is_released:
            self._on_news(handle)

    def _take(self, message: ToConsole) -> None:
        with self._lock:
            handles = dict(self._handles)
        match message:
            case Frames(news):
                for key, ring_no, lag_ms in news:
                    handle = handles.get(key)
                    if handle is not None and handle.note_frame(ring_no, lag_ms / 1000):
                        self._tell(handle)
            case WorkerBeat():
                self.meter.take(time.monotonic(), message)
                for camera in message.cameras:
                    if camera.key in handles:
                        handles[camera.key].note_beat(camera)
                self._on_beat()
            case Ready():
                pass
            case _:
                if message.key in handles:
                    self._take_state(handles[message.key], message)

    def _take_state(
        self, handle: StreamHandle, message: Connecting | CameraOpened | Lost | NotOpened | NotResized
    ) -> None:
        match message:
            case Connecting():
                handle.note_connecting(message.attempt)
            case CameraOpened():
                size_px = (message.width_px, message.height_px)
                if handle.note_opened(message.codec, size_px, message.fps, Nature(message.nature)):
                    self.resize(handle)
            case Lost():
                handle.note_lost(FaultCode(message.code), message.detail)
            case NotOpened():
                self._put_off(handle, FaultCode(message.code), message.detail)
            case NotResized():
                handle.note_not_resized(message.ring_no)
        self._tell(handle)

    def _note_silent_changes(self) -> None:
        """A stall is the absence of messages: look at the clock and tell where a state changed by itself."""
        for handle in self.handles():
            state = handle.health().state
            with self._lock:
                changed = handle.key in self._handles and self._states.get(handle.key) is not state
                if changed:
                    self._states[handle.key] = state
            if changed:
                self._tell(handle)
