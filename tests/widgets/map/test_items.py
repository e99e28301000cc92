"""The map's structs are frozen and comparable, which is what diffing rests on; their rows are what the page expects."""

from __future__ import annotations

import pytest

from widgets.map.items import (
    CameraItem,
    ItemKind,
    Layer,
    PostItem,
    ProposalItem,
    RallyItem,
    SceneItem,
    UnitItem,
    UnitMark,
    WindItem,
)


def test_equal_items_compare_equal_and_cannot_be_changed() -> None:
    item = UnitItem("P-101", "P-101", 1, UnitMark.AVAILABLE)
    assert item == UnitItem("P-101", "P-101", 1)
    with pytest.raises(AttributeError):
        item.tier = 2  # type: ignore[misc]


def test_names_are_plain_text_for_the_page() -> None:
    assert str(ItemKind.UNIT) == "unit"
    assert str(Layer.UNITS) == "units"


def test_rows_are_what_the_page_expects() -> None:
    assert RallyItem("R", 1, 2).row() == ["R", 1, 2, 150.0, ""]
    assert ProposalItem("1,2", 1, 2, 1, "a", chosen=True).row() == ["1,2", 1, 2, 1, True, 150.0, "a"]
    assert ProposalItem("3,4", 3, 4, 2).row() == ["3,4", 3, 4, 2, False, 0, ""]
    post = PostItem("POST-1", 1, 2, "Cordon 6/6", filled=True)
    corners = ((0, 0), (1, 0), (1, 1))
    assert SceneItem(corners, (post,)).fields() == {
        "area": corners,
        "posts": [["POST-1", 1, 2, True, "Cordon 6/6"]],
    }
    assert SceneItem(corners[:2]).fields() == SceneItem().fields() == {"area": (), "posts": []}
    assert WindItem(359.6, "N wind").row() == [0, "N wind"]
    assert CameraItem("CAM-1", 1, 2, 45.04, 60).row() == ["CAM-1", 1, 2, 45.0, 60, 60.0, False, ""]
