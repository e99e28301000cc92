"""What waits to be sent to the page: differences only, and everything after a restart."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from widgets.map import map_state
from widgets.map.items import (
    IncidentItem,
    RingItem,
    RouteItem,
    UnitItem,
    UnitMark,
)
from widgets.map.map_state import MapState


def _take(state: MapState) -> list[dict[str, Any]]:
    return [json.loads(text) for text in state.take()]


def _units(*ids: str, mark: UnitMark = UnitMark.AVAILABLE) -> list[UnitItem]:
    return [UnitItem(unit_id, unit_id, 1, mark) for unit_id in ids]


def test_setting_what_is_already_so_sends_nothing() -> None:
    state = MapState()
    rows = [IncidentItem("INC-1", 1, 2, 3).row()]
    state.set_topic("incidents", items=rows)
    assert [m["t"] for m in _take(state)] == ["incidents"]
    state.set_topic("incidents", items=[IncidentItem("INC-1", 1, 2, 3).row()])
    assert not state.waits()
    assert _take(state) == []


def test_sends_only_units_that_changed() -> None:
    state = MapState()
    state.set_units(_units("P-1", "P-2", "P-3"))
    assert [row[0] for row in _take(state)[0]["set"]] == ["P-1", "P-2", "P-3"]
    state.set_units([*_units("P-1"), *_units("P-2", mark=UnitMark.COMMITTED)])
    (message,) = _take(state)
    assert message["set"] == [["P-2", 1, "committed", False, "P-2"]]
    assert message["drop"] == ["P-3"]
    assert message["full"] is False


def test_a_unit_that_went_and_came_back_is_set_again() -> None:
    state = MapState()
    state.set_units(_units("P-1"))
    _take(state)
    state.set_units([])
    state.set_units(_units("P-1"))
    (message,) = _take(state)
    assert message["drop"] == []
    assert [row[0] for row in message["set"]] == ["P-1"]


def test_moves_are_merged_and_strangers_ignored() -> None:
    state = MapState()
    state.set_units(_units("P-1", "P-2"))
    _take(state)
    state.move_units(["P-1", "X-9"], [1, 1], [2, 2], [359.7, 0], [1.234, 0], [5, 5])
    state.move_units(["P-1", "P-2"], [10, 20], [30, 40], [90.0, 180.0], [0.0, 15.0], [0, -5])
    (message,) = _take(state)
    assert message["ids"] == ["P-1", "P-2"]
    assert (message["lon"], message["lat"]) == ([10, 20], [30, 40])
    assert (message["brg"], message["spd"], message["age"]) == ([90, 180], [0, 1500], [0, 0])


def test_takes_numpy_columns() -> None:
    state = MapState()
    state.set_units(_units("P-1"))
    one = np.array([1_180_000_000], dtype=np.int32)
    real = np.array([1.5], dtype=np.float32)
    state.move_units(["P-1"], one, one, real, real, one)
    assert _take(state)[1]["lon"] == [1_180_000_000]


def test_refuses_columns_of_unequal_length() -> None:
    state = MapState()
    state.set_units(_units("P-1"))
    with pytest.raises(ValueError, match="argument"):
        state.move_units(["P-1"], [1, 2], [1], [0], [0], [0])


def test_after_a_restart_everything_is_told_again_where_the_user_was() -> None:
    state = MapState()
    state.set_topic("town", number=1)
    state.set_topic("select", kind="unit", id="P-1")
    state.set_units(_units("P-1"))
    state.move_units(["P-1"], [1], [2], [3], [4], [5])
    state.send_once("fly", lon=1.0, lat=2.0, zoom=None)
    first = _take(state)
    assert [m["t"] for m in first] == ["town", "select", "units", "move", "fly"]
    assert "view" not in first[0]
    state.set_view(118.0, 36.0, 14.5)
    state.reset()
    again = _take(state)
    assert [m["t"] for m in again] == ["town", "select", "units", "move"]
    assert again[0]["view"] == [118.0, 36.0, 14.5]
    assert again[2]["full"] is True


def test_acts_do_not_pile_up() -> None:
    state = MapState()
    for zoom in range(30):
        state.send_once("fly", lon=0.0, lat=0.0, zoom=zoom)
    assert [m["zoom"] for m in _take(state)] == list(range(22, 30))


def test_refuses_an_unknown_topic() -> None:
    with pytest.raises(ValueError, match="no such topic"):
        MapState().set_topic("weather")


def test_rings_and_routes_are_sorted_and_sifted() -> None:
    geometry = {"type": "Polygon", "coordinates": []}
    rings = map_state.ring_rows([RingItem(3, geometry), RingItem(10, geometry)])
    assert [minutes for minutes, _ in rings] == [10, 3]
    assert map_state.route_rows([RouteItem("P-1", ((1, 2),)), RouteItem("P-2", ((1, 2), (3, 4)))]) == [
        ["P-2", ((1, 2), (3, 4))]
    ]
