"""One camera's stream as the wall's `TileFeed`. Qt main thread; made and filled by `wall_bridge`."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QSize

from console.bridges.wall_choice import offset_m
from console.domain.registry.entities import Camera
from console.geo import bearing_of
from streams.faults import Nature
from streams.governor import Quality
from streams.handle import StreamHandle
from streams.ring import RingFrame
from streams.sources import SourceSpec
from widgets.wall.feed import FeedState, TileCaption, TileFrame, TileStatus


class CameraFeed:
    """One camera on the wall: a `TileFeed`."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._target: tuple[float, float] | None = None
        self._at_rally = False
        self.handle: StreamHandle | None = None
        self.spec: SourceSpec | None = None
        self.needs_purpose = False
        self.refused = False
        self.no_source = False
        self.box: tuple[QSize, bool] = (QSize(480, 270), False)
        self.seen_s = time.monotonic()

    @property
    def camera_id(self) -> str:
        """The camera's id."""
        return self._camera.id

    def set_target(self, target: tuple[float, float] | None, *, at_rally: bool = False) -> None:
        """The (lon, lat) that arrow and distance lead to: the incident's, or its rally point's."""
        self._target, self._at_rally = target, at_rally

    def caption(self) -> TileCaption:
        """Code, name, and where the incident lies from here."""
        camera = self._camera
        if self._target is None:
            return TileCaption(camera.id, camera.name_zh, camera.name_en)
        offset = offset_m(camera, self._target)
        away = bearing_of(*offset), math.hypot(*offset)
        return TileCaption(camera.id, camera.name_zh, camera.name_en, *away, self._at_rally)

    def status(self) -> TileStatus:
        """The stream's health, or what stands in its way."""
        if self.needs_purpose:
            return TileStatus(FeedState.PURPOSE)
        if self.no_source:
            return TileStatus(FeedState.NO_SOURCE)
        if self.refused:
            return TileStatus(FeedState.REFUSED)
        if self.handle is None:
            return TileStatus(FeedState.CONNECTING)
        health = self.handle.health()
        return TileStatus(
            FeedState(health.state.value),
            since_s=health.since_s,
            age_s=health.age_s,
            attempt=health.attempt,
            last_frame_ms=health.last_frame_ms,
            fault="" if health.fault is None else health.fault.value,
            detail=health.detail,
            reduced=self.handle.quality >= Quality.KEY_FRAMES,
            recorded=health.nature is Nature.RECORDED,
            delay_known=health.nature is not Nature.DELAYED or health.delay_s is not None,
            delay_s=health.delay_s or 0.0,
        )

    def frame(self) -> TileFrame | None:
        """The newest frame, if there is one since the last call."""
        taken = self.handle.take() if self.handle is not None else None
        if taken is None:
            return None
        return TileFrame(
            taken.data, taken.width_px, taken.height_px, taken.stride_bytes, taken.capture_ns / 1e9, taken
        )

    def is_intact(self, frame: TileFrame) -> bool:
        """False where the ring has gone over that frame."""
        return not isinstance(frame.keep, RingFrame) or frame.keep.is_intact()
