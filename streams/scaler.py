"""Scales pictures for a tile and reduces them to a signature. A camera thread's own."""

from __future__ import annotations

from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from streams.picture_watch import SIGNATURE_COLUMNS, SIGNATURE_ROWS


class Scaler:
    """The camera's two scalers: making one per frame would cost more than the scaling itself."""

    def __init__(self) -> None:
        self._picture = VideoReformatter()
        self._small = VideoReformatter()
        self.shown_s = 0.0
        self.signed_s = 0.0

    def bgra(self, frame: VideoFrame, width_px: int, height_px: int) -> tuple[memoryview, int]:
        """The scaled picture's bytes (BGRA) and its bytes per row."""
        scaled = self._picture.reformat(
            frame, width_px, height_px, "bgra", interpolation="FAST_BILINEAR", threads=1
        )
        plane = scaled.planes[0]
        return memoryview(plane), plane.line_size

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
