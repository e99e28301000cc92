"""One open camera as the console sees it. Written by its feeder thread, read by the thread that shows it."""

from __future__ import annotations

import threading
import time

from streams.health import FaultCode, HealthView, TileHealth
from streams.link import OpenCamera, ResizeCamera
from streams.quality import Quality
from streams.ring import RingFrame, RingReader
from streams.sources import SourceSpec

_COVER_ROOM = 2.0  # a 4:3 picture that covers a very wide tile is twice the tile's area


class StreamHandle:
    """Given out by `WorkerPool.open`; every method may be called from any thread.

    `take` belongs to one thread, the one that paints.
    """

    def __init__(
        self, key: int, spec: SourceSpec, size_px: tuple[int, int], cover: bool, now_s: float
    ) -> None:
        self.key = key
        self.spec = spec
        self._lock = threading.Lock()
        self._size_px = size_px
        self._cover = cover
        self._health = TileHealth(now_s)
        self._quality = Quality.FULL
        self._ring: RingReader | None = None  # made by `open_message`
        self._ring_no = 0
        self._next_ring: RingReader | None = None
        self._dropped_before = 0
        self._closed = False
        self.codec = ""
        self.source_size_px = (0, 0)
        self.source_fps = 0.0

    @property
    def quality(self) -> Quality:
        """The rung the governor put this camera on."""
        return self._quality

    @property
    def pixel_rate(self) -> float:
        """Pixels per second of the source, or a guess while it is not known."""
        width, height = self.source_size_px
        return float(width * height or 640 * 360) * (self.source_fps or 25.0)

    @property
    def dropped(self) -> int:
        """Frames that were replaced by a newer one before they were taken."""
        with self._lock:
            return self._dropped_before + (self._ring.dropped if self._ring is not None else 0)

    def take(self) -> RingFrame | None:
        """The newest frame, or None where none came since the last call. Holds its slot until the next."""
        with self._lock:
            return self._ring.take() if self._ring is not None else None

    def is_intact(self, frame: RingFrame) -> bool:
        """True while `frame`'s memory still holds that very picture."""
        owner = frame.owner
        return isinstance(owner, RingReader) and owner.is_intact(frame)

    def health(self) -> HealthView:
        """The state now."""
        with self._lock:
            return self._health.view(time.monotonic())

    def set_size(self, size_px: tuple[int, int], cover: bool) -> bool:
        """Note another box; False where it is the same already."""
        with self._lock:
            if (size_px, cover) == (self._size_px, self._cover):
                return False
            self._size_px, self._cover = size_px, cover
            return True

    def set_quality(self, quality: Quality) -> None:
        """Note the rung; what was measured of the frame rate no longer holds."""
        with self._lock:
            self._quality = quality
            self._health.on_interval_unknown()

    def open_message(self) -> OpenCamera | None:
        """The command that opens this camera in a fresh worker, with a ring nobody else writes to.

        None once the handle was released.
        """
        with self._lock:
            if self._closed:
                return None
            ring = self._renew_ring()
            width, height = self._size_px
            return OpenCamera(
                key=self.key,
                spec=self.spec,
                ring=ring.name,
                ring_no=self._ring_no,
                width_px=width,
                height_px=height,
                cover=self._cover,
                quality=int(self._quality),
            )

    def resize_message(self) -> ResizeCamera | None:
        """The command for another size: a new ring, shown from its first frame on. None once released."""
        with self._lock:
            if self._closed:
                return None
            self._drop_next()
            self._next_ring = RingReader.create(self.spec.camera_id, _slot_bytes(self._size_px, self._cover))
            self._ring_no += 1
            width, height = self._size_px
            return ResizeCamera(self.key, self._next_ring.name, self._ring_no, width, height, self._cover)

    def note_frame(self, ring_no: int) -> bool:
        """A frame lies in ring `ring_no`. Feeder thread. False where it came for a ring of the past."""
        with self._lock:
            if self._closed or ring_no != self._ring_no:
                return False
            if self._next_ring is not None:
                self._replace_ring(self._next_ring)
                self._next_ring = None
            self._health.on_frame(time.monotonic(), time.time_ns() // 1_000_000)
            return True

    def note_connecting(self, attempt: int) -> None:
        """A try begins. Feeder thread."""
        with self._lock:
            self._health.on_connecting(time.monotonic(), attempt)

    def note_opened(self, codec: str, size_px: tuple[int, int], fps: float) -> None:
        """The source answers. Feeder thread."""
        with self._lock:
            self.codec, self.source_size_px, self.source_fps = codec, size_px, fps
            self._health.on_opened(time.monotonic())

    def note_signature(self, signature: bytes) -> None:
        """The worker's picture signature. Feeder thread."""
        with self._lock:
            self._health.on_signature(time.monotonic(), signature)

    def note_lost(self, fault: FaultCode, detail: str) -> None:
        """The source was lost. Feeder thread."""
        with self._lock:
            self._health.on_lost(time.monotonic(), fault, detail)

    def release(self) -> None:
        """Give the memory's name back; the memory goes when the last frame shown from it does."""
        with self._lock:
            self._closed = True
            self._drop_next()
            self._replace_ring(None)

    def _renew_ring(self) -> RingReader:
        self._drop_next()
        ring = RingReader.create(self.spec.camera_id, _slot_bytes(self._size_px, self._cover))
        self._replace_ring(ring)
        self._ring_no += 1
        return ring

    def _drop_next(self) -> None:
        if self._next_ring is not None:
            self._next_ring.unlink()
            self._next_ring = None

    def _replace_ring(self, ring: RingReader | None) -> None:
        if self._ring is not None:
            self._dropped_before += self._ring.dropped
            self._ring.unlink()
        self._ring = ring


def _slot_bytes(size_px: tuple[int, int], cover: bool) -> int:
    width, height = max(16, size_px[0]), max(16, size_px[1])
    return int((width + 32) * (height + 2) * 4 * (_COVER_ROOM if cover else 1.0))
