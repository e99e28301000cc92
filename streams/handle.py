"""One open camera as the console sees it. Written by its feeder thread, read by the thread that shows it.

It owns the camera's rings: one that is shown, and after a resize one that is shown from its first frame on. Both are
let go of whenever no worker serves the camera, and for good by `release`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from streams.errors import StreamsError
from streams.faults import FaultCode, Nature
from streams.fit import slot_bytes
from streams.governor import Quality
from streams.health import HealthView, TileHealth
from streams.link import CameraBeat, OpenCamera, ResizeCamera
from streams.ring import RingFrame, RingReader
from streams.sources import SourceSpec

RingMaker = Callable[[str, int], RingReader]
"""Makes a ring for a camera id whose slots have so many bytes, or fewer; raises ExhaustedError, RingError."""


class StreamHandle:
    """Given out by `WorkerPool.open`; every method may be called from any thread.

    `take` belongs to one thread, the one that paints.
    """

    def __init__(
        self,
        key: int,
        spec: SourceSpec,
        size_px: tuple[int, int],
        cover: bool,
        now_s: float,
        make_ring: RingMaker = RingReader.create,
    ) -> None:
        self.key = key
        self.spec = spec
        self._lock = threading.Lock()
        self._size_px = size_px
        self._cover = cover
        self._health = TileHealth(now_s)
        self._quality = Quality.FULL
        self._make_ring = make_ring
        self._ring: RingReader | None = None  # made by `open_message`
        self._next_ring: RingReader | None = None
        self._ring_no = self._next_no = 0
        self._dropped_before = 0
        self._read = self._damaged = 0
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

    @property
    def is_released(self) -> bool:
        """True once the camera was closed."""
        return self._closed

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
        """The command that opens this camera in a worker, with a ring nobody else writes to.

        None once the handle was released. Raises ExhaustedError, RingError where no ring can be had.
        """
        needed = self._wanted_bytes(fresh=True)
        if needed is None:
            return None
        ring = self._make_ring(self.spec.camera_id, needed)  # takes a while: `take` must not wait for it
        with self._lock:
            self._drop_rings()
            if self._closed:
                ring.close()
                return None
            self._ring = ring
            self._ring_no = self._next_no = self._next_no + 1
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
        """The command for another size: a new ring, shown from its first frame on.

        None once released, and where no ring can be had: the picture stays as it is, and is scaled when painted.
        """
        needed = self._wanted_bytes(fresh=False)
        if needed is None:
            return None
        try:
            ring = self._make_ring(self.spec.camera_id, needed)
        except StreamsError:
            return None
        with self._lock:
            self._drop_next()
            if self._ring is None:  # released meanwhile
                ring.close()
                return None
            self._next_ring = ring
            self._next_no += 1
            width, height = self._size_px
            return ResizeCamera(self.key, ring.name, self._next_no, width, height, self._cover)

    def note_frame(self, ring_no: int, lag_s: float = 0.0) -> bool:
        """A frame, so late, lies in ring `ring_no`. Feeder thread. False where it came for a ring of the past."""
        with self._lock:
            if self._next_ring is not None and ring_no == self._next_no:
                fresh, self._next_ring = self._next_ring, None
                self._drop_rings()
                self._ring, self._ring_no = fresh, ring_no
            if self._ring is None or ring_no != self._ring_no:
                return False
            self._health.on_frame(time.monotonic(), time.time_ns() // 1_000_000, lag_s)
            return True

    def note_not_resized(self, ring_no: int) -> None:
        """The worker could not use the new ring; it goes on in the old one. Feeder thread."""
        with self._lock:
            if ring_no == self._next_no:
                self._drop_next()

    def note_connecting(self, attempt: int) -> None:
        """A try begins. Feeder thread."""
        with self._lock:
            self._health.on_connecting(time.monotonic(), attempt)

    def note_opened(
        self, codec: str, size_px: tuple[int, int], fps: float, nature: Nature = Nature.LIVE
    ) -> bool:
        """The source answers. Feeder thread. True where its pictures want a larger ring, or one of half the size."""
        with self._lock:
            is_new = size_px != self.source_size_px
            self.codec, self.source_size_px, self.source_fps = codec, size_px, fps
            self._health.on_opened(time.monotonic(), nature)
            ring = self._next_ring or self._ring
            if ring is None or not is_new:
                return False
            return not ring.slot_bytes // 2 <= self._needed_bytes() <= ring.slot_bytes

    def note_beat(self, beat: CameraBeat) -> None:
        """The worker's counters and picture signature. Feeder thread."""
        with self._lock:
            now_s = time.monotonic()
            if beat.read != self._read:
                self._read = beat.read
                self._health.on_data(now_s)
            if beat.damaged > self._damaged:
                self._health.on_damage(now_s)
            self._damaged = beat.damaged
            self._health.on_delay(None if beat.delay_ms < 0 else beat.delay_ms / 1000)
            if beat.signature:
                self._health.on_signature(now_s, beat.signature)

    def note_lost(self, fault: FaultCode, detail: str) -> None:
        """The source was lost. Feeder thread."""
        with self._lock:
            self._health.on_lost(time.monotonic(), fault, detail)

    def note_unserved(self, fault: FaultCode, detail: str) -> None:
        """No worker writes for this camera any more, or none could begin. Any thread."""
        with self._lock:
            self._drop_rings()
            self._health.on_lost(time.monotonic(), fault, detail)

    def release(self) -> None:
        """Let go of everything, for good; a picture that is still shown stays valid. Safe to call again."""
        with self._lock:
            self._closed = True
            self._drop_rings()

    def _wanted_bytes(self, fresh: bool) -> int | None:
        """What a new ring's slots need; None where none is wanted: closed or, unless fresh, served by no worker."""
        with self._lock:
            if fresh:
                self._drop_rings()
            unwanted = self._closed if fresh else self._ring is None
            return None if unwanted else self._needed_bytes()

    def _needed_bytes(self) -> int:
        return slot_bytes(self._size_px, self._cover, self.source_size_px)

    def _drop_rings(self) -> None:
        self._drop_next()
        if self._ring is not None:
            self._dropped_before += self._ring.dropped
            self._ring.close()
            self._ring = None

    def _drop_next(self) -> None:
        if self._next_ring is not None:
            self._next_ring.close()
            self._next_ring = None
