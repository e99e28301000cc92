"""Menus offer what is possible there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMenu

from console.domain.registry.commands import CloseRoad
from console.window.menus import fill_map_menu, fill_seat_menu
from tests.console.window.whole_console import ACCESS, Console

HERE = (1_179_000_000, 368_000_000)


@pytest.fixture
def menu(console: Console) -> Iterator[QMenu]:
    made = QMenu(console.window)
    yield made
    made.deleteLater()


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_a_free_unit_can_be_sent_to_the_selected_incident(console: Console, menu: QMenu) -> None:
    incident = console.accept()
    fill_map_menu(menu, console.invoker, "unit", "P-101", HERE)
    assert texts(menu)[0] == f"Dispatch P-101 to {incident}"
    menu.actions()[0].trigger()
    console.settle()
    assert console.hub.picture.units["P-101"].order_id


def test_a_bound_unit_can_be_diverted(console: Console, menu: QMenu) -> None:
    console.line(f"dispatch P-101 {console.accept()}")
    fill_map_menu(menu, console.invoker, "unit", "P-101", HERE)
    assert "Divert a unit" in texts(menu)


def test_a_road_is_closed_where_the_ground_was_clicked(console: Console, menu: QMenu) -> None:
    fill_map_menu(menu, console.invoker, "", "", HERE)
    menu.actions()[0].trigger()
    console.settle()
    command = console.hub.submitted[-1]
    assert isinstance(command, CloseRoad)
    (closure,) = console.hub.picture.closures
    assert console.line(f"lift {closure}") == ""
    assert console.hub.picture.closures == {}


def test_the_seat_menu_names_who_may_sit_here(console: Console, menu: QMenu) -> None:
    fill_seat_menu(menu, console.invoker, ACCESS, "en", console.window.switch_seat)
    assert texts(menu) == ["Work as Li Ming", "Work as Wang Fang", "Work as Zhou Min", "Sign out"]
    menu.actions()[1].trigger()
    console.settle()
    assert console.seat.identity.user == "leader"
