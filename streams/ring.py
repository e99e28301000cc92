"""A ring of picture slots in shared memory: one writer (a worker's camera thread), one reader (the console).

The newest frame wins: the writer never waits. It never touches the newest published slot nor the slot that
the reader holds, so with three slots there is always a free one. Each slot carries a sequence number that is
odd while it is written (a seqlock); a reader that takes a slot checks it after announcing its hold, and may
check it again after painting with `is_intact`. All control cells are aligned 8-byte words, stored whole.

Layout (little words of 8 bytes): header of 16 words, then per slot a header of 8 words and `slot_bytes` of
BGRA rows. See `_H_*` and `_S_*`.
"""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing import shared_memory
from typing import Self

from streams.errors import RingError

_MAGIC = 0x4D55_5354_5249_4E01  # "MUSTRIN" and the layout's version
_WORD = 8
_HEADER_WORDS = 16
_SLOT_WORDS = 8
_H_MAGIC, _H_SLOTS, _H_SLOT_BYTES, _H_LATEST, _H_HOLD, _H_ID_LEN = range(6)
_ID_WORD, _ID_BYTES = 8, 64
_S_SEQ, _S_WIDTH, _S_HEIGHT, _S_STRIDE, _S_PTS, _S_CAPTURE, _S_WALL, _S_FRAME = range(8)
_PTS_BIAS = 1 << 62  # stored words are unsigned, presentation times may be negative
SLOTS = 3


@dataclass(frozen=True, slots=True)
class RingFrame:
    """One picture as it lies in the ring; `data` stays valid memory as long as this object lives.

    data: read-only memoryview of uint8, `stride_bytes` × `height_px`, BGRA (QImage's Format_RGB32).
    pts_us: presentation time of the stream in µs. capture_ns: `time.monotonic_ns()` of the worker when the
    frame left the decoder, less its lag behind the live edge (one clock for all processes of a machine).
    wall_ms: UTC ms when it left the decoder.
    """

    data: memoryview
    width_px: int
    height_px: int
    stride_bytes: int
    pts_us: int
    capture_ns: int
    wall_ms: int
    frame_no: int
    slot: int
    seq: int
    owner: object


class _Mapping(shared_memory.SharedMemory):
    """Shared memory that may outlive its `close` for as long as a picture of it is looked at."""

    def close(self) -> None:
        """Unmap; where slices still live, the mapping goes with the last of them."""
        try:
            super().close()
        except BufferError:
            pass


