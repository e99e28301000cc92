from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.wall.layouts import LAYOUTS, layout_for


@pytest.mark.parametrize(("name", "tiles"), [("1×1", 1), ("3×2", 6), ("1+5", 6), ("4×3", 12), ("4×4", 16)])
def test_has_its_number_of_tiles(name: str, tiles: int) -> None:
    assert LAYOUTS[name].tiles == tiles


@given(st.sampled_from(sorted(LAYOUTS)), st.integers(120, 4000), st.integers(90, 2200))
def test_tiles_fill_the_wall_without_touching(name: str, width: int, height: int) -> None:
    rects = LAYOUTS[name].rects(width, height, 4)
    for i, (x, y, w, h) in enumerate(rects):
        assert x >= 4
        assert y >= 4
        assert x + w <= width - 4
        assert y + h <= height - 4
        for x2, y2, w2, h2 in rects[i + 1 :]:
            assert x + w + 4 <= x2 or x2 + w2 + 4 <= x or y + h + 4 <= y2 or y2 + h2 + 4 <= y
    assert max(x + w for x, _, w, _ in rects) == width - 4
    assert max(y + h for _, y, _, h in rects) == height - 4


def test_neighbours_are_where_they_look_to_be() -> None:
    grid = LAYOUTS["3×2"]
    assert grid.neighbour(0, 1, 0) == 1
    assert grid.neighbour(1, 0, 1) == 4
    assert grid.neighbour(2, 1, 0) == 2
    big = LAYOUTS["1+5"]
    assert big.neighbour(0, 1, 0) in (1, 2)
    assert big.neighbour(5, 0, -1) == 2


def test_picks_the_smallest_grid_that_is_large_enough() -> None:
    assert [layout_for(n).name for n in (1, 2, 3, 5, 7, 10, 13, 99)] == [
        "1×1",
        "2×1",
        "2×2",
        "3×2",
        "3×3",
        "4×3",
        "4×4",
        "4×4",
    ]
