from __future__ import annotations

import numpy as np
import pytest

from backend_stub.town.cameras.ground_lines import (
    Road,
    along,
    area,
    distances_to,
    ribbon,
    stands_before_the_lens,
    stretches_seen,
    trimmed,
)

AHEAD = np.array([[0.0, 0.0], [0.0, 100.0]])
SQUARE = np.array([[-5.0, -5.0], [5.0, -5.0], [5.0, 5.0], [-5.0, 5.0]])


def test_a_ribbon_lies_flat_beside_its_line() -> None:
    (quad,) = ribbon(AHEAD, -3.0, 3.0)
    assert {corner[1] for corner in quad} == {0.0}
    assert {corner[0] for corner in quad} == {-3.0, 3.0}


def test_dashes_repeat_along_the_line() -> None:
    dashes = ribbon(AHEAD, -0.1, 0.1, 4.0, 6.0)
    assert len(dashes) == 10
    assert [round(dash[0][2]) for dash in dashes] == list(range(0, 100, 10))


def test_places_along_a_line_keep_their_offset() -> None:
    places = along(AHEAD, 4.0, 20.0)
    assert [x for x, _ in places] == pytest.approx([4.0] * 5, abs=0.02)


def test_keeps_only_stretches_that_may_be_seen() -> None:
    line = np.array(
        [[0.0, -300.0], [0.0, -100.0], [0.0, 40.0], [0.0, 200.0], [900.0, 200.0], [900.0, -200.0]]
    )
    (stretch,) = stretches_seen(line, 320.0, 0.6)
    assert stretch[0].tolist() == [0.0, -100.0]
    assert stretch[-1].tolist() == [900.0, 200.0]
    assert stretches_seen(line - np.array([0.0, 900.0]), 320.0, 0.6) == []


def test_markings_end_before_a_crossing() -> None:
    crossing = Road(np.array([[-50.0, 100.0], [50.0, 100.0]]), 7.0, 2)
    own = Road(AHEAD, 7.0, 2)
    shortened = trimmed(AHEAD, [own, crossing], own)
    assert shortened[0].tolist() == [0.0, 0.0]
    assert shortened[1][1] == pytest.approx(90.5)


def test_measures_areas_and_distances() -> None:
    assert area(SQUARE) == pytest.approx(200.0)
    assert area(SQUARE[::-1]) == pytest.approx(-200.0)
    assert distances_to(AHEAD, 3.0, 50.0).min() == pytest.approx(3.0)
    assert distances_to(AHEAD, 3.0, 104.0).min() == pytest.approx(5.0)


def test_a_house_in_the_middle_of_the_picture_is_known() -> None:
    assert stands_before_the_lens(SQUARE + np.array([0.0, 20.0]), 550.0)
    assert not stands_before_the_lens(SQUARE + np.array([30.0, 20.0]), 550.0)
    assert not stands_before_the_lens(SQUARE + np.array([0.0, 90.0]), 550.0)
