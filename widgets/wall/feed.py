"""What a tile shows, as the wall sees it: the `TileFeed` port and its values. Main thread only.

Whoever owns the streams implements `TileFeed`; the wall knows nothing else of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class FeedState(StrEnum):
    """What a tile says about its picture."""

    CONNECTING = "connecting"
    LIVE = "live"
    STALLED = "stalled"
    DAMAGED = "damaged"
    """The stream comes damaged; the picture is the last whole one, or a damaged one."""
    FROZEN = "frozen"
    RECONNECTING = "reconnecting"
    FAILED = "failed"
    REFUSED = "refused"
    NO_SOURCE = "no_source"
    """Nobody has told the hub where this camera's pictures come from; it is asked for again and again."""
    PURPOSE = "purpose"
    """Nobody said yet why this camera is looked at; nothing is opened before."""
    RECORDED = "recorded"
    """Not live: the picture of an earlier moment."""


@dataclass(frozen=True, slots=True)
class TileCaption:
    """The label: code, name in both languages, and where the incident is seen from the camera.

    `bearing_deg` (clockwise from north) and `distance_m` lead from the camera to the incident, or to its rally point
    where the camera is shown for that; None without one.
    """

    code: str
    name_zh: str
    name_en: str
    bearing_deg: float | None = None
    distance_m: float | None = None
    at_rally: bool = False


@dataclass(frozen=True, slots=True)
class TileStatus:
    """State, its figures, and a fault's code and words (already free of secrets).

    `age_s`: how old the newest frame is, None before the first. `last_frame_ms`: UTC of the newest frame.
    `reduced`: the picture was stepped down under load. `recorded`: a recording, not live. `delay_known`: False
    where the far end keeps pictures back, nobody knows for how long; `delay_s` is for how long, where it tells.
    """

    state: FeedState
    since_s: float = 0.0
    age_s: float | None = None
    attempt: int = 0
    last_frame_ms: int | None = None
    fault: str = ""
    detail: str = ""
    reduced: bool = False
    recorded: bool = False
    delay_known: bool = True
    delay_s: float = 0.0


@dataclass(frozen=True, slots=True)
class TileFrame:
    """A picture: BGRA rows in `pixels` (read only). The memory is valid while this object, with `keep`, lives.

    `captured_s` is when the frame left the decoder, on `time.monotonic()`.
    """

    pixels: memoryview
    width_px: int
    height_px: int
    stride_bytes: int
    captured_s: float
    keep: object


class TileFeed(Protocol):
    """One camera for one tile."""

    @property
    def camera_id(self) -> str:
        """The camera's id, the key in every signal of the wall."""
        ...

    def caption(self) -> TileCaption:
        """The label now."""
        ...

    def status(self) -> TileStatus:
        """The state now."""
        ...

    def frame(self) -> TileFrame | None:
        """A frame newer than the last one given, or None. The one before may be overwritten from here on."""
        ...

    def is_intact(self, frame: TileFrame) -> bool:
        """False where `frame`'s memory was overwritten meanwhile: paint again."""
        ...