class _Ring:
    """What both ends share: the mapping and its words."""

    def __init__(self, memory: _Mapping) -> None:
        self._memory = memory
        whole = memory.buf
        assert whole is not None  # just opened
        self._words = whole[: len(whole) // _WORD * _WORD].cast("Q")
        if len(self._words) < _HEADER_WORDS or self._words[_H_MAGIC] != _MAGIC:
            raise RingError(f"shared memory {memory.name} is not a frame ring of this version")
        self._slots = int(self._words[_H_SLOTS])
        self._slot_bytes = int(self._words[_H_SLOT_BYTES])
        self._pictures: list[memoryview] = []
        self._heads: list[int] = []
        for slot in range(self._slots):
            start = _slot_offset(slot, self._slot_bytes)
            self._heads.append(start // _WORD)
            body = start + _SLOT_WORDS * _WORD
            self._pictures.append(whole[body : body + self._slot_bytes])

    @property
    def name(self) -> str:
        """The name by which another process attaches."""
        return self._memory.name

    @property
    def slot_bytes(self) -> int:
        """The largest picture in bytes."""
        return self._slot_bytes

    @property
    def camera_id(self) -> str:
        """The camera this ring was made for."""
        start = _ID_WORD * _WORD
        length = int(self._words[_H_ID_LEN])
        buf = self._memory.buf
        assert buf is not None
        return bytes(buf[start : start + length]).decode()


def _slot_offset(slot: int, slot_bytes: int) -> int:
    return _HEADER_WORDS * _WORD + slot * (_SLOT_WORDS * _WORD + slot_bytes)


class RingReader(_Ring):
    """The console's end. It makes the memory and takes the newest frame. One thread at a time."""

    def __init__(self, memory: _Mapping) -> None:
        super().__init__(memory)
        self._last_frame_no = 0
        self._unlinked = False
        self.dropped = 0
        """Frames that were published but never taken, since a newer one came first."""

    @classmethod
    def create(cls, camera_id: str, slot_bytes: int) -> Self:
        """Make a ring whose pictures have at most `slot_bytes` bytes."""
        rounded = (slot_bytes + 63) // 64 * 64
        memory = _Mapping(create=True, size=_slot_offset(SLOTS, rounded))
        buf = memory.buf
        assert buf is not None  # just created
        coded = camera_id.encode()[:_ID_BYTES]
        head = buf[: _HEADER_WORDS * _WORD].cast("Q")
        head[_H_SLOTS], head[_H_SLOT_BYTES] = SLOTS, rounded
        head[_H_ID_LEN] = len(coded)
        buf[_ID_WORD * _WORD : _ID_WORD * _WORD + len(coded)] = coded
        head[_H_MAGIC] = _MAGIC
        head.release()
        return cls(memory)

    def take(self) -> RingFrame | None:
        """Return the newest frame and hold its slot until the next `take`; None where no new one came."""
        words = self._words
        for _ in range(8):  # a retry is needed only if the writer lapped us between two reads
            latest = words[_H_LATEST]
            frame_no, slot = latest >> 8, latest & 0xFF
            if frame_no == self._last_frame_no:
                return None
            words[_H_HOLD] = slot + 1
            head = self._heads[slot]
            seq = words[head + _S_SEQ]
            if seq & 1 or words[head + _S_FRAME] != frame_no:
                continue
            height, stride = int(words[head + _S_HEIGHT]), int(words[head + _S_STRIDE])
            frame = RingFrame(
                data=self._pictures[slot][: height * stride].toreadonly(),
                width_px=int(words[head + _S_WIDTH]),
                height_px=height,
                stride_bytes=stride,
                pts_us=int(words[head + _S_PTS]) - _PTS_BIAS,
                capture_ns=int(words[head + _S_CAPTURE]),
                wall_ms=int(words[head + _S_WALL]),
                frame_no=frame_no,
                slot=slot,
                seq=seq,
                owner=self,
            )
            if words[head + _S_SEQ] != seq:
                continue
            if self._last_frame_no:
                self.dropped += frame_no - self._last_frame_no - 1
            self._last_frame_no = frame_no
            return frame
        return None

    def is_intact(self, frame: RingFrame) -> bool:
        """True while the slot of `frame` was not written again since it was taken."""
        return bool(self._words[self._heads[frame.slot] + _S_SEQ] == frame.seq)

    def unlink(self) -> None:
        """Give the name back; the memory goes when the last frame and both ends let go of it."""
        if not self._unlinked:
            self._unlinked = True
            self._memory.unlink()

    def __del__(self) -> None:
        # Views first: SharedMemory refuses to close while slices of its buffer live.
        for view in getattr(self, "_pictures", []):
            _release(view)
        words = getattr(self, "_words", None)
        if words is not None:
            _release(words)


class RingWriter(_Ring):
    """The worker's end. One thread."""

    def __init__(self, memory: _Mapping) -> None:
        super().__init__(memory)
        self._frame_no = int(self._words[_H_LATEST]) >> 8

    @classmethod
    def attach(cls, name: str) -> Self:
        """Open the ring another process made. Raises RingError where it is gone or malformed."""
        try:
            # Spawned children share the parent's resource tracker, so that attaching here neither
            # unlinks the ring at our end nor leaves it behind when the console is killed.
            memory = _Mapping(name=name)
        except (FileNotFoundError, ValueError) as error:
            raise RingError(f"no shared memory {name}") from error
        return cls(memory)

    def publish(
        self,
        data: bytes | memoryview,
        width_px: int,
        height_px: int,
        stride_bytes: int,
        pts_us: int,
        capture_ns: int,
        wall_ms: int,
    ) -> int:
        """Copy a BGRA picture of `height_px` rows of `stride_bytes` in and make it the newest.

        Returns its frame number (from 1). Raises RingError where it is larger than a slot.
        """
        size = height_px * stride_bytes
        if size > self._slot_bytes:
            raise RingError(f"a frame of {size} bytes does not fit into a slot of {self._slot_bytes}")
        words = self._words
        slot = self._claim()
        head = self._heads[slot]
        self._pictures[slot][:size] = memoryview(data)[:size]
        self._frame_no += 1
        words[head + _S_WIDTH], words[head + _S_HEIGHT] = width_px, height_px
        words[head + _S_STRIDE], words[head + _S_FRAME] = stride_bytes, self._frame_no
        words[head + _S_PTS], words[head + _S_CAPTURE] = pts_us + _PTS_BIAS, capture_ns
        words[head + _S_WALL] = wall_ms
        words[head + _S_SEQ] += 1  # even again: whole
        words[_H_LATEST] = self._frame_no << 8 | slot
        return self._frame_no

    def _claim(self) -> int:
        words = self._words
        newest = words[_H_LATEST] & 0xFF if words[_H_LATEST] else None
        while True:
            held = words[_H_HOLD] - 1
            for slot in range(self._slots):
                if slot in (newest, held):
                    continue
                head = self._heads[slot]
                words[head + _S_SEQ] += 1  # odd: being written
                if words[_H_HOLD] - 1 != slot:
                    return slot
                words[head + _S_SEQ] += 1  # the reader came first: leave it untouched, but renumbered

    def close(self) -> None:
        """Let go of the mapping."""
        for view in self._pictures:
            _release(view)
        self._pictures.clear()
        _release(self._words)
        self._memory.close()


def _release(view: memoryview) -> None:
    try:
        view.release()
    except BufferError:
        pass  # a frame still shows it; its own release closes the mapping later
