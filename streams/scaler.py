"""Scales pictures for a tile, as a player shows them, and reduces them to a signature. A camera thread's own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from streams.signature import SIGNATURE_COLUMNS, SIGNATURE_ROWS


@dataclass(frozen=True, slots=True)
class Shape:
    """How coded pictures are to be shown: quarter turns against the clock, and a pixel's width by its height."""

    turns: int = 0
    pixel: Fraction = Fraction(1)

    def shown_px(self, width_px: int, height_px: int) -> tuple[int, int]:
        """The size in which a coded picture is shown."""
        if Fraction(1, 4) <= self.pixel <= 4:  # others are mistakes
            width_px = max(1, round(width_px * self.pixel))
        return (height_px, width_px) if self.turns % 2 else (width_px, height_px)


class Scaler:
    """The camera's two scalers: making one per frame would cost more than the scaling itself."""

    def __init__(self) -> None:
        self._picture = VideoReformatter()
        self._small = VideoReformatter()
        self.shown_s = 0.0
        self.signed_s = 0.0

    def bgra(
        self, frame: VideoFrame, width_px: int, height_px: int, turns: int = 0
    ) -> tuple[memoryview, int]:
        """The picture's bytes (BGRA) and its bytes per row, scaled and then turned `turns` quarters."""
        if turns % 2:
            width_px, height_px = height_px, width_px
        scaled = self._picture.reformat(
            frame, width_px, height_px, "bgra", interpolation="FAST_BILINEAR", threads=1
        )
        plane = scaled.planes[0]
        if not turns:
            return memoryview(plane), plane.line_size
        return _turned(memoryview(plane).cast("I"), plane.line_size // 4, (width_px, height_px), turns)

    def signature(self, frame: VideoFrame) -> bytes:
        """Mean brightness of 16 × 9 cells, row by row, for `streams.picture_watch.PictureWatch`."""
        small = self._small.reformat(
            frame, SIGNATURE_COLUMNS, SIGNATURE_ROWS, "gray", interpolation="AREA", threads=1
        )
        plane = small.planes[0]
        view, stride = memoryview(plane), plane.line_size
        return b"".join(
            bytes(view[r * stride : r * stride + SIGNATURE_COLUMNS]) for r in range(SIGNATURE_ROWS)
        )


def _turned(pixels: memoryview, stride: int, size_px: tuple[int, int], turns: int) -> tuple[memoryview, int]:
    """A picture's rows turned by quarters against the clock. Without numpy, which brings threads into each worker."""
    width, height = size_px
    if turns % 2:
        columns = [pixels[column : height * stride : stride] for column in range(width)]
        lines = columns[::-1] if turns == 1 else [column[::-1] for column in columns]
    else:
        lines = [pixels[row * stride : row * stride + width][::-1] for row in reversed(range(height))]
    return memoryview(b"".join(line.tobytes() for line in lines)), len(lines[0]) * 4
