"""How a picture is scaled for its box: the same sum for the console, which sizes the ring, and for the worker. Pure."""

from __future__ import annotations

import math

MOST_HIDDEN = 0.08
"""Share of a picture's width or height that a tile may cut off: clocks and names are burnt in at the edges.
`widgets.wall.camera_tile` has the same."""
_COVER_ROOM = 1.5
"""What a picture needs that covers its box, in boxes: 4:3 in a box of 16:9 takes 1.33, 5:4 takes 1.42."""
_GUESS_PX = (960, 540)
"""No ring is made for a larger picture before the source has one: memory is reserved, which takes time and room."""


def fit_scale(picture_px: tuple[int, int], box_px: tuple[int, int], cover: bool) -> float:
    """By how much to scale a picture so that it covers the box, as far as may be, or fits into it; never above 1."""
    ratios = (box_px[0] / picture_px[0], box_px[1] / picture_px[1])
    return min(1.0, min(max(ratios), min(ratios) / (1.0 - MOST_HIDDEN)) if cover else min(ratios))


def slot_bytes(box_px: tuple[int, int], cover: bool, source_px: tuple[int, int]) -> int:
    """Room for one BGRA picture of a source in a box; a guess where `source_px` is (0, 0), not known yet."""
    width, height = max(16, box_px[0]), max(16, box_px[1])
    if source_px[0] * source_px[1]:
        scale = fit_scale(source_px, (width, height), cover)
        return _bytes(math.ceil(source_px[0] * scale), math.ceil(source_px[1] * scale))
    return min(_bytes(*_GUESS_PX), int(_bytes(width, height) * (_COVER_ROOM if cover else 1.0)))


def _bytes(width_px: int, height_px: int) -> int:
    return (width_px + 32) * (height_px + 2) * 4  # rows are padded by the scaler, heights rounded
