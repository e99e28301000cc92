"""A feed that implements the wall's port without any stream; used by the tests of this room."""

from __future__ import annotations

import time

from widgets.wall.feed import FeedState, TileCaption, TileFrame, TileStatus


class FakeFeed:
    """Gives pictures of one colour when told to."""

    def __init__(self, camera_id: str, status: TileStatus | None = None) -> None:
        self.camera_id = camera_id
        self.state = status or TileStatus(FeedState.LIVE, age_s=0.08, last_frame_ms=1_760_000_000_000)
        self.bearing_deg: float | None = 45.0
        self.distance_m: float | None = 42.0
        self.captions = 0
        self._next: TileFrame | None = None

    def show(self, colour: tuple[int, int, int], width: int = 64, height: int = 36) -> None:
        """Let the next frame be of this colour (red, green, blue)."""
        red, green, blue = colour
        pixels = memoryview(bytes((blue, green, red, 255)) * (width * height))
        self._next = TileFrame(pixels, width, height, width * 4, time.monotonic(), pixels)

    def caption(self) -> TileCaption:
        self.captions += 1
        return TileCaption(
            self.camera_id, "人民路西口", "Renmin Road West", self.bearing_deg, self.distance_m
        )

    def status(self) -> TileStatus:
        return self.state

    def frame(self) -> TileFrame | None:
        frame, self._next = self._next, None
        return frame

    def is_intact(self, frame: TileFrame) -> bool:
        return True
