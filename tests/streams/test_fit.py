from __future__ import annotations

import pytest

from streams.fit import MOST_HIDDEN, fit_scale, slot_bytes
from widgets.wall import camera_tile


@pytest.mark.parametrize(
    ("picture", "box", "cover", "scale"),
    [
        ((1920, 1080), (480, 270), True, 0.25),
        ((1920, 1080), (480, 270), False, 0.25),
        ((640, 480), (320, 180), True, 0.375 / 0.92),
        ((1080, 1920), (320, 180), True, 0.09375 / 0.92),
        ((640, 480), (320, 180), False, 0.375),
        ((320, 180), (640, 360), True, 1.0),
    ],
)
def test_covers_the_box_or_fits_into_it_and_never_enlarges(
    picture: tuple[int, int], box: tuple[int, int], cover: bool, scale: float
) -> None:
    assert fit_scale(picture, box, cover) == pytest.approx(scale)


def test_tile_and_worker_agree_on_what_may_be_hidden() -> None:
    assert camera_tile.MOST_HIDDEN == MOST_HIDDEN


def test_a_small_source_needs_little_memory_in_a_large_box() -> None:
    assert slot_bytes((3840, 2160), True, (704, 576)) < 1_800_000


def test_a_tall_source_has_room_in_a_wide_box() -> None:
    assert slot_bytes((320, 180), True, (1080, 1920)) > 110 * 196 * 4


def test_an_unknown_source_is_guessed_to_be_no_larger_than_960_by_540() -> None:
    assert 480 * 360 * 4 < slot_bytes((480, 270), True, (0, 0)) < 2 * 480 * 270 * 4
    assert slot_bytes((3840, 2160), False, (0, 0)) == slot_bytes((3840, 2160), True, (0, 0)) < 2_200_000
