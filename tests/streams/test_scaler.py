"""K8: a clip from a telephone lay on its side, and pictures with oblong pixels were squashed."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from streams.scaler import Scaler, Shape
from tests.streams.far_ends import corner_picture


@pytest.mark.parametrize(
    ("shape", "shown_px"),
    [
        (Shape(), (704, 576)),
        (Shape(0, Fraction(16, 11)), (1024, 576)),
        (Shape(1, Fraction(16, 11)), (576, 1024)),
        (Shape(2), (704, 576)),
        (Shape(3), (576, 704)),
        (Shape(0, Fraction(1, 2)), (352, 576)),
        (Shape(0, Fraction(100)), (704, 576)),
        (Shape(0, Fraction(0)), (704, 576)),
    ],
)
def test_shows_pixels_and_turns_as_a_player_does(shape: Shape, shown_px: tuple[int, int]) -> None:
    assert shape.shown_px(704, 576) == shown_px


@pytest.mark.parametrize(("turns", "corner"), [(0, (0, 0)), (1, (1, 0)), (2, (1, 1)), (3, (0, 1))])
@pytest.mark.parametrize("size_px", [(160, 90), (162, 90), (90, 160), (37, 51)])
def test_turns_against_the_clock(turns: int, corner: tuple[int, int], size_px: tuple[int, int]) -> None:
    width, height = size_px
    data, stride = Scaler().bgra(corner_picture(), width, height, turns)
    rows = np.frombuffer(data, np.uint8).reshape(-1, stride)[:height, : width * 4]
    grey = rows.reshape(height, width, 4)[:, :, 0]
    bright = [
        (row, column)
        for row in (0, 1)
        for column in (0, 1)
        if grey[height // 4 + row * height // 2, width // 4 + column * width // 2] > 128
    ]
    assert bright == [corner]
