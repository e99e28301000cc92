"""One camera inside a decode worker: open, decode, scale, publish, reconnect. One thread each.

Started and abandoned by `streams.worker`; talks to the console only through the `Notices` port and the ring. Closing
takes the ring away at once; connection and thread go when FFmpeg lets go of them, within its time-outs.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import av.error
from av.video.frame import VideoFrame

from streams.backoff import Backoff
from streams.decoder import SteppedDecoder
from streams.errors import ExhaustedError, SourceUnusableError, StreamsError
from streams.faults import FaultCode, Nature
from streams.fit import fit_scale
from streams.governor import SLOW_INTERVAL_S, Quality
from streams.hls_opener import HlsOpener, SourceClock
from streams.link import CameraBeat, CameraOpened, Connecting, Lost, OpenCamera, ResizeCamera, ToConsole
from streams.live_edge import LATE_S, LiveEdge, Pacer
from streams.opening import OpenSource, as_source_error, fault_of, open_source
from streams.playlist import ENDLESS
from streams.ring import RingWriter
from streams.scaler import Scaler, Shape
from streams.sources import SourceKind, SourceSpec

STALL_ABANDON_S = 6.0
HLS_ABANDON_S = 25.0  # whole segments come at a time
STILL_EVERY_S = 1.0
"""How often a still that its far end renews is asked for."""
OPENING_ABANDON_S = 5.0  # beyond what the source was to be waited for, twice where it takes a longer look
LATE_SHOWN_EVERY_S = 0.5
MOST_HANGING = 3
"""So many threads of one camera may hang in FFmpeg; then it waits for one of them instead of starting another."""
_SIGNATURE_EVERY_S = 1.0
_SLOW_RETRY_S = 30.0  # after a refusal: do not lock the account by hammering


class Notices(Protocol):
    """Where a camera thread puts its messages; any thread, never blocks for long."""

    def post(self, message: ToConsole) -> None:
        """Send a state message."""
        ...

    def frame(self, key: int, ring_no: int, lag_ms: int) -> None:
        """Note that a newer frame, so late, lies in the ring; a later one replaces it."""
        ...


@dataclass(slots=True)
class Target:
    """Where frames go and at what size; replaced whole on a resize."""

    writer: RingWriter
    ring_no: int
    width_px: int
    height_px: int
    cover: bool

    def fit(self, width_px: int, height_px: int) -> tuple[int, int]:
        """The scaled size of a picture, never enlarged, never larger than a slot, even numbers."""
        scale = fit_scale((width_px, height_px), (self.width_px, self.height_px), self.cover)
        while (width_px * scale + 16) * (height_px * scale + 2) * 4 > self.writer.slot_bytes:
            scale *= 0.95
        return max(2, round(width_px * scale / 2) * 2), max(2, round(height_px * scale / 2) * 2)


class CameraThread:
    """Owner of one camera's connection, decoder and scaler.

    `request_*` and `close` may be called from the worker's main thread; the rest runs on its own thread.
    """

    def __init__(self, message: OpenCamera, notices: Notices, backoff: Backoff | None = None) -> None:
        """Attach to the message's ring; raises RingError, ExhaustedError."""
        self.key = message.key
        self._spec: SourceSpec = message.spec
        self._notices = notices
        self._quality = Quality(message.quality)
        self._target: Target | None = _target_of(message)
        self._target_lock = threading.Lock()
        self._closing = threading.Event()
        self._hurry = threading.Event()
        self._threads: list[threading.Thread] = []
        self._exhausted: ExhaustedError | None = None
        self._generation = 0
        self._generation_lock = threading.Lock()
        self._backoff = backoff or Backoff()
        self._attempt = 0
        self._fast = True
        self._opening = self._connected = self._in_pieces = False
        self._goes_on = False
        self.progress_s = time.monotonic()
        """When something was last read (local monotonic seconds)."""
        self._interval_s = 0.0
        self._read = self._decoded = self._shown = self._late = self._damaged = 0
        self._signature = b""
        self._delay_ms = -1

    def start(self) -> None:
        """Begin on a fresh thread; an earlier one that hangs is left behind and finds itself outdated.

        Raises ExhaustedError where no thread can be had.
        """
        with self._generation_lock:
            self._generation += 1
            generation = self._generation
        self.progress_s = time.monotonic()
        self._opening = self._connected = False
        thread = threading.Thread(target=self._run, args=(generation,), name=f"cam-{self.key}", daemon=True)
        self._threads = [*(other for other in self._threads if other.is_alive()), thread]
        try:
            thread.start()
        except RuntimeError as error:
            raise ExhaustedError(
                "no thread is left: close cameras, or raise the limit (ulimit -u)"
            ) from error

    def close(self) -> None:
        """Let go of the ring, once a frame that is being written is whole, and ask the thread to end."""
        self._closing.set()
        self._hurry.set()
        self._aim(None)

    def request_resize(self, message: ResizeCamera) -> None:
        """Write into another ring from the next frame on. Raises RingError, ExhaustedError; then all is as before."""
        self._aim(_target_of(message))

    def _aim(self, target: Target | None) -> None:
        with self._target_lock:
            old, self._target = self._target, None if self._closing.is_set() else target
            if old is not None:
                old.writer.close()

    def request_quality(self, quality: Quality) -> None:
        """Change the rung; it takes hold at the next key frame where the decoder must be made again."""
        self._quality = quality

    def request_retry(self) -> None:
        """Connect anew at once, and begin with quick tries again. Raises ExhaustedError where no thread can be had."""
        self._backoff.reset()
        if self._opening or self._connected:
            self._begin_beside()
        else:
            self._hurry.set()

    def is_hung(self, now_s: float) -> bool:
        """True where opening takes for ever, or nothing was read for too long."""
        if self._closing.is_set():
            return False
        quiet_s = now_s - self.progress_s
        if self._opening:
            return quiet_s > 2 * self._spec.patience_s + OPENING_ABANDON_S
        base_s = HLS_ABANDON_S if self._in_pieces else STALL_ABANDON_S
        return self._connected and quiet_s > max(base_s, 10.0 * self._interval_s)

    def look_after(self, now_s: float) -> None:
        """Start again where it hangs. Raises ExhaustedError where this computer has nothing left for it."""
        if self._exhausted is not None:
            raise self._exhausted
        if self.is_hung(now_s):
            self.abandon()

    def abandon(self) -> None:
        """Report the stall and start again beside the hanging thread, which ends when FFmpeg lets it.

        Where `MOST_HANGING` hang already it only waits on. Raises ExhaustedError where no thread can be had.
        """
        self._notices.post(Lost(self.key, FaultCode.STALLED, "no data"))
        self._begin_beside()

    def _begin_beside(self) -> None:
        if sum(thread.is_alive() for thread in self._threads) < MOST_HANGING:
            self.start()
        else:
            self.progress_s = time.monotonic()

    def beat(self) -> CameraBeat:
        """The counters for the console."""
        return CameraBeat(
            key=self.key,
            read=self._read,
            decoded=self._decoded,
            shown=self._shown,
            late=self._late,
            damaged=self._damaged,
            signature=self._signature,
            delay_ms=self._delay_ms,
            quality=int(self._quality),
        )

    def _run(self, generation: int) -> None:
        while self._current(generation):
            wait_s = self._connect_once(generation)
            if wait_s is None:
                return
            self._hurry.wait(wait_s)
            if not self._closing.is_set():
                self._hurry.clear()

    def _connect_once(self, generation: int) -> float | None:
        """One connection from opening to its end; returns how long to wait before the next, None for none."""
        self._attempt += 1
        if not self._goes_on:
            self._notices.post(Connecting(self.key, self._attempt))
        self._goes_on = False
        fault, detail = FaultCode.ENDED, ""
        began_s = self.progress_s = time.monotonic()
        self._opening = True
        source: OpenSource | None = None
        try:
            try:
                source = open_source(self._spec, self._fast)
                if not self._current(generation):
                    return None
                self._fast = source.codec == "h264"
                self.progress_s = time.monotonic()
                self._opening, self._connected = False, True
                self._in_pieces = source.comes_in_pieces
                self._notices.post(_opened(self.key, source, (source.width_px, source.height_px)))
                self._play(source, generation)
            except (StreamsError, av.error.FFmpegError, OSError, ValueError) as error:
                known = as_source_error(error)
                if isinstance(known, ExhaustedError) and self._current(generation):
                    self._exhausted = known
                    return None  # its ring would only take room from others; the console opens it again
                fault, detail = fault_of(known)
            if not self._current(generation):
                return None
            self._opening = self._connected = False
            if fault is FaultCode.ENDED and source is not None and self._shown and self._repeats(source):
                self._goes_on = True
                return STILL_EVERY_S if source.is_still or time.monotonic() - began_s < 0.5 else 0.0
            return self._lose(fault, detail)  # said before closing: that waits for the far end's farewell
        finally:
            if source is not None:
                source.close()

    def _lose(self, fault: FaultCode, detail: str) -> float:
        """Say what ended the connection; returns how long to wait before the next (seconds)."""
        wait_s = self._backoff.next_s()
        self._notices.post(Lost(self.key, fault, detail))
        is_final = fault in (FaultCode.REFUSED, FaultCode.NOT_FOUND, FaultCode.NO_VIDEO)
        return max(wait_s, _SLOW_RETRY_S) if is_final else wait_s

    def _repeats(self, source: OpenSource) -> bool:
        """Whether its end is none: a file that is played again, a still that is asked for again."""
        return source.is_still or (self._spec.kind is SourceKind.FILE and self._spec.loop)

    def _current(self, generation: int) -> bool:
        return generation == self._generation and not self._closing.is_set()

    def _play(self, source: OpenSource, generation: int) -> None:
        decoder = SteppedDecoder(source, time.monotonic())
        paced = source.comes_in_pieces or source.nature is Nature.RECORDED
        pacer = Pacer(0.5 if source.comes_in_pieces else 0.0)
        edge, clock = LiveEdge(), SourceClock()
        opener = source.opener if isinstance(source.opener, HlsOpener) else None
        self._delay_ms = -1
        scaler = Scaler()
        time_base = source.stream.time_base or Fraction(1, 90_000)
        told_px = (source.width_px, source.height_px)
        for packet in source.container.demux(source.stream):
            now_s = time.monotonic()
            if not self._current(generation):
                return
            if opener is not None:
                if opener.is_endless:
                    raise SourceUnusableError(ENDLESS)
                if packet.pts is not None and (begun_s := opener.segment_begun_s()) is not None:
                    clock.begin(begun_s, float(packet.pts * time_base))
            self._read += packet.size > 0  # an empty one only says that nothing more comes
            gap_s, self.progress_s = now_s - self.progress_s, now_s
            self._interval_s = gap_s if not self._interval_s else 0.9 * self._interval_s + 0.1 * gap_s
            if paced and packet.dts is not None:
                # Packets are paced, not pictures: when stepped down to key frames few pictures come out.
                if self._closing.wait(pacer.wait_s(float(packet.dts * time_base), time.monotonic())):
                    return
                self.progress_s = time.monotonic()
            damaged = decoder.damage.count
            frames = decoder.decode(packet, self._quality, now_s)
            self._damaged += decoder.damage.count - damaged
            for frame in frames:
                self._decoded += 1
                shape = decoder.shape_of(frame)
                shown_px = shape.shown_px(frame.width, frame.height)
                if shown_px[0] > told_px[0] or shown_px[1] > told_px[1]:  # told nothing, or not this
                    told_px = shown_px
                    self._notices.post(_opened(self.key, source, told_px))
                pts_s = now_s if frame.pts is None else float(frame.pts * time_base)
                lag_s = (
                    0.0 if paced or frame.pts is None or not source.has_times else edge.lag_s(pts_s, now_s)
                )
                if lag_s > LATE_S:
                    self._late += 1
                    if edge.catches_up and now_s - scaler.shown_s < LATE_SHOWN_EVERY_S:
                        continue  # hurry to the live edge, but never leave the tile without a sign of life
                if not self._current(generation):
                    return
                self._show(frame, shape, pts_s, lag_s, scaler)
                if (delay_s := clock.delay_s(pts_s, time.time())) is not None:
                    self._delay_ms = round(delay_s * 1000)
                else:
                    self._delay_ms = -1

    def _show(self, frame: VideoFrame, shape: Shape, pts_s: float, lag_s: float, scaler: Scaler) -> None:
        now_s = time.monotonic()
        if self._quality is Quality.SLOW and now_s - scaler.shown_s < SLOW_INTERVAL_S:
            return
        scaler.shown_s = now_s
        capture_ns = time.monotonic_ns() - int(lag_s * 1e9)  # a late picture is an old one, and says so
        wall_ms = time.time_ns() // 1_000_000
        with self._target_lock:
            target = self._target
            if target is None:
                return  # closed
            width, height = target.fit(*shape.shown_px(frame.width, frame.height))
            data, stride = scaler.bgra(frame, width, height, shape.turns)
            target.writer.publish(data, width, height, stride, int(pts_s * 1e6), capture_ns, wall_ms)
            ring_no = target.ring_no
        self._shown += 1
        if self._attempt:
            self._attempt = 0
            self._backoff.reset()
        self._notices.frame(self.key, ring_no, round(lag_s * 1000))
        if now_s - scaler.signed_s >= _SIGNATURE_EVERY_S:
            scaler.signed_s = now_s
            self._signature = scaler.signature(frame)


def _opened(key: int, source: OpenSource, size_px: tuple[int, int]) -> CameraOpened:
    return CameraOpened(key, source.codec, *size_px, source.fps, source.nature)


def _target_of(message: OpenCamera | ResizeCamera) -> Target:
    writer = RingWriter.attach(message.ring)
    return Target(writer, message.ring_no, message.width_px, message.height_px, message.cover)
