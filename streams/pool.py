"""The console's side of live video: opens cameras in decode workers and hands their newest frames over.

`WorkerPool` is called from one thread (the Qt main thread in the console). Each worker process has a
`WorkerKeeper` with its own *feeder* thread, which starts the process, reads its link, keeps the health of
its cameras and starts the process again when it dies or hangs, leaving other workers alone. Callbacks run on
feeder threads; they must be short. A camera that is closed, resized, moved or whose worker died leaves nothing behind
but the pictures of it that somebody still holds.
"""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from streams.governor import CameraLoad, Governor, Limits, Quality, pick_worker
from streams.handle import RingMaker, StreamHandle
from streams.keeper import SUSPECT_S, WorkerKeeper
from streams.link import RetryCamera, SetQuality
from streams.ring import RingReader
from streams.sources import SourceSpec, environment_secret, lent

FrameCallback = Callable[[StreamHandle], None]
"""Called on a feeder thread when a camera has a newer frame or another state; must not block."""

Secrets = Callable[[str], str]
"""Gives the secret that a `secret_ref` names; called on the thread that opens the camera."""


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """What the wall's header shows: shown frames per second over all, the workers' CPU in cores, workers."""

    fps: float
    cpu_cores: float
    late_share: float
    cameras: int
    stepped_down: int
    restarts: int


