"""V5: a frozen picture under a running clock, a blinking dot or noise was never said, or flapped."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from av.video.frame import VideoFrame

from streams.picture_watch import PictureWatch
from streams.scaler import Scaler
from streams.signature import SIGNATURE_COLUMNS, SIGNATURE_ROWS

CELLS = SIGNATURE_COLUMNS * SIGNATURE_ROWS


def cell(row: int, column: int) -> int:
    return row * SIGNATURE_COLUMNS + column


def verdicts(seconds: int, cells_at: Callable[[int], dict[int, int]], noise: float = 0.0) -> list[bool]:
    """The verdict of each second of a grey picture in which these cells have other values."""
    watch, chooser = PictureWatch(), random.Random(1)
    found = []
    for t in range(seconds):
        picture = [100.0] * CELLS
        for index, value in cells_at(t).items():
            picture[index] = value
        watch.see(float(t), bytes(round(value + chooser.gauss(0, noise)) for value in picture))
        found.append(watch.is_frozen)
    return found


def frozen_from(found: Iterable[bool]) -> int | None:
    """The second from which on it is frozen; None where it is not, or flaps."""
    whole = list(found)
    first = whole.index(True) if True in whole else len(whole)
    return first if first < len(whole) and all(whole[first:]) else None


def test_a_picture_that_never_changes_is_frozen_after_a_while() -> None:
    assert frozen_from(verdicts(60, lambda t: {})) == 15


@pytest.mark.parametrize("noise", [0.2, 0.5, 0.8])
def test_noise_neither_hides_a_frozen_picture_nor_lets_the_verdict_flap(noise: float) -> None:
    first = frozen_from(verdicts(400, lambda t: {}, noise))
    assert first is not None
    assert first <= 20


OVERLAYS: dict[str, Callable[[int], dict[int, int]]] = {
    "seconds in the corner": lambda t: {14: 100 + t % 7 * 9, 15: 90 + t % 5 * 8},
    "a clock in the second row": lambda t: {
        cell(1, 10): 100 + t // 600,
        cell(1, 11): 100 + t // 60 * 5,
        cell(1, 12): 100 + t // 10 * 7 % 40,
        cell(1, 13): 100 + t % 10 * 6,
        cell(2, 13): 100 + t % 10 * 3,
    },
    "a dot that blinks in the middle": lambda t: {cell(4, 8): 100 + t % 2 * 40},
    "a dot that blinks slowly on four cells": lambda t: {
        cell(r, c): 100 + t // 4 % 2 * 20 for r in (4, 5) for c in (8, 9)
    },
    "a clock and a dot": lambda t: {cell(0, 1): 100 + t % 10 * 6, cell(7, 14): 90 + t % 3 * 20},
    "a counter on the left": lambda t: {cell(r, 0): 80 + t * (r + 3) % 70 for r in range(5)},
}


@pytest.mark.parametrize("name", list(OVERLAYS))
@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_what_is_burnt_in_does_not_make_a_frozen_picture_live(name: str, noise: float) -> None:
    first = frozen_from(verdicts(300, OVERLAYS[name], noise))
    assert first is not None
    assert 40 <= first <= 60


LIFE: dict[str, Callable[[int], dict[int, int]]] = {
    "a passer-by every half minute": lambda t: {cell(5, t % 30): 130} if t % 30 < 16 else {},
    "somebody in the distance every ten seconds": lambda t: (
        {cell(3, t // 10 % 16): 108} if t % 10 < 2 else {}
    ),
    "light that fades": lambda t: dict.fromkeys(range(CELLS), 100 + t // 4 % 100),
    "a busy street": lambda t: {index: 100 + (t * 31 + index * 17) % 60 for index in range(CELLS)},
    "a street at the lower half": lambda t: {
        index: 100 + (t * 31 + index * 17) % 60 for index in range(CELLS // 2, CELLS)
    },
    "a road across the middle": lambda t: {cell(4, c): 100 + (t * 13 + c * 7) % 30 for c in range(2, 14)},
    "a clock over a passer-by": lambda t: OVERLAYS["seconds in the corner"](t) | {cell(5, t // 2 % 16): 130},
}


@pytest.mark.parametrize("name", list(LIFE))
@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_life_is_never_called_frozen(name: str, noise: float) -> None:
    assert not any(verdicts(300, LIFE[name], noise))


@pytest.mark.parametrize("second", [16, 39, 41, 100])
def test_a_change_where_nothing_overlays_takes_the_verdict_back_at_once(second: int) -> None:
    def changes(t: int) -> dict[int, int]:
        return {cell(4, 5): 140} if t == second else {}

    for found in (
        verdicts(200, changes),
        verdicts(200, lambda t: OVERLAYS["seconds in the corner"](t) | changes(t)),
    ):
        assert not found[second]
        assert found[-1]


def test_silence_is_no_standing_still() -> None:
    watch = PictureWatch()
    for t in (0.0, 100.0, 200.0, 300.0):
        watch.see(t, bytes([100] * CELLS))
        assert not watch.is_frozen


def test_a_signature_that_is_told_twice_counts_once() -> None:
    watch = PictureWatch()
    for tick in range(60):
        watch.see(tick * 0.5, bytes([100] * CELLS))
        assert watch.is_frozen is (tick * 0.5 >= 15.0)


def test_a_signature_of_the_wrong_size_is_ignored() -> None:
    watch = PictureWatch()
    for t in range(100):
        watch.see(float(t), b"short")
    assert not watch.is_frozen


@pytest.mark.parametrize("size_px", [(704, 576), (320, 180)])
def test_real_pictures_with_a_burnt_in_clock_and_noise_are_frozen(size_px: tuple[int, int]) -> None:
    width, height = size_px
    chooser = np.random.default_rng(1)
    still = chooser.integers(40, 200, (height, width))
    scaler, watch, found = Scaler(), PictureWatch(), []
    for t in range(80):
        picture = still + chooser.normal(0.0, 6.0, still.shape)
        left = width - 120 + t % 10 * 8
        picture[height // 8 : height // 8 + 16, left : left + 12] = 255
        frame = VideoFrame.from_ndarray(picture.clip(0, 255).astype(np.uint8), format="gray")
        watch.see(float(t), scaler.signature(frame))
        found.append(watch.is_frozen)
    first = frozen_from(found)
    assert first is not None
    assert first <= 60
