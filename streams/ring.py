"""A ring of picture slots in shared memory: one writer (a worker's camera thread), one reader (the console).

The newest frame wins: the writer never waits. It never touches the newest published slot nor the slot that
the reader holds, so with three slots there is always a free one. Each slot carries a sequence number that is
odd while it is written (a seqlock); a reader that takes a slot checks it after announcing its hold, and may
check it again after painting with `is_intact`. All control cells are aligned 8-byte words, stored whole.

Either end may let go at any time, in any order, in the middle of a frame: a `RingFrame` that somebody still shows keeps
its memory, and the memory goes with the last of them (`streams.segment`).

Layout (little words of 8 bytes): header of 16 words, then per slot a header of 8 words and `slot_bytes` of
BGRA rows. See `_H_*` and `_S_*`.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Self

from streams.errors import RingError, StreamsError, as_exhausted
from streams.segment import Reserve, make_segment, open_segment, reserve_pages, unlink_segment

_MAGIC = 0x4D55_5354_5249_4E01  # "MUSTRIN" and the layout's version
_WORD = 8
_HEADER_WORDS = 16
_SLOT_WORDS = 8
_H_MAGIC, _H_SLOTS, _H_SLOT_BYTES, _H_LATEST, _H_HOLD, _H_ID_LEN = range(6)
_ID_WORD, _ID_BYTES = 8, 64
_S_SEQ, _S_WIDTH, _S_HEIGHT, _S_STRIDE, _S_PTS, _S_CAPTURE, _S_WALL, _S_FRAME = range(8)
_PTS_BIAS = 1 << 62  # stored words are unsigned, presentation times may be negative
SLOTS = 3
_SMALLER = (1, 2, 4)
"""Where memory is short, rings of a half and a quarter are tried: a small picture is better than none."""
_NO_WORDS = memoryview(b"").cast("Q")


@dataclass(frozen=True, slots=True)
class RingFrame:
    """One picture as it lies in the ring; `data` stays valid memory as long as anybody holds it.

    data: read-only memoryview of uint8, `stride_bytes` × `height_px`, BGRA (QImage's Format_RGB32).
    pts_us: presentation time of the stream in µs. capture_ns: `time.monotonic_ns()` of the worker when the
    frame left the decoder, less its lag behind the live edge (one clock for all processes of a machine).
    wall_ms: UTC ms when it left the decoder. head, seq: its slot's header and the number it had when taken.
    """

    data: memoryview
    width_px: int
    height_px: int
    stride_bytes: int
    pts_us: int
    capture_ns: int
    wall_ms: int
    frame_no: int
    head: memoryview
    seq: int

    def is_intact(self) -> bool:
        """True while the slot was not written again since the frame was taken, also after the ring was closed."""
        return bool(self.head[_S_SEQ] == self.seq)


class _Ring:
    """What both ends share: the segment's name, its words and its pictures."""

    def __init__(self, name: str, whole: memoryview) -> None:
        self.name = name
        """The name by which another process attaches."""
        self._words = whole[: len(whole) // _WORD * _WORD].cast("Q")
        if len(self._words) < _HEADER_WORDS or self._words[_H_MAGIC] != _MAGIC:
            raise RingError(f"shared memory {name} is not a frame ring of this version")
        self._slots = int(self._words[_H_SLOTS])
        self.slot_bytes = int(self._words[_H_SLOT_BYTES])
        """The largest picture in bytes."""
        self._closed = False
        self._pictures: list[memoryview] = []
        self._heads: list[int] = []
        for slot in range(self._slots):
            start = _slot_offset(slot, self.slot_bytes)
            self._heads.append(start // _WORD)
            body = start + _SLOT_WORDS * _WORD
            self._pictures.append(whole[body : body + self.slot_bytes])

    @property
    def camera_id(self) -> str:
        """The camera this ring was made for."""
        length = int(self._words[_H_ID_LEN])
        return bytes(self._words[_ID_WORD:_HEADER_WORDS].cast("B"))[:length].decode()

    def close(self) -> None:
        """Let go. Safe to call again. Not beside another call of the same end."""
        self._closed = True
        self._pictures = []
        self._words = _NO_WORDS


def _slot_offset(slot: int, slot_bytes: int) -> int:
    return _HEADER_WORDS * _WORD + slot * (_SLOT_WORDS * _WORD + slot_bytes)


class RingReader(_Ring):
    """The console's end. It makes the segment and takes the newest frame. One thread at a time."""

    def __init__(self, name: str, whole: memoryview) -> None:
        super().__init__(name, whole)
        self._last_frame_no = 0
        self.dropped = 0
        """Frames that were published but never taken, since a newer one came first."""

    @classmethod
    def create(cls, camera_id: str, slot_bytes: int, reserve: Reserve = reserve_pages) -> Self:
        """Make a ring whose pictures have at most `slot_bytes` bytes, or a half or quarter where memory is short.

        Raises ExhaustedError where there is no memory or no descriptor left, RingError where it fails otherwise.
        """
        for share in _SMALLER:
            rounded = (slot_bytes // share + 63) // 64 * 64
            try:
                name, whole = make_segment(_slot_offset(SLOTS, rounded), reserve)
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.ENOMEM) and share != _SMALLER[-1]:
                    continue
                raise _trouble(error, f"no ring of {SLOTS} × {rounded} bytes") from error
            break
        coded = camera_id.encode()[:_ID_BYTES]
        head = whole[: _HEADER_WORDS * _WORD].cast("Q")
        head[_H_SLOTS], head[_H_SLOT_BYTES] = SLOTS, rounded
        head[_H_ID_LEN] = len(coded)
        whole[_ID_WORD * _WORD : _ID_WORD * _WORD + len(coded)] = coded
        head[_H_MAGIC] = _MAGIC
        return cls(name, whole)

    def take(self) -> RingFrame | None:
        """Return the newest frame and hold its slot until the next `take`; None where no new one came."""
        if self._closed:
            return None
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
                head=words[head : head + _SLOT_WORDS],
                seq=seq,
            )
            if words[head + _S_SEQ] != seq:
                continue
            if self._last_frame_no:
                self.dropped += frame_no - self._last_frame_no - 1
            self._last_frame_no = frame_no
            return frame
        return None

    def close(self) -> None:
        """Give the name back and let go; frames that were taken stay valid."""
        if not self._closed:
            unlink_segment(self.name)
        super().close()


class RingWriter(_Ring):
    """The worker's end. One thread."""

    def __init__(self, name: str, whole: memoryview) -> None:
        super().__init__(name, whole)
        self._frame_no = int(self._words[_H_LATEST]) >> 8

    @classmethod
    def attach(cls, name: str) -> Self:
        """Open the ring another process made.

        Raises RingError where it is gone or malformed, ExhaustedError where no descriptor or memory is left.
        """
        try:
            whole = open_segment(name)
        except (FileNotFoundError, ValueError) as error:
            raise RingError(f"no shared memory {name}") from error
        except OSError as error:
            raise _trouble(error, f"shared memory {name} cannot be opened") from error
        return cls(name, whole)

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

        Returns its frame number (from 1). Raises RingError where it is larger than a slot, or the ring was closed.
        """
        if self._closed:
            raise RingError("the ring is closed")
        size = height_px * stride_bytes
        if size > self.slot_bytes:
            raise RingError(f"a frame of {size} bytes does not fit into a slot of {self.slot_bytes}")
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


def _trouble(error: OSError, what: str) -> StreamsError:
    return as_exhausted(error) or RingError(f"{what}: {error.strerror}")
