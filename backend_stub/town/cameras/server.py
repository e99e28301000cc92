"""The demo's camera server: `/cam/<id>.ts` per camera, MPEG-TS over HTTP, encoded only while somebody watches.

Runs on one asyncio loop with a small pool of drawing threads; `CameraServer` inside a loop that is there,
`CameraServerThread` with a loop of its own. With faults allowed, `POST /fault` makes a camera misbehave.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from aiohttp import web

from backend_stub.town.cameras.channel import CameraChannel
from backend_stub.town.cameras.geography import Geography
from backend_stub.town.cameras.painter import ScenePainter, Sprites
from backend_stub.town.cameras.scene import SceneSource
from console.domain.registry.entities import Camera

_log = logging.getLogger(__name__)
FAULT_MODES = ("die", "freeze", "stall", "garbage")
_SEND_TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Fault:
    """How a camera misbehaves, and until when (local monotonic seconds)."""

    mode: str
    until_s: float


class CameraServer:
    """All cameras of a town. Event loop only.

    Faults, where allowed: `die` refuses connections and cuts the present ones, `freeze` repeats one picture, `stall`
    keeps the connection but sends nothing, `garbage` sends noise.
    """

    def __init__(
        self,
        cameras: Sequence[Camera],
        source: SceneSource,
        plan: Geography,
        *,
        faults: bool = False,
        threads: int = 2,
    ) -> None:
        self._cameras = {camera.id: camera for camera in cameras}
        self._source = source
        self._plan = plan
        self._faults_allowed = faults
        self._faults: dict[str, Fault] = {}
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="camera")
        self._sprites: Sprites | None = None
        self._sprites_lock = threading.Lock()
        self._channels: dict[str, CameraChannel] = {}
        self._handlers: set[asyncio.Task[object]] = set()
        self._runner: web.AppRunner | None = None
        self._stopping = False
        self.port = 0

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen; returns the port (chosen by the system for 0)."""
        app = web.Application()
        app.router.add_get("/cam/{name}", self._watch)
        app.router.add_get("/", self._list)
        if self._faults_allowed:
            app.router.add_post("/fault", self._take_fault)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        return self.port

    async def stop(self) -> None:
        """Cut all connections and free the encoders."""
        # Before Python 3.12, wait_for may swallow a cancellation when its result comes in the same moment.
        self._stopping = True
        for task in list(self._handlers):
            task.cancel()
        await asyncio.gather(*self._handlers, return_exceptions=True)
        for channel in self._channels.values():
            await channel.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self._executor.shutdown(wait=True)

    def url(self, camera_id: str) -> str:
        """The address of a camera."""
        return f"http://127.0.0.1:{self.port}/cam/{camera_id}.ts"

    @property
    def encoding(self) -> int:
        """How many encoders run."""
        return sum(channel.is_running for channel in self._channels.values())

    def set_fault(self, camera_id: str, mode: str, seconds: float) -> None:
        """Let a camera misbehave for a while. Raises ValueError for an unknown mode, KeyError for a camera."""
        if mode not in FAULT_MODES:
            raise ValueError(f"mode {mode!r} is not one of {', '.join(FAULT_MODES)}")
        if camera_id not in self._cameras:
            raise KeyError(camera_id)
        self._faults[camera_id] = Fault(mode, time.monotonic() + seconds)

    def _has_fault(self, camera_id: str, mode: str) -> bool:
        fault = self._faults.get(camera_id)
        return fault is not None and fault.mode == mode and time.monotonic() < fault.until_s

    def _channel(self, camera_id: str) -> CameraChannel:
        if camera_id not in self._channels:
            self._channels[camera_id] = CameraChannel(
                camera_id,
                self._source,
                lambda: ScenePainter(self._cameras[camera_id], self._plan, self._shared_sprites()),
                self._executor,
                lambda: self._has_fault(camera_id, "freeze"),
                lambda: self._has_fault(camera_id, "stall"),
            )
        return self._channels[camera_id]

    def _shared_sprites(self) -> Sprites:
        with self._sprites_lock:
            if self._sprites is None:
                self._sprites = Sprites()
            return self._sprites

    async def _watch(self, request: web.Request) -> web.StreamResponse:
        camera_id, _, ending = request.match_info["name"].rpartition(".")
        if ending != "ts" or camera_id not in self._cameras:
            raise web.HTTPNotFound(text="no such camera\n")
        if self._has_fault(camera_id, "die"):
            raise web.HTTPServiceUnavailable(text="this camera is down\n")
        response = web.StreamResponse(
            headers={"Content-Type": "video/mp2t", "Cache-Control": "no-store", "Connection": "close"}
        )
        await response.prepare(request)
        channel = self._channel(camera_id)
        watcher = channel.join()
        task = asyncio.current_task()
        assert task is not None  # a handler always runs in one
        self._handlers.add(task)
        try:
            while not self._stopping and not self._has_fault(camera_id, "die"):
                try:
                    data = await asyncio.wait_for(watcher.next(), 1.0)
                except TimeoutError:
                    continue
                if self._has_fault(camera_id, "garbage"):
                    data = random.randbytes(len(data))
                await asyncio.wait_for(response.write(data), _SEND_TIMEOUT_S)
        except (ConnectionError, TimeoutError, asyncio.CancelledError):
            pass
        finally:
            self._handlers.discard(task)
            channel.leave(watcher)
        if request.transport is not None:
            request.transport.abort()  # a stream has no end to wait for
        return response

    async def _list(self, request: web.Request) -> web.Response:
        rows = [
            {"id": one.id, "name_zh": one.name_zh, "name_en": one.name_en, "url": self.url(one.id)}
            for one in self._cameras.values()
        ]
        return web.json_response(rows, dumps=lambda value: json.dumps(value, ensure_ascii=False))

    async def _take_fault(self, request: web.Request) -> web.Response:
        try:
            body = await request.json()
            self.set_fault(str(body["camera"]), str(body["mode"]), float(body.get("seconds", 30.0)))
        except (ValueError, TypeError, KeyError) as error:
            raise web.HTTPBadRequest(text=f"not understood: {error}\n") from None
        return web.json_response({"ok": True})


class CameraServerThread:
    """A `CameraServer` on an event loop and thread of its own. `start` and `stop` from any other thread."""

    def __init__(
        self,
        cameras: Sequence[Camera],
        source: SceneSource,
        plan: Geography,
        *,
        faults: bool = False,
        port: int = 0,
        threads: int | None = None,
    ) -> None:
        count = threads or max(1, min(4, (os.cpu_count() or 2) // 2))
        self.server = CameraServer(cameras, source, plan, faults=faults, threads=count)
        self._wanted_port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cameras", daemon=True)

    def start(self) -> int:
        """Listen; returns the port."""
        self._thread.start()
        return asyncio.run_coroutine_threadsafe(self.server.start(port=self._wanted_port), self._loop).result(
            15.0
        )

    def stop(self) -> None:
        """Stop serving and end the thread."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(15.0)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5.0)
        self._loop.close()

    async def _end(self) -> None:
        await self.server.stop()
        mine = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not mine]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