class WorkerPool:
    """All decode workers of this console.

    `workers` processes are made, the first when the first camera is opened; there are more only while one of them is
    suspected, since it died within the last `suspect_s`. `limits` say what decoding may take before the governor
    steps quality down.
    """

    def __init__(
        self,
        on_news: FrameCallback,
        workers: int | None = None,
        limits: Limits | None = None,
        secrets: Secrets = environment_secret,
        make_ring: RingMaker = RingReader.create,
        suspect_s: float = SUSPECT_S,
    ) -> None:
        cores = os.cpu_count() or 2
        self._on_news = on_news
        self._secrets = secrets
        self._count = workers or max(2, min(6, cores // 2))
        self._governor = Governor(limits or Limits(budget_cores=max(1.0, 0.75 * cores)))
        self._lock = threading.RLock()
        self._make_ring = make_ring
        self._suspect_s = suspect_s
        self._keys = itertools.count(1)
        self._numbers = itertools.count()
        self._keepers: list[WorkerKeeper] = []
        self._leaving: list[WorkerKeeper] = []
        self._restarts_before = 0
        self._handles: dict[int, tuple[StreamHandle, WorkerKeeper]] = {}
        self._priorities: dict[int, int] = {}
        self._closed = False

    def open(
        self, spec: SourceSpec, size_px: tuple[int, int], cover: bool = True, priority: int = 0
    ) -> StreamHandle:
        """Open a camera for a box of `size_px` (width, height in device pixels); returns at once.

        The handle's state and frames come through the callback. Raises RuntimeError after `shutdown`.
        """
        if spec.user and spec.secret_ref and not spec.secret:
            spec = lent(spec, self._secrets(spec.secret_ref))
        with self._lock:
            if self._closed:
                raise RuntimeError("the worker pool is shut down")
            keeper = self._pick_keeper()
            handle = StreamHandle(next(self._keys), spec, size_px, cover, time.monotonic(), self._make_ring)
            self._handles[handle.key] = (handle, keeper)
            self._priorities[handle.key] = priority
        keeper.add(handle)
        return handle

    def close(self, handle: StreamHandle) -> None:
        """Close a camera. No callback for it comes after this returns, but one already running may finish."""
        with self._lock:
            entry = self._handles.pop(handle.key, None)
            self._priorities.pop(handle.key, None)
        if entry is not None:
            entry[1].remove(handle)

    def resize(self, handle: StreamHandle, size_px: tuple[int, int], cover: bool = True) -> None:
        """Let the worker scale to another box from the next frame on."""
        with self._lock:
            entry = self._handles.get(handle.key)
        if entry is not None and handle.set_size(size_px, cover):
            entry[1].resize(handle)

    def reconnect(self, handle: StreamHandle) -> None:
        """Connect a camera anew now instead of waiting for the next try."""
        with self._lock:
            entry = self._handles.get(handle.key)
        if entry is not None:
            entry[1].send(RetryCamera(handle.key))

    def set_priority(self, handle: StreamHandle, priority: int) -> None:
        """Cameras of higher priority (the selected tile) keep their quality longest."""
        with self._lock:
            if handle.key in self._priorities:
                self._priorities[handle.key] = priority

    def figures(self) -> PoolFigures:
        """Figures over the last second or so. Any thread."""
        with self._lock:
            keepers, handles = list(self._keepers), [h for h, _ in self._handles.values()]
            restarts = self._restarts_before + sum(keeper.restarts for keeper in keepers)
        meters = [keeper.meter for keeper in keepers]
        shown = sum(meter.shown_per_s for meter in meters)
        late = sum(meter.late_per_s for meter in meters)
        return PoolFigures(
            fps=shown / len(handles) if handles else 0.0,
            cpu_cores=sum(meter.cpu_cores for meter in meters),
            late_share=late / (late + shown) if late + shown > 0 else 0.0,
            cameras=len(handles),
            stepped_down=sum(1 for handle in handles if handle.quality is not Quality.FULL),
            restarts=restarts,
        )

    def worker_pids(self) -> dict[int, list[str]]:
        """Process ids of the workers that run, with the cameras of each; for `doctor` and tests."""
        with self._lock:
            keepers = list(self._keepers)
        return {k.pid: [h.spec.camera_id for h in k.handles()] for k in keepers if k.pid is not None}

    def shutdown(self, timeout_s: float = 3.0) -> None:
        """Close all cameras, stop all workers and wait for their feeder threads. Safe to call again."""
        with self._lock:
            self._closed = True
            keepers = [*self._keepers, *self._leaving]
            handles = [handle for handle, _ in self._handles.values()]
            self._handles.clear()
            self._priorities.clear()
        for handle in handles:
            handle.release()
        for keeper in keepers:
            keeper.stop()
        deadline = time.monotonic() + timeout_s
        for keeper in keepers:
            keeper.join(max(0.1, deadline - time.monotonic()))

    def _pick_keeper(self) -> WorkerKeeper:
        loads = {i: self._loads(keeper.handles()) for i, keeper in enumerate(self._keepers)}
        sound = {i: load for i, load in loads.items() if not self._keepers[i].is_suspect}
        if len(self._keepers) < self._count and all(loads.values()):
            return self._add_keeper()
        return self._keepers[pick_worker(sound or loads)]

    def _add_keeper(self) -> WorkerKeeper:
        keeper = WorkerKeeper(
            next(self._numbers), self._on_news, self._on_beat, self._on_crashing, self._suspect_s
        )
        keeper.start()
        self._keepers.append(keeper)
        return keeper

    def _on_crashing(self, keeper: WorkerKeeper) -> None:
        """A worker died again: give half of its cameras to a fresh one. A feeder thread.

        Whichever half holds the culprit dies again and is halved again, until the culprit sits alone and only
        it comes and goes.
        """
        with self._lock:
            handles = keeper.handles()
            if self._closed or len(handles) < 2:
                return
            try:
                fresh = self._add_keeper()
            except RuntimeError:  # no thread is left for it
                return
            fresh.inherit_suspicion(keeper)
            for handle in handles[len(handles) // 2 :]:
                self._move(handle, keeper, fresh)

    def _thin_out(self) -> None:
        """End the sound workers beyond `count`. Under the lock.

        They came by halving; by now the culprit is known, since it alone still dies, or it was no camera's fault.
        """
        sound = [keeper for keeper in self._keepers if not keeper.is_suspect]
        sound.sort(key=lambda keeper: -len(keeper.handles()))
        kept = sound[: self._count]
        for keeper in sound[self._count :]:
            for handle in keeper.handles():
                heir = pick_worker({i: self._loads(other.handles()) for i, other in enumerate(kept)})
                self._move(handle, keeper, kept[heir])
            self._keepers.remove(keeper)
            self._restarts_before += keeper.restarts
            keeper.stop()
            self._leaving = [*(other for other in self._leaving if other.is_running), keeper]

    def _move(self, handle: StreamHandle, keeper: WorkerKeeper, heir: WorkerKeeper) -> None:
        keeper.give_up(handle)
        if handle.key in self._handles:  # else it is just being closed
            self._handles[handle.key] = (handle, heir)
            heir.adopt(handle)

    def _loads(self, handles: Sequence[StreamHandle]) -> list[CameraLoad]:
        return [CameraLoad(h.key, self._priorities.get(h.key, 0), h.pixel_rate) for h in handles]

    def _on_beat(self) -> None:
        """A worker measured itself: let the governor decide. Feeder threads."""
        with self._lock:
            if not self._closed:
                self._thin_out()
            if self._closed or not self._handles:
                return
            meters = [keeper.meter for keeper in self._keepers]
            cpu = sum(meter.cpu_cores for meter in meters)
            loads = self._loads([handle for handle, _ in self._handles.values()])
            wanted: Mapping[int, Quality] = self._governor.step(time.monotonic(), cpu, loads)
            changes = [
                (handle, keeper, wanted[key])
                for key, (handle, keeper) in self._handles.items()
                if handle.quality is not wanted[key]
            ]
        for handle, keeper, quality in changes:
            handle.set_quality(quality)
            keeper.send(SetQuality(handle.key, int(quality)))
