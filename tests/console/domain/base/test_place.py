"""Places and texts as every rule checks them."""

from __future__ import annotations

import pytest

from console.domain.base.limits import MAX_TEXT
from console.domain.base.place import MAX_LAT_E7, MAX_LON_E7, Place, check_place, check_point
from console.domain.base.refusals import check_text


@pytest.mark.parametrize(
    ("lon_e7", "lat_e7"),
    [(0, 0), (MAX_LON_E7 + 1, 1), (-MAX_LON_E7 - 1, 1), (1, MAX_LAT_E7 + 1), (1, -MAX_LAT_E7 - 1)],
)
def test_a_point_off_the_world_or_of_a_dead_receiver_is_refused(lon_e7: int, lat_e7: int) -> None:
    refusal = check_point(lon_e7, lat_e7)
    assert refusal is not None
    assert refusal.code == "bad_place"


@pytest.mark.parametrize(("lon_e7", "lat_e7"), [(MAX_LON_E7, MAX_LAT_E7), (0, 1), (1, 0), (-MAX_LON_E7, 0)])
def test_the_edges_of_the_world_are_places(lon_e7: int, lat_e7: int) -> None:
    assert check_point(lon_e7, lat_e7) is None


def test_a_place_with_unbearably_long_words_is_refused() -> None:
    refusal = check_place(Place(lon_e7=1, lat_e7=1, text_zh="路" * MAX_TEXT, text_en="x"))
    assert refusal is not None
    assert refusal.code == "text_too_long"


def test_blank_words_are_no_words() -> None:
    refusal = check_text(" \t\n", field="reason")
    assert refusal is not None
    assert refusal.code == "text_required"
    assert check_text("", field="reason", required=False) is None
