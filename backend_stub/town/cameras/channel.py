"""One camera being watched: draws and encodes while there are watchers, and hands chunks to each of them.

Lives on the server's event loop; drawing and encoding run in its small thread pool, one job of a channel at a
time. A watcher that cannot keep up loses everything up to the next key frame: its queue is bounded.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor

from backend_stub.town.cameras.encoder import CameraEncoder, Chunk
from backend_stub.town.cameras.painter import ScenePainter
from backend_stub.town.cameras.scene import SceneSource
from backend_stub.town.cameras.view import HEIGHT_PX, WIDTH_PX

_log = logging.getLogger(__name__)
FPS = 12
QUEUE_CHUNKS = 36
"""Three seconds: more than that a watcher is behind for good."""
LINGER_S = 3.0
"""How long an encoder is kept after the last watcher went: a console that resizes its wall comes right back."""


class Watcher:
    """One connection's bounded queue. Event loop only."""

    def __init__(self) -> None:
        self._chunks: deque[Chunk] = deque()
        self._wake = asyncio.Event()
        self._needs_key = True
        self.dropped = 0

    def offer(self, chunk: Chunk) -> None:
        """Queue a chunk; never blocks, never grows beyond `QUEUE_CHUNKS`."""
        if self._needs_key and not chunk.is_key:
            self.dropped += 1
            return
        self._needs_key = False
        if len(self._chunks) >= QUEUE_CHUNKS:
            self.dropped += len(self._chunks)
            self._chunks.clear()
            self._needs_key = not chunk.is_key
            if self._needs_key:
                return
        self._chunks.append(chunk)
        self._wake.set()

    async def next(self) -> bytes:
        """Wait for the next chunk."""
        while not self._chunks:
            self._wake.clear()
            await self._wake.wait()
        return self._chunks.popleft().data


class CameraChannel:
    """A camera's encoder and its watchers. Event loop only, but for `_produce`."""

    def __init__(
        self,
        camera_id: str,
        source: SceneSource,
        make_painter: Callable[[], ScenePainter],
        executor: Executor,
        is_frozen: Callable[[], bool],
        is_stalled: Callable[[], bool],
    ) -> None:
        self._camera_id = camera_id
        self._source = source
        self._make_painter = make_painter
        self._executor = executor
        self._is_frozen = is_frozen
        self._is_stalled = is_stalled
        self._watchers: set[Watcher] = set()
        self._task: asyncio.Task[None] | None = None
        self._want_key = False
        self._painter: ScenePainter | None = None
        self._encoder: CameraEncoder | None = None
        self._began_s = 0.0

    @property
    def watchers(self) -> int:
        """How many watch now."""
        return len(self._watchers)

    @property
    def is_running(self) -> bool:
        """True while it draws and encodes."""
        return self._task is not None and not self._task.done()

    def join(self) -> Watcher:
        """A new watcher; the next picture is a key frame."""
        watcher = Watcher()
        self._watchers.add(watcher)
        self._want_key = True
        if not self.is_running:
            self._task = asyncio.get_running_loop().create_task(self._run(), name=f"camera {self._camera_id}")
        return watcher

    def leave(self, watcher: Watcher) -> None:
        """A watcher went; the last one stops the encoder a little later."""
        self._watchers.discard(watcher)

    async def close(self) -> None:
        """Stop at once."""
        self._watchers.clear()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        self._began_s = time.monotonic()
        due_s = idle_since_s = self._began_s
        try:
            while True:
                now_s = time.monotonic()
                if self._watchers:
                    idle_since_s = now_s
                elif now_s - idle_since_s > LINGER_S:
                    return
                if self._watchers and not self._is_stalled():
                    force, self._want_key = self._want_key, False
                    chunk = await loop.run_in_executor(self._executor, self._produce, force)
                    for watcher in self._watchers:
                        watcher.offer(chunk)
                due_s = max(due_s + 1.0 / FPS, time.monotonic() - 1.0 / FPS)
                await asyncio.sleep(max(0.0, due_s - time.monotonic()))
        except Exception:
            _log.exception("camera %s stops", self._camera_id)
            raise
        finally:
            # The executor may still be inside `_produce` when we are cancelled: close behind it, in order.
            self._executor.submit(self._drop)

    def _produce(self, force_key: bool) -> Chunk:
        """Draw and encode one picture. A pool thread; never two of one channel at once."""
        if self._painter is None or self._encoder is None:
            self._painter = self._make_painter()
            self._encoder = CameraEncoder(WIDTH_PX, HEIGHT_PX, FPS)
            force_key = True
        pixels = self._painter.pixels
        if not self._is_frozen() or pixels is None:
            pixels = self._painter.paint(self._source.scene(self._camera_id, self._source.now_ms()))
        return self._encoder.encode(pixels, int((time.monotonic() - self._began_s) * 1000) + 1, force_key)

    def _drop(self) -> None:
        encoder, self._encoder, self._painter = self._encoder, None, None
        if encoder is not None:
            encoder.close()
