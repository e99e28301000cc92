"""The map's structs are frozen and comparable, which is what diffing rests on."""

from __future__ import annotations

import pytest

from widgets.map.items import ItemKind, Layer, UnitItem, UnitMark


def test_equal_items_compare_equal_and_cannot_be_changed() -> None:
    item = UnitItem("P-101", "P-101", 1, UnitMark.AVAILABLE)
    assert item == UnitItem("P-101", "P-101", 1)
    with pytest.raises(AttributeError):
        item.tier = 2  # type: ignore[misc]


def test_names_are_plain_text_for_the_page() -> None:
    assert str(ItemKind.UNIT) == "unit"
    assert str(Layer.UNITS) == "units"
