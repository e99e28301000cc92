"""Menus: at a place of the map (for the thing there, or the ground) and of the seat. Qt main thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from console.desk.access import Access
from console.desk.seat import Thing
from console.domain.registry.commands import CloseRoad
from console.verbs.declaration import Entry, Spot, Verb
from console.verbs.invoker import Invoker
from widgets import theme
from widgets.map.items import ItemKind

CLOSURE_RADIUS_M = 60

_SPOTS: Final = {
    ItemKind.UNIT: Spot.MAP_UNIT,
    ItemKind.INCIDENT: Spot.MAP_INCIDENT,
    ItemKind.CAMERA: Spot.MAP_CAMERA,
    ItemKind.CLOSURE: Spot.MAP_CLOSURE,
}


def fill_map_menu(menu: QMenu, invoker: Invoker, kind: str, item_id: str, place_e7: tuple[int, int]) -> None:
    """Add what is possible there."""
    spot = next((spot for known, spot in _SPOTS.items() if known == kind), Spot.MAP_GROUND)
    seat, thing = invoker.here.seat, item_id
    if spot is Spot.MAP_UNIT:
        seat.select(Thing.UNIT, item_id)
    elif spot is Spot.MAP_INCIDENT:
        seat.select_case(item_id)
    elif spot is Spot.MAP_GROUND:
        thing = f"{place_e7[0]},{place_e7[1]}"
    for verb, entry in invoker.catalogue.entries(spot):
        if entry.when is None or entry.when(invoker.here, thing):
            _add(menu, _words(verb, entry, thing, seat.case_id), partial(_do, invoker, verb, spot, thing))
    if spot is Spot.MAP_GROUND:
        words = QCoreApplication.translate("map_menu", "Close the road here ({0} m)").format(CLOSURE_RADIUS_M)
        _add(menu, words, lambda: _close_road(invoker, place_e7))


def _words(verb: Verb, entry: Entry, thing: str, case_id: str) -> str:
    return QCoreApplication.translate("verbs", entry.words or verb.text).format(thing, case_id)


def _do(invoker: Invoker, verb: Verb, spot: Spot, thing: str) -> None:
    """An incident of the map is selected by then: its buttons are those of the panel, with their forms."""
    if spot is Spot.MAP_INCIDENT:
        invoker.press(verb.id)
    else:
        invoker.invoke(verb.id, {verb.param_at(spot).name: thing})


def fill_seat_menu(
    menu: QMenu,
    invoker: Invoker,
    access: Access,
    language: str,
    switch: Callable[[str], object],
) -> None:
    """The users that this desk may sign in, and the way out."""
    words = QCoreApplication.translate("seat_menu", "Work as {0}")
    for account in access.accounts():
        _add(menu, words.format(account.name_in(language)), partial(switch, account.key))
    menu.addSeparator()
    verb = invoker.catalogue["signout"]
    _add(menu, QCoreApplication.translate("verbs", verb.text), partial(invoker.invoke, verb.id))


def _close_road(invoker: Invoker, place_e7: tuple[int, int]) -> None:
    reason = QCoreApplication.translate("map_menu", "Closed from the map")
    command = CloseRoad(lon_e7=place_e7[0], lat_e7=place_e7[1], radius_m=CLOSURE_RADIUS_M, reason=reason)
    invoker.send("lift", command, reason)


def _add(menu: QMenu, text: str, do: Callable[[], object]) -> None:
    menu.addAction(text).triggered.connect(lambda _=False: do())


def popup(owner: QWidget, fill: Callable[[QMenu], None], where: QPoint) -> None:
    """Show a menu made for this once; an empty one is not shown."""
    menu = QMenu(owner)
    theme.dress(menu)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill(menu)
    if menu.isEmpty():
        menu.deleteLater()
    else:
        menu.popup(where)
